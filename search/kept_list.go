package search

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"

	"hefa/storage"
)

// MaxKeptList is the longest list of literals that is kept, in bytes.
const MaxKeptList = 512 << 10

// KeepList keeps a list of literals, a line each, and answers the hash by which
// an address names it. A list kept already is kept once; one that is too long
// is an Invalid.
func (s *Search) KeepList(ctx context.Context, list string) (hash string, err error) {
	if len(list) > MaxKeptList {
		return "", &storage.Invalid{Field: "list", Code: "list-too-long"}
	}
	sum := sha256.Sum256([]byte(list))
	hash = hex.EncodeToString(sum[:])
	_, err = s.store.DB.ExecContext(ctx, `INSERT INTO search_list (hash, list) VALUES ($1, $2) ON CONFLICT DO NOTHING`, hash, list)
	if err != nil {
		return "", fmt.Errorf("keeping a list of literals: %w", err)
	}
	return hash, nil
}

// KeptList is the list of a hash; [storage.ErrNotFound] where none is kept.
func (s *Search) KeptList(ctx context.Context, hash string) (list string, err error) {
	err = s.store.DB.QueryRowContext(ctx, `SELECT list FROM search_list WHERE hash = $1`, hash).Scan(&list)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", fmt.Errorf("reading the list of literals %.64s: %w", hash, storage.ErrNotFound)
	case err != nil:
		return "", fmt.Errorf("reading a list of literals: %w", err)
	}
	return list, nil
}
