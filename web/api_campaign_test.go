package web

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"hefa/review/cleanup"
	"hefa/review/procedure"
	"hefa/storage"
)

// A campaign: what is in force is listed, concluded with its grounds, exported;
// repeal ends a document on its day.
func TestCampaign(t *testing.T) {
	c := newAPICity(t)
	inForce := c.open("drafter", "云州市停车管理办法")
	c.To(inForce.Matter, procedure.Published)
	drafted := c.open("drafter", "云州市公园管理办法")
	var begun cleanup.Begun
	in := map[string]any{"title": "2026年专项清理", "basis": "机构改革", "due": "2026-12-31", "documents": []storage.ID{inForce.ID, drafted.ID}}
	c.send("drafter", http.MethodPost, "/campaigns", in).problem(403, "forbidden", "")
	a := c.send("cleanup", http.MethodPost, "/campaigns", in).want(201).into(&begun)
	a.position()
	if begun.Added != 1 || len(begun.Skipped) != 1 || begun.Skipped[0] != drafted.ID || a.header.Get("Location") != apiRoot+"/campaigns/"+string(begun.Campaign) {
		t.Errorf("begun as %+v", begun)
	}
	campaign := "/campaigns/" + string(begun.Campaign)
	item := campaign + "/items/" + string(inForce.ID)
	c.send("cleanup", http.MethodPut, item+"/conclusion", map[string]string{"conclusion": "keep"}).problem(422, "required", "grounds")
	c.send("cleanup", http.MethodPut, item+"/conclusion", map[string]string{"conclusion": "repeal", "grounds": "机构已撤销"}).problem(422, "required", "ends")
	repeal := map[string]string{"conclusion": "repeal", "grounds": "机构已撤销", "ends": "2026-06-01"}
	c.send("auditor", http.MethodPut, item+"/conclusion", repeal).problem(403, "forbidden", "")
	c.send("head", http.MethodPut, item+"/conclusion", repeal).problem(404, "not-found", "")
	tagged := c.send("cleanup", http.MethodPut, item+"/conclusion", repeal, "If-Match", `"1"`).want(200)
	c.send("cleanup", http.MethodPut, item+"/conclusion", repeal, "If-Match", `"1"`).problem(409, "stale", "")
	c.send("cleanup", http.MethodDelete, item, nil, "If-Match", tagged.header.Get("ETag")).problem(422, "concluded", "document")

	var d storage.Document
	c.get("stranger", "/documents/"+string(inForce.ID)+"?on=2026-05-31").want(200).into(&d)
	if d.Status != storage.InForce {
		t.Errorf("on its last day it is %s", d.Status)
	}
	c.get("stranger", "/documents/"+string(inForce.ID)+"?on=2026-06-01").want(200).into(&d)
	if d.Status != storage.Repealed {
		t.Errorf("on the day after it is %s", d.Status)
	}
	var items listed[cleanup.Item]
	c.get("cleanup", campaign+"/items").want(200).into(&items)
	if items.Total != 1 || items.Items[0].Conclusion != cleanup.Repeal || items.Items[0].Ends != "2026-06-01" {
		t.Errorf("the list is %+v", items)
	}
	c.get("cleanup", campaign+"/items?open=true").want(200).into(&items)
	var one cleanup.Campaign
	c.get("auditor", campaign).want(200).into(&one)
	if items.Total != 0 || one.Progress.Repeal != 1 || one.Progress.Open != 0 {
		t.Errorf("%d are open, progress %+v", items.Total, one.Progress)
	}
	c.get("cleanup", item+"/evidence").want(200)
	book, err := excelize.OpenReader(bytes.NewReader(c.get("cleanup", campaign+"/export").want(200).body))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.GetRows(book.GetSheetName(0))
	if err != nil || len(rows) != 2 || !strings.Contains(strings.Join(rows[1], "|"), "云州市停车管理办法") || !strings.Contains(strings.Join(rows[1], "|"), "废止") {
		t.Errorf("exported %v (%v)", rows, err)
	}
}

// What was done to a document is told to those who may know it.
func TestHistory(t *testing.T) {
	c := newAPICity(t)
	o := c.open("drafter", "云州市停车管理办法")
	c.To(o.Matter, procedure.InReview)
	c.send("reviewer", http.MethodPost, "/matters/"+string(o.Matter)+"/comments", map[string]string{"text": "请说明依据。"}).want(201)
	c.get("legal", "/documents/"+string(o.ID)+"/drafts/1/content").want(200)
	acts := func(account string) string {
		var list listed[storage.Event]
		c.get(account, "/documents/"+string(o.ID)+"/events?size=100").want(200).into(&list)
		var all []string
		for _, e := range list.Items {
			all = append(all, string(e.Act))
		}
		return strings.Join(all, " ")
	}
	if got := acts("drafter"); got != "accept consent submit matter-opened" {
		t.Errorf("the drafter is told %s", got)
	}
	if got := acts("head"); got != "commented points-concluded accept consent submit matter-opened" {
		t.Errorf("the head is told %s", got)
	}
	c.get("stranger", "/documents/"+string(o.ID)+"/events").problem(404, "not-found", "")
	second := c.open("drafter", "云州市公园管理办法")
	c.To(second.Matter, procedure.Published)
	o = second
	if got := acts("stranger"); got != "publish" {
		t.Errorf("a stranger is told %s", got)
	}
}
