-- +goose Up

-- What was sent with a key, as a hash; '' where that is not known.
ALTER TABLE once ADD COLUMN content text NOT NULL DEFAULT '';
