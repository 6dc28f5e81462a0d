package storage_test

import (
	"context"
	"testing"

	"hefa/storage"
	"hefa/storage/storagetest"
)

func TestStatusIsAFunctionOfTheDay(t *testing.T) {
	c := newTown(t)
	ctx := context.Background()
	status := func(on storage.Day) storage.Status {
		t.Helper()
		d, err := storage.ReadDocument(ctx, c.DB, c.document, on)
		if err != nil {
			t.Fatal(err)
		}
		return d.Status
	}
	if got := status(""); got != storage.Drafting {
		t.Errorf("a new document is %s", got)
	}
	u := storagetest.Upload(t, c.Store, bicycles)
	add := func(v storage.Version) {
		t.Helper()
		storagetest.Do(t, c.Store, func(tx *storage.Tx) error {
			if u.File.ID == "" {
				if err := tx.AddFile(&u.File); err != nil {
					return err
				}
				if err := tx.AddReading(u.File.Hash, &u.Reading); err != nil {
					return err
				}
			}
			v.Document, v.Title, v.File, v.Reading = c.document, "云州市公共自行车管理办法", u.File, u.Reading.ID
			return tx.AddVersion(&v)
		})
	}
	add(storage.Version{Effective: "2020-01-01"})
	add(storage.Version{Effective: "2022-07-01", Ends: "2025-01-01", EndReason: storage.EndLapsed})
	versions, err := storage.Versions(ctx, c.DB, c.document, "2021-01-01")
	if err != nil {
		t.Fatal(err)
	}
	if v := versions[0]; v.Ends != "2022-07-01" || v.EndReason != storage.EndSuperseded {
		t.Errorf("the first version ends on %s, %s", v.Ends, v.EndReason)
	}
	for _, test := range []struct {
		on   storage.Day
		want storage.Status
	}{
		{"2019-12-31", storage.NotYetEffective},
		{"2020-01-01", storage.InForce},
		{"2022-06-30", storage.InForce},
		{"2022-07-01", storage.InForce},
		{"2024-12-31", storage.InForce},
		{"2025-01-01", storage.Lapsed},
	} {
		if got := status(test.on); got != test.want {
			t.Errorf("on %s: %s, want %s", test.on, got, test.want)
		}
	}
	storagetest.Do(t, c.Store, func(tx *storage.Tx) error {
		return tx.EndVersion(c.document, 2, "2023-03-01", storage.EndRepealed)
	})
	if got := status("2023-03-01"); got != storage.Repealed {
		t.Errorf("after repeal: %s", got)
	}
}

func TestAssumedDayOfEffect(t *testing.T) {
	c := newTown(t)
	u := storagetest.Upload(t, c.Store, bicycles)
	storagetest.Do(t, c.Store, func(tx *storage.Tx) error {
		if err := tx.AddFile(&u.File); err != nil {
			return err
		}
		if err := tx.AddReading(u.File.Hash, &u.Reading); err != nil {
			return err
		}
		return tx.AddVersion(&storage.Version{Document: c.document, Title: "x", AssumedEffective: "0001-01-01",
			Ends: "2001-01-01", EndReason: storage.EndRepealed, File: u.File, Reading: u.Reading.ID})
	})
	for on, want := range map[storage.Day]storage.Status{"1900-01-01": storage.InForce, "2000-12-31": storage.InForce, "2001-01-01": storage.Repealed} {
		d, err := storage.ReadDocument(context.Background(), c.DB, c.document, on)
		if err != nil {
			t.Fatal(err)
		}
		if d.Status != want {
			t.Errorf("on %s: %s, want %s", on, d.Status, want)
		}
	}
}
