// Package crashpoint lets a test kill the program at the moments that matter:
// between an object and its row, around COMMIT, before indexing. In ordinary
// builds it does nothing; with the build tag "crashpoints" the process kills
// itself when it reaches the point that HEFA_CRASH_AT names.
package crashpoint

// The points, in the order in which one upload passes them. An act's points
// may be narrowed to it: "before-commit=draft-added".
const (
	BeforeObject = "before-object"
	AfterObject  = "after-object"
	BeforeCommit = "before-commit"
	AfterCommit  = "after-commit"
	BeforeIndex  = "before-index"
)
