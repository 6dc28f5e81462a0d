package web

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hefa/lawtext/redline"
	"hefa/lawtext/redline/inword"
	"hefa/storage"
	"hefa/web/lang"
)

// The ways a redline can be had. pdf is the coloured version.
var (
	redlineFormats = []string{"json", "html", "docx", "table", "pdf"}
	fileFormats    = []string{"docx", "table", "pdf"}
)

// mostAuthor bounds the name under which tracked changes leave, in characters.
const mostAuthor = 60

// redlineForm is how a redline is asked for.
type redlineForm struct {
	format                         string
	fixed, plainMoves, onlyChanges bool
	author                         string
	lang                           lang.Lang
}

// redlineFormOf reads format=, one of those given, marks=, moves=, only= and
// author=.
func redlineFormOf(r *http.Request, formats []string) (f redlineForm, err error) {
	q := r.URL.Query()
	f.lang = from(r).lang
	if f.format, err = choice("format", q.Get("format"), formats); err != nil {
		return f, err
	}
	marks, err := choice("marks", q.Get("marks"), []string{"tracked", "fixed"})
	if err != nil {
		return f, err
	}
	moves, err := choice("moves", q.Get("moves"), []string{"tracked", "plain"})
	if err != nil {
		return f, err
	}
	f.fixed, f.plainMoves, f.onlyChanges = marks == "fixed", moves == "plain", q.Get("only") == "changes"
	f.author = strings.TrimSpace(q.Get("author"))
	if utf8.RuneCountInString(f.author) > mostAuthor || !utf8.ValidString(f.author) || strings.ContainsFunc(f.author, unicode.IsControl) {
		return f, &storage.Invalid{Field: "author", Code: "invalid"}
	}
	return f, nil
}

// only tells redlines without what did not change from others.
func (f redlineForm) only() string {
	if f.onlyChanges {
		return "/only"
	}
	return ""
}

// redlineFile sends a redline as a file: docx, table or pdf.
func (s *server) redlineFile(w http.ResponseWriter, r *http.Request) error {
	form, err := redlineFormOf(r, fileFormats)
	if err != nil {
		return err
	}
	old, changed, err := s.redlineTexts(r)
	if err != nil {
		return err
	}
	return s.sendRedline(w, r, old, changed, form)
}

// sendRedline sends a redline as an attachment named after the text.
func (s *server) sendRedline(w http.ResponseWriter, r *http.Request, old, changed storage.NamedText, form redlineForm) error {
	kind, mediaType, extension := "tracked", inword.MediaType, ".docx"
	switch {
	case form.format == "pdf":
		kind, mediaType, extension = "pdf", "application/pdf", ".pdf"
	case form.format == "table":
		kind = "table"
	case form.fixed:
		kind = "fixed"
	}
	work := func(result *redline.Result) ([]byte, error) { return s.redlineBytes(r, kind, result, changed, form) }
	var data []byte
	var err error
	if form.author != "" {
		data, err = work(redline.Compare(old.Reading.Text, changed.Reading.Text)) // as many names, as many files: none is kept
	} else {
		data, err = s.keepRedline(r, kind, form.options(kind), old, changed, work)
	}
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Content-Length", strconv.Itoa(len(data)))
	h.Set("Content-Disposition", attachment(fileTitle(changed.Reading.Text.Title)+form.lang.Say("redline-file."+kind)+extension))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	_, err = w.Write(data)
	return err
}

// options tells files of one kind apart whose texts are the same.
func (f redlineForm) options(kind string) string {
	if kind != "tracked" {
		return "/" + string(f.lang) + f.only()
	}
	return "/" + strconv.FormatBool(f.plainMoves)
}

// redlineBytes makes the file. Tracked changes are of the time the new text was
// brought, so that the same texts give the same file.
func (s *server) redlineBytes(r *http.Request, kind string, result *redline.Result, changed storage.NamedText, form redlineForm) ([]byte, error) {
	o := inword.Options{
		Title: changed.Reading.Text.Title, Author: form.author, Date: changed.File.At,
		PlainMoves: form.plainMoves, OnlyChanges: form.onlyChanges, Say: form.lang.Say,
	}
	write := inword.Fixed
	switch kind {
	case "tracked":
		write = inword.Tracked
	case "table":
		write = inword.Comparison
	}
	var b bytes.Buffer
	if _, err := write(result, o).WriteTo(&b); err != nil || kind != "pdf" {
		return b.Bytes(), err
	}
	return s.Office.PDF(r.Context(), b.Bytes())
}

// fileTitle is a title as the beginning of a file's name, which file systems
// take and people can still read: a mark of writing direction would have its
// ending read as another.
func fileTitle(title string) string {
	title = strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Cf) || unicode.IsSpace(r) || strings.ContainsRune(`/\:*?"<>|`, r) {
			return -1
		}
		return r
	}, title)
	if long := []rune(title); len(long) > 50 {
		title = string(long[:50])
	}
	return title
}
