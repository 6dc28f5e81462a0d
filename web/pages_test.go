package web

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"hefa/storage"
	"hefa/web/lang"
)

var (
	saidInTemplate = regexp.MustCompile(`\bt "([^"]+)"`)
	codeInTemplate = regexp.MustCompile(`\bcode "([^"]+)"`)
	saidInCode     = regexp.MustCompile(`\bSay\("([^"]+)"`)
	inlineScript   = regexp.MustCompile(`(?i)<style|\sstyle=|\son[a-z]+=|<script(?:[^>]*)>[^<]`)
)

// Templates and code say only sentences that exist, and no page has a script
// or style of its own, which the content policy would refuse.
func TestSentencesExist(t *testing.T) {
	err := fs.WalkDir(templateFiles, "templates", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := templateFiles.ReadFile(p)
		if err != nil {
			return err
		}
		for _, m := range saidInTemplate.FindAllStringSubmatch(string(data), -1) {
			if !lang.Has(m[1]) {
				t.Errorf("%s says %q, which does not exist", p, m[1])
			}
		}
		for _, m := range codeInTemplate.FindAllStringSubmatch(string(data), -1) {
			if !familyExists(m[1]) {
				t.Errorf("%s names codes of family %q, which does not exist", p, m[1])
			}
		}
		if m := inlineScript.FindString(string(data)); m != "" {
			t.Errorf("%s has a script or style inline: %q", p, m)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range saidInCode.FindAllStringSubmatch(string(data), -1) {
			if !strings.HasSuffix(m[1], ".") && !lang.Has(m[1]) {
				t.Errorf("%s says %q, which does not exist", name, m[1])
			}
		}
	}
}

func familyExists(family string) bool {
	for _, k := range lang.Keys() {
		if strings.HasPrefix(k, family+".") {
			return true
		}
	}
	return false
}

// Every code that a page may name has words, and every problem its sentence.
func TestCodesHaveWords(t *testing.T) {
	var keys []string
	for _, k := range storage.Kinds {
		keys = append(keys, "kind."+string(k))
	}
	for _, k := range storage.Statuses {
		keys = append(keys, "status."+string(k))
	}
	for _, k := range storage.Roles {
		keys = append(keys, "role."+string(k))
	}
	for _, p := range problems {
		keys = append(keys, "problem."+p.code)
	}
	for _, n := range navigation {
		keys = append(keys, n.Key)
	}
	for _, k := range keys {
		if !lang.Has(k) {
			t.Errorf("no sentence %q", k)
		}
	}
}
