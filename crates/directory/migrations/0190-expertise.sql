-- What a person knows, in their own words: for whoever looks for somebody who understands a thing.
CREATE TABLE expertise (
  id ID PRIMARY KEY,
  person_id ID NOT NULL REFERENCES person (id),
  majors TEXT NOT NULL,
  industries TEXT NOT NULL,
  keywords TEXT NOT NULL,
  employer TEXT NOT NULL,
  revision INT NOT NULL,
  saved_at TIME NOT NULL
);
CREATE UNIQUE INDEX expertise_person ON expertise (person_id);
