package web

import (
	"net/http"
	"strings"

	"hefa/storage"
)

// bodyRow is one body in the tree, with how deep it stands.
type bodyRow struct {
	storage.Body
	Depth    int
	Reviewer string
}

// personRow is one person with the roles held today.
type personRow struct {
	storage.Person
	Holdings []storage.Holding
}

// peoplePage lists bodies as a tree and people with their roles; ?q= narrows
// both by name.
func (s *server) peoplePage(w http.ResponseWriter, r *http.Request) error {
	ctx, q := r.Context(), strings.TrimSpace(r.URL.Query().Get("q"))
	bodies, err := s.Store.Bodies(ctx)
	if err != nil {
		return err
	}
	people, err := s.Store.People(ctx)
	if err != nil {
		return err
	}
	held, err := s.Store.HoldingsOfAll(ctx)
	if err != nil {
		return err
	}
	var rows []personRow
	for _, p := range people {
		row := personRow{p, held[p.ID]}
		if q == "" || row.matches(q) {
			rows = append(rows, row)
		}
	}
	return s.ok(w, r, "people", map[string]any{"Bodies": bodyTree(bodies, q), "People": rows, "Query": q,
		"Admin": from(r).holds(storage.Admin)})
}

func (p personRow) matches(q string) bool {
	for _, h := range p.Holdings {
		if strings.Contains(h.BodyName, q) {
			return true
		}
	}
	return strings.Contains(p.Name, q) || strings.Contains(p.Account, q)
}

// bodyTree sets each body under the one above it. With words to look for it is
// a flat list of those that bear them.
func bodyTree(bodies []storage.Body, q string) []bodyRow {
	names := map[storage.ID]string{}
	below := map[storage.ID][]storage.Body{}
	for _, b := range bodies {
		names[b.ID] = b.Short()
	}
	for _, b := range bodies {
		parent := b.Parent
		if names[parent] == "" {
			parent = ""
		}
		below[parent] = append(below[parent], b)
	}
	var rows []bodyRow
	var add func(parent storage.ID, depth int)
	add = func(parent storage.ID, depth int) {
		if depth > 10 {
			return // a ring, which no page should follow
		}
		for _, b := range below[parent] {
			if q == "" || strings.Contains(b.Name+b.ShortName, q) {
				rows = append(rows, bodyRow{b, depth, names[b.Reviewer]})
			}
			add(b.ID, depth+1)
		}
	}
	add("", 0)
	if q != "" {
		for i := range rows {
			rows[i].Depth = 0
		}
	}
	return rows
}
