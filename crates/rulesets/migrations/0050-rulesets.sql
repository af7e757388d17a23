CREATE TABLE ruleset (
  id ID PRIMARY KEY,
  name TEXT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('legacy', '2024')),
  valid_from TEXT NOT NULL,
  source TEXT NOT NULL,
  body TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  imported_at TIME NOT NULL
);
CREATE UNIQUE INDEX ruleset_name ON ruleset (name);
