package review_test

import (
	"context"
	"testing"

	"hefa/lawtext"
	"hefa/review"
	"hefa/review/procedure"
	"hefa/review/reviewtest"
	"hefa/storage"
	"hefa/storage/cluster/clustertest"
	"hefa/storage/storagetest"
)

func TestMain(m *testing.M) { clustertest.Main(m) }

const first = `云州市公共自行车管理办法
第一条　为了规范公共自行车管理，制定本办法。
第二条　设置停放点的单位应当向交通运输部门申请领取设置许可证。
第三条　骑行人不得在非停放点停放公共自行车。
第四条　本办法自2024年5月1日起施行。
`

const second = `云州市公共自行车管理办法
第一条　为了规范公共自行车管理，制定本办法。
第二条　本办法所称公共自行车，是指政府投放、供公众租用的自行车。
第三条　设置停放点的单位应当向交通运输部门办理备案。
第四条　骑行人不得在非停放点停放公共自行车。
第五条　本办法自2024年5月1日起施行。
`

// The whole main job: five people, two drafts, one comment carried from the
// first to the second, in force at the end.
func TestMainJob(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.InReview)

	comment, err := c.Comment(ctx, c.As("reviewer"), review.CommentInput{Matter: o.Matter, Address: "2",
		Kind: review.KindMeasures, Weight: review.Must, Words: "规范性文件不得设定行政许可。", Mentions: []storage.ID{c.People["drafter"]}})
	if err != nil {
		t.Fatal(err)
	}
	words, err := c.Comment(ctx, c.As("reviewer"), review.CommentInput{Matter: o.Matter, Address: "3.1",
		Range: &lawtext.Range{Start: 0, End: 3}, Words: "骑行人宜界定。"})
	if err != nil {
		t.Fatal(err)
	}
	if list := comments(t, c, "drafter", o.Matter, 1); len(list) != 0 {
		t.Fatalf("the drafter sees %d comments before they are sent over", len(list))
	}
	if _, err := c.ReturnForAmendment(ctx, c.As("reviewer"), review.MoveInput{Matter: o.Matter}); err != nil {
		t.Fatal(err)
	}
	if list := comments(t, c, "drafter", o.Matter, 1); len(list) != 2 || list[1].Quoted != "骑行人" {
		t.Fatalf("the drafter sees %+v", list)
	}
	added, err := c.AddDraft(ctx, c.As("drafter"), review.AddDraftInput{Document: o.Document, Upload: storagetest.Upload(t, c.Store, second)})
	if err != nil || added.Number != 2 {
		t.Fatalf("%+v, %v", added, err)
	}
	for _, id := range []storage.ID{comment, words} {
		if err := c.Answer(ctx, c.As("drafter"), review.AnswerInput{Comment: id, Verdict: review.Adopted}); err != nil {
			t.Fatal(err)
		}
	}
	moved, err := c.Resubmit(ctx, c.As("drafter"), review.SubmitInput{Matter: o.Matter})
	if err != nil || moved.State != procedure.InReview {
		t.Fatalf("%+v, %v", moved, err)
	}
	placed := map[storage.ID]review.Place{}
	for _, one := range comments(t, c, "reviewer", o.Matter, 2) {
		placed[one.ID] = one.Place
	}
	if p := placed[comment]; p.Placed != review.PlacedMoved || p.Address != "3" {
		t.Errorf("the comment on article 2 stands at %+v", p)
	}
	if p := placed[words]; p.Address != "4.1" || p.Range == nil || p.Range.Start != 0 {
		t.Errorf("the comment on words of article 3 stands at %+v", p)
	}
	if err := c.Resolve(ctx, c.As("reviewer"), review.CommentRef{Comment: comment}); err != nil {
		t.Fatal(err)
	}
	// The conclusions of the first round are to be confirmed.
	_, err = c.Propose(ctx, c.As("reviewer"), review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Lawful, Words: "合法。"})
	if !refusedFor(err, review.WhyPoints) {
		t.Errorf("proposed before the points were confirmed: %v", err)
	}
	c.InOrder("reviewer", o.Matter)
	conclude(t, c, o)
}

// conclude carries the second round to the version in force.
func conclude(t *testing.T, c *reviewtest.City, o review.Opened) {
	ctx := context.Background()
	if _, err := c.Matter(ctx, c.See("registrar"), o.Matter); err == nil {
		t.Error("the registrar reads the draft before the signature")
	}
	m := matter(t, c, "reviewer", o.Matter)
	if m.Round != 2 || m.Clock.Due == "" {
		t.Errorf("round %d, due %q", m.Round, m.Clock.Due)
	}
	if _, err := c.Propose(ctx, c.As("reviewer"), review.ProposeInput{Matter: o.Matter, Rev: m.Rev,
		Conclusion: procedure.Lawful, Words: "经审核，合法。"}); err != nil {
		t.Fatal(err)
	}
	signed, err := c.Sign(ctx, c.As("head"), review.SignInput{Matter: o.Matter, Unread: true})
	if err != nil || signed.State != procedure.OpinionSigned {
		t.Fatalf("%+v, %v", signed, err)
	}
	published, err := c.Publish(ctx, c.As("registrar"), review.PublishInput{Matter: o.Matter,
		IssuingNumber: "云政规〔2024〕3号", Published: "2024-04-20", Effective: "2024-05-01", ValidUntil: "2029-04-30"})
	if err != nil || published.Version != 1 {
		t.Fatalf("%+v, %v", published, err)
	}
	for day, want := range map[storage.Day]storage.Status{"2024-04-30": storage.NotYetEffective,
		"2024-05-01": storage.InForce, "2029-04-30": storage.InForce, "2029-05-01": storage.Lapsed} {
		d, err := storage.ReadDocument(ctx, c.Store.DB, o.Document, day)
		if err != nil || d.Status != want {
			t.Errorf("on %s it is %s (%v), want %s", day, d.Status, err, want)
		}
	}
	moves, err := c.Moves(ctx, c.See("drafter"), o.Matter)
	if err != nil {
		t.Fatal(err)
	}
	var acts []procedure.Act
	for _, m := range moves {
		acts = append(acts, m.Act)
	}
	if len(acts) != 8 || acts[7] != procedure.Publish {
		t.Errorf("moves: %v", acts)
	}
}

func comments(t *testing.T, c *reviewtest.City, account string, matter storage.ID, on int) []review.Comment {
	t.Helper()
	list, err := c.Comments(context.Background(), c.See(account), matter, on)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func matter(t *testing.T, c *reviewtest.City, account string, id storage.ID) review.Matter {
	t.Helper()
	m, err := c.Matter(context.Background(), c.See(account), id)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
