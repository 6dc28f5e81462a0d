package storage_test

import (
	"context"
	"testing"

	"hefa/storage"
	"hefa/storage/storagetest"
)

// BenchmarkActs is the rate at which sixteen people at once can act.
func BenchmarkActs(b *testing.B) {
	s := storagetest.Open(b)
	b.SetParallelism(8)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			err := s.Do(context.Background(), &storage.Actor{}, func(tx *storage.Tx) error {
				tx.Log(storage.Event{Act: "bench"})
				return nil
			})
			if err != nil {
				b.Error(err)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "acts/s")
}
