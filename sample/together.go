package sample

import (
	"hefa/lawtext"
	"hefa/review"
	"hefa/storage"
)

// consult asks bodies about the newest draft; they have so many days.
func consult(days int, letter string, within int, bodies ...string) step {
	return step{days, func(t *teller) error {
		today, err := t.store.Today(t.ctx)
		if err != nil {
			return err
		}
		in := review.ConsultInput{Matter: t.matter, Letter: letter, Due: today.Add(within)}
		for _, b := range bodies {
			in.Bodies = append(in.Bodies, t.bodies[b])
		}
		t.round, err = t.review.Consult(t.ctx, t.drafts(), in)
		return err
	}}
}

// said is what a body says of an article.
type said struct {
	article         lawtext.Address
	words, proposed string
}

// inRound signs what a body says in the story's round; nothing is "no comment".
func inRound(days int, who string, all ...said) step {
	return step{days, func(t *teller) error {
		in := review.AnswerRoundInput{Round: t.round, NoComment: len(all) == 0, Sign: true}
		for _, s := range all {
			in.Replies = append(in.Replies, review.RoundReplyInput{Address: s.article, Words: s.words, Proposed: s.proposed})
		}
		return t.review.AnswerRound(t.ctx, t.as(who), in)
	}}
}

// assign is the head saying who reviews.
func assign(days int, who ...string) step {
	return step{days, func(t *teller) error {
		in := review.AssignInput{Matter: t.matter}
		for _, w := range who {
			in.People = append(in.People, t.people[w])
		}
		return t.review.Assign(t.ctx, t.as("head"), in)
	}}
}

// invite lets outside counsel read the matter for two months.
func invite(days int, who, words string) step {
	return step{days, func(t *teller) error {
		today, err := t.store.Today(t.ctx)
		if err != nil {
			return err
		}
		_, err = t.review.Invite(t.ctx, t.reviews(), review.InviteInput{Matter: t.matter, Person: t.people[who], Role: storage.Counsel,
			Until: today.Add(60), Words: words})
		return err
	}}
}

// absence is the head away for some days, with a reviewer as deputy.
func absence() *story {
	return &story{title: "离岗委托", steps: []step{{1, func(t *teller) error {
		today, err := t.store.Today(t.ctx)
		if err != nil {
			return err
		}
		return t.store.NameDeputy(t.ctx, t.as("head"), storage.Deputy{Person: t.people["bai.ying"], For: t.people["head"], LastDay: today.Add(7)})
	}}}}
}
