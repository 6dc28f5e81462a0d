package web

import (
	"bytes"
	"flag"
	"fmt"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hefa/storage"
)

var writeRights = flag.Bool("write-rights", false, "write testdata/api-rights.txt from what the routes answer; read it before you commit it")

const rightsFile = "testdata/api-rights.txt"

// asking are those who ask in the walk: nobody, the eight roles, and a drafter
// of another department.
var asking = []string{"", "drafter", "legal", "reviewer", "head", "registrar", "cleanup", "auditor", "admin", "stranger"}

var (
	variable = regexp.MustCompile(`\{([a-z]+)(:[^}]*)?\}`)
	// varying is what differs between two answers that say the same.
	varying = regexp.MustCompile(`"requestId":"[a-z0-9]+"|编号 [a-z0-9]+|name="once" value="[^"]*"`)
)

// Every route of the API, asked by everybody for what is one's own, another
// body's, unknown and malformed, answers as testdata/api-rights.txt says. What
// does not exist, what is malformed and what may not be read are not told apart,
// by pages neither.
func TestAPIRights(t *testing.T) {
	c := newRightsCity(t)
	s := &server{Config: Config{Review: c.Review}}
	var found bytes.Buffer
	fmt.Fprintf(&found, "%-72s nob     dra     leg     rev     hea     reg     cle     aud     adm     str\n", "# method and path; one's own/another body's")
	for _, rt := range s.apiRoutes() {
		fmt.Fprintf(&found, "%-72s", rt.method+" "+rt.path)
		for _, account := range asking {
			fmt.Fprintf(&found, " %-7s", c.walk(account, rt.method, rt.path))
		}
		found.WriteString("\n")
	}
	for _, rt := range s.routes() {
		for _, account := range []string{"", "drafter", "admin", "stranger"} { // rights_test.go asks for the others
			c.walk(account, rt.method, rt.path)
		}
	}
	got := regexp.MustCompile(` +\n`).ReplaceAllString(found.String(), "\n")
	if *writeRights {
		if err := os.WriteFile(rightsFile, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(rightsFile)
	if err != nil {
		t.Fatal(err)
	}
	compareLines(t, got, string(want))
}

// walk asks one route for all kinds of id, and answers the row's entry.
func (c *rightsCity) walk(account, method, path string) string {
	names := slices.DeleteFunc(variable.FindAllStringSubmatch(path, -1), func(n []string) bool { return plain[n[1]] != "" })
	own := c.ask(account, method, path, c.values(path, c.own))
	if len(names) == 0 {
		return fmt.Sprint(own.status)
	}
	other := c.ask(account, method, path, c.values(path, c.other))
	for i, n := range names {
		unknown, malformed := c.values(path, c.own), c.values(path, c.own)
		unknown[n[1]], malformed[n[1]] = string(storage.NewID()), "malformed-id"
		if n[1] == "draft" || n[1] == "version" || n[1] == "name" {
			unknown[n[1]] = "999"
		}
		a, b := c.ask(account, method, path, unknown), c.ask(account, method, path, malformed)
		if a.status != b.status || a.said() != b.said() {
			c.t.Errorf("%s asks %s %s: an unknown {%s} is told from a malformed one\n%d %s\n%d %s", account, method, path, n[1], a.status, a.said(), b.status, b.said())
		}
		if a.status < 400 || a.status >= 500 {
			c.t.Errorf("%s asks %s %s: an unknown {%s} answers %d", account, method, path, n[1], a.status)
		}
		if i == 0 && other.status == 404 && (a.status != 404 || a.said() != other.said()) {
			c.t.Errorf("%s asks %s %s: an unknown {%s} is told from another body's\n%d %s\n%d %s", account, method, path, n[1], a.status, a.said(), other.status, other.said())
		}
	}
	return fmt.Sprintf("%d/%d", own.status, other.status)
}

func (c *rightsCity) ask(account, method, path string, values map[string]string) *reply {
	address := variable.ReplaceAllStringFunc(path, func(v string) string {
		name := variable.FindStringSubmatch(v)[1]
		if values[name] == "" {
			c.t.Fatalf("%s: there is no value for {%s}; give it one in rightsCity", path, name)
		}
		return values[name]
	})
	r, err := c.request(account, method, address)
	if err != nil {
		c.t.Fatal(err)
	}
	w := httptest.NewRecorder()
	c.handler.ServeHTTP(w, r)
	switch {
	case strings.HasSuffix(path, "/disabled"):
		clear(c.tokens) // the person's sessions have ended
	case path == "/sign-out" || path == apiRoot+"/sessions" && method == "DELETE":
		delete(c.tokens, account)
	}
	// First what differs each time: a short value may stand in it by chance.
	said := varying.ReplaceAllString(w.Body.String(), "…")
	for _, v := range values {
		if len(v) > 1 {
			said = strings.ReplaceAll(said, v, "…") // the page's own address
		}
	}
	if account != "" {
		said = strings.ReplaceAll(said, string(c.People[account]), "…") // one's own page
	}
	return &reply{c.t, account + " " + method + " " + path, w.Code, w.Header(), []byte(said)}
}

// said is the answer's text without what differs each time.
func (a *reply) said() string { return varying.ReplaceAllString(string(a.body), "…") }

func compareLines(t *testing.T, got, want string) {
	t.Helper()
	in := func(text string) map[string]bool {
		lines := map[string]bool{}
		for line := range strings.Lines(text) {
			lines[strings.TrimSpace(line)] = true
		}
		return lines
	}
	g, w := in(got), in(want)
	for line := range g {
		if !w[line] {
			t.Errorf("answered, but not in %s (-write-rights writes it anew):\n%s", rightsFile, line)
		}
	}
	for line := range w {
		if !g[line] {
			t.Errorf("in %s, but not answered:\n%s", rightsFile, line)
		}
	}
}
