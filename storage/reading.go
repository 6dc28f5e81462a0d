package storage

import (
	"context"
	"encoding/json"
	"fmt"

	"hefa/lawtext"
	"hefa/storage/object"
)

// Reading is what one version of the reader made of one file's bytes.
type Reading struct {
	ID ID
	// Reader is the reader's version, Format what the bytes were read as.
	Reader, Format string
	Text           *lawtext.Text
}

// AddReading keeps a reading of a blob; where that reader's is kept already,
// its id is found. r.ID is filled in.
func (tx *Tx) AddReading(blob object.Hash, r *Reading) error {
	tree, err := json.Marshal(r.Text)
	if err != nil {
		return fmt.Errorf("writing a reading: %w", err)
	}
	err = tx.QueryRow(`INSERT INTO reading (id, blob, reader, format, tree) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (blob, reader, format) DO UPDATE SET reader = excluded.reader RETURNING id`,
		NewID(), blob, r.Reader, r.Format, tree).Scan(&r.ID)
	return known(err, "adding a reading of %s", blob)
}

// ReadReading reads a kept reading.
func ReadReading(ctx context.Context, q Querier, id ID) (Reading, error) {
	r := Reading{Text: &lawtext.Text{}}
	err := q.QueryRowContext(ctx, `SELECT id, reader, format, tree FROM reading WHERE id = $1`, id).
		Scan(&r.ID, &r.Reader, &r.Format, jsonInto(r.Text))
	return r, notFound(err, "reading the text %s", id)
}
