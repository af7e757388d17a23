-- Matchmaking meetings: one working schedule in rows, its releases as documents that never change.
CREATE TABLE meeting (
  id ID PRIMARY KEY,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  place_zh TEXT NOT NULL,
  place_en TEXT NOT NULL,
  about_zh TEXT NOT NULL,
  about_en TEXT NOT NULL,
  first_on TEXT NOT NULL,
  last_on TEXT NOT NULL,
  change_minutes INT NOT NULL CHECK (change_minutes BETWEEN 0 AND 240),
  published_id ID,
  state TEXT NOT NULL CHECK (state IN ('preparing', 'public')),
  state_since TIME NOT NULL,
  revision INT NOT NULL,
  created_by ID NOT NULL,
  created_at TIME NOT NULL
);
CREATE TABLE hall (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL REFERENCES meeting (id),
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  capacity INT CHECK (capacity > 0),
  sort INT NOT NULL,
  revision INT NOT NULL
);
CREATE INDEX hall_meeting ON hall (meeting_id, sort);
CREATE TABLE meeting_session (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL REFERENCES meeting (id),
  kind TEXT NOT NULL CHECK (kind IN ('ceremony', 'keynote', 'talks', 'roundtable', 'forum', 'presentations', 'case_sharing', 'break', 'blocker')),
  hall_id ID REFERENCES hall (id),
  starts_at TIME,
  ends_at TIME,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  about_zh TEXT NOT NULL,
  about_en TEXT NOT NULL,
  sign_ups INT CHECK (sign_ups >= 0),
  revision INT NOT NULL,
  created_at TIME NOT NULL
);
CREATE INDEX meeting_session_meeting ON meeting_session (meeting_id, starts_at);
CREATE INDEX meeting_session_hall ON meeting_session (hall_id);
CREATE TABLE talk (
  id ID PRIMARY KEY,
  session_id ID NOT NULL REFERENCES meeting_session (id),
  meeting_id ID NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  about_zh TEXT NOT NULL,
  about_en TEXT NOT NULL,
  minutes INT CHECK (minutes > 0),
  sort INT NOT NULL
);
CREATE INDEX talk_meeting ON talk (meeting_id, session_id, sort);
CREATE INDEX talk_session ON talk (session_id);
CREATE TABLE speaker (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL REFERENCES meeting (id),
  person_id ID,
  email TEXT NOT NULL,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  organisation_zh TEXT NOT NULL,
  organisation_en TEXT NOT NULL,
  revision INT NOT NULL,
  created_at TIME NOT NULL
);
CREATE INDEX speaker_meeting ON speaker (meeting_id, name_zh);
-- Somebody in a session, as printed there: a chair or guest of the whole, or a speaker of one talk.
CREATE TABLE appearance (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL,
  session_id ID NOT NULL REFERENCES meeting_session (id),
  talk_id ID REFERENCES talk (id),
  part TEXT NOT NULL CHECK (part IN ('chair', 'guest', 'speaker')),
  speaker_id ID NOT NULL REFERENCES speaker (id),
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  organisation_zh TEXT NOT NULL,
  organisation_en TEXT NOT NULL,
  sort INT NOT NULL
);
CREATE INDEX appearance_meeting ON appearance (meeting_id, session_id, sort);
CREATE INDEX appearance_session ON appearance (session_id);
CREATE INDEX appearance_speaker ON appearance (speaker_id);
-- When a hall is closed, or a speaker cannot come.
CREATE TABLE closed_time (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL REFERENCES meeting (id),
  hall_id ID REFERENCES hall (id),
  speaker_id ID REFERENCES speaker (id),
  starts_at TIME NOT NULL,
  ends_at TIME NOT NULL,
  reason TEXT NOT NULL,
  CHECK ((hall_id IS NULL) <> (speaker_id IS NULL))
);
CREATE INDEX closed_time_meeting ON closed_time (meeting_id, starts_at);
CREATE TABLE agenda_release (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL REFERENCES meeting (id),
  ordinal INT NOT NULL CHECK (ordinal > 0),
  name TEXT NOT NULL,
  agenda JSON NOT NULL,
  sha256 TEXT NOT NULL,
  made_by ID NOT NULL,
  made_by_name TEXT NOT NULL,
  created_at TIME NOT NULL,
  published_at TIME
);
CREATE UNIQUE INDEX agenda_release_ordinal ON agenda_release (meeting_id, ordinal);
CREATE UNIQUE INDEX agenda_release_name ON agenda_release (meeting_id, name);
-- What a person concerned by a release is to be told; nothing leaves before the office sends it.
CREATE TABLE agenda_letter (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL REFERENCES meeting (id),
  release_id ID NOT NULL REFERENCES agenda_release (id),
  speaker_id ID NOT NULL REFERENCES speaker (id),
  changes_zh TEXT NOT NULL,
  changes_en TEXT NOT NULL,
  created_at TIME NOT NULL,
  sent_at TIME,
  dropped_at TIME,
  superseded_at TIME
);
CREATE UNIQUE INDEX agenda_letter_once ON agenda_letter (release_id, speaker_id);
CREATE INDEX agenda_letter_meeting ON agenda_letter (meeting_id, speaker_id);
