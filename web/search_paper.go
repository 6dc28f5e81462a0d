package web

import (
	"context"
	"net/http"
	"time"

	"hefa/lawtext"
	"hefa/search"
	"hefa/storage"
)

// The most that one paper or file lists. A printed paper beyond is nothing that
// anybody reads; a sheet beyond is nothing that people can work through.
const (
	mostOnPaper = 5_000
	mostInSheet = listHits
)

// searchPaper is a search as it goes into a dossier (检索工作底稿): what was
// asked, of what, by whom and when, how much was found, and every place.
type searchPaper struct {
	Form  searchForm
	Chips []chip
	// By is who asked, Body for which body; Address where it can be asked again.
	By, Body, Address string
	At                time.Time
	*search.Result
	Found []paperText
	// Behind says that the asker's own newest change is not in it.
	Behind bool
}

// paperText is one text with all that was found in it.
type paperText struct {
	search.Hit // the first, for what is the text's own
	Issuing    []storage.BodyRef
	Rows       []paperRow
}

// paperRow is one occurrence; of a text found for something else than words,
// one unit.
type paperRow struct {
	// Number counts all rows of the paper, from 1.
	Number   int
	Address  lawtext.Address
	Segments []search.Segment
	// Literal is the one found, of a list.
	Literal string
	// Link is the place in the reader.
	Link string
}

// paperPage shows the work paper of a search, to be printed or downloaded.
func (s *server) paperPage(w http.ResponseWriter, r *http.Request) error {
	form, err := s.asked(r, r.URL.Query())
	if err != nil {
		return err
	}
	if form.Empty() {
		return see(w, r, form.Here())
	}
	paper, err := s.paper(r, form, mostOnPaper)
	if err != nil {
		return s.formFailed(w, r, err, "search-paper", map[string]any{"Form": form, "Paper": nil})
	}
	return s.ok(w, r, "search-paper", map[string]any{"Form": form, "Paper": paper, "Facts": s.facts(paper, from(r).lang)})
}

// paper carries a search through to its end, text by text. Where it finds more
// than most, it is an Invalid that says how many.
func (s *server) paper(r *http.Request, form searchForm, most int) (*searchPaper, error) {
	v := from(r)
	q, err := form.query()
	if err != nil {
		return nil, err
	}
	p := &searchPaper{Form: form, By: v.person.Name, Address: s.absolute(r, form.Here())}
	if len(v.holdings) > 0 {
		p.Body = v.holdings[0].BodyName
	}
	if p.Chips, err = s.chips(r, form); err != nil {
		return nil, err
	}
	if p.Behind, err = s.awaitOwn(r); err != nil {
		return nil, err
	}
	q.PerText = mostInSheet
	found, hits, err := s.Search.All(r.Context(), v.viewer(), q)
	if err != nil {
		return nil, err
	}
	if n := max(found.Total, found.Occurrences); n > most {
		return nil, &storage.Invalid{Field: "q", Code: "too-many-hits", Detail: v.lang.Number(n)}
	}
	p.Result, p.At = found, found.Searched.At
	n := 0
	for h := range hits {
		if last := len(p.Found) - 1; last < 0 || p.Found[last].Document != h.Document || p.Found[last].Text != h.Text {
			p.Found = append(p.Found, paperText{Hit: h})
		}
		t := &p.Found[len(p.Found)-1]
		for _, row := range rowsOf(form, h) {
			n++
			row.Number = n
			t.Rows = append(t.Rows, row)
		}
	}
	return p, s.issuing(r.Context(), p.Found, q.On)
}

// rowsOf are the rows of one hit.
func rowsOf(form searchForm, h search.Hit) []paperRow {
	if len(h.Places) == 0 {
		return []paperRow{{Address: h.Address, Segments: h.Segments(), Link: hitLink(h.Document, h.Text, marking{}, h.Address)}}
	}
	rows := make([]paperRow, len(h.Places))
	for i, p := range h.Places {
		var literals []string
		if p.Literal != "" {
			literals = []string{p.Literal}
		}
		rows[i] = paperRow{Address: p.Address, Segments: p.Segments(), Literal: p.Literal,
			Link: hitLink(h.Document, h.Text, markingOf(form, literals), p.Address)}
	}
	return rows
}

// issuing reads who issued the documents of a paper.
func (s *server) issuing(ctx context.Context, texts []paperText, on storage.Day) error {
	ids := make([]storage.ID, len(texts))
	for i, t := range texts {
		ids[i] = t.Document
	}
	documents, err := storage.ReadDocuments(ctx, s.Store.DB, ids, on)
	if err != nil {
		return err
	}
	for i := range texts {
		texts[i].Issuing = documents[texts[i].Document].Issuing
	}
	return nil
}

// absolute is an address of this site as people can send it on.
func (s *server) absolute(r *http.Request, path string) string {
	if s.publicly != nil {
		return s.publicly.JoinPath("/").String() + path[1:]
	}
	scheme := "http://"
	if from(r).secure {
		scheme = "https://"
	}
	return scheme + r.Host + path
}
