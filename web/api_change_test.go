package web

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"hefa/lawtext/office"
	"hefa/storage"
	"hefa/storage/storagetest"
)

// Only file and title are required; bodies may be named and repeat, in order.
func TestUploadDocument(t *testing.T) {
	c := newAPICity(t)
	file := "@办法.txt:" + rule(1)
	var o opened
	a := c.upload("drafter", "/documents", []string{"file", file, "title", "联合办法", "kind", "normative",
		"drafting", string(c.Transport), "drafting", "云州市住房和城乡建设局", "issuing", "云州市人民政府"}).want(201).into(&o)
	a.position()
	if a.header.Get("Location") != "/api/v1/documents/"+string(o.ID) || o.Number != 1 {
		t.Errorf("answered %s with Location %s", a.body, a.header.Get("Location"))
	}
	var d storage.Document
	c.get("stranger", "/documents/"+string(o.ID)).want(200).into(&d)
	if len(d.Drafting) != 2 || d.Drafting[0].ID != c.Transport || d.Drafting[1].ID != c.Housing {
		t.Errorf("drafted by %+v", d.Drafting)
	}
	for name, tc := range map[string]struct {
		account     string
		fields      []string
		status      int
		code, field string
	}{
		"no title":        {"drafter", []string{"file", file}, 422, "required", "title"},
		"no file":         {"drafter", []string{"title", "办法"}, 422, "required", "file"},
		"two files":       {"drafter", []string{"title", "办法", "file", file, "file", file}, 422, "required", "file"},
		"empty file":      {"drafter", []string{"title", "办法", "file", "@a.txt:"}, 422, "empty", ""},
		"lying extension": {"drafter", []string{"title", "办法", "file", "@a.docx:第一条"}, 415, "mismatch", ""},
		"a program":       {"drafter", []string{"title", "办法", "file", "@a.exe:MZ\x00\x01"}, 415, "mismatch", ""},
		"a picture":       {"drafter", []string{"title", "办法", "file", "@a.png:\x89PNG\r\n\x1a\n"}, 415, "unsupported", ""},
		"not UTF-8":       {"drafter", []string{"title", "办法", "file", "@a.txt:\xff\xff\xfe\xff\x80\x81"}, 422, "encoding", ""},
		"empty annex":     {"drafter", []string{"title", "办法", "file", file, "further", "@b.txt:"}, 422, "empty", ""},
		"unknown kind":    {"drafter", []string{"title", "办法", "file", file, "kind", "x"}, 422, "choice", "kind"},
		"no procedure":    {"drafter", []string{"title", "办法", "file", file, "kind", "law"}, 422, "no-procedure", "kind"},
		"unknown body":    {"drafter", []string{"title", "办法", "file", file, "issuing", "无此机关"}, 422, "choice", "issuing"},
		"unknown field":   {"drafter", []string{"title", "办法", "file", file, "tilte", "x"}, 422, "unknown-field", "tilte"},
		"not a drafter":   {"head", []string{"title", "办法", "file", file}, 403, "forbidden", ""},
		"another's body":  {"drafter", []string{"title", "办法", "file", file, "drafting", string(c.Housing)}, 403, "forbidden", ""},
		"not signed in":   {"", []string{"title", "办法", "file", file}, 401, "signed-out", ""},
	} {
		t.Run(name, func(t *testing.T) {
			c.t = t
			c.upload(tc.account, "/documents", tc.fields).problem(tc.status, tc.code, tc.field)
		})
	}
	c.t = t
	c.send("drafter", http.MethodPost, "/documents", map[string]string{"title": "办法"}).problem(415, "media-type", "")
	c.do("drafter", http.MethodPost, "/documents", strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nbroken o"), "Content-Type", "multipart/form-data; boundary=x").problem(400, "malformed", "")
	var count int
	if err := c.Store.DB.QueryRow(`SELECT count(*) FROM document`).Scan(&count); err != nil || count != 1 {
		t.Errorf("%d documents are stored (%v)", count, err)
	}
}

// JSON that cannot be taken is told by field, and nothing is done.
func TestWrongJSON(t *testing.T) {
	c := newAPICity(t)
	o := c.open("drafter", "办法")
	moves := "/matters/" + string(o.Matter) + "/moves"
	for _, tc := range []struct {
		body        string
		status      int
		code, field string
	}{
		{``, 422, "required", "act"}, {`{}`, 422, "required", "act"}, {`{"act":"fly"}`, 422, "unknown", "act"},
		{`{"act":"withdraw","raeson":"x"}`, 422, "unknown-field", "raeson"}, {`{"act":3}`, 422, "type", "act"},
		{`{"act":"withdraw"`, 400, "malformed", ""}, {`{"act":"withdraw"} {}`, 400, "malformed", ""}, {`[]`, 422, "type", ""},
		{`{"act":"` + strings.Repeat("x", 2<<20) + `"}`, 413, "too-large", ""},
	} {
		c.do("drafter", http.MethodPost, moves, strings.NewReader(tc.body), "Content-Type", "application/json").problem(tc.status, tc.code, tc.field)
	}
	c.do("drafter", http.MethodPost, moves, strings.NewReader(`{"act":"withdraw"}`)).problem(415, "media-type", "")
	c.do("drafter", http.MethodPost, moves, strings.NewReader("act=withdraw"), "Content-Type", "application/x-www-form-urlencoded").problem(415, "media-type", "")
	english := c.do("drafter", http.MethodPost, moves, strings.NewReader(`{}`), "Content-Type", "application/json", "Accept-Language", "en").want(422)
	if !strings.Contains(string(english.body), "Something required is missing") {
		t.Errorf("in English: %s", english.body)
	}
	c.send("drafter", http.MethodPut, moves, nil).problem(405, "method", "")
	c.send("drafter", http.MethodGet, "/nothing/here", nil).problem(404, "not-found", "")
	c.send("", http.MethodGet, "/nothing/here", nil).problem(404, "not-found", "")
}

// A key makes an act happen once; If-Match refuses a state that has moved on,
// and says what came between.
func TestOnceAndStale(t *testing.T) {
	c := newAPICity(t)
	fields := []string{"file", "@办法.txt:" + rule(1), "title", "办法"}
	var first, second opened
	a := c.upload("drafter", "/documents", fields, "Idempotency-Key", "k1").want(201).into(&first)
	b := c.upload("drafter", "/documents", fields, "Idempotency-Key", "k1").want(201).into(&second)
	if first != second || a.position() != b.position() {
		t.Errorf("one key made %+v at %s and %+v at %s", first, a.position(), second, b.position())
	}
	drafts := "/documents/" + string(first.ID) + "/drafts"
	c.upload("drafter", drafts, []string{"file", "@办法.txt:" + rule(2)}, "Idempotency-Key", "k1").problem(422, "key-reused", "")

	matter := "/matters/" + string(first.Matter)
	seen := c.get("drafter", matter).want(200).header.Get("ETag")
	c.upload("drafter", drafts, []string{"file", "@办法.txt:" + rule(2)}, "If-Match", seen).want(201)
	stale := c.upload("drafter2", drafts, []string{"file", "@办法.txt:" + rule(3)}, "If-Match", seen).problem(409, "stale", "")
	var p struct{ Since []storage.Event }
	stale.into(&p)
	if len(p.Since) != 1 || p.Since[0].Act != "draft-added" || p.Since[0].Draft != 2 {
		t.Errorf("came between: %+v", p.Since)
	}
	c.send("drafter", http.MethodPost, matter+"/moves", map[string]any{"act": "withdraw", "reason": "x"}, "If-Match", `"x"`).problem(422, "number", "If-Match")
	c.send("drafter", http.MethodPost, matter+"/moves", map[string]any{"act": "withdraw", "reason": "x"}, "If-Match", seen).problem(409, "stale", "")
	c.send("drafter", http.MethodPost, matter+"/moves", map[string]any{"act": "withdraw", "reason": "不再需要"}, "If-Match", `"2"`).want(200)

	var p1, p2 storage.Person
	person := map[string]string{"account": "new", "name": "新人", "password": "0123456789"}
	c.send("admin", http.MethodPost, "/people", person, "Idempotency-Key", "p").want(201).into(&p1)
	c.send("admin", http.MethodPost, "/people", person, "Idempotency-Key", "p").want(201).into(&p2)
	// What differs is not taken for done, and of a password no hash is kept.
	for _, words := range []string{"建议修改。", "建议修改。"} {
		c.send("reviewer", http.MethodPost, "/phrases", map[string]any{"text": words}, "Idempotency-Key", "w").want(201)
	}
	c.send("reviewer", http.MethodPost, "/phrases", map[string]any{"text": "建议删去。"}, "Idempotency-Key", "w").problem(422, "key-reused", "")
	c.send("reviewer", http.MethodPost, "/phrases", map[string]any{"text": "建议删去。"}, "Idempotency-Key", "w2").want(201)
	var hashed int
	if err := c.Store.DB.QueryRow(`SELECT count(*) FROM once WHERE route LIKE '%/people' AND content <> ''`).Scan(&hashed); err != nil || hashed != 0 {
		t.Errorf("%d hashes of requests with a password are kept, %v", hashed, err)
	}
	if p1.ID == "" || p1.ID != p2.ID {
		t.Errorf("one key made %s and %s", p1.ID, p2.ID)
	}
}

// Sessions: one token each, ended at once; many failures from one machine
// must wait.
func TestSessions(t *testing.T) {
	c := newAPICity(t)
	var me apiMe
	c.get("head", "/me").want(200).into(&me)
	if me.Account != "head" || len(me.Roles) != 1 || me.Roles[0].Role != storage.Head || me.Roles[0].Body != c.Justice {
		t.Errorf("the head is %+v", me)
	}
	c.get("", "/me").problem(401, "signed-out", "")
	c.get("", "/me", "Authorization", "Bearer nonsense").problem(401, "session-ended", "")
	c.send("head", http.MethodDelete, "/sessions", nil).want(204).position()
	c.get("head", "/me").problem(401, "session-ended", "")

	c.send("admin", http.MethodPut, "/people/"+string(c.People["legal"])+"/password", map[string]string{"password": "another-password"}).want(204)
	c.send("", http.MethodPost, "/sessions", map[string]string{"account": "legal", "password": storagetest.Password}).problem(401, "credentials", "")
	for range 4 {
		c.send("", http.MethodPost, "/sessions", map[string]string{"account": "legal", "password": "wrong"})
	}
	c.send("", http.MethodPost, "/sessions", map[string]string{"account": "legal", "password": "another-password"}).problem(423, "locked", "")
	var limited *reply
	for range failuresAtOnce + 1 {
		if limited = c.send("", http.MethodPost, "/sessions", map[string]string{"account": "nobody", "password": "wrong"}); limited.status == 429 {
			break
		}
	}
	if limited.problem(429, "too-many", "").header.Get("Retry-After") == "" {
		t.Error("nothing says when to try again")
	}
	c.get("admin", "/me").want(200)
}

// Administrators manage bodies and people; others may only look.
func TestManage(t *testing.T) {
	c := newAPICity(t)
	var b storage.Body
	a := c.send("admin", http.MethodPost, "/bodies", map[string]any{"name": "云州市水务局", "kind": "department", "parent": "云州市人民政府"}).want(201).into(&b)
	if b.Parent != c.Government || a.header.Get("Location") != "/api/v1/bodies/"+string(b.ID) {
		t.Errorf("made %+v at %s", b, a.header.Get("Location"))
	}
	c.send("admin", http.MethodPost, "/bodies", map[string]any{"name": "云州市水务局"}).problem(409, "exists", "")
	c.send("admin", http.MethodPost, "/bodies", map[string]any{"name": ""}).problem(422, "required", "name")
	c.send("admin", http.MethodPost, "/bodies", map[string]any{"name": "x", "kind": "club"}).want(422)
	c.send("drafter", http.MethodPost, "/bodies", map[string]any{"name": "x"}).problem(403, "forbidden", "")
	at := "/bodies/" + string(b.ID)
	c.send("admin", http.MethodPatch, at, map[string]any{"shortName": "市水务局", "lastDay": "2030-12-31"}, "If-Match", a.header.Get("ETag")).want(200).into(&b)
	if b.ShortName != "市水务局" || b.LastDay != "2030-12-31" || b.Parent != c.Government {
		t.Errorf("changed to %+v", b)
	}
	c.send("admin", http.MethodPatch, at, map[string]any{"open": true}, "If-Match", a.header.Get("ETag")).problem(409, "stale", "")

	person := "/people/" + string(c.People["stranger"])
	var p apiPerson
	c.send("admin", http.MethodPost, person+"/roles", map[string]any{"role": "legal", "body": "市水务局"}).want(200).into(&p)
	if len(p.Roles) != 2 {
		t.Fatalf("holds %+v", p.Roles)
	}
	c.send("admin", http.MethodPost, person+"/roles", map[string]any{"role": "king", "body": "市水务局"}).problem(422, "choice", "role")
	c.send("admin", http.MethodPost, person+"/roles", map[string]any{"role": "legal", "body": "市水务局", "firstDay": "2030-01-02", "lastDay": "2030-01-01"}).want(422)
	c.send("admin", http.MethodPost, "/people/"+string(storage.NewID())+"/roles", map[string]any{"role": "legal", "body": "市水务局"}).problem(404, "not-found", "")
	c.send("admin", http.MethodPatch, person+"/roles/"+string(p.Roles[1].ID), map[string]any{"lastDay": "2030-01-01"}).want(200)
	c.get("stranger", "/me").want(200)
	c.send("admin", http.MethodPatch, person, map[string]any{"disabled": true}).want(200)
	c.get("stranger", "/me").problem(401, "session-ended", "")
	c.send("admin", http.MethodPatch, "/people/"+string(c.People["admin"]), map[string]any{"disabled": true}).problem(422, "own-account", "disabled")
	c.send("admin", http.MethodPost, "/people", map[string]string{"account": "new", "name": "新人", "password": "short"}).problem(422, "password-length", "password")

	var people listed[apiPerson]
	c.get("drafter", "/people").want(200).into(&people)
	if people.Total != 13 {
		t.Errorf("%d people are listed", people.Total)
	}
	c.get("drafter", "/bodies").want(200)
	c.get("drafter", person).want(200)
	var events listed[storage.Event]
	c.get("auditor", "/events?person="+string(c.People["admin"])+"&size=1").want(200).into(&events)
	if events.Total != 6 || len(events.Items) != 1 {
		t.Errorf("%d events of the administrator are logged", events.Total)
	}
	export := c.get("auditor", "/events/export").want(200)
	if !strings.Contains(string(export.body), "body-added") {
		t.Errorf("exported %.300s", export.body)
	}
}

// Files and requests beyond the limits are refused, and nothing is stored.
func TestTooLarge(t *testing.T) {
	c := newAPICity(t)
	limits := office.DefaultLimits
	limits.File = 100_000
	var err error
	if c.handler, err = New(Config{Store: c.Store, Review: c.Review, Limits: limits, Log: slog.New(slog.DiscardHandler)}); err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{100_001, 250_000, 3_000_000} {
		c.upload("drafter", "/documents", []string{"title", "办法", "file", "@a.txt:" + strings.Repeat("x", size)}).problem(413, "too-large", "")
	}
	c.upload("drafter", "/documents", []string{"title", "办法", "file", "@a.txt:第一条 可以。", "further", "@b.txt:" + strings.Repeat("x", 100_001)}).problem(413, "too-large", "")
	for _, table := range []string{"document", "file", "blob"} {
		var n int
		if err := c.Store.DB.QueryRow(`SELECT count(*) FROM ` + table).Scan(&n); err != nil || n != 0 {
			t.Errorf("%d rows of %s are stored (%v)", n, table, err)
		}
	}
}
