package storage

import (
	"context"
	"fmt"
	"io"
	"path"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hefa/storage/crashpoint"
	"hefa/storage/object"
)

// File is one file as somebody uploaded it.
type File struct {
	ID        ID          `json:"id"`
	Hash      object.Hash `json:"sha256"`
	Name      string      `json:"name"`
	MediaType string      `json:"mediaType"`
	Size      int64       `json:"size"`
	By        ID          `json:"by,omitempty"`
	At        time.Time   `json:"at"`
}

// Keep puts bytes into the object store, before any row speaks of them. The
// file has no ID until [Tx.AddFile] writes its row.
func (s *Store) Keep(ctx context.Context, r io.Reader, size int64, name, mediaType string) (File, error) {
	crashpoint.Reach(crashpoint.BeforeObject, "")
	hash, n, err := s.Objects.Put(ctx, r, size)
	if err != nil {
		return File{}, fmt.Errorf("keeping %q: %w", name, err)
	}
	crashpoint.Reach(crashpoint.AfterObject, "")
	return File{Hash: hash, Name: CleanName(name), MediaType: mediaType, Size: n}, nil
}

// AddFile writes the row of a file whose bytes are kept.
func (tx *Tx) AddFile(f *File) error {
	_, err := tx.Exec(`INSERT INTO blob (hash, size) VALUES ($1, $2) ON CONFLICT DO NOTHING`, f.Hash, f.Size)
	if err != nil {
		return fmt.Errorf("adding blob %s: %w", f.Hash, err)
	}
	f.ID, f.By = NewID(), tx.Actor.Person
	err = tx.QueryRow(`INSERT INTO file (id, blob, name, media_type, size, by) VALUES ($1, $2, $3, $4, $5, $6) RETURNING at`,
		f.ID, f.Hash, f.Name, f.MediaType, f.Size, f.By).Scan(&f.At)
	return known(err, "adding file %q", f.Name)
}

// ReadFile reads a file's row within or outside an act.
func ReadFile(ctx context.Context, q Querier, id ID) (File, error) {
	var f File
	err := q.QueryRowContext(ctx, `SELECT id, blob, name, media_type, size, by, at FROM file WHERE id = $1`, id).
		Scan(&f.ID, &f.Hash, &f.Name, &f.MediaType, &f.Size, &f.By, &f.At)
	return f, notFound(err, "reading file %s", id)
}

// Content opens a file's bytes; reading them checks their hash.
func (s *Store) Content(ctx context.Context, f File) (io.ReadCloser, error) {
	r, _, err := s.Objects.Open(ctx, f.Hash)
	if err != nil {
		return nil, fmt.Errorf("opening %q: %w", f.Name, err)
	}
	return r, nil
}

// CleanName makes an uploaded file's name safe to store, show and send: its
// last element, without control and direction characters, at most 200 bytes.
func CleanName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, name)
	name = strings.Trim(strings.TrimSpace(name), ".")
	ext := path.Ext(name)
	if len(ext) > 20 {
		ext = ""
	}
	stem := strings.TrimSuffix(name, ext)
	for len(stem)+len(ext) > 200 {
		_, n := utf8.DecodeLastRuneInString(stem)
		stem = stem[:len(stem)-n]
	}
	if stem == "" || stem == "/" {
		stem = "未命名"
	}
	return stem + ext
}
