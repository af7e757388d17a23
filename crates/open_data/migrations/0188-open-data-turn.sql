CREATE TABLE open_data_turn (
  id INT PRIMARY KEY,
  busy_until TIME,
  by_hand_at TIME
);
INSERT INTO open_data_turn (id) VALUES (1);
