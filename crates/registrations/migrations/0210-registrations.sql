-- Registrations for a meeting: what the office opened, who comes as what, and every scan at the door.
CREATE TABLE registration_opening (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL REFERENCES meeting (id),
  opens_at TIME NOT NULL,
  closes_at TIME NOT NULL,
  offer_hours INT NOT NULL CHECK (offer_hours BETWEEN 1 AND 720),
  revision INT NOT NULL,
  created_at TIME NOT NULL
);
CREATE UNIQUE INDEX registration_opening_once ON registration_opening (meeting_id);
-- How many may come in a role; taken counts those who have a place or are offered one.
CREATE TABLE registration_places (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL REFERENCES meeting (id),
  role TEXT NOT NULL CHECK (role IN ('delegate', 'speaker', 'exhibitor', 'expert', 'official', 'media', 'staff')),
  places INT CHECK (places >= 0),
  needs_approval FLAG NOT NULL,
  taken INT NOT NULL CHECK (taken >= 0)
);
CREATE UNIQUE INDEX registration_places_once ON registration_places (meeting_id, role);
CREATE TABLE registration (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL REFERENCES meeting (id),
  role TEXT NOT NULL CHECK (role IN ('delegate', 'speaker', 'exhibitor', 'expert', 'official', 'media', 'staff')),
  person_id ID,
  organisation_id ID,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  organisation_zh TEXT NOT NULL,
  organisation_en TEXT NOT NULL,
  phone TEXT NOT NULL,
  phone_end TEXT NOT NULL,
  email TEXT NOT NULL,
  pass TEXT NOT NULL CHECK (pass IN ('none', 'resident_card', 'hong_kong_macao_taiwan', 'passport', 'other')),
  days JSON NOT NULL,
  sessions JSON NOT NULL,
  hotel_nights INT NOT NULL CHECK (hotel_nights BETWEEN 0 AND 60),
  arrives_on TEXT,
  leaves_on TEXT,
  invoice_title TEXT NOT NULL,
  tax_number TEXT NOT NULL,
  exhibition TEXT NOT NULL,
  offers TEXT NOT NULL,
  seeks TEXT NOT NULL,
  subjects TEXT NOT NULL,
  partners TEXT NOT NULL,
  publishes_contact FLAG NOT NULL,
  badge_version INT NOT NULL CHECK (badge_version > 0),
  waiting_since TIME,
  offer_ends_at TIME,
  checked_in_at TIME,
  reason TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('submitted', 'waitlist', 'offered', 'confirmed', 'refused', 'lapsed', 'withdrawn', 'checked_in', 'attended', 'no_show')),
  state_since TIME NOT NULL,
  revision INT NOT NULL,
  created_by ID NOT NULL,
  created_at TIME NOT NULL
);
-- Somebody comes to a meeting once.
CREATE UNIQUE INDEX registration_once ON registration (meeting_id, person_id) WHERE person_id IS NOT NULL AND state NOT IN ('refused', 'lapsed', 'withdrawn');
CREATE INDEX registration_meeting ON registration (meeting_id, name_zh, id);
CREATE INDEX registration_waiting ON registration (meeting_id, role, waiting_since, id) WHERE state = 'waitlist';
CREATE INDEX registration_phone ON registration (meeting_id, phone_end);
CREATE INDEX registration_person ON registration (person_id, meeting_id);
CREATE INDEX registration_organisation ON registration (organisation_id, meeting_id);
CREATE INDEX registration_offer ON registration (offer_ends_at) WHERE state = 'offered';
-- What was scanned or ticked, at the door or when badges were printed. The nonce of the device makes a repeat known.
CREATE TABLE scan (
  id ID PRIMARY KEY,
  meeting_id ID NOT NULL REFERENCES meeting (id),
  registration_id ID REFERENCES registration (id),
  kind TEXT NOT NULL CHECK (kind IN ('check_in', 'printing')),
  way TEXT NOT NULL CHECK (way IN ('badge', 'list')),
  verdict TEXT NOT NULL CHECK (verdict IN ('admit', 'again', 'not_confirmed', 'void', 'foreign', 'forged', 'unlisted')),
  shown TEXT CHECK (shown IN ('admit', 'again', 'not_confirmed', 'void', 'foreign', 'forged', 'unlisted')),
  digest TEXT NOT NULL,
  nonce TEXT NOT NULL,
  device TEXT NOT NULL,
  scanned_at TIME NOT NULL,
  received_at TIME NOT NULL,
  scanned_by ID NOT NULL
);
CREATE UNIQUE INDEX scan_nonce ON scan (meeting_id, nonce);
CREATE INDEX scan_registration ON scan (registration_id, scanned_at);
CREATE INDEX scan_meeting ON scan (meeting_id, id);
