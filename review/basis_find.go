package review

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/lib/pq"

	"hefa/lawtext"
	"hefa/storage"
)

// foundBases is the most provisions that a search for a legal basis answers.
const foundBases = 8

// FindBases finds provisions in force today by what people write of them:
// 行政许可法17, 许可法 第十七条第二款, 《行政许可法》第十七条, or a title alone.
// The shortest title that has all the words comes first. A document without
// the article asked for is left out.
func (r *Review) FindBases(ctx context.Context, q string) ([]Basis, error) {
	words, at := readCited(q)
	list := []Basis{}
	if len(words) == 0 {
		return list, nil
	}
	rows, err := r.Store.DB.QueryContext(ctx, `SELECT v.document, v.number, v.title, v.reading FROM version v
		WHERE version_status(coalesce(v.effective, v.assumed_effective), v.ends, v.end_reason, today()) = 'in-force'
		AND NOT EXISTS (SELECT FROM unnest($1::text[]) w WHERE strpos(v.title, w) = 0)
		ORDER BY length(v.title), v.title, v.document LIMIT $2`, pq.Array(words), foundBases)
	if err != nil {
		return nil, fmt.Errorf("finding a legal basis: %w", err)
	}
	type row struct {
		Basis
		reading storage.ID
	}
	found, err := storage.Collect(rows, func(f *row) []any { return []any{&f.Document, &f.Version, &f.Title, &f.reading} })
	if err != nil {
		return nil, err
	}
	for _, f := range found {
		b := f.Basis
		b.Status = storage.InForce
		if at != "" {
			reading, err := storage.ReadReading(ctx, r.Store.DB, f.reading)
			if err != nil {
				return nil, err
			}
			u := reading.Text.Resolve(at)
			if u == nil {
				continue
			}
			b.Address, b.Words = u.Address, u.Plain()
		}
		list = append(list, b)
	}
	return list, nil
}

var (
	// unitInWords is an article, and what is in it, as a sentence names it;
	// unitInFigures as an address or a bare number.
	unitInWords   = regexp.MustCompile(`第[〇零一二两三四五六七八九十百千0-9０-９]+条.*$`)
	unitInFigures = regexp.MustCompile(`[0-9][0-9.()\-]*$`)
)

// readCited takes what people write of a provision apart: the words of its
// title, and the address.
func readCited(q string) (words []string, at lawtext.Address) {
	q = strings.TrimSpace(q)
	if i := unitInWords.FindStringIndex(q); i != nil {
		// The reader of citations knows how articles, paragraphs and items
		// are named.
		cited := lawtext.Citations(lawtext.ParsePlain("第一条　依照《某法》" + q[i[0]:]))
		if len(cited) > 0 && len(cited[0].Addresses) > 0 {
			at, q = cited[0].Addresses[0], q[:i[0]]
		}
	} else if i := unitInFigures.FindStringIndex(q); i != nil {
		if a, err := lawtext.ParseAddress(q[i[0]:]); err == nil {
			at, q = a, q[:i[0]]
		}
	}
	q = strings.NewReplacer("《", " ", "》", " ", "，", " ", ",", " ", "　", " ").Replace(q)
	return strings.Fields(q), at
}

// ParseBasisRef reads the form of [BasisRef.String]. A malformed one is an
// Invalid of "bases".
func ParseBasisRef(s string) (BasisRef, error) {
	wrong := &storage.Invalid{Field: "bases", Code: "no-basis", Detail: s}
	document, rest, _ := strings.Cut(s, "@")
	name, unit, _ := strings.Cut(rest, "#")
	id, err := storage.ParseID(document)
	if err != nil {
		return BasisRef{}, wrong
	}
	text, err := storage.ParseTextName(name)
	if err != nil || text.Version == 0 {
		return BasisRef{}, wrong
	}
	ref := BasisRef{Document: id, Version: text.Version}
	if unit != "" {
		if ref.Address, err = lawtext.ParseAddress(unit); err != nil {
			return BasisRef{}, wrong
		}
	}
	return ref, nil
}
