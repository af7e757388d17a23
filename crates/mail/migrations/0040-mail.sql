CREATE TABLE letter (
  id ID PRIMARY KEY,
  to_person ID,
  to_address TEXT NOT NULL,
  lang TEXT NOT NULL CHECK (lang IN ('zh', 'en')),
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  link TEXT NOT NULL,
  subject_ref TEXT NOT NULL,
  created_at TIME NOT NULL,
  sent_at TIME,
  failed TEXT,
  attempts INT NOT NULL,
  next_attempt_at TIME NOT NULL
);
CREATE INDEX letter_due ON letter (next_attempt_at) WHERE sent_at IS NULL;
CREATE INDEX letter_created ON letter (created_at);
CREATE INDEX letter_to_person ON letter (to_person, created_at);
