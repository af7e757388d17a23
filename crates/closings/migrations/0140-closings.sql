CREATE TABLE closing (
  id ID PRIMARY KEY,
  project_id ID NOT NULL REFERENCES project (id),
  enterprise_id ID NOT NULL,
  university_id ID NOT NULL,
  pi_id ID NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('legacy', '2024')),
  summary TEXT NOT NULL,
  missing_cash_reason TEXT NOT NULL,
  conclusion TEXT CHECK (conclusion IN ('passed', 'not_passed')),
  conclusion_text TEXT NOT NULL,
  concluded_at TIME,
  audited_conclusion TEXT CHECK (audited_conclusion IN ('passed', 'not_passed')),
  audit_reason TEXT NOT NULL,
  published_at TIME,
  published_year INT,
  submitted_at TIME,
  silence_told_at TIME,
  saved_from TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'university_review', 'enterprise_review', 'returned', 'concluded', 'expert_review', 'audited', 'passed', 'failed')),
  state_since TIME NOT NULL,
  revision INT NOT NULL,
  created_at TIME NOT NULL
);
CREATE UNIQUE INDEX closing_project ON closing (project_id);
CREATE INDEX closing_pi ON closing (pi_id, id);
CREATE INDEX closing_university ON closing (university_id, state, id);
CREATE INDEX closing_enterprise ON closing (enterprise_id, state, id);
CREATE INDEX closing_state ON closing (state, mode, id);
CREATE INDEX closing_state_year ON closing (state, published_year, id);
CREATE INDEX closing_waiting ON closing (state_since, id) WHERE state = 'enterprise_review';
CREATE INDEX closing_published ON closing (id) WHERE published_at IS NOT NULL;
CREATE INDEX closing_published_year ON closing (published_year, id) WHERE published_at IS NOT NULL;
CREATE INDEX closing_published_university ON closing (university_id, id) WHERE published_at IS NOT NULL;
CREATE INDEX closing_published_enterprise ON closing (enterprise_id, id) WHERE published_at IS NOT NULL;
CREATE TABLE outcome (
  id ID PRIMARY KEY,
  closing_id ID NOT NULL REFERENCES closing (id),
  deliverable_id ID,
  kind TEXT NOT NULL CHECK (kind IN ('course', 'textbook', 'paper', 'patent', 'software', 'laboratory', 'base', 'students', 'training', 'report', 'other')),
  number TEXT NOT NULL,
  promised TEXT NOT NULL,
  what TEXT NOT NULL,
  is_done FLAG NOT NULL,
  deviation TEXT NOT NULL,
  accepted FLAG,
  accepted_note TEXT NOT NULL,
  sort INT NOT NULL
);
CREATE INDEX outcome_closing ON outcome (closing_id, sort);
CREATE TABLE certificate (
  id ID PRIMARY KEY,
  project_id ID NOT NULL REFERENCES project (id),
  number TEXT NOT NULL,
  code TEXT NOT NULL,
  issued_at TIME NOT NULL,
  issued_by TEXT NOT NULL,
  body TEXT NOT NULL,
  hash TEXT NOT NULL
);
CREATE UNIQUE INDEX certificate_project ON certificate (project_id);
CREATE UNIQUE INDEX certificate_number ON certificate (number);
CREATE UNIQUE INDEX certificate_code ON certificate (code);
