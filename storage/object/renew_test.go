package object_test

import (
	"testing"
	"time"

	"hefa/storage/object"
	"hefa/storage/object/objecttest"
)

// TestS3PutTwice sees that an object that is put again is written again only
// when it is old.
func TestS3PutTwice(t *testing.T) {
	s, err := object.OpenS3(t.Context(), objecttest.MinIO(t))
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, []byte("again"))
	modified := func() time.Time {
		t.Helper()
		time.Sleep(1100 * time.Millisecond) // S3 dates are whole seconds
		info, err := s.Stat(t.Context(), put(t, s, []byte("again")))
		if err != nil {
			t.Fatal(err)
		}
		return info.Modified
	}
	first := modified()
	if again := modified(); !again.Equal(first) {
		t.Errorf("a fresh object was written again: %v, then %v", first, again)
	}
	s.RenewAfter(0)
	if again := modified(); !again.After(first) {
		t.Errorf("an old object was not renewed: %v, then %v", first, again)
	}
}
