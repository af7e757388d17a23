CREATE TABLE midterm_report (
  id ID PRIMARY KEY,
  project_id ID NOT NULL REFERENCES project (id),
  pi_id ID NOT NULL,
  university_id ID NOT NULL,
  enterprise_id ID NOT NULL,
  progress TEXT NOT NULL,
  money_used AMOUNT,
  risks TEXT NOT NULL,
  next_steps TEXT NOT NULL,
  submitted_at TIME,
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'accepted', 'returned')),
  state_since TIME NOT NULL,
  revision INT NOT NULL,
  created_at TIME NOT NULL
);
CREATE INDEX midterm_report_project ON midterm_report (project_id, id);
CREATE UNIQUE INDEX midterm_report_open ON midterm_report (project_id) WHERE state IN ('draft', 'submitted', 'returned');
CREATE INDEX midterm_report_university ON midterm_report (university_id, state, state_since);
CREATE INDEX midterm_report_pi ON midterm_report (pi_id, state, state_since);
CREATE TABLE major_event (
  id ID PRIMARY KEY,
  project_id ID NOT NULL REFERENCES project (id),
  title TEXT NOT NULL,
  what TEXT NOT NULL,
  happened_on TEXT NOT NULL,
  school TEXT NOT NULL,
  reported_by ID NOT NULL,
  reported_at TIME NOT NULL,
  told INT NOT NULL
);
CREATE INDEX major_event_project ON major_event (project_id, id);
CREATE TABLE change_request (
  id ID PRIMARY KEY,
  project_id ID NOT NULL REFERENCES project (id),
  requested_by ID NOT NULL,
  university_id ID NOT NULL,
  enterprise_id ID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('postponement', 'pi', 'members', 'content', 'budget', 'termination')),
  wanted JSON NOT NULL,
  before JSON NOT NULL,
  reason TEXT NOT NULL,
  is_special_case FLAG NOT NULL,
  submitted_at TIME,
  applied_at TIME,
  state TEXT NOT NULL CHECK (state IN ('draft', 'university_review', 'enterprise_review', 'approved', 'rejected', 'withdrawn')),
  state_since TIME NOT NULL,
  revision INT NOT NULL,
  created_at TIME NOT NULL
);
CREATE INDEX change_request_project ON change_request (project_id, id);
CREATE UNIQUE INDEX change_request_open ON change_request (project_id, kind) WHERE state IN ('draft', 'university_review', 'enterprise_review');
CREATE INDEX change_request_university ON change_request (university_id, state, state_since);
CREATE INDEX change_request_enterprise ON change_request (enterprise_id, state, state_since);
CREATE INDEX change_request_requester ON change_request (requested_by, state, state_since);
CREATE TABLE project_content (
  id ID PRIMARY KEY REFERENCES project (id),
  content TEXT NOT NULL,
  change_id ID NOT NULL,
  changed_at TIME NOT NULL
);
