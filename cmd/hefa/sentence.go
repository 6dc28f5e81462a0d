package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"hefa/lawtext/office"
	"hefa/search/query"
	"hefa/storage"
	"hefa/storage/backup"
	"hefa/storage/cluster"
	"hefa/storage/object"
)

// sentences say what went wrong to a person, the first that fits. The error's
// own words follow where they name a particular.
var sentences = []struct {
	err    error
	key    string
	detail bool
}{
	{context.Canceled, "err-cancelled", false},
	{errUnavailable, "err-unavailable", true},
	{errHeld, "err-held", false},
	{errSampleAccounts, "err-sample-accounts", false},
	{backup.ErrNotEmpty, "err-not-empty", true},
	{backup.ErrNotBackup, "err-no-backup", true},
	{backup.ErrDamaged, "err-backup-damaged", true},
	{storage.ErrSchema, "err-schema", true},
	{storage.ErrExists, "err-exists", false},
	{storage.ErrForeignStore, "err-foreign-store", true},
	{cluster.ErrNoPostgres, "err-no-postgres", false},
	{cluster.ErrVersion, "err-postgres-version", true},
	{object.ErrUnavailable, "err-objects", true},
	{syscall.EADDRINUSE, "err-address", true},
	{fs.ErrNotExist, "err-no-file", true},
	{syscall.EISDIR, "err-folder", false},
	{syscall.ENOTDIR, "err-not-folder", true},
	{syscall.ENOSPC, "err-full", true},
	{syscall.EDQUOT, "err-full", true},
	{syscall.EROFS, "err-read-only", true},
	{syscall.ENAMETOOLONG, "err-name-too-long", true},
	{fs.ErrPermission, "err-permission", true},
	{office.ErrEmpty, "err-empty", true},
	{office.ErrMismatch, "err-mismatch", true},
	{office.ErrUnsupported, "err-unsupported", true},
	{office.ErrEncrypted, "err-encrypted", true},
	{office.ErrDamaged, "err-damaged", true},
	{office.ErrBomb, "err-bomb", true},
	{office.ErrEntities, "err-entities", true},
	{office.ErrEncoding, "err-encoding", true},
	{office.ErrTooLarge, "err-too-large", true},
}

// sentence says an error to a person.
func (l lang) sentence(err error) string {
	for _, s := range sentences {
		if !errors.Is(err, s.err) {
			continue
		}
		if !s.detail {
			return l.say(s.key)
		}
		return fmt.Sprintf("%s (%s)", strings.TrimRight(l.say(s.key), "。."), err)
	}
	var spoken *spokenError
	var invalid *storage.Invalid
	var asked *query.Error
	var folder *noFolderError
	switch {
	case errors.As(err, &folder):
		return l.say("err-no-folder", folder.path)
	case errors.As(err, &spoken):
		return spoken.sentence
	case errors.As(err, &asked):
		return l.pages().Say("query." + string(asked.Code))
	case errors.As(err, &invalid):
		return l.invalid(invalid)
	}
	return l.say("err-other", err)
}

// spokenError is an error that is a sentence already.
type spokenError struct{ sentence string }

func (e *spokenError) Error() string { return e.sentence }

// noFolderError is a folder that is not there to be written into.
type noFolderError struct{ path string }

func (e *noFolderError) Error() string { return "there is no folder " + e.path }

// invalid says what is wrong with an input.
func (l lang) invalid(e *storage.Invalid) string {
	switch {
	case e.Code == "password-length":
		return l.say("invalid-password", storage.MinPassword)
	case e.Detail == "person_account_check":
		return l.say("invalid-account")
	}
	return l.say("invalid-other", e.Field, e.Code, e.Detail)
}
