-- +goose Up

-- Procedures and the calendar ----------------------------------------------

-- Versions of procedures that administrators saved, beside those that come with
-- hefa. A running matter keeps its version, so none is ever changed.
CREATE TABLE procedure_version (
    name    text NOT NULL CHECK (name <> ''),
    version integer NOT NULL CHECK (version > 0),
    source  text NOT NULL CHECK (source <> ''),
    note    text NOT NULL DEFAULT '',
    by      uuid REFERENCES person,
    at      timestamptz NOT NULL DEFAULT act_time(),
    PRIMARY KEY (name, version)
);
CREATE TRIGGER procedure_version_stands BEFORE UPDATE OR DELETE ON procedure_version FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The days of the years that were imported. A year that is here stands in the
-- place of the one that comes with hefa.
CREATE TABLE calendar_day (
    day     date PRIMARY KEY,
    off     boolean NOT NULL,
    holiday text NOT NULL DEFAULT '',
    notice  text NOT NULL DEFAULT '',
    CHECK (off OR extract(isodow FROM day) > 5)
);

-- Which import the days are of; servers read them again when it has moved on.
CREATE TABLE calendar_state (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    n   integer NOT NULL
);
INSERT INTO calendar_state (n) VALUES (0);

CREATE TABLE calendar_import (
    n      integer PRIMARY KEY CHECK (n > 0),
    source text NOT NULL,
    by     uuid REFERENCES person,
    at     timestamptz NOT NULL DEFAULT act_time()
);
CREATE TRIGGER calendar_import_stands BEFORE UPDATE OR DELETE ON calendar_import FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The clock ------------------------------------------------------------------

ALTER TABLE matter
    -- Working days allowed from clock_from on, where somebody set fewer than
    -- the procedure's most; extensions come on top.
    ADD COLUMN days integer CHECK (days > 0),
    -- The act that stopped the clock.
    ADD COLUMN stopped_act text,
    -- Why it is an emergency, '' where it is none.
    ADD COLUMN emergency text NOT NULL DEFAULT '';
ALTER TABLE matter DISABLE TRIGGER matter_moves;
UPDATE matter SET stopped_act = CASE state WHEN 'suspended' THEN 'suspend' WHEN 'withdrawn' THEN 'withdraw'
    WHEN 'amendment' THEN 'return-amendment' ELSE 'sign' END WHERE stopped_on IS NOT NULL;
ALTER TABLE matter ENABLE TRIGGER matter_moves;
ALTER TABLE matter ADD CONSTRAINT matter_stopped CHECK ((stopped_on IS NULL) = (stopped_act IS NULL));

ALTER TABLE matter_stop ADD COLUMN act text NOT NULL DEFAULT '';

-- Working days by which the head put a round's due day off.
CREATE TABLE matter_extension (
    matter uuid NOT NULL REFERENCES matter,
    n      integer NOT NULL CHECK (n > 0),
    round  integer NOT NULL CHECK (round > 0),
    days   integer NOT NULL CHECK (days > 0),
    reason text NOT NULL CHECK (reason <> ''),
    by     uuid NOT NULL REFERENCES person,
    role   text NOT NULL,
    body   uuid NOT NULL REFERENCES body,
    at     timestamptz NOT NULL DEFAULT act_time(),
    PRIMARY KEY (matter, n)
);
CREATE TRIGGER matter_extension_stands BEFORE UPDATE OR DELETE ON matter_extension FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Steps ------------------------------------------------------------------------

-- What was said of a free step; an open one has no row that stands. asked: the
-- drafting body says why it does not apply; excused: so said those whose word
-- it takes. A row that was taken back is kept.
CREATE TABLE matter_step (
    id         uuid PRIMARY KEY,
    matter     uuid NOT NULL REFERENCES matter,
    code       text NOT NULL CHECK (code <> ''),
    status     text NOT NULL CHECK (status IN ('done', 'asked', 'excused')),
    first_day  date,
    last_day   date,
    -- Why it does not apply, or why it lasted shorter than it should.
    reason     text NOT NULL DEFAULT '',
    note       text NOT NULL DEFAULT '',
    file       uuid REFERENCES file,
    by         uuid NOT NULL REFERENCES person,
    role       text NOT NULL,
    body       uuid NOT NULL REFERENCES body,
    at         timestamptz NOT NULL DEFAULT act_time(),
    excused_by   uuid REFERENCES person,
    excused_role text,
    excused_body uuid REFERENCES body,
    excused_at   timestamptz,
    taken_back_by uuid REFERENCES person,
    taken_back_at timestamptz,
    CHECK (status <> 'done' OR last_day IS NOT NULL),
    CHECK (first_day IS NULL OR first_day <= last_day),
    CHECK (status = 'done' OR reason <> '' AND last_day IS NULL),
    CHECK ((status = 'excused') = (excused_by IS NOT NULL)),
    CHECK ((excused_by IS NULL) = (excused_role IS NULL) AND (excused_by IS NULL) = (excused_body IS NULL)
        AND (excused_by IS NULL) = (excused_at IS NULL)),
    CHECK ((taken_back_by IS NULL) = (taken_back_at IS NULL))
);
CREATE UNIQUE INDEX matter_step_stands ON matter_step (matter, code) WHERE taken_back_at IS NULL;

-- What the machine found on the checklist, and who confirmed at acceptance that
-- it is complete. found maps each item's code to file, reason, excused, none or
-- missing.
CREATE TABLE material_check (
    id     uuid PRIMARY KEY,
    matter uuid NOT NULL REFERENCES matter,
    found  jsonb NOT NULL,
    by     uuid NOT NULL REFERENCES person,
    role   text NOT NULL,
    body   uuid NOT NULL REFERENCES body,
    at     timestamptz NOT NULL DEFAULT act_time(),
    CHECK (NOT found @? '$.* ? (@ == "missing")')
);
CREATE INDEX material_check_matter ON material_check (matter);
CREATE TRIGGER material_check_stands BEFORE UPDATE OR DELETE ON material_check FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- +goose StatementBegin
-- What was said of a step can only be excused or taken back, once.
CREATE FUNCTION step_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changing text[] := '{status,excused_by,excused_role,excused_body,excused_at,taken_back_by,taken_back_at}';
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'what was said of step % is kept', OLD.code USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.taken_back_at IS NOT NULL
        OR to_jsonb(NEW) - changing IS DISTINCT FROM to_jsonb(OLD) - changing
        OR NEW.status <> OLD.status AND (OLD.status <> 'asked' OR NEW.status <> 'excused')
        OR NEW.status = OLD.status AND NEW.excused_by IS DISTINCT FROM OLD.excused_by THEN
        RAISE EXCEPTION 'what was said of step % stands', OLD.code USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

-- No review without a confirmed checklist, or over a step whose excuse nobody
-- has confirmed.
CREATE FUNCTION matter_accepted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM matter_step WHERE matter = NEW.id AND status = 'asked' AND taken_back_at IS NULL)
        OR OLD.state = 'submitted' AND NOT EXISTS (SELECT FROM material_check WHERE matter = NEW.id) THEN
        RAISE EXCEPTION 'matter % is not complete', NEW.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER step_stands BEFORE UPDATE OR DELETE ON matter_step FOR EACH ROW EXECUTE FUNCTION step_stands();
CREATE TRIGGER matter_accepted BEFORE UPDATE ON matter FOR EACH ROW
    WHEN (NEW.state = 'review' AND OLD.state <> 'review') EXECUTE FUNCTION matter_accepted();
