package main

import (
	"context"
	"fmt"
	"os"
)

// sampleMark is a file that stands in the data folder while sample data is
// being loaded. Where it is found at start, a load was killed in the middle:
// nobody can have worked in it, and it is begun again from nothing.
const sampleMark = "sample.incomplete"

// forgetHalfSample empties the database where loading sample data was killed.
func (s *site) forgetHalfSample(ctx context.Context) error {
	if _, err := os.Stat(s.app.path(sampleMark)); os.IsNotExist(err) {
		return nil
	}
	if _, err := s.store.DB.ExecContext(ctx, `DROP SCHEMA public CASCADE; CREATE SCHEMA public`); err != nil {
		return fmt.Errorf("clearing half of the sample data: %w", err)
	}
	return nil
}

// sampleAccounts are the people of the sample data, in the order in which they
// meet a document.
var sampleAccounts = []string{"drafter", "legal", "reviewer", "head", "registrar", "cleanup", "auditor", "admin"}

func (s *site) loadSample(context.Context) error { return nil }
