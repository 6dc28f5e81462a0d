package web

import (
	"net/http"

	"hefa/storage"
	"hefa/web/lang"
)

// toldEvent is one act of the log in words.
type toldEvent struct {
	storage.Event
	What, Who string
	// Title is the document's, where the reader may know it, and About the
	// person to whom it was done; both only where they were asked for.
	Title, About string
}

// tellEvents names what was done and by whom. A name that cannot be read is
// left out: it must not hide the event.
func (s *server) tellEvents(r *http.Request, events []storage.Event) []toldEvent {
	v := from(r)
	names := map[storage.ID]string{}
	list := make([]toldEvent, 0, len(events))
	for _, e := range events {
		for _, id := range []storage.ID{e.Person, e.For} {
			if _, known := names[id]; known || id == "" {
				continue
			}
			names[id] = ""
			if p, err := s.Store.Person(r.Context(), id); err == nil {
				names[id] = p.Name
			}
		}
		list = append(list, toldEvent{Event: e, What: actName(v.lang, e.Act), Who: acted(v.lang, names[e.Person], names[e.For])})
	}
	return list
}

// actName is an act in words, or its code where there are none yet.
func actName(l lang.Lang, act storage.Act) string {
	if key := "act." + string(act); lang.Has(key) {
		return l.Say(key)
	}
	return string(act)
}

// nameSubjects gives each event its document's title, and the name of the
// person to whom it was done. A document that the person may not read, or that
// is gone, stays an id.
func (s *server) nameSubjects(r *http.Request, events []toldEvent) {
	titles := map[storage.ID]string{}
	for i, e := range events {
		if e.Document == "" {
			if e.Subject != "" && e.Subject != e.Person {
				if p, err := s.Store.Person(r.Context(), e.Subject); err == nil {
					events[i].About = p.Name
				}
			}
			continue
		}
		title, ok := titles[e.Document]
		if !ok {
			if _, err := s.Store.See(r.Context(), from(r).viewer(), e.Document); err == nil {
				if d, err := storage.ReadDocument(r.Context(), s.Store.DB, e.Document, ""); err == nil {
					title = d.Title
				}
			}
			titles[e.Document] = title
		}
		events[i].Title = title
	}
}
