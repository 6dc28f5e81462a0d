package intake

import (
	"database/sql"
	"errors"
	"fmt"

	"hefa/storage"
)

// bodyFor finds the body a text is filed under: the one asked for, or the one
// its text names, which is made as an external body where there is none.
func bodyFor(tx *storage.Tx, inText, asked string) (storage.Body, error) {
	if asked != "" {
		return storage.ReadBodyNamed(tx.Ctx, tx, asked)
	}
	name := inText
	if name == "" {
		name = Unknown
	}
	b, err := storage.ReadBodyNamed(tx.Ctx, tx, name)
	if !errors.Is(err, storage.ErrNotFound) {
		return b, err
	}
	if err := lock(tx, "body "+name); err != nil {
		return b, err
	}
	if b, err = storage.ReadBodyNamed(tx.Ctx, tx, name); !errors.Is(err, storage.ErrNotFound) {
		return b, err
	}
	b = storage.Body{Kind: storage.External, Name: name}
	return b, tx.AddBody(&b)
}

// documentFor finds the document a text is a version of, or makes one.
func documentFor(tx *storage.Tx, f facts, body storage.Body, o Options) (storage.ID, error) {
	if o.Join {
		if err := lock(tx, "import "+string(f.kind)+" "+f.title); err != nil {
			return "", err
		}
		if id, err := joinable(tx, f, body, o); err != nil || id != "" {
			return id, err
		}
	}
	return tx.AddDocument(storage.NewDocument{Kind: f.kind, Title: f.title, Issuing: []storage.ID{body.ID}})
}

// joinable finds the document of the same title and kind that imports made;
// "" where there is none. With a body asked for it must be that body's.
func joinable(tx *storage.Tx, f facts, body storage.Body, o Options) (storage.ID, error) {
	var id storage.ID
	err := tx.QueryRow(`SELECT d.id FROM document d WHERE d.title = $1 AND d.kind = $2
		AND NOT EXISTS (SELECT FROM draft WHERE document = d.id)
		AND ($3 OR EXISTS (SELECT FROM document_body b WHERE b.document = d.id AND b.part = 'issuing' AND b.body = $4))
		ORDER BY d.id LIMIT 1`, f.title, f.kind, o.Body == "", body.ID).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("looking for a document titled %q: %w", f.title, err)
	}
	_, err = tx.Revise(storage.RevisedDocument, id, 0)
	return id, err
}

// endBeforeNext ends a version that is brought in after a later one on the
// day on which the later one begins.
func endBeforeNext(tx *storage.Tx, v *storage.Version) error {
	starts := firstDay(v.Effective, v.AssumedEffective)
	if starts == "" {
		return nil
	}
	var next storage.Day
	err := tx.QueryRow(`SELECT min(coalesce(effective, assumed_effective)) FROM version
		WHERE document = $1 AND coalesce(effective, assumed_effective) > $2`, v.Document, starts).Scan(&next)
	if err != nil {
		return fmt.Errorf("looking for the version after: %w", err)
	}
	if next != "" && (v.Ends == "" || next < v.Ends) {
		v.Ends, v.EndReason = next, storage.EndSuperseded
	}
	return nil
}
