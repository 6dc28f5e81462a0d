package storage

import (
	"context"
	"fmt"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/sync/semaphore"
)

// passwordParams are measured: the library's default made 50 sign-ins take
// 11 s and 3.2 GB on two cores.
var passwordParams = &argon2id.Params{Memory: 46 * 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// hashing bounds how many hashes are computed at once (46 MiB each).
var hashing = semaphore.NewWeighted(4)

// MinPassword is the least number of characters of a password.
const MinPassword = 10

func hashPassword(ctx context.Context, password string) (string, error) {
	if n := utf8.RuneCountInString(password); n < MinPassword || len(password) > 1024 {
		return "", &Invalid{Field: "password", Code: "password-length"}
	}
	if err := hashing.Acquire(ctx, 1); err != nil {
		return "", fmt.Errorf("waiting to hash a password: %w", err)
	}
	defer hashing.Release(1)
	hash, err := argon2id.CreateHash(password, passwordParams)
	if err != nil {
		return "", fmt.Errorf("hashing a password: %w", err)
	}
	return hash, nil
}

// passwordMatches takes the same time whether or not there is a hash to
// compare with, so that accounts cannot be guessed by the clock.
func passwordMatches(ctx context.Context, password, hash string) (bool, error) {
	if err := hashing.Acquire(ctx, 1); err != nil {
		return false, fmt.Errorf("waiting to check a password: %w", err)
	}
	defer hashing.Release(1)
	if len(password) > 1024 {
		password = ""
	}
	if hash == "" {
		_, err := argon2id.CreateHash(password, passwordParams)
		return false, err
	}
	ok, err := argon2id.ComparePasswordAndHash(password, hash)
	if err != nil {
		return false, fmt.Errorf("checking a password: %w", err)
	}
	return ok, nil
}
