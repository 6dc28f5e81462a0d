package procedure

// Clock is a procedure's time limits in working days. Numbers that come from
// provincial practice stand in the files, never in code.
type Clock struct {
	// Minimum and Maximum are working days after acceptance; a maximum of 0
	// means that the matter brings its own due day. The minimum is the time
	// that a review must be given: no due day may be set before it has passed.
	Minimum int `toml:"minimum" json:"minimum"`
	Maximum int `toml:"maximum" json:"maximum"`
	// Early says what of an opinion signed before the minimum has passed.
	Early Early `toml:"early" json:"early,omitempty"`
	// Extension is the most working days by which a round's due day may be
	// put off.
	Extension int `toml:"extension" json:"extension,omitempty"`
	// RunsIn are the states in which the clock runs; it stands in all others.
	RunsIn []State `toml:"runs-in" json:"runsIn"`
	// WarnAt are the working days left at which to warn.
	WarnAt []int `toml:"warn-at" json:"warnAt"`
}

// Early is what a file says of an opinion signed before the minimum.
type Early string

// What may be said of an early opinion. 《重大行政决策程序暂行条例》第二十六条第二款 binds
// whoever asks for the review to leave time for it, not the reviewer to use
// all of it: there the file allows.
const (
	EarlyAllow  Early = "allow"
	EarlyWarn   Early = "warn"
	EarlyRefuse Early = "refuse"
)

var earlyCodes = []Early{"", EarlyAllow, EarlyWarn, EarlyRefuse}

// Exemption is what a declared emergency spares a matter.
type Exemption struct {
	// Excuses are the codes of steps that need not be done.
	Excuses []string `toml:"excuses" json:"excuses"`
	// LiftsMinimum: neither a due day nor an opinion is too early.
	LiftsMinimum bool `toml:"lifts-minimum" json:"liftsMinimum"`
}
