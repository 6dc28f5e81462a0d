package review

import (
	"context"
	"fmt"

	"hefa/lawtext"
	"hefa/review/procedure"
	"hefa/storage"
)

// PublishInput is what the registrar adds to the draft that the opinion let go.
type PublishInput struct {
	Matter        storage.ID
	Rev           int
	IssuingNumber string
	// Adopted may be ""; Published is required; Effective defaults to it.
	Adopted, Published, Effective storage.Day
	// ValidUntil is the last day of validity, "" for no end.
	ValidUntil storage.Day
	// Confirmed: the registrar has seen that the text states other days, or
	// calls itself a draft.
	Confirmed bool
}

// Publish registers, numbers and publishes the draft on which the opinion was
// signed: it becomes the document's next version, in force from its day. It is
// [Refused] with [WhyStated] where that contradicts the text, unless that is
// confirmed.
func (r *Review) Publish(ctx context.Context, a *storage.Actor, in PublishInput) (Moved, error) {
	number, err := storage.Line("issuingNumber", in.IssuingNumber)
	if err != nil {
		return Moved{}, err
	}
	in.IssuingNumber = number
	if in.Effective == "" {
		in.Effective = in.Published
	}
	return r.move(ctx, a, procedure.Publish, MoveInput{Matter: in.Matter, Rev: in.Rev}, func(t *turn) error {
		if err := in.check(); err != nil {
			return err
		}
		if err := refuseNumberTaken(t, in.IssuingNumber); err != nil {
			return err
		}
		if _, err := t.tx.Revise(storage.RevisedDocument, t.m.Document, 0); err != nil {
			return err
		}
		o, err := signedOpinion(ctx, t.tx, t.m.ID)
		if err != nil {
			return err
		}
		draft, err := storage.ReadDraft(ctx, t.tx, t.m.Document, o.Draft)
		if err != nil {
			return err
		}
		if err := refuseStated(t, in, draft.Reading); err != nil {
			return err
		}
		v := storage.Version{Document: t.m.Document, IssuingNumber: in.IssuingNumber, Title: t.m.Title,
			Adopted: in.Adopted, Published: in.Published, Effective: in.Effective,
			Draft: draft.Number, File: draft.File, Reading: draft.Reading}
		if in.ValidUntil != "" {
			v.Ends, v.EndReason = in.ValidUntil.Add(1), storage.EndLapsed
		}
		if err := t.tx.AddVersion(&v); err != nil {
			return err
		}
		t.moved.Version = v.Number
		t.event.Version, t.event.Draft, t.event.Hashes = v.Number, draft.Number, []string{string(draft.File.Hash)}
		return nil
	})
}

func (in PublishInput) check() error {
	switch {
	case in.IssuingNumber == "":
		return &storage.Invalid{Field: "issuingNumber", Code: "required"}
	case in.Published == "":
		return &storage.Invalid{Field: "published", Code: "required"}
	}
	// In this order, since the day of effect may come from that of publication.
	for _, d := range []struct {
		field string
		day   storage.Day
	}{{"adopted", in.Adopted}, {"published", in.Published}, {"effective", in.Effective}, {"validUntil", in.ValidUntil}} {
		if _, err := storage.ParseDay(d.field, string(d.day)); err != nil {
			return err
		}
	}
	switch {
	case in.Adopted > in.Published:
		return &storage.Invalid{Field: "adopted", Code: "after-publication"}
	case in.Effective < in.Published:
		return &storage.Invalid{Field: "effective", Code: "before-publication"}
	case in.ValidUntil != "" && in.ValidUntil < in.Effective:
		return &storage.Invalid{Field: "validUntil", Code: "before-effect"}
	}
	return nil
}

// refuseStated refuses to publish what the text itself contradicts: what people
// read in it is what they will go by.
func refuseStated(t *turn, in PublishInput, reading storage.ID) error {
	if in.Confirmed {
		return nil
	}
	r, err := storage.ReadReading(t.tx.Ctx, t.tx, reading)
	if err != nil {
		return err
	}
	if items := in.Against(r.Text); len(items) > 0 {
		return &Refused{Act: t.move.Act, State: t.m.State, Why: WhyStated, Items: items}
	}
	return nil
}

// Against lists what of the input a text contradicts, as [WhyStated] has it.
// Days that the text does not state contradict nothing.
func (in PublishInput) Against(text *lawtext.Text) []string {
	var items []string
	effective := in.Effective
	if effective == "" {
		effective = in.Published
	}
	if text.Effective != "" && text.Effective != string(effective) {
		items = append(items, "effective")
	}
	if text.ValidUntil != "" && text.ValidUntil != string(in.ValidUntil) {
		items = append(items, "validUntil")
	}
	if text.DraftStage() != "" {
		items = append(items, "stage")
	}
	return items
}

// refuseNumberTaken refuses a number that the issuing body has given to
// another document.
func refuseNumberTaken(t *turn, number string) error {
	var taken bool
	err := t.tx.QueryRow(`SELECT EXISTS (SELECT FROM version v JOIN document_body b ON b.document = v.document
		WHERE v.issuing_number = $1 AND v.document <> $2 AND b.part = 'issuing' AND b.body = $3)`,
		number, t.m.Document, t.m.Issuing[0].ID).Scan(&taken)
	if err != nil {
		return fmt.Errorf("looking for issuing number: %w", err)
	}
	if taken {
		return &storage.Invalid{Field: "issuingNumber", Code: "taken", Detail: number}
	}
	return nil
}
