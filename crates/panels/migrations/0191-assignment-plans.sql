-- Experts for many guidelines at once: what was asked for, the instance as it was computed, and the pairs as they stand.
CREATE TABLE assignment_plan (
  id ID PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('guideline')),
  per_item INT NOT NULL,
  most INT NOT NULL,
  seed INT NOT NULL,
  is_fair FLAG NOT NULL,
  subjects JSON NOT NULL,
  subject_count INT NOT NULL,
  pairs JSON NOT NULL,
  pair_count INT NOT NULL,
  barred JSON NOT NULL,
  instance JSON NOT NULL,
  instance_sha256 TEXT NOT NULL,
  result JSON NOT NULL,
  made_by ID NOT NULL,
  made_by_name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('prepared', 'committed', 'dropped')),
  state_since TIME NOT NULL,
  revision INT NOT NULL,
  created_at TIME NOT NULL
);
