package web

import (
	"net/http"
	"slices"

	"hefa/review/cleanup"
	"hefa/storage"
)

// concludeItem records what becomes of one document, and goes on to the next
// that is still open.
func (s *server) concludeItem(w http.ResponseWriter, r *http.Request) error {
	return s.onItem(w, r, func(campaign, document storage.ID, rev int) error {
		f := r.PostForm
		ends, err := storage.ParseDay("ends", f.Get("ends"))
		if err != nil {
			return err
		}
		in := cleanup.ConcludeInput{Campaign: campaign, Document: document, Rev: rev,
			Conclusion: cleanup.Conclusion(f.Get("conclusion")), Grounds: f.Get("grounds"), Ends: ends}
		if in.Conclusion == cleanup.Keep || in.Conclusion == cleanup.Amend {
			in.Ends = "" // the day belongs to the other two
		}
		_, err = s.cleanup.Conclude(r.Context(), actor(r), in)
		return err
	})
}

// removeItem takes a document off the list.
func (s *server) removeItem(w http.ResponseWriter, r *http.Request) error {
	return s.onItem(w, r, func(campaign, document storage.ID, rev int) error {
		return s.cleanup.Remove(r.Context(), actor(r), cleanup.RemoveInput{Campaign: campaign, Document: document, Rev: rev})
	})
}

func (s *server) onItem(w http.ResponseWriter, r *http.Request, act func(campaign, document storage.ID, rev int) error) error {
	if err := parseForm(r); err != nil {
		return err
	}
	campaign, err := pathID(r, "campaign")
	if err != nil {
		return err
	}
	document, err := pathID(r, "document")
	if err != nil {
		return err
	}
	view := readCampaignView(r.PostForm)
	view.Campaign = "/cleanup/" + string(campaign)
	seen, err := rev(r.PostForm)
	if err == nil {
		err = act(campaign, document, seen)
	}
	if err != nil {
		view.Item, view.Recorded = document, ""
		data, gatherErr := s.campaign(r, view)
		if gatherErr != nil {
			return gatherErr
		}
		return s.formFailed(w, r, err, "campaign", data)
	}
	view.Recorded = document
	if view.Item, err = s.nextOpen(r, campaign, document, view); err != nil {
		return err
	}
	at := view.address()
	if view.Item != "" {
		at += "#item"
	}
	return see(w, r, at)
}

// nextOpen is the document in view to go on with: the next that is open, from
// the one just done on and then from the beginning.
func (s *server) nextOpen(r *http.Request, campaign, done storage.ID, view campaignView) (storage.ID, error) {
	items, err := s.cleanup.Items(r.Context(), from(r).viewer(), campaign, false)
	if err != nil {
		return "", err
	}
	start := slices.IndexFunc(items, func(i cleanup.Item) bool { return i.Document == done }) + 1
	view.State = "open"
	for k := range items {
		if i := items[(start+k)%len(items)]; view.shows(i) {
			return i.Document, nil
		}
	}
	return "", nil
}
