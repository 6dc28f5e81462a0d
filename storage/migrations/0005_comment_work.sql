-- +goose Up

-- A comment may be on a material; it then stands on no unit. A proposal may
-- speak for itself, without further words.
ALTER TABLE comment ADD COLUMN material uuid REFERENCES material;
ALTER TABLE comment ADD CONSTRAINT comment_on_material CHECK (material IS NULL OR address = '');
ALTER TABLE comment DROP CONSTRAINT comment_words_check;
CREATE INDEX comment_kind ON comment (kind) WHERE kind <> '';

-- The legal bases of a comment, in order: a version, the unit cited ('' is the
-- whole), its title and words as they stood when it was cited.
CREATE TABLE comment_basis (
    comment  uuid NOT NULL REFERENCES comment ON DELETE CASCADE,
    ord      integer NOT NULL CHECK (ord > 0),
    document uuid NOT NULL,
    version  integer NOT NULL,
    address  text NOT NULL,
    title    text NOT NULL,
    words    text NOT NULL,
    PRIMARY KEY (comment, ord),
    UNIQUE (comment, document, version, address),
    FOREIGN KEY (document, version) REFERENCES version
);
CREATE INDEX comment_basis_cited ON comment_basis (document, address);

-- The wording that a comment proposes instead of the words it is about: those
-- of its range or, without one, of its whole unit.
CREATE TABLE comment_proposal (
    comment   uuid PRIMARY KEY REFERENCES comment ON DELETE CASCADE,
    old_words text NOT NULL,
    new_words text NOT NULL,
    CHECK (old_words <> new_words)
);

-- The articles that a person of the reviewing body has read, on the draft on
-- which they were read, by the hash of their words.
CREATE TABLE article_read (
    person   uuid NOT NULL REFERENCES person,
    document uuid NOT NULL,
    draft    integer NOT NULL,
    address  text NOT NULL,
    hash     text NOT NULL,
    at       timestamptz NOT NULL DEFAULT act_time(),
    PRIMARY KEY (document, draft, address, person),
    FOREIGN KEY (document, draft) REFERENCES draft
);

-- What somebody has typed into a form and not sent: a person's own scratch
-- paper, like a session, and no act. once is the form's idempotency key.
CREATE TABLE unsent (
    person uuid NOT NULL REFERENCES person,
    matter uuid NOT NULL REFERENCES matter,
    form   text NOT NULL CHECK (form <> ''),
    fields jsonb NOT NULL,
    once   text NOT NULL DEFAULT '',
    at     timestamptz NOT NULL DEFAULT act_time(),
    PRIMARY KEY (person, matter, form)
);

-- Wording to use again: a person's own or, with a body, that of all who review
-- for it.
CREATE TABLE phrase (
    id     uuid PRIMARY KEY,
    person uuid NOT NULL REFERENCES person,
    body   uuid REFERENCES body,
    kind   text NOT NULL DEFAULT '',
    words  text NOT NULL CHECK (words <> ''),
    at     timestamptz NOT NULL DEFAULT act_time()
);
CREATE INDEX phrase_person ON phrase (person);
CREATE INDEX phrase_body ON phrase (body);
