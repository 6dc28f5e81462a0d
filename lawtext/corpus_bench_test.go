package lawtext

import (
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// BenchmarkCorpus reads every statute, or a text made up where there is no
// corpus: by how much the slowest file passes 50 ms per MB or 5 ms, and the
// memory that all texts hold together, in bytes per byte of input.
func BenchmarkCorpus(b *testing.B) {
	list := statutes(b)
	if len(list) == 0 {
		list = []statute{{"示例", strings.Repeat("第一条 为了规范管理，制定本办法。\n（一）甲；\n（二）乙。\n", 1000)}}
	}
	size := 0
	for _, s := range list {
		size += len(s.text)
	}
	b.SetBytes(int64(size))
	texts := make([]*Text, len(list))
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	best := make([]time.Duration, len(list)) // of each file, so that another's work on the machine does not count
	for b.Loop() {
		for i, s := range list {
			start := time.Now()
			texts[i] = ParsePlain(s.text)
			if d := time.Since(start); best[i] == 0 || d < best[i] {
				best[i] = d
			}
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(texts)
	var late time.Duration
	for i, s := range list {
		late = max(late, best[i]-max(5*time.Millisecond, time.Duration(len(s.text))*50*time.Nanosecond))
	}
	b.ReportMetric(max(0, late.Seconds()*1000), "ms-late")
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(size), "bytes/byte")
}

// BenchmarkCorpusCitations finds what every statute cites, and says how many
// outward citations with an address lead to a unit of a text in the corpus, by
// form.
func BenchmarkCorpusCitations(b *testing.B) {
	list := statutes(b)
	texts := map[string][]Index{}
	parsed := make([]*Text, len(list))
	for i, s := range list {
		parsed[i] = ParsePlain(s.text)
		title := NormalTitle(parsed[i].Title)
		texts[title] = append(texts[title], parsed[i].Index())
	}
	var found [][]Citation
	for b.Loop() {
		found = found[:0]
		for _, text := range parsed {
			found = append(found, Citations(text))
		}
	}
	counts := map[string]int{}
	for i, citations := range found {
		own := parsed[i].Index()
		for _, c := range citations {
			counts[fmt.Sprintf("%s %s", c.Form, leadsTo(c, own, texts[c.NormalTitle]))]++
		}
	}
	var lines []string
	for _, k := range slices.Sorted(maps.Keys(counts)) {
		lines = append(lines, fmt.Sprintf("%s %d", k, counts[k]))
	}
	b.Log(strings.Join(lines, "; "))
}

// leadsTo says whether each address of a citation stands in some version of
// the text it names.
func leadsTo(c Citation, own Index, versions []Index) string {
	if c.Form == FormOwn {
		versions = []Index{own}
	}
	switch {
	case len(c.Addresses) == 0:
		return "without an address"
	case len(versions) == 0:
		return "of a text not in the corpus"
	}
	for _, x := range versions {
		if !slices.ContainsFunc(c.Addresses, func(a Address) bool { return x.Resolve(a) == nil }) {
			return "resolved"
		}
	}
	return "unresolved"
}
