CREATE TABLE listed_project (
  id ID PRIMARY KEY REFERENCES project (id),
  established_as TEXT NOT NULL CHECK (established_as IN ('day', 'month', 'year', 'assumed')),
  closes_as TEXT NOT NULL CHECK (closes_as IN ('day', 'month', 'year', 'assumed')),
  closed_by ID REFERENCES imported_list (id),
  conclusion TEXT NOT NULL,
  closed_on TEXT,
  closed_as TEXT NOT NULL CHECK (closed_as IN ('day', 'month', 'year', 'assumed'))
);
INSERT INTO listed_project (id, established_as, closes_as, closed_by, conclusion, closed_on, closed_as)
SELECT id, 'day', 'assumed', CASE WHEN state IN ('closed_passed', 'closed_failed') THEN imported_from END, '', NULL, 'assumed'
FROM project WHERE imported_from IS NOT NULL;
