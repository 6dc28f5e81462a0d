package storage

import (
	"context"
	"fmt"
	"time"
)

// EndReason says why a version is no longer in force.
type EndReason string

// Why a version ended: repealed (废止), lapsed (失效), or superseded by the next
// version of the same document.
const (
	EndRepealed   EndReason = "repealed"
	EndLapsed     EndReason = "lapsed"
	EndSuperseded EndReason = "superseded"
)

// Version is a text published, or imported as in force.
type Version struct {
	Document      ID     `json:"document"`
	Number        int    `json:"number"`
	IssuingNumber string `json:"issuingNumber,omitempty"`
	Title         string `json:"title"`
	Adopted       Day    `json:"adopted,omitempty"`
	Published     Day    `json:"published,omitempty"`
	Effective     Day    `json:"effective,omitempty"`
	// AssumedEffective is the day from which it is taken to be in force where
	// Effective is not known.
	AssumedEffective Day `json:"-"`
	// Ends is the first day on which it is no longer in force.
	Ends      Day       `json:"ends,omitempty"`
	EndReason EndReason `json:"endReason,omitempty"`
	// Draft is the draft it came from, or 0.
	Draft   int       `json:"draft,omitempty"`
	File    File      `json:"file"`
	Reading ID        `json:"-"`
	By      ID        `json:"by,omitempty"`
	At      time.Time `json:"at"`
	// Status is what this version is on the day asked about.
	Status Status `json:"status"`
}

// AddVersion writes a document's next version and fills in its number. Its
// file's row must exist; v.File.ID and v.Reading name file and reading. The
// version in force before it ends on its first day, as superseded.
func (tx *Tx) AddVersion(v *Version) error {
	_, err := tx.Exec(`UPDATE version SET ends = $2, end_reason = 'superseded'
		WHERE document = $1 AND ends IS NULL AND $2::date IS NOT NULL
		AND coalesce(effective, assumed_effective, $2) <= $2`, v.Document, v.starts())
	if err != nil {
		return known(err, "ending the version before")
	}
	err = tx.QueryRow(`INSERT INTO version (document, number, issuing_number, title, adopted, published, effective,
		assumed_effective, ends, end_reason, draft, file, reading, by)
		SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8, nullif($9, ''), nullif($10, 0), $11, $12, $13
		FROM version WHERE document = $1 RETURNING number, at`,
		v.Document, v.IssuingNumber, v.Title, v.Adopted, v.Published, v.Effective, v.AssumedEffective,
		v.Ends, v.EndReason, v.Draft, v.File.ID, v.Reading, tx.Actor.Person).Scan(&v.Number, &v.At)
	return known(err, "adding a version to %s", v.Document)
}

func (v *Version) starts() Day {
	if v.Effective != "" {
		return v.Effective
	}
	return v.AssumedEffective
}

// EndVersion ends a version: ends is the first day on which it is no longer in
// force. With neither day nor reason it takes an end back.
func (tx *Tx) EndVersion(document ID, number int, ends Day, reason EndReason) error {
	return tx.ChangeOne("ending a version",
		`UPDATE version SET ends = $3, end_reason = nullif($4, '') WHERE document = $1 AND number = $2`, document, number, ends, reason)
}

const versionQuery = `SELECT v.document, v.number, v.issuing_number, v.title, v.adopted, v.published, v.effective,
	v.assumed_effective, v.ends, coalesce(v.end_reason, ''), coalesce(v.draft, 0), v.reading, v.by, v.at,
	version_status(coalesce(v.effective, v.assumed_effective), v.ends, v.end_reason, coalesce($1::date, today())),
	f.id, f.blob, f.name, f.media_type, f.size, f.by, f.at
	FROM version v JOIN file f ON f.id = v.file `

func versionFields(v *Version) []any {
	f := &v.File
	return []any{&v.Document, &v.Number, &v.IssuingNumber, &v.Title, &v.Adopted, &v.Published, &v.Effective,
		&v.AssumedEffective, &v.Ends, &v.EndReason, &v.Draft, &v.Reading, &v.By, &v.At, &v.Status,
		&f.ID, &f.Hash, &f.Name, &f.MediaType, &f.Size, &f.By, &f.At}
}

// Versions lists a document's versions, oldest first, each with its status on
// a day ("" is today).
func Versions(ctx context.Context, q Querier, document ID, on Day) ([]Version, error) {
	rows, err := q.QueryContext(ctx, versionQuery+`WHERE v.document = $2 ORDER BY v.number`, on, document)
	if err != nil {
		return nil, fmt.Errorf("listing versions of %s: %w", document, err)
	}
	return Collect(rows, versionFields)
}

// ReadVersion reads one version.
func ReadVersion(ctx context.Context, q Querier, document ID, number int) (Version, error) {
	var v Version
	err := q.QueryRowContext(ctx, versionQuery+`WHERE v.document = $2 AND v.number = $3`, nil, document, number).
		Scan(versionFields(&v)...)
	return v, notFound(err, "reading version %d of %s", number, document)
}
