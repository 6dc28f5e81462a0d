package web

import (
	"net/http"
	"strings"
	"testing"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
)

// The whole main job, by five people's programs: from the first draft through
// a return for completion, comments, an amended draft and its redline to the
// published version.
func TestMainJob(t *testing.T) {
	c := newAPICity(t)
	o := c.open("drafter", "云州市停车管理办法")
	matter, document := "/matters/"+string(o.Matter), "/documents/"+string(o.ID)
	var d storage.Document
	c.get("drafter", document).want(200).into(&d)
	if d.Kind != storage.Normative || d.Status != storage.Drafting || d.Issuing[0].ID != c.Government || d.Drafting[0].ID != c.Transport {
		t.Errorf("the document is %+v", d)
	}
	move := func(account string, in map[string]any) review.Moved {
		t.Helper()
		var m review.Moved
		c.send(account, http.MethodPost, matter+"/moves", in).want(200).into(&m)
		return m
	}

	// Materials, one of them a file, and the way to the completeness check.
	var checklist listed[review.ChecklistItem]
	c.get("drafter", matter+"/materials").want(200).into(&checklist)
	var absent []map[string]string
	for i, item := range checklist.Items {
		if !item.Required {
			continue
		}
		if i == 0 {
			c.upload("drafter", matter+"/materials", []string{"code", item.Code, "file", "@说明.txt:起草说明"}).want(201).position()
			continue
		}
		absent = append(absent, map[string]string{"code": item.Code, "absence": "无"})
	}
	c.send("drafter", http.MethodPost, matter+"/moves", map[string]any{"act": "submit"}).problem(409, "refused-materials", "")
	c.send("drafter", http.MethodPost, matter+"/moves", map[string]any{"act": "submit", "materials": absent}).problem(409, "refused-steps", "")
	move("drafter", map[string]any{"act": "submit", "materials": absent, "others": "不适用"})
	c.send("drafter", http.MethodPost, matter+"/moves", map[string]any{"act": "consent"}).problem(403, "forbidden", "")
	c.send("legal", http.MethodPost, matter+"/moves", map[string]any{"act": "decline"}).problem(422, "required", "reason")
	move("legal", map[string]any{"act": "consent"})

	// Returned for completion, completed, accepted.
	first := checklist.Items[0].Code
	move("reviewer", map[string]any{"act": "return-completion", "missing": []map[string]string{{"code": first, "note": "请补充依据"}}})
	c.upload("drafter", matter+"/materials", []string{"code", first, "file", "@依据.txt:依据"}).want(201)
	c.upload("drafter", document+"/drafts", []string{"file", "@办法.md:" + rule(2), "further", "@附件.txt:附件一"}).want(201)
	move("drafter", map[string]any{"act": "resubmit"})
	c.send("reviewer", http.MethodPost, matter+"/moves", map[string]any{"act": "accept"}).problem(422, "required", "complete")
	move("reviewer", map[string]any{"act": "accept", "complete": true})
	var m apiMatterRead
	c.get("reviewer", matter).want(200).into(&m)
	if m.State != "review" || m.Draft != 2 || m.Clock.Due == "" {
		t.Errorf("after acceptance the matter is %+v", m.Matter)
	}
	c.get("reviewer", matter+"/reckoning").want(200)

	// A comment on a unit, sent over with the return, answered and resolved.
	var comment apiID
	c.send("reviewer", http.MethodPost, matter+"/comments", map[string]any{"address": "3.1", "range": map[string]int{"start": 0, "end": 8},
		"kind": "power", "weight": "must", "text": "请说明依据。", "mentions": []storage.ID{c.People["head"]}}).want(201).into(&comment)
	var placed listed[review.Comment]
	c.get("drafter", matter+"/comments").want(200).into(&placed)
	if placed.Total != 0 {
		t.Errorf("the drafter reads %d comments before they are sent over", placed.Total)
	}
	move("reviewer", map[string]any{"act": "return-amendment"})
	c.get("drafter", matter+"/comments").want(200).into(&placed)
	if placed.Total != 1 || placed.Items[0].Quoted != "市交通运输局负责" || placed.Items[0].Place.Address != "3.1" {
		t.Errorf("the drafter reads %+v", placed)
	}
	c.upload("drafter", document+"/drafts", []string{"file", "@办法.txt:" + strings.Replace(rule(3), "第二条 本办法适用于本市。\n\n第三条", "第二条 本办法适用于本市。\n\n第三条 停车管理遵循便民原则。\n\n第四条", 1)}).want(201)
	c.send("drafter", http.MethodPost, matter+"/moves", map[string]any{"act": "resubmit"}).problem(409, "refused-answers", "")
	c.send("drafter", http.MethodPost, "/comments/"+string(comment.ID)+"/answer", map[string]any{"verdict": "not-adopted"}).problem(422, "required", "reason")
	c.send("drafter", http.MethodPost, "/comments/"+string(comment.ID)+"/answer", map[string]any{"verdict": "partly", "reason": "职责已有规定。"}).want(204).position()
	c.send("drafter", http.MethodPost, "/comments/"+string(comment.ID)+"/replies", map[string]any{"text": "已补充说明。"}).want(201)
	move("drafter", map[string]any{"act": "resubmit"})
	c.get("reviewer", matter+"/comments?draft=3").want(200).into(&placed)
	if p := placed.Items[0]; p.Place.Placed != review.PlacedMoved || p.Place.Address != "4.1" || p.Answer == nil || len(p.Replies) != 1 {
		t.Errorf("on draft 3 the comment is %+v", p)
	}
	c.get("reviewer", matter+"/comments?draft=2").want(200).into(&placed)
	if placed.Items[0].Place.Placed != review.PlacedYes {
		t.Errorf("on draft 2 the comment is at %+v", placed.Items[0].Place)
	}

	// The opinion.
	propose := map[string]any{"act": "propose", "conclusion": "lawful", "text": "经审核，该办法合法。"}
	c.send("reviewer", http.MethodPost, matter+"/moves", propose).problem(409, "refused-points", "")
	c.send("reviewer", http.MethodPost, matter+"/points", nil).want(200).position()
	c.send("reviewer", http.MethodPost, matter+"/points", nil).problem(422, "none-left", "points")
	c.send("reviewer", http.MethodPut, matter+"/points/power", map[string]any{"verdict": "not-applicable"}).problem(422, "applies", "verdict")
	c.send("reviewer", http.MethodPut, matter+"/points/power", map[string]any{"verdict": "problem"}).problem(422, "required", "remark")
	c.send("reviewer", http.MethodPut, matter+"/points/power", map[string]any{"verdict": "in-order", "seen": "", "basis": "三定方案"}).want(200).position()
	c.send("reviewer", http.MethodPut, matter+"/points/power", map[string]any{"verdict": "in-order", "seen": ""}).problem(409, "stale", "")
	var points listed[review.Point]
	c.get("drafter", matter+"/points").want(200).into(&points)
	if points.Total != 0 {
		t.Errorf("the drafter reads %d points before the signature", points.Total)
	}
	var composed struct{ Text string }
	c.get("reviewer", matter+"/opinion-text").want(200).into(&composed)
	if !strings.Contains(composed.Text, "未采纳和部分采纳的意见") || !strings.Contains(composed.Text, "职责已有规定。") {
		t.Errorf("what was not adopted is not in %q", composed.Text)
	}
	c.send("reviewer", http.MethodPost, matter+"/moves", propose).problem(409, "refused-must", "")
	c.send("reviewer", http.MethodPost, "/comments/"+string(comment.ID)+"/resolve", nil).want(204)
	move("reviewer", propose)
	move("head", map[string]any{"act": "send-back", "reason": "请补充结论。"})
	move("reviewer", propose)
	c.send("reviewer", http.MethodPost, matter+"/moves", map[string]any{"act": "sign"}).problem(403, "forbidden", "")
	c.send("head", http.MethodPost, matter+"/moves", map[string]any{"act": "sign"}).problem(409, "refused-unread", "")
	move("head", map[string]any{"act": "sign", "unread": true})
	c.get("drafter", matter+"/points").want(200).into(&points)
	if points.Total != 9 || !points.Items[1].Confirmed || points.Items[1].Conclusion.Basis != "三定方案" || len(points.Items[1].Before) != 0 {
		t.Errorf("with the opinion the drafter reads %+v", points)
	}
	var opinions listed[review.Opinion]
	c.get("drafter", matter+"/opinions").want(200).into(&opinions)
	paper := c.get("drafter", matter+"/opinions/"+string(opinions.Items[0].ID)+"/content").want(200)
	if !strings.HasPrefix(string(paper.body), "PK") || !strings.Contains(paper.header.Get("Content-Disposition"), "%E5%90%88%E6%B3%95%E6%80%A7%E5%AE%A1%E6%A0%B8%E6%84%8F%E8%A7%81%E4%B9%A6") {
		t.Errorf("the paper is %q", paper.header.Get("Content-Disposition"))
	}
	var promises listed[review.Promise]
	c.get("drafter", matter+"/answers").want(200).into(&promises)
	if promises.Total != 1 || promises.Items[0].From != 2 || promises.Items[0].To != 3 || promises.Items[0].Unchanged || promises.Items[0].Comment.Answer.Reason == "" {
		t.Errorf("the promises are %+v", promises)
	}
	if opinions.Total != 1 || opinions.Items[0].Number == "" || opinions.Items[0].Draft != 3 || !opinions.Items[0].Current {
		t.Errorf("the drafter reads opinions %+v", opinions)
	}

	// Published: in force as v1 from its day.
	publish := map[string]any{"act": "publish", "issuingNumber": "云政规〔2026〕1号", "published": "2026-01-05", "effective": "2026-02-01"}
	c.get("registrar", document).want(200)
	var work listed[review.Item]
	c.get("registrar", "/my-work").want(200).into(&work)
	if work.Total != 1 || work.Items[0].For != "publish" {
		t.Errorf("the registrar's work is %+v", work)
	}
	c.send("registrar", http.MethodPost, matter+"/moves", publish).problem(409, "refused-stated", "")
	publish["confirmed"] = true
	if moved := move("registrar", publish); moved.Version != 1 || moved.State != "published" {
		t.Errorf("publishing answered %+v", moved)
	}
	c.send("registrar", http.MethodPost, matter+"/moves", publish).problem(409, "refused-state", "")
	var version storage.Version
	c.get("stranger", document+"/versions/1?on=2026-02-01").want(200).into(&version)
	if version.IssuingNumber != "云政规〔2026〕1号" || version.Draft != 3 || version.Effective != "2026-02-01" {
		t.Errorf("v1 is %+v", version)
	}
	var moves listed[review.Move]
	c.get("drafter", matter+"/moves").want(200).into(&moves)
	if moves.Total != 12 {
		t.Errorf("%d moves are told", moves.Total)
	}

	// An amendment begins the next matter.
	var next opened
	c.upload("drafter", document+"/amendments", []string{"file", "@修订.txt:" + rule(4)}).want(201).into(&next)
	if next.Matter == o.Matter || next.Draft != 4 {
		t.Errorf("the amendment is %+v", next)
	}
	c.upload("drafter", document+"/amendments", []string{"file", "@修订.txt:" + rule(5)}).problem(409, "refused-running", "")
}

// After an unlawful opinion the head says where the matter goes.
func TestNextAfterSigningAPI(t *testing.T) {
	c := newAPICity(t)
	o := c.Open("云州市公共自行车管理办法", bikes1)
	c.To(o.Matter, procedure.InReview)
	moves := "/matters/" + string(o.Matter) + "/moves"
	c.send("reviewer", http.MethodPost, moves, map[string]any{"act": "propose", "conclusion": "unlawful", "text": "超越职权。"}).want(200)
	c.send("head", http.MethodPost, moves, map[string]any{"act": "sign", "unread": true, "next": "published"}).problem(422, "unknown", "next")
	var moved review.Moved
	c.send("head", http.MethodPost, moves, map[string]any{"act": "sign", "unread": true, "next": "closed"}).want(200).into(&moved)
	if moved.State != procedure.Closed {
		t.Errorf("it is %s", moved.State)
	}
}
