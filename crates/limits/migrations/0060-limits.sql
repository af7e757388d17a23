CREATE TABLE limit_counter (
  person_id ID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('running', 'year')),
  year INT NOT NULL,
  taken INT NOT NULL,
  PRIMARY KEY (person_id, kind, year)
);
