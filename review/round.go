package review

import (
	"context"
	"fmt"
	"time"

	"hefa/lawtext"
	"hefa/review/calendar"
	"hefa/storage"
)

// Round is one round in which several bodies are asked about a draft
// (征求部门意见).
type Round struct {
	ID       storage.ID `json:"id"`
	Matter   storage.ID `json:"matter"`
	Document storage.ID `json:"document"`
	Draft    int        `json:"draft"`
	// Body asks; Reviewing says whether it is the reviewing body.
	Body      storage.BodyRef `json:"body"`
	Reviewing bool            `json:"reviewing"`
	Letter    string          `json:"letter"`
	Due       storage.Day     `json:"due"`
	// Left are the working days to the due day, negative when it has passed.
	Left     int        `json:"left"`
	ByName   string     `json:"byName"`
	ForName  string     `json:"forName,omitempty"`
	At       time.Time  `json:"at"`
	ClosedAt *time.Time `json:"closedAt,omitempty"`
	ClosedBy string     `json:"closedByName,omitempty"`
	// ClosedFor is the absent person whose deputy closed it.
	ClosedFor string `json:"closedForName,omitempty"`
	// ClosedWhy is why it was closed although not every body had answered.
	ClosedWhy     string          `json:"closedWhy,omitempty"`
	Bodies        []ConsultedBody `json:"bodies"`
	Coordinations []Coordination  `json:"coordinations"`
	// MayAsk: the viewer is one of those who ask.
	MayAsk bool        `json:"mayAsk,omitempty"`
	day    storage.Day // on which it was opened
	today  storage.Day
}

// Open reports whether answers are still taken.
func (r *Round) Open() bool { return r.ClosedAt == nil }

// Waiting are the bodies that have not answered.
func (r *Round) Waiting() []ConsultedBody {
	var list []ConsultedBody
	for _, b := range r.Bodies {
		if b.SignedAt == nil {
			list = append(list, b)
		}
	}
	return list
}

// ConsultedBody is a body that is asked, with what it said once it has signed.
type ConsultedBody struct {
	Body storage.BodyRef `json:"body"`
	// NoComment: it has nothing to say (无意见).
	NoComment  bool       `json:"noComment,omitempty"`
	SignedBy   string     `json:"signedByName,omitempty"`
	SignedFor  string     `json:"signedForName,omitempty"`
	SignedAt   *time.Time `json:"signedAt,omitempty"`
	RemindedAt *time.Time `json:"remindedAt,omitempty"`
	// Replies are what it says; before it signs only its own people see them.
	Replies []RoundReply `json:"replies"`
	// Mine: the viewer speaks for the body.
	Mine bool `json:"mine,omitempty"`
}

// RoundReply is what a body says of one article, or of the whole.
type RoundReply struct {
	ID      storage.ID      `json:"id"`
	Address lawtext.Address `json:"address"`
	Words   string          `json:"text"`
	// Proposed is the wording it would have instead; "" proposes none.
	Proposed string `json:"proposed,omitempty"`
	// Verdict and Reason are what the asking body did with it.
	Verdict Verdict `json:"verdict,omitempty"`
	Reason  string  `json:"reason,omitempty"`
	body    storage.ID
}

const roundQuery = `SELECT c.id, c.matter, c.document, c.draft, body_ref(c.body), c.reviewing, c.letter, c.due, person_name(c.by),
	person_name(c.for_person), c.at, c.closed_at, person_name(c.closed_by), person_name(c.closed_for), c.closed_why, c.at::date, today()
	FROM consultation c JOIN matter m ON m.id = c.matter `

func roundFields(r *Round) []any {
	return []any{&r.ID, &r.Matter, &r.Document, &r.Draft, storage.JSONInto(&r.Body), &r.Reviewing, &r.Letter, &r.Due, &r.ByName,
		&r.ForName, &r.At, &r.ClosedAt, &r.ClosedBy, &r.ClosedFor, &r.ClosedWhy, &r.day, &r.today}
}

// Rounds lists a matter's rounds that the viewer may read of, newest first. A
// round of the reviewing body is its own and the asked bodies' until it is
// closed.
func (r *Review) Rounds(ctx context.Context, v storage.Viewer, matter storage.ID) ([]Round, error) {
	m, err := r.Matter(ctx, v, matter)
	if err != nil {
		return nil, err
	}
	return r.rounds(ctx, r.Store.DB, v, &m, `WHERE c.matter = $1 AND may_read_round($2, c, m) ORDER BY c.id DESC`, matter, v.Person)
}

// Round reads one round; [storage.ErrNotFound] where the viewer may not.
func (r *Review) Round(ctx context.Context, v storage.Viewer, id storage.ID) (Round, error) {
	return r.readRound(ctx, r.Store.DB, v, id)
}

func (r *Review) readRound(ctx context.Context, q storage.Querier, v storage.Viewer, id storage.ID) (Round, error) {
	var matter storage.ID
	if err := q.QueryRowContext(ctx, `SELECT matter FROM consultation WHERE id = $1`, id).Scan(&matter); err != nil {
		return Round{}, read(err, "reading round %s", id)
	}
	m, err := r.see(ctx, q, v, matter, "")
	if err != nil {
		return Round{}, err
	}
	list, err := r.rounds(ctx, q, v, &m, `WHERE c.id = $1 AND may_read_round($2, c, m)`, id, v.Person)
	if err != nil {
		return Round{}, err
	}
	if len(list) == 0 {
		return Round{}, fmt.Errorf("reading round %s: %w", id, storage.ErrNotFound)
	}
	return list[0], nil
}

func (r *Review) rounds(ctx context.Context, q storage.Querier, v storage.Viewer, m *Matter, where string, args ...any) ([]Round, error) {
	rows, err := q.QueryContext(ctx, roundQuery+where, args...)
	if err != nil {
		return nil, fmt.Errorf("listing rounds of matter %s: %w", m.ID, err)
	}
	list, err := storage.Collect(rows, roundFields)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return list, nil
	}
	days, err := r.calendarNow(ctx, q)
	if err != nil {
		return nil, err
	}
	for i := range list {
		one := &list[i]
		one.Left = days.WorkingDaysBetween(calendar.Day(one.today), calendar.Day(one.Due))
		if one.Bodies, err = consulted(ctx, q, v, one.ID); err != nil {
			return nil, err
		}
		if one.Coordinations, err = coordinations(ctx, q, one.ID); err != nil {
			return nil, err
		}
		if v.Person == "" {
			continue
		}
		_, ok, err := r.asker(ctx, q, m, one, v.Person)
		if err != nil {
			return nil, err
		}
		one.MayAsk = ok
	}
	return list, nil
}

// consulted lists a round's bodies in the order in which they were asked.
func consulted(ctx context.Context, q storage.Querier, v storage.Viewer, round storage.ID) ([]ConsultedBody, error) {
	rows, err := q.QueryContext(ctx, `SELECT body_ref(b.body), coalesce(b.no_comment, false), person_name(b.signed_by), person_name(b.signed_for),
		b.signed_at, b.reminded_at, EXISTS (SELECT FROM current_role_of r WHERE r.body = b.body AND r.person = $2
			AND r.role IN ('drafter', 'legal', 'reviewer', 'head'))
		FROM consulted_body b WHERE b.consultation = $1 ORDER BY b.ord`, round, v.Person)
	if err != nil {
		return nil, fmt.Errorf("listing the bodies of round %s: %w", round, err)
	}
	list, err := storage.Collect(rows, func(b *ConsultedBody) []any {
		return []any{storage.JSONInto(&b.Body), &b.NoComment, &b.SignedBy, &b.SignedFor, &b.SignedAt, &b.RemindedAt, &b.Mine}
	})
	if err != nil {
		return nil, err
	}
	rows, err = q.QueryContext(ctx, `SELECT id, body, address, words, proposed, coalesce(verdict, ''), reason
		FROM consulted_reply WHERE consultation = $1 ORDER BY id`, round)
	if err != nil {
		return nil, fmt.Errorf("listing the replies of round %s: %w", round, err)
	}
	replies, err := storage.Collect(rows, func(p *RoundReply) []any {
		return []any{&p.ID, &p.body, &p.Address, &p.Words, &p.Proposed, &p.Verdict, &p.Reason}
	})
	for i := range list {
		list[i].Replies = []RoundReply{}
		for _, p := range replies {
			if p.body == list[i].Body.ID && (list[i].Mine || list[i].SignedAt != nil) {
				list[i].Replies = append(list[i].Replies, p)
			}
		}
	}
	return list, err
}
