CREATE TABLE open_data_night (
  day TEXT PRIMARY KEY,
  claimed_at TIME NOT NULL,
  done_at TIME
);
CREATE TABLE open_data_file (
  id ID PRIMARY KEY,
  dataset TEXT NOT NULL,
  format TEXT NOT NULL CHECK (format IN ('csv', 'json')),
  row_count INT NOT NULL,
  bytes INT NOT NULL,
  sha256 TEXT NOT NULL,
  made_at TIME NOT NULL,
  sort INT NOT NULL
);
CREATE INDEX open_data_file_made ON open_data_file (made_at, sort);
