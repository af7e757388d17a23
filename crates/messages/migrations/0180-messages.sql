CREATE TABLE announcement (
  id ID PRIMARY KEY,
  author_id ID NOT NULL,
  author_name TEXT NOT NULL,
  role TEXT NOT NULL,
  organisation_id ID NOT NULL REFERENCES organisation (id),
  state TEXT NOT NULL CHECK (state IN ('draft', 'committed', 'recalled', 'discarded')),
  state_since TIME NOT NULL,
  revision INT NOT NULL,
  audience JSON NOT NULL,
  subject_zh TEXT NOT NULL,
  subject_en TEXT NOT NULL,
  body_zh TEXT NOT NULL,
  body_en TEXT NOT NULL,
  recipients INT NOT NULL,
  release_at TIME,
  created_at TIME NOT NULL
);
CREATE INDEX announcement_house ON announcement (organisation_id, role, id);
CREATE INDEX announcement_recalled ON announcement (state_since) WHERE state = 'recalled';
CREATE TABLE announcement_batch (
  id ID PRIMARY KEY,
  announcement_id ID NOT NULL REFERENCES announcement (id),
  number INT NOT NULL,
  people JSON NOT NULL,
  written_at TIME
);
CREATE INDEX announcement_batch_of ON announcement_batch (announcement_id, number);
CREATE INDEX announcement_batch_open ON announcement_batch (id) WHERE written_at IS NULL;
CREATE TABLE reminder_round (
  id ID PRIMARY KEY,
  day TEXT NOT NULL,
  reached ID NOT NULL,
  finished_at TIME
);
CREATE UNIQUE INDEX reminder_round_day ON reminder_round (day);
