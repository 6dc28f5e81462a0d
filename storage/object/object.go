// Package object keeps bytes under their SHA-256, in a folder or in any
// S3-compatible store.
package object

import (
	"context"
	"errors"
	"io"
	"time"
)

// Hash is a SHA-256 in lower-case hexadecimal.
type Hash string

// Info is what a store knows of one object.
type Info struct {
	Hash     Hash
	Size     int64
	Modified time.Time
}

var (
	// ErrNotFound: there is no such object.
	ErrNotFound = errors.New("object not found")
	// ErrCorrupt: an object's bytes do not have its hash.
	ErrCorrupt = errors.New("object corrupt")
	// ErrUnavailable: the store could not be reached.
	ErrUnavailable = errors.New("object store unavailable")
)

// Store keeps objects. There are two: a folder and S3.
type Store interface {
	// Put keeps the bytes of r (size of them, or -1 where not known) and
	// answers their hash and number. Bytes that are there cost nothing.
	Put(ctx context.Context, r io.Reader, size int64) (Hash, int64, error)
	// Open reads an object. At its end the reader answers ErrCorrupt where
	// the bytes do not have the hash.
	Open(ctx context.Context, h Hash) (io.ReadCloser, int64, error)
	// Stat answers ErrNotFound where there is no such object.
	Stat(ctx context.Context, h Hash) (Info, error)
	// List calls visit for every object, in no order.
	List(ctx context.Context, visit func(Info) error) error
	// Delete removes an object; one that is not there is no error.
	Delete(ctx context.Context, h Hash) error
	// ID is the store's random identity, "" in a new store.
	ID(ctx context.Context) (string, error)
	SetID(ctx context.Context, id string) error
	// Check answers within five seconds whether the store can be used.
	Check(ctx context.Context) error
}
