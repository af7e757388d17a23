CREATE TABLE organisation (
  id ID PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('enterprise', 'university', 'province', 'ministry', 'expert_group', 'operator')),
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  code TEXT,
  province TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('registered', 'returned', 'verified', 'refused', 'suspended')),
  state_since TIME NOT NULL,
  revision INT NOT NULL,
  created_at TIME NOT NULL
);
CREATE UNIQUE INDEX organisation_code ON organisation (code) WHERE code IS NOT NULL;
CREATE INDEX organisation_kind_state ON organisation (kind, state, id);
CREATE INDEX organisation_name ON organisation (name);
CREATE TABLE enterprise_profile (
  id ID PRIMARY KEY REFERENCES organisation (id),
  is_legal_person FLAG NOT NULL,
  registered_on TEXT NOT NULL,
  paid_in_capital AMOUNT NOT NULL,
  industry TEXT NOT NULL,
  about TEXT NOT NULL,
  contact_name TEXT NOT NULL,
  contact_phone TEXT NOT NULL,
  contact_email TEXT NOT NULL,
  capital_waiver_reason TEXT,
  capital_waived_at TIME
);
CREATE TABLE university_profile (
  id ID PRIMARY KEY REFERENCES organisation (id),
  authority TEXT NOT NULL,
  level TEXT NOT NULL,
  place TEXT NOT NULL,
  project_department TEXT NOT NULL,
  per_person_and_round INT,
  memberships_per_round INT,
  per_enterprise_and_round INT,
  per_enterprise_and_type INT
);
CREATE TABLE person (
  id ID PRIMARY KEY,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  lang TEXT NOT NULL CHECK (lang IN ('zh', 'en')),
  certificate_number TEXT NOT NULL,
  title TEXT NOT NULL,
  revision INT NOT NULL,
  created_at TIME NOT NULL,
  closed_at TIME
);
CREATE UNIQUE INDEX person_email ON person (email);
CREATE TABLE membership (
  id ID PRIMARY KEY,
  person_id ID NOT NULL REFERENCES person (id),
  organisation_id ID NOT NULL REFERENCES organisation (id),
  role TEXT NOT NULL CHECK (role IN ('teacher', 'student', 'university_administrator', 'university_finance', 'enterprise_contact', 'enterprise_reviewer', 'expert', 'programme_office', 'province', 'ministry', 'operator')),
  school TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('requested', 'invited', 'active', 'refused', 'ended')),
  state_since TIME NOT NULL,
  created_at TIME NOT NULL
);
CREATE INDEX membership_person ON membership (person_id, state);
CREATE INDEX membership_organisation ON membership (organisation_id, role, state);
CREATE UNIQUE INDEX membership_once ON membership (person_id, organisation_id, role) WHERE state IN ('requested', 'invited', 'active');
CREATE TABLE session (
  id ID PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  person_id ID NOT NULL REFERENCES person (id),
  membership_id ID REFERENCES membership (id),
  device TEXT NOT NULL,
  peer TEXT NOT NULL,
  created_at TIME NOT NULL,
  seen_at TIME NOT NULL,
  expires_at TIME NOT NULL
);
CREATE UNIQUE INDEX session_secret ON session (secret_hash);
CREATE INDEX session_person ON session (person_id);
CREATE TABLE api_token (
  id ID PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  person_id ID NOT NULL REFERENCES person (id),
  membership_id ID NOT NULL REFERENCES membership (id),
  name TEXT NOT NULL,
  scopes JSON NOT NULL,
  created_at TIME NOT NULL,
  expires_at TIME NOT NULL,
  revoked_at TIME
);
CREATE UNIQUE INDEX api_token_secret ON api_token (secret_hash);
CREATE INDEX api_token_person ON api_token (person_id);
CREATE TABLE account_link (
  id ID PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('reset', 'invitation', 'confirmation')),
  person_id ID,
  membership_id ID,
  email TEXT NOT NULL,
  password_hash TEXT,
  created_at TIME NOT NULL,
  expires_at TIME NOT NULL,
  used_at TIME
);
CREATE UNIQUE INDEX account_link_secret ON account_link (secret_hash);
CREATE TABLE credit_event (
  id ID PRIMARY KEY,
  organisation_id ID NOT NULL REFERENCES organisation (id),
  kind TEXT NOT NULL CHECK (kind IN ('fraud', 'non_payment', 'revocation', 'late_report')),
  subject_id ID,
  what TEXT NOT NULL,
  happened_at TIME NOT NULL,
  settled_at TIME,
  settled_reason TEXT NOT NULL
);
CREATE INDEX credit_event_organisation ON credit_event (organisation_id, settled_at);
CREATE TABLE kept_upload (
  id ID PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  purpose TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  bytes INT NOT NULL,
  sha256 TEXT NOT NULL,
  kept_at TIME NOT NULL
);
CREATE UNIQUE INDEX kept_upload_secret ON kept_upload (secret_hash);
CREATE INDEX kept_upload_kept ON kept_upload (kept_at);
