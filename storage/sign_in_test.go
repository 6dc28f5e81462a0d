package storage_test

import (
	"context"
	"errors"
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
