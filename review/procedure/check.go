package procedure

import (
	"fmt"
	"slices"
	"strconv"
)

// checker gathers what is wrong with a file: names it does not know, two rows
// for one act, states from which nothing leads on.
type checker struct {
	*Procedure
	found Mistakes
	// at is the row being looked at.
	at Mistake
}

// check answers everything that is wrong with the procedure, without lines.
func (p *Procedure) check() Mistakes {
	c := &checker{Procedure: p}
	c.head()
	c.materials()
	for i, s := range p.Steps {
		c.at = Mistake{List: "steps", Row: i + 1, Name: s.Code}
		c.step(s)
	}
	c.at = Mistake{}
	c.twice("steps", len(p.Steps), func(i int) string { return p.Steps[i].Code })
	for _, code := range p.Emergency.Excuses {
		if s, ok := p.Stage(code); !ok || !s.Free() {
			c.wrong(MistakeUnknown, "excuses", code)
		}
	}
	c.points()
	c.moves()
	return c.found
}

func (c *checker) wrong(code MistakeCode, field, found string) {
	m := c.at
	m.Code, m.Field, m.Found = code, field, found
	c.found = append(c.found, m)
}

// known finds values that a setting does not know.
func known[T ~string](c *checker, field string, list, all []T) {
	for _, x := range list {
		if !slices.Contains(all, x) {
			c.wrong(MistakeUnknown, field, string(x))
		}
	}
}

func (c *checker) needed(field, value string) {
	if value == "" {
		c.wrong(MistakeMissing, field, "")
	}
}

// twice finds names that stand twice in a list.
func (c *checker) twice(list string, n int, name func(int) string) {
	seen := map[string]bool{}
	for i := range n {
		if seen[name(i)] && name(i) != "" {
			c.found = append(c.found, Mistake{Code: MistakeTwice, List: list, Row: i + 1, Name: name(i), Field: "code", Found: name(i)})
		}
		seen[name(i)] = true
	}
}

func (c *checker) head() {
	c.needed("name", c.Name)
	c.needed("title", c.Title)
	c.needed("english", c.English)
	if c.Version < 1 {
		c.wrong(MistakeMissing, "version", "")
	}
	known(c, "reviewed-by", []ReviewedBy{c.ReviewedBy}, []ReviewedBy{ReviewerOfIssuer, Issuer, Recipient})
	known(c, "kinds", c.Kinds, kinds)
	known(c, "levels", c.Levels, levels)
	known(c, "conclusions", c.Conclusions, Conclusions)
	known(c, "reviewing-roles", c.ReviewingRoles, roles)
	if len(c.Conclusions) == 0 {
		c.wrong(MistakeMissing, "conclusions", "")
	}
	if len(c.ReviewingRoles) == 0 {
		c.wrong(MistakeMissing, "reviewing-roles", "")
	}
	k := c.Clock
	if k.Minimum < 0 || k.Maximum < 0 || k.Extension < 0 || k.Maximum > 0 && k.Maximum < k.Minimum {
		c.wrong(MistakeClock, "maximum", strconv.Itoa(k.Maximum))
	}
	known(c, "early", []Early{k.Early}, earlyCodes)
	known(c, "runs-in", k.RunsIn, States)
	for s, waiting := range c.Waits {
		known(c, string(s), waiting, roles)
		switch {
		case !slices.Contains(States, s):
			c.wrong(MistakeUnknown, string(s), string(s))
		case s.Ended():
			c.wrong(MistakeEnded, string(s), string(s))
		}
	}
}

func (c *checker) materials() {
	for i, m := range c.Materials {
		c.at = Mistake{List: "materials", Row: i + 1, Name: m.Code}
		c.needed("code", m.Code)
		c.needed("name", m.Name)
		c.needed("english", m.English)
	}
	c.at = Mistake{}
	c.twice("materials", len(c.Materials), func(i int) string { return c.Materials[i].Code })
}

func (c *checker) points() {
	for i, p := range c.Points {
		c.at = Mistake{List: "points", Row: i + 1, Name: p.Code}
		c.needed("code", p.Code)
		c.needed("name", p.Name)
		c.needed("english", p.English)
	}
	c.at = Mistake{}
	c.twice("points", len(c.Points), func(i int) string { return c.Points[i].Code })
}

func (c *checker) step(s Stage) {
	c.needed("code", s.Code)
	c.needed("name", s.Name)
	c.needed("english", s.English)
	known(c, "in", []State{s.In}, States)
	known(c, "done-by", s.DoneBy, roles)
	known(c, "excused-by", s.ExcusedBy, roles)
	for _, code := range s.Materials {
		if _, ok := c.Material(code); !ok {
			c.wrong(MistakeUnknown, "materials", code)
		}
	}
	if s.By != "" {
		known(c, "by", []Act{s.By}, Acts)
	}
	switch {
	case s.Free():
		known(c, "before", []Act{s.Before}, Acts)
		if s.By != "" || s.Again || s.Days < 0 {
			c.wrong(MistakeStep, "by", string(s.By))
		}
		if len(s.DoneBy) == 0 {
			c.wrong(MistakeMissing, "done-by", "")
		}
		c.bound(s)
	case len(s.DoneBy) > 0 || len(s.Materials) > 0 || s.Days != 0 || s.Together != "":
		c.wrong(MistakeStep, "before", "")
	}
}

// bound sees to it that a move asks for a free step, and that one gives the
// word by which it is excused.
func (c *checker) bound(s Stage) {
	asked := slices.ContainsFunc(c.Moves, func(m Move) bool { return m.Act == s.Before && m.Asks(NeedSteps) })
	if !asked {
		c.wrong(MistakeUnasked, "before", string(s.Before))
	}
	confirmed := slices.ContainsFunc(c.Moves, func(m Move) bool {
		return m.Confirms && slices.ContainsFunc(m.Roles, func(r Role) bool { return slices.Contains(s.ExcusedBy, r) })
	})
	if len(s.ExcusedBy) > 0 && !confirmed {
		c.wrong(MistakeUnconfirmed, "excused-by", "")
	}
}

func (c *checker) moves() {
	taken := map[string]bool{}
	reached := map[State]bool{Drafting: true}
	for i, m := range c.Moves {
		c.at = Mistake{List: "moves", Row: i + 1, Name: string(m.Act)}
		c.move(m)
		for _, s := range m.From {
			for _, r := range m.Roles {
				key := fmt.Sprint(s, " ", r, " ", m.Act)
				if taken[key] {
					c.wrong(MistakeTwice, "act", string(m.Act))
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
	c.reached(reached)
}

// reached sees to it that every state used can be come to and left.
func (c *checker) reached(reached map[State]bool) {
	left := map[State]bool{}
	told := map[State]bool{}
	for i, m := range c.Moves {
		c.at = Mistake{List: "moves", Row: i + 1, Name: string(m.Act)}
		for _, s := range m.From {
			if !reached[s] && !told[s] && slices.Contains(States, s) {
				told[s] = true
				c.wrong(MistakeUnreached, "from", string(s))
			}
			// To rest and to give up is no way on.
			left[s] = left[s] || m.To != "" && m.Act != Suspend && m.Act != Withdraw
		}
	}
	c.at = Mistake{}
	for _, s := range States {
		if reached[s] && !s.Ended() && !left[s] {
			c.wrong(MistakeDeadEnd, "to", string(s))
		}
	}
}

func (c *checker) move(m Move) {
	known(c, "act", []Act{m.Act}, Acts)
	known(c, "side", []Side{m.Side}, []Side{SideDrafting, SideReviewing, SideIssuing})
	known(c, "roles", m.Roles, roles)
	known(c, "from", m.From, States)
	known(c, "needs", m.Needs, needs)
	if len(m.Roles) == 0 {
		c.wrong(MistakeMissing, "roles", "")
	}
	if len(m.From) == 0 {
		c.wrong(MistakeMissing, "from", "")
	}
	if m.Asks(NeedPoints) && len(c.Points) == 0 {
		c.wrong(MistakeMissing, "points", "")
	}
	if m.To != "" && m.To != Left {
		known(c, "to", []State{m.To}, States)
	}
	if (m.To == Left) != (m.Act == Resume) {
		c.wrong(MistakeResume, "to", string(m.To))
	}
	for _, s := range m.From {
		if s.Ended() {
			c.wrong(MistakeEnded, "from", string(s))
		}
	}
	for conclusion, then := range m.Then {
		known(c, "then", []Conclusion{conclusion}, Conclusions)
		known(c, "then", then, States)
	}
}
