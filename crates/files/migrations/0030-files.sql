CREATE TABLE attachment (
  id ID PRIMARY KEY,
  subject TEXT NOT NULL,
  subject_id ID NOT NULL,
  purpose TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes INT NOT NULL CHECK (bytes > 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  uploaded_by ID NOT NULL,
  uploaded_at TIME NOT NULL,
  removed_at TIME
);
CREATE INDEX attachment_subject ON attachment (subject, subject_id);
CREATE INDEX attachment_sha256 ON attachment (sha256);
