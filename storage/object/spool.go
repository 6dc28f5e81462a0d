package object

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
)

// spool holds bytes in a temporary file until their hash is known. The file
// is removed by discard unless it was renamed before.
type spool struct {
	file *os.File
	hash Hash
	size int64
}

// fill copies r into a new temporary file in dir ("" for the system's own).
// size is what the caller promised, -1 for nothing.
func fill(ctx context.Context, dir string, r io.Reader, size int64) (_ *spool, err error) {
	f, err := os.CreateTemp(dir, "put-*")
	if err != nil {
		return nil, fmt.Errorf("spooling an object: %w: %w", ErrUnavailable, err)
	}
	s := &spool{file: f}
	defer func() {
		if err != nil {
			s.discard()
		}
	}()
	sum := sha256.New()
	from := &source{ctx: ctx, from: r}
	if s.size, err = io.Copy(io.MultiWriter(f, sum), from); err != nil {
		if from.err != nil {
			return nil, fmt.Errorf("reading what is to be stored: %w", err)
		}
		return nil, fmt.Errorf("spooling an object: %w: %w", ErrUnavailable, err)
	}
	if size >= 0 && s.size != size {
		return nil, fmt.Errorf("reading what is to be stored: %d bytes instead of %d: %w", s.size, size, io.ErrUnexpectedEOF)
	}
	s.hash = sumOf(sum)
	return s, nil
}

// discard closes the spool and removes its file. Errors leave a temporary
// file at worst.
func (s *spool) discard() {
	_ = s.file.Close()
	_ = os.Remove(s.file.Name())
}

// source reads what is to be stored, until the context ends, and remembers
// its error, so that the caller's trouble is not taken for the store's.
type source struct {
	ctx  context.Context
	from io.Reader
	err  error
}

func (s *source) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		s.err = err
		return 0, err
	}
	n, err := s.from.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}
