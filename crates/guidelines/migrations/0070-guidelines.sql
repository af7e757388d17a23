CREATE TABLE round (
  id ID PRIMARY KEY,
  name TEXT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('legacy', '2024')),
  year INT NOT NULL,
  opens_on TEXT NOT NULL,
  closes_on TEXT,
  created_at TIME NOT NULL
);
CREATE UNIQUE INDEX round_name ON round (name);
CREATE TABLE guideline (
  id ID PRIMARY KEY,
  enterprise_id ID NOT NULL REFERENCES organisation (id),
  round_id ID NOT NULL REFERENCES round (id),
  ruleset_id ID NOT NULL REFERENCES ruleset (id),
  mode TEXT NOT NULL CHECK (mode IN ('legacy', '2024')),
  is_special FLAG NOT NULL,
  title TEXT NOT NULL,
  about TEXT NOT NULL,
  directions TEXT NOT NULL,
  how_to_apply TEXT NOT NULL,
  contact_name TEXT NOT NULL,
  contact_phone TEXT NOT NULL,
  contact_email TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'under_review', 'expert_stage', 'returned', 'rejected', 'approved', 'published', 'paused', 'closed', 'revoked')),
  state_since TIME NOT NULL,
  revision INT NOT NULL,
  created_by ID NOT NULL,
  created_at TIME NOT NULL,
  submitted_at TIME,
  published_at TIME
);
CREATE INDEX guideline_enterprise ON guideline (enterprise_id, id);
CREATE INDEX guideline_state ON guideline (state, id);
CREATE INDEX guideline_round ON guideline (round_id, state);
CREATE TABLE item (
  id ID PRIMARY KEY,
  guideline_id ID NOT NULL REFERENCES guideline (id),
  enterprise_id ID NOT NULL,
  project_type TEXT NOT NULL CHECK (project_type IN ('T1', 'T2', 'T3', 'T4', 'T5', 'T6')),
  title TEXT NOT NULL,
  goals TEXT NOT NULL,
  majors TEXT NOT NULL,
  industries TEXT NOT NULL,
  conditions TEXT NOT NULL,
  deliverables TEXT NOT NULL,
  offers INT NOT NULL,
  selected INT NOT NULL,
  cash_each AMOUNT NOT NULL,
  goods_each AMOUNT NOT NULL,
  deadline_on TEXT,
  published_at TIME,
  is_open FLAG NOT NULL,
  revision INT NOT NULL,
  sort INT NOT NULL,
  CHECK (selected >= 0 AND selected <= offers)
);
CREATE INDEX item_guideline ON item (guideline_id, sort);
CREATE INDEX item_open ON item (is_open, published_at, id);
CREATE INDEX item_open_type ON item (is_open, project_type, published_at, id);
CREATE INDEX item_enterprise ON item (enterprise_id, is_open, published_at, id);
