package intake

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"hefa/storage"
)

// bodiesFor finds the bodies a text is filed under, in order: the one asked
// for, or those its text names, which are made as external bodies where there
// are none of those names.
func bodiesFor(tx *storage.Tx, inText, asked string) ([]storage.Body, error) {
	if asked != "" {
		b, err := storage.ReadBodyNamed(tx.Ctx, tx, asked)
		return []storage.Body{b}, err
	}
	names := strings.FieldsFunc(inText, func(r rune) bool { return r == '、' || unicode.IsSpace(r) })
	if len(names) == 0 {
		names = []string{Unknown}
	}
	var list []storage.Body
	for i, name := range names {
		if slices.Contains(names[:i], name) {
			continue
		}
		b, err := externalBody(tx, name)
		if err != nil {
			return nil, err
		}
		list = append(list, b)
	}
	return list, nil
}

// externalBody finds a body by its name, or makes one.
func externalBody(tx *storage.Tx, name string) (storage.Body, error) {
	b, err := storage.ReadBodyNamed(tx.Ctx, tx, name)
	if !errors.Is(err, storage.ErrNotFound) {
		return b, err
	}
	if err := lock(tx, "bodies"); err != nil {
		return b, err
	}
	if b, err = storage.ReadBodyNamed(tx.Ctx, tx, name); !errors.Is(err, storage.ErrNotFound) {
		return b, err
	}
	b = storage.Body{Kind: storage.External, Name: name}
	return b, tx.AddBody(&b)
}

// documentFor finds the document a text is a version of, or makes one.
func documentFor(tx *storage.Tx, f facts, bodies []storage.Body, o Options) (storage.ID, error) {
	if o.Join {
		if err := lock(tx, "import "+string(f.kind)+" "+f.title); err != nil {
			return "", err
		}
		if id, err := joinable(tx, f, bodies[0], o); err != nil || id != "" {
			return id, err
		}
	}
	d := storage.NewDocument{Kind: f.kind, Title: f.title}
	for _, b := range bodies {
		d.Issuing = append(d.Issuing, b.ID)
	}
	return tx.AddDocument(d)
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

// fitInTime ends a version that is brought in after a later one on the day on
// which the later one begins, and the one before it on its own first day.
func fitInTime(tx *storage.Tx, v *storage.Version) error {
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
	_, err = tx.Exec(`UPDATE version SET ends = $2 WHERE document = $1 AND end_reason = 'superseded'
		AND ends > $2 AND coalesce(effective, assumed_effective, $2) <= $2`, v.Document, starts)
	if err != nil {
		return fmt.Errorf("ending the version before: %w", err)
	}
	return nil
}
