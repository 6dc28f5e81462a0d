package procedure

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

func load(t *testing.T) *Set {
	t.Helper()
	s, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// table writes down everything a procedure allows, one line each.
func table(p *Procedure) string {
	var b strings.Builder
	for _, s := range States {
		for _, r := range roles {
			for _, a := range Acts {
				if next, ok := p.Allowed(s, r, a); ok {
					fmt.Fprintf(&b, "%s %s %s -> %s\n", s, r, a, next)
				}
			}
		}
	}
	return b.String()
}

// Every (state, role, act) of every procedure, against tables that people have
// read.
func TestAllowed(t *testing.T) {
	for _, p := range load(t).Newest() {
		golden := "testdata/" + p.Name + ".table"
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got := table(p); got != string(want) {
			t.Errorf("%s allows something else than %s says:\n%s", p.Name, golden, got)
		}
	}
}

// What holds in every procedure, whatever its file says.
func TestEveryProcedure(t *testing.T) {
	for _, p := range load(t).Newest() {
		for _, s := range States {
			for _, r := range roles {
				for _, a := range Acts {
					next, ok := p.Allowed(s, r, a)
					if ok && s.Ended() {
						t.Errorf("%s: %s goes on from %s", p.Name, a, s)
					}
					if ok && next == Published && (s != OpinionSigned || r != "registrar") {
						t.Errorf("%s: %s publishes from %s", p.Name, r, s)
					}
					if ok && next == OpinionSigned && s != OpinionSigned && r != "head" {
						t.Errorf("%s: %s signs", p.Name, r)
					}
				}
			}
			if _, ok := p.Waits[s]; !ok && !s.Ended() && s != Suspended && uses(p, s) {
				t.Errorf("%s: nobody is waited for in %s", p.Name, s)
			}
			for _, end := range []Act{Suspend, Withdraw} {
				if !s.Ended() && s != Suspended && uses(p, s) && !anybody(p, s, end) {
					t.Errorf("%s: nobody may %s in %s", p.Name, end, s)
				}
			}
		}
		for _, m := range p.Of(Sign) {
			for _, c := range p.Conclusions {
				next, ok := m.After(c, "")
				if !ok || c.LeadsOn() != (next == OpinionSigned) && p.ReviewedBy != Recipient {
					t.Errorf("%s: a signed %s leads to %s", p.Name, c, next)
				}
				if _, ok := m.After(c, Published); ok {
					t.Errorf("%s: the signer of %s may publish", p.Name, c)
				}
			}
		}
	}
}

func uses(p *Procedure, s State) bool {
	for _, a := range Acts {
		if anybody(p, s, a) {
			return true
		}
	}
	return false
}

func anybody(p *Procedure, s State, a Act) bool {
	for _, r := range roles {
		if _, ok := p.Allowed(s, r, a); ok {
			return true
		}
	}
	return false
}

func TestFor(t *testing.T) {
	s := load(t)
	for _, x := range []struct{ kind, level, name string }{
		{"normative", "government", "normative-government"},
		{"normative", "county", "normative-government"},
		{"normative", "department", "normative-department"},
		{"normative", "county-department", "normative-department"},
		{"rule", "government", "rule"},
		{"regulation", "government", "rule"},
		{"decision", "government", "decision"},
		{"decision", "county", "decision"},
		{"law", "external", "request"},
		{"normative", "external", "request"},
		{"law", "government", ""},
		{"other", "department", ""},
	} {
		p, ok := s.For(x.kind, x.level)
		if ok != (x.name != "") || ok && p.Name != x.name {
			t.Errorf("%s of a %s: %+v", x.kind, x.level, p)
		}
	}
	if _, err := s.At("rule", 1); err != nil {
		t.Error(err)
	}
	if _, err := s.At("rule", 99); err == nil {
		t.Error("a version that is not there")
	}
}

// A file with a slip of the pen is refused, with the place.
func TestParseRefuses(t *testing.T) {
	b, err := files.ReadFile("files/normative-government.toml")
	if err != nil {
		t.Fatal(err)
	}
	whole := string(b)
	if _, err := Parse(whole); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"no TOML":            {`version = 1`, `version = `},
		"unknown setting":    {`version = 1`, "version = 1\ncolour = \"red\""},
		"no version":         {`version = 1`, `version = 0`},
		"unknown reviewer":   {`"reviewer-of-issuer"`, `"whoever"`},
		"unknown role":       {`roles = ["registrar"]`, `roles = ["clerk"]`},
		"unknown state":      {`to = "published"`, `to = "printed"`},
		"unknown act":        {`act = "publish"`, `act = "print"`},
		"unknown need":       {`needs = ["leads-on"]`, `needs = ["luck"]`},
		"unknown conclusion": {`"unlawful"]`, `"odd"]`},
		"unknown side":       {`side = "issuing"`, `side = "other"`},
		"an act twice":       {`act = "decline"`, `act = "consent"`},
		"beyond the end":     {`from = ["opinion-signed"], to = "published"`, `from = ["published"], to = "published"`},
		"no way to it":       {`to = "completion"`, `to = "review"`},
		"a clock backwards":  {`maximum = 15`, `maximum = 3`},
		"material twice":     {`code = "legal-basis"`, `code = "explanation"`},
		"step nowhere":       {`in = "own-legal", by`, `in = "lunch", by`},
		"waits for nobody":   {"own-legal = [\"legal\"]", "own-legal = [\"boss\"]"},
		"resume elsewhere":   {`to = "left"`, `to = "review"`},
	} {
		text := strings.Replace(whole, change[0], change[1], 1)
		if text == whole {
			t.Errorf("%s: the file has no %s", name, change[0])
		} else if _, err := Parse(text); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestLoadFromRefuses(t *testing.T) {
	b, err := files.ReadFile("files/request.toml")
	if err != nil {
		t.Fatal(err)
	}
	one := &fstest.MapFile{Data: b}
	renamed := &fstest.MapFile{Data: []byte(strings.Replace(string(b), `name = "request"`, `name = "demand"`, 1))}
	newer := &fstest.MapFile{Data: []byte(strings.Replace(string(b), "version = 1", "version = 2", 1))}
	if _, err := LoadFrom(fstest.MapFS{"p/a.toml": one, "p/b.toml": one}, "p"); err == nil {
		t.Error("one version in two files")
	}
	if _, err := LoadFrom(fstest.MapFS{"p/a.toml": one, "p/b.toml": renamed}, "p"); err == nil {
		t.Error("two procedures for one document")
	}
	s, err := LoadFrom(fstest.MapFS{"p/a.toml": one, "p/b.toml": newer}, "p")
	if err != nil {
		t.Fatal(err)
	}
	if p, ok := s.For("law", "external"); !ok || p.Version != 2 {
		t.Errorf("the newest is %+v", p)
	}
	if p, err := s.At("request", 1); err != nil || p.Version != 1 {
		t.Errorf("a running matter loses its version: %v", err)
	}
}
