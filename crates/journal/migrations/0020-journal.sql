CREATE TABLE journal_entry (
  seq INT PRIMARY KEY,
  at TIME NOT NULL,
  person_id ID NOT NULL,
  person_name TEXT NOT NULL,
  acting_as TEXT,
  organisation_id ID,
  act TEXT NOT NULL,
  subject TEXT NOT NULL,
  subject_id ID NOT NULL,
  from_state TEXT,
  to_state TEXT,
  reason TEXT NOT NULL,
  documents JSON NOT NULL,
  detail JSON NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL
);
CREATE INDEX journal_entry_subject ON journal_entry (subject_id, seq);
CREATE TABLE journal_head (
  id INT PRIMARY KEY,
  seq INT NOT NULL,
  hash TEXT NOT NULL
);
INSERT INTO journal_head (id, seq, hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
