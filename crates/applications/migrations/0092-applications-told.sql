CREATE TABLE application_told (
  guideline_id ID NOT NULL,
  state_since TIME NOT NULL,
  PRIMARY KEY (guideline_id, state_since)
);
