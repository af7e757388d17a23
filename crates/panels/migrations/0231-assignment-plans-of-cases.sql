-- Plans for cases as well. A closed set of words can be widened on both databases by a new column alone.
ALTER TABLE assignment_plan ADD COLUMN kind_wide TEXT NOT NULL DEFAULT 'guideline'
  CHECK (kind_wide IN ('guideline', 'case'));
UPDATE assignment_plan SET kind_wide = kind;
ALTER TABLE assignment_plan DROP COLUMN kind;
ALTER TABLE assignment_plan RENAME COLUMN kind_wide TO kind;
