package web

import (
	"net/url"
	"slices"

	"hefa/lawtext"
	"hefa/storage"
)

// The ways a text is laid out: what changed in one column, in two, as a table
// of clauses, or the text as it is.
const (
	viewInline = "inline"
	viewSide   = "side"
	viewTable  = "table"
	viewClean  = "clean"
)

var views = []string{viewInline, viewSide, viewTable, viewClean}

// tabs are the parts of the panel beside the text.
var tabs = []string{"comments", "materials", "timeline", "opinions"}

// deskQuery is what a workspace is asked to show. It lives in the address, so
// that a view can be sent to a colleague.
type deskQuery struct {
	View string
	// From and To name texts; "" is the workspace's own choice.
	From, To string
	// Only leaves out what did not change.
	Only bool
	// Unit is the unit the person is at.
	Unit lawtext.Address
	Tab  string
}

// readDeskQuery reads what is asked for; what it does not know it leaves out.
func readDeskQuery(v url.Values) deskQuery {
	q := deskQuery{View: v.Get("view"), From: v.Get("from"), To: v.Get("to"), Only: v.Get("only") == "1", Tab: v.Get("tab")}
	if !slices.Contains(views, q.View) {
		q.View = ""
	}
	if !slices.Contains(tabs, q.Tab) {
		q.Tab = tabs[0]
	}
	for _, name := range []*string{&q.From, &q.To} {
		if _, err := storage.ParseTextName(*name); err != nil {
			*name = ""
		}
	}
	if unit, err := lawtext.ParseAddress(v.Get("unit")); err == nil {
		q.Unit = unit
	}
	return q
}

// String is the query of an address.
func (q deskQuery) String() string {
	v := url.Values{}
	for name, value := range map[string]string{"view": q.View, "from": q.From, "to": q.To, "unit": string(q.Unit), "tab": q.Tab} {
		if value != "" && (name != "tab" || value != tabs[0]) {
			v.Set(name, value)
		}
	}
	if q.Only {
		v.Set("only", "1")
	}
	return v.Encode()
}

// With is the query with one thing asked for otherwise.
func (q deskQuery) With(name, value string) string {
	switch name {
	case "view":
		q.View = value
	case "tab":
		q.Tab = value
	case "unit":
		q.Unit = lawtext.Address(value)
	case "only":
		q.Only = value == "1"
	}
	return "?" + q.String()
}
