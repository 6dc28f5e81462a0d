package redline

// The bounds on the work of comparing the units of two texts. Each unit has its
// share, so that its result does not depend on what was compared before it.
const (
	diffBudget   = 30 << 20 // squared tokens
	refineBudget = 1 << 25  // cells, old × new tokens
	// freeBudget is what a unit may spend of either besides its share. Small
	// ones never need more.
	freeBudget = 1 << 16
)

// budgetOf is what a unit of so many bytes may spend, among units of all bytes.
func budgetOf(budget, size, all int) int { return freeBudget + budget*size/max(1, all) }
