-- The exhibition of a meeting: stands on a plan, and who asks for one.
CREATE TABLE exhibition (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL REFERENCES meeting (id),
  about_zh TEXT NOT NULL,
  about_en TEXT NOT NULL,
  -- The floor in decimetres.
  width INT NOT NULL CHECK (width BETWEEN 10 AND 5000),
  depth INT NOT NULL CHECK (depth BETWEEN 10 AND 5000),
  opens_at TIME NOT NULL,
  closes_at TIME NOT NULL,
  -- Hours an exhibitor has to confirm a booth that is held for them.
  hold_hours INT NOT NULL CHECK (hold_hours BETWEEN 1 AND 720),
  revision INT NOT NULL,
  created_at TIME NOT NULL
);
CREATE UNIQUE INDEX exhibition_meeting ON exhibition (meeting_id);
CREATE TABLE booth (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL REFERENCES meeting (id),
  number TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('key_enterprise', 'enterprise', 'university', 'association', 'showcase', 'case')),
  -- Place and size on the plan, in decimetres from the upper left corner.
  x INT NOT NULL CHECK (x >= 0),
  y INT NOT NULL CHECK (y >= 0),
  width INT NOT NULL CHECK (width > 0),
  depth INT NOT NULL CHECK (depth > 0),
  -- In fen; 0 where a booth costs nothing.
  price INT NOT NULL CHECK (price >= 0),
  revision INT NOT NULL,
  created_at TIME NOT NULL
);
CREATE UNIQUE INDEX booth_number ON booth (meeting_id, number);
CREATE TABLE booth_request (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL REFERENCES meeting (id),
  organisation_id ID NOT NULL,
  organisation_zh TEXT NOT NULL,
  organisation_en TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('key_enterprise', 'enterprise', 'university', 'association', 'showcase', 'case')),
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  about_zh TEXT NOT NULL,
  about_en TEXT NOT NULL,
  -- What is brought and needed: goods, power, things that are heavy.
  goods TEXT NOT NULL,
  watts INT NOT NULL CHECK (watts BETWEEN 0 AND 100000),
  contact_name TEXT NOT NULL,
  contact_phone TEXT NOT NULL,
  booth_id ID REFERENCES booth (id),
  held_until TIME,
  reason TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('requested', 'held', 'confirmed', 'set_up', 'closed', 'refused', 'released')),
  state_since TIME NOT NULL,
  revision INT NOT NULL,
  created_by ID NOT NULL,
  created_at TIME NOT NULL
);
-- One booth has one exhibitor, and an organisation asks once for each kind of booth.
CREATE UNIQUE INDEX booth_request_booth ON booth_request (booth_id) WHERE state IN ('held', 'confirmed', 'set_up', 'closed');
CREATE UNIQUE INDEX booth_request_once ON booth_request (meeting_id, organisation_id, kind) WHERE state IN ('requested', 'held', 'confirmed', 'set_up', 'closed');
CREATE INDEX booth_request_meeting ON booth_request (meeting_id, kind, created_at, id);
CREATE INDEX booth_request_organisation ON booth_request (organisation_id, meeting_id);
CREATE INDEX booth_request_held ON booth_request (state, held_until);
