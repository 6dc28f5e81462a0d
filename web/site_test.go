package web

import (
	"bytes"
	"context"
	"encoding/json"
	"html"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"hefa/review"
	"hefa/review/reviewtest"
	"hefa/storage"
	"hefa/storage/cluster/clustertest"
	"hefa/storage/object"
	"hefa/storage/storagetest"
)

func TestMain(m *testing.M) { clustertest.Main(m) }

// site is a server over a small city, spoken to over HTTP.
type site struct {
	*reviewtest.City
	t   *testing.T
	url string
	log *bytes.Buffer
}

func newSite(t *testing.T, change func(*Config)) *site {
	t.Helper()
	return newSiteOn(t, reviewtest.New(t), change)
}

func newSiteOn(t *testing.T, city *reviewtest.City, change func(*Config)) *site {
	t.Helper()
	s := &site{City: city, t: t, log: &bytes.Buffer{}}
	c := Config{Store: city.Store, Review: city.Review, Log: slog.New(slog.NewTextHandler(&lockedWriter{w: s.log}, nil))}
	if change != nil {
		change(&c)
	}
	h, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	s.url = srv.URL
	return s
}

// lockedWriter lets the server's goroutines share a log.
type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(b)
}

// browser keeps cookies and does not follow redirects.
type browser struct {
	*http.Client
	s *site
}

func (s *site) browser() *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return &browser{&http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, s}
}

// as is a browser in which somebody has signed in.
func (s *site) as(account string) *browser {
	s.t.Helper()
	b := s.browser()
	a := b.post("/sign-in", url.Values{"account": {account}, "password": {storagetest.Password}})
	if a.status != http.StatusSeeOther {
		s.t.Fatalf("signing in as %s: %d %s", account, a.status, a.said())
	}
	return b
}

// answer is what came back, read whole.
type answer struct {
	status int
	header http.Header
	body   string
}

func (b *browser) do(req *http.Request) answer {
	b.s.t.Helper()
	res, err := b.Do(req)
	if err != nil {
		b.s.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.s.t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header, string(body)}
}

func (b *browser) request(method, path string, body io.Reader) *http.Request {
	b.s.t.Helper()
	req, err := http.NewRequestWithContext(context.Background(), method, b.s.url+path, body)
	if err != nil {
		b.s.t.Fatal(err)
	}
	return req
}

func (b *browser) get(path string) answer {
	b.s.t.Helper()
	return b.do(b.request(http.MethodGet, path, nil))
}

func (b *browser) post(path string, form url.Values) answer {
	b.s.t.Helper()
	req := b.request(http.MethodPost, path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.do(req)
}

// upload sends one file, to the API with a title.
func (b *browser) upload(path, name string, data []byte) answer {
	b.s.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	if strings.HasPrefix(path, "/api/") {
		if err := w.WriteField("title", "云州市测试办法"); err != nil {
			b.s.t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		b.s.t.Fatal(err)
	}
	if _, err := part.Write(data); err != nil {
		b.s.t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.s.t.Fatal(err)
	}
	req := b.request(http.MethodPost, path, &body)
	req.Header.Set("Content-Type", w.FormDataContentType())
	return b.do(req)
}

var noticeText = regexp.MustCompile(`(?s)<div class="notice bad" role="alert" data-code="([^"]*)">\s*<p><b>(.*?)</b>`)

// code and said are the problem that a page tells of.
func (a answer) code() string {
	if m := noticeText.FindStringSubmatch(a.body); m != nil {
		return m[1]
	}
	return ""
}

func (a answer) said() string {
	if m := noticeText.FindStringSubmatch(a.body); m != nil {
		return html.UnescapeString(m[2])
	}
	return ""
}

// field is the value of a hidden field or the content of a text area.
func (a answer) field(t *testing.T, name string) string {
	t.Helper()
	m := regexp.MustCompile(`name="` + name + `"[^>]* value="([^"]*)"`).FindStringSubmatch(a.body)
	if m == nil {
		m = regexp.MustCompile(`<textarea name="` + name + `"[^>]*>([^<]*)<`).FindStringSubmatch(a.body)
	}
	if m == nil {
		t.Fatalf("no field %s in %s", name, a.body)
	}
	return html.UnescapeString(m[1])
}

// kept counts everything that an upload could leave behind.
func (s *site) kept() map[string]int {
	s.t.Helper()
	counts := map[string]int{}
	for _, table := range []string{"document", "draft", "file", "blob", "reading", "matter", "event", "once"} {
		var n int
		if err := s.Store.DB.QueryRow(`SELECT count(*) FROM ` + table).Scan(&n); err != nil {
			s.t.Fatal(err)
		}
		counts[table] = n
	}
	err := s.Store.Objects.List(context.Background(), func(object.Info) error { counts["objects"]++; return nil })
	if err != nil {
		s.t.Fatal(err)
	}
	return counts
}

// published makes a version in force of a body.
func (s *site) published(title, text string, issuing storage.ID) storage.ID {
	s.t.Helper()
	return published(s.t, s.City, title, text, issuing)
}

func published(t testing.TB, c *reviewtest.City, title, text string, issuing storage.ID) storage.ID {
	t.Helper()
	up := storagetest.Upload(t, c.Store, text)
	var id storage.ID
	err := c.Store.Do(context.Background(), &storage.Actor{}, func(tx *storage.Tx) error {
		var err error
		if id, err = tx.AddDocument(storage.NewDocument{Kind: storage.Normative, Title: title, Issuing: []storage.ID{issuing}, Drafting: []storage.ID{c.Transport}}); err != nil {
			return err
		}
		tx.Log(storage.Event{Act: "version-imported", Document: id, Version: 1})
		if err := tx.AddFile(&up.File); err != nil {
			return err
		}
		if err := tx.AddReading(up.File.Hash, &up.Reading); err != nil {
			return err
		}
		return tx.AddVersion(&storage.Version{Document: id, Title: title, Published: "2020-01-01", Effective: "2020-02-01", File: up.File, Reading: up.Reading.ID})
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// jsonField is a field of a JSON answer.
func jsonField(t *testing.T, a answer, name string) string {
	t.Helper()
	var object map[string]any
	if err := json.Unmarshal([]byte(a.body), &object); err != nil {
		t.Fatalf("%v in %s", err, a.body)
	}
	text, _ := object[name].(string)
	return text
}

// addDraft is somebody else's next draft.
func addDraft(t *testing.T, s *site, document storage.ID) review.AddDraftInput {
	t.Helper()
	return review.AddDraftInput{Document: document, Upload: storagetest.Upload(t, s.Store, "第一条　别人的一稿。\n")}
}
