-- +goose Up

-- Deputies -------------------------------------------------------------------

-- For whom a role is held: a deputy's row names the absent person, has a last
-- day, and holds no longer than that person holds the role.
ALTER TABLE person_role ADD COLUMN for_person uuid REFERENCES person;
ALTER TABLE person_role ADD CONSTRAINT person_role_deputy CHECK (for_person IS NULL OR for_person <> person AND last_day IS NOT NULL);
CREATE INDEX person_role_for ON person_role (for_person) WHERE for_person IS NOT NULL;

CREATE OR REPLACE VIEW current_role_of AS
SELECT r.person, r.role, r.body, r.for_person FROM person_role r
WHERE r.first_day <= today() AND (r.last_day IS NULL OR r.last_day >= today())
  AND (r.for_person IS NULL OR EXISTS (SELECT FROM person_role p WHERE p.person = r.for_person AND p.role = r.role
       AND p.body = r.body AND p.for_person IS NULL AND p.first_day <= today() AND (p.last_day IS NULL OR p.last_day >= today())));

-- Every record has both names: who acted, and for whom.
ALTER TABLE event ADD COLUMN for_person uuid;
ALTER TABLE draft ADD COLUMN for_person uuid REFERENCES person;
ALTER TABLE material ADD COLUMN for_person uuid REFERENCES person;
ALTER TABLE matter_move ADD COLUMN for_person uuid REFERENCES person;
ALTER TABLE comment ADD COLUMN for_person uuid REFERENCES person;
ALTER TABLE comment_answer ADD COLUMN for_person uuid REFERENCES person;
ALTER TABLE opinion ADD COLUMN proposed_for uuid REFERENCES person;
ALTER TABLE opinion ADD COLUMN signed_for uuid REFERENCES person;

CREATE FUNCTION person_name(who uuid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT name FROM person WHERE id = who), '')
$$;

-- Who reviews what the reviewing body itself has drafted; the government names
-- it.
ALTER TABLE body ADD COLUMN alternate uuid REFERENCES body;
ALTER TABLE body ADD CONSTRAINT body_alternate CHECK (alternate <> reviewer);

-- The act for which a grant was given: with it the grant ends.
ALTER TABLE grants ADD COLUMN reason uuid;
CREATE INDEX grants_reason ON grants (reason) WHERE reason IS NOT NULL;

-- Assignment -------------------------------------------------------------------

CREATE TABLE matter_assignment (
    id         uuid PRIMARY KEY,
    matter     uuid NOT NULL REFERENCES matter,
    person     uuid NOT NULL REFERENCES person,
    by         uuid NOT NULL REFERENCES person,
    for_person uuid REFERENCES person,
    at         timestamptz NOT NULL DEFAULT act_time(),
    ended_at   timestamptz
);
CREATE UNIQUE INDEX matter_assignment_once ON matter_assignment (matter, person) WHERE ended_at IS NULL;
CREATE INDEX matter_assignment_person ON matter_assignment (person) WHERE ended_at IS NULL;

-- People from outside who read one matter and comment on it, for the reviewing
-- body.
CREATE TABLE matter_guest (
    id         uuid PRIMARY KEY,
    matter     uuid NOT NULL REFERENCES matter,
    person     uuid NOT NULL REFERENCES person,
    role       text NOT NULL CHECK (role IN ('counsel', 'expert')),
    -- The last day of the invitation.
    until      date NOT NULL,
    -- What is asked of them.
    words      text NOT NULL DEFAULT '',
    by         uuid NOT NULL REFERENCES person,
    for_person uuid REFERENCES person,
    at         timestamptz NOT NULL DEFAULT act_time(),
    revoked_at timestamptz,
    revoked_by uuid REFERENCES person,
    CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE UNIQUE INDEX matter_guest_once ON matter_guest (matter, person) WHERE revoked_at IS NULL;
CREATE INDEX matter_guest_person ON matter_guest (person) WHERE revoked_at IS NULL;

CREATE TABLE matter_follower (
    matter uuid NOT NULL REFERENCES matter,
    person uuid NOT NULL REFERENCES person,
    at     timestamptz NOT NULL DEFAULT act_time(),
    PRIMARY KEY (matter, person)
);
CREATE INDEX matter_follower_person ON matter_follower (person);

-- Whether a person has had a hand in what a matter is about, in any matter over
-- the document, for themselves or as the one for whom a deputy acted.
CREATE OR REPLACE FUNCTION drafted(viewer uuid, m matter) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT m.independent AND (EXISTS (SELECT FROM draft WHERE document = m.document AND (by = viewer OR for_person = viewer))
        OR EXISTS (SELECT FROM matter_move k JOIN matter o ON o.id = k.matter WHERE o.document = m.document
                   AND k.act IN ('submit', 'resubmit') AND (k.person = viewer OR k.for_person = viewer)))
$$;

-- Whether a person belongs to a matter's reviewing body, or audits. A deputy
-- sees no more than the person they stand in for.
CREATE OR REPLACE FUNCTION reviews(viewer uuid, m matter) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM current_role_of r WHERE r.person = viewer AND (r.role = 'auditor'
        OR r.body = m.reviewing AND r.role = ANY (m.reviewing_roles) AND NOT drafted(viewer, m)
           AND (r.for_person IS NULL OR NOT drafted(r.for_person, m))))
$$;

-- Whether a person is invited to a matter today.
CREATE FUNCTION is_guest(viewer uuid, which uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM matter_guest g WHERE g.matter = which AND g.person = viewer
        AND g.revoked_at IS NULL AND g.until >= today())
$$;

-- Whether a person who may read the matter's drafts may read a comment. Those
-- invited read of the reviewing body's own only what names them.
CREATE OR REPLACE FUNCTION may_read_comment(viewer uuid, c comment, m matter) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT c.author = viewer OR c.audience = 'published' OR c.audience = 'body' AND (reviews(viewer, m)
        OR is_guest(viewer, m.id) AND EXISTS (SELECT FROM comment_mention n WHERE n.comment = c.id AND n.person = viewer))
$$;

-- Departments consulted -------------------------------------------------------

-- One round in which several bodies are asked about one draft.
CREATE TABLE consultation (
    id         uuid PRIMARY KEY,
    matter     uuid NOT NULL REFERENCES matter,
    document   uuid NOT NULL,
    draft      integer NOT NULL,
    -- The asking body, and whether it is the reviewing one.
    body       uuid NOT NULL REFERENCES body,
    reviewing  boolean NOT NULL,
    letter     text NOT NULL CHECK (letter <> ''),
    due        date NOT NULL,
    by         uuid NOT NULL REFERENCES person,
    for_person uuid REFERENCES person,
    at         timestamptz NOT NULL DEFAULT act_time(),
    closed_by  uuid REFERENCES person,
    closed_at  timestamptz,
    -- Why it was closed although not every body had answered.
    closed_why text NOT NULL DEFAULT '',
    FOREIGN KEY (document, draft) REFERENCES draft,
    CHECK ((closed_at IS NULL) = (closed_by IS NULL))
);
CREATE INDEX consultation_matter ON consultation (matter);

-- A body that is asked. What it has signed stands.
CREATE TABLE consulted_body (
    consultation uuid NOT NULL REFERENCES consultation,
    body         uuid NOT NULL REFERENCES body,
    ord          integer NOT NULL,
    -- Whether it had nothing to say.
    no_comment   boolean,
    signed_by    uuid REFERENCES person,
    signed_for   uuid REFERENCES person,
    signed_at    timestamptz,
    reminded_at  timestamptz,
    PRIMARY KEY (consultation, body),
    CHECK ((signed_at IS NULL) = (signed_by IS NULL) AND (signed_at IS NULL) = (no_comment IS NULL))
);
CREATE INDEX consulted_body_body ON consulted_body (body) WHERE signed_at IS NULL;

-- What a body says of one article, or ('') of the whole.
CREATE TABLE consulted_reply (
    id           uuid PRIMARY KEY,
    consultation uuid NOT NULL,
    body         uuid NOT NULL,
    address      text NOT NULL DEFAULT '',
    words        text NOT NULL CHECK (words <> ''),
    proposed     text NOT NULL DEFAULT '',
    by           uuid NOT NULL REFERENCES person,
    for_person   uuid REFERENCES person,
    at           timestamptz NOT NULL DEFAULT act_time(),
    -- What the asking body did with it.
    verdict      text CHECK (verdict IN ('adopted', 'partly', 'not-adopted')),
    reason       text NOT NULL DEFAULT '',
    FOREIGN KEY (consultation, body) REFERENCES consulted_body,
    CHECK (verdict IS NULL OR verdict = 'adopted' OR reason <> '')
);
CREATE INDEX consulted_reply_body ON consulted_reply (consultation, body);

-- How a disagreement was talked over, and what came of it.
CREATE TABLE coordination (
    id           uuid PRIMARY KEY,
    consultation uuid NOT NULL REFERENCES consultation,
    -- The articles talked about, as written.
    about        text NOT NULL CHECK (about <> ''),
    held_on      date NOT NULL,
    participants text NOT NULL CHECK (participants <> ''),
    agreed       text NOT NULL CHECK (agreed <> ''),
    result       text NOT NULL CHECK (result IN ('agreed', 'partly', 'not-agreed')),
    -- The bodies that remain of another opinion.
    dissenting   uuid[] NOT NULL DEFAULT '{}',
    by           uuid NOT NULL REFERENCES person,
    for_person   uuid REFERENCES person,
    at           timestamptz NOT NULL DEFAULT act_time(),
    CHECK ((result = 'agreed') = (dissenting = '{}'))
);
CREATE INDEX coordination_consultation ON coordination (consultation);

-- +goose StatementBegin
CREATE FUNCTION reply_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    r consulted_reply;
BEGIN
    IF TG_OP = 'INSERT' THEN r := NEW; ELSE r := OLD; END IF;
    IF TG_OP = 'UPDATE' THEN
        -- What became of it is said afterwards.
        IF (NEW.address, NEW.words, NEW.proposed) = (OLD.address, OLD.words, OLD.proposed) THEN RETURN NEW; END IF;
    END IF;
    IF EXISTS (SELECT FROM consulted_body b WHERE b.consultation = r.consultation AND b.body = r.body AND b.signed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the body has signed its reply' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION signature_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.signed_at IS NOT NULL AND (NEW.signed_at, NEW.signed_by, NEW.no_comment) IS DISTINCT FROM (OLD.signed_at, OLD.signed_by, OLD.no_comment) THEN
        RAISE EXCEPTION 'the body has signed its reply' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER reply_stands BEFORE INSERT OR UPDATE OR DELETE ON consulted_reply FOR EACH ROW EXECUTE FUNCTION reply_stands();
CREATE TRIGGER signature_stands BEFORE UPDATE ON consulted_body FOR EACH ROW EXECUTE FUNCTION signature_stands();

-- Whether a person who may read the matter's drafts may read of a round: the
-- reviewing body's own is nobody else's but the consulted bodies' until it is
-- closed.
CREATE FUNCTION may_read_round(viewer uuid, c consultation, m matter) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT c.reviewing OR c.closed_at IS NOT NULL OR reviews(viewer, m) OR EXISTS (
        SELECT FROM consulted_body b JOIN current_role_of r ON r.body = b.body AND r.person = viewer
        WHERE b.consultation = c.id AND r.role IN ('drafter', 'legal', 'reviewer', 'head'))
$$;

-- Who answers for a body that is asked: its drafters and legal officers, or
-- where it has none its reviewers and heads.
CREATE VIEW speaks_for AS
SELECT DISTINCT r.person, r.body FROM current_role_of r
WHERE r.role IN ('drafter', 'legal') OR r.role IN ('reviewer', 'head')
    AND NOT EXISTS (SELECT FROM current_role_of o WHERE o.body = r.body AND o.role IN ('drafter', 'legal'));

-- Notices ---------------------------------------------------------------------

-- What a person was told, each thing once: key says what it was.
CREATE TABLE notice (
    id       uuid PRIMARY KEY,
    person   uuid NOT NULL REFERENCES person,
    key      text NOT NULL,
    kind     text NOT NULL,
    -- The act waited for, or of which it tells.
    act      text NOT NULL DEFAULT '',
    document uuid REFERENCES document,
    matter   uuid REFERENCES matter,
    subject  uuid,
    -- Who did it, and for whom.
    actor      uuid REFERENCES person,
    for_person uuid REFERENCES person,
    -- Days until what is due, of a reminder; the day it is due.
    days     integer,
    due      date,
    at       timestamptz NOT NULL DEFAULT act_time(),
    read_at  timestamptz,
    UNIQUE (person, key)
);
CREATE INDEX notice_unread ON notice (person, id) WHERE read_at IS NULL;
CREATE INDEX notice_person ON notice (person, id);

-- How a person wants to be told besides the page.
CREATE TABLE notice_setting (
    person  uuid PRIMARY KEY REFERENCES person,
    mail    text NOT NULL CHECK (mail IN ('none', 'once', 'daily')),
    address text NOT NULL DEFAULT '',
    CHECK (mail = 'none' OR address <> '')
);

-- Mails to be sent. What they say is put together when they are sent, from
-- what the person may read then. digest is the day of a digest.
CREATE TABLE mail (
    id       uuid PRIMARY KEY,
    person   uuid NOT NULL REFERENCES person,
    notice   uuid REFERENCES notice,
    digest   date,
    tries    integer NOT NULL DEFAULT 0,
    next_at  timestamptz NOT NULL DEFAULT act_time(),
    -- sent, dropped (there was nothing left to tell) or given-up.
    ended    text CHECK (ended IN ('sent', 'dropped', 'given-up')),
    ended_at timestamptz,
    -- The SMTP code of the last failure, 0 where there was no answer.
    failure  integer,
    at       timestamptz NOT NULL DEFAULT act_time(),
    CHECK ((notice IS NULL) <> (digest IS NULL)),
    CHECK ((ended IS NULL) = (ended_at IS NULL)),
    UNIQUE (person, digest),
    UNIQUE (notice)
);
CREATE INDEX mail_waiting ON mail (next_at) WHERE ended IS NULL;
