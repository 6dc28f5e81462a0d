package lawtext

import (
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestZZCiteCorpus(t *testing.T) {
	var files []string
	filepath.Walk("/work/shared/corpus", func(p string, i os.FileInfo, err error) error {
		if strings.HasSuffix(p, ".md") && !strings.HasSuffix(p, "README.md") {
			files = append(files, p)
		}
		return nil
	})
	n := map[string]int{}
	var d time.Duration
	rand.Seed(time.Now().UnixNano())
	titles := map[string]bool{}
	var all []Citation
	var texts []*Text
	var owner []int
	for _, f := range files {
		b, _ := os.ReadFile(f)
		x := ParsePlain(string(b))
		titles[NormalTitle(x.Title)] = true
		s := time.Now()
		cs := Citations(x)
		d += time.Since(s)
		texts = append(texts, x)
		for range cs {
			owner = append(owner, len(texts)-1)
		}
		all = append(all, cs...)
	}
	var idx []Index
	for _, x := range texts {
		idx = append(idx, x.Index())
	}
	for i, c := range all {
		n["all "+string(c.Form)]++
		if c.Relation != "" {
			n["rel "+string(c.Relation)]++
		}
		for _, a := range c.Addresses {
			if _, err := ParseAddress(string(a)); err != nil {
				fmt.Println("BAD", a, c.Raw)
			}
		}
		if c.Form == FormOwn {
			if len(c.Addresses) == 0 {
				n["own empty"]++
			}
			for _, a := range c.Addresses {
				if idx[owner[i]].Resolve(a) == nil {
					n["own unresolved"]++
					if os.Getenv("SHOW") == "own" && rand.Intn(30) == 0 {
						fmt.Println("UNRES", texts[owner[i]].Title, c.Unit, c.Raw, a, "|", texts[owner[i]].Find(c.Unit).Text[:min(200, len(texts[owner[i]].Find(c.Unit).Text))])
					}
				} else {
					n["own resolved"]++
				}
			}
			continue
		}
		if len(c.Addresses) > 0 {
			n["addressed "+string(c.Form)]++
			if titles[c.NormalTitle] {
				n["addressed in corpus"]++
			}
		}
		if os.Getenv("SHOW") == string(c.Form) && rand.Intn(40) == 0 || os.Getenv("SHOW") != "" && os.Getenv("SHOW") == string(c.Relation) && rand.Intn(30) == 0 {
			fmt.Println(c.Form, texts[owner[i]].Title, c.Unit, c.Raw, c.NormalTitle, c.Addresses, c.Relation)
		}
	}
	fmt.Println(n, len(all), d)
}
