package procedure

import "slices"

// Allowed says whether a role may do an act in a state, and which state
// follows: the same one for acts that leave it, [Left] where a suspended
// matter goes back to the state it left. Signing leads on as [Move.After]
// says.
func (p *Procedure) Allowed(state State, role Role, act Act) (next State, ok bool) {
	m, ok := p.Find(state, role, act)
	switch {
	case !ok:
		return "", false
	case m.To == "":
		return state, true
	}
	return m.To, true
}

// Find answers the row of the table for an act by a role in a state.
func (p *Procedure) Find(state State, role Role, act Act) (Move, bool) {
	for _, m := range p.Moves {
		if m.Act == act && slices.Contains(m.From, state) && slices.Contains(m.Roles, role) {
			return m, true
		}
	}
	return Move{}, false
}

// Of lists the rows of an act, whatever the state.
func (p *Procedure) Of(act Act) []Move {
	var list []Move
	for _, m := range p.Moves {
		if m.Act == act {
			list = append(list, m)
		}
	}
	return list
}

// After is the state that follows a signed conclusion. wanted is the signer's
// choice, "" the default; a choice that the file does not offer is refused.
func (m Move) After(c Conclusion, wanted State) (State, bool) {
	choices := m.Then[c]
	if len(choices) == 0 {
		choices = []State{m.To}
	}
	if wanted == "" {
		return choices[0], true
	}
	return wanted, slices.Contains(choices, wanted)
}

// Concludes reports whether the procedure knows a conclusion.
func (p *Procedure) Concludes(c Conclusion) bool { return slices.Contains(p.Conclusions, c) }

// Runs reports whether the clock runs in a state.
func (p *Procedure) Runs(s State) bool { return slices.Contains(p.Clock.RunsIn, s) }

// WaitsFor reports whether a matter in a state waits for a role.
func (p *Procedure) WaitsFor(s State, role Role) bool { return slices.Contains(p.Waits[s], role) }
