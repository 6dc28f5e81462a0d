package sample

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"hefa/lawtext"
	"hefa/lawtext/office"
	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
)

// story is the way of one document through its procedure so far.
type story struct {
	title string
	kind  storage.Kind
	// drafter and legal are the accounts on the drafting side, reviewer the
	// one on the other; "" are the sample accounts of those names.
	drafter, legal, reviewer string
	// own says that the drafting body issues the document itself.
	own   bool
	steps []step

	document storage.ID
	matter   storage.ID // or the campaign
	comments map[string]storage.ID
	round    storage.ID // in which other bodies are asked
}

// step is what one person does, so many days ago.
type step struct {
	days int
	do   func(*teller) error
}

// teller tells one step of a story.
type teller struct {
	*loader
	*story
	ctx context.Context
}

func (t *teller) drafts() *storage.Actor  { return t.as(either(t.drafter, "drafter")) }
func (t *teller) advises() *storage.Actor { return t.as(either(t.legal, "legal")) }
func (t *teller) reviews() *storage.Actor { return t.as(either(t.reviewer, "reviewer")) }

func either(account, usual string) string {
	if account == "" {
		return usual
	}
	return account
}

// upload keeps one of the embedded texts as the file of a draft.
func (t *teller) upload(file string) (storage.Upload, error) {
	data, err := texts.ReadFile("texts/drafts/" + file + ".md")
	if err != nil {
		return storage.Upload{}, err
	}
	name := t.title + ".md"
	read, err := office.Read(name, data, office.DefaultLimits)
	if err != nil {
		return storage.Upload{}, fmt.Errorf("reading %s: %w", file, err)
	}
	kept, err := t.store.Keep(t.ctx, bytes.NewReader(data), int64(len(data)), name, read.MediaType)
	return storage.Upload{File: kept, Reading: storage.Reading{Reader: office.Version, Format: read.Format, Text: read.Text}}, err
}

// open begins the story with its first draft.
func open(days int, file string) step {
	return step{days, func(t *teller) error {
		upload, err := t.upload(file)
		if err != nil {
			return err
		}
		in := review.OpenInput{Kind: t.kind, Title: t.title, Upload: upload}
		if t.own {
			in.Issuing = []storage.ID{t.bodies["市市场监管局"]}
		}
		opened, err := t.review.Open(t.ctx, t.drafts(), in)
		t.document, t.matter = opened.Document, opened.Matter
		return err
	}}
}

// draft uploads the next draft.
func draft(days int, file string) step {
	return step{days, func(t *teller) error {
		upload, err := t.upload(file)
		if err != nil {
			return err
		}
		_, err = t.review.AddDraft(t.ctx, t.drafts(), review.AddDraftInput{Document: t.document, Upload: upload})
		return err
	}}
}

// amend begins a further matter on the story's document.
func amend(days int, file string) step {
	return step{days, func(t *teller) error {
		upload, err := t.upload(file)
		if err != nil {
			return err
		}
		opened, err := t.review.StartAmendment(t.ctx, t.drafts(), review.StartAmendmentInput{Document: t.document, Upload: upload})
		t.matter = opened.Matter
		return err
	}}
}

// submit hands the draft to the legal officer with its materials: what the
// checklist requires, each a short paper.
func submit(days int) step {
	return step{days, func(t *teller) error {
		items, err := t.review.Materials(t.ctx, storage.Viewer{Person: t.drafts().Person}, t.matter)
		if err != nil {
			return err
		}
		in := review.SubmitInput{Matter: t.matter}
		for _, item := range items {
			if !item.Required && item.Code != "comments-received" {
				continue
			}
			paper := fmt.Sprintf("%s\n\n《%s》%s。\n", item.Name, t.title, papers[item.Code])
			file, err := t.store.Keep(t.ctx, strings.NewReader(paper), int64(len(paper)), item.Name+".txt", "text/plain; charset=utf-8")
			if err != nil {
				return err
			}
			in.Materials = append(in.Materials, review.MaterialInput{Code: item.Code, File: &file})
		}
		if err := t.stepsTaken(&in); err != nil {
			return err
		}
		_, err = t.review.Submit(t.ctx, t.drafts(), in)
		return err
	}}
}

// stepsTaken says what a city would of the steps before a submission: the draft
// was in the plan, and thirty days before the public; competition was looked
// at; the rest did not apply.
func (t *teller) stepsTaken(in *review.SubmitInput) error {
	today, err := t.store.Today(t.ctx)
	if err != nil {
		return err
	}
	in.Steps = []review.StepInput{
		{Code: "plan", Status: review.StepDone, Last: today.Add(-60)},
		{Code: "consultation", Status: review.StepDone, First: today.Add(-40), Last: today.Add(-8), Note: "公开征求意见三十日，收到意见七条"},
		{Code: "fair-competition", Status: review.StepDone, Last: today.Add(-5)},
	}
	in.Materials = append(in.Materials, review.MaterialInput{Code: "fair-competition", Absence: "审查结论列在起草说明第四部分"})
	in.Others = "本文件不涉及，经集体研究从略"
	return nil
}

// papers are what the materials of a submission say, by code.
var papers = map[string]string{
	"explanation":       "起草的必要性、主要内容和需要说明的问题",
	"legal-basis":       "所依据的法律、法规、规章和政策目录",
	"comments-received": "公开征求意见三十日，收到意见七条，采纳五条，未采纳两条，均已说明理由",
	"feasibility":       "的方案、成本测算和可行性论证",
}

// move is any act on a matter that takes only a reason.
func move(days int, who func(*teller) *storage.Actor, act func(*review.Review, context.Context, *storage.Actor, review.MoveInput) (review.Moved, error), reason string) step {
	return step{days, func(t *teller) error {
		_, err := act(t.review, t.ctx, who(t), review.MoveInput{Matter: t.matter, Reason: reason})
		return err
	}}
}

func consent(days int) step {
	return move(days, (*teller).advises, (*review.Review).Consent, "经本单位法制机构审核，同意送审。")
}

func accept(days int) step {
	return step{days, func(t *teller) error {
		_, err := t.review.Accept(t.ctx, t.reviews(), review.AcceptInput{Matter: t.matter, Complete: true})
		return err
	}}
}

func returnForAmendment(days int) step {
	return move(days, (*teller).reviews, (*review.Review).ReturnForAmendment, "请逐条研究审核意见，修改后再报。")
}

func suspend(days int, reason string) step {
	return move(days, (*teller).reviews, (*review.Review).Suspend, reason)
}

func withdraw(days int, reason string) step {
	return move(days, (*teller).drafts, (*review.Review).Withdraw, reason)
}

func returnForCompletion(days int, code, note string) step {
	return step{days, func(t *teller) error {
		_, err := t.review.ReturnForCompletion(t.ctx, t.reviews(), review.ReturnForCompletionInput{
			Matter: t.matter, Reason: "材料不齐备，请一次补正。", Missing: []review.MissingItem{{Code: code, Note: note}}})
		return err
	}}
}

// remark is a comment of the reviewer: on words of an article, or on all of it.
type remark struct {
	name    string // by which later steps speak of it
	article lawtext.Address
	quoted  string
	kind    review.CommentKind
	weight  review.Weight
	says    string
	private bool
	mention string
}

func comment(days int, r remark) step {
	return step{days, func(t *teller) error {
		in := review.CommentInput{Matter: t.matter, Address: r.article, Kind: r.kind, Weight: r.weight, Words: r.says, Private: r.private}
		if r.mention != "" {
			in.Mentions = []storage.ID{t.people[r.mention]}
		}
		if r.quoted != "" {
			if err := t.find(r, &in); err != nil {
				return err
			}
		}
		id, err := t.review.Comment(t.ctx, t.reviews(), in)
		if t.comments == nil {
			t.comments = map[string]storage.ID{}
		}
		t.comments[r.name] = id
		return err
	}}
}

// find points a comment at the quoted words in the newest draft.
func (t *teller) find(r remark, in *review.CommentInput) error {
	m, err := t.review.Matter(t.ctx, storage.Viewer{Person: t.reviews().Person}, t.matter)
	if err != nil {
		return err
	}
	d, err := storage.ReadDraft(t.ctx, t.store.DB, t.document, m.Draft)
	if err != nil {
		return err
	}
	reading, err := storage.ReadReading(t.ctx, t.store.DB, d.Reading)
	if err != nil {
		return err
	}
	inside := false
	reading.Text.Walk(func(u *lawtext.Unit) bool {
		if u.Kind == lawtext.KindArticle {
			inside = u.Address == r.article
		}
		if before, _, ok := strings.Cut(u.Text, r.quoted); inside && ok {
			start := len([]rune(before))
			in.Address, in.Range = u.Address, &lawtext.Range{Start: start, End: start + len([]rune(r.quoted))}
		}
		return true
	})
	if in.Range == nil {
		return fmt.Errorf("%q does not stand in article %s of %s", r.quoted, r.article, t.title)
	}
	return nil
}

func reply(days int, who, name, says string) step {
	return step{days, func(t *teller) error {
		_, err := t.review.Reply(t.ctx, t.as(who), review.ReplyInput{Comment: t.comments[name], Words: says})
		return err
	}}
}

func answer(days int, name string, verdict review.Verdict, reason string) step {
	return step{days, func(t *teller) error {
		in := review.AnswerInput{Comment: t.comments[name], Verdict: verdict, Reason: reason}
		if verdict == review.NotAdopted {
			in.Basis = "起草说明第三部分；市政府专题会议纪要。"
		}
		return t.review.Answer(t.ctx, t.drafts(), in)
	}}
}

// check is the reviewer's word on an answer; "" confirms it.
func check(days int, name, lacks string) step {
	return step{days, func(t *teller) error {
		return t.review.CheckAnswer(t.ctx, t.reviews(), review.CheckAnswerInput{Comment: t.comments[name], Fulfilled: lacks == "", Words: lacks})
	}}
}

// problem is the reviewer concluding that a review point is not in order.
func problem(days int, code, remark, basis string) step {
	return step{days, func(t *teller) error {
		_, err := t.review.Conclude(t.ctx, t.reviews(), review.ConcludeInput{Matter: t.matter, Code: code, Verdict: review.Problem, Remark: remark, Basis: basis})
		return err
	}}
}

// othersInOrder is the reviewer concluding all other points.
func othersInOrder(days int) step {
	return step{days, func(t *teller) error {
		_, err := t.review.ConcludeRest(t.ctx, t.reviews(), review.MoveInput{Matter: t.matter})
		return err
	}}
}

// answerPoint is the drafting body answering what the opinion found.
func answerPoint(days int, code string, verdict review.Verdict, reason string) step {
	return step{days, func(t *teller) error {
		return t.review.AnswerPoint(t.ctx, t.drafts(), review.AnswerPointInput{Matter: t.matter, Code: code, Verdict: verdict, Reason: reason})
	}}
}

func resolve(days int, name string) step {
	return step{days, func(t *teller) error {
		return t.review.Resolve(t.ctx, t.reviews(), review.CommentRef{Comment: t.comments[name]})
	}}
}

func resubmit(days int) step {
	return step{days, func(t *teller) error {
		_, err := t.review.Resubmit(t.ctx, t.drafts(), review.SubmitInput{Matter: t.matter})
		return err
	}}
}

func propose(days int, conclusion procedure.Conclusion, says string) step {
	return step{days, func(t *teller) error {
		_, err := t.review.Propose(t.ctx, t.reviews(), review.ProposeInput{Matter: t.matter, Conclusion: conclusion, Words: says})
		return err
	}}
}

// sign is the head signing; next is where an opinion that does not lead on
// sends the matter, "" the usual.
func sign(days int, next procedure.State) step {
	return step{days, func(t *teller) error {
		_, err := t.review.Sign(t.ctx, t.as("head"), review.SignInput{Matter: t.matter, Next: next, Unread: true})
		return err
	}}
}

// publish is the registrar publishing on that day, in force after thirty days
// and for five years.
func publish(days int, serial int) step {
	return step{days, func(t *teller) error {
		today, err := t.store.Today(t.ctx)
		if err != nil {
			return err
		}
		effective := today.Add(30)
		_, err = t.review.Publish(t.ctx, t.as("registrar"), review.PublishInput{
			Matter: t.matter, IssuingNumber: fmt.Sprintf("云政规〔%s〕%d号", today[:4], serial),
			Adopted: today.Add(-3), Published: today, Effective: effective, ValidUntil: effective.Add(5*365 + 1),
		})
		return err
	}}
}
