package review

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"hefa/review/calendar"
	"hefa/review/procedure"
	"hefa/storage"
)

// AwaitExperts lets the clock stand while experts are asked; why, the reason
// says. The matter stays where it is.
func (r *Review) AwaitExperts(ctx context.Context, a *storage.Actor, in MoveInput) (Moved, error) {
	return r.move(ctx, a, procedure.AwaitExperts, in, nil)
}

// ExpertsAnswered lets the clock go on: the experts have answered, or are no
// longer waited for.
func (r *Review) ExpertsAnswered(ctx context.Context, a *storage.Actor, in MoveInput) (Moved, error) {
	return r.move(ctx, a, procedure.ExpertsAnswered, in, nil)
}

// ExtendInput puts a due day off.
type ExtendInput struct {
	Matter storage.ID
	Rev    int
	// Days are working days, on top of those allowed.
	Days   int
	Reason string
}

// Extend puts the due day of the running round off, on the word of the head,
// by no more working days than the procedure leaves. Once the due day has
// passed it is [Refused]: nothing that is overdue is made punctual.
func (r *Review) Extend(ctx context.Context, a *storage.Actor, in ExtendInput) (Moved, error) {
	return r.move(ctx, a, procedure.Extend, MoveInput{in.Matter, in.Rev, in.Reason}, func(t *turn) error {
		m := &t.m
		left := m.p.Clock.Extension - m.Clock.Extended
		switch {
		case m.Clock.Overdue || left <= 0:
			why := WhyOverdue
			if left <= 0 {
				why = WhyExtended
			}
			return &Refused{Act: procedure.Extend, State: m.State, Why: why}
		case in.Days < 1 || in.Days > left:
			return &storage.Invalid{Field: "days", Code: "extension", Detail: strconv.Itoa(left)}
		}
		_, err := t.tx.Exec(`INSERT INTO matter_extension (matter, n, round, days, reason, by, for_person, role, body)
			SELECT $1, coalesce(max(n), 0) + 1, $2, $3, $4, $5, $6, $7, $8 FROM matter_extension WHERE matter = $1`,
			m.ID, m.Round, in.Days, t.reason, a.Person, a.For, a.Role, a.Body)
		if err != nil {
			return fmt.Errorf("extending the time of matter %s: %w", m.ID, err)
		}
		t.event.Detail = map[string]string{"days": strconv.Itoa(in.Days)}
		m.Clock.Extended += in.Days
		return r.setDue(t.tx, m)
	})
}

// Extension is one by which the head put a round's due day off.
type Extension struct {
	// Days are working days.
	Days   int        `json:"days"`
	Reason string     `json:"reason"`
	By     storage.ID `json:"by"`
	ByName string     `json:"byName"`
	// ForName is the absent head whose deputy gave it.
	ForName string    `json:"forName,omitempty"`
	At      time.Time `json:"at"`
}

func extensions(ctx context.Context, q storage.Querier, m *Matter) ([]Extension, error) {
	rows, err := q.QueryContext(ctx, `SELECT e.days, e.reason, e.by, p.name, person_name(e.for_person), e.at
		FROM matter_extension e JOIN person p ON p.id = e.by WHERE e.matter = $1 AND e.round = $2 ORDER BY e.n`, m.ID, m.Round)
	if err != nil {
		return nil, fmt.Errorf("listing extensions of matter %s: %w", m.ID, err)
	}
	return storage.Collect(rows, func(e *Extension) []any {
		return []any{&e.Days, &e.Reason, &e.By, &e.ByName, &e.ForName, &e.At}
	})
}

// dayTooEarly is the last day on which the minimum has not passed, counted from
// when the running count began; "" where there is no minimum to hold to.
func (r *Review) dayTooEarly(ctx context.Context, q storage.Querier, m *Matter) (storage.Day, error) {
	k := m.p.Clock
	if m.Clock.From == "" || k.Minimum == 0 || m.Emergency != "" && m.p.Emergency.LiftsMinimum {
		return "", nil
	}
	days, err := r.days(ctx, q, m.Clock.calendar)
	if err != nil {
		return "", err
	}
	stops, err := readStops(ctx, q, m.ID)
	if err != nil {
		return "", err
	}
	full, err := days.Due(calendar.Day(m.Clock.From), k.Minimum, stops)
	if err != nil {
		return "", fmt.Errorf("counting the minimum of matter %s: %w", m.ID, err)
	}
	return storage.Day(full.Due).Add(-1), nil
}

// Early answers the day on which a review's minimum is full where an opinion
// signed today comes before it and the procedure would have that said or
// refused; else "".
func (r *Review) Early(ctx context.Context, m Matter) (storage.Day, error) {
	return r.early(ctx, r.Store.DB, &m)
}

func (r *Review) early(ctx context.Context, q storage.Querier, m *Matter) (storage.Day, error) {
	if m.p.Clock.Early == "" || m.p.Clock.Early == procedure.EarlyAllow {
		return "", nil
	}
	last, err := r.dayTooEarly(ctx, q, m)
	if err != nil || last == "" || m.Clock.today > last {
		return "", err
	}
	return last.Add(1), nil
}
