ALTER TABLE webhook ADD COLUMN served_at TIME;
ALTER TABLE webhook ADD COLUMN busy_until TIME;
ALTER TABLE webhook ADD COLUMN resting_until TIME;
ALTER TABLE webhook ADD COLUMN failures INT NOT NULL DEFAULT 0;
ALTER TABLE webhook ADD COLUMN stopped_at TIME;
ALTER TABLE webhook ADD COLUMN pinged_at TIME;
CREATE INDEX webhook_delivery_turn ON webhook_delivery (webhook_id, due_at, id) WHERE state = 'waiting';
