package web

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"hefa/lawtext/office"
	"hefa/storage"
	"hefa/storage/object"
)

// ticket names a file that was uploaded and is being looked at before it
// becomes a draft. It travels in the page's address, sealed with the session's
// own token, so that nothing is stored and nobody can name another's bytes.
type ticket struct {
	Hash  object.Hash `json:"h"`
	Name  string      `json:"n"`
	Media string      `json:"m"`
	Size  int64       `json:"s"`
}

// seal writes a ticket so that only this session can use it.
func (t ticket) seal(session string) (string, error) {
	plain, err := json.Marshal(t)
	if err != nil {
		return "", fmt.Errorf("sealing an upload: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(plain) + "." + base64.RawURLEncoding.EncodeToString(sealOf(session, plain)), nil
}

// openTicket reads a sealed ticket. One of another session, or one that was
// tampered with, is an Invalid: the file must be uploaded again.
func openTicket(sealed, session string) (ticket, error) {
	var t ticket
	body, seal, _ := strings.Cut(sealed, ".")
	plain, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil {
		return t, &storage.Invalid{Field: "file", Code: "upload-again"}
	}
	given, err := base64.RawURLEncoding.DecodeString(seal)
	if err != nil || session == "" || !hmac.Equal(given, sealOf(session, plain)) || json.Unmarshal(plain, &t) != nil {
		return ticket{}, &storage.Invalid{Field: "file", Code: "upload-again"}
	}
	return t, nil
}

func sealOf(session string, plain []byte) []byte {
	mac := hmac.New(sha256.New, []byte("hefa upload "+session))
	mac.Write(plain)
	return mac.Sum(nil)
}

// reread reads a kept file again, for its preview and its confirmation.
func (s *server) reread(ctx context.Context, t ticket) (storage.Upload, *office.Reading, error) {
	data, err := s.keptBytes(ctx, t)
	if err != nil {
		return storage.Upload{}, nil, err
	}
	reading, err := office.Read(t.Name, data, s.Limits)
	if err != nil {
		return storage.Upload{}, nil, fmt.Errorf("reading an upload: %w", err)
	}
	return storage.Upload{File: t.file(), Reading: storage.Reading{
		Reader: office.Version, Format: reading.Format, Text: reading.Text,
	}}, reading, nil
}

// rereadOriginal reads a kept file as it stood before its tracked changes.
func (s *server) rereadOriginal(ctx context.Context, t ticket) (*office.Reading, error) {
	data, err := s.keptBytes(ctx, t)
	if err != nil {
		return nil, err
	}
	reading, err := office.ReadOriginal(t.Name, data, s.Limits)
	if err != nil {
		return nil, fmt.Errorf("reading an upload before its changes: %w", err)
	}
	return reading, nil
}

func (t ticket) file() storage.File {
	return storage.File{Hash: t.Hash, Name: t.Name, MediaType: t.Media, Size: t.Size}
}

// keptBytes are the bytes of an upload. Those without a row are swept after
// seven days: then it is an Invalid.
func (s *server) keptBytes(ctx context.Context, t ticket) ([]byte, error) {
	content, err := s.Store.Content(ctx, t.file())
	if errors.Is(err, object.ErrNotFound) {
		return nil, &storage.Invalid{Field: "file", Code: "upload-again"}
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = content.Close() }() // it was only read
	data, err := io.ReadAll(content)
	if err != nil {
		return nil, fmt.Errorf("reading %q again: %w", t.Name, err)
	}
	return data, nil
}
