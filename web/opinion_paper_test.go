package web

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"hefa/lawtext"
	"hefa/lawtext/office"
	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage/derived"
)

// textOf reads the words of a Word file.
func textOf(t *testing.T, word string) string {
	t.Helper()
	read, err := office.Read("意见书.docx", []byte(word), office.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	read.Text.Walk(func(u *lawtext.Unit) bool {
		text += u.Number + u.Heading + u.Text + "\n"
		return true
	})
	return text
}

// printed reads the words of a PDF.
func printed(t *testing.T, pdf string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "意见书.pdf")
	if err := os.WriteFile(file, []byte(pdf), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", file, "-").Output()
	if err != nil {
		t.Fatalf("reading the PDF (make tools installs poppler-utils): %v", err)
	}
	return strings.Join(strings.Fields(string(out)), "")
}

// The paper of a superseded opinion says so on top, and what stands in its
// place; what was signed stays as it was.
func TestPaperOfASupersededOpinion(t *testing.T) {
	s := newSite(t, func(c *Config) { c.Office = derived.NewOffice(derived.FindOffice("")) })
	ctx := context.Background()
	o := s.Open("云州市公共自行车管理办法", bikes1)
	s.To(o.Matter, procedure.OpinionSigned)
	opinions, err := s.Opinions(ctx, s.See("drafter"), o.Matter)
	if err != nil {
		t.Fatal(err)
	}
	path := "/matters/" + string(o.Matter) + "/opinions/" + string(opinions[0].ID) + "/file?format="
	b := s.as("drafter")
	before := b.get(path+"docx").must(t, 200, "the paper").body
	if said := printed(t, b.get(path+"pdf").must(t, 200, "the PDF").body); !strings.Contains(said, opinions[0].Number) {
		t.Errorf("the PDF says\n%s", said)
	}
	const said = "本意见书已被取代，不再作为审核结论"
	if strings.Contains(textOf(t, before), said) {
		t.Error("an opinion that stands says that it was superseded")
	}
	if _, err := s.Supersede(ctx, s.As("head"), review.MoveInput{Matter: o.Matter, Reason: "遗漏一项。"}); err != nil {
		t.Fatal(err)
	}
	expect := func(words ...string) {
		t.Helper()
		word, pdf := textOf(t, b.get(path+"docx").must(t, 200, "the paper").body), printed(t, b.get(path+"pdf").must(t, 200, "the PDF").body)
		for _, w := range append(words, said, "由head宣布取代。理由：遗漏一项。") {
			if !strings.Contains(word, w) || !strings.Contains(pdf, w) {
				t.Errorf("the paper does not say %s:\n%.300s", w, word)
			}
		}
		if !strings.HasSuffix(word, textOf(t, before)) {
			t.Errorf("what was signed is another:\n%s", word)
		}
	}
	expect("新的意见尚未签发。")
	s.InOrder("reviewer", o.Matter)
	if _, err := s.Propose(ctx, s.As("reviewer"), review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Amend, Words: "应当修改。"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Sign(ctx, s.As("head"), review.SignInput{Matter: o.Matter, Unread: true}); err != nil {
		t.Fatal(err)
	}
	if opinions, err = s.Opinions(ctx, s.See("drafter"), o.Matter); err != nil {
		t.Fatal(err)
	}
	expect("现行意见为" + opinions[0].Number + "。")
}
