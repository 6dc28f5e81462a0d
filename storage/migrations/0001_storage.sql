-- +goose Up

-- The clock. Instants are the transaction's time; embedded servers may travel
-- by setting hefa.clock_offset on their connections, days are in the
-- connection's TimeZone (HEFA_TZ).
CREATE FUNCTION act_time() RETURNS timestamptz LANGUAGE sql STABLE AS
$$ SELECT now() + coalesce(nullif(current_setting('hefa.clock_offset', true), ''), '0')::interval $$;
CREATE FUNCTION today() RETURNS date LANGUAGE sql STABLE AS $$ SELECT act_time()::date $$;

-- One row: what ties this database to its object store.
CREATE TABLE installation (
    one        boolean PRIMARY KEY DEFAULT true CHECK (one),
    id         uuid NOT NULL,
    sample     boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT act_time()
);

-- Bodies ---------------------------------------------------------------

CREATE TABLE body (
    id         uuid PRIMARY KEY,
    kind       text NOT NULL CHECK (kind IN ('government', 'department', 'county', 'county-department', 'external')),
    parent     uuid REFERENCES body,
    name       text NOT NULL CHECK (name <> ''),
    short_name text NOT NULL DEFAULT '',
    -- The body that reviews what this one issues: a government's justice
    -- bureau; itself, where null.
    reviewer   uuid REFERENCES body,
    -- Whether what it has in force may be read without signing in.
    open       boolean NOT NULL DEFAULT false,
    first_day  date,
    last_day   date,
    rev        integer NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX body_name ON body (name) WHERE last_day IS NULL;

CREATE TABLE body_successor (
    body      uuid NOT NULL REFERENCES body,
    successor uuid NOT NULL REFERENCES body,
    PRIMARY KEY (body, successor),
    CHECK (body <> successor)
);

-- People ---------------------------------------------------------------

CREATE TABLE person (
    id            uuid PRIMARY KEY,
    account       text NOT NULL UNIQUE CHECK (account ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
    name          text NOT NULL CHECK (name <> ''),
    password_hash text NOT NULL DEFAULT '',
    sample        boolean NOT NULL DEFAULT false,
    disabled_at   timestamptz,
    failures      integer NOT NULL DEFAULT 0,
    locked_until  timestamptz,
    created_at    timestamptz NOT NULL DEFAULT act_time(),
    rev           integer NOT NULL DEFAULT 1
);

-- last_day is the last day on which the role is held.
CREATE TABLE person_role (
    id        uuid PRIMARY KEY,
    person    uuid NOT NULL REFERENCES person,
    role      text NOT NULL CHECK (role IN ('drafter', 'legal', 'reviewer', 'head', 'registrar', 'cleanup', 'auditor', 'admin')),
    body      uuid NOT NULL REFERENCES body,
    first_day date NOT NULL DEFAULT today(),
    last_day  date,
    CHECK (last_day IS NULL OR last_day >= first_day)
);
CREATE INDEX person_role_person ON person_role (person);
CREATE INDEX person_role_body ON person_role (body, role);

CREATE VIEW current_role_of AS
SELECT person, role, body FROM person_role
WHERE first_day <= today() AND (last_day IS NULL OR last_day >= today());

CREATE TABLE session (
    token  text PRIMARY KEY,
    data   bytea NOT NULL,
    expiry timestamptz NOT NULL
);
CREATE INDEX session_expiry ON session (expiry);

-- Bytes and texts --------------------------------------------------------

CREATE TABLE blob (
    hash text PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
    size bigint NOT NULL CHECK (size >= 0),
    at   timestamptz NOT NULL DEFAULT act_time()
);

CREATE TABLE file (
    id         uuid PRIMARY KEY,
    blob       text NOT NULL REFERENCES blob,
    name       text NOT NULL,
    media_type text NOT NULL,
    size       bigint NOT NULL,
    by         uuid REFERENCES person,
    at         timestamptz NOT NULL DEFAULT act_time()
);
CREATE INDEX file_blob ON file (blob);

-- A reading is what one version of the reader made of one file's bytes.
CREATE TABLE reading (
    id     uuid PRIMARY KEY,
    blob   text NOT NULL REFERENCES blob,
    reader text NOT NULL,
    format text NOT NULL,
    tree   json NOT NULL,
    at     timestamptz NOT NULL DEFAULT act_time(),
    UNIQUE (blob, reader, format)
);

-- Redlines, converted files, pictures: may be emptied at any time.
CREATE TABLE derived (
    key  text PRIMARY KEY,
    kind text NOT NULL,
    data bytea NOT NULL,
    at   timestamptz NOT NULL DEFAULT act_time()
);

-- Documents --------------------------------------------------------------

CREATE TABLE document (
    id         uuid PRIMARY KEY,
    kind       text NOT NULL CHECK (kind IN ('normative', 'rule', 'regulation', 'decision', 'law', 'other')),
    title      text NOT NULL CHECK (title <> ''),
    rev        integer NOT NULL DEFAULT 1,
    -- The day on which its only matter ended without a version.
    withdrawn_on date,
    created_by uuid REFERENCES person,
    created_at timestamptz NOT NULL DEFAULT act_time()
);

CREATE TABLE document_body (
    document uuid NOT NULL REFERENCES document,
    part     text NOT NULL CHECK (part IN ('issuing', 'drafting')),
    ord      integer NOT NULL,
    body     uuid NOT NULL REFERENCES body,
    PRIMARY KEY (document, part, ord),
    UNIQUE (document, part, body)
);
CREATE INDEX document_body_body ON document_body (body, part);

-- matter is a row of review's; its constraint stands with that table.
CREATE TABLE draft (
    document uuid NOT NULL REFERENCES document,
    number   integer NOT NULL CHECK (number > 0),
    matter   uuid NOT NULL,
    file     uuid NOT NULL REFERENCES file,
    reading  uuid NOT NULL REFERENCES reading,
    by       uuid REFERENCES person,
    at       timestamptz NOT NULL DEFAULT act_time(),
    PRIMARY KEY (document, number)
);
CREATE INDEX draft_matter ON draft (matter);

-- The further files of a draft: annexes, forms, the explanation.
CREATE TABLE draft_file (
    document uuid NOT NULL,
    number   integer NOT NULL,
    ord      integer NOT NULL,
    file     uuid NOT NULL REFERENCES file,
    PRIMARY KEY (document, number, ord),
    FOREIGN KEY (document, number) REFERENCES draft
);

-- A text published, or imported as in force. ends is the first day on which it
-- is no longer in force.
CREATE TABLE version (
    document          uuid NOT NULL REFERENCES document,
    number            integer NOT NULL CHECK (number > 0),
    issuing_number    text NOT NULL DEFAULT '',
    title             text NOT NULL,
    adopted           date,
    published         date,
    effective         date,
    -- The day from which it is taken to be in force where effective is not
    -- known (an import of texts said to be in force).
    assumed_effective date,
    ends              date,
    end_reason        text CHECK (end_reason IN ('repealed', 'lapsed', 'superseded')),
    draft             integer,
    file              uuid NOT NULL REFERENCES file,
    reading           uuid NOT NULL REFERENCES reading,
    by                uuid REFERENCES person,
    at                timestamptz NOT NULL DEFAULT act_time(),
    PRIMARY KEY (document, number),
    FOREIGN KEY (document, draft) REFERENCES draft,
    CHECK ((ends IS NULL) = (end_reason IS NULL))
);

-- Status is never stored: it is what the days say on a given day.
CREATE FUNCTION version_status(effective date, ends date, end_reason text, day date) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN ends <= day THEN CASE end_reason WHEN 'lapsed' THEN 'lapsed' ELSE 'repealed' END
        WHEN effective IS NULL OR effective > day THEN 'not-yet-effective'
        ELSE 'in-force' END
$$;

-- address is the unit asked about; '' is the whole. Units have no days of
-- their own yet, so it does not change the answer.
CREATE FUNCTION document_status(doc uuid, day date, address text DEFAULT '') RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT version_status(coalesce(v.effective, v.assumed_effective), v.ends, v.end_reason, day) AS status
         FROM version v WHERE v.document = doc
         ORDER BY array_position(ARRAY['in-force', 'not-yet-effective'],
                  version_status(coalesce(v.effective, v.assumed_effective), v.ends, v.end_reason, day)), v.ends DESC
         LIMIT 1),
        (SELECT CASE WHEN d.withdrawn_on <= day THEN 'withdrawn' ELSE 'drafting' END FROM document d WHERE d.id = doc))
$$;

CREATE FUNCTION bodies_of(doc uuid, which text) RETURNS json LANGUAGE sql STABLE AS $$
    SELECT coalesce(json_agg(json_build_object('id', b.id, 'name', b.name,
        'shortName', coalesce(nullif(b.short_name, ''), b.name)) ORDER BY db.ord), '[]')
    FROM document_body db JOIN body b ON b.id = db.body WHERE db.document = doc AND db.part = which
$$;

-- Whether a document may be read without signing in: it is in force and one of
-- its issuing bodies says so.
CREATE FUNCTION public_on(doc uuid, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM document_body db JOIN body b ON b.id = db.body
                   WHERE db.document = doc AND db.part = 'issuing' AND b.open)
       AND document_status(doc, day) = 'in-force'
$$;

-- Rights -------------------------------------------------------------------

-- Who besides the drafting bodies and auditors may read a document's drafts:
-- a person, or everyone with one of the roles in a body, until a day.
CREATE TABLE grants (
    id       uuid PRIMARY KEY,
    document uuid NOT NULL REFERENCES document,
    person   uuid REFERENCES person,
    body     uuid REFERENCES body,
    roles    text[] NOT NULL DEFAULT '{}',
    until    date,
    at       timestamptz NOT NULL DEFAULT act_time(),
    CHECK ((person IS NULL) <> (body IS NULL))
);
CREATE INDEX grants_document ON grants (document);
CREATE INDEX grants_person ON grants (person);
CREATE INDEX grants_body ON grants (body);

-- The one rule of who may read a document's drafts, their materials and
-- published comments. Everything asks this view.
CREATE VIEW draft_reader AS
SELECT db.document, r.person FROM document_body db
  JOIN current_role_of r ON r.body = db.body AND r.role IN ('drafter', 'legal')
  WHERE db.part = 'drafting'
UNION ALL
SELECT g.document, g.person FROM grants g
  WHERE g.person IS NOT NULL AND (g.until IS NULL OR g.until >= today())
UNION ALL
SELECT g.document, r.person FROM grants g
  JOIN current_role_of r ON r.body = g.body AND r.role = ANY (g.roles)
  WHERE g.until IS NULL OR g.until >= today()
UNION ALL
SELECT d.id, r.person FROM document d, current_role_of r WHERE r.role = 'auditor';

-- The log ------------------------------------------------------------------

CREATE TABLE event_counter (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    seq bigint NOT NULL
);
INSERT INTO event_counter (seq) VALUES (0);

-- No foreign keys: a paper uploaded by mistake can be purged, the log stands.
CREATE TABLE event (
    seq        bigint PRIMARY KEY,
    at         timestamptz NOT NULL DEFAULT act_time(),
    person     uuid,
    role       text NOT NULL DEFAULT '',
    body       uuid,
    act        text NOT NULL CHECK (act <> ''),
    document   uuid,
    matter     uuid,
    draft      integer,
    version    integer,
    subject    uuid,
    hashes     text[] NOT NULL DEFAULT '{}',
    detail     jsonb NOT NULL DEFAULT '{}',
    request_id text NOT NULL DEFAULT ''
);
CREATE INDEX event_document ON event (document, seq);
CREATE INDEX event_person ON event (person, seq);
CREATE INDEX event_at ON event (at);

-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
-- +goose StatementEnd
CREATE TRIGGER event_stands BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_stands_whole BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE follower (
    name     text PRIMARY KEY,
    position bigint NOT NULL DEFAULT 0,
    at       timestamptz NOT NULL DEFAULT act_time()
);

-- Answers to requests that carried a key, kept for 24 hours.
CREATE TABLE once (
    person uuid NOT NULL,
    key    text NOT NULL,
    route  text NOT NULL,
    answer json,
    position bigint NOT NULL DEFAULT 0,
    at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (person, key)
);
CREATE INDEX once_at ON once (at);
