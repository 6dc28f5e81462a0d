-- +goose Up

-- Matters ------------------------------------------------------------------

-- One run of one version of one procedure over one document. Instants of its
-- moves are in matter_move.
CREATE TABLE matter (
    id                uuid PRIMARY KEY,
    document          uuid NOT NULL REFERENCES document,
    procedure         text NOT NULL,
    procedure_version integer NOT NULL,
    state             text NOT NULL CHECK (state IN ('drafting', 'own-legal', 'submitted', 'completion', 'review',
        'amendment', 'opinion-proposed', 'opinion-signed', 'published', 'suspended', 'withdrawn', 'closed')),
    suspended_from    text CHECK (suspended_from IN ('drafting', 'own-legal', 'submitted', 'completion', 'review',
        'amendment', 'opinion-proposed', 'opinion-signed')),
    reviewing         uuid NOT NULL REFERENCES body,
    -- The roles in it to whom its unpublished comments and opinions belong.
    reviewing_roles   text[] NOT NULL,
    -- Whether nobody may review what they drafted; only in the answer to
    -- another body's draft it does not matter.
    independent       boolean NOT NULL,
    -- The version its drafts set out to amend.
    base_version      integer,
    rev               integer NOT NULL DEFAULT 1,
    round             integer NOT NULL DEFAULT 1 CHECK (round > 0),
    accepted_on       date,
    -- The clock: the day from which it counts, the due day, whether that lies
    -- beyond the official calendar, and the day on which it was stopped.
    clock_from        date,
    due               date,
    provisional       boolean NOT NULL DEFAULT false,
    stopped_on        date,
    opened_by         uuid REFERENCES person,
    opened_at         timestamptz NOT NULL DEFAULT act_time(),
    ended_at          timestamptz,
    CHECK ((state = 'suspended') = (suspended_from IS NOT NULL)),
    CHECK ((state IN ('published', 'withdrawn', 'closed')) = (ended_at IS NOT NULL)),
    CHECK (accepted_on IS NOT NULL OR coalesce(suspended_from, state) NOT IN
        ('review', 'amendment', 'opinion-proposed', 'opinion-signed', 'published', 'closed')),
    CHECK (stopped_on IS NULL OR clock_from IS NOT NULL)
);
CREATE UNIQUE INDEX matter_running ON matter (document) WHERE ended_at IS NULL;
CREATE INDEX matter_document ON matter (document);
CREATE INDEX matter_reviewing ON matter (reviewing) WHERE ended_at IS NULL;

ALTER TABLE draft ADD CONSTRAINT draft_matter_fkey FOREIGN KEY (matter) REFERENCES matter;

-- The whole days on which a matter's clock stood, first and last.
CREATE TABLE matter_stop (
    matter    uuid NOT NULL REFERENCES matter,
    first_day date NOT NULL,
    last_day  date NOT NULL,
    PRIMARY KEY (matter, first_day),
    CHECK (last_day >= first_day)
);

-- Every move of a matter, in order. Reasons live here, never in the log.
CREATE TABLE matter_move (
    matter     uuid NOT NULL REFERENCES matter,
    n          integer NOT NULL CHECK (n > 0),
    act        text NOT NULL,
    from_state text NOT NULL,
    to_state   text NOT NULL,
    person     uuid NOT NULL REFERENCES person,
    role       text NOT NULL,
    body       uuid NOT NULL REFERENCES body,
    reason     text NOT NULL DEFAULT '',
    -- Whether the reason is the reviewing body's own.
    internal   boolean NOT NULL DEFAULT false,
    draft      integer,
    at         timestamptz NOT NULL DEFAULT act_time(),
    PRIMARY KEY (matter, n)
);

-- Which state may follow which, whatever the procedure; each procedure file
-- narrows this further.
CREATE TABLE state_follows (
    from_state text NOT NULL,
    to_state   text NOT NULL,
    PRIMARY KEY (from_state, to_state)
);
INSERT INTO state_follows VALUES
    ('drafting', 'own-legal'), ('drafting', 'submitted'),
    ('own-legal', 'submitted'), ('own-legal', 'drafting'),
    ('submitted', 'review'), ('submitted', 'completion'), ('completion', 'submitted'),
    ('review', 'amendment'), ('review', 'opinion-proposed'), ('amendment', 'review'),
    ('opinion-proposed', 'review'), ('opinion-proposed', 'opinion-signed'),
    ('opinion-proposed', 'amendment'), ('opinion-proposed', 'closed'),
    ('opinion-signed', 'published'), ('opinion-signed', 'closed');

-- Opinions -----------------------------------------------------------------

-- What the reviewing body concluded on one draft, bound to the draft's bytes.
CREATE TABLE opinion (
    id          uuid PRIMARY KEY,
    matter      uuid NOT NULL REFERENCES matter,
    document    uuid NOT NULL,
    draft       integer NOT NULL,
    blob        text NOT NULL REFERENCES blob,
    conclusion  text NOT NULL CHECK (conclusion IN ('lawful', 'amend', 'unlawful', 'risk-stated')),
    words       text NOT NULL,
    body        uuid NOT NULL REFERENCES body,
    proposed_by uuid NOT NULL REFERENCES person,
    proposed_at timestamptz NOT NULL DEFAULT act_time(),
    sent_back_at timestamptz,
    number      text,
    signed_by   uuid REFERENCES person,
    signed_at   timestamptz,
    UNIQUE (body, number),
    FOREIGN KEY (document, draft) REFERENCES draft,
    CHECK ((signed_at IS NULL) = (signed_by IS NULL) AND (signed_at IS NULL) = (number IS NULL)),
    CHECK (signed_at IS NULL OR sent_back_at IS NULL)
);
CREATE INDEX opinion_matter ON opinion (matter);
CREATE UNIQUE INDEX opinion_open ON opinion (matter) WHERE signed_at IS NULL AND sent_back_at IS NULL;

CREATE TABLE opinion_counter (
    body uuid NOT NULL REFERENCES body,
    -- How the numbers read, with {n} in the place of the number.
    form text NOT NULL,
    n    integer NOT NULL,
    PRIMARY KEY (body, form)
);

-- +goose StatementBegin
CREATE FUNCTION opinion_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.signed_at IS NOT NULL THEN
        RAISE EXCEPTION 'opinion % is signed; it may be superseded, not changed', OLD.number
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION matter_moves() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    concluded text;
BEGIN
    IF NEW.state = OLD.state AND NEW.suspended_from IS NOT DISTINCT FROM OLD.suspended_from THEN
        IF OLD.ended_at IS NOT NULL THEN
            RAISE EXCEPTION 'matter % has ended', OLD.id USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NOT (CASE
        WHEN OLD.ended_at IS NOT NULL THEN false
        WHEN NEW.state = 'suspended' THEN NEW.suspended_from = OLD.state
        WHEN NEW.state = 'withdrawn' THEN true
        WHEN OLD.state = 'suspended' THEN NEW.state = OLD.suspended_from
        ELSE EXISTS (SELECT FROM state_follows WHERE from_state = OLD.state AND to_state = NEW.state)
    END) THEN
        RAISE EXCEPTION 'matter % may not go from % to %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state IN ('opinion-signed', 'published') THEN
        SELECT conclusion INTO concluded FROM opinion WHERE matter = NEW.id AND signed_at IS NOT NULL
            ORDER BY signed_at DESC, id DESC LIMIT 1;
        IF concluded IS NULL OR NEW.state = 'published' AND concluded NOT IN ('lawful', 'risk-stated') THEN
            RAISE EXCEPTION 'matter % has no signed opinion that leads to %', OLD.id, NEW.state
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER opinion_stands BEFORE UPDATE OR DELETE ON opinion FOR EACH ROW EXECUTE FUNCTION opinion_stands();
CREATE TRIGGER matter_moves BEFORE UPDATE ON matter FOR EACH ROW EXECUTE FUNCTION matter_moves();

-- Materials ----------------------------------------------------------------

-- One item of the checklist: a file, or why there is none.
CREATE TABLE material (
    id         uuid PRIMARY KEY,
    matter     uuid NOT NULL REFERENCES matter,
    code       text NOT NULL,
    file       uuid REFERENCES file,
    absence    text NOT NULL DEFAULT '',
    by         uuid NOT NULL REFERENCES person,
    at         timestamptz NOT NULL DEFAULT act_time(),
    removed_at timestamptz,
    CHECK ((file IS NULL) = (absence <> ''))
);
CREATE INDEX material_matter ON material (matter);

-- What was asked for when a matter was returned for completion.
CREATE TABLE material_asked (
    id     uuid PRIMARY KEY,
    matter uuid NOT NULL REFERENCES matter,
    code   text NOT NULL,
    note   text NOT NULL DEFAULT '',
    by     uuid NOT NULL REFERENCES person,
    at     timestamptz NOT NULL DEFAULT act_time(),
    met_at timestamptz
);
CREATE INDEX material_asked_matter ON material_asked (matter);

-- Comments -----------------------------------------------------------------

-- A comment stands on one draft: on its whole (address ''), a unit, or a range
-- of the unit's own characters, in code points, with the words quoted.
CREATE TABLE comment (
    id           uuid PRIMARY KEY,
    matter       uuid NOT NULL REFERENCES matter,
    document     uuid NOT NULL,
    draft        integer NOT NULL,
    address      text NOT NULL DEFAULT '',
    range_start  integer,
    range_end    integer,
    quoted       text NOT NULL DEFAULT '',
    kind         text NOT NULL DEFAULT '' CHECK (kind IN ('', 'competence', 'power', 'content', 'measures', 'rights',
        'competition', 'procedure', 'drafting')),
    weight       text NOT NULL DEFAULT '' CHECK (weight IN ('', 'must', 'should', 'consider')),
    words        text NOT NULL CHECK (words <> ''),
    audience     text NOT NULL CHECK (audience IN ('draft', 'body', 'published')),
    -- Private notes stay with the reviewing body when the others are sent over.
    private      boolean NOT NULL DEFAULT false,
    author       uuid NOT NULL REFERENCES person,
    role         text NOT NULL,
    body         uuid NOT NULL REFERENCES body,
    -- Whether it speaks for the reviewing body.
    reviewing    boolean NOT NULL,
    thread       uuid REFERENCES comment,
    at           timestamptz NOT NULL DEFAULT act_time(),
    published_at timestamptz,
    resolved_by  uuid REFERENCES person,
    resolved_at  timestamptz,
    FOREIGN KEY (document, draft) REFERENCES draft,
    CHECK ((range_start IS NULL) = (range_end IS NULL)),
    CHECK (range_start IS NULL OR range_start >= 0 AND range_end > range_start AND address <> ''),
    CHECK ((audience = 'published') = (published_at IS NOT NULL)),
    CHECK (NOT private OR audience <> 'published'),
    CHECK ((resolved_by IS NULL) = (resolved_at IS NULL)),
    CHECK (thread IS NULL OR resolved_at IS NULL)
);
CREATE INDEX comment_matter ON comment (matter);
CREATE INDEX comment_thread ON comment (thread);

CREATE TABLE comment_mention (
    comment uuid NOT NULL REFERENCES comment ON DELETE CASCADE,
    person  uuid NOT NULL REFERENCES person,
    PRIMARY KEY (comment, person)
);
CREATE INDEX comment_mention_person ON comment_mention (person);

-- The drafting body's answers to a comment; the newest counts.
CREATE TABLE comment_answer (
    id      uuid PRIMARY KEY,
    comment uuid NOT NULL REFERENCES comment,
    verdict text NOT NULL CHECK (verdict IN ('adopted', 'partly', 'not-adopted')),
    reason  text NOT NULL DEFAULT '',
    draft   integer NOT NULL,
    by      uuid NOT NULL REFERENCES person,
    body    uuid NOT NULL REFERENCES body,
    at      timestamptz NOT NULL DEFAULT act_time(),
    CHECK (verdict = 'adopted' OR reason <> '')
);
CREATE INDEX comment_answer_comment ON comment_answer (comment);

-- Who may read what --------------------------------------------------------

-- Whether a person has had a hand in what a matter is about.
CREATE FUNCTION drafted(viewer uuid, m matter) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT m.independent AND (EXISTS (SELECT FROM draft WHERE matter = m.id AND by = viewer)
        OR EXISTS (SELECT FROM matter_move WHERE matter = m.id AND act IN ('submit', 'resubmit') AND person = viewer))
$$;

-- Whether a person belongs to a matter's reviewing body, or audits. Only they
-- see its unpublished comments and opinions and its internal reasons.
CREATE FUNCTION reviews(viewer uuid, m matter) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM current_role_of r WHERE r.person = viewer AND (r.role = 'auditor'
        OR r.body = m.reviewing AND r.role = ANY (m.reviewing_roles) AND NOT drafted(viewer, m)))
$$;

-- Whether a person who may read the matter's drafts may read a comment.
CREATE FUNCTION may_read_comment(viewer uuid, c comment, m matter) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT c.author = viewer OR c.audience = 'published' OR c.audience = 'body' AND reviews(viewer, m)
$$;

CREATE FUNCTION body_ref(which uuid) RETURNS json LANGUAGE sql STABLE AS $$
    SELECT json_build_object('id', b.id, 'name', b.name, 'shortName', coalesce(nullif(b.short_name, ''), b.name))
    FROM body b WHERE b.id = which
$$;
