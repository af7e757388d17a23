CREATE TABLE annex_reading (
  id ID PRIMARY KEY,
  guideline_id ID NOT NULL REFERENCES guideline (id),
  flags JSON NOT NULL,
  unread TEXT CHECK (unread IN ('encrypted', 'damaged', 'slow', 'long', 'picture', 'scan', 'letters', 'inside')),
  read_at TIME NOT NULL
);
CREATE INDEX annex_reading_guideline ON annex_reading (guideline_id);
