package web

import (
	"net/http"
	"slices"

	"hefa/storage"
)

// formPage is a page of a matter whose forms lead back to it.
type formPage struct {
	// name is that of the page, and the last part of its address.
	name   string
	gather func(*http.Request, storage.ID) (map[string]any, error)
}

// pageForm runs one act of such a page's form; where it fails the page is shown
// with what was typed. name is the form's, at is where on the page to go on.
func (s *server) pageForm(p formPage, name func(*http.Request) string, act func(r *http.Request, matter storage.ID, rev int) (at string, err error)) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		matter, err := pathID(r, "matter")
		if err != nil {
			return err
		}
		if err := parseForm(r); err != nil {
			return err
		}
		seen, err := rev(r.PostForm)
		at := ""
		if err == nil {
			at, err = act(r, matter, seen)
		}
		if err == nil {
			return see(w, r, leadsBack(r, matter, p.name, at))
		}
		data, gatherErr := p.gather(r, matter)
		if gatherErr != nil {
			return gatherErr
		}
		data["TypedIn"], data["Typed"], data["Picked"] = name(r), r.PostForm, s.picked(r, r.PostForm)
		return s.formFailed(w, r, err, p.name, data)
	}
}

// opinionActs are the acts whose form forms an opinion, and may hold forms of
// other pages.
var opinionActs = []string{"propose", "edit-opinion"}

func leadsBack(r *http.Request, matter storage.ID, page, at string) string {
	if act := r.PostForm.Get("page"); slices.Contains(opinionActs, act) {
		return "/matters/" + string(matter) + "/moves/" + act
	}
	return "/matters/" + string(matter) + "/" + page + "#" + at
}
