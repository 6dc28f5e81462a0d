package procedure

import (
	"fmt"
	"strconv"
	"strings"
)

// Mistake is one thing that is wrong in a procedure's file.
type Mistake struct {
	Code MistakeCode `json:"code"`
	// Line is where it stands, from 1; 0 where no line can be named.
	Line int `json:"line,omitempty"`
	// List and Row are the list and the place in it, from 1, where the mistake
	// is in one: "moves", 3. Name is the row's act or code.
	List string `json:"list,omitempty"`
	Row  int    `json:"row,omitempty"`
	Name string `json:"name,omitempty"`
	// Field is the setting concerned, Found what stands there.
	Field string `json:"field,omitempty"`
	Found string `json:"found,omitempty"`
}

// MistakeCode says what kind of mistake it is; web has the sentences.
type MistakeCode string

// The kinds of mistakes.
const (
	// MistakeSyntax: it is no TOML; Found is what the reader of TOML says.
	MistakeSyntax MistakeCode = "syntax"
	// MistakeLong: a line has more bytes than Found.
	MistakeLong MistakeCode = "long"
	// MistakeSetting: there is no setting of the name Found.
	MistakeSetting MistakeCode = "setting"
	// MistakeMissing: Field is missing.
	MistakeMissing MistakeCode = "missing"
	// MistakeUnknown: Found is no value that Field knows.
	MistakeUnknown MistakeCode = "unknown"
	// MistakeTwice: Found stands twice.
	MistakeTwice MistakeCode = "twice"
	// MistakeClock: the clock's numbers do not fit one another.
	MistakeClock MistakeCode = "clock"
	// MistakeEnded: nothing leads on from, or waits in, Found: matters end
	// there.
	MistakeEnded MistakeCode = "ended"
	// MistakeResume: only resume leads back to the state left.
	MistakeResume MistakeCode = "resume"
	// MistakeUnreached and MistakeDeadEnd: nothing leads to, or on from, the
	// state Found.
	MistakeUnreached MistakeCode = "unreached"
	MistakeDeadEnd   MistakeCode = "dead-end"
	// MistakeStep: a step is both ended by an act and to be done before one,
	// or says of itself what only a free step can.
	MistakeStep MistakeCode = "step"
	// MistakeUnasked: no move asks for the step Name, so it would bind nobody.
	MistakeUnasked MistakeCode = "unasked"
	// MistakeUnconfirmed: no move gives the word that excuses the step Name.
	MistakeUnconfirmed MistakeCode = "unconfirmed"
	// MistakeClaimed: documents of a kind and level (Found) have another
	// procedure already (Name).
	MistakeClaimed MistakeCode = "claimed"
	// MistakeName: the file is of another procedure, Found.
	MistakeName MistakeCode = "name"
	// MistakeVersion: the next version has another number; Found is that one.
	MistakeVersion MistakeCode = "version"
)

// Mistakes are everything that is wrong in one file, by line. They are an
// error where there are any.
type Mistakes []Mistake

func (m Mistakes) Error() string {
	var b strings.Builder
	b.WriteString("a procedure's file is wrong:")
	for _, one := range m {
		fmt.Fprintf(&b, " line %d: %s", one.Line, one.Code)
		for _, s := range []string{one.List, one.Name, one.Field, one.Found} {
			if s != "" {
				b.WriteString(" " + s)
			}
		}
		b.WriteString(";")
	}
	return strings.TrimSuffix(b.String(), ";")
}

// Follows answers what keeps p from being the version that comes after newest,
// nil where nothing does.
func (p *Procedure) Follows(newest *Procedure) error {
	at := placesIn(p.Source)
	var found Mistakes
	if p.Name != newest.Name {
		found = append(found, Mistake{Code: MistakeName, Line: at.line(Mistake{Field: "name"}), Field: "name", Found: newest.Name})
	}
	if p.Version != newest.Version+1 {
		found = append(found, Mistake{Code: MistakeVersion, Line: at.line(Mistake{Field: "version"}), Field: "version",
			Found: strconv.Itoa(newest.Version + 1)})
	}
	if found == nil {
		return nil
	}
	return found
}
