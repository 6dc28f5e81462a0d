package cleanup

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"hefa/storage"
)

// ConcludeInput is what becomes of one document.
type ConcludeInput struct {
	Campaign, Document storage.ID
	// Rev is the item's revision; 0 acts on the newest.
	Rev        int
	Conclusion Conclusion
	// Grounds is why, in the officer's words.
	Grounds string
	// Ends is the first day on which the document is no longer in force; needed
	// for repeal and lapsed, where it defaults to the end it already has.
	Ends storage.Day
}

// Concluded is an item after its conclusion.
type Concluded struct {
	Document storage.ID `json:"document"`
	Rev      int        `json:"rev"`
}

// Conclude records a conclusion with its grounds. Repeal and lapsed end the
// version on their day. A later conclusion takes the end of an earlier one in
// the same campaign back first; the newest counts, all are kept.
func (c *Cleanup) Conclude(ctx context.Context, a *storage.Actor, in ConcludeInput) (Concluded, error) {
	in.Grounds = strings.TrimSpace(in.Grounds)
	return storage.Once(ctx, c.Store, a, func(tx *storage.Tx) (Concluded, error) {
		if err := actIn(tx, in.Campaign); err != nil {
			return Concluded{}, err
		}
		version, rev, err := lockItem(tx, in.Campaign, in.Document, in.Rev)
		if err != nil {
			return Concluded{}, err
		}
		if err := in.check(); err != nil {
			return Concluded{}, err
		}
		if _, err := tx.Revise(storage.RevisedDocument, in.Document, 0); err != nil {
			return Concluded{}, err
		}
		if err := takeBack(tx, in.Campaign, in.Document, version); err != nil {
			return Concluded{}, err
		}
		v, err := storage.ReadVersion(ctx, tx, in.Document, version)
		if err != nil {
			return Concluded{}, err
		}
		if err := end(tx, &in, v); err != nil {
			return Concluded{}, err
		}
		_, err = tx.Exec(`INSERT INTO campaign_conclusion (id, campaign, document, conclusion, grounds, ends, ended_before, reason_before, by)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			storage.NewID(), in.Campaign, in.Document, in.Conclusion, in.Grounds, in.Ends, v.Ends, v.EndReason, a.Person)
		if err != nil {
			return Concluded{}, fmt.Errorf("recording a conclusion: %w", err)
		}
		e := storage.Event{Act: ActConcluded, Document: in.Document, Version: version, Subject: in.Campaign,
			Detail: map[string]string{"conclusion": string(in.Conclusion)}}
		if in.Ends != "" {
			e.Detail["ends"] = string(in.Ends)
		}
		tx.Log(e)
		return Concluded{Document: in.Document, Rev: rev}, nil
	})
}

func (in ConcludeInput) check() error {
	_, ends := in.Conclusion.ends()
	switch {
	case !slices.Contains(Conclusions, in.Conclusion):
		return &storage.Invalid{Field: "conclusion", Code: "unknown", Detail: string(in.Conclusion)}
	case in.Grounds == "":
		return &storage.Invalid{Field: "grounds", Code: "required"}
	case !ends && in.Ends != "":
		return &storage.Invalid{Field: "ends", Code: "not-ended"}
	}
	_, err := storage.ParseDay("ends", string(in.Ends))
	return err
}

// lockItem locks one document of a campaign and moves its revision on.
func lockItem(tx *storage.Tx, campaign, document storage.ID, seen int) (version, rev int, err error) {
	err = tx.QueryRow(`SELECT version, rev FROM campaign_item WHERE campaign = $1 AND document = $2 FOR UPDATE`,
		campaign, document).Scan(&version, &rev)
	if err != nil {
		return 0, 0, notFound(err, "finding document %s in campaign %s", document, campaign)
	}
	if seen != 0 && seen != rev {
		return 0, 0, &storage.Stale{Seen: seen, Is: rev}
	}
	_, err = tx.Exec(`UPDATE campaign_item SET rev = rev + 1 WHERE campaign = $1 AND document = $2`, campaign, document)
	if err != nil {
		return 0, 0, fmt.Errorf("revising an item: %w", err)
	}
	return version, rev + 1, nil
}

// takeBack restores the end that the version had before this campaign ended
// it, unless something else has ended it since.
func takeBack(tx *storage.Tx, campaign, document storage.ID, version int) error {
	_, err := tx.Exec(`UPDATE version v SET ends = k.ended_before, end_reason = nullif(k.reason_before, '')
		FROM (SELECT * FROM campaign_conclusion WHERE campaign = $1 AND document = $2 ORDER BY id DESC LIMIT 1) k
		WHERE v.document = $2 AND v.number = $3 AND k.ends IS NOT NULL AND v.ends = k.ends
		AND v.end_reason = CASE k.conclusion WHEN 'repeal' THEN 'repealed' ELSE 'lapsed' END`, campaign, document, version)
	if err != nil {
		return fmt.Errorf("taking an earlier conclusion back: %w", err)
	}
	return nil
}

// end ends the version where the conclusion does. An end it already has is
// never put off by a cleanup.
func end(tx *storage.Tx, in *ConcludeInput, v storage.Version) error {
	reason, ends := in.Conclusion.ends()
	if !ends {
		return nil
	}
	if in.Ends == "" {
		in.Ends = v.Ends
	}
	switch {
	case in.Ends == "":
		return &storage.Invalid{Field: "ends", Code: "required"}
	case v.Effective != "" && in.Ends < v.Effective:
		return &storage.Invalid{Field: "ends", Code: "before-effect", Detail: string(v.Effective)}
	case v.Ends != "" && in.Ends > v.Ends:
		return &storage.Invalid{Field: "ends", Code: "after-end", Detail: string(v.Ends)}
	}
	return tx.EndVersion(in.Document, v.Number, in.Ends, reason)
}

// RemoveInput takes a document off a campaign's list.
type RemoveInput struct {
	Campaign, Document storage.ID
	Rev                int
}

// Remove takes a document on which nothing was concluded off the list.
func (c *Cleanup) Remove(ctx context.Context, a *storage.Actor, in RemoveInput) error {
	return c.Store.Do(ctx, a, func(tx *storage.Tx) error {
		if err := actIn(tx, in.Campaign); err != nil {
			return err
		}
		if _, _, err := lockItem(tx, in.Campaign, in.Document, in.Rev); err != nil {
			return err
		}
		res, err := tx.Exec(`DELETE FROM campaign_item i WHERE campaign = $1 AND document = $2
			AND NOT EXISTS (SELECT FROM campaign_conclusion WHERE campaign = $1 AND document = $2)`, in.Campaign, in.Document)
		if err != nil {
			return fmt.Errorf("taking document %s off the list: %w", in.Document, err)
		}
		if n, _ := res.RowsAffected(); n == 0 {
			return &storage.Invalid{Field: "document", Code: "concluded"}
		}
		tx.Log(storage.Event{Act: ActRemoved, Document: in.Document, Subject: in.Campaign})
		return nil
	})
}
