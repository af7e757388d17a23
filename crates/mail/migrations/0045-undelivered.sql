ALTER TABLE letter ADD COLUMN given_up_at TIME;
ALTER TABLE letter ADD COLUMN set_aside_at TIME;
UPDATE letter SET given_up_at = next_attempt_at WHERE sent_at IS NULL AND failed IS NOT NULL AND attempts >= 12;
CREATE INDEX letter_given_up ON letter (given_up_at, id) WHERE given_up_at IS NOT NULL AND set_aside_at IS NULL;
