CREATE TABLE email_change (
  id ID PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  person_id ID NOT NULL REFERENCES person (id),
  email TEXT NOT NULL,
  created_at TIME NOT NULL,
  expires_at TIME NOT NULL,
  used_at TIME
);
CREATE UNIQUE INDEX email_change_secret ON email_change (secret_hash);
CREATE INDEX email_change_person ON email_change (person_id);
