// Package procedure says who may do what when: each procedure is a readable
// file, and [Procedure.Allowed] answers from it. Later procedures add files,
// not code.
//
// It is pure: files in, answers out; it knows neither matters nor people.
package procedure

import (
	"slices"
	"strings"
)

// State is where a matter stands.
type State string

// The states of a matter.
const (
	Drafting        State = "drafting"
	OwnLegal        State = "own-legal"
	Submitted       State = "submitted"
	Completion      State = "completion"
	InReview        State = "review"
	Amendment       State = "amendment"
	OpinionProposed State = "opinion-proposed"
	OpinionSigned   State = "opinion-signed"
	Published       State = "published"
	Suspended       State = "suspended"
	Withdrawn       State = "withdrawn"
	Closed          State = "closed"
)

// States lists every state, in the order in which matters pass them.
var States = []State{Drafting, OwnLegal, Submitted, Completion, InReview, Amendment, OpinionProposed, OpinionSigned,
	Published, Suspended, Withdrawn, Closed}

// Left stands in a file for the state that was left when the matter was
// suspended.
const Left State = "left"

// Ended reports whether a matter in the state is over for good.
func (s State) Ended() bool { return s == Published || s == Withdrawn || s == Closed }

// Act is something a person does in a matter.
type Act string

// The acts of people in a matter. Upload, Material, Step, Comment, Answer,
// Resolve, Assign, Invite, Consult and those on the clock and the emergency
// leave its state as it is.
const (
	Submit           Act = "submit"
	Consent          Act = "consent"
	Decline          Act = "decline"
	Accept           Act = "accept"
	ReturnCompletion Act = "return-completion"
	Resubmit         Act = "resubmit"
	ReturnAmendment  Act = "return-amendment"
	Upload           Act = "upload"
	Material         Act = "material"
	Step             Act = "step"
	Comment          Act = "comment"
	Answer           Act = "answer"
	Resolve          Act = "resolve"
	AwaitExperts     Act = "await-experts"
	ExpertsAnswered  Act = "experts-answered"
	Extend           Act = "extend"
	Conclude         Act = "conclude"
	Propose          Act = "propose"
	EditOpinion      Act = "edit-opinion"
	SendBack         Act = "send-back"
	Sign             Act = "sign"
	Supersede        Act = "supersede"
	Publish          Act = "publish"
	Assign           Act = "assign"
	Invite           Act = "invite"
	Consult          Act = "consult"
	Close            Act = "close"
	Emergency        Act = "emergency"
	EndEmergency     Act = "end-emergency"
	Suspend          Act = "suspend"
	Resume           Act = "resume"
	Withdraw         Act = "withdraw"
)

// Acts lists every act, in the order in which they are offered.
var Acts = []Act{Submit, Consent, Decline, Accept, ReturnCompletion, Resubmit, ReturnAmendment, Upload, Material, Step,
	Comment, Answer, Resolve, Assign, Invite, Consult, AwaitExperts, ExpertsAnswered, Extend, Conclude, Propose,
	EditOpinion, SendBack, Sign, Supersede, Publish, Close,
	Emergency, EndEmergency, Suspend, Resume, Withdraw}

// Role is what a person does for a body; the codes are storage's.
type Role string

// roles are those that may stand in a file.
var roles = []Role{"drafter", "legal", "reviewer", "head", "registrar", "counsel", "expert"}

// kinds and levels are those of documents and of the bodies that issue them;
// the codes are storage's.
var (
	kinds  = []string{"normative", "rule", "regulation", "decision", "law", "other"}
	levels = []string{"government", "department", "county", "county-department", "external"}
)

// Side says for which of the matter's bodies an act is done.
type Side string

// The sides of a matter. Issuing is the first issuing body.
const (
	SideDrafting  Side = "drafting"
	SideReviewing Side = "reviewing"
	SideIssuing   Side = "issuing"
)

// Conclusion is what an opinion comes to.
type Conclusion string

// The conclusions: 合法, 应当修改, 不合法, and the legal risk stated for an
// exploratory reform (《重大行政决策程序暂行条例》第二十五条第二款).
const (
	Lawful     Conclusion = "lawful"
	Amend      Conclusion = "amend"
	Unlawful   Conclusion = "unlawful"
	RiskStated Conclusion = "risk-stated"
)

// Conclusions lists every conclusion.
var Conclusions = []Conclusion{Lawful, RiskStated, Amend, Unlawful}

// LeadsOn reports whether a draft so concluded may go on to be published.
func (c Conclusion) LeadsOn() bool { return c == Lawful || c == RiskStated }

// Need is something a move asks for besides state and role.
type Need string

// The needs of a move.
const (
	// NeedDraft: the matter has a draft.
	NeedDraft Need = "draft"
	// NeedMaterials: each required material is there, or its absence explained.
	NeedMaterials Need = "materials"
	// NeedCompleted: everything asked for at the return has come.
	NeedCompleted Need = "completed"
	// NeedAnswers: each open comment that was sent over has an answer.
	NeedAnswers Need = "answers"
	// NeedReason: the person says why.
	NeedReason Need = "reason"
	// NeedNotOwn: the person has neither uploaded nor submitted in this matter.
	NeedNotOwn Need = "not-own"
	// NeedAssigned: where the matter is assigned, the person is one of those,
	// or the head.
	NeedAssigned Need = "assigned"
	// NeedLeadsOn: the signed opinion lets the draft go on.
	NeedLeadsOn Need = "leads-on"
	// NeedSteps: each step that comes before the act is done or excused.
	NeedSteps Need = "steps"
	// NeedClockRuns: the clock runs; NeedClockAwaits: it stands because
	// experts are asked.
	NeedClockRuns   Need = "clock-runs"
	NeedClockAwaits Need = "clock-awaits"
	// NeedEmergency: an emergency is declared; NeedNoEmergency: none is.
	NeedEmergency   Need = "emergency"
	NeedNoEmergency Need = "no-emergency"
	// NeedPoints: each review point is concluded in this round.
	NeedPoints Need = "points"
	// NeedOpinion: there is a signed opinion that has not been superseded.
	NeedOpinion Need = "opinion"
)

var needs = []Need{NeedDraft, NeedMaterials, NeedCompleted, NeedAnswers, NeedReason, NeedNotOwn, NeedAssigned, NeedLeadsOn, NeedSteps,
	NeedClockRuns, NeedClockAwaits, NeedEmergency, NeedNoEmergency, NeedPoints, NeedOpinion}

// Procedure is one version of one procedure, as its file says.
type Procedure struct {
	// Name and Version name the file; a running matter keeps its version.
	Name    string `toml:"name" json:"name"`
	Version int    `toml:"version" json:"version"`
	Title   string `toml:"title" json:"title"`
	English string `toml:"english" json:"english"`
	// Basis are the statutes it rests on.
	Basis []string `toml:"basis" json:"basis"`
	// Kinds and Levels say which documents take it: their kind, and the kind
	// of their first issuing body.
	Kinds  []string `toml:"kinds" json:"kinds"`
	Levels []string `toml:"levels" json:"levels"`
	// ReviewedBy says who reviews.
	ReviewedBy ReviewedBy `toml:"reviewed-by" json:"reviewedBy"`
	// ReviewingRoles are the roles, in the reviewing body, for whom its
	// unpublished comments and opinions are.
	ReviewingRoles []Role       `toml:"reviewing-roles" json:"reviewingRoles"`
	Conclusions    []Conclusion `toml:"conclusions" json:"conclusions"`
	// OpinionNumber is how opinions are numbered: {year} and {n} stand for
	// the year and the number within it.
	OpinionNumber string         `toml:"opinion-number" json:"opinionNumber"`
	Clock         Clock          `toml:"clock" json:"clock"`
	Emergency     Exemption      `toml:"emergency" json:"emergency"`
	Steps         []Stage        `toml:"steps" json:"steps"`
	Materials     []MaterialItem `toml:"materials" json:"materials"`
	// Points are what a review must look at, in order.
	Points []Point `toml:"points" json:"points"`
	// Waits says for whom a matter waits in each state.
	Waits map[State][]Role `toml:"waits" json:"waits"`
	Moves []Move           `toml:"moves" json:"moves"`
	// Source is the file's text.
	Source string `toml:"-" json:"-"`
}

// ReviewedBy is a rule that finds the reviewing body.
type ReviewedBy string

// Who reviews: the body that the first issuing body names for it (or that body
// itself), the issuing body itself, or the body that received the request.
const (
	ReviewerOfIssuer ReviewedBy = "reviewer-of-issuer"
	Issuer           ReviewedBy = "issuer"
	Recipient        ReviewedBy = "recipient"
)

// MaterialItem is one item of the checklist for submission.
type MaterialItem struct {
	Code    string `toml:"code" json:"code"`
	Name    string `toml:"name" json:"name"`
	English string `toml:"english" json:"english"`
	// Required items need a file or a stated reason for their absence.
	Required bool   `toml:"required" json:"required"`
	Basis    string `toml:"basis" json:"basis,omitempty"`
}

// Point is one thing that a review must look at and conclude. Where comments
// of a kind belong to it, its code is that kind.
type Point struct {
	Code    string `toml:"code" json:"code"`
	Name    string `toml:"name" json:"name"`
	English string `toml:"english" json:"english"`
	// Basis are the provisions that ask for it.
	Basis string `toml:"basis" json:"basis,omitempty"`
	// NotApplicable: it may be concluded that the draft does not touch it.
	NotApplicable bool `toml:"not-applicable" json:"notApplicable,omitempty"`
}

// Move is one row of the table: who may do an act in which states, and where
// it leads.
type Move struct {
	Act   Act     `toml:"act" json:"act"`
	Side  Side    `toml:"side" json:"side"`
	Roles []Role  `toml:"roles" json:"roles"`
	From  []State `toml:"from" json:"from"`
	// To is the next state; "" leaves the state as it is.
	To    State  `toml:"to" json:"to,omitempty"`
	Needs []Need `toml:"needs" json:"needs,omitempty"`
	// Then lists, for a signed conclusion that does not lead on, the states
	// the signer may choose from; the first is the default.
	Then map[Conclusion][]State `toml:"then" json:"then,omitempty"`
	// Restarts sets the clock to its beginning.
	Restarts bool `toml:"restarts" json:"restarts,omitempty"`
	// NewRound counts another round of review.
	NewRound bool `toml:"new-round" json:"newRound,omitempty"`
	// Internal moves' reasons are the reviewing body's own.
	Internal bool `toml:"internal" json:"internal,omitempty"`
	// Confirms gives the word that excuses the steps asked to be excused, as
	// far as it is the role's to give.
	Confirms bool `toml:"confirms" json:"confirms,omitempty"`
	// Stops lets the clock stand in the state it runs in; GoesOn ends that.
	Stops  bool `toml:"stops" json:"stops,omitempty"`
	GoesOn bool `toml:"goes-on" json:"goesOn,omitempty"`
}

// Asks reports whether the move has a need.
func (m Move) Asks(n Need) bool { return slices.Contains(m.Needs, n) }

// Number is the number of an opinion in a year.
func (p *Procedure) Number(year string, n string) string {
	return strings.NewReplacer("{year}", year, "{n}", n).Replace(p.OpinionNumber)
}

// Point finds a review point.
func (p *Procedure) Point(code string) (Point, bool) {
	for _, point := range p.Points {
		if point.Code == code {
			return point, true
		}
	}
	return Point{}, false
}

// Material finds an item of the checklist.
func (p *Procedure) Material(code string) (MaterialItem, bool) {
	for _, m := range p.Materials {
		if m.Code == code {
			return m, true
		}
	}
	return MaterialItem{}, false
}
