CREATE TABLE saved_search (
  id ID PRIMARY KEY,
  person_id ID NOT NULL REFERENCES person (id),
  membership_id ID REFERENCES membership (id),
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  notify TEXT NOT NULL CHECK (notify IN ('none', 'daily', 'at_once')),
  feed_hash TEXT,
  told_until TIME NOT NULL,
  created_at TIME NOT NULL
);
CREATE INDEX saved_search_person ON saved_search (person_id, id);
CREATE INDEX saved_search_notify ON saved_search (notify, id);
CREATE UNIQUE INDEX saved_search_feed ON saved_search (feed_hash) WHERE feed_hash IS NOT NULL;
