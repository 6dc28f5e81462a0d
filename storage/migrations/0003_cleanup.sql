-- +goose Up

-- A cleanup of a list of documents in force, by one body.
CREATE TABLE campaign (
    id        uuid PRIMARY KEY,
    title     text NOT NULL CHECK (title <> ''),
    -- Why it is held: periodic, or the law or policy that called for it.
    basis     text NOT NULL DEFAULT '',
    body      uuid NOT NULL REFERENCES body,
    due       date,
    opened_by uuid NOT NULL REFERENCES person,
    opened_at timestamptz NOT NULL DEFAULT act_time()
);

CREATE TABLE campaign_item (
    campaign uuid NOT NULL REFERENCES campaign,
    document uuid NOT NULL,
    version  integer NOT NULL,
    rev      integer NOT NULL DEFAULT 1,
    added_at timestamptz NOT NULL DEFAULT act_time(),
    PRIMARY KEY (campaign, document),
    FOREIGN KEY (document, version) REFERENCES version
);
CREATE INDEX campaign_item_document ON campaign_item (document);

-- What was concluded on a document, in order; the newest counts. ends is the
-- first day on which the version is no longer in force; the end it had before
-- is kept, so that a conclusion can be corrected.
CREATE TABLE campaign_conclusion (
    id            uuid PRIMARY KEY,
    campaign      uuid NOT NULL,
    document      uuid NOT NULL,
    conclusion    text NOT NULL CHECK (conclusion IN ('keep', 'amend', 'repeal', 'lapsed')),
    grounds       text NOT NULL CHECK (grounds <> ''),
    ends          date,
    ended_before  date,
    reason_before text NOT NULL DEFAULT '',
    by            uuid NOT NULL REFERENCES person,
    at            timestamptz NOT NULL DEFAULT act_time(),
    FOREIGN KEY (campaign, document) REFERENCES campaign_item,
    CHECK ((ends IS NOT NULL) = (conclusion IN ('repeal', 'lapsed')))
);
CREATE INDEX campaign_conclusion_item ON campaign_conclusion (campaign, document);
