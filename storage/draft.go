package storage

import (
	"context"
	"fmt"
	"time"

	"hefa/storage/object"
)

// ActDraftRead is logged whenever somebody opens an unpublished draft.
const ActDraftRead Act = "draft-read"

// Draft is one numbered draft of a document.
type Draft struct {
	Document ID     `json:"document"`
	Number   int    `json:"number"`
	Matter   ID     `json:"matter"`
	File     File   `json:"file"`
	Reading  ID     `json:"-"`
	By       ID     `json:"by,omitempty"`
	ByName   string `json:"byName,omitempty"`
	// ForName is the absent person for whom By acted.
	ForName string    `json:"forName,omitempty"`
	At      time.Time `json:"at"`
	// Further are its annexes, forms and explanation, in order.
	Further []File `json:"further,omitempty"`
}

// Upload is a draft's main file, what was read in it, and its further files,
// all kept in the object store.
type Upload struct {
	File    File
	Reading Reading
	Further []File
}

// Hashes are the SHA-256 of all its files.
func (u Upload) Hashes() []string {
	list := []string{string(u.File.Hash)}
	for _, f := range u.Further {
		list = append(list, string(f.Hash))
	}
	return list
}

// AddDraft gives a matter its next draft and answers its number. The caller
// holds the document (see [Tx.Revise]).
func (tx *Tx) AddDraft(document, matter ID, u Upload) (int, error) {
	if err := tx.AddFile(&u.File); err != nil {
		return 0, err
	}
	if err := tx.AddReading(u.File.Hash, &u.Reading); err != nil {
		return 0, err
	}
	var number int
	err := tx.QueryRow(`INSERT INTO draft (document, number, matter, file, reading, by, for_person)
		SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6 FROM draft WHERE document = $1 RETURNING number`,
		document, matter, u.File.ID, u.Reading.ID, tx.Actor.Person, tx.Actor.For).Scan(&number)
	if err != nil {
		return 0, known(err, "adding a draft to %s", document)
	}
	for i := range u.Further {
		if err := tx.AddFile(&u.Further[i]); err != nil {
			return 0, err
		}
		_, err := tx.Exec(`INSERT INTO draft_file (document, number, ord, file) VALUES ($1, $2, $3, $4)`,
			document, number, i+1, u.Further[i].ID)
		if err != nil {
			return 0, known(err, "adding a further file to draft %d", number)
		}
	}
	return number, nil
}

const draftQuery = `SELECT dr.document, dr.number, dr.matter, dr.reading, dr.by, coalesce(p.name, ''), person_name(dr.for_person), dr.at,
	f.id, f.blob, f.name, f.media_type, f.size, f.by, f.at
	FROM draft dr JOIN file f ON f.id = dr.file LEFT JOIN person p ON p.id = dr.by `

func draftFields(d *Draft) []any {
	f := &d.File
	return []any{&d.Document, &d.Number, &d.Matter, &d.Reading, &d.By, &d.ByName, &d.ForName, &d.At,
		&f.ID, &f.Hash, &f.Name, &f.MediaType, &f.Size, &f.By, &f.At}
}

// Drafts lists a document's drafts, oldest first.
func Drafts(ctx context.Context, q Querier, document ID) ([]Draft, error) {
	rows, err := q.QueryContext(ctx, draftQuery+`WHERE dr.document = $1 ORDER BY dr.number`, document)
	if err != nil {
		return nil, fmt.Errorf("listing drafts of %s: %w", document, err)
	}
	return Collect(rows, draftFields)
}

// ReadDraft reads one draft with its further files.
func ReadDraft(ctx context.Context, q Querier, document ID, number int) (Draft, error) {
	var d Draft
	err := q.QueryRowContext(ctx, draftQuery+`WHERE dr.document = $1 AND dr.number = $2`, document, number).Scan(draftFields(&d)...)
	if err != nil {
		return d, notFound(err, "reading draft %d of %s", number, document)
	}
	rows, err := q.QueryContext(ctx, `SELECT f.id, f.blob, f.name, f.media_type, f.size, f.by, f.at
		FROM draft_file df JOIN file f ON f.id = df.file WHERE df.document = $1 AND df.number = $2 ORDER BY df.ord`, document, number)
	if err != nil {
		return d, fmt.Errorf("listing further files: %w", err)
	}
	d.Further, err = Collect(rows, func(f *File) []any {
		return []any{&f.ID, &f.Hash, &f.Name, &f.MediaType, &f.Size, &f.By, &f.At}
	})
	return d, err
}

// LogDraftRead logs that the actor opened an unpublished draft. with names the
// text it was only compared with; the zero name is none.
func (s *Store) LogDraftRead(ctx context.Context, a *Actor, document ID, number int, file object.Hash, with TextName) error {
	return s.Do(ctx, a, func(tx *Tx) error {
		e := Event{Act: ActDraftRead, Document: document, Draft: number, Hashes: []string{string(file)}}
		if with != (TextName{}) {
			e.Detail = map[string]string{"comparedWith": with.String()}
		}
		tx.Log(e)
		return nil
	})
}
