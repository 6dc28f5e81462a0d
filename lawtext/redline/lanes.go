package redline

import "sync"

// lanes is how many parts the work on units falls into, done side by side. It
// is the same on every machine: each lane has its own share of the bounds, and
// whatever exceeds one is compared less closely.
const lanes = 4

// inLanes does work in every lane at once and returns when all have ended. A
// panic in one is the caller's.
func inLanes(work func(lane int)) {
	var wait sync.WaitGroup
	var crashes [lanes]any
	for lane := range lanes {
		wait.Go(func() {
			defer func() { crashes[lane] = recover() }()
			work(lane)
		})
	}
	wait.Wait()
	for _, crash := range crashes {
		if crash != nil {
			panic(crash)
		}
	}
}
