CREATE INDEX closing_university_handed_in ON closing (university_id, id) WHERE submitted_at IS NOT NULL;
CREATE INDEX closing_enterprise_handed_in ON closing (enterprise_id, id) WHERE submitted_at IS NOT NULL;
CREATE INDEX closing_university_year ON closing (university_id, published_year, id) WHERE published_at IS NOT NULL;
CREATE INDEX closing_enterprise_year ON closing (enterprise_id, published_year, id) WHERE published_at IS NOT NULL;
