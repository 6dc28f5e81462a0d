package procedure

import (
	"errors"
	"strings"
	"testing"
)

// Each mistake is told with its kind and the line on which it stands.
func TestMistakesHaveLines(t *testing.T) {
	b, err := files.ReadFile("files/normative-government.toml")
	if err != nil {
		t.Fatal(err)
	}
	whole := string(b)
	for name, x := range map[string]struct {
		old, new string
		code     MistakeCode
		// at is part of the line that must be named; "" is none.
		at string
	}{
		"no TOML":              {`version = 1`, `version = `, MistakeSyntax, "version = "},
		"a line too long":      {`version = 1`, `version = 1 # ` + strings.Repeat("长", 2000), MistakeLong, "version = 1 #"},
		"an unknown setting":   {`version = 1`, "version = 1\ncolour = \"red\"", MistakeSetting, "colour"},
		"an unknown role":      {`roles = ["registrar"]`, `roles = ["clerk"]`, MistakeUnknown, `"clerk"`},
		"an unknown kind":      {`kinds = ["normative"]`, `kinds = ["edict"]`, MistakeUnknown, `"edict"`},
		"an unknown level":     {`levels = ["government"`, `levels = ["village"`, MistakeUnknown, `"village"`},
		"an unknown act":       {`act = "publish"`, `act = "print"`, MistakeUnknown, `"print"`},
		"a role in a step":     {`excused-by = ["legal"], materials = ["risk-report"]`, `excused-by = ["boss"], materials = ["risk-report"]`, MistakeUnknown, `"boss"`},
		"material of a step":   {`materials = ["risk-report"]`, `materials = ["weather-report"]`, MistakeUnknown, "weather-report"},
		"a step's act":         {`in = "drafting", before = "submit", together = "argument",` + "\n    days", `in = "drafting", before = "lunch", together = "argument",` + "\n    days", MistakeUnknown, `"lunch"`},
		"nobody asks":          {`needs = ["draft", "materials", "steps"]`, `needs = ["draft", "materials"]`, MistakeUnasked, ""},
		"nobody confirms":      {`excused-by = ["legal"], materials = ["risk-report"]`, `excused-by = ["registrar"], materials = ["risk-report"]`, MistakeUnconfirmed, "excused-by"},
		"neither by nor free":  {`in = "own-legal", by = "consent",` + "\n    leaves = \"起草", `in = "own-legal", together = "x", by = "consent",` + "\n    leaves = \"起草", MistakeStep, ""},
		"a step twice":         {`code = "risk"`, `code = "expert"`, MistakeTwice, `code = "expert", name = "风险评估"`},
		"no way to completion": {`to = "completion"`, `to = "review"`, MistakeUnreached, `"completion"`},
		"the clock":            {`maximum = 15`, `maximum = 3`, MistakeClock, "maximum = 3"},
		"early":                {`early = "warn"`, `early = "never"`, MistakeUnknown, `early = "never"`},
		"waiting":              {"own-legal = [\"legal\"]", "own-legal = [\"boss\"]", MistakeUnknown, `"boss"`},
		"waiting at the end":   {"own-legal = [\"legal\"]", "own-legal = [\"legal\"]\nclosed = [\"legal\"]", MistakeEnded, "closed"},
		"spared":               {`excuses = ["plan"`, `excuses = ["holiday"`, MistakeUnknown, `"holiday"`},
		"an act twice":         {`act = "decline"`, `act = "consent"`, MistakeTwice, `act = "consent"`},
	} {
		text := strings.Replace(whole, x.old, x.new, 1)
		if text == whole {
			t.Errorf("%s: the file has no %s", name, x.old)
			continue
		}
		_, err := Parse(text)
		var found Mistakes
		if !errors.As(err, &found) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		lines := strings.Split(text, "\n")
		told := false
		for _, m := range found {
			told = told || m.Code == x.code && (x.at == "" || m.Line > 0 && strings.Contains(lines[m.Line-1], x.at))
		}
		if !told {
			t.Errorf("%s: %v", name, found)
		}
	}
}

// Everything that is wrong is told at once, by line.
func TestAllMistakesAtOnce(t *testing.T) {
	_, err := Parse("name = \"x\"\nkinds = [\"normative\"]\n[[moves]]\nact = \"jump\"\n[[moves]]\nact = \"submit\"\nto = \"moon\"\n")
	var found Mistakes
	if !errors.As(err, &found) || len(found) < 10 {
		t.Fatalf("%v", err)
	}
	lines := map[string]int{}
	for i, m := range found {
		if i > 0 && m.Line < found[i-1].Line {
			t.Errorf("%v stands after %v", m, found[i-1])
		}
		lines[m.Found] = m.Line
	}
	if lines["jump"] != 4 || lines["moon"] != 7 {
		t.Errorf("%v", found)
	}
}

func TestEarlier(t *testing.T) {
	p, err := load(t).At("normative-government", 1)
	if err != nil {
		t.Fatal(err)
	}
	for code, want := range map[string]string{"plan": "", "consultation": "plan", "integrity": "plan", "nothing": ""} {
		var got []string
		for _, s := range p.Earlier(code) {
			got = append(got, s.Code)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("before %s come %v, want %q", code, got, want)
		}
	}
	if n := len(p.DueBefore(Submit)); n != 7 {
		t.Errorf("%d steps come before submission", n)
	}
	if n := len(p.DueBefore(Sign)); n != 7 {
		t.Errorf("%d steps come before the signature", n)
	}
}

// What asks for each point to be concluded must have points.
func TestPointsMissing(t *testing.T) {
	b, err := files.ReadFile("files/normative-government.toml")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(b), "points = [\n")
	_, after, ok := strings.Cut(rest, "\n]\n")
	if !ok {
		t.Fatal("the file has no list of points")
	}
	var found Mistakes
	if _, err := Parse(before + "points = []\n" + after); !errors.As(err, &found) {
		t.Fatalf("no mistake was found: %v", err)
	}
	for _, m := range found {
		if m.Code != MistakeMissing || m.Field != "points" {
			t.Errorf("found %+v", m)
		}
	}
}
