CREATE TABLE guideline_review (
  id ID PRIMARY KEY,
  guideline_id ID NOT NULL REFERENCES guideline (id),
  expert_id ID NOT NULL REFERENCES person (id),
  conflict TEXT NOT NULL CHECK (conflict IN ('not_asked', 'none', 'declared')),
  conflict_text TEXT NOT NULL,
  scores JSON NOT NULL,
  comment TEXT NOT NULL,
  recommendation TEXT CHECK (recommendation IN ('approve', 'return', 'reject')),
  revision INT NOT NULL,
  assigned_by ID NOT NULL,
  assigned_at TIME NOT NULL,
  declared_at TIME,
  decided_at TIME,
  released_at TIME
);
CREATE UNIQUE INDEX guideline_review_once ON guideline_review (guideline_id, expert_id) WHERE released_at IS NULL;
CREATE INDEX guideline_review_expert ON guideline_review (expert_id, released_at);
