-- Negotiations of a meeting: who takes part, who asked whom, and the one timetable in effect.
CREATE TABLE negotiation (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL UNIQUE REFERENCES meeting (id),
  is_any_to_any FLAG NOT NULL,
  wish_hours INT NOT NULL CHECK (wish_hours BETWEEN 1 AND 720),
  least INT NOT NULL CHECK (least >= 0),
  most INT NOT NULL CHECK (most BETWEEN 1 AND 128),
  state TEXT NOT NULL CHECK (state IN ('preparing', 'open', 'published')),
  state_since TIME NOT NULL,
  board_revision INT NOT NULL,
  running_id ID,
  revision INT NOT NULL,
  created_at TIME NOT NULL
);
CREATE TABLE negotiation_zone (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL REFERENCES meeting (id),
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  sort INT NOT NULL
);
CREATE INDEX negotiation_zone_meeting ON negotiation_zone (meeting_id, sort);
CREATE TABLE negotiation_table (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL REFERENCES meeting (id),
  zone_id ID NOT NULL REFERENCES negotiation_zone (id),
  number INT NOT NULL CHECK (number > 0),
  organisation_id ID
);
CREATE UNIQUE INDEX negotiation_table_number ON negotiation_table (meeting_id, number);
CREATE INDEX negotiation_table_zone ON negotiation_table (zone_id);
CREATE TABLE negotiation_slot (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL REFERENCES meeting (id),
  starts_at TIME NOT NULL,
  ends_at TIME NOT NULL,
  CHECK (starts_at < ends_at)
);
CREATE UNIQUE INDEX negotiation_slot_start ON negotiation_slot (meeting_id, starts_at);
-- So many appointments at least for each of a group: one side, of these provinces.
CREATE TABLE negotiation_group (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL REFERENCES meeting (id),
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('university', 'enterprise')),
  provinces TEXT NOT NULL,
  least INT NOT NULL CHECK (least > 0)
);
CREATE INDEX negotiation_group_meeting ON negotiation_group (meeting_id);
CREATE TABLE negotiator (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL REFERENCES meeting (id),
  person_id ID NOT NULL,
  organisation_id ID NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('university', 'enterprise')),
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  organisation TEXT NOT NULL,
  organisation_en TEXT NOT NULL,
  province TEXT NOT NULL,
  least INT CHECK (least >= 0),
  most INT CHECK (most BETWEEN 1 AND 128),
  offers TEXT NOT NULL,
  seeks TEXT NOT NULL,
  left_at TIME,
  revision INT NOT NULL,
  created_at TIME NOT NULL
);
CREATE UNIQUE INDEX negotiator_once ON negotiator (meeting_id, person_id);
CREATE INDEX negotiator_person ON negotiator (person_id);
CREATE INDEX negotiator_side ON negotiator (meeting_id, side, id);
CREATE TABLE negotiator_time (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL,
  negotiator_id ID NOT NULL REFERENCES negotiator (id),
  kind TEXT NOT NULL CHECK (kind IN ('absent', 'favourite')),
  starts_at TIME NOT NULL,
  ends_at TIME NOT NULL,
  note TEXT NOT NULL,
  CHECK (starts_at < ends_at)
);
CREATE INDEX negotiator_time_meeting ON negotiator_time (meeting_id, negotiator_id, starts_at);
CREATE INDEX negotiator_time_negotiator ON negotiator_time (negotiator_id);
-- The two of a request are stored a second time in the order of their ids: one request for each pair.
CREATE TABLE match_request (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL REFERENCES meeting (id),
  from_id ID NOT NULL REFERENCES negotiator (id),
  to_id ID NOT NULL REFERENCES negotiator (id),
  first_id ID NOT NULL,
  second_id ID NOT NULL,
  rank TEXT NOT NULL CHECK (rank IN ('must', 'want', 'if_possible', 'no')),
  answer TEXT CHECK (answer IN ('must', 'want', 'if_possible', 'no')),
  item_id ID,
  note TEXT NOT NULL,
  reply TEXT NOT NULL,
  expires_at TIME NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('sent', 'accepted', 'declined', 'expired', 'withdrawn')),
  state_since TIME NOT NULL,
  revision INT NOT NULL,
  created_at TIME NOT NULL
);
CREATE UNIQUE INDEX match_request_pair ON match_request (meeting_id, first_id, second_id);
CREATE INDEX match_request_from ON match_request (from_id, id);
CREATE INDEX match_request_to ON match_request (to_id, id);
CREATE INDEX match_request_waiting ON match_request (meeting_id, state, expires_at);
-- A version: what the engine read and answered, or what was in effect when people were told.
CREATE TABLE timetable (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL REFERENCES meeting (id),
  ordinal INT NOT NULL CHECK (ordinal > 0),
  seed INT NOT NULL,
  seconds INT NOT NULL,
  spent INT NOT NULL CHECK (spent BETWEEN 0 AND 1000),
  heard TEXT NOT NULL,
  beat_at TIME NOT NULL,
  board_revision INT NOT NULL,
  contents JSON NOT NULL,
  instance JSON NOT NULL,
  instance_sha256 TEXT NOT NULL,
  result JSON NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('computing', 'proposed', 'adopted', 'dropped', 'stopped', 'failed', 'released')),
  state_since TIME NOT NULL,
  made_by ID NOT NULL,
  made_by_name TEXT NOT NULL,
  created_at TIME NOT NULL
);
CREATE UNIQUE INDEX timetable_ordinal ON timetable (meeting_id, ordinal);
CREATE TABLE appointment (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL REFERENCES meeting (id),
  request_id ID REFERENCES match_request (id),
  first_id ID NOT NULL REFERENCES negotiator (id),
  second_id ID NOT NULL REFERENCES negotiator (id),
  slot_id ID NOT NULL REFERENCES negotiation_slot (id),
  table_id ID NOT NULL REFERENCES negotiation_table (id),
  origin TEXT NOT NULL CHECK (origin IN ('plan', 'office', 'own', 'refill', 'walk_up')),
  is_locked FLAG NOT NULL,
  intent FLAG,
  amount AMOUNT,
  next_step TEXT NOT NULL,
  said_by ID,
  confirmed_by ID,
  application_id ID,
  state TEXT NOT NULL CHECK (state IN ('offered', 'placed', 'held', 'no_show', 'cancelled')),
  state_since TIME NOT NULL,
  revision INT NOT NULL,
  created_at TIME NOT NULL
);
CREATE INDEX appointment_meeting ON appointment (meeting_id, slot_id, table_id);
CREATE INDEX appointment_first ON appointment (first_id);
CREATE INDEX appointment_second ON appointment (second_id);
CREATE INDEX appointment_request ON appointment (request_id);
CREATE INDEX appointment_table ON appointment (table_id, slot_id);
CREATE INDEX appointment_slot ON appointment (slot_id);
-- Who and what is taken in a slot: both people and the table of every appointment that stands. Rule M-03 is this index.
CREATE TABLE appointment_hold (
  id ID PRIMARY KEY,
  slot_id ID NOT NULL REFERENCES negotiation_slot (id),
  holder_id ID NOT NULL,
  appointment_id ID NOT NULL REFERENCES appointment (id)
);
CREATE UNIQUE INDEX appointment_hold_once ON appointment_hold (slot_id, holder_id);
CREATE INDEX appointment_hold_appointment ON appointment_hold (appointment_id);
CREATE TABLE negotiation_letter (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL REFERENCES meeting (id),
  timetable_id ID NOT NULL REFERENCES timetable (id),
  negotiator_id ID NOT NULL REFERENCES negotiator (id),
  changes_zh TEXT NOT NULL,
  changes_en TEXT NOT NULL,
  created_at TIME NOT NULL,
  sent_at TIME,
  dropped_at TIME,
  superseded_at TIME
);
CREATE UNIQUE INDEX negotiation_letter_once ON negotiation_letter (timetable_id, negotiator_id);
CREATE INDEX negotiation_letter_meeting ON negotiation_letter (meeting_id, negotiator_id);
CREATE TABLE table_ticket (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL REFERENCES meeting (id),
  table_id ID NOT NULL REFERENCES negotiation_table (id),
  number INT NOT NULL CHECK (number > 0),
  negotiator_id ID NOT NULL REFERENCES negotiator (id),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'called', 'served', 'gone')),
  state_since TIME NOT NULL,
  created_at TIME NOT NULL
);
CREATE UNIQUE INDEX table_ticket_number ON table_ticket (table_id, number);
CREATE INDEX table_ticket_meeting ON table_ticket (meeting_id, state);
CREATE INDEX table_ticket_negotiator ON table_ticket (negotiator_id);
