-- News and notices in two languages, of the programme or of one meeting.
CREATE TABLE news (
  id ID PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('news', 'notice', 'report')),
  meeting_id ID REFERENCES meeting (id),
  title_zh TEXT NOT NULL,
  body_zh TEXT NOT NULL,
  standing_zh TEXT NOT NULL CHECK (standing_zh IN ('missing', 'draft', 'approved')),
  title_en TEXT NOT NULL,
  body_en TEXT NOT NULL,
  standing_en TEXT NOT NULL CHECK (standing_en IN ('missing', 'draft', 'approved')),
  -- Who reported, as printed.
  source TEXT NOT NULL,
  published_at TIME,
  state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'withdrawn')),
  state_since TIME NOT NULL,
  revision INT NOT NULL,
  created_by ID NOT NULL,
  created_at TIME NOT NULL
);
CREATE INDEX news_published ON news (state, published_at, id);
CREATE INDEX news_meeting ON news (meeting_id, state, published_at, id);
CREATE TABLE news_photo (
  id ID PRIMARY KEY,
  news_id ID NOT NULL REFERENCES news (id),
  file_id ID NOT NULL,
  caption_zh TEXT NOT NULL,
  caption_en TEXT NOT NULL,
  credit TEXT NOT NULL,
  sort INT NOT NULL
);
CREATE INDEX news_photo_news ON news_photo (news_id, sort);
