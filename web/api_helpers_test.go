package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"hefa/lawtext/redline/inword"
	"hefa/review/reviewtest"
	"hefa/search"
	"hefa/storage"
	"hefa/storage/derived"
	"hefa/storage/storagetest"
)

// apiCity is a city with its API, each of whose answers is held to the
// description.
type apiCity struct {
	*reviewtest.City
	t         testing.TB
	handler   http.Handler
	described routers.Router
	tokens    map[string]string
}

func newAPICity(t testing.TB) *apiCity {
	t.Helper()
	c := &apiCity{City: reviewtest.New(t), t: t, tokens: map[string]string{}}
	var err error
	c.handler, err = New(Config{Store: c.Store, Review: c.Review, Search: following(t, c.Store), Office: derived.NewOffice(derived.FindOffice("")), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	if c.described, err = gorillamux.NewRouter(apiDescription(t)); err != nil {
		t.Fatal(err)
	}
	return c
}

func init() {
	for _, kind := range []string{"text/html", "application/pdf", inword.MediaType} {
		openapi3filter.RegisterBodyDecoder(kind, openapi3filter.FileBodyDecoder)
	}
}

// following is a search index that follows a store's log until the test ends.
func following(t testing.TB, store *storage.Store) *search.Search {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	s, err := search.Open(ctx, t.TempDir(), store)
	if err != nil {
		cancel()
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := errors.Join(<-done, s.Close()); err != nil {
			t.Error(err)
		}
	})
	return s
}

// reply is what the API answered.
type reply struct {
	t      testing.TB
	what   string
	status int
	header http.Header
	body   []byte
}

// token signs an account in, once.
func (c *apiCity) token(account string) string {
	c.t.Helper()
	if account == "" {
		return ""
	}
	if c.tokens[account] == "" {
		var in struct{ Token string }
		c.send("", http.MethodPost, "/sessions", map[string]string{"account": account, "password": storagetest.Password}).want(http.StatusCreated).into(&in)
		c.tokens[account] = in.Token
	}
	return c.tokens[account]
}

// send asks the API as an account ("" is nobody); a body that is not nil goes
// as JSON. header lists further headers, name and value in turn.
func (c *apiCity) send(account, method, path string, body any, header ...string) *reply {
	c.t.Helper()
	var content io.Reader
	if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			c.t.Fatal(err)
		}
		content = bytes.NewReader(data)
		header = append([]string{"Content-Type", "application/json"}, header...)
	}
	return c.do(account, method, path, content, header...)
}

func (c *apiCity) get(account, path string, header ...string) *reply {
	c.t.Helper()
	return c.send(account, http.MethodGet, path, nil, header...)
}

// upload sends a multipart form; fields are name and value in turn, a value
// that begins with "@name:" is a file of that name.
func (c *apiCity) upload(account, path string, fields []string, header ...string) *reply {
	c.t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for i := 0; i < len(fields); i += 2 {
		name, content, isFile := strings.Cut(strings.TrimPrefix(fields[i+1], "@"), ":")
		if isFile = isFile && strings.HasPrefix(fields[i+1], "@"); !isFile {
			if err := form.WriteField(fields[i], fields[i+1]); err != nil {
				c.t.Fatal(err)
			}
			continue
		}
		w, err := form.CreateFormFile(fields[i], name)
		if err != nil {
			c.t.Fatal(err)
		}
		if _, err := io.WriteString(w, content); err != nil {
			c.t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		c.t.Fatal(err)
	}
	return c.do(account, http.MethodPost, path, &b, append([]string{"Content-Type", form.FormDataContentType()}, header...)...)
}

func (c *apiCity) do(account, method, path string, body io.Reader, header ...string) *reply {
	c.t.Helper()
	r := httptest.NewRequestWithContext(context.Background(), method, apiRoot+path, body)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	if token := c.token(account); token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	w := httptest.NewRecorder()
	c.handler.ServeHTTP(w, r)
	a := &reply{c.t, account + " " + method + " " + path, w.Code, w.Header(), w.Body.Bytes()}
	c.hold(r, a)
	return a
}

// hold compares an answer with the description of its route.
func (c *apiCity) hold(r *http.Request, a *reply) {
	c.t.Helper()
	route, params, err := c.described.FindRoute(r)
	if err != nil {
		if a.status != http.StatusNotFound && a.status != http.StatusMethodNotAllowed {
			c.t.Errorf("%s: %d at an address that is not described", a.what, a.status)
		}
		return
	}
	if a.status < 300 && a.header.Get("Content-Disposition") != "" {
		return // bytes as they are, of any type
	}
	in := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route},
		Status:                 a.status, Header: a.header,
	}
	in.SetBodyBytes(a.body)
	if err := openapi3filter.ValidateResponse(context.Background(), in); err != nil {
		c.t.Errorf("%s: the answer %d is not as described: %v\n%s", a.what, a.status, err, a.body)
	}
}

func (a *reply) want(status int) *reply {
	a.t.Helper()
	if a.status != status {
		a.t.Fatalf("%s: %d, want %d\n%s", a.what, a.status, status, a.body)
	}
	return a
}

// problem wants a problem of a code, and of a field where one is given.
func (a *reply) problem(status int, code, field string) *reply {
	a.t.Helper()
	a.want(status)
	var p struct{ Code, Field, Detail, RequestID string }
	a.into(&p)
	if p.Code != code || p.Field != field || p.Detail == "" || p.RequestID == "" {
		a.t.Errorf("%s: problem %+v, want code %q and field %q", a.what, p, code, field)
	}
	if kind := a.header.Get("Content-Type"); !strings.HasPrefix(kind, "application/problem+json") {
		a.t.Errorf("%s: a problem of type %q", a.what, kind)
	}
	return a
}

func (a *reply) into(v any) *reply {
	a.t.Helper()
	if err := json.Unmarshal(a.body, v); err != nil {
		a.t.Fatalf("%s: %v\n%s", a.what, err, a.body)
	}
	return a
}

// position is where the change stands in the log.
func (a *reply) position() string {
	a.t.Helper()
	p := a.header.Get("X-Hefa-Position")
	if p == "" || p == "0" {
		a.t.Errorf("%s: no position", a.what)
	}
	return p
}

// rule is a short document in articles.
func rule(n int) string {
	return fmt.Sprintf("云州市停车管理办法\n\n第一章 总则\n\n第一条 为了规范停车管理，制定本办法。\n\n第二条 本办法适用于本市。\n\n"+
		"第三条 市交通运输局负责停车管理工作，每年检查%d次。\n\n第二章 附则\n\n第四条 本办法自2026年1月1日起施行，有效期5年。\n", n)
}

// opened is what uploading a document answers.
type opened struct {
	ID, Document, Matter storage.ID
	Number, Draft        int
}

// open uploads a new document as an account.
func (c *apiCity) open(account, title string) opened {
	c.t.Helper()
	var o opened
	c.upload(account, "/documents", []string{"file", "@办法.txt:" + rule(1), "title", title}).want(http.StatusCreated).into(&o)
	return o
}
