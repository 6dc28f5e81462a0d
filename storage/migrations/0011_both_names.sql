-- +goose Up

-- For whom a deputy did what these records tell of.
ALTER TABLE matter_extension ADD COLUMN for_person uuid REFERENCES person;
ALTER TABLE material_check ADD COLUMN for_person uuid REFERENCES person;
ALTER TABLE matter_step ADD COLUMN for_person uuid REFERENCES person;
ALTER TABLE matter_step ADD COLUMN excused_for uuid REFERENCES person;
ALTER TABLE matter_step ADD COLUMN taken_back_for uuid REFERENCES person;
ALTER TABLE matter_step ADD CONSTRAINT matter_step_excused_for CHECK (excused_for IS NULL OR excused_by IS NOT NULL);
ALTER TABLE matter_step ADD CONSTRAINT matter_step_taken_back_for CHECK (taken_back_for IS NULL OR taken_back_by IS NOT NULL);

-- +goose StatementBegin
-- What was said of a step can only be excused or taken back, once.
CREATE OR REPLACE FUNCTION step_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changing text[] := '{status,excused_by,excused_for,excused_role,excused_body,excused_at,taken_back_by,taken_back_for,taken_back_at}';
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'what was said of step % is kept', OLD.code USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.taken_back_at IS NOT NULL
        OR to_jsonb(NEW) - changing IS DISTINCT FROM to_jsonb(OLD) - changing
        OR NEW.status <> OLD.status AND (OLD.status <> 'asked' OR NEW.status <> 'excused')
        OR NEW.status = OLD.status AND (NEW.excused_by, NEW.excused_for) IS DISTINCT FROM (OLD.excused_by, OLD.excused_for) THEN
        RAISE EXCEPTION 'what was said of step % stands', OLD.code USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
