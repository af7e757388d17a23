CREATE TABLE calendar_feed (
  id ID PRIMARY KEY,
  person_id ID NOT NULL REFERENCES person (id),
  secret_hash TEXT NOT NULL,
  made_at TIME NOT NULL
);
CREATE UNIQUE INDEX calendar_feed_person ON calendar_feed (person_id);
CREATE UNIQUE INDEX calendar_feed_secret ON calendar_feed (secret_hash);
