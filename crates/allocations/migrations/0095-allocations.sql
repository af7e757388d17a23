CREATE TABLE allocation (
  id ID PRIMARY KEY,
  guideline_id ID NOT NULL REFERENCES guideline (id),
  enterprise_id ID NOT NULL,
  ordinal INT NOT NULL CHECK (ordinal > 0),
  seed INT NOT NULL,
  instance JSON NOT NULL,
  plan JSON NOT NULL,
  candidates JSON NOT NULL,
  decisions JSON NOT NULL,
  made_by ID NOT NULL,
  made_by_name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('prepared', 'signed', 'committed', 'dropped')),
  state_since TIME NOT NULL,
  created_at TIME NOT NULL
);
CREATE UNIQUE INDEX allocation_guideline ON allocation (guideline_id, ordinal);
CREATE TABLE application_wish (
  application_id ID PRIMARY KEY REFERENCES application (id),
  place INT NOT NULL CHECK (place > 0)
);
