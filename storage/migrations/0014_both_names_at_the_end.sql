-- +goose Up

-- For whom a deputy did what ends a record, or begins one.
ALTER TABLE matter ADD COLUMN opened_for uuid REFERENCES person;
ALTER TABLE material_asked ADD COLUMN for_person uuid REFERENCES person;
ALTER TABLE comment ADD COLUMN resolved_for uuid REFERENCES person;
ALTER TABLE comment ADD CONSTRAINT comment_resolved_for CHECK (resolved_for IS NULL OR resolved_by IS NOT NULL);
ALTER TABLE matter_guest ADD COLUMN revoked_for uuid REFERENCES person;
ALTER TABLE matter_guest ADD CONSTRAINT matter_guest_revoked_for CHECK (revoked_for IS NULL OR revoked_by IS NOT NULL);
ALTER TABLE consultation ADD COLUMN closed_for uuid REFERENCES person;
ALTER TABLE consultation ADD CONSTRAINT consultation_closed_for CHECK (closed_for IS NULL OR closed_by IS NOT NULL);
