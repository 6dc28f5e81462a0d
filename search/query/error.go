package query

import "fmt"

// Code says what is wrong with a query.
type Code string

// What can be wrong.
const (
	Unclosed    Code = "unclosed"     // a bracket or quotation mark is not closed
	Unopened    Code = "unopened"     // a bracket is closed that was not opened
	Missing     Code = "missing"      // an operator or filter has nothing beside it
	BadValue    Code = "bad-value"    // a filter has no such value
	TooDeep     Code = "too-deep"     // too many brackets in one another
	TooLong     Code = "too-long"     // too many characters
	TooMany     Code = "too-many"     // too many words
	NothingLeft Code = "nothing-left" // nothing but punctuation in quotation marks
	BadRegexp   Code = "bad-regexp"   // a regular expression cannot be read
	NotNear     Code = "not-near"     // NEAR stands beside what is no word or phrase
)

// Error is a mistake in a query.
type Error struct {
	Code Code
	// At and End are where the mistake is, in code points of the query.
	At, End int
	// Found is what stands there, shortened.
	Found string
	// Suggestions are what could stand there instead.
	Suggestions []string
}

func (e *Error) Error() string {
	return fmt.Sprintf("query is wrong at character %d: %s %q", e.At+1, e.Code, e.Found)
}
