CREATE TABLE suggestion_refusal (
  id ID PRIMARY KEY,
  owner_id ID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('item', 'person', 'university')),
  subject TEXT NOT NULL,
  name TEXT NOT NULL,
  by_person ID NOT NULL,
  refused_at TIME NOT NULL
);
CREATE UNIQUE INDEX suggestion_refusal_once ON suggestion_refusal (owner_id, kind, subject);
