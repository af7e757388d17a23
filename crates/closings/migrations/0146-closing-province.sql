ALTER TABLE closing ADD COLUMN province TEXT NOT NULL DEFAULT '';
UPDATE closing SET province = (SELECT project.province FROM project WHERE project.id = closing.project_id);
CREATE INDEX closing_province ON closing (province, id) WHERE submitted_at IS NOT NULL;
CREATE INDEX closing_province_state ON closing (province, state, id) WHERE submitted_at IS NOT NULL;
CREATE INDEX closing_province_year ON closing (province, published_year, id) WHERE published_at IS NOT NULL;
