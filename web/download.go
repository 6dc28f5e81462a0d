package web

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"hefa/storage"
)

// fileOfText sends the exact bytes a text was read from.
func (s *server) fileOfText(w http.ResponseWriter, r *http.Request) error {
	text, err := s.namedText(r)
	if err != nil {
		return err
	}
	return s.sendFile(w, r, text.File)
}

// publicFile sends the bytes of the text in force.
func (s *server) publicFile(w http.ResponseWriter, r *http.Request) error {
	text, err := s.textInForce(r)
	if err != nil {
		return err
	}
	return s.sendFile(w, r, text.File)
}

// sendFile sends a file's bytes as an attachment. Rights have been checked.
// Bytes whose hash turns out wrong cut the connection, so that nobody takes
// them for the file.
func (s *server) sendFile(w http.ResponseWriter, r *http.Request, f storage.File) error {
	content, err := s.Store.Content(r.Context(), f)
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }() // it was only read
	h := w.Header()
	h.Set("Content-Type", f.MediaType)
	h.Set("Content-Length", strconv.FormatInt(f.Size, 10))
	h.Set("Content-Disposition", attachment(f.Name))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	if r.Method == http.MethodHead {
		return nil
	}
	if _, err := io.Copy(w, content); err != nil {
		s.Log.ErrorContext(r.Context(), "sending a file", "id", from(r).requestID, "sha256", f.Hash, "error", err)
		panic(http.ErrAbortHandler)
	}
	return nil
}

// attachment is a Content-Disposition (RFC 6266) with the name in full
// (RFC 5987) and in ASCII for old programs.
func attachment(name string) string {
	ascii := strings.Map(func(r rune) rune {
		if r < 0x20 || r > 0x7e || strings.ContainsRune(`"\/%;<>:*?|`, r) {
			return '_'
		}
		return r
	}, name)
	return fmt.Sprintf(`attachment; filename="%s"; filename*=UTF-8''%s`, ascii, strings.ReplaceAll(url.QueryEscape(name), "+", "%20"))
}
