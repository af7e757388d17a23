-- Calls for excellent project cases, the cases, what experts say of them, and the awards of a meeting. Nothing here holds an amount.
CREATE TABLE case_call (
  id ID PRIMARY KEY,
  year INT NOT NULL CHECK (year BETWEEN 2014 AND 2100),
  series_zh TEXT NOT NULL,
  series_en TEXT NOT NULL,
  about_zh TEXT NOT NULL,
  about_en TEXT NOT NULL,
  takes_projects FLAG NOT NULL,
  takes_universities FLAG NOT NULL,
  takes_enterprises FLAG NOT NULL,
  accepted_by TIME,
  takes_earlier FLAG NOT NULL,
  by_enterprises FLAG NOT NULL,
  quota INT CHECK (quota BETWEEN 0 AND 1000),
  closes_on TEXT NOT NULL,
  opened_at TIME,
  published_at TIME,
  state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'reviewing', 'decided', 'published')),
  state_since TIME NOT NULL,
  revision INT NOT NULL,
  created_by ID NOT NULL,
  created_at TIME NOT NULL
);
CREATE INDEX case_call_year ON case_call (year, id);
CREATE INDEX case_call_state ON case_call (state, year, id);
-- One row for each university that nominated or has a quota of its own; `used` is only ever moved under its bound.
CREATE TABLE case_quota (
  id ID PRIMARY KEY,
  call_id ID NOT NULL REFERENCES case_call (id),
  university_id ID NOT NULL,
  own_quota INT CHECK (own_quota BETWEEN 0 AND 1000),
  used INT NOT NULL CHECK (used >= 0)
);
CREATE UNIQUE INDEX case_quota_once ON case_quota (call_id, university_id);
CREATE TABLE case_submission (
  id ID PRIMARY KEY,
  call_id ID NOT NULL REFERENCES case_call (id),
  kind TEXT NOT NULL CHECK (kind IN ('project', 'university', 'enterprise')),
  route TEXT NOT NULL CHECK (route IN ('university', 'enterprise', 'own')),
  project_id ID,
  university_id ID,
  enterprise_id ID,
  author_id ID NOT NULL,
  author_name TEXT NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  summary TEXT NOT NULL,
  novelty TEXT NOT NULL,
  influence TEXT NOT NULL,
  nomination_reason TEXT NOT NULL,
  decision_reason TEXT NOT NULL,
  mean INT NOT NULL,
  review_count INT NOT NULL,
  meeting_id ID,
  submitted_at TIME,
  published_at TIME,
  state TEXT NOT NULL CHECK (state IN ('draft', 'handed_in', 'nominated', 'not_nominated', 'submitted', 'expert_review', 'selected', 'not_selected', 'published', 'shown')),
  state_since TIME NOT NULL,
  revision INT NOT NULL,
  created_at TIME NOT NULL
);
CREATE UNIQUE INDEX case_submission_project ON case_submission (call_id, project_id) WHERE project_id IS NOT NULL;
CREATE UNIQUE INDEX case_submission_university ON case_submission (call_id, university_id) WHERE kind = 'university';
CREATE UNIQUE INDEX case_submission_enterprise ON case_submission (call_id, enterprise_id) WHERE kind = 'enterprise';
CREATE INDEX case_submission_rank ON case_submission (call_id, mean, id);
CREATE INDEX case_submission_state ON case_submission (state, call_id, id);
CREATE INDEX case_submission_of_project ON case_submission (project_id, state);
CREATE INDEX case_submission_of_university ON case_submission (university_id, state, id);
CREATE INDEX case_submission_of_enterprise ON case_submission (enterprise_id, state, id);
CREATE INDEX case_submission_author ON case_submission (author_id, id);
CREATE INDEX case_submission_published ON case_submission (call_id, kind, id) WHERE published_at IS NOT NULL;
CREATE TABLE case_review (
  id ID PRIMARY KEY,
  case_id ID NOT NULL REFERENCES case_submission (id),
  expert_id ID NOT NULL,
  conflict TEXT NOT NULL CHECK (conflict IN ('not_asked', 'none', 'declared')),
  conflict_text TEXT NOT NULL,
  scores JSON NOT NULL,
  mean INT,
  comment TEXT NOT NULL,
  revision INT NOT NULL,
  assigned_by ID NOT NULL,
  assigned_at TIME NOT NULL,
  declared_at TIME,
  decided_at TIME,
  released_at TIME
);
CREATE UNIQUE INDEX case_review_once ON case_review (case_id, expert_id) WHERE released_at IS NULL;
CREATE INDEX case_review_expert ON case_review (expert_id, released_at);
-- Awards of a meeting or a year. Rule M-07: neither the year nor the kind can be missing.
CREATE TABLE award_list (
  id ID PRIMARY KEY,
  year INT NOT NULL CHECK (year BETWEEN 2014 AND 2100),
  kind TEXT NOT NULL CHECK (kind IN ('excellent_case', 'excellent_organisation', 'contributing_enterprise')),
  meeting_id ID,
  note_zh TEXT NOT NULL,
  note_en TEXT NOT NULL,
  published_at TIME,
  state TEXT NOT NULL CHECK (state IN ('draft', 'published')),
  state_since TIME NOT NULL,
  revision INT NOT NULL,
  created_by ID NOT NULL,
  created_at TIME NOT NULL
);
CREATE UNIQUE INDEX award_list_once ON award_list (year, kind);
CREATE TABLE award (
  id ID PRIMARY KEY,
  list_id ID NOT NULL REFERENCES award_list (id),
  organisation_id ID,
  case_id ID REFERENCES case_submission (id),
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  sort INT NOT NULL
);
CREATE INDEX award_of_list ON award (list_id, sort);
CREATE UNIQUE INDEX award_organisation_once ON award (list_id, organisation_id) WHERE organisation_id IS NOT NULL;
CREATE UNIQUE INDEX award_case_once ON award (list_id, case_id) WHERE case_id IS NOT NULL;
CREATE INDEX award_case ON award (case_id);
