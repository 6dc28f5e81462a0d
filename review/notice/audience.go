package notice

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/lib/pq"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
)

// givesBack are the acts by which a matter comes back to those who had it.
var givesBack = []storage.Act{storage.Act(procedure.Decline), storage.Act(procedure.ReturnCompletion),
	storage.Act(procedure.ReturnAmendment), storage.Act(procedure.SendBack)}

// drafters are those of a document's drafting bodies.
const drafters = `SELECT r.person FROM document_body b JOIN current_role_of r ON r.body = b.body AND r.role IN ('drafter', 'legal')
	WHERE b.document = $1 AND b.part = 'drafting'`

// audience finds whom to tell of an event, and what. Of several reasons to tell
// one person the first counts. Nobody is told of their own act.
func (n *Notices) audience(ctx context.Context, e storage.Event) ([]Told, error) {
	if e.Detail["to"] != "" {
		return n.ofMove(ctx, e)
	}
	w := &writer{n: n, ctx: ctx, e: e}
	switch e.Act {
	case review.ActAssigned:
		people := strings.FieldsFunc(e.Detail["people"], func(r rune) bool { return r == ',' })
		w.tell(Assigned, e.Matter, `SELECT unnest($1::uuid[]) UNION SELECT r.person FROM matter m JOIN current_role_of r ON r.body = m.reviewing
			AND r.for_person = ANY ($1::uuid[]) WHERE m.id = $2`, pq.Array(people), e.Matter)
	case review.ActInvited:
		w.tell(Invited, e.Matter, `SELECT $1::uuid`, e.Subject)
	case review.ActCommented, review.ActReplied, review.ActCommentsSent:
		w.mentions()
	case review.ActCommentsPublished:
		w.tell(SentOver, e.Subject, drafters, e.Document)
	case review.ActAnswered:
		w.tell(Answered, e.Subject, `SELECT author FROM comment WHERE id = $1`, e.Subject)
	case storage.ActDeputyNamed:
		w.tell(Deputy, "", `SELECT $1::uuid`, e.Subject)
	case review.ActHandedOver:
		w.tell(HandedOver, "", `SELECT $1::uuid`, e.Subject)
	default:
		w.ofRound()
	}
	return w.told, w.err
}

// ofMove tells of a move those for whom the matter waits now, of a signed
// opinion the drafters, and those who follow the matter.
func (n *Notices) ofMove(ctx context.Context, e storage.Event) ([]Told, error) {
	w := &writer{n: n, ctx: ctx, e: e}
	m, act, people, err := n.Review.WaitedFor(ctx, e.Matter)
	switch {
	case errors.Is(err, storage.ErrNotFound):
		return nil, nil
	case err != nil:
		return nil, err
	}
	if string(m.State) == e.Detail["to"] {
		kind := Waiting
		if slices.Contains(givesBack, e.Act) {
			kind = Returned
		}
		for _, p := range people {
			t := Told{Kind: kind, Act: storage.Act(act)}
			if kind == Returned {
				t.Act = e.Act
			}
			w.add(p, t)
		}
	}
	if e.Act == storage.Act(procedure.Sign) {
		w.tell(Signed, e.Subject, drafters, e.Document)
	}
	w.tell(Moved, e.Subject, `SELECT f.person FROM matter_follower f JOIN draft_reader d ON d.person = f.person AND d.document = $2 WHERE f.matter = $1`,
		e.Matter, e.Document)
	return w.told, w.err
}

// writer gathers what to tell of one event.
type writer struct {
	n    *Notices
	ctx  context.Context
	e    storage.Event
	told []Told
	err  error
}

// add tells one person, unless it is their own act or they are told already.
func (w *writer) add(person storage.ID, t Told) {
	if person == w.e.Person || slices.ContainsFunc(w.told, func(o Told) bool { return o.Person == person && o.Subject == t.Subject }) {
		return
	}
	t.Person, t.Document, t.Matter, t.Actor, t.For = person, w.e.Document, w.e.Matter, w.e.Person, w.e.For
	if t.Act == "" {
		t.Act = w.e.Act
	}
	if t.Key == "" {
		t.Key = fmt.Sprintf("event:%d", w.e.Seq)
	}
	w.told = append(w.told, t)
}

// tell tells everybody whom a query finds.
func (w *writer) tell(kind Kind, subject storage.ID, query string, args ...any) {
	for _, p := range w.people(query, args...) {
		w.add(p, Told{Kind: kind, Subject: subject})
	}
}

func (w *writer) people(query string, args ...any) []storage.ID {
	if w.err != nil {
		return nil
	}
	rows, err := w.n.Store.DB.QueryContext(w.ctx, query, args...)
	if err != nil {
		w.err = fmt.Errorf("finding people: %w", err)
		return nil
	}
	list, err := storage.Collect(rows, func(id *storage.ID) []any { return []any{id} })
	w.err = err
	return list
}

// mentions tells those whom a comment names, and of a reply whoever began the
// thread, where they may read it.
func (w *writer) mentions() {
	type named struct{ person, comment storage.ID }
	rows, err := w.n.Store.DB.QueryContext(w.ctx, `WITH named AS MATERIALIZED (
			SELECT n.person, c, m FROM comment c JOIN comment_mention n ON n.comment = c.id JOIN matter m ON m.id = c.matter
			WHERE c.matter = $1 AND c.author = $2 AND c.audience <> 'draft' AND ($3::uuid IS NULL OR c.id = $3))
		SELECT person, (c).id FROM named WHERE may_read_comment(person, c, m) AND may_read_drafts(person, (c).document)`, w.e.Matter, w.e.Person, w.e.Subject)
	if err != nil {
		w.err = fmt.Errorf("finding who is named: %w", err)
		return
	}
	list, err := storage.Collect(rows, func(n *named) []any { return []any{&n.person, &n.comment} })
	if err != nil {
		w.err = err
		return
	}
	for _, one := range list {
		w.add(one.person, Told{Kind: Mentioned, Subject: one.comment, Key: "mention:" + string(one.comment)})
	}
	if w.e.Act == review.ActReplied {
		w.tell(Replied, w.e.Subject, `SELECT t.author FROM comment c JOIN comment t ON t.id = c.thread JOIN matter m ON m.id = c.matter
			WHERE c.id = $1 AND c.audience <> 'draft' AND may_read_comment(t.author, c, m)`, w.e.Subject)
	}
}

// asked are those who answer for a round's bodies.
const asked = `SELECT s.person FROM consulted_body b JOIN speaks_for s ON s.body = b.body WHERE b.consultation = $1`

// ofRound tells of what happens in a round.
func (w *writer) ofRound() {
	round := w.e.Subject
	switch w.e.Act {
	case review.ActRoundOpened:
		w.tell(Consulted, round, asked, round)
	case review.ActRoundReminded:
		bodies := strings.Split(w.e.Detail["bodies"], ",")
		w.tell(Reminded, round, asked+` AND b.body = ANY ($2::uuid[])`, round, pq.Array(bodies))
	case review.ActRoundSigned:
		w.tell(RoundReplied, round, `SELECT by FROM consultation WHERE id = $1`, round)
	case review.ActRoundClosed:
		w.tell(RoundClosed, round, `SELECT signed_by FROM consulted_body WHERE consultation = $1 AND signed_by IS NOT NULL`, round)
	}
}
