package main

import (
	"encoding/json"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// below lists, for each room, the rooms it may import; a room may also import
// what is inside it. Tests may import anything.
var below = map[string][]string{
	"lawtext/internal/jsonstring": {},
	"lawtext":                     {"lawtext/internal/jsonstring"},
	"lawtext/office":              {"lawtext"},
	"lawtext/redline":             {"lawtext", "lawtext/internal/jsonstring"},
	// Writing redlines as Word files.
	"lawtext/redline/inword": {"lawtext", "lawtext/redline", "lawtext/office/docx"},
	"lawtext/office/docx":    {},
	"storage/object":         {},
	"storage/cluster":        {},
	"storage":                {"lawtext", "storage/object", "storage/crashpoint"},
	"storage/derived":        {"storage"},
	"storage/intake":         {"lawtext", "lawtext/office", "storage", "storage/object"},
	"storage/backup":         {"storage", "storage/object"},
	// Numbers and titles are read as texts read them.
	"search/query":     {"lawtext"},
	"search/engine":    {"lawtext", "search/query"},
	"search":           {"lawtext", "lawtext/office", "storage", "storage/object", "storage/crashpoint", "search/query", "search/engine"},
	"review/procedure": {},
	"review/calendar":  {},
	"review":           {"lawtext", "lawtext/redline", "storage", "review/procedure", "review/calendar"},
	"review/cleanup":   {"lawtext", "storage", "review"},
	"review/notice":    {"storage", "review", "review/procedure", "review/calendar"},
	"sample":           {"lawtext", "lawtext/office", "storage", "storage/intake", "review", "review/procedure", "review/calendar", "review/cleanup"},
	"web/lang":         {},
}

// pure rooms touch neither database nor network.
var pure = []string{"lawtext", "lawtext/internal/jsonstring", "lawtext/office", "lawtext/redline", "lawtext/redline/inword", "lawtext/office/docx", "search/query", "review/procedure", "review/calendar"}

func TestImportsRunDownwards(t *testing.T) {
	for _, p := range packages(t) {
		room := strings.TrimPrefix(p.ImportPath, "hefa/")
		allowed, ruled := below[room]
		if !ruled {
			continue
		}
		ok := map[string]bool{}
		for _, a := range allowed {
			ok["hefa/"+a] = true
		}
		for _, imported := range p.Imports {
			if strings.HasPrefix(imported, "hefa/") && !ok[imported] {
				t.Errorf("%s imports %s", room, imported)
			}
		}
	}
}

func TestPureRoomsArePure(t *testing.T) {
	for _, p := range packages(t) {
		room := strings.TrimPrefix(p.ImportPath, "hefa/")
		for _, one := range pure {
			if room != one {
				continue
			}
			for _, imported := range p.Imports {
				switch imported {
				case "database/sql", "net", "net/http", "os", "os/exec":
					t.Errorf("%s is pure but imports %s", room, imported)
				}
			}
		}
	}
}

type goPackage struct {
	ImportPath string
	Imports    []string
}

func packages(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "hefa/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var list []goPackage
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := d.Decode(&p); err == io.EOF {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}
