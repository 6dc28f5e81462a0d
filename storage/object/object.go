// Package object keeps bytes under their SHA-256, in a folder or in any
// S3-compatible store. In both an object lies at sha256/ab/abcdef…, so that
// one can be copied into the other by any tool.
package object

import (
	"context"
	"errors"
	"io"
	"time"
)

// Info is what a store knows of one object.
type Info struct {
	Hash     Hash
	Size     int64     // bytes
	Modified time.Time // when it was last put, give or take a day
}

var (
	// ErrNotFound says that there is no such object.
	ErrNotFound = errors.New("object not found")
	// ErrCorrupt says that an object's bytes do not have its hash.
	ErrCorrupt = errors.New("object corrupt")
	// ErrUnavailable says that the store could not be reached, refuses this
	// client, or cannot write. It comes within ten seconds of the trouble.
	ErrUnavailable = errors.New("object store unavailable")
)

// Store keeps objects. There are two: [Folder] and [S3].
type Store interface {
	// Put keeps the bytes of r (size of them, or -1 where that is not known)
	// and returns their hash and number. Once it returns they are on the
	// disk. Bytes that are there already are not written again. What r
	// returns for an error comes back wrapped.
	Put(ctx context.Context, r io.Reader, size int64) (Hash, int64, error)
	// Open reads an object and says how many bytes it has. The reader returns
	// ErrCorrupt instead of the last bytes where they do not have the hash.
	Open(ctx context.Context, h Hash) (io.ReadCloser, int64, error)
	// Stat tells of an object without reading it; ErrNotFound where there is none.
	Stat(ctx context.Context, h Hash) (Info, error)
	// List calls visit for every object, in no order, until it returns an error.
	List(ctx context.Context, visit func(Info) error) error
	// Delete removes an object; one that is not there is no error.
	Delete(ctx context.Context, h Hash) error
	// ID is the store's random identity, "" in a new store.
	ID(ctx context.Context) (string, error)
	// SetID gives the store its identity.
	SetID(ctx context.Context, id string) error
	// Check tells within five seconds whether the store can be used.
	Check(ctx context.Context) error
}

// Has says whether the store has an object.
func Has(ctx context.Context, s Store, h Hash) (bool, error) {
	_, err := s.Stat(ctx, h)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}
