package web

import (
	"net/http"
	"strings"

	"hefa/review/cleanup"
	"hefa/storage"
)

// newCampaignPage shows what a search would put on a cleanup's list: every
// document in force that it finds.
func (s *server) newCampaignPage(w http.ResponseWriter, r *http.Request) error {
	form, err := s.asked(r, r.URL.Query())
	if err != nil {
		return err
	}
	if form.Empty() {
		return see(w, r, "/search")
	}
	data, err := s.campaignForm(r, form)
	if err != nil {
		return s.formFailed(w, r, err, "campaign-new", data)
	}
	return s.ok(w, r, "campaign-new", data)
}

// campaignForm is the page's data. Where the search fails, it holds what the
// page can show without.
func (s *server) campaignForm(r *http.Request, form searchForm) (map[string]any, error) {
	data := map[string]any{"Form": form, "Typed": r.PostForm, "Title": "", "Open": nil, "Matches": nil}
	if q := form.Get("q"); q != "" && form.Get("list") == "" {
		data["Title"] = from(r).lang.Say("cleanup.title-from", q)
	}
	chips, err := s.chips(r, form)
	if err != nil {
		return data, err
	}
	data["Chips"] = chips
	m, err := s.matching(r, form)
	if err != nil {
		return data, err
	}
	data["Matches"] = m
	all, err := s.cleanup.Campaigns(r.Context(), from(r).viewer())
	if err != nil {
		return data, err
	}
	var open []cleanup.Campaign
	for _, c := range all {
		if from(r).holdsIn(c.Body.ID, storage.Cleanup) {
			open = append(open, c)
		}
	}
	data["Open"] = open
	return data, nil
}

// beginCampaign makes a cleanup of a search, or adds what it finds to one. The
// search is run again, so that the list is what is in force now.
func (s *server) beginCampaign(w http.ResponseWriter, r *http.Request) error {
	if err := parseForm(r); err != nil {
		return err
	}
	form, err := s.asked(r, r.PostForm)
	if err != nil {
		return err
	}
	if form.Empty() {
		return &storage.Invalid{Field: "q", Code: "required"}
	}
	data, err := s.campaignForm(r, form)
	if err != nil {
		return s.formFailed(w, r, err, "campaign-new", data)
	}
	begun, err := s.begin(r, data["Matches"].(*matches), form)
	if err != nil {
		return s.formFailed(w, r, err, "campaign-new", data)
	}
	return see(w, r, "/cleanup/"+string(begun.Campaign))
}

func (s *server) begin(r *http.Request, m *matches, form searchForm) (cleanup.Begun, error) {
	f := r.PostForm
	left, err := formIDs(f, "without")
	if err != nil {
		return cleanup.Begun{}, err
	}
	documents, places := m.list(left...)
	if len(documents) == 0 {
		return cleanup.Begun{}, &storage.Invalid{Field: "q", Code: "nothing-found"}
	}
	into, err := formID(f, "into")
	if err != nil {
		return cleanup.Begun{}, err
	}
	if into != "" {
		return s.cleanup.Add(r.Context(), actor(r), cleanup.AddInput{Campaign: into, Documents: documents, Evidence: places})
	}
	due, err := storage.ParseDay("due", f.Get("due"))
	if err != nil {
		return cleanup.Begun{}, err
	}
	said, err := s.saidSearch(r, form)
	if err != nil {
		return cleanup.Begun{}, err
	}
	return s.cleanup.Begin(r.Context(), actor(r), cleanup.BeginInput{Title: f.Get("title"), Basis: f.Get("basis"), Query: said,
		Due: due, Documents: documents, Evidence: places})
}

// saidSearch is a search as people read it: its words, then its filters.
func (s *server) saidSearch(r *http.Request, form searchForm) (string, error) {
	form = form.copy()
	form.Del("status")
	form.Del("on")
	chips, err := s.chips(r, form)
	if err != nil {
		return "", err
	}
	said := form.Get("q")
	if form.Exact() {
		said = from(r).lang.Say("search.exactly", strings.Join(form.Literals(), "、"))
	}
	for _, c := range chips {
		said += " · " + c.Name
	}
	return said, nil
}
