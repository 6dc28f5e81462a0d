-- +goose Up

-- Lists of literals too long for an address, which names them by their hash:
-- links and work papers that hold it reproduce the search for good.
CREATE TABLE search_list (
    hash text PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
    list text NOT NULL,
    at   timestamptz NOT NULL DEFAULT act_time()
);
