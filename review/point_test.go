package review_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"hefa/lawtext"
	"hefa/review"
	"hefa/review/procedure"
	"hefa/review/reviewtest"
	"hefa/storage"
	"hefa/storage/storagetest"
)

func points(t *testing.T, c *reviewtest.City, account string, matter storage.ID, round int) []review.Point {
	t.Helper()
	list, err := c.Points(context.Background(), c.See(account), matter, round)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// inReview brings a matter into review with nothing concluded.
func inReview(t *testing.T, c *reviewtest.City) review.Opened {
	t.Helper()
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.Submitted)
	if _, err := c.Accept(context.Background(), c.As("reviewer"), review.AcceptInput{Matter: o.Matter, Complete: true}); err != nil {
		t.Fatal(err)
	}
	return o
}

// Every point is concluded before an opinion; a problem and an open comment that
// must be followed stand in the way of a lawful one; every change is kept.
func TestPoints(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o := inReview(t, c)
	propose := func(conclusion procedure.Conclusion) error {
		_, err := c.Propose(ctx, c.As("reviewer"), review.ProposeInput{Matter: o.Matter, Conclusion: conclusion, Words: "意见。"})
		return err
	}
	var refused *review.Refused
	if err := propose(procedure.Amend); !errors.As(err, &refused) || refused.Why != review.WhyPoints || len(refused.Items) != 9 {
		t.Fatalf("proposed before the points: %v", err)
	}
	must, err := c.Comment(ctx, c.As("reviewer"), review.CommentInput{Matter: o.Matter, Address: "2", Kind: review.KindMeasures, Weight: review.Must, Words: "不得设定行政许可。"})
	if err != nil {
		t.Fatal(err)
	}
	conclude := func(account, code string, v review.PointVerdict, remark string, seen *storage.ID) (storage.ID, error) {
		return c.Conclude(ctx, c.As(account), review.ConcludeInput{Matter: o.Matter, Code: code, Verdict: v, Remark: remark, Basis: "依据", Seen: seen})
	}
	for what, in := range map[string]review.ConcludeInput{
		"an unknown point":             {Code: "weather", Verdict: review.InOrder},
		"an unknown verdict":           {Code: "power", Verdict: "fine"},
		"a problem without a remark":   {Code: "power", Verdict: review.Problem},
		"a point that always applies":  {Code: "power", Verdict: review.NotApplicable},
		"a provision that nothing has": {Code: "power", Verdict: review.InOrder, Bases: []review.BasisRef{{Document: o.Document, Version: 7}}},
	} {
		in.Matter = o.Matter
		if _, err := c.Conclude(ctx, c.As("reviewer"), in); !isInvalid(err) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := conclude("drafter", "power", review.InOrder, "", nil); !errors.Is(err, storage.ErrForbidden) {
		t.Errorf("the drafter concludes: %v", err)
	}
	first, err := conclude("reviewer", "power", review.Problem, "超越职权。", new(storage.ID))
	if err != nil {
		t.Fatal(err)
	}
	var stale *storage.Stale
	if _, err := conclude("reviewer2", "power", review.InOrder, "", new(storage.ID)); !errors.As(err, &stale) {
		t.Errorf("concluded over what was not seen: %v", err)
	}
	done, err := c.ConcludeRest(ctx, c.As("reviewer2"), review.MoveInput{Matter: o.Matter})
	if err != nil || len(done) != 7 || slices.Contains(done, "measures") {
		t.Fatalf("the rest: %v, %v", done, err)
	}
	if err := propose(procedure.Amend); !errors.As(err, &refused) || !slices.Equal(refused.Items, []string{"measures"}) {
		t.Errorf("proposed without measures: %v", err)
	}
	if _, err := conclude("reviewer", "measures", review.InOrder, "", nil); err != nil {
		t.Fatal(err)
	}
	wantRefused(t, "lawful over an open comment", propose(procedure.Lawful), review.WhyMust)
	if err := c.Resolve(ctx, c.As("reviewer"), review.CommentRef{Comment: must}); err != nil {
		t.Fatal(err)
	}
	if err := propose(procedure.Lawful); !errors.As(err, &refused) || refused.Why != review.WhyProblem || !slices.Equal(refused.Items, []string{"power"}) {
		t.Errorf("lawful over a problem: %v", err)
	}
	if _, err := conclude("reviewer2", "power", review.InOrder, "已核对三定方案。", &first); err != nil {
		t.Fatal(err)
	}
	p := points(t, c, "head", o.Matter, 0)[1]
	if p.Conclusion.Verdict != review.InOrder || p.Conclusion.ByName != "reviewer2" || len(p.Before) != 1 || p.Before[0].ID != first || p.Before[0].Remark != "超越职权。" {
		t.Errorf("the history of a point: %+v", p)
	}
	if list := points(t, c, "drafter", o.Matter, 0); len(list) != 0 {
		t.Error("the drafter reads what was concluded before the signature")
	}
	// Nor are the drafters told that anything was concluded.
	news := map[string]int64{}
	for _, who := range []string{"drafter", "head"} {
		if news[who], err = c.News(ctx, c.See(who), o.Matter, 0); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := conclude("reviewer", "rights", review.InOrder, "", nil); err != nil {
		t.Fatal(err)
	}
	for who, before := range news {
		after, err := c.News(ctx, c.See(who), o.Matter, before)
		if told := after > before; err != nil || told != (who == "head") {
			t.Errorf("%s is told of a conclusion: %v (%v)", who, told, err)
		}
	}
	if err := propose(procedure.Lawful); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Sign(ctx, c.As("head"), review.SignInput{Matter: o.Matter, Unread: true}); err != nil {
		t.Fatal(err)
	}
	if list := points(t, c, "drafter", o.Matter, 0); len(list) != 9 || list[1].Before != nil || list[1].Conclusion.Remark != "已核对三定方案。" {
		t.Errorf("with the opinion the drafter reads %+v", list)
	}
	for _, statement := range []string{
		`INSERT INTO point_conclusion (id, matter, round, code, verdict, person, role, body) SELECT gen_random_uuid(), matter, round, code, 'in-order', person, role, body FROM point_conclusion WHERE matter = $1 LIMIT 1`,
		`UPDATE point_conclusion SET remark = '改' WHERE matter = $1`, `DELETE FROM point_conclusion WHERE matter = $1`,
		`UPDATE opinion_edit SET words = '改' WHERE opinion IN (SELECT id FROM opinion WHERE matter = $1)`,
		`INSERT INTO opinion_edit (opinion, n, conclusion, words, risk, by) SELECT id, 9, conclusion, '改', '', proposed_by FROM opinion WHERE matter = $1`,
	} {
		if _, err := c.Store.DB.Exec(statement, o.Matter); err == nil {
			t.Errorf("after the signature the database takes %s", statement)
		}
	}
}

// An amending opinion: the drafting body answers the points and the comments,
// the reviewer says what was kept, and the next round begins from the old
// conclusions.
func TestAnswers(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o := inReview(t, c)
	var ids []storage.ID
	for _, at := range []struct{ address, words string }{{"2", "改为备案。"}, {"3", "宜界定非停放点。"}, {"4", "宜载明有效期。"}} {
		in := review.CommentInput{Matter: o.Matter, Kind: review.KindMeasures, Weight: review.Should, Words: at.words}
		in.Address = lawtext.Address(at.address)
		id, err := c.Comment(ctx, c.As("reviewer"), in)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	if _, err := c.Conclude(ctx, c.As("reviewer"), review.ConcludeInput{Matter: o.Matter, Code: "measures", Verdict: review.Problem, Remark: "第二条设定许可。"}); err != nil {
		t.Fatal(err)
	}
	c.InOrder("reviewer", o.Matter)
	if _, err := c.Propose(ctx, c.As("reviewer"), review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Amend, Words: "应当修改。"}); err != nil {
		t.Fatal(err)
	}
	edited := review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Amend, Words: "应当修改第二条。"}
	if _, err := c.EditOpinion(ctx, c.As("reviewer"), edited); !errors.Is(err, storage.ErrForbidden) {
		t.Errorf("the reviewer edits what waits for the head: %v", err)
	}
	if _, err := c.EditOpinion(ctx, c.As("head"), edited); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Sign(ctx, c.As("head"), review.SignInput{Matter: o.Matter, Unread: true}); err != nil {
		t.Fatal(err)
	}
	opinions, err := c.Opinions(ctx, c.See("reviewer"), o.Matter)
	if err != nil || opinions[0].Words != "应当修改第二条。" || len(opinions[0].Edits) != 2 || opinions[0].Edits[0].Words != "应当修改。" || opinions[0].Edits[1].ByName != "head" {
		t.Fatalf("the wordings of the opinion: %+v, %v", opinions, err)
	}
	if mine, err := c.Opinions(ctx, c.See("drafter"), o.Matter); err != nil || mine[0].Edits != nil {
		t.Errorf("the drafter reads earlier wordings: %+v, %v", mine, err)
	}
	answer := func(id storage.ID, v review.Verdict, reason, basis string) error {
		return c.Answer(ctx, c.As("drafter"), review.AnswerInput{Comment: id, Verdict: v, Reason: reason, Basis: basis})
	}
	for _, id := range ids[:2] {
		if err := answer(id, review.Adopted, "", ""); err != nil {
			t.Fatal(err)
		}
	}
	if err := answer(ids[2], review.NotAdopted, "本办法长期有效。", ""); !isInvalid(err) {
		t.Errorf("not adopted without a basis: %v", err)
	}
	if err := answer(ids[2], review.NotAdopted, "本办法长期有效。", "上级文件"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.AddDraft(ctx, c.As("drafter"), review.AddDraftInput{Document: o.Document, Upload: storagetest.Upload(t, c.Store, second)}); err != nil {
		t.Fatal(err)
	}
	_, err = c.Resubmit(ctx, c.As("drafter"), review.SubmitInput{Matter: o.Matter})
	var refused *review.Refused
	if !errors.As(err, &refused) || !slices.Equal(refused.Items, []string{"measures"}) {
		t.Fatalf("handed in without an answer to the point: %v", err)
	}
	if err := c.AnswerPoint(ctx, c.As("drafter"), review.AnswerPointInput{Matter: o.Matter, Code: "power", Verdict: review.Adopted}); !isInvalid(err) {
		t.Errorf("answering a point that is in order: %v", err)
	}
	if err := c.AnswerPoint(ctx, c.As("drafter"), review.AnswerPointInput{Matter: o.Matter, Code: "measures", Verdict: review.Adopted}); err != nil {
		t.Fatal(err)
	}
	promises, err := c.Promises(ctx, c.See("drafter"), o.Matter)
	if err != nil || len(promises) != 3 {
		t.Fatalf("%+v, %v", promises, err)
	}
	for _, p := range promises {
		if broken := p.Comment.ID == ids[1]; p.Broken() != broken || p.From != 1 || p.To != 2 {
			t.Errorf("%s: broken is %v, from %d to %d", p.Comment.Words, p.Broken(), p.From, p.To)
		}
	}
	if _, err := c.Resubmit(ctx, c.As("drafter"), review.SubmitInput{Matter: o.Matter}); err != nil {
		t.Fatal(err)
	}
	p := points(t, c, "reviewer", o.Matter, 0)[3]
	if p.Round != 2 || p.Confirmed || !p.Carried() || p.Conclusion.Verdict != review.Problem || p.Conclusion.Answer == nil {
		t.Errorf("in the second round: %+v", p)
	}
	if done, err := c.ConcludeRest(ctx, c.As("reviewer"), review.MoveInput{Matter: o.Matter}); err != nil || len(done) != 8 || slices.Contains(done, "measures") {
		t.Errorf("confirming the rest: %v, %v", done, err)
	}
	check := func(id storage.ID, fulfilled bool, words string) error {
		return c.CheckAnswer(ctx, c.As("reviewer"), review.CheckAnswerInput{Comment: id, Fulfilled: fulfilled, Words: words})
	}
	// Nobody confirms, or passes over, an answer that they have not seen.
	seen := storage.ID("")
	var stale *storage.Stale
	if err := c.CheckAnswer(ctx, c.As("reviewer"), review.CheckAnswerInput{Comment: ids[0], Seen: &seen, Fulfilled: true}); !errors.As(err, &stale) {
		t.Errorf("confirming an answer not seen: %v", err)
	}
	if err := c.Answer(ctx, c.As("drafter"), review.AnswerInput{Comment: ids[0], Seen: &seen, Verdict: review.Adopted}); !errors.As(err, &stale) {
		t.Errorf("passing over an answer not seen: %v", err)
	}
	seen = comments(t, c, "drafter", o.Matter, 2)[0].Answer.ID
	if err := c.Answer(ctx, c.As("drafter"), review.AnswerInput{Comment: ids[0], Seen: &seen, Verdict: review.Adopted}); err != nil {
		t.Errorf("answering again, having seen the last: %v", err)
	}
	if err := check(ids[1], false, ""); !isInvalid(err) {
		t.Errorf("not fulfilled without words: %v", err)
	}
	if err := errors.Join(check(ids[0], true, ""), check(ids[1], false, "第三条没有改动。")); err != nil {
		t.Fatal(err)
	}
	if _, err := c.ReturnForAmendment(ctx, c.As("reviewer"), review.MoveInput{Matter: o.Matter}); err != nil {
		t.Fatal(err)
	}
	_, err = c.Resubmit(ctx, c.As("drafter"), review.SubmitInput{Matter: o.Matter})
	if !errors.As(err, &refused) || refused.Why != review.WhyAnswers || !slices.Equal(refused.Items, []string{string(ids[1])}) {
		t.Errorf("a promise not kept needs another answer: %v", err)
	}
	for _, one := range comments(t, c, "drafter", o.Matter, 2) {
		resolved := one.ResolvedAt != nil
		if want := one.ID == ids[0]; resolved != want {
			t.Errorf("%s: settled is %v", one.Words, resolved)
		}
		if one.ID == ids[1] && (one.Answer.Fulfilled == nil || *one.Answer.Fulfilled || one.Answer.CheckWords != "第三条没有改动。") {
			t.Errorf("the drafter is told %+v", one.Answer)
		}
	}
}
