package web

import (
	"slices"
	"strings"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
	"hefa/web/lang"
)

// deskAct is something a person can do in a matter, now or later.
type deskAct struct {
	Act procedure.Act
	// Now: it can be done, at Address; else Why says what stands in the way.
	Now          bool
	Why, Address string
}

// deskActs are the acts of a matter's head.
type deskActs struct {
	// Primary is the one that leads on, nil where there is none.
	Primary *deskAct
	// Beside stand next to it, More in a menu.
	Beside, More []deskAct
}

// leadOn are the acts that can be the filled button, the first that can be
// done now.
var leadOn = []procedure.Act{procedure.Resume, procedure.Consent, procedure.Accept, procedure.Sign, procedure.Publish, procedure.Propose,
	procedure.Close, procedure.Resubmit, procedure.Submit, procedure.Upload}

// besideText are acts done at the text, the comments or the materials, not in
// the head.
var besideText = []procedure.Act{procedure.Comment, procedure.Answer, procedure.Resolve, procedure.Material, procedure.Step, procedure.Conclude}

// rare acts stand in the menu.
var rare = []procedure.Act{procedure.AwaitExperts, procedure.Extend, procedure.Emergency, procedure.EndEmergency,
	procedure.Assign, procedure.Invite, procedure.Consult, procedure.Supersede, procedure.Suspend, procedure.Withdraw}

// ownPages are acts with pages of their own beside the matter's.
var ownPages = map[procedure.Act]string{procedure.Assign: "/staff", procedure.Invite: "/staff#invite", procedure.Consult: "/rounds#ask"}

// beside are the reasons why an act simply has no place now: experts answer
// only where some were asked, an emergency ends only where there is one, an
// opinion is superseded only where one was signed.
var beside = []review.Why{review.WhyNotAwaiting, review.WhyClockStands, review.WhyEmergency, review.WhyNoEmergency, review.WhyOpinion}

// headActs sorts a matter's options into its head: what cannot be done is not
// shown, what cannot be done yet is shown with the reason.
func headActs(l lang.Lang, m *review.Matter, options []review.Option) deskActs {
	var acts deskActs
	if !m.Running() {
		return acts
	}
	var all []deskAct
	for _, o := range options {
		if slices.Contains(besideText, o.Act) {
			continue
		}
		a := deskAct{Act: o.Act, Now: o.Now || broughtAlong(o), Address: "/matters/" + string(m.ID) + "/moves/" + string(o.Act)}
		if o.Act == procedure.Upload {
			a.Address = "/documents/" + string(m.Document) + "/drafts/new"
		}
		if page, ok := ownPages[o.Act]; ok {
			if !o.Now {
				continue
			}
			a.Address = "/matters/" + string(m.ID) + page
		}
		if !a.Now {
			if o.Why == review.WhyState && !comes(m.State, o) || slices.Contains(beside, o.Why) {
				continue
			}
			a.Why = notYet(l, o)
		}
		all = append(all, a)
	}
	for _, act := range leadOn {
		i := slices.IndexFunc(all, func(a deskAct) bool { return a.Act == act && a.Now })
		if i >= 0 {
			acts.Primary = &all[i]
			break
		}
	}
	for i := range all {
		a := all[i]
		switch {
		case acts.Primary == &all[i]:
		case slices.Contains(rare, a.Act), !a.Now && isLater(options, a.Act):
			acts.More = append(acts.More, a)
		default:
			acts.Beside = append(acts.Beside, a)
		}
	}
	return acts
}

// broughtAlong reports whether what is missing can be brought along with the
// act itself: its form takes materials and steps, that of an opinion shows the
// review points that are open.
func broughtAlong(o review.Option) bool {
	return o.Act == procedure.Propose && o.Why == review.WhyPoints ||
		(o.Act == procedure.Submit || o.Act == procedure.Resubmit) && (o.Why == review.WhyMaterials || o.Why == review.WhyCompleted || o.Why == review.WhySteps)
}

// comes reports whether an act may still come on the straight way from here.
func comes(state procedure.State, o review.Option) bool {
	if slices.Contains(rare, o.Act) || o.Act == procedure.Resume || o.Act == procedure.Upload {
		return false
	}
	now := slices.Index(procedure.States, state)
	return slices.ContainsFunc(o.From, func(s procedure.State) bool {
		at := slices.Index(procedure.States, s)
		return at > now && s != procedure.Completion && s != procedure.Amendment
	})
}

func isLater(options []review.Option, act procedure.Act) bool {
	return slices.ContainsFunc(options, func(o review.Option) bool { return o.Act == act && o.Why == review.WhyState })
}

// notYet says what stands in the way of an act.
func notYet(l lang.Lang, o review.Option) string {
	switch o.Why {
	case review.WhyState:
		var names []string
		for _, s := range o.From {
			names = append(names, l.Say("state."+string(s)))
		}
		return l.Say("not-yet.state", strings.Join(names, l.Say("desk.or")))
	case review.WhyAnswers, review.WhyMust, review.WhyMaterials, review.WhyCompleted, review.WhySteps, review.WhyPoints:
		return l.Say("not-yet."+string(o.Why), len(o.Items))
	}
	if key := "not-yet." + string(o.Why); lang.Has(key) {
		return l.Say(key)
	}
	return l.Say("refused." + string(o.Why))
}

// may maps the acts one can do now.
func may(options []review.Option) map[string]bool {
	can := map[string]bool{}
	for _, o := range options {
		can[string(o.Act)] = o.Now
	}
	return can
}

// mentionable are the people one may name in a comment: those of the reviewing
// and the drafting bodies who take part in reviews, the person left out.
func (s *server) mentionable(v *visit, m *review.Matter, people []storage.Person, held map[storage.ID][]storage.Holding) []storage.Person {
	var list []storage.Person
	for _, p := range people {
		if p.Disabled != nil || v.person != nil && p.ID == v.person.ID {
			continue
		}
		if slices.ContainsFunc(held[p.ID], func(h storage.Holding) bool { return takesPart(m, h) }) {
			list = append(list, p)
		}
	}
	return list
}

func takesPart(m *review.Matter, h storage.Holding) bool {
	switch h.Role {
	case storage.Reviewer, storage.Head:
		return h.Body == m.Reviewing.ID
	case storage.Drafter, storage.Legal:
		return h.Body == m.Reviewing.ID || slices.ContainsFunc(m.Drafting, func(b storage.BodyRef) bool { return b.ID == h.Body })
	}
	return false
}
