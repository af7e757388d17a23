CREATE TABLE webhook (
  id ID PRIMARY KEY,
  organisation_id ID NOT NULL REFERENCES organisation (id),
  person_id ID NOT NULL REFERENCES person (id),
  role TEXT NOT NULL,
  url TEXT NOT NULL,
  kinds TEXT NOT NULL,
  secret TEXT NOT NULL,
  seen_seq INT NOT NULL,
  disabled_at TIME,
  created_at TIME NOT NULL
);
CREATE INDEX webhook_organisation ON webhook (organisation_id, id);
CREATE TABLE webhook_delivery (
  id ID PRIMARY KEY,
  webhook_id ID NOT NULL REFERENCES webhook (id),
  kind TEXT NOT NULL,
  sequence INT NOT NULL,
  subject_id ID NOT NULL,
  happened_at TIME NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'parked')),
  attempts INT NOT NULL,
  due_at TIME NOT NULL,
  answer TEXT NOT NULL,
  ended_at TIME,
  created_at TIME NOT NULL
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (due_at, id) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_hook ON webhook_delivery (webhook_id, id);
