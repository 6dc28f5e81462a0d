package web

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"hefa/review/procedure"
	"hefa/web/lang"
)

// named finds the acts that rooms declare: ActX Act = "code".
var named = regexp.MustCompile(`Act = "([a-z-]+)"`)

// Every act that can stand in the log has a name for people.
func TestActsHaveNames(t *testing.T) {
	out, err := exec.Command("grep", "-rhE", "--include=*.go", "--exclude=*_test.go", `^\s*Act[A-Z]\w*\s+(storage\.)?Act = "`,
		"../storage", "../review", "../search", "../cmd").Output()
	if err != nil {
		t.Fatalf("looking for acts: %v", err)
	}
	var acts []string
	for _, m := range named.FindAllStringSubmatch(string(out), -1) {
		acts = append(acts, m[1])
	}
	if len(acts) < 20 {
		t.Fatalf("found only %d acts", len(acts))
	}
	for _, a := range procedure.Acts {
		switch a {
		case procedure.Upload, procedure.Material, procedure.Step, procedure.Comment, procedure.Answer, procedure.Resolve,
			procedure.Assign, procedure.Invite, procedure.Consult, procedure.Conclude:
			continue // logged under names of their own
		}
		acts = append(acts, string(a))
	}
	for _, a := range acts {
		if !lang.Has("act." + a) {
			t.Errorf("no name for act %s (of %s)", a, strings.Join(acts, " "))
		}
	}
}
