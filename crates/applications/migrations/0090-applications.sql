CREATE TABLE application (
  id ID PRIMARY KEY,
  item_id ID NOT NULL REFERENCES item (id),
  enterprise_id ID NOT NULL REFERENCES organisation (id),
  university_id ID NOT NULL REFERENCES organisation (id),
  round_id ID NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('legacy', '2024')),
  project_type TEXT NOT NULL,
  pi_id ID NOT NULL REFERENCES person (id),
  pi_name TEXT NOT NULL,
  school TEXT NOT NULL,
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  plan TEXT NOT NULL,
  expected_results TEXT NOT NULL,
  starts_on TEXT,
  ends_on TEXT,
  document_pi_name TEXT NOT NULL,
  is_signed FLAG NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'university_review', 'university_returned', 'university_rejected', 'enterprise_review', 'enterprise_returned', 'enterprise_rejected', 'selected', 'withdrawn')),
  state_since TIME NOT NULL,
  revision INT NOT NULL,
  created_at TIME NOT NULL,
  saved_at TIME NOT NULL,
  submitted_at TIME,
  counted_year INT
);
CREATE UNIQUE INDEX application_once ON application (pi_id, item_id) WHERE state <> 'withdrawn';
CREATE INDEX application_pi ON application (pi_id, id);
CREATE INDEX application_item ON application (item_id, state, id);
CREATE INDEX application_university ON application (university_id, state, id);
CREATE INDEX application_enterprise ON application (enterprise_id, state, id);
