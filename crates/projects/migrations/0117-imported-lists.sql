-- Lists of earlier years that projects were taken from.
CREATE TABLE imported_list (
  id ID PRIMARY KEY,
  document TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  taken_at TIME NOT NULL
);
ALTER TABLE project ADD COLUMN imported_from ID REFERENCES imported_list (id);
CREATE INDEX project_imported_from ON project (imported_from) WHERE imported_from IS NOT NULL;
