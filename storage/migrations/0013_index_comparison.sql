-- +goose Up

-- What the last comparison of each server's search index with the database has
-- shown, and since when one is under way. Derived: no backup.
CREATE TABLE index_comparison (
    server uuid PRIMARY KEY,
    host   text NOT NULL,
    began  timestamptz,
    -- The last one that came to its end, and the last that did not.
    result json,
    failed timestamptz
);
