ALTER TABLE application ADD COLUMN asks_name_check FLAG NOT NULL DEFAULT 0;
