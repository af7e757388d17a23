CREATE TABLE former_address (
  id ID PRIMARY KEY,
  person_id ID NOT NULL REFERENCES person (id),
  email TEXT NOT NULL,
  left_at TIME NOT NULL
);
CREATE INDEX former_address_person ON former_address (person_id, email);
CREATE INDEX former_address_email ON former_address (email, person_id);
