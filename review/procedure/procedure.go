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

// The acts of people in a matter. Upload, Material, Comment, Answer and
// Resolve leave its state as it is.
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
	Comment          Act = "comment"
	Answer           Act = "answer"
	Resolve          Act = "resolve"
	Propose          Act = "propose"
	SendBack         Act = "send-back"
	Sign             Act = "sign"
	Publish          Act = "publish"
	Close            Act = "close"
	Suspend          Act = "suspend"
	Resume           Act = "resume"
	Withdraw         Act = "withdraw"
)

// Acts lists every act, in the order in which they are offered.
var Acts = []Act{Submit, Consent, Decline, Accept, ReturnCompletion, Resubmit, ReturnAmendment, Upload, Material,
	Comment, Answer, Resolve, Propose, SendBack, Sign, Publish, Close, Suspend, Resume, Withdraw}

// Role is what a person does for a body; the codes are storage's.
type Role string

// roles are those that may stand in a file.
var roles = []Role{"drafter", "legal", "reviewer", "head", "registrar"}

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
	// NeedLeadsOn: the signed opinion lets the draft go on.
	NeedLeadsOn Need = "leads-on"
)

var needs = []Need{NeedDraft, NeedMaterials, NeedCompleted, NeedAnswers, NeedReason, NeedNotOwn, NeedLeadsOn}

// Procedure is one version of one procedure, as its file says.
type Procedure struct {
	// Name and Version name the file; a running matter keeps its version.
	Name    string `toml:"name"`
	Version int    `toml:"version"`
	Title   string `toml:"title"`
	English string `toml:"english"`
	// Basis are the statutes it rests on.
	Basis []string `toml:"basis"`
	// Kinds and Levels say which documents take it: their kind, and the kind
	// of their first issuing body.
	Kinds  []string `toml:"kinds"`
	Levels []string `toml:"levels"`
	// ReviewedBy says who reviews.
	ReviewedBy ReviewedBy `toml:"reviewed-by"`
	// ReviewingRoles are the roles, in the reviewing body, for whom its
	// unpublished comments and opinions are.
	ReviewingRoles []Role       `toml:"reviewing-roles"`
	Conclusions    []Conclusion `toml:"conclusions"`
	// OpinionNumber is how opinions are numbered: {year} and {n} stand for
	// the year and the number within it.
	OpinionNumber string         `toml:"opinion-number"`
	Clock         Clock          `toml:"clock"`
	Steps         []Step         `toml:"steps"`
	Materials     []MaterialItem `toml:"materials"`
	// Waits says for whom a matter waits in each state.
	Waits map[State][]Role `toml:"waits"`
	Moves []Move           `toml:"moves"`
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

// Clock is a procedure's time limits in working days. Numbers that come from
// provincial practice stand in the files, never in code.
type Clock struct {
	// Minimum and Maximum are working days after acceptance; a maximum of 0
	// means that the matter brings its own due day.
	Minimum int `toml:"minimum"`
	Maximum int `toml:"maximum"`
	// RunsIn are the states in which the clock runs; it stands in all others.
	RunsIn []State `toml:"runs-in"`
	// WarnAt are the working days left at which to warn.
	WarnAt []int `toml:"warn-at"`
}

// Step is one step of the procedure, for the picture of it and for the
// dossier.
type Step struct {
	Code    string `toml:"code"`
	Name    string `toml:"name"`
	English string `toml:"english"`
	// In is the state in which it happens.
	In State `toml:"in"`
	// Optional steps may be left out on the word of ExcusedBy.
	Optional  bool   `toml:"optional"`
	ExcusedBy []Role `toml:"excused-by"`
	Basis     string `toml:"basis"`
}

// MaterialItem is one item of the checklist for submission.
type MaterialItem struct {
	Code    string `toml:"code" json:"code"`
	Name    string `toml:"name" json:"name"`
	English string `toml:"english" json:"english"`
	// Required items need a file or a stated reason for their absence.
	Required bool   `toml:"required" json:"required"`
	Basis    string `toml:"basis" json:"basis,omitempty"`
}

// Move is one row of the table: who may do an act in which states, and where
// it leads.
type Move struct {
	Act   Act     `toml:"act"`
	Side  Side    `toml:"side"`
	Roles []Role  `toml:"roles"`
	From  []State `toml:"from"`
	// To is the next state; "" leaves the state as it is.
	To    State  `toml:"to"`
	Needs []Need `toml:"needs"`
	// Then lists, for a signed conclusion that does not lead on, the states
	// the signer may choose from; the first is the default.
	Then map[Conclusion][]State `toml:"then"`
	// Restarts sets the clock to its beginning.
	Restarts bool `toml:"restarts"`
	// NewRound counts another round of review.
	NewRound bool `toml:"new-round"`
	// Internal moves' reasons are the reviewing body's own.
	Internal bool `toml:"internal"`
}

// Asks reports whether the move has a need.
func (m Move) Asks(n Need) bool { return slices.Contains(m.Needs, n) }

// Number is the number of an opinion in a year.
func (p *Procedure) Number(year string, n string) string {
	return strings.NewReplacer("{year}", year, "{n}", n).Replace(p.OpinionNumber)
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
