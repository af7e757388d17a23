-- Projects of earlier years that a list said the end of, in the order and by the parties by which they are read.
CREATE INDEX project_listed_end ON project (year, id) WHERE project.imported_from IS NOT NULL AND project.state IN ('closed_passed', 'closed_failed', 'certified');
