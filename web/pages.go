package web

import (
	"bytes"
	"crypto/rand"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"

	"hefa/storage"
	"hefa/web/lang"
)

//go:embed templates
var templateFiles embed.FS

// pages are the parsed templates, by language and name. Each page is one file
// in templates/page that defines "title" and "main"; templates/layout holds
// the frame and the parts that pages share.
type pages map[lang.Lang]map[string]*template.Template

func newPages(a *assets) (pages, error) {
	all := pages{}
	names, err := fs.Glob(templateFiles, "templates/page/*.html")
	if err != nil {
		return nil, fmt.Errorf("finding pages: %w", err)
	}
	for _, l := range lang.All {
		layout, err := template.New("").Funcs(functions(l, a)).ParseFS(templateFiles, "templates/layout/*.html")
		if err != nil {
			return nil, fmt.Errorf("parsing the layout: %w", err)
		}
		all[l] = map[string]*template.Template{}
		for _, name := range names {
			t, err := template.Must(layout.Clone()).ParseFS(templateFiles, name)
			if err != nil {
				return nil, fmt.Errorf("parsing %s: %w", name, err)
			}
			all[l][strings.TrimSuffix(path.Base(name), ".html")] = t
		}
	}
	return all, nil
}

// frame is what every page is given: the shell around it, and its own Data.
type frame struct {
	Lang   lang.Lang
	Person *storage.Person
	// Body is the body the person's first role is held in.
	Body string
	Nav  []navItem
	// Unread counts the person's unread notices.
	Unread int
	// Sample accounts to switch to; empty but on sample data.
	Accounts []sampleAccount
	// Here is the address of this page, OtherLang the same in the other language.
	Here, OtherLang string
	// Once is the key that makes a form's act happen once.
	Once string
	Data map[string]any
}

// show renders a page. data's keys are the page's own; "Problem" shows what
// went wrong at its top.
func (s *server) show(w http.ResponseWriter, r *http.Request, status int, name string, data map[string]any) {
	v := from(r)
	if data == nil {
		data = map[string]any{}
	}
	f := frame{Lang: v.lang, Person: v.person, Nav: s.nav(r), Here: r.URL.RequestURI(), Once: rand.Text(), Data: data}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		f.Here = "/"
	}
	f.OtherLang = otherLanguage(r, v.lang)
	if len(v.holdings) > 0 {
		f.Body = v.holdings[0].BodyName
	}
	if status < http.StatusInternalServerError {
		// A page that tells of an outage asks a database nothing.
		f.Accounts = s.sampleAccounts(r)
		if v.person != nil {
			// A count that cannot be read is not shown: the page matters more.
			f.Unread, _ = s.Notices.Unread(r.Context(), v.person.ID)
		}
	}
	var b bytes.Buffer
	if err := s.pages[v.lang][name].ExecuteTemplate(&b, "base", f); err != nil {
		s.Log.ErrorContext(r.Context(), "rendering", "page", name, "id", v.requestID, "error", err)
		http.Error(w, v.lang.Say("problem.internal"), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = b.WriteTo(w) // the reader has gone
}

// ok renders a page that went well.
func (s *server) ok(w http.ResponseWriter, r *http.Request, name string, data map[string]any) error {
	s.show(w, r, http.StatusOK, name, data)
	return nil
}

// see sends the browser on after a form, so that reloading repeats nothing.
func see(w http.ResponseWriter, r *http.Request, address string) error {
	http.Redirect(w, r, address, http.StatusSeeOther)
	return nil
}

func otherLanguage(r *http.Request, l lang.Lang) string {
	u := url.URL{Path: r.URL.Path}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		u.Path = "/"
	}
	q := r.URL.Query()
	q.Set("lang", string(l.Other()))
	u.RawQuery = q.Encode()
	return u.String()
}
