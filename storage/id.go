package storage

import (
	"database/sql/driver"
	"fmt"

	"github.com/google/uuid"
)

// ID names a row: a UUIDv7 in its usual lower-case form. The zero ID is "no
// row" and stands for NULL.
type ID string

// NewID makes a fresh, time-ordered ID.
func NewID() ID { return ID(uuid.Must(uuid.NewV7()).String()) }

// ParseID reads an ID as written in an address or a request. A malformed one
// is [ErrNotFound]: nothing has that name.
func ParseID(s string) (ID, error) {
	u, err := uuid.Parse(s)
	if err != nil || len(s) != 36 {
		return "", fmt.Errorf("reading id %.40q: %w", s, ErrNotFound)
	}
	return ID(u.String()), nil
}

// Value implements [driver.Valuer].
func (id ID) Value() (driver.Value, error) {
	if id == "" {
		return nil, nil
	}
	return string(id), nil
}

// Scan implements [database/sql.Scanner].
func (id *ID) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*id = ""
	case []byte:
		*id = ID(v)
	case string:
		*id = ID(v)
	default:
		return fmt.Errorf("reading an id: unexpected %T", v)
	}
	return nil
}
