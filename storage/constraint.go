package storage

import (
	"errors"
	"fmt"

	"github.com/lib/pq"
)

// known wraps an error of writing rows and gives broken constraints their
// meaning: a second one of a name is ErrExists, a reference to nothing
// ErrNotFound, a value outside its set an Invalid.
func known(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	var pqErr *pq.Error
	if errors.As(err, &pqErr) {
		switch pqErr.Code.Name() {
		case "unique_violation":
			err = fmt.Errorf("%w (%s)", ErrExists, pqErr.Constraint)
		case "foreign_key_violation":
			err = fmt.Errorf("%w (%s)", ErrNotFound, pqErr.Constraint)
		case "check_violation", "not_null_violation", "invalid_text_representation":
			err = &Invalid{Field: pqErr.Column, Code: "invalid", Detail: pqErr.Constraint}
		}
	}
	return fmt.Errorf(format+": %w", append(args, err)...)
}
