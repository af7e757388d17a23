CREATE TABLE agreement (
  id ID PRIMARY KEY,
  application_id ID NOT NULL REFERENCES application (id),
  item_id ID NOT NULL REFERENCES item (id),
  enterprise_id ID NOT NULL REFERENCES organisation (id),
  university_id ID NOT NULL REFERENCES organisation (id),
  round_id ID NOT NULL,
  pi_id ID NOT NULL REFERENCES person (id),
  mode TEXT NOT NULL CHECK (mode IN ('legacy', '2024')),
  title TEXT NOT NULL,
  starts_on TEXT,
  closes_on TEXT,
  cash AMOUNT NOT NULL,
  goods AMOUNT NOT NULL,
  document_cash AMOUNT,
  document_goods AMOUNT,
  clause_payment FLAG NOT NULL,
  clause_results FLAG NOT NULL,
  clause_copyright FLAG NOT NULL,
  clause_duties FLAG NOT NULL,
  ip_terms TEXT NOT NULL,
  duties TEXT NOT NULL,
  university_confirmed_at TIME,
  enterprise_confirmed_at TIME,
  agreed_at TIME,
  list_id ID,
  version INT NOT NULL,
  version_hash TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'university_review', 'enterprise_review', 'agreed', 'expert_filing', 'university_confirmed', 'established', 'not_included', 'withdrawn')),
  state_since TIME NOT NULL,
  revision INT NOT NULL,
  created_at TIME NOT NULL
);
CREATE UNIQUE INDEX agreement_application ON agreement (application_id);
CREATE INDEX agreement_pi ON agreement (pi_id, id);
CREATE INDEX agreement_university ON agreement (university_id, state, id);
CREATE INDEX agreement_enterprise ON agreement (enterprise_id, state, id);
CREATE INDEX agreement_state ON agreement (state, mode, id);
CREATE TABLE agreement_version (
  id ID PRIMARY KEY,
  agreement_id ID NOT NULL REFERENCES agreement (id),
  number INT NOT NULL,
  hash TEXT NOT NULL,
  body TEXT NOT NULL,
  made_by ID NOT NULL,
  made_at TIME NOT NULL
);
CREATE UNIQUE INDEX agreement_version_number ON agreement_version (agreement_id, number);
CREATE TABLE payment_line (
  id ID PRIMARY KEY,
  agreement_id ID NOT NULL REFERENCES agreement (id),
  kind TEXT NOT NULL CHECK (kind IN ('cash', 'goods')),
  amount AMOUNT NOT NULL,
  due_on TEXT NOT NULL,
  note TEXT NOT NULL,
  sort INT NOT NULL
);
CREATE INDEX payment_line_agreement ON payment_line (agreement_id, sort);
CREATE TABLE deliverable (
  id ID PRIMARY KEY,
  agreement_id ID NOT NULL REFERENCES agreement (id),
  number TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('course', 'textbook', 'paper', 'patent', 'software', 'laboratory', 'base', 'students', 'training', 'report', 'other')),
  what TEXT NOT NULL,
  due_on TEXT,
  sort INT NOT NULL
);
CREATE UNIQUE INDEX deliverable_number ON deliverable (agreement_id, number);
CREATE INDEX deliverable_agreement ON deliverable (agreement_id, sort);
CREATE TABLE establishment_list (
  id ID PRIMARY KEY,
  round_id ID NOT NULL,
  name TEXT NOT NULL,
  ordinal INT NOT NULL,
  document_number TEXT NOT NULL,
  made_at TIME NOT NULL,
  published_at TIME
);
CREATE UNIQUE INDEX establishment_list_once ON establishment_list (round_id, ordinal);
CREATE INDEX agreement_round ON agreement (round_id, state, id);
CREATE INDEX agreement_list ON agreement (list_id, id);
