package procedure

import "slices"

// Stage is one step of the procedure, for its picture, the matter's dossier
// and, where it stands before an act, a row of the matter's own.
type Stage struct {
	Code    string `toml:"code" json:"code"`
	Name    string `toml:"name" json:"name"`
	English string `toml:"english" json:"english"`
	// In is the state in which it happens.
	In State `toml:"in" json:"in"`
	// By is the act that ends it: its place follows from the matter's moves.
	// Again: it comes only in the second and further rounds.
	By    Act  `toml:"by" json:"by,omitempty"`
	Again bool `toml:"again" json:"again,omitempty"`
	// Before is the act before which a free step must be done or excused. A
	// stage with neither By nor Before is only named.
	Before Act `toml:"before" json:"before,omitempty"`
	// Together names steps that may run side by side.
	Together string `toml:"together" json:"together,omitempty"`
	// DoneBy are the roles that say it is done; ExcusedBy those whose word
	// excuses it, none where it cannot be left out.
	DoneBy    []Role `toml:"done-by" json:"doneBy,omitempty"`
	ExcusedBy []Role `toml:"excused-by" json:"excusedBy,omitempty"`
	// Materials are the items of the checklist it needs to be done.
	Materials []string `toml:"materials" json:"materials,omitempty"`
	// Days is the least number of days it lasts; fewer need a reason.
	Days int `toml:"days" json:"days,omitempty"`
	// Leaves says what it leaves in the dossier.
	Leaves string `toml:"leaves" json:"leaves,omitempty"`
	Basis  string `toml:"basis" json:"basis,omitempty"`
}

// Free reports whether the step is a row of the matter's own.
func (s Stage) Free() bool { return s.Before != "" }

// IfNeeded reports whether a matter may come to its end without it, having
// never been returned.
func (s Stage) IfNeeded() bool { return s.Again || s.In == Completion || s.In == Amendment }

// Stage finds a step.
func (p *Procedure) Stage(code string) (Stage, bool) {
	i := slices.IndexFunc(p.Steps, func(s Stage) bool { return s.Code == code })
	if i < 0 {
		return Stage{}, false
	}
	return p.Steps[i], true
}

// DueBefore lists the free steps that must be closed before an act: its own
// and those of the acts that come before it.
func (p *Procedure) DueBefore(act Act) []Stage {
	var list []Stage
	for _, s := range p.Steps {
		if s.Free() && slices.Index(Acts, s.Before) <= slices.Index(Acts, act) {
			list = append(list, s)
		}
	}
	return list
}

// Earlier lists the free steps that must be closed before a step is: those
// that stand before it and do not run side by side with it.
func (p *Procedure) Earlier(code string) []Stage {
	at, ok := p.Stage(code)
	var list []Stage
	for _, s := range p.Steps {
		if !ok || s.Code == code {
			break
		}
		if s.Free() && (s.Together == "" || s.Together != at.Together) {
			list = append(list, s)
		}
	}
	return list
}

// Spares reports whether a declared emergency spares a step.
func (e Exemption) Spares(code string) bool { return slices.Contains(e.Excuses, code) }
