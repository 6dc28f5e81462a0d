package review_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/review/reviewtest"
	"hefa/storage"
	"hefa/storage/storagetest"
)

// three are bodies to be asked, each with a drafter of the name.
func three(t *testing.T, c *reviewtest.City) []storage.ID {
	t.Helper()
	bodies := []storage.ID{c.Housing}
	for account, name := range map[string]string{"police": "云州市公安局", "school": "云州市教育局"} {
		b := storagetest.Body(t, c.Store, storage.Body{Name: name, Parent: c.Government})
		person(t, c, account, storage.Drafter, b)
		bodies = append(bodies, b)
	}
	return bodies
}

func round(t *testing.T, c *reviewtest.City, account string, id storage.ID) review.Round {
	t.Helper()
	r, err := c.Round(context.Background(), c.See(account), id)
	if err != nil {
		t.Fatalf("%s: %v", account, err)
	}
	return r
}

// A round with three bodies: by article, nothing, and silence.
func TestRound(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	asked := three(t, c)
	in := review.ConsultInput{Matter: o.Matter, Bodies: asked, Due: today(t, c).Add(10), Letter: "请于期限前函复意见。"}
	for what, change := range map[string]func(*review.ConsultInput){
		"no letter":          func(in *review.ConsultInput) { in.Letter = " " },
		"no body":            func(in *review.ConsultInput) { in.Bodies = nil },
		"the drafting body":  func(in *review.ConsultInput) { in.Bodies = []storage.ID{c.Transport} },
		"the reviewing body": func(in *review.ConsultInput) { in.Bodies = []storage.ID{c.Justice} },
		"no such body":       func(in *review.ConsultInput) { in.Bodies = []storage.ID{storage.NewID()} },
		"yesterday":          func(in *review.ConsultInput) { in.Due = today(t, c).Add(-1) },
	} {
		bad := in
		change(&bad)
		if _, err := c.Consult(ctx, c.As("drafter"), bad); !isInvalid(err) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := c.Matter(ctx, c.See("stranger"), o.Matter); !errors.Is(err, storage.ErrNotFound) {
		t.Fatalf("read before being asked: %v", err)
	}
	id, err := c.Consult(ctx, c.As("drafter"), in)
	if err != nil {
		t.Fatal(err)
	}
	for _, account := range []string{"stranger", "housing", "police", "school"} {
		if items, err := c.MyWork(ctx, c.See(account)); err != nil || len(items) != 1 || items[0].For != review.Consulted || items[0].Round != id || items[0].Due != in.Due {
			t.Errorf("%s has %+v to do, %v", account, items, err)
		}
	}
	if told := options(t, c, "stranger", o.Matter); len(told) != 0 {
		t.Errorf("an asked body may %v", told)
	}
	reply := review.AnswerRoundInput{Round: id, Replies: []review.RoundReplyInput{{Address: "1", Words: "应当写明依据。", Proposed: "第一条　根据……制定本办法。"}, {Words: "总体同意。"}}}
	if err := c.AnswerRound(ctx, c.As("stranger"), reply); err != nil {
		t.Fatal(err)
	}
	if got := round(t, c, "drafter", id); len(got.Bodies[0].Replies) != 0 {
		t.Errorf("the asking body reads what is not signed: %+v", got.Bodies[0])
	}
	if got := round(t, c, "housing", id); len(got.Bodies[0].Replies) != 2 {
		t.Errorf("the body's own people do not: %+v", got.Bodies[0])
	}
	reply.Sign = true
	if err := c.AnswerRound(ctx, c.As("housing"), reply); err != nil {
		t.Fatal(err)
	}
	if err := c.AnswerRound(ctx, c.As("stranger"), reply); !refusedFor(err, review.WhySigned) {
		t.Errorf("signed twice: %v", err)
	}
	for _, sql := range []string{`UPDATE consulted_reply SET words = 'x'`, `DELETE FROM consulted_reply`, `UPDATE consulted_body SET no_comment = true WHERE signed_at IS NOT NULL`} {
		if _, err := c.Store.DB.Exec(sql); err == nil {
			t.Errorf("%s: done", sql)
		}
	}
	if err := c.AnswerRound(ctx, c.As("police"), review.AnswerRoundInput{Round: id, Sign: true}); !isInvalid(err) {
		t.Errorf("neither comment nor none: %v", err)
	}
	if err := c.AnswerRound(ctx, c.As("police"), review.AnswerRoundInput{Round: id, NoComment: true, Sign: true}); err != nil {
		t.Fatal(err)
	}
	if err := c.AnswerRound(ctx, c.As("reviewer"), reply); !errors.Is(err, storage.ErrForbidden) && !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("a body that is not asked: %v", err)
	}
	if n, err := c.Remind(ctx, c.As("legal"), review.RemindInput{Round: id}); err != nil || n != 1 {
		t.Errorf("reminded %d, %v", n, err)
	}
	finishRound(t, c, id)
}

// finishRound treats the replies, records a coordination and closes.
func finishRound(t *testing.T, c *reviewtest.City, id storage.ID) {
	t.Helper()
	ctx := context.Background()
	closing := review.CloseRoundInput{Round: id, Why: "市教育局逾期未复"}
	if err := c.CloseRound(ctx, c.As("drafter"), closing); !refusedFor(err, review.WhyUntreated) {
		t.Errorf("closed before the replies are treated: %v", err)
	}
	replies := round(t, c, "drafter", id).Bodies[0].Replies
	if err := c.Treat(ctx, c.As("drafter"), review.TreatInput{Round: id, Reply: replies[0].ID, Verdict: review.NotAdopted}); !isInvalid(err) {
		t.Errorf("not adopted without a reason: %v", err)
	}
	for i, v := range []review.Verdict{review.NotAdopted, review.Adopted} {
		if err := c.Treat(ctx, c.As("drafter"), review.TreatInput{Round: id, Reply: replies[i].ID, Verdict: v, Reason: "已在说明中写明。"}); err != nil {
			t.Fatal(err)
		}
	}
	talk := review.CoordinateInput{Round: id, About: "第一条", HeldOn: today(t, c), Participants: "两局分管负责人", Agreed: "暂按原文，送审时说明。", Result: review.NotAgreed}
	if _, err := c.Coordinate(ctx, c.As("drafter"), talk); !isInvalid(err) {
		t.Errorf("not agreed, and nobody is of another opinion: %v", err)
	}
	talk.Dissenting = []storage.ID{c.Housing}
	if _, err := c.Coordinate(ctx, c.As("stranger"), talk); !errors.Is(err, storage.ErrForbidden) {
		t.Errorf("an asked body records it: %v", err)
	}
	if _, err := c.Coordinate(ctx, c.As("drafter"), talk); err != nil {
		t.Fatal(err)
	}
	if err := c.CloseRound(ctx, c.As("drafter"), review.CloseRoundInput{Round: id}); !isInvalid(err) {
		t.Errorf("closed without saying why not all have answered: %v", err)
	}
	sheet, err := c.Store.Keep(ctx, strings.NewReader("表"), 3, "征求意见汇总.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	if err != nil {
		t.Fatal(err)
	}
	closing.Sheet = &sheet
	if err := c.CloseRound(ctx, c.As("drafter"), closing); err != nil {
		t.Fatal(err)
	}
	r := round(t, c, "drafter", id)
	if r.Open() || r.ClosedWhy == "" || len(r.Coordinations) != 1 || r.Coordinations[0].Dissenting[0].ID != c.Housing {
		t.Errorf("%+v", r)
	}
	list, err := c.Materials(ctx, c.See("drafter"), r.Matter)
	if err != nil {
		t.Fatal(err)
	}
	brought := 0
	for _, item := range list {
		for _, m := range item.Materials {
			if m.File != nil && m.File.Hash == sheet.Hash {
				brought++
			}
		}
	}
	if brought != 1 {
		t.Errorf("the matrix stands %d times on the checklist", brought)
	}
	if err := c.AnswerRound(ctx, c.As("school"), review.AnswerRoundInput{Round: id, NoComment: true, Sign: true}); !refusedFor(err, review.WhyRoundClosed) {
		t.Errorf("answered after the end: %v", err)
	}
	// The asked bodies still read for ten days.
	if got := round(t, c, "stranger", id); got.Bodies[0].Replies[0].Verdict != review.NotAdopted {
		t.Errorf("%+v", got.Bodies[0])
	}
	if _, err := c.Store.DB.Exec(`UPDATE grants SET until = today() - 1 WHERE reason = $1 AND until = today() + 10`, id); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Matter(ctx, c.See("stranger"), r.Matter); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("they read on: %v", err)
	}
}

// The reviewing body's own round is nobody's but its own and the asked bodies'
// until it is closed, and shows them nothing of its comments.
func TestRoundOfTheReviewingBody(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o := bring(t, c, procedure.InReview)
	if _, err := c.Comment(ctx, c.As("reviewer"), review.CommentInput{Matter: o.Matter, Words: "内部"}); err != nil {
		t.Fatal(err)
	}
	in := review.ConsultInput{Matter: o.Matter, Bodies: []storage.ID{c.Housing}, Due: today(t, c), Letter: "请函复。"}
	if _, err := c.Consult(ctx, c.As("drafter"), in); !refusedFor(err, review.WhyState) {
		t.Errorf("the drafters ask in review: %v", err)
	}
	id, err := c.Consult(ctx, c.As("reviewer"), in)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Round(ctx, c.See("drafter"), id); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("the drafters read of it: %v", err)
	}
	if list, err := c.Comments(ctx, c.See("stranger"), o.Matter, 0); err != nil || len(list) != 0 {
		t.Errorf("an asked body reads %+v, %v", list, err)
	}
	if got := round(t, c, "reviewer2", id); !got.MayAsk {
		t.Error("another reviewer may not lead it on")
	}
	// The matter goes on; the round is led to its end nevertheless.
	if _, err := c.ReturnForAmendment(ctx, c.As("reviewer"), review.MoveInput{Matter: o.Matter, Reason: "请修改"}); err != nil {
		t.Fatal(err)
	}
	if err := c.AnswerRound(ctx, c.As("stranger"), review.AnswerRoundInput{Round: id, NoComment: true, Sign: true}); err != nil {
		t.Fatal(err)
	}
	if err := c.CloseRound(ctx, c.As("head"), review.CloseRoundInput{Round: id}); err != nil {
		t.Fatal(err)
	}
	if got := round(t, c, "drafter", id); !got.Bodies[0].NoComment {
		t.Errorf("%+v", got)
	}
}
