package main

import (
	"slices"
	"strings"
	"time"

	"hefa/storage/intake"
)

// importReport is what became of the files of an import.
type importReport struct {
	documents, versions, articles int
	bytes                         int64
	// left were never tried, refused could not be read, same were there.
	left, refused, same []told
	missing             map[string][]string
}

// told is a file and what is said of it.
type told struct{ path, why string }

func (r *importReport) leave(path, why string)  { r.left = append(r.left, told{path, why}) }
func (r *importReport) refuse(path, why string) { r.refused = append(r.refused, told{path, why}) }

func (r *importReport) take(path string, a intake.Answer, size int64) {
	if a.Same {
		r.same = append(r.same, told{path, a.Title})
		return
	}
	if r.versions++; a.Version == 1 {
		r.documents++
	}
	r.articles += a.Articles
	r.bytes += size
	if r.missing == nil {
		r.missing = map[string][]string{}
	}
	for _, what := range a.Missing {
		r.missing[what] = append(r.missing[what], path)
	}
}

// missingOrder is the order in which open facts are listed.
var missingOrder = []string{"title", "body", "date", "effective", "articles", "number"}

// write tells people what was done: figures, then what was skipped and why,
// then what the texts leave open.
func (r *importReport) write(a *app, took time.Duration) {
	l := a.lang
	megabytes := float64(r.bytes) / (1 << 20)
	say(a.stdout, "%s", l.say("import-done", r.versions, r.documents, r.articles, megabytes, took.Seconds(), megabytes/took.Seconds()))
	for i := range r.same {
		r.same[i].why = l.say("import-same", r.same[i].why)
	}
	skipped := slices.Concat(r.refused, r.same, r.left)
	slices.SortFunc(skipped, func(a, b told) int { return strings.Compare(a.path, b.path) })
	if len(skipped) > 0 {
		say(a.stdout, "%s", l.say("import-skipped", len(skipped)))
	}
	for _, s := range skipped {
		say(a.stdout, "  %s: %s", s.path, s.why)
	}
	for _, what := range missingOrder {
		paths := r.missing[what]
		if len(paths) == 0 {
			continue
		}
		slices.Sort(paths)
		say(a.stdout, "%s", l.say("import-missing-"+what, len(paths)))
		for _, path := range paths {
			say(a.stdout, "  %s", path)
		}
	}
}
