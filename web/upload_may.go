package web

import (
	"net/http"
	"slices"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
)

// mayInMatter is [storage.ErrForbidden] for whoever may never do an act in a
// matter, before they bring files to it: refused files are not kept. Whether it
// can be done now is review's to say, since a request may be repeated after
// its act was done.
func (s *server) mayInMatter(r *http.Request, matter storage.ID, act procedure.Act) error {
	options, err := s.Review.AllowedActs(r.Context(), viewerOf(r), matter)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(options, func(o review.Option) bool { return o.Act == act }) {
		return storage.ErrForbidden
	}
	return nil
}

// mayEver is [server.mayInMatter] for a document's newest matter. Where it never
// had one, review says so.
func (s *server) mayEver(r *http.Request, document storage.ID, act procedure.Act) error {
	matters, err := s.Review.MattersOf(r.Context(), viewerOf(r), document)
	if err != nil || len(matters) == 0 {
		return err
	}
	return s.mayInMatter(r, matters[0].ID, act)
}
