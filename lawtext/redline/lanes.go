package redline

import "sync"

// lanes is how many goroutines compare units. It is the same on every machine,
// and so is who compares what: each lane has a budget of its own, and a result
// must not depend on where it was made.
const lanes = 2

// laneSize is how many bytes of text it takes for a second goroutine to be
// worth its waking.
const laneSize = 16 << 10

// inLanes calls do for 0 to n-1, each lane every so many in their order, and
// lane after lane where the work is about less text than laneSize.
func inLanes(n, size int, do func(lane, k int)) {
	run := func(lane int) {
		for k := lane; k < n; k += lanes {
			do(lane, k)
		}
	}
	if size < laneSize {
		for lane := range lanes {
			run(lane)
		}
		return
	}
	var wg sync.WaitGroup
	var failed any
	for lane := 1; lane < lanes; lane++ {
		wg.Go(func() {
			// A panic belongs to the caller, who may know what to do.
			defer func() { failed = recover() }()
			run(lane)
		})
	}
	run(0)
	if wg.Wait(); failed != nil {
		panic(failed)
	}
}
