package web

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"hefa/lawtext"
	"hefa/review"
	"hefa/storage"
)

// workspacePage is where a matter is worked on: its text with what changed, and
// beside it comments, materials, timeline and opinions.
func (s *server) workspacePage(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r, "matter")
	if err != nil {
		return err
	}
	data, texts, err := s.workspace(r, id, readDeskQuery(r.URL.Query()), "", nil)
	if err != nil {
		return err
	}
	if err := s.logTexts(r, texts, data["Query"].(deskQuery).View); err != nil {
		return err
	}
	return s.ok(w, r, "workspace", data)
}

// workspaceFailed shows the workspace again, with what was typed in the form
// called form and what was wrong with it.
func (s *server) workspaceFailed(w http.ResponseWriter, r *http.Request, err error, matter storage.ID, q deskQuery, form string, typed url.Values) error {
	data, _, gatherErr := s.workspace(r, matter, q, form, typed)
	if gatherErr != nil {
		return gatherErr
	}
	return s.formFailed(w, r, err, "workspace", data)
}

// workspaceAsked shows the workspace again with what was looked for in the
// form called form.
func (s *server) workspaceAsked(w http.ResponseWriter, r *http.Request, matter storage.ID, q deskQuery, form string, typed url.Values) error {
	data, _, err := s.workspace(r, matter, q, form, typed)
	if err != nil {
		return err
	}
	return s.ok(w, r, "workspace", data)
}

// workspace gathers all that a workspace shows; typed stands in the form called
// form.
func (s *server) workspace(r *http.Request, id storage.ID, q deskQuery, form string, typed url.Values) (map[string]any, deskTexts, error) {
	ctx, v := r.Context(), from(r)
	m, data, err := s.matterHead(r, id)
	if err != nil {
		return nil, deskTexts{}, err
	}
	texts, err := s.matterTexts(r, &m, &q)
	if err != nil {
		return nil, texts, err
	}
	// Comments are placed on the draft that is shown, if it is this matter's.
	on := texts.To.Name.Draft
	placed := on >= m.FirstDraft && on <= m.Draft
	if !placed {
		on = m.Draft
	}
	threads, err := s.Review.Comments(ctx, v.viewer(), id, on)
	if err != nil {
		return nil, texts, err
	}
	sheet := laidOut(texts, q, remarksOf(threads, placed))
	if placed {
		countComments(&sheet, threads)
	}
	if data["Reviews"], err = s.Review.Reviews(ctx, v.viewer(), &m); err != nil {
		return nil, texts, err
	}
	if placed && data["Reviews"].(bool) {
		if data["Read"], err = s.readingMarks(r, &m, on, &sheet); err != nil {
			return nil, texts, err
		}
	}
	q.Unit = choose(&sheet, texts.To.Reading.Text, q.Unit)
	data["Query"], data["Texts"], data["Sheet"], data["Contents"] = q, texts, sheet, sheet.contents()
	data["Views"], data["Tabs"], data["Typed"], data["TypedIn"] = views, tabs, typed, form
	data["FromName"], data["ToName"] = textName(v.lang, texts.From.Name), textName(v.lang, texts.To.Name)
	data["Alone"] = redlineAddress(m.Document, texts)
	data["Threads"], data["Groups"], data["Counts"], data["On"] = threads, groupThreads(threads), countThreads(threads, v), on
	data["Answers"] = slices.ContainsFunc(threads, func(c review.Comment) bool { return c.Reviewing && c.Audience == review.AudiencePublished })
	if data["LastLook"], err = s.Review.LastLook(ctx, v.viewer(), m.Document, on); err != nil {
		return nil, texts, err
	}
	if last := data["LastLook"].(int); last > 0 && last != texts.From.Name.Draft && placed {
		data["Since"] = q.Since(last, on)
	}
	data["Struck"] = struckBlocks(sheet, threads, texts)
	data["Confirm"], data["Standing"] = confirmations(threads, texts.To.Reading.Text)
	if data["Position"], err = s.Review.News(ctx, v.viewer(), id, 0); err != nil {
		return nil, texts, err
	}
	forms, err := s.formsOf(r, id, form, typed)
	if err != nil {
		return nil, texts, err
	}
	data["Forms"], data["Picked"] = forms, s.picked(r, slices.Collect(maps.Values(forms))...)
	if err := s.panels(r, &m, data); err != nil {
		return nil, texts, err
	}
	if err := s.saidBefore(r, &m, q, threads, data); err != nil {
		return nil, texts, err
	}
	if data["Say"], err = s.say(r, q, data["Forms"].(deskForms), data["Materials"].([]review.ChecklistItem)); err != nil {
		return nil, texts, err
	}
	return data, texts, s.commentChoices(r, &m, data)
}

// panels gathers what stands beside the comments.
func (s *server) panels(r *http.Request, m *review.Matter, data map[string]any) error {
	ctx, v := r.Context(), viewerOf(r)
	materials, err := s.Review.Materials(ctx, v, m.ID)
	if err != nil {
		return err
	}
	checks, err := s.Review.MaterialChecks(ctx, v, m.ID)
	if err != nil {
		return err
	}
	if len(checks) > 0 {
		data["Check"] = checks[0]
	}
	moves, err := s.Review.Moves(ctx, v, m.ID)
	if err != nil {
		return err
	}
	slices.Reverse(moves)
	data["Returned"] = returned(m, moves)
	opinions, err := s.Review.Opinions(ctx, v, m.ID)
	if err != nil {
		return err
	}
	if err := s.gatherPoints(r, m, data["Threads"].([]review.Comment), data); err != nil {
		return err
	}
	if m.Clock.From != "" && m.Clock.Due != "" {
		reckoning, err := s.Review.Reckoning(ctx, v, m.ID)
		if err != nil {
			return err
		}
		data["Reckoning"], data["Words"] = reckoning, reckoningWords(from(r).lang, reckoning)
	}
	if data["Changes"], err = s.Review.Changes(ctx, v, m.ID); err != nil {
		return err
	}
	if data["Phrases"], err = s.Review.Phrases(ctx, v); err != nil {
		return err
	}
	there, wanted := 0, 0
	for _, item := range materials {
		if item.Required || item.Asked || len(item.Materials) > 0 {
			wanted++
		}
		if item.Complete && len(item.Materials) > 0 {
			there++
		}
	}
	data["Materials"], data["Moves"], data["Latest"], data["Opinions"] = materials, moves, moves, opinions
	data["TabCounts"] = map[string]string{"comments": count(data["Counts"].(threadCounts).Open), "points": count(data["PointFigures"].(pointFigures).Open),
		"changes": count(len(data["Changes"].([]review.PlannedChange))), "materials": fmt.Sprintf("%d/%d", there, wanted), "timeline": count(len(moves)), "opinions": count(len(opinions))}
	return nil
}

// count is a figure beside a name; none is not said.
func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// matterHead gathers what the head of each page about a matter shows.
func (s *server) matterHead(r *http.Request, id storage.ID) (review.Matter, map[string]any, error) {
	v := from(r)
	m, err := s.Review.Matter(r.Context(), v.viewer(), id)
	if err != nil {
		return m, nil, err
	}
	options, err := s.Review.AllowedActs(r.Context(), v.viewer(), id)
	if err != nil {
		return m, nil, err
	}
	follows, err := s.Review.Follows(r.Context(), v.viewer(), id)
	if err != nil {
		return m, nil, err
	}
	return m, map[string]any{"CanFollow": true, "Follows": follows, "Matter": &m, "Procedure": s.Review.ProcedureOf(m), "Steps": steps(m),
		"Acts": headActs(v.lang, &m, options), "Options": options, "May": may(options), "PDF": s.Office.There()}, nil
}

// laidOut lays the texts out as a query asks.
func laidOut(t deskTexts, q deskQuery, said remarks) sheet {
	if q.View == viewClean {
		return cleanSheet(t.To.Reading.Text, said)
	}
	return redlineSheet(t.From.Reading.Text, t.To.Reading.Text, said, q.Only, q.Hide)
}

// remarksOf are the places of the open comments that quote words.
func remarksOf(threads []review.Comment, placed bool) remarks {
	said := remarks{}
	for _, c := range threads {
		if placed && c.Place.Range != nil && c.ResolvedAt == nil {
			said[c.Place.Address] = append(said[c.Place.Address], remarkAt{c.ID, *c.Place.Range})
		}
	}
	return said
}

func countComments(s *sheet, threads []review.Comment) {
	for _, c := range threads {
		if c.Place.Address == "" || c.ResolvedAt != nil {
			continue
		}
		if i := s.holder(c.Place.Address); i >= 0 {
			s.Blocks[i].Comments++
		}
	}
}

// struckBlocks are the anchors of the struck units that lost comments were made
// on, where the text they were made on is the older one that is shown.
func struckBlocks(s sheet, threads []review.Comment, t deskTexts) map[storage.ID]string {
	at := map[storage.ID]string{}
	for _, c := range threads {
		if c.Address == "" || !c.Lost() || !t.Compared() || t.From.Name != (storage.TextName{Draft: c.Draft}) {
			continue
		}
		if i := s.struck(c.Address); i >= 0 {
			at[c.ID] = s.Blocks[i].ID
		}
	}
	return at
}

// choose marks the block the person is at and answers the unit, or "" where
// the text has none of that address.
func choose(s *sheet, t *lawtext.Text, unit lawtext.Address) lawtext.Address {
	if unit == "" {
		return ""
	}
	u := t.Resolve(unit)
	if u == nil {
		return ""
	}
	if i := s.holder(u.Address); i >= 0 {
		s.Blocks[i].Selected = true
	}
	return u.Address
}

// threadCounts are the figures of the panel.
type threadCounts struct {
	// Open and Resolved count threads, Mine one's own that were not sent.
	Open, Resolved, Mine int
	// Unpublished count those of the reviewing body that the drafters do not
	// read yet and that would be sent over.
	Unpublished int
	// Unanswered count those sent over that the drafters have not answered.
	Unanswered int
}

func countThreads(threads []review.Comment, v *visit) threadCounts {
	var n threadCounts
	for _, c := range threads {
		if c.ResolvedAt != nil {
			n.Resolved++
			continue
		}
		n.Open++
		if c.Audience == review.AudienceDraft && v.person != nil && c.Author == v.person.ID {
			n.Mine++
		}
		if c.Audience == review.AudienceBody && !c.Private {
			n.Unpublished++
		}
		if c.Audience == review.AudiencePublished && c.Reviewing && c.Answer == nil {
			n.Unanswered++
		}
	}
	return n
}

// commentChoices are the lists of the form that makes a comment.
func (s *server) commentChoices(r *http.Request, m *review.Matter, data map[string]any) error {
	data["CommentKinds"], data["Weights"], data["Verdicts"] = review.CommentKinds, review.Weights, review.Verdicts
	if !data["May"].(map[string]bool)["comment"] {
		return nil
	}
	var err error
	if data["People"], err = s.peopleToMention(r.Context(), from(r), m); err != nil {
		return fmt.Errorf("listing whom to mention: %w", err)
	}
	guests, err := s.Review.Guests(r.Context(), viewerOf(r), m.ID)
	if err != nil {
		return err
	}
	// What a guest says is for the reviewing body only.
	if i := slices.IndexFunc(guests, func(g review.Guest) bool { return g.Current && g.Person.ID == from(r).person.ID }); i >= 0 {
		data["Guest"] = &guests[i]
	}
	for _, h := range from(r).holdings {
		if h.Body == m.Reviewing.ID && (h.Role == storage.Reviewer || h.Role == storage.Head || h.Role == storage.Legal) {
			data["Reviewing"] = true
		}
	}
	return nil
}
