package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hefa/storage"
	"hefa/storage/storagetest"
)

func TestSigningIn(t *testing.T) {
	s := newSite(t, nil)
	b := s.browser()
	if a := b.get("/documents"); a.status != 401 || a.code() != "signed-out" || a.field(t, "next") != "/documents" {
		t.Errorf("a page without signing in: %d %s", a.status, a.code())
	}
	a := b.post("/sign-in", url.Values{"account": {"drafter"}, "password": {"wrong-password"}})
	if a.status != 401 || !strings.Contains(a.said(), "账号或者密码不对") || a.field(t, "next") != firstPage || !strings.Contains(a.body, `value="drafter"`) {
		t.Errorf("a wrong password: %d %q", a.status, a.said())
	}
	a = b.post("/sign-in", url.Values{"account": {" Drafter "}, "password": {storagetest.Password}, "next": {"/people?q=司法"}})
	if a.status != 303 || !strings.EqualFold(a.header.Get("Location"), "/people?q=%E5%8F%B8%E6%B3%95") {
		t.Fatalf("signing in: %d to %s", a.status, a.header.Get("Location"))
	}
	c := a.header.Get("Set-Cookie")
	if !strings.Contains(c, "HttpOnly") || !strings.Contains(c, "SameSite=Lax") || strings.Contains(c, "Secure") {
		t.Errorf("the cookie is %q", c)
	}
	token := strings.TrimPrefix(strings.Split(c, ";")[0], sessionCookie+"=")
	var stored int
	if err := s.Store.DB.QueryRow(`SELECT count(*) FROM session WHERE token = $1 OR position($1 in encode(data, 'escape')) > 0`, token).Scan(&stored); err != nil || stored != 0 {
		t.Errorf("the token itself is kept in the database: %d %v", stored, err)
	}
	if a := b.get("/documents"); a.status != 200 || !strings.Contains(a.body, "drafter") {
		t.Errorf("signed in: %d", a.status)
	}
	if strings.Contains(s.log.String(), token) || strings.Contains(s.log.String(), storagetest.Password) || strings.Contains(s.log.String(), "wrong-password") {
		t.Error("the log holds a secret")
	}
	if a := b.post("/sign-out", nil); a.status != 303 {
		t.Errorf("signing out: %d", a.status)
	}
	req := b.request(http.MethodGet, "/documents", nil)
	req.AddCookie(&http.Cookie{Name: sessionCookie, Value: token})
	if a := b.do(req); a.status != 401 || a.code() != "session-ended" {
		t.Errorf("the old cookie after signing out: %d %s", a.status, a.code())
	}
}

func testForgedSession(t *testing.T, s *site) {
	b := s.browser()
	for _, token := range []string{"x", strings.Repeat("A", 43), strings.Repeat("B", 5000), "'; DROP TABLE session; --", "%00"} {
		req := b.request(http.MethodGet, "/documents", nil)
		req.Header.Set("Cookie", sessionCookie+"="+token)
		if a := b.do(req); a.status != 401 || a.said() == "" {
			t.Errorf("a forged session %.20q: %d", token, a.status)
		}
		req = b.request(http.MethodGet, "/api/v1/documents", nil)
		req.Header.Set("Authorization", "Bearer "+token)
		if a := b.do(req); a.status != 401 {
			t.Errorf("a forged bearer %.20q: %d", token, a.status)
		}
	}
}

func TestLockout(t *testing.T) {
	s := newSite(t, nil)
	b := s.browser()
	try := func(password string) answer {
		return b.post("/sign-in", url.Values{"account": {"drafter"}, "password": {password}})
	}
	for i := 1; i < 5; i++ {
		if a := try("wrong-password"); a.status != 401 {
			t.Errorf("failure %d: %d", i, a.status)
		}
	}
	if a := try("wrong-password"); a.status != 423 || !strings.Contains(a.said(), "十五分钟") {
		t.Errorf("the fifth failure: %d %q", a.status, a.said())
	}
	if a := try(storagetest.Password); a.status != 423 {
		t.Errorf("the right password while locked: %d", a.status)
	}
	admin := s.as("admin")
	if a := admin.post("/people/"+string(s.People["drafter"])+"/password", url.Values{"password": {"another-password"}}); a.status != 303 {
		t.Fatalf("setting a password: %d %s", a.status, a.said())
	}
	if a := try("another-password"); a.status != 303 {
		t.Errorf("after a new password: %d %s", a.status, a.said())
	}
}

func TestSessionsEnd(t *testing.T) {
	s := newSite(t, nil)
	admin := s.as("admin")
	for path, form := range map[string]url.Values{
		"/password": {"password": {"another-password"}}, "/disabled": {"disabled": {"yes"}},
	} {
		account := map[string]string{"/password": "legal", "/disabled": "head"}[path]
		b := s.as(account)
		if a := b.get("/documents"); a.status != 200 {
			t.Fatalf("%s: %d", account, a.status)
		}
		if a := admin.post("/people/"+string(s.People[account])+path, form); a.status != 303 {
			t.Fatalf("%s: %d %s", path, a.status, a.said())
		}
		if a := b.get("/documents"); a.status != 401 {
			t.Errorf("%s goes on after %s: %d", account, path, a.status)
		}
	}
	if a := admin.post("/people/"+string(s.People["admin"])+"/disabled", url.Values{"disabled": {"yes"}}); a.status != 422 || a.code() != "own-account" {
		t.Errorf("closing one's own account: %d %s", a.status, a.code())
	}
}

func TestNextLeadsNowhereElse(t *testing.T) {
	for _, next := range []string{"//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "", "/sign-out", "/switch", "/\tx", "evil"} {
		if got := nextPage(next); got != firstPage {
			t.Errorf("nextPage(%q) = %q", next, got)
		}
	}
	if got := nextPage("/documents?q=a&page=2"); got != "/documents?q=a&page=2" {
		t.Errorf("nextPage of our own is %q", got)
	}
}

func TestSampleAccounts(t *testing.T) {
	s := newSite(t, func(c *Config) { c.Sample = true })
	storagetest.Do(t, s.Store, func(tx *storage.Tx) error {
		_, err := tx.Exec(`UPDATE person SET sample = true WHERE account <> 'stranger'`)
		return err
	})
	b := s.browser()
	if a := b.get("/sign-in"); !strings.Contains(a.body, `value="registrar"`) || strings.Contains(a.body, `value="stranger"`) {
		t.Error("sign-in does not list the sample accounts, and only them")
	}
	if a := b.post("/switch", url.Values{"account": {"reviewer"}, "next": {"/people"}}); a.status != 303 || a.header.Get("Location") != "/people" {
		t.Errorf("switching: %d", a.status)
	}
	if a := b.get("/documents"); a.status != 200 || !strings.Contains(a.body, "reviewer") {
		t.Errorf("switched: %d", a.status)
	}
	if a := b.post("/switch", url.Values{"account": {"stranger"}}); a.status != 403 {
		t.Errorf("switching to a real account: %d", a.status)
	}
	for _, header := range []string{"X-Forwarded-For", "Forwarded", "X-Real-Ip", "Via", "X-Forwarded-Proto"} {
		for _, path := range []string{"/switch", "/sign-in"} {
			req := s.browser().request(http.MethodPost, path, strings.NewReader("account=drafter&password="+storagetest.Password))
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			req.Header.Set(header, "for=203.0.113.9")
			if a := s.browser().do(req); a.status != 403 && a.status != 404 || a.header.Get("Set-Cookie") != "" {
				t.Errorf("%s with %s: %d", path, header, a.status)
			}
		}
		req := b.request(http.MethodGet, "/documents", nil)
		req.Header.Set(header, "203.0.113.9")
		if a := b.do(req); a.status != 403 || a.code() != "sample-forwarded" {
			t.Errorf("a sample session with %s: %d %s", header, a.status, a.code())
		}
	}
}

func testSwitchOnlyOnSampleData(t *testing.T, s *site) {
	if a := s.browser().post("/switch", url.Values{"account": {"drafter"}}); a.status != 404 {
		t.Errorf("switching on real data: %d", a.status)
	}
}
