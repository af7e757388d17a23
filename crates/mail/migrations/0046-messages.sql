CREATE TABLE message (
  id ID PRIMARY KEY,
  person_id ID NOT NULL,
  topic TEXT NOT NULL CHECK (topic IN ('account', 'organisation', 'guideline', 'application', 'agreement', 'project', 'funding', 'closing', 'reminder', 'saved_search', 'announcement', 'digest')),
  occasion TEXT NOT NULL,
  subject_zh TEXT NOT NULL,
  subject_en TEXT NOT NULL,
  body_zh TEXT NOT NULL,
  body_en TEXT NOT NULL,
  link TEXT NOT NULL,
  created_at TIME NOT NULL,
  read_at TIME,
  digest_due_at TIME,
  announcement_id ID
);
CREATE INDEX message_person ON message (person_id, id);
CREATE INDEX message_topic ON message (person_id, topic, id);
CREATE INDEX message_unread ON message (person_id, id) WHERE read_at IS NULL;
CREATE INDEX message_digest ON message (digest_due_at, person_id) WHERE digest_due_at IS NOT NULL;
CREATE INDEX message_announcement ON message (announcement_id, id) WHERE announcement_id IS NOT NULL;
CREATE TABLE message_choice (
  id ID PRIMARY KEY,
  person_id ID NOT NULL,
  topic TEXT NOT NULL CHECK (topic IN ('account', 'organisation', 'guideline', 'application', 'agreement', 'project', 'funding', 'closing', 'reminder', 'saved_search', 'announcement', 'digest')),
  delivery TEXT NOT NULL CHECK (delivery IN ('at_once', 'digest', 'none')),
  chosen_at TIME NOT NULL
);
CREATE UNIQUE INDEX message_choice_once ON message_choice (person_id, topic);
CREATE TABLE letter_wording (
  id ID PRIMARY KEY,
  template TEXT NOT NULL,
  version INT NOT NULL,
  subject_zh TEXT NOT NULL,
  subject_en TEXT NOT NULL,
  body_zh TEXT NOT NULL,
  body_en TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at TIME NOT NULL,
  replaced_at TIME
);
CREATE UNIQUE INDEX letter_wording_version ON letter_wording (template, version);
CREATE UNIQUE INDEX letter_wording_current ON letter_wording (template) WHERE replaced_at IS NULL;
CREATE TABLE reminded (
  id ID PRIMARY KEY,
  person_id ID NOT NULL,
  what TEXT NOT NULL,
  due_on TEXT NOT NULL,
  days_before INT NOT NULL
);
CREATE UNIQUE INDEX reminded_once ON reminded (person_id, what, due_on, days_before);
CREATE INDEX reminded_due ON reminded (due_on);
ALTER TABLE letter ADD COLUMN topic TEXT NOT NULL DEFAULT 'account' CHECK (topic IN ('account', 'organisation', 'guideline', 'application', 'agreement', 'project', 'funding', 'closing', 'reminder', 'saved_search', 'announcement', 'digest'));
ALTER TABLE letter ADD COLUMN urgency INT NOT NULL DEFAULT 1;
ALTER TABLE letter ADD COLUMN unsubscribe TEXT NOT NULL DEFAULT '';
ALTER TABLE letter ADD COLUMN unsubscribe_hash TEXT;
ALTER TABLE letter ADD COLUMN announcement_id ID;
ALTER TABLE letter ADD COLUMN recalled_at TIME;
ALTER TABLE letter ADD COLUMN purged_at TIME;
UPDATE letter SET topic = CASE
  WHEN kind LIKE 'account.%' THEN 'account'
  WHEN kind LIKE 'application.%' THEN 'application'
  WHEN kind LIKE 'guideline.%' THEN 'guideline'
  WHEN kind LIKE 'agreement.%' THEN 'agreement'
  WHEN kind LIKE 'funding.%' THEN 'funding'
  WHEN kind LIKE 'closing.%' THEN 'closing'
  WHEN kind LIKE 'saved_search.%' THEN 'saved_search'
  WHEN kind LIKE 'membership.%' OR kind LIKE 'organisation.%' OR kind LIKE 'credit.%' THEN 'organisation'
  ELSE 'project' END;
DROP INDEX letter_due;
CREATE INDEX letter_due ON letter (urgency, next_attempt_at, id) WHERE sent_at IS NULL AND given_up_at IS NULL AND recalled_at IS NULL;
CREATE INDEX letter_address ON letter (to_address, id);
CREATE UNIQUE INDEX letter_unsubscribe ON letter (unsubscribe_hash) WHERE unsubscribe_hash IS NOT NULL;
CREATE INDEX letter_announcement ON letter (announcement_id, id) WHERE announcement_id IS NOT NULL;
CREATE INDEX letter_with_text ON letter (created_at) WHERE purged_at IS NULL;
