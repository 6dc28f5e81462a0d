package storage_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"hefa/storage"
	"hefa/storage/storagetest"
)

func TestSignInAndLockout(t *testing.T) {
	c := newTown(t)
	ctx := context.Background()
	p, err := c.SignIn(ctx, " Drafter ", storagetest.Password, "r1")
	if err != nil || p.ID != c.people["drafter"] {
		t.Fatalf("%v, %v", p, err)
	}
	if _, err := c.SignIn(ctx, "nobody", storagetest.Password, ""); !errors.Is(err, storage.ErrCredentials) {
		t.Errorf("an unknown account: %v", err)
	}
	for i := 1; i <= 5; i++ {
		_, err := c.SignIn(ctx, "drafter", "wrong-password", "")
		want := storage.ErrCredentials
		if i == 5 {
			want = storage.ErrLocked
		}
		if !errors.Is(err, want) {
			t.Errorf("failure %d: %v", i, err)
		}
	}
	if _, err := c.SignIn(ctx, "drafter", storagetest.Password, ""); !errors.Is(err, storage.ErrLocked) {
		t.Errorf("the right password while locked: %v", err)
	}
	storagetest.Do(t, c.Store, func(tx *storage.Tx) error { return tx.SetPassword(p.ID, "another-password") })
	if _, err := c.SignIn(ctx, "drafter", "another-password", ""); err != nil {
		t.Errorf("after the password was set: %v", err)
	}
	storagetest.Do(t, c.Store, func(tx *storage.Tx) error { return tx.SetDisabled(p.ID, true) })
	if _, err := c.SignIn(ctx, "drafter", "another-password", ""); !errors.Is(err, storage.ErrCredentials) {
		t.Errorf("a closed account: %v", err)
	}
}

func TestAccountsAndPasswordsAreChecked(t *testing.T) {
	s := storagetest.Open(t)
	for _, test := range []struct{ account, name, password string }{
		{"", "甲", "long-enough"}, {"has space", "甲", "long-enough"}, {"ok", "", "long-enough"}, {"ok", "甲", "short"},
	} {
		err := s.Do(context.Background(), &storage.Actor{}, func(tx *storage.Tx) error {
			tx.Log(storage.Event{Act: "test"})
			return tx.AddPerson(&storage.Person{Account: test.account, Name: test.name}, test.password)
		})
		var invalid *storage.Invalid
		if !errors.As(err, &invalid) {
			t.Errorf("%+v: %v", test, err)
		}
	}
}

// Tries sent at once get no more guesses than tries one after another.
func TestLockoutOfTriesAtOnce(t *testing.T) {
	c := newTown(t)
	var group sync.WaitGroup
	var wrong, locked atomic.Int32
	for range 16 {
		group.Go(func() {
			switch _, err := c.SignIn(context.Background(), "drafter", "not-the-password", "r"); {
			case errors.Is(err, storage.ErrCredentials):
				wrong.Add(1)
			case errors.Is(err, storage.ErrLocked):
				locked.Add(1)
			default:
				t.Errorf("signing in: %v", err)
			}
		})
	}
	group.Wait()
	if wrong.Load() != 4 || locked.Load() != 12 {
		t.Errorf("%d were told the password is wrong and %d that the account is locked, want 4 and 12", wrong.Load(), locked.Load())
	}
	var events int
	if err := c.DB.QueryRow(`SELECT count(*) FROM event WHERE act = 'locked-out'`).Scan(&events); err != nil || events != 1 {
		t.Errorf("%d lockouts are logged, %v", events, err)
	}
}
