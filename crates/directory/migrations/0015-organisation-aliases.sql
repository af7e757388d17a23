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
