package review

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/lib/pq"

	"hefa/lawtext"
	"hefa/storage"
)

// opinionsRead is the most signed opinions read for a citation, newest first.
const opinionsRead = 300

// signedBefore is the SQL of the signed opinions that stand in other matters
// and that the viewer ($2) may read, with what is joined to them; $1 is the
// matter worked on.
func signedBefore(join string) string {
	return ` FROM opinion o JOIN matter m ON m.id = o.matter JOIN document d ON d.id = m.document JOIN person p ON p.id = o.signed_by ` + join + `
		WHERE o.matter <> $1 AND o.signed_at IS NOT NULL
		AND NOT EXISTS (SELECT FROM opinion_superseded s WHERE s.opinion = o.id)
		AND EXISTS (SELECT FROM draft_reader r WHERE r.document = m.document AND r.person = $2)`
}

const saidOpinion = `o.matter, d.title, p.name, o.signed_at,
	json_build_object('id', o.id, 'number', o.number, 'conclusion', o.conclusion, 'text', o.words)`

// pointsBefore lists what signed opinions rest on: remarks on the review point,
// or conclusions that cite the provision.
func pointsBefore(ctx context.Context, q storage.Querier, v storage.Viewer, in SaidBeforeInput) ([]SaidBefore, error) {
	rows, err := q.QueryContext(ctx, `SELECT `+saidOpinion+`, c.code, c.remark, `+pointBases.json("c.id")+
		signedBefore(`JOIN point_conclusion c ON c.matter = o.matter AND c.round = o.round`)+`
		AND c.remark <> '' AND ($3 = '' OR c.code = $3)
		AND NOT EXISTS (SELECT FROM point_conclusion n WHERE n.matter = c.matter AND n.round = c.round AND n.code = c.code AND n.id > c.id)
		AND ($4::uuid IS NULL OR EXISTS (SELECT FROM point_basis b WHERE b.conclusion = c.id AND b.document = $4 AND `+within("b.address", "$5")+`))
		ORDER BY o.signed_at DESC, c.id LIMIT $6`,
		in.Matter, v.Person, in.Kind, in.Document, in.Address, saidBefore)
	if err != nil {
		return nil, fmt.Errorf("listing what opinions rest on: %w", err)
	}
	return storage.Collect(rows, func(s *SaidBefore) []any {
		return []any{&s.Matter, &s.Title, &s.AuthorName, &s.At, storage.JSONInto(&s.Opinion), &s.Kind, &s.Words, storage.JSONInto(&s.Bases)}
	})
}

// within is the SQL that says whether an address is one asked for, or in it.
func within(address, asked string) string {
	return fmt.Sprintf("(%[2]s = '' OR %[1]s = %[2]s OR %[1]s LIKE %[2]s || '.%%' OR %[1]s LIKE %[2]s || '(%%')", address, asked)
}

// citedBefore lists the paragraphs in which signed opinions cite a provision.
func citedBefore(ctx context.Context, q storage.Querier, v storage.Viewer, in SaidBeforeInput) ([]SaidBefore, error) {
	titles, err := titlesOf(ctx, q, in.Document)
	if err != nil || len(titles) == 0 {
		return nil, err
	}
	rows, err := q.QueryContext(ctx, `SELECT `+saidOpinion+signedBefore("")+`
		AND EXISTS (SELECT FROM unnest($3::text[]) t WHERE strpos(o.words, t) > 0)
		ORDER BY o.signed_at DESC LIMIT $4`, in.Matter, v.Person, pq.Array(titles), opinionsRead)
	if err != nil {
		return nil, fmt.Errorf("listing opinions that cite %s: %w", in.Document, err)
	}
	list, err := storage.Collect(rows, func(s *SaidBefore) []any {
		return []any{&s.Matter, &s.Title, &s.AuthorName, &s.At, storage.JSONInto(&s.Opinion)}
	})
	var said []SaidBefore
	for _, s := range list {
		for _, line := range citing(s.Opinion.Words, titles, in.Address) {
			one := s
			one.Words = line
			said = append(said, one)
		}
	}
	return said, err
}

// titlesOf are the titles that a document has had, as citations are compared.
func titlesOf(ctx context.Context, q storage.Querier, document storage.ID) ([]string, error) {
	rows, err := q.QueryContext(ctx, `SELECT DISTINCT title FROM version WHERE document = $1`, document)
	if err != nil {
		return nil, fmt.Errorf("reading the titles of document %s: %w", document, err)
	}
	titles, err := storage.Collect(rows, func(s *string) []any { return []any{s} })
	for i, t := range titles {
		titles[i] = lawtext.NormalTitle(t)
	}
	return titles, err
}

// citing lists the paragraphs that cite one of the titles, at the address or
// inside it. They are read as the articles of one text, so that 该法 in one is
// what an earlier one named.
func citing(words string, titles []string, at lawtext.Address) []string {
	var lines []string
	var text strings.Builder
	for line := range strings.Lines(words) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
			fmt.Fprintf(&text, "第%d条　%s\n", len(lines), line)
		}
	}
	cites := make([]bool, len(lines))
	for _, c := range lawtext.Citations(lawtext.ParsePlain(text.String())) {
		k, err := strconv.Atoi(string(c.Unit.Article()))
		if err != nil || k < 1 || k > len(lines) || !slices.Contains(titles, c.NormalTitle) {
			continue
		}
		if at == "" || slices.ContainsFunc(c.Addresses, func(a lawtext.Address) bool { return a == at || a.Article() == at }) {
			cites[k-1] = true
		}
	}
	var found []string
	for k, line := range lines {
		if cites[k] {
			found = append(found, line)
		}
	}
	return found
}

// withOpinions adds what opinions say to what comments say, newest first. A
// paragraph that only repeats a comment or a conclusion is left out.
func withOpinions(said, points, cited []SaidBefore) []SaidBefore {
	said = append(said, points...)
	for _, c := range cited {
		repeats := func(s SaidBefore) bool {
			return s.Matter == c.Matter && s.Words != "" && strings.Contains(c.Words, s.Words)
		}
		if !slices.ContainsFunc(said, repeats) {
			said = append(said, c)
		}
	}
	slices.SortStableFunc(said, func(a, b SaidBefore) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Matter, b.Matter)) })
	return said[:min(len(said), saidBefore)]
}
