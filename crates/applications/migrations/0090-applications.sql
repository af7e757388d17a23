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
  counted_year INT,
  passed_at TIME,
  saved_from TEXT NOT NULL
);
CREATE UNIQUE INDEX application_once ON application (pi_id, item_id) WHERE state <> 'withdrawn';
CREATE INDEX application_pi ON application (pi_id, id);
CREATE INDEX application_item ON application (item_id, state, id);
CREATE INDEX application_university ON application (university_id, state, id);
CREATE INDEX application_enterprise ON application (enterprise_id, state, id);
CREATE TABLE application_member (
  id ID PRIMARY KEY,
  application_id ID NOT NULL REFERENCES application (id),
  sort INT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  unit TEXT NOT NULL,
  duty TEXT NOT NULL
);
CREATE INDEX application_member_application ON application_member (application_id, sort);
CREATE INDEX application_member_email ON application_member (email);
CREATE TABLE budget_line (
  id ID PRIMARY KEY,
  application_id ID NOT NULL REFERENCES application (id),
  sort INT NOT NULL,
  purpose TEXT NOT NULL,
  cash AMOUNT NOT NULL,
  goods AMOUNT NOT NULL
);
CREATE INDEX budget_line_application ON budget_line (application_id, sort);
CREATE TABLE university_review (
  id ID PRIMARY KEY,
  application_id ID NOT NULL REFERENCES application (id),
  step TEXT NOT NULL CHECK (step IN ('university_pass', 'university_return', 'university_reject')),
  answers JSON NOT NULL,
  comment TEXT NOT NULL,
  reviewer_id ID NOT NULL,
  reviewer_name TEXT NOT NULL,
  reviewed_at TIME NOT NULL
);
CREATE INDEX university_review_application ON university_review (application_id, id);
CREATE TABLE evaluation (
  id ID PRIMARY KEY,
  application_id ID NOT NULL REFERENCES application (id),
  item_id ID NOT NULL,
  reviewer_id ID NOT NULL,
  reviewer_name TEXT NOT NULL,
  score INT NOT NULL CHECK (score >= 0 AND score <= 100),
  note TEXT NOT NULL,
  saved_at TIME NOT NULL
);
CREATE UNIQUE INDEX evaluation_once ON evaluation (application_id, reviewer_id);
CREATE INDEX evaluation_item ON evaluation (item_id, application_id);
CREATE TABLE decision_plan (
  id ID PRIMARY KEY,
  item_id ID NOT NULL REFERENCES item (id),
  enterprise_id ID NOT NULL,
  lines JSON NOT NULL,
  exceptions JSON NOT NULL,
  offers_left INT NOT NULL,
  letters INT NOT NULL,
  made_by ID NOT NULL,
  made_by_name TEXT NOT NULL,
  signed_by ID,
  signed_by_name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('prepared', 'signed', 'committed', 'dropped')),
  state_since TIME NOT NULL,
  revision INT NOT NULL,
  created_at TIME NOT NULL
);
CREATE INDEX decision_plan_item ON decision_plan (item_id, state, id);
CREATE INDEX decision_plan_enterprise ON decision_plan (enterprise_id, state, id);
CREATE TABLE application_gate (
  university_id ID NOT NULL,
  round_id ID NOT NULL,
  passed INT NOT NULL,
  PRIMARY KEY (university_id, round_id)
);
