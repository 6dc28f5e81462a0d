package storage_test

import (
	"context"
	"errors"
	"testing"

	"hefa/storage"
)

func TestStaleSaysWhatCameBetween(t *testing.T) {
	c := newTown(t)
	ctx := context.Background()
	change := func(seen int, act storage.Act) (rev int, err error) {
		err = c.Do(ctx, &storage.Actor{Person: c.people["drafter"]}, func(tx *storage.Tx) error {
			tx.Log(storage.Event{Act: act, Document: c.document})
			rev, err = tx.Revise(storage.RevisedDocument, c.document, seen)
			return err
		})
		return rev, err
	}
	first, err := change(1, "first")
	if err != nil || first != 2 {
		t.Fatalf("%d, %v", first, err)
	}
	_, err = change(1, "second")
	var stale *storage.Stale
	if !errors.As(err, &stale) {
		t.Fatalf("an act on an old revision: %v", err)
	}
	if stale.Is != 2 || len(stale.Since) != 1 || stale.Since[0].Act != "first" {
		t.Errorf("%+v", stale)
	}
	if rev, err := change(0, "newest"); err != nil || rev != 3 {
		t.Errorf("%d, %v", rev, err)
	}
}
