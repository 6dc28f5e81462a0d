-- +goose Up

-- What a campaign's list came from, as the officer would write it: the words
-- and filters of the search.
ALTER TABLE campaign ADD COLUMN query text NOT NULL DEFAULT '';

-- The places for which a document was put on the list, as they stood then:
-- [{"address", "article", "excerpt", "ranges"}].
ALTER TABLE campaign_item ADD COLUMN evidence jsonb NOT NULL DEFAULT '[]';
