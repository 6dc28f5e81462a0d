package object

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
)

// verified reads an object and compares what it read with the hash as soon as
// it has all of it, so that even who never reads up to io.EOF cannot take
// wrong bytes for right ones.
type verified struct {
	from io.ReadCloser
	want Hash
	left int64 // bytes still to come
	sum  hash.Hash
	err  error // what every further Read returns
}

func verify(from io.ReadCloser, want Hash, size int64) *verified {
	return &verified{from: from, want: want, left: size, sum: sha256.New()}
}

func (v *verified) Read(p []byte) (int, error) {
	if v.err != nil {
		return 0, v.err
	}
	if len(p) == 0 {
		return 0, nil
	}
	if v.left == 0 { // reached here by objects of no bytes only
		return 0, v.finish()
	}
	if int64(len(p)) > v.left {
		p = p[:v.left]
	}
	n, err := v.from.Read(p)
	v.left -= int64(n)
	_, _ = v.sum.Write(p[:n]) // never fails
	switch {
	case v.left == 0:
		if err := v.finish(); !errors.Is(err, io.EOF) {
			return 0, err
		}
		return n, nil
	case errors.Is(err, io.EOF):
		v.err = fmt.Errorf("object %s ends %d bytes early: %w", v.want, v.left, ErrCorrupt)
		return n, v.err
	case err != nil:
		v.err = err
	}
	return n, err
}

// finish compares the hashes and decides what Read returns from now on.
func (v *verified) finish() error {
	v.err = io.EOF
	if got := sumOf(v.sum); got != v.want {
		v.err = fmt.Errorf("object %s has bytes of hash %s: %w", v.want, got, ErrCorrupt)
	}
	return v.err
}

func (v *verified) Close() error { return v.from.Close() }
