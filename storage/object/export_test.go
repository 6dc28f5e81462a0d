package object

import "time"

// RenewAfter sets how old an object is when it is written again.
func (s *S3) RenewAfter(d time.Duration) { s.renewAfter = d }
