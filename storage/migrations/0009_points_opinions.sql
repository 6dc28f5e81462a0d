-- +goose Up

-- A provision that was cited, as people and programs read it: document,
-- version, address, title and words.
CREATE FUNCTION basis_json(uuid, integer, text, text, text) RETURNS json LANGUAGE sql STABLE AS $$
    SELECT json_build_object('document', $1, 'version', $2, 'address', $3, 'title', $4, 'text', $5,
        'status', version_status(coalesce(v.effective, v.assumed_effective), v.ends, v.end_reason, today()),
        'newer', coalesce((SELECT max(n.number) FROM version n WHERE n.document = $1 AND n.number > $2), 0))
    FROM version v WHERE v.document = $1 AND v.number = $2
$$;

-- Opinions -----------------------------------------------------------------

-- The round in which an opinion was given, the legal risk it states, the
-- superseded opinion in whose place it stands, and what its paper says beside
-- its words, as it was when it was signed.
ALTER TABLE opinion ADD COLUMN round integer NOT NULL DEFAULT 1 CHECK (round > 0);
ALTER TABLE opinion ADD COLUMN risk text NOT NULL DEFAULT '';
ALTER TABLE opinion ADD COLUMN replaces uuid REFERENCES opinion;
ALTER TABLE opinion ADD COLUMN paper jsonb;
ALTER TABLE opinion DISABLE TRIGGER opinion_stands;
UPDATE opinion o SET round = 1 + (SELECT count(*) FROM matter_move k
    WHERE k.matter = o.matter AND k.act = 'resubmit' AND k.from_state = 'amendment' AND k.at <= o.proposed_at);
UPDATE opinion SET risk = words WHERE conclusion = 'risk-stated';
ALTER TABLE opinion ENABLE TRIGGER opinion_stands;
ALTER TABLE opinion ADD CONSTRAINT opinion_risk CHECK ((conclusion = 'risk-stated') = (risk <> ''));
CREATE UNIQUE INDEX opinion_of_round ON opinion (matter, round) WHERE signed_at IS NOT NULL;
CREATE UNIQUE INDEX opinion_replaced_once ON opinion (replaces) WHERE signed_at IS NOT NULL;

-- A wrong opinion is superseded, never edited.
CREATE TABLE opinion_superseded (
    opinion uuid PRIMARY KEY REFERENCES opinion,
    reason  text NOT NULL CHECK (reason <> ''),
    by      uuid NOT NULL REFERENCES person,
    role    text NOT NULL,
    body    uuid NOT NULL REFERENCES body,
    for_person uuid REFERENCES person,
    at      timestamptz NOT NULL DEFAULT act_time()
);

-- The words of an opinion as they were proposed and as they were edited until
-- it was signed.
CREATE TABLE opinion_edit (
    opinion    uuid NOT NULL REFERENCES opinion,
    n          integer NOT NULL CHECK (n > 0),
    conclusion text NOT NULL,
    words      text NOT NULL,
    risk       text NOT NULL,
    by         uuid NOT NULL REFERENCES person,
    for_person uuid REFERENCES person,
    at         timestamptz NOT NULL DEFAULT act_time(),
    PRIMARY KEY (opinion, n)
);
INSERT INTO opinion_edit (opinion, n, conclusion, words, risk, by, for_person, at)
    SELECT id, 1, conclusion, words, risk, proposed_by, proposed_for, proposed_at FROM opinion;

-- Review points ------------------------------------------------------------

-- What a reviewer concluded on a point in a round; the newest counts.
CREATE TABLE point_conclusion (
    id      uuid PRIMARY KEY,
    matter  uuid NOT NULL REFERENCES matter,
    round   integer NOT NULL CHECK (round > 0),
    code    text NOT NULL CHECK (code <> ''),
    verdict text NOT NULL CHECK (verdict IN ('in-order', 'problem', 'not-applicable')),
    basis   text NOT NULL DEFAULT '',
    remark  text NOT NULL DEFAULT '',
    person  uuid NOT NULL REFERENCES person,
    role    text NOT NULL,
    body    uuid NOT NULL REFERENCES body,
    for_person uuid REFERENCES person,
    at      timestamptz NOT NULL DEFAULT act_time(),
    CHECK (verdict <> 'problem' OR remark <> '')
);
CREATE INDEX point_conclusion_matter ON point_conclusion (matter, round, code);

CREATE TABLE point_basis (
    conclusion uuid NOT NULL REFERENCES point_conclusion,
    ord        integer NOT NULL CHECK (ord > 0),
    document   uuid NOT NULL,
    version    integer NOT NULL,
    address    text NOT NULL,
    title      text NOT NULL,
    words      text NOT NULL,
    PRIMARY KEY (conclusion, ord),
    UNIQUE (conclusion, document, version, address),
    FOREIGN KEY (document, version) REFERENCES version
);
CREATE INDEX point_basis_cited ON point_basis (document, address);

-- Answers ------------------------------------------------------------------

-- What the drafting body rests an answer on, and what the reviewer found: a
-- promise that was not kept is open again.
ALTER TABLE comment_answer ADD COLUMN basis text NOT NULL DEFAULT '';
ALTER TABLE comment_answer ADD COLUMN fulfilled boolean;
ALTER TABLE comment_answer ADD COLUMN check_words text NOT NULL DEFAULT '';
ALTER TABLE comment_answer ADD COLUMN checked_by uuid REFERENCES person;
ALTER TABLE comment_answer ADD COLUMN checked_for uuid REFERENCES person;
ALTER TABLE comment_answer ADD COLUMN checked_at timestamptz;
ALTER TABLE comment_answer ADD CONSTRAINT comment_answer_checked CHECK (
    (fulfilled IS NULL) = (checked_at IS NULL) AND (fulfilled IS NULL) = (checked_by IS NULL) AND (fulfilled IS DISTINCT FROM false OR check_words <> ''));

-- The drafting body's answers to a point that was found to be a problem.
CREATE TABLE point_answer (
    id         uuid PRIMARY KEY,
    conclusion uuid NOT NULL REFERENCES point_conclusion,
    verdict    text NOT NULL CHECK (verdict IN ('adopted', 'partly', 'not-adopted')),
    reason     text NOT NULL DEFAULT '',
    basis      text NOT NULL DEFAULT '',
    draft      integer NOT NULL,
    by         uuid NOT NULL REFERENCES person,
    body       uuid NOT NULL REFERENCES body,
    for_person uuid REFERENCES person,
    at         timestamptz NOT NULL DEFAULT act_time(),
    CHECK (verdict = 'adopted' OR reason <> '')
);
CREATE INDEX point_answer_conclusion ON point_answer (conclusion);

CREATE TABLE answer_basis (
    comment_answer uuid REFERENCES comment_answer,
    point_answer   uuid REFERENCES point_answer,
    ord            integer NOT NULL CHECK (ord > 0),
    document       uuid NOT NULL,
    version        integer NOT NULL,
    address        text NOT NULL,
    title          text NOT NULL,
    words          text NOT NULL,
    CHECK (num_nonnulls(comment_answer, point_answer) = 1),
    UNIQUE (comment_answer, document, version, address),
    UNIQUE (point_answer, document, version, address),
    FOREIGN KEY (document, version) REFERENCES version
);

-- What is final stays final --------------------------------------------------

INSERT INTO state_follows VALUES ('opinion-signed', 'review');

-- +goose StatementBegin
CREATE FUNCTION is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION opinion_edit_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM opinion WHERE id = NEW.opinion AND (signed_at IS NOT NULL OR sent_back_at IS NOT NULL)) AND NEW.n > 1 THEN
        RAISE EXCEPTION 'opinion % is no longer edited', NEW.opinion USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION superseding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM opinion o JOIN matter m ON m.id = o.matter
        WHERE o.id = NEW.opinion AND o.signed_at IS NOT NULL AND m.ended_at IS NULL) THEN
        RAISE EXCEPTION 'opinion % is not signed, or its matter has ended', NEW.opinion USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION opinion_replaces() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.replaces IS NOT NULL AND NOT EXISTS (SELECT FROM opinion o JOIN opinion_superseded s ON s.opinion = o.id
        WHERE o.id = NEW.replaces AND o.matter = NEW.matter) THEN
        RAISE EXCEPTION 'opinion % replaces one that was not superseded', NEW.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

-- A point is concluded in the matter's own round, and no more once the opinion
-- of the round is signed.
CREATE FUNCTION point_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM matter WHERE id = NEW.matter AND round = NEW.round)
        OR EXISTS (SELECT FROM opinion WHERE matter = NEW.matter AND round = NEW.round AND signed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'round % of matter % is settled', NEW.round, NEW.matter USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION matter_moves() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    concluded  text;
    superseded boolean;
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
    IF NEW.state IN ('opinion-signed', 'published') OR OLD.state = 'opinion-signed' AND NEW.state = 'review' THEN
        SELECT o.conclusion, EXISTS (SELECT FROM opinion_superseded s WHERE s.opinion = o.id) INTO concluded, superseded
            FROM opinion o WHERE o.matter = NEW.id AND o.signed_at IS NOT NULL ORDER BY o.signed_at DESC, o.id DESC LIMIT 1;
        -- Only superseding leads back from a signed opinion.
        IF concluded IS NULL OR NEW.state = 'published' AND (superseded OR concluded NOT IN ('lawful', 'risk-stated'))
            OR NEW.state = 'review' AND NOT superseded THEN
            RAISE EXCEPTION 'matter % has no signed opinion that leads to %', OLD.id, NEW.state
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER is_kept BEFORE UPDATE OR DELETE ON opinion_superseded FOR EACH ROW EXECUTE FUNCTION is_kept();
CREATE TRIGGER is_kept BEFORE UPDATE OR DELETE ON opinion_edit FOR EACH ROW EXECUTE FUNCTION is_kept();
CREATE TRIGGER is_kept BEFORE UPDATE OR DELETE ON point_conclusion FOR EACH ROW EXECUTE FUNCTION is_kept();
CREATE TRIGGER opinion_edit_stands BEFORE INSERT ON opinion_edit FOR EACH ROW EXECUTE FUNCTION opinion_edit_stands();
CREATE TRIGGER superseding BEFORE INSERT ON opinion_superseded FOR EACH ROW EXECUTE FUNCTION superseding();
CREATE TRIGGER opinion_replaces BEFORE INSERT ON opinion FOR EACH ROW EXECUTE FUNCTION opinion_replaces();
CREATE TRIGGER point_open BEFORE INSERT ON point_conclusion FOR EACH ROW EXECUTE FUNCTION point_open();
