package search

import (
	"hefa/search/engine"
	"hefa/storage"
)

// statusOn is what a text is on a day, as the database's version_status says
// it of versions; "" for a draft that has been replaced.
func statusOn(t *engine.Text, day storage.Day) storage.Status {
	on := string(day)
	switch {
	case !t.Public && t.Replaced:
		return ""
	case !t.Public && t.Withdrawn != "" && t.Withdrawn <= on:
		return storage.Withdrawn
	case !t.Public:
		return storage.Drafting
	case t.Ends != "" && t.Ends <= on && t.Lapsed:
		return storage.Lapsed
	case t.Ends != "" && t.Ends <= on:
		return storage.Repealed
	case t.Effective == "" || t.Effective > on:
		return storage.NotYetEffective
	}
	return storage.InForce
}
