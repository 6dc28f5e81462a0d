package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"hefa/review/cleanup"
	"hefa/storage"
)

// campaignPage shows a cleanup's list, and the document chosen from it with its
// evidence and the form for a conclusion. All filters are in the address.
func (s *server) campaignPage(w http.ResponseWriter, r *http.Request) error {
	data, err := s.campaign(r, readCampaignView(r.URL.Query()))
	if err != nil {
		return err
	}
	return s.ok(w, r, "campaign", data)
}

// campaignView is what of a campaign's list is on the page.
type campaignView struct {
	// Campaign is the campaign's address.
	Campaign string
	// State is a conclusion, "open", or "" for all.
	State string
	// Body is an issuing body; Item the document chosen.
	Body, Item storage.ID
	Page       int
	// Recorded is the document on which something was just concluded.
	Recorded storage.ID
}

func readCampaignView(q url.Values) campaignView {
	return campaignView{State: q.Get("state"), Body: storage.ID(q.Get("body")), Item: storage.ID(q.Get("item")),
		Page: pageNumber(q), Recorded: storage.ID(q.Get("recorded"))}
}

// address is the page of this view.
func (v campaignView) address() string {
	q := url.Values{}
	for name, value := range map[string]string{"state": v.State, "body": string(v.Body), "item": string(v.Item), "recorded": string(v.Recorded)} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if v.Page > 1 {
		q.Set("page", strconv.Itoa(v.Page))
	}
	if len(q) == 0 {
		return v.Campaign
	}
	return v.Campaign + "?" + q.Encode()
}

// InState is the list in one state, InBody that of one body.
func (v campaignView) InState(state string) string {
	return campaignView{Campaign: v.Campaign, State: state, Body: v.Body}.address()
}

// InBody is the list of one issuing body in the same state, or of all.
func (v campaignView) InBody(body storage.ID) string {
	return campaignView{Campaign: v.Campaign, State: v.State, Body: body}.address()
}

// At is the same list with a document chosen; "" closes it.
func (v campaignView) At(item storage.ID) string {
	v.Item, v.Recorded = item, ""
	at := v.address()
	if item != "" {
		at += "#item"
	}
	return at
}

// shows reports whether an item is on the list in view.
func (v campaignView) shows(i cleanup.Item) bool {
	switch {
	case v.Body != "" && !slices.ContainsFunc(i.Issuing, func(b storage.BodyRef) bool { return b.ID == v.Body }):
		return false
	case v.State == "":
		return true
	case v.State == "open":
		return i.Conclusion == ""
	}
	return v.State == string(i.Conclusion)
}

// bodyProgress is how far one issuing body's documents have come.
type bodyProgress struct {
	storage.BodyRef
	Done, Total int
}

// campaignRow is one line of the list.
type campaignRow struct {
	cleanup.Item
	Evidence []cleanup.Evidence
}

func (s *server) campaign(r *http.Request, view campaignView) (map[string]any, error) {
	id, err := pathID(r, "campaign")
	if err != nil {
		return nil, err
	}
	ctx, viewer, clean := r.Context(), from(r).viewer(), s.cleanup
	c, err := clean.Campaign(ctx, viewer, id)
	if err != nil {
		return nil, err
	}
	items, err := clean.Items(ctx, viewer, id, false)
	if err != nil {
		return nil, err
	}
	view.Campaign = "/cleanup/" + string(id)
	var listed []cleanup.Item
	for _, i := range items {
		if view.shows(i) {
			listed = append(listed, i)
		}
	}
	data := map[string]any{"Campaign": c, "View": view, "Bodies": byBody(items), "Listed": len(listed), "Conclusions": cleanup.Conclusions,
		"Typed": r.PostForm, "MayConclude": from(r).holdsIn(c.Body.ID, storage.Cleanup)}
	if at := slices.IndexFunc(items, func(i cleanup.Item) bool { return i.Document == view.Recorded }); at >= 0 {
		data["Recorded"] = items[at]
	}
	data["Pager"] = newPager(withoutRecorded(r.URL, view), view.Page, listSize, len(listed))
	listed = listed[min((view.Page-1)*listSize, len(listed)):min(view.Page*listSize, len(listed))]
	if data["Rows"], err = s.campaignRows(r, id, listed); err != nil {
		return nil, err
	}
	if at := slices.IndexFunc(items, func(i cleanup.Item) bool { return i.Document == view.Item }); at >= 0 {
		data["Item"], err = s.campaignItem(r, id, items[at])
	}
	return data, err
}

func (s *server) campaignRows(r *http.Request, campaign storage.ID, items []cleanup.Item) ([]campaignRow, error) {
	ids := []storage.ID{}
	for _, i := range items {
		ids = append(ids, i.Document)
	}
	found, err := s.cleanup.Evidence(r.Context(), from(r).viewer(), campaign, ids...)
	if err != nil {
		return nil, err
	}
	rows := make([]campaignRow, len(items))
	for k, i := range items {
		rows[k] = campaignRow{i, found[i.Document]}
	}
	return rows, nil
}

// chosenItem is the document whose conclusion is being thought about.
type chosenItem struct {
	campaignRow
	// Text is the version on the list, as it stands now.
	Text storage.Version
}

func (s *server) campaignItem(r *http.Request, campaign storage.ID, item cleanup.Item) (*chosenItem, error) {
	rows, err := s.campaignRows(r, campaign, []cleanup.Item{item})
	if err != nil {
		return nil, err
	}
	version, err := storage.ReadVersion(r.Context(), s.Store.DB, item.Document, item.Version)
	if err != nil {
		return nil, err
	}
	return &chosenItem{rows[0], version}, nil
}

// byBody counts a list by issuing body, those with most left to do first.
func byBody(items []cleanup.Item) []bodyProgress {
	at := map[storage.ID]int{}
	var list []bodyProgress
	for _, i := range items {
		for _, b := range i.Issuing {
			k, known := at[b.ID]
			if !known {
				k = len(list)
				at[b.ID] = k
				list = append(list, bodyProgress{BodyRef: b})
			}
			list[k].Total++
			if i.Conclusion != "" {
				list[k].Done++
			}
		}
	}
	slices.SortStableFunc(list, func(a, b bodyProgress) int { return (b.Total - b.Done) - (a.Total - a.Done) })
	return list
}

// withoutRecorded is the address for leading on: what was just done is not
// told again.
func withoutRecorded(u *url.URL, v campaignView) *url.URL {
	v.Recorded, v.Item, v.Page = "", "", 0
	clean, err := url.Parse(v.address())
	if err != nil {
		return u
	}
	return clean
}
