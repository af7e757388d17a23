CREATE TABLE waiting_place (
  application_id ID PRIMARY KEY REFERENCES application (id),
  item_id ID NOT NULL REFERENCES item (id),
  place INT NOT NULL CHECK (place > 0)
);
CREATE INDEX waiting_place_item ON waiting_place (item_id, place);
