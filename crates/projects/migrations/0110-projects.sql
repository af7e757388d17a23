CREATE TABLE project (
  id ID PRIMARY KEY,
  number TEXT NOT NULL,
  agreement_id ID,
  item_id ID,
  round_id ID,
  ruleset_id ID NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('legacy', '2024')),
  project_type TEXT NOT NULL CHECK (project_type IN ('T1', 'T2', 'T3', 'T4', 'T5', 'T6')),
  title TEXT NOT NULL,
  enterprise_id ID NOT NULL,
  enterprise_name TEXT NOT NULL,
  university_id ID NOT NULL,
  university_name TEXT NOT NULL,
  province TEXT NOT NULL,
  pi_id ID,
  pi_name TEXT NOT NULL,
  year INT NOT NULL,
  established_on TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  closes_on TEXT NOT NULL,
  agreed_closes_on TEXT NOT NULL,
  postponements INT NOT NULL,
  cash AMOUNT NOT NULL,
  goods AMOUNT NOT NULL,
  late_since TEXT,
  state TEXT NOT NULL CHECK (state IN ('established', 'running', 'overdue', 'closing', 'closed_passed', 'closed_failed', 'certified', 'terminated')),
  state_since TIME NOT NULL,
  revision INT NOT NULL,
  created_at TIME NOT NULL,
  facet INT GENERATED ALWAYS AS (
    (((year * 10 + CASE mode WHEN 'legacy' THEN 1 ELSE 2 END) * 10
      + CASE project_type WHEN 'T1' THEN 1 WHEN 'T2' THEN 2 WHEN 'T3' THEN 3 WHEN 'T4' THEN 4 WHEN 'T5' THEN 5 ELSE 6 END) * 100
      + CASE province WHEN '' THEN 0 ELSE CAST(province AS INTEGER) END) * 10
    + CASE state WHEN 'established' THEN 1 WHEN 'running' THEN 2 WHEN 'overdue' THEN 3 WHEN 'closing' THEN 4
      WHEN 'closed_passed' THEN 5 WHEN 'closed_failed' THEN 6 WHEN 'certified' THEN 7 ELSE 8 END
  ) STORED
);
CREATE UNIQUE INDEX project_number ON project (number);
CREATE UNIQUE INDEX project_agreement ON project (agreement_id) WHERE agreement_id IS NOT NULL;
CREATE INDEX project_year ON project (year, id, facet);
CREATE INDEX project_facet_id ON project (facet, id);
CREATE INDEX project_enterprise ON project (enterprise_id, year, id, facet, university_id);
CREATE INDEX project_university ON project (university_id, year, id, facet, enterprise_id);
CREATE INDEX project_pi ON project (pi_id, year, id, facet);
CREATE INDEX project_to_start ON project (starts_on, id) WHERE state = 'established';
CREATE INDEX project_to_close ON project (closes_on, id) WHERE state = 'running';
CREATE INDEX project_postponed ON project (closes_on, id) WHERE state IN ('running', 'overdue') AND postponements > 0;
CREATE TABLE project_facet (
  facet INT PRIMARY KEY,
  year INT NOT NULL,
  mode TEXT NOT NULL,
  project_type TEXT NOT NULL,
  province TEXT NOT NULL,
  state TEXT NOT NULL,
  amount INT NOT NULL
);
CREATE TABLE title_gram (
  gram TEXT NOT NULL,
  year INT NOT NULL,
  id ID NOT NULL,
  PRIMARY KEY (gram, year, id)
);
CREATE TABLE title_gram_total (
  gram TEXT PRIMARY KEY,
  amount INT NOT NULL
);
CREATE TABLE filing (
  id ID PRIMARY KEY,
  project_id ID NOT NULL REFERENCES project (id),
  sequence INT NOT NULL,
  number TEXT NOT NULL,
  body TEXT NOT NULL,
  hash TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  filed_by ID NOT NULL,
  filed_at TIME NOT NULL
);
CREATE UNIQUE INDEX filing_sequence ON filing (sequence);
CREATE UNIQUE INDEX filing_project ON filing (project_id);
CREATE UNIQUE INDEX filing_number ON filing (number);
CREATE TABLE project_sequence (
  year INT NOT NULL,
  mode TEXT NOT NULL,
  last INT NOT NULL,
  PRIMARY KEY (year, mode)
);
CREATE TABLE programme_figure (
  name TEXT PRIMARY KEY,
  amount AMOUNT NOT NULL
);
INSERT INTO programme_figure (name, amount) VALUES ('projects', 0);
INSERT INTO programme_figure (name, amount) VALUES ('cash', 0);
INSERT INTO programme_figure (name, amount) VALUES ('goods', 0);
INSERT INTO programme_figure (name, amount) VALUES ('filings', 0);
CREATE TABLE project_member (
  id ID PRIMARY KEY,
  project_id ID NOT NULL REFERENCES project (id),
  name TEXT NOT NULL,
  organisation TEXT NOT NULL,
  duty TEXT NOT NULL,
  sort INT NOT NULL
);
CREATE INDEX project_member_project ON project_member (project_id, sort);
