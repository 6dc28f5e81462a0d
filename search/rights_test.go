package search_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"hefa/search"
	"hefa/storage"
	"hefa/storage/storagetest"
)

// place is one article as a test knows of it.
type place struct {
	document storage.ID
	text     storage.TextName
	word     string
	// law is one that this text alone cites.
	law string
}

// crowd is a town with many bodies, people, drafts and versions at random.
type crowd struct {
	*town
	r         *rand.Rand
	bodies    []storage.ID
	viewers   []storage.Viewer
	documents []storage.ID
	places    []place
}

var crowdWords = []string{"押金", "收费", "停车", "罚款", "许可"}

func newCrowd(t *testing.T) *crowd {
	c := &crowd{town: newTown(t), r: rand.New(rand.NewPCG(7, 8)), viewers: []storage.Viewer{{}, {Operator: true}}}
	for i := range 6 {
		c.bodies = append(c.bodies, storagetest.Body(t, c.Store, storage.Body{
			Name: fmt.Sprintf("云州市第%d局", i), Parent: c.government, Open: i%3 == 0}))
	}
	roles := []storage.Role{storage.Drafter, storage.Legal, storage.Reviewer, storage.Head, storage.Registrar, storage.Cleanup, storage.Admin, storage.Auditor}
	for i := range 12 {
		id := storagetest.Person(t, c.Store, fmt.Sprintf("person%d", i), roles[i%len(roles)], c.bodies[c.r.IntN(len(c.bodies))])
		c.viewers = append(c.viewers, storage.Viewer{Person: id})
	}
	for range 25 {
		c.grow()
	}
	return c
}

// grow adds a document with drafts, versions and grants at random.
func (c *crowd) grow() {
	pick := func() storage.ID { return c.bodies[c.r.IntN(len(c.bodies))] }
	id := c.document("云州市办法", storage.Normative, pick(), pick())
	c.documents = append(c.documents, id)
	text := func(name storage.TextName) string {
		word := crowdWords[c.r.IntN(len(crowdWords))]
		law := c.salt() + "法"
		c.places = append(c.places, place{id, name, word, law})
		return fmt.Sprintf("云州市办法\n第一条　关于%s的，依照《%s》执行。\n", word, law)
	}
	drafts := c.r.IntN(3)
	for n := range drafts {
		c.draft(id, text(storage.TextName{Draft: n + 1}))
	}
	for n := range c.r.IntN(3) {
		days := [][2]storage.Day{{"2020-01-01", ""}, {"2999-01-01", ""}, {"2010-01-01", "2015-01-01"}}[c.r.IntN(3)]
		v := storage.Version{Document: id, Title: "云州市办法", Published: "2019-01-01", Effective: days[0], Ends: days[1]}
		if days[1] != "" {
			v.EndReason = storage.EndRepealed
		}
		c.publish(v, text(storage.TextName{Version: n + 1}))
	}
	c.shift(id)
}

// shift changes who may read a document's drafts.
func (c *crowd) shift(id storage.ID) {
	c.act(id, func(tx *storage.Tx) error {
		g := storage.Grant{Document: id}
		if c.r.IntN(2) == 0 {
			g.Person = c.viewers[2+c.r.IntN(len(c.viewers)-2)].Person
		} else {
			g.Body, g.Roles = c.bodies[c.r.IntN(len(c.bodies))], []storage.Role{storage.Reviewer, storage.Head}
		}
		if c.r.IntN(3) == 0 {
			return tx.EndGrants(id, g.Person, g.Body)
		}
		return tx.AddGrant(g)
	})
}

// salt is some characters that make each text another.
func (c *crowd) salt() string {
	runes := make([]rune, 4)
	for i := range runes {
		runes[i] = rune(0x4e00 + c.r.IntN(0x5000))
	}
	return string(runes)
}

// readable are the places a viewer may read, asked of the store one by one.
func (c *crowd) readable(v storage.Viewer) []place {
	c.t.Helper()
	var list []place
	for _, p := range c.places {
		if _, err := c.NamedText(context.Background(), v, p.document, p.text); err == nil {
			list = append(list, p)
		}
	}
	return list
}

// TestNoWordOfWhatMayNotBeRead asks many people for many words, and compares
// every number of the answer with what the store lets each of them open; rights
// change in between, also while the index stands still.
func TestNoWordOfWhatMayNotBeRead(t *testing.T) {
	c := newCrowd(t)
	c.caughtUp()
	for round := range 3 {
		for _, v := range c.viewers {
			readable := c.readable(v)
			for _, word := range crowdWords {
				c.compare(v, word, c.question(word), readable)
			}
			c.compareLaws(v, readable)
		}
		if round == 1 {
			c.stop() // rights are the database's, not the index's
			c.follow(t.TempDir())
			c.caughtUp()
		}
		for range 20 {
			c.shift(c.documents[c.r.IntN(len(c.documents))])
		}
	}
}

// question asks for the places of a word, in one of the ways there are.
func (c *crowd) question(word string) search.Query {
	q := search.Query{Size: 1000, Sort: search.Sorts[c.r.IntN(len(search.Sorts))], Widen: c.r.IntN(2) == 0}
	switch c.r.IntN(6) {
	case 0:
		q.Q, q.Exact = "条关于"+word, true
	case 1:
		q.Literals, q.Exact, q.Fold = []string{"关 于" + word, "没有的字"}, true, true
	case 2:
		q.Q = "/关于" + word + "的/"
	case 3:
		q.Q = "关*" + word + " NEAR/2 依照"
	case 4:
		q.Q, q.PerText = "条:1 关于"+word, 10
	default:
		q.Q = "关于" + word
	}
	return q
}

// compareLaws compares the laws that a person is told of, as facets and while
// typing, with those of what may be read.
func (c *crowd) compareLaws(v storage.Viewer, readable []place) {
	c.t.Helper()
	may := map[string]bool{}
	for _, p := range readable {
		may[p.law] = true
	}
	found, err := c.Search.Search(context.Background(), v, search.Query{Q: "执行"})
	if err != nil {
		c.t.Fatal(err)
	}
	if len(found.Facets.Cites) != min(len(may), 100) {
		c.t.Errorf("%+v is told of %d laws, may read of %d", v, len(found.Facets.Cites), len(may))
	}
	for range 5 {
		p := c.places[c.r.IntN(len(c.places))]
		list, err := c.Suggest(context.Background(), v, string([]rune(p.law)[:3]), 5)
		if err != nil {
			c.t.Fatal(err)
		}
		told := slices.ContainsFunc(list, func(s search.Suggestion) bool { return s.Text == p.law })
		if told != may[p.law] {
			c.t.Errorf("%+v is suggested %s: %v, may read of it: %v", v, p.law, told, may[p.law])
		}
		if r, err := c.Search.Search(context.Background(), v, search.Query{Q: "引用:" + p.law}); err != nil || (r.Total > 0) != may[p.law] {
			c.t.Errorf("%+v finds who cites %s: %d, %v", v, p.law, r.Total, err)
		}
	}
	// What is much like a title is asked of those who may read one.
	r, err := c.Search.Search(context.Background(), v, search.Query{Q: "云州市办法的"})
	if err != nil || (len(r.DidYouMean) > 0) != (len(readable) > 0) {
		c.t.Errorf("%+v is asked whether %v was meant, may read %d, %v", v, r.DidYouMean, len(readable), err)
	}
}

func (c *crowd) compare(v storage.Viewer, word string, q search.Query, readable []place) {
	c.t.Helper()
	found, err := c.Search.Search(context.Background(), v, q)
	if err != nil {
		c.t.Fatal(err)
	}
	want := []string{}
	documents, all := map[storage.ID]bool{}, map[storage.ID]bool{}
	for _, p := range readable {
		all[p.document] = true
		if p.word == word {
			want = append(want, string(p.document)+"@"+p.text.String())
			documents[p.document] = true
		}
	}
	got := []string{}
	for _, h := range found.Hits {
		got = append(got, string(h.Document)+"@"+h.Text.String())
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		c.t.Errorf("%+v finds %s in %v, may read it in %v", v, word, got, want)
	}
	n := len(want)
	for i, l := range found.Literals {
		if i == 0 && (l.Total != n || l.Occurrences != n || l.Documents != len(documents)) || i > 0 && l.Total != 0 {
			c.t.Errorf("%+v is told of %+v, there are %d in %d", v, l, n, len(documents))
		}
	}
	if found.Total != n || found.Occurrences != n || found.Articles != n || found.Documents != len(documents) {
		c.t.Errorf("%+v is told of %d hits, %d occurrences, %d articles, %d documents: there are %d in %d",
			v, found.Total, found.Occurrences, found.Articles, found.Documents, n, len(documents))
	}
	if found.Searched.Documents != len(all) || found.Searched.Articles != len(readable) {
		c.t.Errorf("%+v is told that %d documents and %d articles were searched, may read %d and %d",
			v, found.Searched.Documents, found.Searched.Articles, len(all), len(readable))
	}
	for name, facet := range map[string][]search.Count{"kind": found.Facets.Kind, "body": found.Facets.Body} {
		sum := 0
		for _, count := range facet {
			sum += count.Count
		}
		if sum != len(documents) {
			c.t.Errorf("%+v: facet %s counts %d documents of %d", v, name, sum, len(documents))
		}
	}
}
