package web

import (
	"net/http"
	"strings"

	"hefa/storage"
)

// navItem is one entry of the header.
type navItem struct {
	// Key is the entry's sentence in web/lang, Address where it leads.
	Key, Address string
	Current      bool
	// roles who see it; none is everybody signed in.
	roles []storage.Role
}

// navigation lists the entries, in order. What a person cannot do is not shown.
var navigation = []navItem{
	{Key: "nav.work", Address: "/work"},
	{Key: "nav.matters", Address: "/matters"},
	{Key: "nav.documents", Address: "/documents"},
	{Key: "nav.search", Address: "/search"},
	{Key: "nav.cleanup", Address: "/cleanup", roles: []storage.Role{storage.Cleanup, storage.Auditor}},
	{Key: "nav.people", Address: "/people", roles: []storage.Role{storage.Admin}},
	{Key: "nav.procedures", Address: "/procedures", roles: []storage.Role{storage.Admin}},
	{Key: "nav.calendar", Address: "/calendar", roles: []storage.Role{storage.Admin}},
	{Key: "nav.index", Address: "/index", roles: []storage.Role{storage.Admin}},
	{Key: "nav.audit", Address: "/audit", roles: []storage.Role{storage.Auditor}},
}

func (s *server) nav(r *http.Request) []navItem {
	v := from(r)
	if v.person == nil {
		return nil
	}
	var list []navItem
	for _, n := range navigation {
		if len(n.roles) > 0 && !v.holds(n.roles...) {
			continue
		}
		n.Current = r.URL.Path == n.Address || strings.HasPrefix(r.URL.Path, n.Address+"/")
		list = append(list, n)
	}
	return list
}
