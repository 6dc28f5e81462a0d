-- +goose Up

-- Searches that people keep, and how many hits each text had when a search was
-- last looked at: a text with more is a gain. checked_at is when, position how
-- far the index was then.
CREATE TABLE saved_search (
    id         uuid PRIMARY KEY,
    person     uuid NOT NULL REFERENCES person,
    name       text NOT NULL CHECK (name <> ''),
    query      jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT act_time(),
    position   bigint NOT NULL DEFAULT 0,
    checked_at timestamptz NOT NULL DEFAULT act_time(),
    UNIQUE (person, name)
);
CREATE TABLE saved_search_text (
    search   uuid NOT NULL REFERENCES saved_search ON DELETE CASCADE,
    document uuid NOT NULL,
    text     text NOT NULL,
    hits     integer NOT NULL,
    -- When it gained hits of which the person has not been told; NULL is never.
    gained_at timestamptz,
    gained    integer NOT NULL DEFAULT 0,
    PRIMARY KEY (search, document, text)
);
CREATE INDEX saved_search_gain ON saved_search_text (search) WHERE gained_at IS NOT NULL;

-- Queries that found nothing, how often and when last; not who asked.
CREATE TABLE search_miss (
    query   text PRIMARY KEY,
    times   integer NOT NULL DEFAULT 1,
    last_on date NOT NULL DEFAULT act_time()::date
);

-- Copies of the search index in the object store, from which a new server
-- begins. They are derived: no blob row, no backup.
CREATE TABLE index_snapshot (
    id        uuid PRIMARY KEY,
    made_with text NOT NULL,
    position  bigint NOT NULL,
    at        timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE index_snapshot_file (
    snapshot uuid NOT NULL REFERENCES index_snapshot ON DELETE CASCADE,
    name     text NOT NULL,
    hash     text NOT NULL,
    size     bigint NOT NULL,
    PRIMARY KEY (snapshot, name)
);
CREATE INDEX index_snapshot_file_hash ON index_snapshot_file (hash);
