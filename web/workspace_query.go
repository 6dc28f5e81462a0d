package web

import (
	"net/url"
	"slices"
	"strings"

	"hefa/lawtext"
	"hefa/lawtext/redline"
	"hefa/review"
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
var tabs = []string{"comments", "points", "materials", "changes", "before", "timeline", "opinions"}

// deskQuery is what a workspace is asked to show. It lives in the address, so
// that a view can be sent to a colleague.
type deskQuery struct {
	View string
	// From and To name texts; "" is the workspace's own choice.
	From, To string
	// Only leaves out what did not change.
	Only bool
	// Hide are natures of small change that are not shown.
	Hide []redline.Class
	// Unit is the unit the person is at.
	Unit lawtext.Address
	Tab  string
	// Kind and Basis say which earlier comments are asked for.
	Kind  review.CommentKind
	Basis string
	// Material is what a comment is to be on, Phrase wording to begin it with;
	// links name them, and they are left out of others.
	Material, Phrase storage.ID
}

// readDeskQuery reads what is asked for; what it does not know it leaves out.
func readDeskQuery(v url.Values) deskQuery {
	q := deskQuery{View: v.Get("view"), From: v.Get("from"), To: v.Get("to"), Only: v.Get("only") == "1", Tab: v.Get("tab")}
	if kind := review.CommentKind(v.Get("kind")); slices.Contains(review.CommentKinds, kind) {
		q.Kind = kind
	}
	if ref, err := review.ParseBasisRef(v.Get("basis")); err == nil {
		q.Basis = ref.String()
	}
	for _, class := range smallClasses {
		if slices.Contains(strings.Split(v.Get("hide"), ","), string(class)) {
			q.Hide = append(q.Hide, class)
		}
	}
	q.Material, _ = storage.ParseID(v.Get("material"))
	q.Phrase, _ = storage.ParseID(v.Get("phrase"))
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
	for name, value := range map[string]string{"view": q.View, "from": q.From, "to": q.To, "unit": string(q.Unit), "tab": q.Tab,
		"kind": string(q.Kind), "basis": q.Basis} {
		if value != "" && (name != "tab" || value != tabs[0]) {
			v.Set(name, value)
		}
	}
	if q.Only {
		v.Set("only", "1")
	}
	if len(q.Hide) > 0 {
		names := make([]string, len(q.Hide))
		for i, class := range q.Hide {
			names[i] = string(class)
		}
		v.Set("hide", strings.Join(names, ","))
	}
	return v.Encode()
}

// With is the query with one thing asked for otherwise.
func (q deskQuery) With(name, value string) string {
	switch name {
	case "view":
		q.View = value
	case "tab":
		q.Tab, q.Kind, q.Basis = value, "", ""
	case "unit":
		q.Unit = lawtext.Address(value)
	case "only":
		q.Only = value == "1"
	}
	return "?" + q.String()
}

// Hides reports whether a nature of change is hidden.
func (q deskQuery) Hides(class redline.Class) bool { return slices.Contains(q.Hide, class) }

// Hiding hides a nature of change, or shows it again.
func (q deskQuery) Hiding(class redline.Class) string {
	if q.Hides(class) {
		q.Hide = slices.DeleteFunc(slices.Clone(q.Hide), func(c redline.Class) bool { return c == class })
	} else {
		q.Hide = append(slices.Clone(q.Hide), class)
	}
	return "?" + q.String()
}

// Small are the natures of change that may be hidden.
func (q deskQuery) Small() []redline.Class { return smallClasses }

// Before asks for what was said before of a review point or a provision.
func (q deskQuery) Before(kind review.CommentKind, basis string) string {
	q.Tab, q.Kind, q.Basis = "before", kind, basis
	return "?" + q.String() + "#side"
}

// Since compares with the draft last looked at.
func (q deskQuery) Since(draft, to int) string {
	q.From, q.To = storage.TextName{Draft: draft}.String(), storage.TextName{Draft: to}.String()
	if q.View == viewClean {
		q.View = ""
	}
	return "?" + q.String()
}

// Saying opens the form of a comment with a material or with wording.
func (q deskQuery) Saying(name string, id storage.ID) string {
	q.Tab, q.Kind, q.Basis = tabs[0], "", ""
	return "?" + q.String() + "&" + name + "=" + string(id) + "#say"
}
