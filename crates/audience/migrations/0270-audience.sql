-- What the audience of live channels says, what is decided about it, and how many watch.
-- How a channel is moderated; a channel without a row is reviewed first.
CREATE TABLE audience (
  -- The channel.
  id ID PRIMARY KEY REFERENCES channel (id),
  mode TEXT NOT NULL CHECK (mode IN ('open', 'reviewed_after', 'reviewed_first', 'closed')),
  -- Comments run over the picture.
  danmu FLAG NOT NULL,
  questions FLAG NOT NULL,
  reactions FLAG NOT NULL,
  revision INT NOT NULL
);
CREATE TABLE comment (
  id ID PRIMARY KEY,
  channel_id ID NOT NULL REFERENCES channel (id),
  person_id ID NOT NULL,
  -- As shown; empty for somebody who did not want to be named.
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  -- As compared with what the same person writes next.
  folded TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'shown', 'unheard', 'refused', 'deleted')),
  state_since TIME NOT NULL,
  posted_at TIME NOT NULL,
  -- Since when everybody reads it, and the two seconds that belongs to.
  shown_at TIME,
  bucket INT,
  -- Shown before anybody looked at it.
  to_review FLAG NOT NULL
);
CREATE INDEX comment_shown ON comment (channel_id, state, shown_at, id);
CREATE INDEX comment_bucket ON comment (channel_id, bucket);
CREATE INDEX comment_person ON comment (person_id, channel_id, posted_at);
CREATE INDEX comment_queue ON comment (channel_id, to_review, state, id);
CREATE INDEX comment_moved ON comment (channel_id, state, state_since);
CREATE TABLE question (
  id ID PRIMARY KEY,
  channel_id ID NOT NULL REFERENCES channel (id),
  person_id ID NOT NULL,
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'asked', 'answered', 'unheard', 'refused', 'deleted')),
  state_since TIME NOT NULL,
  posted_at TIME NOT NULL,
  votes INT NOT NULL
);
CREATE INDEX question_channel ON question (channel_id, state, votes, id);
CREATE INDEX question_person ON question (person_id, channel_id, posted_at);
CREATE TABLE question_vote (
  id ID PRIMARY KEY,
  question_id ID NOT NULL REFERENCES question (id),
  person_id ID NOT NULL
);
CREATE UNIQUE INDEX question_vote_once ON question_vote (question_id, person_id);
-- A question that stands beside the picture.
CREATE TABLE question_pin (
  id ID PRIMARY KEY,
  channel_id ID NOT NULL REFERENCES channel (id),
  question_id ID NOT NULL REFERENCES question (id),
  pinned_at TIME NOT NULL,
  unpinned_at TIME
);
CREATE INDEX question_pin_channel ON question_pin (channel_id, pinned_at);
CREATE INDEX question_pin_question ON question_pin (question_id);
CREATE TABLE poll (
  id ID PRIMARY KEY,
  channel_id ID NOT NULL REFERENCES channel (id),
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'closed', 'hidden')),
  state_since TIME NOT NULL,
  opened_at TIME,
  created_by ID NOT NULL,
  created_at TIME NOT NULL
);
CREATE INDEX poll_channel ON poll (channel_id, state, state_since);
CREATE TABLE poll_option (
  id ID PRIMARY KEY,
  poll_id ID NOT NULL REFERENCES poll (id),
  sort INT NOT NULL,
  label_zh TEXT NOT NULL,
  label_en TEXT NOT NULL,
  votes INT NOT NULL
);
CREATE INDEX poll_option_poll ON poll_option (poll_id, sort);
CREATE TABLE poll_vote (
  id ID PRIMARY KEY,
  poll_id ID NOT NULL REFERENCES poll (id),
  option_id ID NOT NULL REFERENCES poll_option (id),
  person_id ID NOT NULL
);
CREATE UNIQUE INDEX poll_vote_once ON poll_vote (poll_id, person_id);
CREATE INDEX poll_vote_option ON poll_vote (option_id);
-- What was imposed on somebody in a channel.
CREATE TABLE restraint (
  id ID PRIMARY KEY,
  channel_id ID NOT NULL REFERENCES channel (id),
  person_id ID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('mute', 'ban')),
  reason TEXT NOT NULL,
  until TIME,
  imposed_by ID NOT NULL,
  imposed_at TIME NOT NULL,
  lifted_at TIME
);
CREATE INDEX restraint_person ON restraint (person_id, channel_id);
CREATE INDEX restraint_channel ON restraint (channel_id, imposed_at);
-- The word list, one for all channels. Every change takes two people.
CREATE TABLE blocked_word (
  id ID PRIMARY KEY,
  word TEXT NOT NULL,
  effect TEXT NOT NULL CHECK (effect IN ('refuse', 'review')),
  reason TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('proposed', 'listed', 'leaving', 'dropped')),
  state_since TIME NOT NULL,
  -- Who proposed the change that stands.
  proposed_by ID NOT NULL
);
CREATE INDEX blocked_word_state ON blocked_word (state, id);
CREATE TABLE reaction_sum (
  id ID PRIMARY KEY,
  channel_id ID NOT NULL REFERENCES channel (id),
  bucket INT NOT NULL,
  reaction TEXT NOT NULL CHECK (reaction IN ('clap', 'like', 'heart', 'ask')),
  count INT NOT NULL
);
CREATE UNIQUE INDEX reaction_sum_bucket ON reaction_sum (channel_id, bucket, reaction);
-- Viewers of one minute.
CREATE TABLE viewing (
  id ID PRIMARY KEY,
  channel_id ID NOT NULL REFERENCES channel (id),
  minute TIME NOT NULL,
  viewers_most INT NOT NULL,
  milliseconds INT NOT NULL
);
CREATE UNIQUE INDEX viewing_minute ON viewing (channel_id, minute);
-- How many different viewers a day had, without who: see rules/sketch.rs.
CREATE TABLE viewer_sketch (
  id ID PRIMARY KEY,
  channel_id ID NOT NULL REFERENCES channel (id),
  day TEXT NOT NULL,
  -- Base64.
  registers TEXT NOT NULL
);
CREATE UNIQUE INDEX viewer_sketch_day ON viewer_sketch (channel_id, day);
-- What identifiers of viewers are salted with, thrown away the day after.
CREATE TABLE viewer_salt (
  id ID PRIMARY KEY,
  day TEXT NOT NULL,
  salt TEXT NOT NULL
);
CREATE UNIQUE INDEX viewer_salt_day ON viewer_salt (day);
