package review

import (
	"database/sql"
	"errors"
	"fmt"

	"hefa/review/procedure"
	"hefa/storage"
)

// Why says what stands in the way of an act.
type Why string

// What can stand in the way of an act that a person's role allows.
const (
	// WhyState: not in this state.
	WhyState Why = "state"
	// WhyDraft: there is no draft yet.
	WhyDraft Why = "draft"
	// WhyMaterials: required materials are missing; Items are their codes.
	WhyMaterials Why = "materials"
	// WhyCompleted: what was asked for has not come; Items are the codes.
	WhyCompleted Why = "completed"
	// WhyAnswers: comments lack an answer, or points that the opinion found
	// to be a problem do; Items are the comments, and the points' codes.
	WhyAnswers Why = "answers"
	// WhyMust: comments that must be followed are open; Items are the
	// comments. They stand in the way of a conclusion that leads on.
	WhyMust Why = "must"
	// WhyPoints: review points are not concluded in this round; Items are all
	// their codes. WhyProblem: points that were found to be a problem stand in
	// the way of a lawful conclusion; Items are their codes.
	WhyPoints  Why = "points"
	WhyProblem Why = "problem"
	// WhyOpinion: there is no signed opinion that could be superseded.
	WhyOpinion Why = "opinion"
	// WhyConclusion: the signed opinion does not lead on.
	WhyConclusion Why = "conclusion"
	// WhyOwn: the person has drafted what is to be reviewed. Acting
	// nevertheless is [ErrOwnDraft].
	WhyOwn Why = "own"
	// WhyWords: the words a proposal is about have changed since; Items is the
	// comment. WhyRival: another proposal for them was adopted; Items is that
	// comment. WhyUnread: nobody of the reviewing body has read some articles;
	// Items are their addresses. WhyStated: what is published contradicts what
	// the text states; Items are effective, validUntil where those days do, and
	// stage where the text calls itself a draft. All four can be confirmed.
	WhyWords  Why = "words"
	WhyRival  Why = "rival"
	WhyUnread Why = "unread"
	WhyStated Why = "stated"
	// WhySteps: steps are open; Items are their codes.
	WhySteps Why = "steps"
	// WhyEarlier: steps that come before are open; Items are their codes.
	WhyEarlier Why = "earlier"
	// WhyClockStands: the clock does not run. WhyNotAwaiting: it does not stand
	// for the experts' sake.
	WhyClockStands Why = "clock-stands"
	WhyNotAwaiting Why = "not-awaiting"
	// WhyExtended: the procedure leaves no further day to extend by.
	WhyExtended Why = "extended"
	// WhyOverdue: the due day has passed.
	WhyOverdue Why = "overdue"
	// WhyTooEarly: the review's minimum is not full; Items is the day on which
	// it will be.
	WhyTooEarly Why = "too-early"
	// WhyEmergency: an emergency is declared already; WhyNoEmergency: none is.
	WhyEmergency   Why = "emergency"
	WhyNoEmergency Why = "no-emergency"
	// WhyAssigned: the matter is assigned to others; Items are their names.
	WhyAssigned Why = "assigned"
	// WhyTheirOwn: somebody who was chosen has drafted the document; Items are
	// their names.
	WhyTheirOwn Why = "their-own"
	// WhyRoundClosed: the round takes no answers any more, or its matter is over.
	WhyRoundClosed Why = "round-closed"
	// WhySigned: the body has signed what it says.
	WhySigned Why = "signed"
	// WhyUntreated: it is not said what became of replies; Items are those.
	WhyUntreated Why = "untreated"
	// WhyOwnOpinion: a deputy of the head has proposed it.
	WhyOwnOpinion Why = "own-opinion"
	// WhyRunning: another matter over the document is under way; Items are
	// its id.
	WhyRunning Why = "running"
)

// Refused is an act that a person's role allows, but that cannot be done now
// (409). Nothing has happened.
type Refused struct {
	Act   procedure.Act
	State procedure.State
	Why   Why
	// Items are codes or ids of what is in the way, as Why says.
	Items []string
}

func (e *Refused) Error() string {
	return fmt.Sprintf("%s is not possible in state %s: %s %v", e.Act, e.State, e.Why, e.Items)
}

// ErrOwnDraft says that nobody reviews what they drafted. It is a
// [storage.ErrForbidden].
var ErrOwnDraft = fmt.Errorf("reviewing one's own draft: %w", storage.ErrForbidden)

// read wraps an error of reading, where no row is storage.ErrNotFound.
func read(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, sql.ErrNoRows) {
		err = storage.ErrNotFound
	}
	return fmt.Errorf(format+": %w", append(args, err)...)
}
