package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net"

	"github.com/lib/pq"

	"hefa/storage/object"
)

// What can be wrong with a request. web maps each to a status in one place.
var (
	// ErrNotFound: there is no such thing, or the person may not read it; the
	// two are not told apart (404).
	ErrNotFound = errors.New("not found")
	// ErrForbidden: the person may see it but may not do this (403).
	ErrForbidden = errors.New("not allowed")
	// ErrExists: something of that name is there already (409).
	ErrExists = errors.New("exists already")
	// ErrKeyReused: the idempotency key was used for another request (422).
	ErrKeyReused = errors.New("idempotency key used for another request")
	// ErrLocked: too many failed sign-ins; try later (423).
	ErrLocked = errors.New("account locked for a while")
	// ErrCredentials: no such account, or not its password (401).
	ErrCredentials = errors.New("wrong account or password")
)

// Invalid is input that cannot be taken as it is (422). Code tells web/lang
// which sentence to say; Field is the form field, or "".
type Invalid struct {
	Field string
	Code  string
	// Detail is what was found, for the sentence's gap; never secret.
	Detail string
}

func (e *Invalid) Error() string {
	return fmt.Sprintf("invalid %s: %s %s", e.Field, e.Code, e.Detail)
}

// Stale is an act on a state that has moved on since it was read (409).
type Stale struct {
	// Seen and Is are the revisions acted upon and found.
	Seen, Is int
	// Since are the events that came between, oldest first.
	Since []Event
}

func (e *Stale) Error() string {
	return fmt.Sprintf("acted on revision %d, it is now %d", e.Seen, e.Is)
}

// IsUnfit reports whether the database refused a value for what it is: text
// with a NUL or broken UTF-8 in it, a number or a day out of its range (422).
func IsUnfit(err error) bool {
	var pqErr *pq.Error
	if !errors.As(err, &pqErr) {
		return false
	}
	switch pqErr.Code.Name() {
	case "character_not_in_repertoire", "untranslatable_character", "invalid_text_representation",
		"numeric_value_out_of_range", "invalid_datetime_format", "datetime_field_overflow", "program_limit_exceeded":
		return true
	}
	return false
}

// IsUnavailable reports whether an error means that the database or the object
// store could not be reached, as opposed to having answered (503).
func IsUnavailable(err error) bool {
	var netErr net.Error
	var pqErr *pq.Error
	switch {
	case errors.Is(err, object.ErrUnavailable), errors.Is(err, driver.ErrBadConn),
		errors.Is(err, sql.ErrConnDone), errors.Is(err, context.DeadlineExceeded):
		return true
	case errors.As(err, &pqErr):
		switch pqErr.Code.Class() {
		case "08", "53", "57", "58":
			return true
		}
		return false
	}
	return errors.As(err, &netErr)
}
