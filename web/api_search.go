package web

import (
	"net/http"
	"net/url"
	"strconv"

	"hefa/search"
	"hefa/storage"
)

// apiSearch finds words in what the asker may read: q, exact and fold; kind,
// body and under (issuing bodies, id or name, may repeat), year, status, on and
// cites; sort, perText, places, widen, page and size; and after, the position in the
// log that the answer must have seen.
func (s *server) apiSearch(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	in, err := s.searchIn(r, q)
	if err != nil {
		return err
	}
	in.Q = q.Get("q")
	found, err := s.Search.Search(r.Context(), from(r).viewer(), in)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, found)
}

// mostQueries is how many queries one request may ask.
const mostQueries = 200

// apiSearches answers several queries in their order, or finds every occurrence
// of any of a list of literals in one answer. The rest is said in the address,
// as for [server.apiSearch].
func (s *server) apiSearches(w http.ResponseWriter, r *http.Request) error {
	in, err := s.searchIn(r, r.URL.Query())
	if err != nil {
		return err
	}
	list, err := receive[struct {
		Queries  []string `json:"queries"`
		Literals []string `json:"literals"`
	}](r)
	if err != nil {
		return err
	}
	switch {
	case len(list.Literals) > 0 && len(list.Queries) > 0:
		return &storage.Invalid{Field: "literals", Code: "invalid"}
	case len(list.Queries) > mostQueries:
		return &storage.Invalid{Field: "queries", Code: "invalid"}
	case len(list.Literals) > 0:
		in.Exact, in.Literals = true, list.Literals
		found, err := s.Search.Search(r.Context(), from(r).viewer(), in)
		if err != nil {
			return err
		}
		return writeJSON(w, http.StatusOK, found)
	}
	results := make([]*search.Result, len(list.Queries))
	for i, q := range list.Queries {
		in.Q = q
		if results[i], err = s.Search.Search(r.Context(), from(r).viewer(), in); err != nil {
			return err
		}
	}
	return writeJSON(w, http.StatusOK, results)
}

// searchIn reads all of a search but what is sought.
func (s *server) searchIn(r *http.Request, q url.Values) (search.Query, error) {
	var in search.Query
	if s.Search == nil {
		return in, errNoSearch
	}
	var err error
	for name, into := range map[string]*bool{"exact": &in.Exact, "fold": &in.Fold, "places": &in.Places, "widen": &in.Widen} {
		if *into, err = queryBool(q, name); err != nil {
			return in, err
		}
	}
	if in.Kind, err = choice("kind", q.Get("kind"), storage.Kinds); err != nil {
		return in, err
	}
	if in.Status, err = choice("status", q.Get("status"), storage.Statuses); err != nil {
		return in, err
	}
	if in.Sort, err = choice("sort", q.Get("sort"), search.Sorts); err != nil {
		return in, err
	}
	if in.Body, err = s.bodyIDs(r, "body", q["body"]); err != nil {
		return in, err
	}
	if in.Under, err = s.bodyIDs(r, "under", q["under"]); err != nil {
		return in, err
	}
	if in.Year, err = queryNumber(q, "year", 0, 9999); err != nil {
		return in, err
	}
	if in.On, err = queryDay(q, "on"); err != nil {
		return in, err
	}
	if in.PerText, err = queryNumber(q, "perText", 0, 100); err != nil {
		return in, err
	}
	if in.Page, in.Size, err = pageSize(q); err != nil {
		return in, err
	}
	in.Cites = q.Get("cites")
	if text := q.Get("after"); text != "" {
		if in.After, err = strconv.ParseInt(text, 10, 64); err != nil || in.After < 0 {
			return in, &storage.Invalid{Field: "after", Code: "number"}
		}
	}
	return in, nil
}

// queryBool reads true or false; where there is nothing it is false.
func queryBool(q url.Values, name string) (bool, error) {
	switch q.Get(name) {
	case "", "false", "0":
		return false, nil
	case "true", "1":
		return true, nil
	}
	return false, &storage.Invalid{Field: name, Code: "choice"}
}
