-- Live channels of a meeting, what was broadcast on them, and the archive it becomes.
CREATE TABLE channel (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL REFERENCES meeting (id),
  -- Stands in addresses, and is never given to another channel.
  code TEXT NOT NULL,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  hall_id ID REFERENCES hall (id),
  language TEXT NOT NULL CHECK (language IN ('floor', 'zh', 'en')),
  audience TEXT NOT NULL CHECK (audience IN ('everybody', 'signed_in')),
  -- Viewers see the slate instead of what the encoder sends.
  slate_at TIME,
  sort INT NOT NULL,
  revision INT NOT NULL,
  created_by ID NOT NULL,
  created_at TIME NOT NULL
);
CREATE UNIQUE INDEX channel_code ON channel (code);
CREATE INDEX channel_meeting ON channel (meeting_id, sort, id);
CREATE INDEX channel_hall ON channel (hall_id);
CREATE TABLE channel_key (
  id ID PRIMARY KEY,
  channel_id ID NOT NULL REFERENCES channel (id),
  -- 0 is the primary encoder, 1 its backup.
  copy INT NOT NULL CHECK (copy IN (0, 1)),
  -- SHA-256 of the key, hexadecimal; the key itself is shown once.
  hash TEXT NOT NULL,
  -- Its first letters, to tell keys apart.
  hint TEXT NOT NULL,
  valid_from TIME NOT NULL,
  valid_until TIME NOT NULL,
  revoked_at TIME,
  created_by ID NOT NULL,
  created_at TIME NOT NULL
);
CREATE UNIQUE INDEX channel_key_hash ON channel_key (hash);
CREATE INDEX channel_key_channel ON channel_key (channel_id, copy);
CREATE TABLE broadcast (
  id ID PRIMARY KEY,
  channel_id ID NOT NULL REFERENCES channel (id),
  -- Stands in the names of its objects; greater than every epoch of the channel before it.
  epoch INT NOT NULL CHECK (epoch > 0),
  started_at TIME NOT NULL,
  ended_at TIME
);
CREATE UNIQUE INDEX broadcast_epoch ON broadcast (channel_id, epoch);
CREATE TABLE segment (
  id ID PRIMARY KEY,
  channel_id ID NOT NULL REFERENCES channel (id),
  broadcast_id ID NOT NULL REFERENCES broadcast (id),
  rendition TEXT NOT NULL,
  -- Media sequence number of the rendition: it only grows, over all broadcasts of the channel.
  number INT NOT NULL CHECK (number >= 0),
  epoch INT NOT NULL,
  -- The encoder's own media sequence number.
  source INT NOT NULL,
  copy INT NOT NULL CHECK (copy IN (0, 1)),
  starts_at TIME NOT NULL,
  micros INT NOT NULL CHECK (micros > 0),
  -- Does not continue the one before it.
  breaks FLAG NOT NULL,
  container TEXT NOT NULL CHECK (container IN ('ts', 'fmp4')),
  sha256 TEXT NOT NULL,
  bytes INT NOT NULL CHECK (bytes > 0),
  -- What a player reads before an fMP4 segment.
  init_sha256 TEXT
);
CREATE UNIQUE INDEX segment_number ON segment (channel_id, rendition, number);
CREATE INDEX segment_time ON segment (channel_id, rendition, starts_at);
CREATE INDEX segment_broadcast ON segment (broadcast_id);
-- A session or talk began here; it lasts to the next mark of the channel.
CREATE TABLE mark (
  id ID PRIMARY KEY,
  channel_id ID NOT NULL REFERENCES channel (id),
  -- Nothing where the programme pauses.
  session_id ID,
  talk_id ID,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  starts_at TIME NOT NULL,
  withdrawn_at TIME,
  created_by ID NOT NULL,
  created_at TIME NOT NULL
);
CREATE INDEX mark_channel ON mark (channel_id, starts_at, id);
