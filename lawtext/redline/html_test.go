package redline

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestWriteHTML(t *testing.T) {
	parts := goldParts(t, "testdata/gold/across-chapters.txt")
	old := text(parts["old"])
	new := text(strings.Replace(parts["new"], "收费标准", `<script>alert("x")</script>&`, 1))
	var b bytes.Buffer
	if err := WriteHTML(&b, Compare(old, new), HTMLOptions{}); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/across-chapters.html", b.String())
	out := b.String()
	if strings.Contains(out, "<script") || strings.Contains(out, "style=") {
		t.Error("script or style in the fragment")
	}
	ids := map[string]bool{}
	var links []string
	z := html.NewTokenizer(strings.NewReader(out))
	for z.Next() != html.ErrorToken {
		for _, a := range z.Token().Attr {
			switch a.Key {
			case "id":
				if ids[a.Val] {
					t.Errorf("id %q twice", a.Val)
				}
				ids[a.Val] = true
			case "href":
				links = append(links, strings.TrimPrefix(a.Val, "#"))
			}
		}
	}
	for _, l := range links {
		if !ids[l] {
			t.Errorf("link to %q leads nowhere", l)
		}
	}
	if len(links) == 0 {
		t.Error("no link from where a unit stood to where it went")
	}
}

func TestOnlyChanges(t *testing.T) {
	parts := goldParts(t, "testdata/gold/across-chapters.txt")
	var b bytes.Buffer
	if err := WriteHTML(&b, Compare(text(parts["old"]), text(parts["new"])), HTMLOptions{OnlyChanges: true, Anchor: "r-"}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "为了规范物业管理活动") || !strings.Contains(b.String(), `id="r-6"`) {
		t.Errorf("unchanged articles shown, or an anchor missing:\n%s", b.String())
	}
}

type brokenWriter struct{}

var errBroken = errors.New("broken pipe")

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestWriteErrors(t *testing.T) {
	r := Compare(text(carryOld), text(carryNew))
	if err := WriteHTML(brokenWriter{}, r, HTMLOptions{}); !errors.Is(err, errBroken) {
		t.Errorf("WriteHTML: %v", err)
	}
}
