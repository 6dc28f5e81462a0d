package review

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"hefa/storage"
)

// CoordinationResult is what talking a disagreement over came to.
type CoordinationResult string

// The results of a coordination.
const (
	Agreed       CoordinationResult = "agreed"
	PartlyAgreed CoordinationResult = "partly"
	NotAgreed    CoordinationResult = "not-agreed"
)

// CoordinationResults lists every result.
var CoordinationResults = []CoordinationResult{Agreed, PartlyAgreed, NotAgreed}

// Coordination is the record of how a disagreement between bodies was talked
// over (协调记录).
type Coordination struct {
	ID storage.ID `json:"id"`
	// About are the articles talked about, as written.
	About        string             `json:"about"`
	HeldOn       storage.Day        `json:"heldOn"`
	Participants string             `json:"participants"`
	Agreed       string             `json:"agreed"`
	Result       CoordinationResult `json:"result"`
	// Dissenting are the bodies that remain of another opinion.
	Dissenting []storage.BodyRef `json:"dissenting"`
	ByName     string            `json:"byName"`
	ForName    string            `json:"forName,omitempty"`
	At         time.Time         `json:"at"`
}

// CoordinateInput is a coordination to record.
type CoordinateInput struct {
	Round                       storage.ID
	About, Participants, Agreed string
	HeldOn                      storage.Day
	Result                      CoordinationResult
	Dissenting                  []storage.ID
}

// Coordinate records how a disagreement was talked over, for those who ask. It
// answers the record's id.
func (r *Review) Coordinate(ctx context.Context, a *storage.Actor, in CoordinateInput) (storage.ID, error) {
	return lead(ctx, r, a, in.Round, ActCoordinated, func(tx *storage.Tx, _ *Matter, round *Round, e *storage.Event) (storage.ID, error) {
		if err := in.check(round); err != nil {
			return "", err
		}
		id := storage.NewID()
		e.Detail = map[string]string{"result": string(in.Result), "record": string(id)}
		_, err := tx.Exec(`INSERT INTO coordination (id, consultation, about, held_on, participants, agreed, result, dissenting, by, for_person)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, id, round.ID, in.About, in.HeldOn, in.Participants, in.Agreed, in.Result,
			idArray(in.Dissenting), a.Person, a.For)
		if err != nil {
			return "", fmt.Errorf("recording a coordination: %w", err)
		}
		return id, nil
	})
}

func (in *CoordinateInput) check(round *Round) error {
	for _, f := range []struct {
		field string
		words *string
	}{{"about", &in.About}, {"participants", &in.Participants}, {"agreed", &in.Agreed}} {
		if *f.words = strings.TrimSpace(*f.words); *f.words == "" {
			return &storage.Invalid{Field: f.field, Code: "required"}
		}
	}
	switch {
	case in.HeldOn == "":
		return &storage.Invalid{Field: "heldOn", Code: "required"}
	case in.HeldOn > round.today:
		return &storage.Invalid{Field: "heldOn", Code: "future"}
	case !slices.Contains(CoordinationResults, in.Result):
		return &storage.Invalid{Field: "result", Code: "unknown", Detail: string(in.Result)}
	case (in.Result == Agreed) != (len(in.Dissenting) == 0):
		return &storage.Invalid{Field: "dissenting", Code: "dissenting"}
	}
	for _, d := range in.Dissenting {
		if !slices.ContainsFunc(round.Bodies, func(b ConsultedBody) bool { return b.Body.ID == d }) {
			return &storage.Invalid{Field: "dissenting", Code: "choice"}
		}
	}
	return nil
}

func coordinations(ctx context.Context, q storage.Querier, round storage.ID) ([]Coordination, error) {
	rows, err := q.QueryContext(ctx, `SELECT id, about, held_on, participants, agreed, result,
		(SELECT coalesce(json_agg(body_ref(b)), '[]') FROM unnest(dissenting) b), person_name(by), person_name(for_person), at
		FROM coordination WHERE consultation = $1 ORDER BY id`, round)
	if err != nil {
		return nil, fmt.Errorf("listing coordinations of round %s: %w", round, err)
	}
	return storage.Collect(rows, func(c *Coordination) []any {
		return []any{&c.ID, &c.About, &c.HeldOn, &c.Participants, &c.Agreed, &c.Result, storage.JSONInto(&c.Dissenting), &c.ByName, &c.ForName, &c.At}
	})
}
