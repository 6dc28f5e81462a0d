package redline

import "sync"

// lanes is how many goroutines compare units. It is the same on every machine,
// and so is who compares what: each lane has a budget of its own, and a result
// must not depend on where it was made.
const lanes = 2

// inLanes calls do for 0 to n-1, each lane every so many in their order.
func inLanes(n int, do func(lane, k int)) {
	var wg sync.WaitGroup
	var failed any
	for lane := 1; lane < min(lanes, n); lane++ {
		wg.Go(func() {
			// A panic belongs to the caller, who may know what to do.
			defer func() { failed = recover() }()
			for k := lane; k < n; k += lanes {
				do(lane, k)
			}
		})
	}
	for k := 0; k < n; k += lanes {
		do(0, k)
	}
	if wg.Wait(); failed != nil {
		panic(failed)
	}
}
