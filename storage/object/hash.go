package object

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"strings"
)

// Hash is a SHA-256 in lower-case hexadecimal.
type Hash string

// ErrHash says that a text is not a [Hash].
var ErrHash = errors.New("not a SHA-256 in lower-case hexadecimal")

// ParseHash returns the hash that s is; the error is [ErrHash] where it is none.
func ParseHash(s string) (Hash, error) {
	if !isHash(s) {
		return "", fmt.Errorf("%q: %w", s, ErrHash)
	}
	return Hash(s), nil
}

// HashOf returns the hash of bytes.
func HashOf(b []byte) Hash {
	sum := sha256.Sum256(b)
	return Hash(hex.EncodeToString(sum[:]))
}

func sumOf(h hash.Hash) Hash { return Hash(hex.EncodeToString(h.Sum(nil))) }

func isHash(s string) bool {
	return len(s) == 2*sha256.Size && strings.Trim(s, "0123456789abcdef") == ""
}

// prefix is where objects lie in a store.
const prefix = "sha256/"

// idKey is where a store's identity lies.
const idKey = "hefa-id"

// key returns where the object lies in a store. An ill-formed hash, which
// might lead anywhere, has no key.
func (h Hash) key() (string, error) {
	if _, err := ParseHash(string(h)); err != nil {
		return "", err
	}
	return prefix + string(h[:2]) + "/" + string(h), nil
}

// hashOfKey is the inverse of key.
func hashOfKey(key string) (Hash, bool) {
	h := Hash(key[strings.LastIndexByte(key, '/')+1:])
	want, err := h.key()
	return h, err == nil && want == key
}
