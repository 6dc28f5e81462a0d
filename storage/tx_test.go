package storage_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"hefa/storage"
	"hefa/storage/cluster/clustertest"
	"hefa/storage/storagetest"
)

func TestMain(m *testing.M) { clustertest.Main(m) }

// Sixteen writers against a follower that reads while they write: it must see
// every number once, in order, without a gap.
func TestFollowerMissesNothing(t *testing.T) {
	s := storagetest.Open(t)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	const writers, each = 16, 40

	var seen []int64
	followed := make(chan struct{})
	go func() {
		defer close(followed)
		s.Follow(ctx, "test", func(_ context.Context, batch []storage.Event) error {
			for _, e := range batch {
				seen = append(seen, e.Seq)
			}
			if len(seen) == writers*each {
				cancel()
			}
			return nil
		})
	}()
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				err := s.Do(context.Background(), &storage.Actor{RequestID: fmt.Sprint(w, "-", i)}, func(tx *storage.Tx) error {
					tx.Log(storage.Event{Act: "written"})
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	<-followed
	if len(seen) != writers*each {
		t.Fatalf("the follower saw %d of %d events", len(seen), writers*each)
	}
	for i, seq := range seen {
		if seq != int64(i+1) {
			t.Fatalf("event %d came at place %d", seq, i+1)
		}
	}
}

func TestFailedActLeavesNothing(t *testing.T) {
	s := storagetest.Open(t)
	ctx := context.Background()
	before, err := s.Position(ctx)
	if err != nil {
		t.Fatal(err)
	}
	wanted := errors.New("no")
	err = s.Do(ctx, &storage.Actor{}, func(tx *storage.Tx) error {
		tx.Log(storage.Event{Act: "half-done"})
		if err := tx.AddBody(&storage.Body{Kind: storage.Department, Name: "半途局"}); err != nil {
			return err
		}
		return wanted
	})
	if !errors.Is(err, wanted) {
		t.Fatalf("got %v", err)
	}
	if _, err := s.BodyNamed(ctx, "半途局"); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("the body of a failed act is there: %v", err)
	}
	if after, _ := s.Position(ctx); after != before {
		t.Errorf("a failed act took number %d", after)
	}
}

func TestActWithoutEventIsRefused(t *testing.T) {
	s := storagetest.Open(t)
	err := s.Do(context.Background(), &storage.Actor{}, func(tx *storage.Tx) error {
		return tx.AddBody(&storage.Body{Kind: storage.Department, Name: "无痕局"})
	})
	if err == nil {
		t.Fatal("an act without an event was committed")
	}
}

func TestLogIsNeverChanged(t *testing.T) {
	s := storagetest.Open(t)
	storagetest.Body(t, s, storage.Body{Name: "甲局"})
	for _, statement := range []string{
		`UPDATE event SET act = 'other'`, `DELETE FROM event`, `TRUNCATE event`,
	} {
		if _, err := s.DB.Exec(statement); err == nil {
			t.Errorf("%s was accepted", statement)
		}
	}
}

func TestOnceAnswersTheSame(t *testing.T) {
	s := storagetest.Open(t)
	ctx := context.Background()
	body := storagetest.Body(t, s, storage.Body{Name: "甲局"})
	person := storagetest.Person(t, s, "jia", storage.Drafter, body)
	ran := 0
	act := func(route string) (string, int64, error) {
		a := &storage.Actor{Person: person, OnceKey: "key-1", OnceRoute: route}
		answer, err := storage.Once(ctx, s, a, func(tx *storage.Tx) (string, error) {
			ran++
			tx.Log(storage.Event{Act: "counted"})
			return fmt.Sprint("answer ", ran), nil
		})
		return answer, a.Position, err
	}
	first, firstPosition, err := act("POST /a")
	if err != nil {
		t.Fatal(err)
	}
	again, againPosition, err := act("POST /a")
	if err != nil {
		t.Fatal(err)
	}
	if first != again || ran != 1 || firstPosition != againPosition {
		t.Errorf("ran %d times: %q at %d, then %q at %d", ran, first, firstPosition, again, againPosition)
	}
	if _, _, err := act("POST /b"); !errors.Is(err, storage.ErrKeyReused) {
		t.Errorf("the key on another route: %v", err)
	}
}

// Requests with one key that arrive together act once.
func TestOnceUnderRace(t *testing.T) {
	s := storagetest.Open(t)
	body := storagetest.Body(t, s, storage.Body{Name: "甲局"})
	person := storagetest.Person(t, s, "jia", storage.Drafter, body)
	var mu sync.Mutex
	ran := 0
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			a := &storage.Actor{Person: person, OnceKey: "same", OnceRoute: "POST /x"}
			err := s.Do(context.Background(), a, func(tx *storage.Tx) error {
				mu.Lock()
				ran++
				mu.Unlock()
				tx.Log(storage.Event{Act: "raced"})
				return nil
			})
			if err != nil || a.Position == 0 {
				t.Errorf("position %d: %v", a.Position, err)
			}
		})
	}
	wg.Wait()
	if ran != 1 {
		t.Errorf("the act ran %d times", ran)
	}
}
