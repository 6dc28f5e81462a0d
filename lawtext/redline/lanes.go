package redline

import (
	"sync"
	"sync/atomic"
)

// lanes is how many goroutines compare units.
const lanes = 2

// laneSize is how many bytes of text it takes for a second goroutine to be
// worth its waking.
const laneSize = 16 << 10

// inLanes calls do for 0 to n-1, each in the lane that is free first, or all in
// one where the work is about less text than laneSize. What do makes must not
// depend on the lane or on what else was done in it.
func inLanes(n, size int, do func(lane, k int)) {
	var next atomic.Int64
	run := func(lane int) {
		for k := int(next.Add(1)) - 1; k < n; k = int(next.Add(1)) - 1 {
			do(lane, k)
		}
	}
	if size < laneSize {
		run(0)
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
