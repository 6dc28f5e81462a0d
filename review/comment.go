package review

import (
	"time"

	"hefa/lawtext"
	"hefa/storage"
)

// CommentKind says what a comment is about; "" is not said.
type CommentKind string

// The kinds of comment: 制定主体, 职权, 内容合法, 许可处罚强制收费, 权利义务,
// 公平竞争, 程序, 立法技术.
const (
	KindCompetence  CommentKind = "competence"
	KindPower       CommentKind = "power"
	KindContent     CommentKind = "content"
	KindMeasures    CommentKind = "measures"
	KindRights      CommentKind = "rights"
	KindCompetition CommentKind = "competition"
	KindProcedure   CommentKind = "procedure"
	KindDrafting    CommentKind = "drafting"
)

// CommentKinds lists every kind, in the order of the review points.
var CommentKinds = []CommentKind{KindCompetence, KindPower, KindContent, KindMeasures, KindRights, KindCompetition, KindProcedure, KindDrafting}

// Weight says how much a comment asks for; "" asks for nothing in particular.
type Weight string

// The weights: 必须修改, 建议修改, 供参考.
const (
	Must     Weight = "must"
	Should   Weight = "should"
	Consider Weight = "consider"
)

// Weights lists every weight, the heaviest first.
var Weights = []Weight{Must, Should, Consider}

// Audience says who may read a comment.
type Audience string

// The audiences: its author alone; the reviewing body and auditors; all who may
// read the draft.
const (
	AudienceDraft     Audience = "draft"
	AudienceBody      Audience = "body"
	AudiencePublished Audience = "published"
)

// Verdict is the drafting body's answer to a comment.
type Verdict string

// The answers: 采纳, 部分采纳, 不予采纳. All but the first need a reason.
const (
	Adopted    Verdict = "adopted"
	Partly     Verdict = "partly"
	NotAdopted Verdict = "not-adopted"
)

// Verdicts lists every answer.
var Verdicts = []Verdict{Adopted, Partly, NotAdopted}

// Comment is something said of a draft.
type Comment struct {
	ID       storage.ID `json:"id"`
	Matter   storage.ID `json:"matter"`
	Document storage.ID `json:"document"`
	// Draft, Address and Range say where it was made: on the whole draft
	// where Address is "", on the unit where Range is nil. The range counts
	// code points of the unit's own text; Quoted are its words.
	Draft   int             `json:"draft"`
	Address lawtext.Address `json:"address,omitempty"`
	Range   *lawtext.Range  `json:"range,omitempty"`
	Quoted  string          `json:"quoted,omitempty"`
	Kind    CommentKind     `json:"kind,omitempty"`
	Weight  Weight          `json:"weight,omitempty"`
	Words   string          `json:"text"`
	// Material is what it is about, where that is no text.
	Material *CommentMaterial `json:"material,omitempty"`
	// Bases are the provisions it stands on, in order.
	Bases []Basis `json:"bases,omitempty"`
	// Proposal is the wording it proposes.
	Proposal *Proposal `json:"proposal,omitempty"`
	// Rivals are the open comments that propose wording for the same words.
	Rivals   []storage.ID `json:"rivals,omitempty"`
	Audience Audience     `json:"audience"`
	// Private notes stay with the reviewing body when the others are sent
	// over.
	Private    bool       `json:"private,omitempty"`
	Author     storage.ID `json:"author"`
	AuthorName string     `json:"authorName"`
	// ForName is the absent person for whom the author, as deputy, said it.
	ForName string          `json:"forName,omitempty"`
	Role    storage.Role    `json:"role"`
	Body    storage.BodyRef `json:"body"`
	// Reviewing: it was made for the reviewing body.
	Reviewing bool `json:"reviewing"`
	// Thread is the comment it replies to, "" for one that begins a thread.
	Thread      storage.ID `json:"thread,omitempty"`
	At          time.Time  `json:"at"`
	PublishedAt *time.Time `json:"publishedAt,omitempty"`
	ResolvedBy  storage.ID `json:"resolvedBy,omitempty"`
	Resolver    string     `json:"resolvedByName,omitempty"`
	// ResolverFor is the absent person whose deputy resolved it.
	ResolverFor string       `json:"resolvedForName,omitempty"`
	ResolvedAt  *time.Time   `json:"resolvedAt,omitempty"`
	Mentions    []storage.ID `json:"mentions,omitempty"`
	// Answer is the drafting body's newest answer.
	Answer *CommentAnswer `json:"answer,omitempty"`
	// Replies are in the order in which they were made.
	Replies []Comment `json:"replies,omitempty"`
	// Place says where it stands on the draft that was asked for.
	Place Place `json:"place"`
}

// CommentMaterial is a material that a comment is about.
type CommentMaterial struct {
	ID   storage.ID `json:"id"`
	Code string     `json:"code"`
	// Name is its file's, "" where it is a stated absence.
	Name string `json:"name,omitempty"`
	// Removed: it has been taken off the checklist.
	Removed bool `json:"removed,omitempty"`
}

// CommentAnswer is what the drafting body did with a comment.
type CommentAnswer struct {
	ID      storage.ID `json:"id"`
	Verdict Verdict    `json:"verdict"`
	Reason  string     `json:"reason,omitempty"`
	// Basis is what it rests on in words, Bases as provisions.
	Basis  string     `json:"basis,omitempty"`
	Bases  []Basis    `json:"bases,omitempty"`
	Draft  int        `json:"draft"`
	By     storage.ID `json:"by"`
	ByName string     `json:"byName"`
	// ForName is the absent person for whom a deputy answered.
	ForName string    `json:"forName,omitempty"`
	At      time.Time `json:"at"`
	// Fulfilled is what the reviewer found of the promise, nil where nobody has
	// looked yet; CheckWords says why it was not.
	Fulfilled  *bool  `json:"fulfilled,omitempty"`
	CheckWords string `json:"checkText,omitempty"`
	Checker    string `json:"checkedByName,omitempty"`
	// CheckerFor is the absent person whose deputy looked.
	CheckerFor string     `json:"checkedForName,omitempty"`
	CheckedAt  *time.Time `json:"checkedAt,omitempty"`
}

// Placed says how a comment was found again on another draft.
type Placed string

// How a comment is placed: where it was, on a unit that has moved, or nowhere:
// such a comment is shown on top, never hidden.
const (
	PlacedYes   Placed = "yes"
	PlacedMoved Placed = "moved"
	Unplaced    Placed = "unplaced"
)

// Lost reports whether what a comment is about is not found on the draft asked
// for.
func (c Comment) Lost() bool { return c.Place.Placed == Unplaced || c.Place.Around }

// About is the address of what a comment is about: where it stands now or, where
// it is lost, where it stood. It is "" for the whole text.
func (c Comment) About() lawtext.Address {
	if c.Lost() {
		return c.Address
	}
	return c.Place.Address
}

// Place is where a comment stands on the draft that was asked for.
type Place struct {
	Placed  Placed          `json:"placed"`
	Address lawtext.Address `json:"address,omitempty"`
	// Around: its paragraph or item is not found there; it stands with what
	// became of the article around it.
	Around bool `json:"around,omitempty"`
	// Range is nil where the quoted words no longer stand in the unit.
	Range *lawtext.Range `json:"range,omitempty"`
	// Changed: the quoted words, or those that a proposal is about, no longer
	// stand there as they were.
	Changed bool `json:"changed,omitempty"`
	// Confidence is that of the redline's map, 0 to 1.
	Confidence float64 `json:"confidence,omitempty"`
}
