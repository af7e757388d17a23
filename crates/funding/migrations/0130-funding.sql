CREATE TABLE instalment (
  id ID PRIMARY KEY,
  project_id ID NOT NULL REFERENCES project (id),
  enterprise_id ID NOT NULL,
  university_id ID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('cash', 'goods')),
  amount AMOUNT NOT NULL,
  due_on TEXT NOT NULL,
  note TEXT NOT NULL,
  paid_on TEXT,
  paid_note TEXT NOT NULL,
  received_on TEXT,
  received_note TEXT NOT NULL,
  is_stamped FLAG NOT NULL,
  late_at TIME,
  credit_event_id ID,
  state TEXT NOT NULL CHECK (state IN ('pledged', 'agreed', 'paid', 'received')),
  state_since TIME NOT NULL,
  revision INT NOT NULL,
  sort INT NOT NULL,
  created_at TIME NOT NULL
);
CREATE INDEX instalment_state ON instalment (state, id);
CREATE INDEX instalment_project ON instalment (project_id, sort);
CREATE INDEX instalment_enterprise ON instalment (enterprise_id, state, due_on);
CREATE INDEX instalment_university ON instalment (university_id, state, due_on);
CREATE INDEX instalment_unmarked ON instalment (due_on, id) WHERE late_at IS NULL AND state IN ('agreed', 'paid');
CREATE INDEX instalment_late ON instalment (project_id, due_on) WHERE late_at IS NOT NULL;
