package web

import (
	"net/http"
	"net/url"

	"hefa/search"
	"hefa/search/query"
)

// longestInAddress is how many bytes of a list of literals stand in an address;
// of Chinese they become three times as many, and the next page sends them
// twice. A longer list is kept and named by its hash.
const longestInAddress = 1000

// asked reads a search from an address or a form. A list that it names by its
// hash is fetched, one too long for an address kept.
func (s *server) asked(r *http.Request, from url.Values) (searchForm, error) {
	f := readSearch(from)
	if hash := from.Get("kept"); hash != "" && !f.Has("list") {
		if s.Search == nil {
			return f, errNoSearch
		}
		list, err := s.Search.KeptList(r.Context(), hash)
		if err != nil {
			return f, err
		}
		f.Set("list", list)
		f.kept = hash
		return f, nil
	}
	return s.keepList(r, f)
}

// keepList keeps a search's list where it is too long for an address.
func (s *server) keepList(r *http.Request, f searchForm) (searchForm, error) {
	if list := f.Get("list"); len(list) > longestInAddress {
		if s.Search == nil {
			return f, errNoSearch
		}
		if len(f.Literals()) > search.MaxLiterals {
			return f, &query.Error{Code: query.TooMany} // what will be refused is not kept
		}
		hash, err := s.Search.KeepList(r.Context(), list)
		if err != nil {
			return f, err
		}
		f.kept = hash
	}
	return f, nil
}

// askSearch takes a search whose list may be too long for an address and leads
// to the address that asks it.
func (s *server) askSearch(w http.ResponseWriter, r *http.Request) error {
	if err := parseForm(r); err != nil {
		return err
	}
	form, _ := fromFields(r.PostForm)
	form, err := s.keepList(r, form)
	if err != nil {
		return s.formFailed(w, r, err, "search", map[string]any{"Form": form})
	}
	return see(w, r, form.Here())
}
