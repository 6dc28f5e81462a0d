package procedure

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/BurntSushi/toml"
)

//go:embed files/*.toml
var files embed.FS

// Set holds every version of every procedure.
type Set struct {
	versions map[string]map[int]*Procedure
	newest   []*Procedure
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
		if err := s.add(p); err != nil {
			return nil, fmt.Errorf("procedure file %s: %w", name, err)
		}
	}
	return s, s.checkNewest()
}

// Parse reads and checks one procedure file. A name it does not know is an
// error, so that a slip of the pen is not passed over.
func Parse(text string) (*Procedure, error) {
	var p Procedure
	meta, err := toml.Decode(text, &p)
	if err != nil {
		return nil, fmt.Errorf("reading a procedure: %w", err)
	}
	if extra := meta.Undecoded(); len(extra) > 0 {
		return nil, fmt.Errorf("reading a procedure: it has no setting %q", extra[0])
	}
	return &p, p.check()
}

func (s *Set) add(p *Procedure) error {
	if s.versions[p.Name] == nil {
		s.versions[p.Name] = map[int]*Procedure{}
	}
	if s.versions[p.Name][p.Version] != nil {
		return fmt.Errorf("version %d of %s stands in two files", p.Version, p.Name)
	}
	s.versions[p.Name][p.Version] = p
	for i, old := range s.newest {
		if old.Name == p.Name {
			if p.Version > old.Version {
				s.newest[i] = p
			}
			return nil
		}
	}
	s.newest = append(s.newest, p)
	return nil
}

// checkNewest sees to it that no document could take two procedures.
func (s *Set) checkNewest() error {
	taken := map[[2]string]string{}
	for _, p := range s.newest {
		for _, k := range p.Kinds {
			for _, l := range p.Levels {
				if other := taken[[2]string{k, l}]; other != "" {
					return fmt.Errorf("%s and %s both claim %s documents of a %s", other, p.Name, k, l)
				}
				taken[[2]string{k, l}] = p.Name
			}
		}
	}
	return nil
}

// Newest lists the newest version of each procedure, by name.
func (s *Set) Newest() []*Procedure { return s.newest }

// At answers one version of a procedure.
func (s *Set) At(name string, version int) (*Procedure, error) {
	if p := s.versions[name][version]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("there is no version %d of procedure %q", version, name)
}

// For answers the procedure of a document of a kind whose first issuing body
// has a kind (its level). It reports false where there is none: a law of
// one's own government, say, is only imported.
func (s *Set) For(kind, level string) (*Procedure, bool) {
	for _, p := range s.newest {
		if slices.Contains(p.Kinds, kind) && slices.Contains(p.Levels, level) {
			return p, true
		}
	}
	return nil, false
}
