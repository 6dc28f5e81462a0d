// Package intake brings existing rules into the repository: each file becomes
// a document with a version, or a version of a document that earlier files
// made. What the text does not say is left open and told.
package intake

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"hefa/lawtext/office"
	"hefa/storage"
	"hefa/storage/object"
)

// ActImported is logged for each text that is brought in.
const ActImported storage.Act = "version-imported"

// Unknown is the body of texts that do not name theirs.
const Unknown = "未注明机关"

// beginning is the first day there is: a text said to be in force, of which no
// day is known, is in force on every day before its end.
const beginning storage.Day = "0001-01-01"

// Options say how files are to be taken.
type Options struct {
	// Body is the full or short name of the issuing body; "" reads it from
	// the text.
	Body string
	// Kind is the kind of the documents; "" judges it by title and body.
	Kind storage.Kind
	// InForce says that the texts are in force even where they do not say
	// since when.
	InForce bool
	// Join makes a file the next version of the imported document of the same
	// title and kind, if there is one.
	Join bool
	// Limits bound the files; the zero value is [office.DefaultLimits].
	Limits office.Limits
}

// Answer is what became of a file.
type Answer struct {
	Document storage.ID   `json:"document"`
	Version  int          `json:"version"`
	Title    string       `json:"title"`
	Kind     storage.Kind `json:"kind,omitempty"`
	Body     string       `json:"body,omitempty"`
	Articles int          `json:"articles"`
	// Same says that these bytes were imported before, as Document and
	// Version; nothing was done.
	Same bool `json:"same,omitempty"`
	// Missing are what the text does not say: "title", "body", "number",
	// "date" (neither adoption nor publication), "effective", "articles".
	Missing []string `json:"missing,omitempty"`
}

// Bring reads one file and brings it in as one act. Its error is an
// [*office.Error] where the file cannot be read, and [storage.ErrNotFound]
// where the body asked for does not exist.
func Bring(ctx context.Context, s *storage.Store, actor *storage.Actor, name string, data []byte, o Options) (Answer, error) {
	sum := sha256.Sum256(data)
	hash := object.Hash(hex.EncodeToString(sum[:]))
	if a, err := imported(ctx, s.DB, hash); err == nil || !errors.Is(err, storage.ErrNotFound) {
		return a, err
	}
	if o.Limits == (office.Limits{}) {
		o.Limits = office.DefaultLimits
	}
	read, err := office.Read(name, data, o.Limits)
	if err != nil {
		return Answer{}, err
	}
	f := factsOf(name, read.Text, o)
	file, err := s.Keep(ctx, bytes.NewReader(data), int64(len(data)), name, read.MediaType)
	if err != nil {
		return Answer{}, err
	}
	if file.Hash != hash {
		return Answer{}, fmt.Errorf("keeping %s: it came out as %s", hash, file.Hash)
	}
	reading := storage.Reading{Reader: office.Version, Format: read.Format, Text: read.Text}
	a, err := storage.Once(ctx, s, actor, func(tx *storage.Tx) (Answer, error) {
		return add(tx, f, file, reading, o)
	})
	var same errSame
	if errors.As(err, &same) {
		return same.Answer, nil
	}
	return a, err
}

// add writes the rows of one text and its event.
func add(tx *storage.Tx, f facts, file storage.File, reading storage.Reading, o Options) (Answer, error) {
	if err := lock(tx, "import "+string(file.Hash)); err != nil {
		return Answer{}, err
	}
	if a, err := imported(tx.Ctx, tx, file.Hash); !errors.Is(err, storage.ErrNotFound) {
		if err == nil {
			err = errSame{a}
		}
		return a, err
	}
	bodies, err := bodiesFor(tx, f.body, o.Body)
	if err != nil {
		return Answer{}, err
	}
	document, err := documentFor(tx, f, bodies, o)
	if err != nil {
		return Answer{}, err
	}
	if err := tx.AddFile(&file); err != nil {
		return Answer{}, err
	}
	if err := tx.AddReading(file.Hash, &reading); err != nil {
		return Answer{}, err
	}
	v := f.version(o)
	v.Document, v.File, v.Reading = document, file, reading.ID
	if err := fitInTime(tx, &v); err != nil {
		return Answer{}, err
	}
	if err := tx.AddVersion(&v); err != nil {
		return Answer{}, err
	}
	tx.Log(storage.Event{Act: ActImported, Document: document, Version: v.Number, Hashes: []string{string(file.Hash)}})
	return Answer{Document: document, Version: v.Number, Title: f.title, Kind: f.kind, Body: names(bodies),
		Articles: f.articles, Missing: f.missing}, nil
}

// names are the full names of bodies, in order.
func names(bodies []storage.Body) string {
	list := make([]string, len(bodies))
	for i, b := range bodies {
		list[i] = b.Name
	}
	return strings.Join(list, "、")
}

// errSame breaks off an act on bytes that another one brought in meanwhile.
type errSame struct{ Answer }

func (errSame) Error() string { return "imported already" }

// imported finds the version that was made of these bytes by an import.
func imported(ctx context.Context, q storage.Querier, hash object.Hash) (Answer, error) {
	a := Answer{Same: true}
	err := q.QueryRowContext(ctx, `SELECT v.document, v.number, v.title FROM version v JOIN file f ON f.id = v.file
		WHERE f.blob = $1 AND v.draft IS NULL ORDER BY v.at LIMIT 1`, hash).Scan(&a.Document, &a.Version, &a.Title)
	if errors.Is(err, sql.ErrNoRows) {
		err = storage.ErrNotFound
	}
	if err != nil {
		return Answer{}, fmt.Errorf("looking for an import of %s: %w", hash, err)
	}
	return a, nil
}

// lock holds everybody else off one thing until the act is done.
func lock(tx *storage.Tx, what string) error {
	if _, err := tx.Exec(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, what); err != nil {
		return fmt.Errorf("waiting to import: %w", err)
	}
	return nil
}
