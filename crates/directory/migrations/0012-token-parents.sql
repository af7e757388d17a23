ALTER TABLE api_token ADD COLUMN made_by ID REFERENCES api_token (id);
CREATE INDEX api_token_made_by ON api_token (made_by);
CREATE INDEX api_token_membership ON api_token (membership_id);
