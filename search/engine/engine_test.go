package engine_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hefa/lawtext"
	"hefa/search/engine"
	"hefa/search/query"
)

// shelf is an index beside a plain copy of what is in it.
type shelf struct {
	*engine.Engine
	t     testing.TB
	dir   string
	texts map[string][]engine.Entry // by document and name
}

func newShelf(t testing.TB) *shelf {
	s := &shelf{t: t, dir: t.TempDir(), texts: map[string][]engine.Entry{}}
	s.open()
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func (s *shelf) open() {
	s.t.Helper()
	e, err := engine.Open(s.dir)
	if err != nil {
		s.t.Fatal(err)
	}
	s.Engine = e
}

func (s *shelf) reopen() {
	s.t.Helper()
	if err := s.Close(); err != nil {
		s.t.Fatal(err)
	}
	s.open()
}

func (s *shelf) apply(change func(b *engine.Batch)) {
	s.t.Helper()
	b := s.NewBatch()
	change(b)
	if err := s.Apply(b); err != nil {
		s.t.Fatal(err)
	}
}

func (s *shelf) put(b *engine.Batch, document, name string, entries []engine.Entry) {
	s.t.Helper()
	err := b.Put(engine.Text{Document: document, Name: name, Public: true, Title: document, Source: fmt.Sprint(entries)}, entries)
	if err != nil {
		s.t.Fatal(err)
	}
	s.texts[document+"@"+name] = entries
}

func articles(texts ...string) []engine.Entry {
	var list []engine.Entry
	for i, text := range texts {
		list = append(list, engine.Entry{Part: engine.PartArticle, Article: fmt.Sprintf("第%d条", i+1),
			Address: lawtext.Address(fmt.Sprint(i + 1)), Text: text})
	}
	return list
}

// random is a text of a few characters and marks, so that everything stands in
// it somewhere.
func random(r *rand.Rand, length int) string {
	const marks = "的的法法规规条市县、，。；（）a1 ２\n政"
	characters := []rune(marks)
	var b strings.Builder
	for range length {
		b.WriteRune(characters[r.IntN(len(characters))])
	}
	return b.String()
}

// scan is what a plain reading of everything finds.
func (s *shelf) scan(l query.Literal) (hits []string, occurrences int) {
	for name, entries := range s.texts {
		for _, e := range entries {
			folded, _ := query.Fold(e.Text)
			if n := l.CountFolded(folded); n > 0 {
				hits = append(hits, name+"#"+string(e.Address))
				occurrences += n
			}
		}
	}
	slices.Sort(hits)
	return hits, occurrences
}

func (s *shelf) search(n query.Node) (hits []string, occurrences int) {
	s.t.Helper()
	found, err := s.Search(context.Background(), engine.Query{Node: n, Size: 1 << 20,
		Judge:  func(*engine.Text) engine.Verdict { return engine.Counts },
		Passes: func(query.Filter, *engine.Text) bool { return true }})
	if err != nil {
		s.t.Fatal(err)
	}
	for _, h := range found.Hits {
		hits = append(hits, h.Text.Document+"@"+h.Text.Name+"#"+string(h.Address))
	}
	entries := 0
	for _, t := range found.Texts {
		occurrences += t.Occurrences
		entries += t.Entries
	}
	if entries != len(hits) {
		s.t.Errorf("%s: %d entries are counted, %d found", n, entries, len(hits))
	}
	slices.Sort(hits)
	return hits, occurrences
}

// equalsScan asks for random stretches of the texts.
func (s *shelf) equalsScan(r *rand.Rand, times int) {
	s.t.Helper()
	names := make([]string, 0, len(s.texts))
	for name := range s.texts {
		names = append(names, name)
	}
	slices.Sort(names)
	for range times {
		entries := s.texts[names[r.IntN(len(names))]]
		runes := []rune(entries[r.IntN(len(entries))].Text)
		length := min(1+r.IntN(8), len(runes))
		at := r.IntN(len(runes) - length + 1)
		words := string(runes[at : at+length])
		l := query.NewLiteral(words)
		if len(l) == 0 {
			continue
		}
		hits, occurrences := s.search(query.Phrase(words))
		want, times := s.scan(l)
		if !slices.Equal(hits, want) || occurrences != times {
			s.t.Fatalf("%q: found %d times in %v, stands %d times in %v", words, occurrences, hits, times, want)
		}
	}
}

// TestEqualsAScan changes an index at random, and after each change, and after
// opening it again, asks for random stretches of its texts.
func TestEqualsAScan(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	s := newShelf(t)
	for round := range 30 {
		used := map[string]bool{}
		s.apply(func(b *engine.Batch) {
			for range 1 + r.IntN(12) {
				document := fmt.Sprintf("d%d", r.IntN(40))
				if used[document] {
					continue
				}
				used[document] = true
				if before := b.Texts(document); len(before) > 0 && r.IntN(4) == 0 {
					b.Remove(before[0])
					delete(s.texts, document+"@v1")
					continue
				}
				var texts []string
				for range 1 + r.IntN(30) {
					texts = append(texts, random(r, 1+r.IntN(60)))
				}
				s.put(b, document, "v1", articles(texts...))
			}
			b.SetInternal("round", fmt.Sprint(round))
		})
		s.equalsScan(r, 20)
		if round%7 == 6 {
			s.reopen()
			s.equalsScan(r, 20)
		}
		got, err := s.Internal("round")
		if err != nil || got != fmt.Sprint(round) {
			t.Fatalf("after round %d it knows of round %s, %v", round, got, err)
		}
	}
}

func TestRemovedTextsAreGone(t *testing.T) {
	s := newShelf(t)
	s.apply(func(b *engine.Batch) {
		s.put(b, "a", "v1", articles("示例一", "示例二"))
		s.put(b, "b", "1", articles("示例三"))
	})
	s.apply(func(b *engine.Batch) {
		for _, text := range b.Texts("a") {
			b.Remove(text)
		}
	})
	delete(s.texts, "a@v1")
	for range 2 {
		hits, _ := s.search(query.Word("示例"))
		if !slices.Equal(hits, []string{"b@1#1"}) {
			t.Errorf("found %v", hits)
		}
		if s.Documents() != 1 || s.Articles() != 1 {
			t.Errorf("it holds %d documents, %d articles", s.Documents(), s.Articles())
		}
		s.reopen()
	}
}

func TestFactsChangeWithoutEntries(t *testing.T) {
	s := newShelf(t)
	s.apply(func(b *engine.Batch) { s.put(b, "a", "v1", articles("示例一", "示例二")) })
	s.apply(func(b *engine.Batch) {
		if err := b.Put(engine.Text{Document: "a", Name: "v1", Public: true, Title: "改名"}, nil); err != nil {
			t.Fatal(err)
		}
	})
	s.reopen()
	found, err := s.Search(context.Background(), engine.Query{Node: query.Word("示例"), Size: 9,
		Judge: func(*engine.Text) engine.Verdict { return engine.Counts }})
	if err != nil {
		t.Fatal(err)
	}
	if len(found.Hits) != 2 || found.Hits[0].Text.Title != "改名" || found.Hits[0].Text.Articles != 2 {
		t.Errorf("found %+v", found.Hits)
	}
}

func TestTitlesComeFirst(t *testing.T) {
	s := newShelf(t)
	s.apply(func(b *engine.Batch) {
		s.put(b, "a", "v1", articles("公共自行车应当公共停放公共"))
		s.put(b, "b", "v1", []engine.Entry{{Part: engine.PartTitle, Address: "title", Text: "示例市公共自行车管理办法"}})
	})
	found, err := s.Search(context.Background(), engine.Query{Node: query.Word("公共"), Size: 9,
		Judge: func(*engine.Text) engine.Verdict { return engine.Counts }})
	if err != nil {
		t.Fatal(err)
	}
	if len(found.Hits) != 2 || found.Hits[0].Text.Document != "b" {
		t.Errorf("found %+v", found.Hits)
	}
}

func TestHiddenTextsLeaveNoTrace(t *testing.T) {
	s := newShelf(t)
	s.apply(func(b *engine.Batch) {
		s.put(b, "a", "v1", articles("示例规定"))
		s.put(b, "b", "1", articles("示例规定", "示例规定其二"))
	})
	for _, q := range []string{"示例", "示例规定", "规", "-没有", "示例 或 规定", "(示例 -其三) 或 规定", ""} {
		n, err := query.Parse(q)
		if err != nil {
			t.Fatal(err)
		}
		found, err := s.Search(context.Background(), engine.Query{Node: n, Size: 9, Judge: func(t *engine.Text) engine.Verdict {
			if t.Document == "b" {
				return engine.Hides
			}
			return engine.Counts
		}})
		if err != nil {
			t.Fatal(err)
		}
		if len(found.Hits) != 1 || len(found.Texts) != 1 || found.Texts[0].Entries != 1 {
			t.Errorf("%q finds %+v", q, found)
		}
	}
}
