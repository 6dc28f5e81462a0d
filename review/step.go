package review

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"hefa/review/procedure"
	"hefa/storage"
)

// Acts on steps, as the log names them.
const (
	ActStepMarked    storage.Act = "step-marked"
	ActStepTakenBack storage.Act = "step-taken-back"
)

// StepStatus is how it stands with a step.
type StepStatus string

// How it can stand with a step. Asked: the drafting body has said why it does
// not apply, and those whose word it takes have not yet agreed. Current: the
// matter is at it; only steps that moves tell of can be.
const (
	StepOpen    StepStatus = "open"
	StepCurrent StepStatus = "current"
	StepDone    StepStatus = "done"
	StepAsked   StepStatus = "asked"
	StepExcused StepStatus = "excused"
)

// StepInput says that a step is done, or why it does not apply.
type StepInput struct {
	Code string
	// Status is [StepDone] or [StepExcused]; an excuse by whoever may not give
	// it is asked for.
	Status StepStatus
	// First and Last are the days on which it began and ended. Last is today
	// where it is ""; First may be left out where no length is asked for.
	First, Last storage.Day
	// Reason is why it does not apply, or why it was shorter than it should.
	Reason string
	// Note may say more: how many answered, who argued.
	Note string
	// File is what the step left, kept in the object store, or nil.
	File *storage.File
}

// MarkStepsInput says something of several steps at once.
type MarkStepsInput struct {
	Matter storage.ID
	Rev    int
	Steps  []StepInput
}

// MarkSteps says of free steps that they are done, or why they do not apply. A
// step that comes earlier and is open is a [Refused] (earlier), and so is a
// material that the step needs (materials).
func (r *Review) MarkSteps(ctx context.Context, a *storage.Actor, in MarkStepsInput) error {
	_, err := beside(ctx, r, a, procedure.Step, MoveInput{Matter: in.Matter, Rev: in.Rev}, func(t *turn) (struct{}, error) {
		t.event.Act = ActStepMarked
		if len(in.Steps) == 0 {
			return struct{}{}, &storage.Invalid{Field: "steps", Code: "required"}
		}
		// Side by side with others on the matter, so one at a time.
		if _, err := t.tx.Exec(`SELECT pg_advisory_xact_lock(hashtextextended('step ' || $1, 0))`, string(t.m.ID)); err != nil {
			return struct{}{}, fmt.Errorf("holding the steps of matter %s: %w", t.m.ID, err)
		}
		var codes []string
		for _, s := range in.Steps {
			codes = append(codes, s.Code)
			if s.File != nil {
				t.event.Hashes = append(t.event.Hashes, string(s.File.Hash))
			}
		}
		t.event.Detail = map[string]string{"steps": strings.Join(codes, " ")}
		return struct{}{}, r.markSteps(t.tx, &t.m, in.Steps, "")
	})
	return err
}

// markSteps marks steps in the order of the procedure. With others, all that is
// still open and may be left out is asked to be excused for that reason.
func (r *Review) markSteps(tx *storage.Tx, m *Matter, steps []StepInput, others string) error {
	others = strings.TrimSpace(others)
	if len(steps) == 0 && others == "" {
		return nil
	}
	for _, s := range steps {
		if stage, ok := m.p.Stage(s.Code); !ok || !stage.Free() {
			return &storage.Invalid{Field: "step", Code: "unknown", Detail: s.Code}
		}
	}
	standing, err := standingSteps(tx.Ctx, tx, m.ID)
	if err != nil {
		return err
	}
	for _, stage := range m.p.Steps {
		i := slices.IndexFunc(steps, func(s StepInput) bool { return s.Code == stage.Code })
		var in StepInput
		switch _, said := standing[stage.Code]; {
		case i >= 0:
			in = steps[i]
		case others != "" && stage.Free() && !said && len(stage.ExcusedBy) > 0 && !m.spared(stage):
			in = StepInput{Code: stage.Code, Status: StepExcused, Reason: others}
		default:
			continue
		}
		status, err := r.markStep(tx, m, stage, &in, standing)
		if err != nil {
			return err
		}
		standing[stage.Code] = status
	}
	return nil
}

// markStep says something of one step, in the place of what was said before.
func (r *Review) markStep(tx *storage.Tx, m *Matter, stage procedure.Stage, in *StepInput, standing map[string]StepStatus) (StepStatus, error) {
	if !slices.Contains(append(slices.Clone(stage.DoneBy), stage.ExcusedBy...), procedure.Role(tx.Actor.Role)) {
		return "", fmt.Errorf("marking step %s: %w", stage.Code, storage.ErrForbidden)
	}
	if _, ok := m.p.Allowed(m.State, procedure.Role(tx.Actor.Role), procedure.Step); !ok {
		return "", &Refused{Act: procedure.Step, State: m.State, Why: WhyState}
	}
	if err := m.refuseEarlier(stage, standing); err != nil {
		return "", err
	}
	var err error
	if in.Reason, err = storage.Line("reason-"+stage.Code, in.Reason); err != nil {
		return "", err
	}
	if in.Note, err = storage.Line("note-"+stage.Code, in.Note); err != nil {
		return "", err
	}
	status := in.Status
	switch status {
	case StepDone:
		err = r.checkDone(tx, m, stage, in)
	case StepExcused:
		status, err = m.checkExcused(tx.Actor, stage, in)
	default:
		err = &storage.Invalid{Field: "status-" + stage.Code, Code: "unknown", Detail: string(status)}
	}
	if err != nil {
		return "", err
	}
	if standing[stage.Code] != "" {
		if err := takeBack(tx, m.ID, stage.Code); err != nil {
			return "", err
		}
	}
	return status, writeStep(tx, m, stage.Code, status, in)
}

// refuseEarlier refuses a step while one that comes before it is open.
func (m *Matter) refuseEarlier(stage procedure.Stage, standing map[string]StepStatus) error {
	var open []string
	for _, s := range m.p.Earlier(stage.Code) {
		if standing[s.Code] == "" && !m.spared(s) {
			open = append(open, s.Code)
		}
	}
	if open == nil {
		return nil
	}
	return &Refused{Act: procedure.Step, State: m.State, Why: WhyEarlier, Items: open}
}

// spared reports whether a declared emergency spares the matter a step.
func (m *Matter) spared(s procedure.Stage) bool {
	return m.Emergency != "" && m.p.Emergency.Spares(s.Code)
}

// checkDone checks the days of a step that is done, and that there is what it
// needs.
func (r *Review) checkDone(tx *storage.Tx, m *Matter, stage procedure.Stage, in *StepInput) error {
	if in.Last == "" {
		in.Last = m.Clock.today
	}
	for _, d := range []storage.Day{in.First, in.Last} {
		if _, err := storage.ParseDay("last-"+stage.Code, string(d)); err != nil {
			return err
		}
	}
	switch {
	case in.Last > m.Clock.today:
		return &storage.Invalid{Field: "last-" + stage.Code, Code: "future"}
	case in.First > in.Last:
		return &storage.Invalid{Field: "last-" + stage.Code, Code: "days-order"}
	case stage.Days > 0 && in.First == "":
		return &storage.Invalid{Field: "first-" + stage.Code, Code: "required"}
	case stage.Days > 0 && in.First.Add(stage.Days) > in.Last && in.Reason == "" && m.Emergency == "":
		// The day on which it began is not counted.
		return &storage.Invalid{Field: "reason-" + stage.Code, Code: "too-short", Detail: fmt.Sprint(stage.Days)}
	}
	there, err := materials(tx.Ctx, tx, m.ID)
	if err != nil {
		return err
	}
	var missing []string
	for _, code := range stage.Materials {
		if !slices.ContainsFunc(there, func(mt Material) bool { return mt.Code == code }) {
			missing = append(missing, code)
		}
	}
	if missing != nil {
		return &Refused{Act: procedure.Step, State: m.State, Why: WhyMaterials, Items: missing}
	}
	return nil
}

// checkExcused finds whether an excuse holds at once or is asked for.
func (m *Matter) checkExcused(a *storage.Actor, stage procedure.Stage, in *StepInput) (StepStatus, error) {
	in.First, in.Last = "", ""
	switch {
	case len(stage.ExcusedBy) == 0:
		return "", &storage.Invalid{Field: "status-" + stage.Code, Code: "not-excusable"}
	case in.Reason == "":
		return "", &storage.Invalid{Field: "reason-" + stage.Code, Code: "required"}
	case slices.Contains(stage.ExcusedBy, procedure.Role(a.Role)):
		return StepExcused, nil
	}
	return StepAsked, nil
}

func writeStep(tx *storage.Tx, m *Matter, code string, status StepStatus, in *StepInput) error {
	var file, by, absent, role, body any
	if in.File != nil {
		if err := tx.AddFile(in.File); err != nil {
			return err
		}
		file = in.File.ID
	}
	a := tx.Actor
	if status == StepExcused {
		by, absent, role, body = a.Person, a.For, a.Role, a.Body
	}
	_, err := tx.Exec(`INSERT INTO matter_step (id, matter, code, status, first_day, last_day, reason, note, file, by, role, body,
		excused_by, excused_role, excused_body, excused_at, for_person, excused_for)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, CASE WHEN $13::uuid IS NOT NULL THEN act_time() END, $16, $17)`,
		storage.NewID(), m.ID, code, status, in.First, in.Last, in.Reason, in.Note, file, a.Person, a.Role, a.Body, by, role, body, a.For, absent)
	if err != nil {
		return fmt.Errorf("marking step %s: %w", code, err)
	}
	return nil
}

// TakeBackStepInput names a step that is to be open again.
type TakeBackStepInput struct {
	Matter storage.ID
	Rev    int
	Code   string
}

// TakeBackStep takes back what was said of a step; it is open again. What was
// said is kept.
func (r *Review) TakeBackStep(ctx context.Context, a *storage.Actor, in TakeBackStepInput) error {
	_, err := beside(ctx, r, a, procedure.Step, MoveInput{Matter: in.Matter, Rev: in.Rev}, func(t *turn) (struct{}, error) {
		t.event.Act, t.event.Detail = ActStepTakenBack, map[string]string{"steps": in.Code}
		stage, ok := t.m.p.Stage(in.Code)
		if !ok || !stage.Free() {
			return struct{}{}, fmt.Errorf("taking back step %q: %w", in.Code, storage.ErrNotFound)
		}
		return struct{}{}, takeBack(t.tx, t.m.ID, in.Code)
	})
	return err
}

func takeBack(tx *storage.Tx, matter storage.ID, code string) error {
	return tx.ChangeOne("taking back a step", `UPDATE matter_step SET taken_back_by = $3, taken_back_for = $4, taken_back_at = act_time()
		WHERE matter = $1 AND code = $2 AND taken_back_at IS NULL`, matter, code, tx.Actor.Person, tx.Actor.For)
}

// standingSteps maps the codes of steps of which something was said to what.
func standingSteps(ctx context.Context, q storage.Querier, matter storage.ID) (map[string]StepStatus, error) {
	rows, err := q.QueryContext(ctx, `SELECT code, status FROM matter_step WHERE matter = $1 AND taken_back_at IS NULL`, matter)
	if err != nil {
		return nil, fmt.Errorf("listing steps of matter %s: %w", matter, err)
	}
	type row struct {
		code   string
		status StepStatus
	}
	list, err := storage.Collect(rows, func(r *row) []any { return []any{&r.code, &r.status} })
	standing := map[string]StepStatus{}
	for _, one := range list {
		standing[one.code] = one.status
	}
	return standing, err
}

// openSteps are the codes of the steps that keep a matter from an act: those of
// which nothing was said, and before a review those whose excuse the role does
// not confirm.
func openSteps(ctx context.Context, q storage.Querier, m *Matter, s seat) ([]string, error) {
	standing, err := standingSteps(ctx, q, m.ID)
	if err != nil {
		return nil, err
	}
	var open []string
	for _, stage := range m.p.DueBefore(s.move.Act) {
		status := standing[stage.Code]
		confirmed := s.move.Confirms && slices.Contains(stage.ExcusedBy, procedure.Role(s.role))
		if status == "" && !m.spared(stage) || status == StepAsked && s.move.To == procedure.InReview && !confirmed {
			open = append(open, stage.Code)
		}
	}
	return open, nil
}

// confirmSteps excuses the steps asked to be excused, as far as the role's word
// goes.
func confirmSteps(t *turn) error {
	var codes []string
	for _, stage := range t.m.p.Steps {
		if stage.Free() && slices.Contains(stage.ExcusedBy, procedure.Role(t.tx.Actor.Role)) {
			codes = append(codes, stage.Code)
		}
	}
	a := t.tx.Actor
	_, err := t.tx.Exec(`UPDATE matter_step SET status = 'excused', excused_by = $2, excused_for = $6, excused_role = $3, excused_body = $4, excused_at = act_time()
		WHERE matter = $1 AND status = 'asked' AND taken_back_at IS NULL AND code = ANY ($5)`,
		t.m.ID, a.Person, a.Role, a.Body, pqStrings(codes), a.For)
	if err != nil {
		return fmt.Errorf("excusing steps of matter %s: %w", t.m.ID, err)
	}
	return nil
}
