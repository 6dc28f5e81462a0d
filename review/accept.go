package review

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"hefa/review/calendar"
	"hefa/review/procedure"
	"hefa/storage"
)

// AcceptInput takes a submission into review.
type AcceptInput struct {
	Matter storage.ID
	Rev    int
	Reason string
	// Complete is the person's own word that the materials are complete; what
	// the machine found is kept beside it.
	Complete bool
	// Due is the day by which the opinion is to be signed, "" the last that the
	// procedure allows.
	Due storage.Day
}

// Accept takes the submission into review, on the person's word that it is
// complete; the clock starts. A due day that leaves the review less than its
// minimum is an [storage.Invalid] (due, "too-early"), one beyond the maximum
// "too-late".
func (r *Review) Accept(ctx context.Context, a *storage.Actor, in AcceptInput) (Moved, error) {
	return r.move(ctx, a, procedure.Accept, MoveInput{in.Matter, in.Rev, in.Reason}, func(t *turn) error {
		if !in.Complete {
			return &storage.Invalid{Field: "complete", Code: "required"}
		}
		if err := r.checkMaterials(t); err != nil {
			return err
		}
		return r.chooseDue(t, in.Due)
	})
}

// What the machine can find of an item of the checklist.
const (
	FoundFile    = "file"
	FoundReason  = "reason"
	FoundExcused = "excused"
	FoundNone    = "none"
	FoundMissing = "missing"
)

// found is what the machine found of an item.
func (c ChecklistItem) found() string {
	for _, m := range c.Materials {
		if m.File != nil {
			return FoundFile
		}
	}
	switch {
	case len(c.Materials) > 0:
		return FoundReason
	case !c.Complete:
		return FoundMissing
	case c.Excused:
		return FoundExcused
	}
	return FoundNone
}

// checkMaterials keeps what the machine found and who confirmed it.
func (r *Review) checkMaterials(t *turn) error {
	list, err := r.checklist(t.tx.Ctx, t.tx, &t.m)
	if err != nil {
		return err
	}
	found := map[string]string{}
	for _, c := range list {
		found[c.Code] = c.found()
	}
	b, err := json.Marshal(found)
	if err != nil {
		return fmt.Errorf("writing down the checklist: %w", err)
	}
	a := t.tx.Actor
	_, err = t.tx.Exec(`INSERT INTO material_check (id, matter, found, by, for_person, role, body) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		storage.NewID(), t.m.ID, b, a.Person, a.For, a.Role, a.Body)
	if err != nil {
		return fmt.Errorf("keeping the check of matter %s: %w", t.m.ID, err)
	}
	return nil
}

// MaterialCheck is a person's word at acceptance that the materials are
// complete.
type MaterialCheck struct {
	// Found maps each item's code to what the machine found of it.
	Found  map[string]string `json:"found"`
	By     storage.ID        `json:"by"`
	ByName string            `json:"byName"`
	// ForName is the absent person whose deputy checked.
	ForName string          `json:"forName,omitempty"`
	Role    storage.Role    `json:"role"`
	Body    storage.BodyRef `json:"body"`
	At      time.Time       `json:"at"`
}

// MaterialChecks lists the checks of a matter's materials, newest first, for
// those who may read its drafts.
func (r *Review) MaterialChecks(ctx context.Context, v storage.Viewer, matter storage.ID) ([]MaterialCheck, error) {
	if _, err := r.Matter(ctx, v, matter); err != nil {
		return nil, err
	}
	rows, err := r.Store.DB.QueryContext(ctx, `SELECT k.found, k.by, p.name, person_name(k.for_person), k.role, body_ref(k.body), k.at
		FROM material_check k JOIN person p ON p.id = k.by WHERE k.matter = $1 ORDER BY k.id DESC`, matter)
	if err != nil {
		return nil, fmt.Errorf("listing checks of matter %s: %w", matter, err)
	}
	return storage.Collect(rows, func(k *MaterialCheck) []any {
		return []any{storage.JSONInto(&k.Found), &k.By, &k.ByName, &k.ForName, &k.Role, storage.JSONInto(&k.Body), &k.At}
	})
}

// chooseDue turns a due day that a person set into the working days it leaves.
func (r *Review) chooseDue(t *turn, due storage.Day) error {
	k := t.m.p.Clock
	if due == "" || k.Maximum == 0 {
		return nil
	}
	if _, err := storage.ParseDay("due", string(due)); err != nil {
		return err
	}
	days, err := r.calendarNow(t.tx.Ctx, t.tx)
	if err != nil {
		return err
	}
	n := days.WorkingDaysBetween(calendar.Day(t.m.Clock.today), calendar.Day(due))
	least := max(k.Minimum, 1)
	if t.m.Emergency != "" && t.m.p.Emergency.LiftsMinimum {
		least = 1
	}
	switch {
	case n < least:
		return &storage.Invalid{Field: "due", Code: "too-early", Detail: fmt.Sprint(least)}
	case n > k.Maximum:
		return &storage.Invalid{Field: "due", Code: "too-late", Detail: fmt.Sprint(k.Maximum)}
	}
	t.days = n
	return nil
}
