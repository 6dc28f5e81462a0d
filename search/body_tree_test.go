package search_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"hefa/search"
	"hefa/storage"
	"hefa/storage/storagetest"
)

// The facet of bodies is a tree: what it says a body has is what the search for
// that body finds, and within it what the search for it and all below finds. A
// joint issue counts once, and bodies without documents of their own stand above
// those that have some.
func TestBodyFacetIsATree(t *testing.T) {
	c := newTown(t)
	r := rand.New(rand.NewPCG(7, 1))
	county := storagetest.Body(t, c.Store, storage.Body{Kind: storage.County, Name: "青溪县人民政府", Parent: c.government})
	farms := storagetest.Body(t, c.Store, storage.Body{Kind: storage.CountyDepartment, Name: "青溪县农业农村局", Parent: county})
	station := storagetest.Body(t, c.Store, storage.Body{Kind: storage.CountyDepartment, Name: "青溪县农技站", Parent: farms})
	idle := storagetest.Body(t, c.Store, storage.Body{Name: "云州市档案局", Parent: c.government})
	parents := map[storage.ID]storage.ID{c.transport: c.government, c.housing: c.government, county: c.government, farms: county, station: farms}
	issuers := []storage.ID{c.transport, c.housing, farms, station}
	for i := range 60 {
		r.Shuffle(len(issuers), func(a, b int) { issuers[a], issuers[b] = issuers[b], issuers[a] })
		joint := append([]storage.ID{}, issuers[:1+r.IntN(3)]...)
		title := fmt.Sprintf("云州市第%d号共管办法", i)
		var id storage.ID
		storagetest.Do(t, c.Store, func(tx *storage.Tx) (err error) {
			id, err = tx.AddDocument(storage.NewDocument{Kind: storage.Normative, Title: title, Issuing: joint, Drafting: joint[:1]})
			return err
		})
		word := "押金"
		if i%3 == 0 {
			word = "定金"
		}
		c.publish(storage.Version{Document: id, Title: title, Effective: "2024-01-01", Published: storage.Day(fmt.Sprintf("20%02d-12-01", 10+i%9))}, "第一条　"+word+"归共管。\n")
	}
	auditor := storage.Viewer{Person: c.people["auditor"]}
	for _, q := range []search.Query{{Q: "归共管"}, {Q: "押金"}, {Q: "定金", Exact: true}, {Q: "归共管", Year: 2012}} {
		found := c.ask(auditor, q)
		there := map[storage.ID]bool{}
		for _, n := range found.Facets.Body {
			id := storage.ID(n.Value)
			there[id] = true
			if n.Parent != string(parents[id]) {
				t.Errorf("%+v: %s stands below %q", q, n.Name, n.Parent)
			}
			only, within := q, q
			only.Body, within.Under = []storage.ID{id}, []storage.ID{id}
			if got := c.ask(auditor, only).Documents; got != n.Count {
				t.Errorf("%+v: %s is said to have %d documents, the search for it finds %d", q, n.Name, n.Count, got)
			}
			if got := c.ask(auditor, within).Documents; got != n.Within {
				t.Errorf("%+v: within %s there are said to be %d documents, the search finds %d", q, n.Name, n.Within, got)
			}
		}
		for id, above := range parents {
			if there[id] && !there[above] {
				t.Errorf("%+v: nothing stands above %s", q, id)
			}
		}
		if !there[c.government] || there[idle] {
			t.Errorf("%+v: the tree is %+v", q, found.Facets.Body)
		}
	}
}
