package web

import (
	"bytes"
	"net/http"
	"slices"

	"hefa/review/cleanup"
	"hefa/search"
	"hefa/storage"
)

// campaignList is what is to be examined: documents by id, and what a search
// finds in force.
type campaignList struct {
	Documents []storage.ID    `json:"documents"`
	Search    *campaignSearch `json:"search"`
}

// campaignSearch is a search in the body of a request.
type campaignSearch struct {
	Q    string   `json:"q"`
	Kind string   `json:"kind"`
	Body []string `json:"body"`
	Year int      `json:"year"`
}

// gather finds the documents of a list and the places they are listed for.
func (l campaignList) gather(s *server, r *http.Request) ([]storage.ID, map[storage.ID][]cleanup.Evidence, error) {
	documents := []storage.ID{}
	for _, d := range l.Documents {
		id, err := storage.ParseID(string(d))
		if err != nil {
			return nil, nil, &storage.Invalid{Field: "documents", Code: "choice"}
		}
		documents = append(documents, id)
	}
	if l.Search == nil {
		return documents, nil, nil
	}
	q := search.Query{Q: l.Search.Q, Year: l.Search.Year}
	var err error
	if q.Kind, err = choice("search.kind", l.Search.Kind, storage.Kinds); err != nil {
		return nil, nil, err
	}
	if q.Body, err = s.bodyIDs(r, "search.body", l.Search.Body); err != nil {
		return nil, nil, err
	}
	found, err := s.foundInForce(r.Context(), from(r).viewer(), q)
	if err != nil {
		return nil, nil, err
	}
	ids, places := found.list()
	return append(documents, ids...), places, nil
}

func (s *server) apiCampaigns(w http.ResponseWriter, r *http.Request) error {
	list, err := s.cleanup.Campaigns(r.Context(), from(r).viewer())
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

func (s *server) apiBeginCampaign(w http.ResponseWriter, r *http.Request) error {
	in, err := receive[struct {
		Title string      `json:"title"`
		Basis string      `json:"basis"`
		Due   storage.Day `json:"due"`
		campaignList
	}](r)
	if err != nil {
		return err
	}
	begin := cleanup.BeginInput{Title: in.Title, Basis: in.Basis}
	if begin.Due, err = storage.ParseDay("due", string(in.Due)); err != nil {
		return err
	}
	if begin.Documents, begin.Evidence, err = in.gather(s, r); err != nil {
		return err
	}
	if in.Search != nil {
		begin.Query = in.Search.Q
	}
	a := actor(r)
	begun, err := s.cleanup.Begin(r.Context(), a, begin)
	if err != nil {
		return err
	}
	return created(w, a, apiRoot+"/campaigns/"+string(begun.Campaign), begun)
}

func (s *server) apiCampaign(w http.ResponseWriter, r *http.Request) error {
	id := idIn(r, "campaign")
	c, err := s.cleanup.Campaign(r.Context(), from(r).viewer(), id)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, c)
}

// apiCampaignItems lists a campaign's documents; open=true only those without
// a conclusion.
func (s *server) apiCampaignItems(w http.ResponseWriter, r *http.Request) error {
	id := idIn(r, "campaign")
	list, err := s.cleanup.Items(r.Context(), from(r).viewer(), id, r.URL.Query().Get("open") == "true")
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

func (s *server) apiAddToCampaign(w http.ResponseWriter, r *http.Request) error {
	id := idIn(r, "campaign")
	in, err := receive[campaignList](r)
	if err != nil {
		return err
	}
	add := cleanup.AddInput{Campaign: id}
	if add.Documents, add.Evidence, err = in.gather(s, r); err != nil {
		return err
	}
	a := actor(r)
	begun, err := s.cleanup.Add(r.Context(), a, add)
	if err != nil {
		return err
	}
	return did(w, a, http.StatusOK, begun)
}

// apiEvidence says why a document is on a campaign's list.
func (s *server) apiEvidence(w http.ResponseWriter, r *http.Request) error {
	campaign, document := idIn(r, "campaign"), idIn(r, "document")
	items, err := s.cleanup.Items(r.Context(), from(r).viewer(), campaign, false)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(items, func(i cleanup.Item) bool { return i.Document == document }) {
		return storage.ErrNotFound
	}
	found, err := s.cleanup.Evidence(r.Context(), from(r).viewer(), campaign, document)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(found[document]))
}

// apiConclude says what becomes of a document; what was said before stands in
// the log, the newest counts.
func (s *server) apiConclude(w http.ResponseWriter, r *http.Request) error {
	seen, err := seenRev(r)
	if err != nil {
		return err
	}
	in, err := receive[struct {
		Conclusion cleanup.Conclusion `json:"conclusion"`
		Grounds    string             `json:"grounds"`
		Ends       storage.Day        `json:"ends"`
	}](r)
	if err != nil {
		return err
	}
	a := actor(r)
	concluded, err := s.cleanup.Conclude(r.Context(), a, cleanup.ConcludeInput{Campaign: idIn(r, "campaign"), Document: idIn(r, "document"), Rev: seen,
		Conclusion: in.Conclusion, Grounds: in.Grounds, Ends: in.Ends})
	if err != nil {
		return err
	}
	tag(w, concluded.Rev)
	return did(w, a, http.StatusOK, concluded)
}

func (s *server) apiRemoveFromCampaign(w http.ResponseWriter, r *http.Request) error {
	seen, err := seenRev(r)
	if err != nil {
		return err
	}
	a := actor(r)
	if err := s.cleanup.Remove(r.Context(), a, cleanup.RemoveInput{Campaign: idIn(r, "campaign"), Document: idIn(r, "document"), Rev: seen}); err != nil {
		return err
	}
	return did(w, a, http.StatusNoContent, nil)
}

// exportCampaign sends a campaign's list as a spreadsheet, in the reader's
// language.
func (s *server) exportCampaign(w http.ResponseWriter, r *http.Request) error {
	id := idIn(r, "campaign")
	c, err := s.cleanup.Campaign(r.Context(), from(r).viewer(), id)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := s.cleanup.Export(r.Context(), from(r).viewer(), id, cleanupWords(from(r).lang), &b); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	w.Header().Set("Content-Disposition", attachment(storage.CleanName(c.Title+".xlsx")))
	_, err = b.WriteTo(w)
	return err
}
