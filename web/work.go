package web

import (
	"net/http"
	"slices"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
)

// workPage is where a person begins the day: what waits, and why.
func (s *server) workPage(w http.ResponseWriter, r *http.Request) error {
	v := from(r).viewer()
	items, err := s.Review.MyWork(r.Context(), v)
	if err != nil {
		return err
	}
	rows := make([]workRow, 0, len(items))
	for _, item := range items {
		rows = append(rows, workRow{matterRow{Matter: item.Matter, For: waitingFor(item), Steps: steps(item.Matter)}, item})
	}
	others, total, err := s.Review.Matters(r.Context(), v, review.MatterFilter{Running: true, Size: listSize})
	if err != nil {
		return err
	}
	followed, err := s.Review.Followed(r.Context(), v)
	if err != nil {
		return err
	}
	recent, _, err := s.Notices.List(r.Context(), v.Person, false, 1, recentNotices)
	if err != nil {
		return err
	}
	var saved []savedSearch
	if s.Search != nil {
		if saved, err = s.savedSearches(r); err != nil {
			return err
		}
	}
	waiting := map[storage.ID]bool{}
	for _, item := range items {
		waiting[item.Matter.ID] = true
	}
	others = slices.DeleteFunc(others, func(m review.Matter) bool { return waiting[m.ID] })
	return s.ok(w, r, "work", map[string]any{
		"Rows": rows, "Overdue": countItems(items, review.Item.Overdue), "Soon": countItems(items, review.Item.Soon),
		"Followed": matterRows(followed), "Recent": s.tellNotices(r, recent), "Saved": saved,
		"Under": matterRows(others), "Total": total, "MayDraft": from(r).holds(storage.Drafter),
		"Elsewhere": slices.DeleteFunc(s.nav(r), func(n navItem) bool { return len(n.roles) == 0 }),
	})
}

// recentNotices are how many of the latest notices stand below one's work.
const recentNotices = 6

// workRow is one thing that waits for a person.
type workRow struct {
	matterRow
	Item review.Item
}

// Address is where it is done.
func (w workRow) Address() string {
	switch w.Item.For {
	case review.Consulted:
		return "/rounds/" + string(w.Item.Round) + "#mine"
	case review.Mentioned:
		return "/matters/" + string(w.ID) + "?at=c-" + string(w.Item.Comment) + "#c-" + string(w.Item.Comment)
	case review.WaitingFor(procedure.Accept):
		return "/matters/" + string(w.ID) + "?tab=materials"
	}
	return "/matters/" + string(w.ID)
}

// waitingFor is what a person is waited for, in the codes of web/lang: to hand
// in again means one thing after a return for completion, another after one
// for amendment.
func waitingFor(item review.Item) string {
	if item.For == review.WaitingFor(procedure.Resubmit) && item.Matter.State == procedure.Completion {
		return "complete"
	}
	return string(item.For)
}

// mattersPage lists every matter the person may read, running or over.
func (s *server) mattersPage(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	f := review.MatterFilter{State: procedure.State(q.Get("state")), Ended: q.Get("ended") == "1", Running: q.Get("ended") != "1", Overdue: q.Get("overdue") == "1",
		Soon: q.Get("soon") == "1", Emergency: q.Get("emergency") == "1", Page: pageNumber(q), Size: listSize}
	list, total, err := s.Review.Matters(r.Context(), from(r).viewer(), f)
	if err != nil {
		return err
	}
	states := slices.DeleteFunc(slices.Clone(procedure.States), func(st procedure.State) bool { return st.Ended() != f.Ended })
	return s.ok(w, r, "matters", map[string]any{
		"Rows": matterRows(list), "Total": total, "Filter": f, "States": states,
		"Pager": newPager(r.URL, f.Page, listSize, total), "MayDraft": from(r).holds(storage.Drafter),
	})
}

// matterRow is a matter in a list.
type matterRow struct {
	review.Matter
	// For is what the person is waited for, "" where nothing waits.
	For string
	// Steps are the stages of its way, one of them current.
	Steps []step
}

func matterRows(list []review.Matter) []matterRow {
	rows := make([]matterRow, 0, len(list))
	for _, m := range list {
		rows = append(rows, matterRow{Matter: m, Steps: steps(m)})
	}
	return rows
}

// step is one stage in the bar that shows how far a matter has come.
type step struct {
	State procedure.State
	// Mark is "done", "now" or "".
	Mark string
}

// way is the straight way through a procedure; the states beside it are shown
// at the stage they came from.
var way = []procedure.State{procedure.Drafting, procedure.OwnLegal, procedure.Submitted, procedure.InReview,
	procedure.OpinionProposed, procedure.OpinionSigned, procedure.Published}

func steps(m review.Matter) []step {
	at := m.State
	switch at {
	case procedure.Suspended:
		at = m.SuspendedFrom
	case procedure.Withdrawn, procedure.Closed:
		at = ""
	}
	switch at {
	case procedure.Completion:
		at = procedure.Submitted
	case procedure.Amendment:
		at = procedure.InReview
	}
	now := slices.Index(way, at)
	list := make([]step, len(way))
	for i, state := range way {
		list[i].State = state
		switch {
		case i < now || at == procedure.Published:
			list[i].Mark = "done"
		case i == now:
			list[i].Mark = "now"
		}
	}
	return list
}

func countItems(items []review.Item, counts func(review.Item) bool) int {
	seen := map[storage.ID]bool{}
	for _, item := range items {
		if counts(item) {
			seen[item.Matter.ID] = true
		}
	}
	return len(seen)
}
