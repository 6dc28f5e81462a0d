package web

import (
	"net/http"

	"hefa/storage"
)

func (s *server) apiBodies(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Store.Bodies(r.Context())
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

func (s *server) apiBody(w http.ResponseWriter, r *http.Request) error {
	id := idIn(r, "body")
	b, err := s.Store.Body(r.Context(), id)
	if err != nil {
		return err
	}
	tag(w, b.Rev)
	return writeJSON(w, http.StatusOK, b)
}

// bodyChange is what may be said of a body; what is left out stays as it is.
type bodyChange struct {
	Kind      *storage.BodyKind `json:"kind"`
	Parent    *string           `json:"parent"`
	Name      *string           `json:"name"`
	ShortName *string           `json:"shortName"`
	Reviewer  *string           `json:"reviewer"`
	Alternate *string           `json:"alternate"`
	Open      *bool             `json:"open"`
	FirstDay  *string           `json:"firstDay"`
	LastDay   *string           `json:"lastDay"`
}

// apply writes the change into a body; parent and reviewer may be named by id
// or by name.
func (c bodyChange) apply(s *server, r *http.Request, b *storage.Body) error {
	if c.Kind != nil {
		b.Kind = *c.Kind
	}
	if c.Open != nil {
		b.Open = *c.Open
	}
	for into, text := range map[*string]*string{&b.Name: c.Name, &b.ShortName: c.ShortName} {
		if text != nil {
			*into = *text
		}
	}
	for _, one := range []struct {
		field string
		into  *storage.ID
		text  *string
	}{{"parent", &b.Parent, c.Parent}, {"reviewer", &b.Reviewer, c.Reviewer}, {"alternate", &b.Alternate, c.Alternate}} {
		if one.text == nil {
			continue
		}
		id, err := storage.ID(""), error(nil)
		if *one.text != "" {
			id, err = s.bodyID(r, one.field, *one.text)
		}
		if err != nil {
			return err
		}
		*one.into = id
	}
	return given([]givenDay{{"firstDay", &b.FirstDay, c.FirstDay}, {"lastDay", &b.LastDay, c.LastDay}})
}

// givenDay is a day that a program may have sent.
type givenDay struct {
	field string
	into  *storage.Day
	text  *string
}

// given reads the days that were sent.
func given(days []givenDay) error {
	for _, d := range days {
		if d.text == nil {
			continue
		}
		day, err := storage.ParseDay(d.field, *d.text)
		if err != nil {
			return err
		}
		*d.into = day
	}
	return nil
}

func (s *server) apiAddBody(w http.ResponseWriter, r *http.Request) error {
	in, err := receive[bodyChange](r)
	if err != nil {
		return err
	}
	b := storage.Body{Kind: storage.Department}
	if err := in.apply(s, r, &b); err != nil {
		return err
	}
	a := actor(r)
	if err := s.Store.ManageBody(r.Context(), a, &b); err != nil {
		return err
	}
	tag(w, b.Rev)
	return created(w, a, apiRoot+"/bodies/"+string(b.ID), b)
}

func (s *server) apiChangeBody(w http.ResponseWriter, r *http.Request) error {
	id := idIn(r, "body")
	in, err := receive[bodyChange](r)
	if err != nil {
		return err
	}
	seen, err := seenRev(r)
	if err != nil {
		return err
	}
	b, err := s.Store.Body(r.Context(), id)
	if err != nil {
		return err
	}
	if err := in.apply(s, r, &b); err != nil {
		return err
	}
	if seen != 0 {
		b.Rev = seen
	}
	a := actor(r)
	if err := s.Store.ManageBody(r.Context(), a, &b); err != nil {
		return err
	}
	tag(w, b.Rev)
	return did(w, a, http.StatusOK, b)
}
