package web

import (
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"hefa/storage/storagetest"
)

// TestSite is what holds at every address, on one site.
func TestSite(t *testing.T) {
	s := newSite(t, nil)
	for name, test := range map[string]func(*testing.T, *site){
		"metrics": testMetricsStayHome, "headers": testHeaders, "cross-site posts": testCrossSitePosts,
		"languages": testLanguages, "assets": testAssets, "forged sessions": testForgedSession, "switching": testSwitchOnlyOnSampleData,
		"other names": testOtherNames, "invented methods": testInventedMethods,
	} {
		t.Run(name, func(t *testing.T) { test(t, s) })
	}
}

func testHeaders(t *testing.T, s *site) {
	for _, path := range []string{"/sign-in", "/documents", "/nonsense", "/healthz", "/readyz", "/api/v1/documents", "/favicon.ico"} {
		a := s.browser().get(path)
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
			"X-Content-Type-Options":  "nosniff", "Referrer-Policy": "same-origin",
		} {
			if got := a.header.Get(name); got != want {
				t.Errorf("%s: %s is %q", path, name, got)
			}
		}
		if a.header.Get("X-Request-Id") == "" {
			t.Errorf("%s has no request id", path)
		}
	}
}

// A plain-http intranet sends no Sec-Fetch-Site, only Origin.
func testCrossSitePosts(t *testing.T, s *site) {
	cases := []struct {
		name    string
		headers map[string]string
		status  int
	}{
		{"our own origin", map[string]string{"Origin": s.url}, 303},
		{"another origin", map[string]string{"Origin": "http://evil.example"}, 403},
		{"another port", map[string]string{"Origin": "http://127.0.0.1:1"}, 403},
		{"an opaque origin", map[string]string{"Origin": "null"}, 403},
		{"a cross-site fetch", map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
		{"a same-site fetch", map[string]string{"Sec-Fetch-Site": "same-site"}, 403},
		{"a same-origin fetch", map[string]string{"Sec-Fetch-Site": "same-origin"}, 303},
		{"no browser", nil, 303},
	}
	for _, c := range cases {
		b := s.browser()
		req := b.request(http.MethodPost, "/sign-in", strings.NewReader("account=drafter&password="+storagetest.Password))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for k, v := range c.headers {
			req.Header.Set(k, v)
		}
		a := b.do(req)
		if a.status != c.status {
			t.Errorf("a post from %s: %d, want %d", c.name, a.status, c.status)
		}
		if c.status == 403 && (a.code() != "cross-origin" || !strings.Contains(a.said(), "没有执行")) {
			t.Errorf("a post from %s is told %q", c.name, a.said())
		}
	}
}

func TestPublicAddressIsTrusted(t *testing.T) {
	s := newSite(t, func(c *Config) { c.PublicURL = "https://hefa.example.cn" })
	b := s.browser()
	req := b.request(http.MethodPost, "/sign-in", strings.NewReader("account=drafter&password="+storagetest.Password))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Origin", "https://hefa.example.cn")
	if a := b.do(req); a.status != 303 || !strings.Contains(a.header.Get("Set-Cookie"), "Secure") {
		t.Errorf("a post from the public address: %d %q", a.status, a.header.Get("Set-Cookie"))
	}
}

func TestForwarding(t *testing.T) {
	for _, c := range []struct {
		name, remote, forwardedFor, proto, client string
		secure                                    bool
	}{
		{"nobody between", "192.0.2.1:5", "", "", "192.0.2.1", false},
		{"an untrusted proxy is not believed", "192.0.2.1:5", "203.0.113.9", "https", "192.0.2.1", false},
		{"a trusted one is", "10.0.0.1:5", "203.0.113.9", "https", "203.0.113.9", true},
		{"the last untrusted hop counts", "10.0.0.1:5", "1.1.1.1, 203.0.113.9, 10.0.0.2", "", "203.0.113.9", false},
		{"nonsense is left out", "10.0.0.1:5", "<script>", "", "10.0.0.1", false},
	} {
		s := &server{Config: Config{TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}}}
		r, err := http.NewRequest(http.MethodGet, "/", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.RemoteAddr = c.remote
		if c.forwardedFor != "" {
			r.Header.Set("X-Forwarded-For", c.forwardedFor)
		}
		if c.proto != "" {
			r.Header.Set("X-Forwarded-Proto", c.proto)
		}
		var v visit
		r.Host = "127.0.0.1:8080"
		s.readForwarding(r, &v)
		if v.client != c.client || v.secure != c.secure || v.forwarded != (c.forwardedFor != "") {
			t.Errorf("%s: %+v", c.name, v)
		}
	}
}

// A page elsewhere whose name is made to point at this machine is of the same
// origin to the browser, so sample accounts and figures hold to our own names.
func testOtherNames(t *testing.T, s *site) {
	for host, forwarded := range map[string]bool{
		"127.0.0.1:8080": false, "[::1]:8080": false, "localhost": false, "LOCALHOST:1": false, "": false,
		"evil.example": true, "127.0.0.1.evil.example:8080": true, "localhost.evil.example": true, "hefa.example.cn": true,
	} {
		if ownName(host) == forwarded {
			t.Errorf("ownName(%q) is %v", host, !forwarded)
		}
	}
	for _, header := range []string{"X-Forwarded-For", "X-Forwarded-Server", "Forwarded", "Via", "X-Real-IP", "True-Client-IP", "Host"} {
		b := s.browser()
		req := b.request(http.MethodGet, "/metrics", nil)
		if req.Header.Set(header, "evil.example"); header == "Host" {
			req.Host = "evil.example"
		}
		if a := b.do(req); a.status != 404 {
			t.Errorf("figures with %s: %d", header, a.status)
		}
	}
}

// A method that somebody invents is refused and leaves no figure of its own.
func testInventedMethods(t *testing.T, s *site) {
	b := s.browser()
	if a := b.do(b.request("INVENTED", "/documents", nil)); a.status != 405 || a.header.Get("Allow") != "GET, HEAD, POST" {
		t.Errorf("an invented method: %d, allowed are %q", a.status, a.header.Get("Allow"))
	}
	if a := b.get("/metrics"); strings.Contains(a.body, "INVENTED") || !strings.Contains(a.body, `method="other"`) {
		t.Error("an invented method has a figure of its own")
	}
}

func testMetricsStayHome(t *testing.T, s *site) {
	b := s.browser()
	b.get("/sign-in")
	if a := b.get("/metrics"); a.status != 200 || !strings.Contains(a.body, `hefa_http_requests_total{method="GET",route="/sign-in",status="200"}`) {
		t.Errorf("metrics on loopback: %d %s", a.status, a.body)
	}
	req := b.request(http.MethodGet, "/metrics", nil)
	req.Header.Set("X-Forwarded-For", "127.0.0.1")
	if a := b.do(req); a.status != 404 {
		t.Errorf("metrics through a proxy: %d", a.status)
	}
}

func testLanguages(t *testing.T, s *site) {
	b := s.browser()
	req := b.request(http.MethodGet, "/sign-in", nil)
	req.Header.Set("Accept-Language", "en")
	if a := b.do(req); !strings.Contains(a.body, `lang="zh-CN"`) || !strings.Contains(a.body, "登录") {
		t.Error("pages are not Chinese by default")
	}
	if a := b.get("/sign-in?lang=en"); !strings.Contains(a.body, `<html lang="en">`) || !strings.Contains(a.body, "Sign in") {
		t.Error("?lang=en is not English")
	}
	if a := b.get("/sign-in"); !strings.Contains(a.body, `<html lang="en">`) {
		t.Error("the choice of language is not kept")
	}
	req = b.request(http.MethodGet, "/api/v1/documents", nil)
	if a := s.browser().do(req); !strings.Contains(a.body, "请先登录") {
		t.Errorf("the API answers %s", a.body)
	}
	req.Header.Set("Accept-Language", "en-GB")
	if a := s.browser().do(req); !strings.Contains(a.body, "Please sign in") || a.header.Get("Content-Type") != "application/problem+json; charset=utf-8" {
		t.Errorf("the API answers in English %s", a.body)
	}
}

func testAssets(t *testing.T, s *site) {
	all, err := newAssets()
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range all.files {
		address, err := all.address(name)
		if err != nil {
			t.Fatal(err)
		}
		a := s.browser().get(address)
		if a.status != 200 || a.body != string(data) || !strings.Contains(a.header.Get("Cache-Control"), "immutable") || a.header.Get("Content-Type") == "" {
			t.Errorf("%s: %d %q", address, a.status, a.header)
		}
		if a := s.browser().get("/assets/old/" + name); a.status != 200 || strings.Contains(a.header.Get("Cache-Control"), "immutable") {
			t.Errorf("an old address of %s: %d %q", name, a.status, a.header.Get("Cache-Control"))
		}
	}
	for _, path := range []string{"/assets/x/nothing.css", "/assets/x/../web.go", "/assets/x/%2e%2e/web.go", "/assets/x//etc/passwd"} {
		if a := s.browser().get(path); a.status == 200 {
			t.Errorf("%s: %d", path, a.status)
		}
	}
}
