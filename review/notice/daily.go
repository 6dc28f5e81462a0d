package notice

import (
	"context"
	"fmt"

	"hefa/review/calendar"
	"hefa/storage"
)

// roundWarnAt are the working days left at which an asked body is reminded. A
// matter's are in its procedure's file.
var roundWarnAt = []int{3, 1}

// Daily writes the day's reminders and digests. It may run at any time and more
// than once: each reminder has a key, and one whose day was missed, the server
// having been down, is told late rather than never.
func (n *Notices) Daily(ctx context.Context) error {
	if err := n.remindMatters(ctx); err != nil {
		return err
	}
	if err := n.remindRounds(ctx); err != nil {
		return err
	}
	return n.digests(ctx)
}

// threshold is the warning that the days left have come to, 0 for none yet.
func threshold(warnAt []int, left int) int {
	reached := 0
	for _, at := range warnAt {
		if left <= at && (reached == 0 || at < reached) {
			reached = at
		}
	}
	return reached
}

// remindMatters tells those a matter waits for that its time is running out,
// and once that it has run out.
func (n *Notices) remindMatters(ctx context.Context) error {
	matters, err := n.Review.RunningClocks(ctx)
	if err != nil {
		return err
	}
	for _, m := range matters {
		c := m.Clock
		at := threshold(n.Review.ProcedureOf(m).Clock.WarnAt, c.Left)
		if at == 0 && !c.Overdue {
			continue
		}
		_, act, people, err := n.Review.WaitedFor(ctx, m.ID)
		if err != nil {
			return err
		}
		t := Told{Kind: Due, Act: storage.Act(act), Document: m.Document, Matter: m.ID, Days: c.Left, Due: c.Due, Morning: true,
			Key: fmt.Sprintf("due:%s:%s:%d", m.ID, c.Due, at)}
		if c.Overdue {
			t.Kind, t.Key = Overdue, fmt.Sprintf("overdue:%s:%s", m.ID, c.Due)
			heads, err := n.heads(ctx, m.ID)
			if err != nil {
				return err
			}
			people = append(people, heads...)
		}
		if err := n.tellAll(ctx, t, people); err != nil {
			return err
		}
	}
	return nil
}

// heads are told of every matter of their body that is overdue.
func (n *Notices) heads(ctx context.Context, matter storage.ID) ([]storage.ID, error) {
	rows, err := n.Store.DB.QueryContext(ctx, `SELECT r.person FROM matter m JOIN current_role_of r ON r.body = m.reviewing AND r.role = 'head'
		WHERE m.id = $1 AND NOT drafted(r.person, m)`, matter)
	if err != nil {
		return nil, fmt.Errorf("finding the heads of matter %s: %w", matter, err)
	}
	return storage.Collect(rows, func(id *storage.ID) []any { return []any{id} })
}

func (n *Notices) tellAll(ctx context.Context, t Told, people []storage.ID) error {
	all := make([]Told, len(people))
	for i, p := range people {
		t.Person = p
		all[i] = t
	}
	return n.Tell(ctx, all...)
}

// remindRounds tells asked bodies that an answer is due, and once, them and
// whoever asked, that it is overdue.
func (n *Notices) remindRounds(ctx context.Context) error {
	type waiting struct {
		round, matter, document, body, by storage.ID
		due, today                        storage.Day
	}
	rows, err := n.Store.DB.QueryContext(ctx, `SELECT c.id, c.matter, c.document, b.body, c.by, c.due, today()
		FROM consultation c JOIN consulted_body b ON b.consultation = c.id JOIN matter m ON m.id = c.matter
		WHERE c.closed_at IS NULL AND b.signed_at IS NULL AND m.ended_at IS NULL ORDER BY c.id, b.ord`)
	if err != nil {
		return fmt.Errorf("listing open rounds: %w", err)
	}
	list, err := storage.Collect(rows, func(w *waiting) []any {
		return []any{&w.round, &w.matter, &w.document, &w.body, &w.by, &w.due, &w.today}
	})
	if err != nil {
		return err
	}
	days, err := n.Review.Calendar(ctx)
	if err != nil {
		return err
	}
	for _, r := range list {
		left := days.WorkingDaysBetween(calendar.Day(r.today), calendar.Day(r.due))
		at := threshold(roundWarnAt, left)
		if at == 0 {
			continue
		}
		w := &writer{n: n, ctx: ctx}
		people := w.people(asked+` AND b.body = $2`, r.round, r.body)
		if w.err != nil {
			return w.err
		}
		t := Told{Kind: RoundDue, Document: r.document, Matter: r.matter, Subject: r.round, Days: left, Due: r.due, Morning: true,
			Key: fmt.Sprintf("round:%s:%s:%d", r.round, r.body, at)}
		if r.today > r.due {
			t.Kind, t.Key = RoundOverdue, fmt.Sprintf("round:%s:%s:over", r.round, r.body)
			people = append(people, r.by)
		}
		if err := n.tellAll(ctx, t, people); err != nil {
			return err
		}
	}
	return nil
}

// digests queues the day's mail of those who want one a day.
func (n *Notices) digests(ctx context.Context) error {
	if n.Mail == nil {
		return nil
	}
	rows, err := n.Store.DB.QueryContext(ctx, `SELECT s.person FROM notice_setting s WHERE s.mail = 'daily'
		AND EXISTS (SELECT FROM notice n WHERE n.person = s.person AND n.read_at IS NULL
			AND n.at > coalesce((SELECT max(at) FROM mail m WHERE m.person = s.person AND m.digest IS NOT NULL), '-infinity'))`)
	if err != nil {
		return fmt.Errorf("listing who wants a digest: %w", err)
	}
	people, err := storage.Collect(rows, func(id *storage.ID) []any { return []any{id} })
	if err != nil {
		return err
	}
	for _, p := range people {
		_, err := n.Store.DB.ExecContext(ctx, `INSERT INTO mail (id, person, digest, next_at)
			VALUES ($1, $2, today(), greatest(act_time(), today() + time '08:00')) ON CONFLICT (person, digest) DO NOTHING`, storage.NewID(), p)
		if err != nil {
			return fmt.Errorf("queueing a digest: %w", err)
		}
	}
	return nil
}
