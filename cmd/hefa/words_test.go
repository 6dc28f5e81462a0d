package main

import (
	"maps"
	"regexp"
	"slices"
	"testing"

	"hefa/lawtext"
	"hefa/lawtext/redline"
	"hefa/sample"
)

var verb = regexp.MustCompile(`%(\[\d+\])?[-+.\d]*[a-z]`)

// Every sentence is there in both languages, with the same gaps.
func TestWords(t *testing.T) {
	for _, table := range []map[string][2]string{words, errorWords} {
		for key, both := range table {
			if both[chinese] == "" || both[english] == "" {
				t.Errorf("%s lacks a language", key)
			}
			if zh, en := verb.FindAllString(both[chinese], -1), verb.FindAllString(both[english], -1); len(zh) != len(en) {
				t.Errorf("%s has the gaps %q in Chinese and %q in English", key, zh, en)
			}
		}
	}
	for key := range words {
		if _, twice := errorWords[key]; twice {
			t.Errorf("%s stands twice", key)
		}
	}
}

// Keys that are put together from codes are there for every code.
func TestWordsOfCodes(t *testing.T) {
	keys := slices.Collect(maps.Keys(words))
	need := func(prefix string, codes ...string) {
		for _, code := range codes {
			if !slices.Contains(keys, prefix+code) {
				t.Errorf("no words for %s", prefix+code)
			}
		}
	}
	for _, k := range []redline.Kind{redline.Split, redline.Merged, redline.Moved, redline.Renumbered, redline.Added,
		redline.Deleted, redline.Amended, redline.Unchanged} {
		need("kind-", string(k))
	}
	for _, m := range []redline.Mark{redline.MarkRewritten, redline.MarkConsequential, redline.MarkSpace, redline.MarkWidth,
		redline.MarkGlyph, redline.MarkNumber} {
		need("kind-", string(m))
	}
	for _, u := range []redline.Unit{redline.UnitTitle, redline.UnitPreamble, redline.UnitHeading, redline.UnitArticle,
		redline.UnitAnnex, redline.UnitTable} {
		need("unit-", string(u))
	}
	for _, r := range []lawtext.Relation{lawtext.RelationBasis, lawtext.RelationRepeals, lawtext.RelationAmends, lawtext.RelationReplaces} {
		need("relation-", string(r))
	}
	need("import-missing-", missingOrder...)
	need("account-", sample.Accounts...)
}

func TestByteSize(t *testing.T) {
	for written, want := range map[string]byteSize{"100MB": 100 << 20, "1gb": 1 << 30, "512 KB": 512 << 10, "7": 7, "7B": 7} {
		var b byteSize
		if err := b.UnmarshalText([]byte(written)); err != nil || b != want {
			t.Errorf("%s is %d, %v", written, b, err)
		}
	}
	for _, written := range []string{"", "x", "-1MB", "0", "99999999999GB", "1.5MB"} {
		var b byteSize
		if err := b.UnmarshalText([]byte(written)); err == nil {
			t.Errorf("%s is %d", written, b)
		}
	}
}

func TestHidePassword(t *testing.T) {
	for dsn, want := range map[string]string{
		"":                                 "",
		"postgres://u:p@h/d":               "postgres://u:******@h/d",
		"postgres://u@h/d?password=p":      "postgres://u@h/d?password=******",
		"host=h password=p dbname=d":       "******",
		"postgresql://h/d?sslmode=disable": "postgresql://h/d?sslmode=disable",
	} {
		if got := hidePassword(dsn); got != want {
			t.Errorf("%s is shown as %s, want %s", dsn, got, want)
		}
	}
}
