ALTER TABLE project_member ADD COLUMN email TEXT NOT NULL DEFAULT '';
CREATE INDEX project_member_email ON project_member (email) WHERE email <> '';
