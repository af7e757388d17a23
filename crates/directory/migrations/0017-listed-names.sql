-- Organisations that only a list names. A closed set of words can be widened on both databases by a new column alone.
DROP INDEX organisation_kind_state;
ALTER TABLE organisation ADD COLUMN state_wide TEXT NOT NULL DEFAULT 'registered'
  CHECK (state_wide IN ('registered', 'returned', 'verified', 'refused', 'suspended', 'imported'));
UPDATE organisation SET state_wide = state;
ALTER TABLE organisation DROP COLUMN state;
ALTER TABLE organisation RENAME COLUMN state_wide TO state;
CREATE INDEX organisation_kind_state ON organisation (kind, state, id);
-- What the ministry's list says about a university in its last column.
ALTER TABLE university_profile ADD COLUMN remark TEXT NOT NULL DEFAULT '';
-- Other names of organisations, said by a person and remembered.
CREATE TABLE organisation_alias (
  id ID PRIMARY KEY,
  organisation_id ID NOT NULL REFERENCES organisation (id),
  kind TEXT NOT NULL CHECK (kind IN ('enterprise', 'university', 'province', 'ministry', 'expert_group', 'operator')),
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  said_by ID NOT NULL,
  said_at TIME NOT NULL
);
CREATE UNIQUE INDEX organisation_alias_key ON organisation_alias (kind, name_key);
CREATE INDEX organisation_alias_organisation ON organisation_alias (organisation_id);
