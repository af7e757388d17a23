ALTER TABLE decision_plan ADD COLUMN allocation_id ID;
CREATE INDEX decision_plan_allocation ON decision_plan (allocation_id);
