package web

import (
	"fmt"
	"mime"
	"net/http"
	"strings"

	"hefa/review"
)

// changesText is the drafter's list of changes as plain text, to be taken
// along.
func (s *server) changesText(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r, "matter")
	if err != nil {
		return err
	}
	m, err := s.Review.Matter(r.Context(), viewerOf(r), id)
	if err != nil {
		return err
	}
	list, err := s.Review.Changes(r.Context(), viewerOf(r), id)
	if err != nil {
		return err
	}
	l := from(r).lang
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", l.Say("changes.of", m.Title), l.Say("text.draft", m.Draft))
	for i, c := range list {
		state := "changes.open"
		if c.Done {
			state = "changes.done"
		}
		fmt.Fprintf(&b, "\n%d. %s（%s）\n", i+1, changePlace(c), l.Say(state))
		fmt.Fprintf(&b, "%s%s\n", l.Say("changes.old"), c.Comment.Proposal.Old)
		if wording := c.Comment.Proposal.New; wording != "" {
			fmt.Fprintf(&b, "%s%s\n", l.Say("changes.new"), wording)
		} else {
			fmt.Fprintf(&b, "%s\n", l.Say("changes.struck"))
		}
		if c.Comment.Words != "" {
			fmt.Fprintf(&b, "%s%s\n", l.Say("changes.why"), c.Comment.Words)
		}
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": l.Say("changes.of", m.Title) + ".txt"}))
	_, err = w.Write([]byte(b.String()))
	return err
}

// changePlace is where a planned change stands now or, where it is found no
// more, stood.
func changePlace(c review.PlannedChange) string {
	return c.Comment.About().Chinese()
}
