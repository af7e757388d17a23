CREATE TABLE import (
  id ID PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('projects', 'organisations', 'people')),
  organisation_id ID,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INT NOT NULL,
  how JSON NOT NULL,
  settings JSON NOT NULL,
  choices JSON NOT NULL,
  report JSON NOT NULL,
  fingerprint TEXT NOT NULL,
  created_by ID NOT NULL,
  committed_at TIME,
  state TEXT NOT NULL CHECK (state IN ('uploaded', 'checked', 'committed', 'discarded')),
  state_since TIME NOT NULL,
  revision INT NOT NULL,
  created_at TIME NOT NULL
);
CREATE INDEX import_state ON import (state, id);
CREATE INDEX import_organisation ON import (organisation_id, id);
CREATE INDEX import_sha256 ON import (sha256, kind);
CREATE TABLE import_fault (
  id ID PRIMARY KEY,
  import_id ID NOT NULL REFERENCES import (id),
  sort INT NOT NULL,
  sheet TEXT NOT NULL,
  line INT NOT NULL,
  place TEXT NOT NULL,
  heading TEXT NOT NULL,
  value TEXT NOT NULL,
  rule TEXT NOT NULL,
  zh TEXT NOT NULL,
  en TEXT NOT NULL,
  is_note FLAG NOT NULL
);
CREATE INDEX import_fault_import ON import_fault (import_id, sort);
CREATE TABLE import_party (
  id ID PRIMARY KEY,
  import_id ID NOT NULL REFERENCES import (id),
  sort INT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  first_line INT NOT NULL,
  rows_amount INT NOT NULL,
  suggestions JSON NOT NULL
);
CREATE INDEX import_party_import ON import_party (import_id, sort);
