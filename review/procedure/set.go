package procedure

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

//go:embed files/*.toml
var files embed.FS

// Set holds every version of every procedure that is known: those that come
// with hefa, and those that were saved. It may be used by many at once.
type Set struct {
	mu       sync.RWMutex
	versions map[string]map[int]*Procedure
	newest   []*Procedure
	// saved are those that do not come with hefa.
	saved []*Procedure
}

// Load reads and checks the procedures that come with hefa.
func Load() (*Set, error) { return LoadFrom(files, "files") }

// LoadFrom reads and checks the procedure files (*.toml) of a folder.
func LoadFrom(from fs.FS, dir string) (*Set, error) {
	names, err := fs.Glob(from, path.Join(dir, "*.toml"))
	if err != nil {
		return nil, fmt.Errorf("listing procedure files: %w", err)
	}
	s := &Set{versions: map[string]map[int]*Procedure{}}
	for _, name := range names {
		b, err := fs.ReadFile(from, name)
		if err != nil {
			return nil, fmt.Errorf("reading procedure file %s: %w", name, err)
		}
		p, err := Parse(string(b))
		if err != nil {
			return nil, fmt.Errorf("reading procedure file %s: %w", name, err)
		}
		if s.versions[p.Name][p.Version] != nil {
			return nil, fmt.Errorf("procedure file %s: version %d of %s stands in two files", name, p.Version, p.Name)
		}
		s.add(p)
	}
	for _, p := range s.newest {
		if err := s.Claimed(p); err != nil {
			return nil, fmt.Errorf("the procedure files: %w", err)
		}
	}
	return s, nil
}

// longestLine is how many bytes a line may have: a name of thousands of parts
// takes the reader of TOML seconds.
const longestLine = 4000

// Parse reads and checks one procedure file. What is wrong with it is answered
// as [Mistakes]. A name it does not know is one, so that a slip of the pen is
// not passed over.
func Parse(text string) (*Procedure, error) {
	line := 0
	for s := range strings.Lines(text) {
		if line++; len(s) > longestLine {
			return nil, Mistakes{{Code: MistakeLong, Line: line, Found: strconv.Itoa(longestLine)}}
		}
	}
	p := &Procedure{Source: text}
	meta, err := toml.Decode(text, p)
	if err != nil {
		return nil, Mistakes{syntax(err)}
	}
	found := p.check()
	for _, extra := range meta.Undecoded() {
		found = append(found, Mistake{Code: MistakeSetting, Field: extra[len(extra)-1], Found: extra.String()})
	}
	if len(found) == 0 {
		return p, nil
	}
	at := placesIn(text)
	for i := range found {
		found[i].Line = at.line(found[i])
	}
	slices.SortStableFunc(found, func(a, b Mistake) int { return cmp.Compare(a.Line, b.Line) })
	return nil, found
}

// syntax is what the reader of TOML says, with its line.
func syntax(err error) Mistake {
	m := Mistake{Code: MistakeSyntax, Found: err.Error()}
	var at toml.ParseError
	if errors.As(err, &at) {
		m.Line, m.Found = at.Position.Line, at.Message
	}
	return m
}

// Save makes a version known that does not come with hefa. Where one of that
// name and number does, the saved one stands in its place: a later release may
// bring a number that was taken, and matters follow the one that was there.
func (s *Set) Save(p *Procedure) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.add(p)
	if !slices.ContainsFunc(s.saved, func(old *Procedure) bool { return old.Name == p.Name && old.Version == p.Version }) {
		s.saved = append(s.saved, p)
	}
}

// Saved lists the versions that were saved.
func (s *Set) Saved() []*Procedure {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.Clone(s.saved)
}

func (s *Set) add(p *Procedure) {
	if s.versions[p.Name] == nil {
		s.versions[p.Name] = map[int]*Procedure{}
	}
	s.versions[p.Name][p.Version] = p
	i := slices.IndexFunc(s.newest, func(old *Procedure) bool { return old.Name == p.Name })
	switch {
	case i < 0:
		s.newest = append(s.newest, p)
	case p.Version >= s.newest[i].Version:
		s.newest = slices.Clone(s.newest) // others are reading it
		s.newest[i] = p
	}
}

// Claimed answers [Mistakes] where p claims documents that another procedure's
// newest version has.
func (s *Set) Claimed(p *Procedure) error {
	var found Mistakes
	for _, other := range s.Newest() {
		if other.Name == p.Name {
			continue
		}
		for _, k := range p.Kinds {
			for _, l := range p.Levels {
				if slices.Contains(other.Kinds, k) && slices.Contains(other.Levels, l) {
					m := Mistake{Code: MistakeClaimed, Name: other.Name, Field: "kinds", Found: k}
					m.Line = placesIn(p.Source).line(m)
					m.Found += " " + l
					found = append(found, m)
				}
			}
		}
	}
	if found == nil {
		return nil
	}
	return found
}

// Newest lists the newest version of each procedure, by name.
func (s *Set) Newest() []*Procedure {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.newest
}

// Versions lists the numbers of the versions of a procedure, the newest first.
func (s *Set) Versions(name string) []int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.SortedFunc(maps.Keys(s.versions[name]), func(a, b int) int { return b - a })
}

// At answers one version of a procedure.
func (s *Set) At(name string, version int) (*Procedure, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if p := s.versions[name][version]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("there is no version %d of procedure %q", version, name)
}

// For answers the procedure of a document of a kind whose first issuing body
// has a kind (its level). It reports false where there is none: a law of
// one's own government, say, is only imported.
func (s *Set) For(kind, level string) (*Procedure, bool) {
	for _, p := range s.Newest() {
		if slices.Contains(p.Kinds, kind) && slices.Contains(p.Levels, level) {
			return p, true
		}
	}
	return nil, false
}
