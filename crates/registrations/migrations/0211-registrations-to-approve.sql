CREATE INDEX registration_to_approve ON registration (state_since, id) WHERE state = 'submitted';
