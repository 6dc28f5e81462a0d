package web

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"

	"github.com/gabriel-vasile/mimetype"

	"hefa/lawtext/office"
	"hefa/storage"
)

// formMemory is how much of an upload is held in memory, in bytes; the rest
// waits in temporary files.
const formMemory = 8 << 20

// uploadLimit is the largest body of a request that brings files: one at the
// limit, and as much again in further ones.
func (s *server) uploadLimit() int64 { return 2*s.Limits.File + formLimit }

// openUpload reads a multipart form with the fields and files it may have. The
// caller closes what it answers.
func openUpload(r *http.Request, fields, files []string) (*multipart.Form, error) {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "multipart/form-data" {
		return nil, errMediaType
	}
	if err := r.ParseMultipartForm(formMemory); err != nil {
		return nil, fmt.Errorf("reading an upload: %w", malformed(err))
	}
	form := r.MultipartForm
	for field := range form.Value {
		if !slices.Contains(fields, field) {
			closeUpload(form)
			return nil, &storage.Invalid{Field: field, Code: "unknown-field"}
		}
	}
	for field := range form.File {
		if !slices.Contains(files, field) {
			closeUpload(form)
			return nil, &storage.Invalid{Field: field, Code: "unknown-field"}
		}
	}
	return form, nil
}

// closeUpload removes an upload's temporary files.
func closeUpload(form *multipart.Form) { _ = form.RemoveAll() } // they lie in the system's folder for such

// field is a form's first value of a name, or "".
func field(form *multipart.Form, name string) string {
	if v := form.Value[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// keepDraft reads the main file of an upload ("file") and keeps it with its
// further ones ("further") in the object store. What cannot be read is not
// kept.
func (s *server) keepDraft(r *http.Request, form *multipart.Form) (storage.Upload, *office.Reading, error) {
	if len(form.File["file"]) != 1 {
		return storage.Upload{}, nil, &storage.Invalid{Field: "file", Code: "required"}
	}
	main := form.File["file"][0]
	data, err := s.bytesOf(main)
	if err != nil {
		return storage.Upload{}, nil, err
	}
	read, err := office.Read(main.Filename, data, s.Limits)
	if err != nil {
		return storage.Upload{}, nil, fmt.Errorf("reading an upload: %w", err)
	}
	up := storage.Upload{Reading: storage.Reading{Reader: office.Version, Format: read.Format, Text: read.Text}}
	// None is kept where one of them is refused.
	for _, header := range form.File["further"] {
		if err := s.sizeOf(header); err != nil {
			return storage.Upload{}, nil, err
		}
	}
	for _, header := range form.File["further"] {
		f, err := s.keepFile(r, header)
		if err != nil {
			return storage.Upload{}, nil, err
		}
		up.Further = append(up.Further, f)
	}
	up.File, err = s.Store.Keep(r.Context(), bytes.NewReader(data), int64(len(data)), main.Filename, read.MediaType)
	return up, read, err
}

// keepFile keeps a file that is not read, only handed on.
func (s *server) keepFile(r *http.Request, header *multipart.FileHeader) (storage.File, error) {
	if err := s.sizeOf(header); err != nil {
		return storage.File{}, err
	}
	f, err := header.Open()
	if err != nil {
		return storage.File{}, fmt.Errorf("opening an upload: %w", err)
	}
	defer func() { _ = f.Close() }() // it was only read
	found, err := mimetype.DetectReader(f)
	if err != nil {
		return storage.File{}, fmt.Errorf("reading an upload: %w", err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return storage.File{}, fmt.Errorf("reading an upload: %w", err)
	}
	return s.Store.Keep(r.Context(), f, header.Size, header.Filename, found.String())
}

func (s *server) bytesOf(header *multipart.FileHeader) ([]byte, error) {
	if err := s.sizeOf(header); err != nil {
		return nil, err
	}
	f, err := header.Open()
	if err != nil {
		return nil, fmt.Errorf("opening an upload: %w", err)
	}
	defer func() { _ = f.Close() }() // it was only read
	data := make([]byte, header.Size)
	if _, err := io.ReadFull(f, data); err != nil {
		return nil, fmt.Errorf("reading an upload: %w", err)
	}
	return data, nil
}

func (s *server) sizeOf(header *multipart.FileHeader) error {
	switch {
	case header.Size == 0:
		return &office.Error{Code: office.ErrEmpty}
	case header.Size > s.Limits.File:
		return &office.Error{Code: office.ErrTooLarge}
	}
	return nil
}
