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
}

// tellEvents names what was done and by whom. A name that cannot be read is
// left out: it must not hide the event.
func (s *server) tellEvents(r *http.Request, events []storage.Event) []toldEvent {
	v := from(r)
	names := map[storage.ID]string{}
	list := make([]toldEvent, 0, len(events))
	for _, e := range events {
		name, ok := names[e.Person]
		if !ok && e.Person != "" {
			if p, err := s.Store.Person(r.Context(), e.Person); err == nil {
				name = p.Name
			}
			names[e.Person] = name
		}
		list = append(list, toldEvent{Event: e, What: actName(v.lang, e.Act), Who: name})
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
