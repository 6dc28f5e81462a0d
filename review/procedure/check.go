package procedure

import (
	"fmt"
	"slices"
)

// check finds what is wrong with a file: names it does not know, two rows for
// one act, states from which nothing leads on.
func (p *Procedure) check() error {
	switch {
	case p.Name == "" || p.Version < 1 || p.Title == "" || p.English == "":
		return fmt.Errorf("a procedure needs name, version, title and english")
	case !slices.Contains([]ReviewedBy{ReviewerOfIssuer, Issuer, Recipient}, p.ReviewedBy):
		return fmt.Errorf("reviewed-by %q is not known", p.ReviewedBy)
	case len(p.Conclusions) == 0 || len(p.ReviewingRoles) == 0:
		return fmt.Errorf("conclusions and reviewing-roles are needed")
	case p.Clock.Minimum < 0 || p.Clock.Maximum < 0 || p.Clock.Maximum > 0 && p.Clock.Maximum < p.Clock.Minimum:
		return fmt.Errorf("the clock's minimum and maximum do not fit")
	}
	if err := all("conclusion", p.Conclusions, Conclusions); err != nil {
		return err
	}
	if err := all("clock state", p.Clock.RunsIn, States); err != nil {
		return err
	}
	if err := all("reviewing role", p.ReviewingRoles, roles); err != nil {
		return err
	}
	for s, waiting := range p.Waits {
		if err := all("waiting role", waiting, roles); err != nil {
			return err
		}
		if !slices.Contains(States, s) || s.Ended() {
			return fmt.Errorf("nothing waits in state %q", s)
		}
	}
	if err := p.checkLists(); err != nil {
		return err
	}
	return p.checkMoves()
}

func (p *Procedure) checkLists() error {
	seen := map[string]bool{}
	for _, m := range p.Materials {
		if m.Code == "" || m.Name == "" || m.English == "" || seen["material "+m.Code] {
			return fmt.Errorf("material %q stands twice or lacks a name", m.Code)
		}
		seen["material "+m.Code] = true
	}
	for _, s := range p.Steps {
		if s.Code == "" || s.Name == "" || s.English == "" || seen["step "+s.Code] {
			return fmt.Errorf("step %q stands twice or lacks a name", s.Code)
		}
		seen["step "+s.Code] = true
		if !slices.Contains(States, s.In) {
			return fmt.Errorf("step %s happens in no known state %q", s.Code, s.In)
		}
		if err := all("excusing role", s.ExcusedBy, roles); err != nil {
			return err
		}
	}
	return nil
}

func (p *Procedure) checkMoves() error {
	taken := map[string]bool{}
	reached := map[State]bool{Drafting: true}
	for i, m := range p.Moves {
		if err := m.check(); err != nil {
			return fmt.Errorf("row %d (%s): %w", i+1, m.Act, err)
		}
		for _, s := range m.From {
			for _, r := range m.Roles {
				key := fmt.Sprint(s, " ", r, " ", m.Act)
				if taken[key] {
					return fmt.Errorf("row %d: %s is there already", i+1, key)
				}
				taken[key] = true
			}
		}
		reached[m.To] = true
		for _, then := range m.Then {
			for _, s := range then {
				reached[s] = true
			}
		}
	}
	return p.checkReached(reached)
}

// checkReached sees to it that every state used can be come to and left.
func (p *Procedure) checkReached(reached map[State]bool) error {
	left := map[State]bool{}
	for _, m := range p.Moves {
		for _, s := range m.From {
			if !reached[s] {
				return fmt.Errorf("nothing leads to state %s", s)
			}
			left[s] = left[s] || m.To != ""
		}
	}
	for s := range reached {
		if s != "" && s != Left && !s.Ended() && !left[s] {
			return fmt.Errorf("nothing leads on from state %s", s)
		}
	}
	return nil
}

func (m Move) check() error {
	switch {
	case !slices.Contains(Acts, m.Act):
		return fmt.Errorf("the act is not known")
	case !slices.Contains([]Side{SideDrafting, SideReviewing, SideIssuing}, m.Side):
		return fmt.Errorf("side %q is not known", m.Side)
	case len(m.Roles) == 0 || len(m.From) == 0:
		return fmt.Errorf("it needs roles and from")
	case m.To != "" && m.To != Left && !slices.Contains(States, m.To):
		return fmt.Errorf("state %q is not known", m.To)
	case (m.To == Left) != (m.Act == Resume):
		return fmt.Errorf("only resume leads back to the state left")
	}
	if err := all("role", m.Roles, roles); err != nil {
		return err
	}
	if err := all("state", m.From, States); err != nil {
		return err
	}
	if err := all("need", m.Needs, needs); err != nil {
		return err
	}
	for _, s := range m.From {
		if s.Ended() {
			return fmt.Errorf("nothing leads on from %s", s)
		}
	}
	for c, then := range m.Then {
		if !slices.Contains(Conclusions, c) {
			return fmt.Errorf("conclusion %q is not known", c)
		}
		if err := all("state", then, States); err != nil {
			return err
		}
	}
	return nil
}

func all[T comparable](what string, list, known []T) error {
	for _, x := range list {
		if !slices.Contains(known, x) {
			return fmt.Errorf("%s %v is not known", what, x)
		}
	}
	return nil
}
