package web

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
)

// cites reads what the only comment of a matter rests on.
func cites(t *testing.T, r *review.Review, v storage.Viewer, matter storage.ID) string {
	t.Helper()
	list, err := r.Comments(context.Background(), v, matter, 0)
	if err != nil || len(list) != 1 {
		t.Fatalf("%+v, %v", list, err)
	}
	said := ""
	for _, b := range list[0].Bases {
		said += b.Cited()
	}
	return said
}

// What an unsent comment rests on is changed with its words, in the page and
// through the API; what was picked is there again where the form failed.
func TestBasesOfAnUnsentComment(t *testing.T) {
	s := newSite(t, nil)
	law := s.published("云州示例许可条例", bikes1, s.Government)
	o := s.Open("云州市公共自行车管理办法", bikes1)
	s.To(o.Matter, procedure.InReview)
	ref := func(article string) string { return string(law) + "@v1#" + article }
	matter, b := "/matters/"+string(o.Matter), s.as("reviewer")
	b.post(matter+"/comments", b.form(matter, url.Values{"text": {"应当有依据"}, "audience": {"draft"}, "basis": {ref("2")}})).must(t, 303, "noting")
	threads, err := s.Comments(context.Background(), s.See("reviewer"), o.Matter, 0)
	if err != nil {
		t.Fatal(err)
	}
	path := matter + "/comments/" + string(threads[0].ID) + "/edit"
	b.get(matter).says(t, "the form", `value="`+ref("2")+`" checked`)
	edit := func(status int, basis ...string) answer {
		return b.post(path, b.form(matter, url.Values{"text": {"应当有上位法依据"}, "basis-q": {""}, "basis": basis})).must(t, status, "editing")
	}
	edit(303, ref("3"), ref("1"))
	if got := cites(t, s.Review, s.See("reviewer"), o.Matter); got != "《云州示例许可条例》第三条《云州示例许可条例》第一条" {
		t.Errorf("it rests on %s", got)
	}
	failed := b.post(path, b.form(matter, url.Values{"text": {""}, "basis-q": {""}, "basis": {ref("2")}})).must(t, 422, "taking the words away")
	failed.says(t, "the form again", `value="`+ref("2")+`" checked`, "!value=\""+ref("3")+"\" checked")
	b.post(path, b.form(matter, url.Values{"text": {"x"}, "kind": {"nonsense"}})).must(t, 422, "a kind that is none")
	edit(303)
	if got := cites(t, s.Review, s.See("reviewer"), o.Matter); got != "" {
		t.Errorf("it still rests on %s", got)
	}
}

func TestBasesOfAnUnsentCommentAPI(t *testing.T) {
	c := newAPICity(t)
	o := c.Open("云州市公共自行车管理办法", bikes1)
	c.To(o.Matter, procedure.InReview)
	law := published(t, c.City, "云州示例许可条例", bikes1, c.Government)
	basis := func(article string) map[string]any {
		return map[string]any{"document": law, "version": 1, "address": article}
	}
	var made struct{ ID string }
	c.send("reviewer", http.MethodPost, "/matters/"+string(o.Matter)+"/comments",
		map[string]any{"text": "应当有依据", "audience": "draft", "bases": []any{basis("2")}}).want(201).into(&made)
	path := "/comments/" + made.ID
	for _, one := range []struct {
		in   map[string]any
		want string
	}{
		{map[string]any{"text": "改过"}, "《云州示例许可条例》第二条"},
		{map[string]any{"text": "改过", "bases": []any{basis("3")}}, "《云州示例许可条例》第三条"},
		{map[string]any{"text": "改过", "bases": []any{}}, ""},
	} {
		c.send("reviewer", http.MethodPatch, path, one.in).want(204)
		if got := cites(t, c.Review, c.See("reviewer"), o.Matter); got != one.want {
			t.Errorf("after %v it rests on %s", one.in, got)
		}
	}
	c.send("reviewer", http.MethodPatch, path, map[string]any{"text": "改过", "bases": []any{basis("99")}}).want(422)
	c.send("reviewer", http.MethodPatch, path, map[string]any{"text": "改过", "weight": "heavy"}).want(422)
}
