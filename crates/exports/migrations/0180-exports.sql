CREATE TABLE export_choice (
  id ID PRIMARY KEY,
  person_id ID NOT NULL REFERENCES person (id),
  list TEXT NOT NULL,
  columns TEXT NOT NULL,
  format TEXT NOT NULL CHECK (format IN ('xlsx', 'csv', 'json')),
  headings TEXT NOT NULL CHECK (headings IN ('zh', 'en', 'both')),
  saved_at TIME NOT NULL
);
CREATE UNIQUE INDEX export_choice_person ON export_choice (person_id, list);
