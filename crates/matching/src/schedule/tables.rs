//! Which table each meeting gets, once its slot is known: the count in each slot fits already, so this is slot by slot an assignment
//! problem (Kuhn 1955; Jonker, Volgenant, Computing 38, 1987) of meetings to free tables, at the cost of what its two people walk from
//! where they were before. Owned and locked tables are settled first.

use super::instance::Instance;
use super::plan::Place;

/// Above so many meetings in a slot, each takes the best table left, in order.
const EXACT_UP_TO: usize = 160;

/// A place for every meeting that has a slot.
pub fn tables(instance: &Instance, slots: &[Option<u32>]) -> Vec<Option<Place>> {
    let mut places = vec![None; slots.len()];
    let mut last: Vec<Option<u32>> = vec![None; instance.participants.len()];
    for slot in 0..instance.slots as u32 {
        let here: Vec<usize> = (0..slots.len()).filter(|&meeting| slots[meeting] == Some(slot)).collect();
        let mut free = vec![true; instance.tables.len()];
        let mut open = Vec::new();
        for &meeting in &here {
            match settled(instance, meeting) {
                Some(table) => {
                    free[table as usize] = false;
                    places[meeting] = Some(Place { slot, table });
                }
                None => open.push(meeting),
            }
        }
        let free: Vec<u32> = (0..free.len() as u32).filter(|&table| free[table as usize]).collect();
        for (meeting, table) in assign(instance, &last, &open, &free, slot) {
            places[meeting] = Some(Place { slot, table });
        }
        for &meeting in &here {
            for participant in instance.requests[meeting].pair {
                last[participant as usize] = places[meeting].map(|place| place.table);
            }
        }
    }
    places
}

/// The table that a meeting cannot leave.
fn settled(instance: &Instance, meeting: usize) -> Option<u32> {
    let request = &instance.requests[meeting];
    let locked = request.lock.and_then(|lock| lock.table);
    let owned = || request.pair.iter().find_map(|&participant| instance.participants[participant as usize].table);
    locked.or_else(owned)
}

/// Changes of table first, then distance; a published table that can stay before both.
fn cost(instance: &Instance, last: &[Option<u32>], meeting: usize, table: u32, slot: u32) -> i64 {
    const CHANGE: i64 = 1 << 33;
    let request = &instance.requests[meeting];
    let stays = request.published.is_some_and(|published| published.slot == slot && published.table == table);
    let walk = |&participant: &u32| match last[participant as usize] {
        Some(from) if from != table => CHANGE + i64::from(instance.distance(from, table)),
        _ => 0,
    };
    request.pair.iter().map(walk).sum::<i64>() - if stays { 4 * CHANGE } else { 0 }
}

fn assign(instance: &Instance, last: &[Option<u32>], open: &[usize], free: &[u32], slot: u32) -> Vec<(usize, u32)> {
    if open.len() > EXACT_UP_TO || open.len() > free.len() {
        return in_turn(instance, last, open, free, slot);
    }
    let costs: Vec<Vec<i64>> = open
        .iter()
        .map(|&meeting| free.iter().map(|&table| cost(instance, last, meeting, table, slot)).collect())
        .collect();
    cheapest(&costs).into_iter().zip(open).map(|(column, &meeting)| (meeting, free[column])).collect()
}

fn in_turn(instance: &Instance, last: &[Option<u32>], open: &[usize], free: &[u32], slot: u32) -> Vec<(usize, u32)> {
    let mut left = free.to_vec();
    let mut found = Vec::new();
    for &meeting in open {
        let Some(at) = (0..left.len()).min_by_key(|&at| cost(instance, last, meeting, left[at], slot)) else { break };
        found.push((meeting, left.swap_remove(at)));
    }
    found
}

/// The column of each row in a cheapest assignment; there are at least as many columns as rows.
fn cheapest(costs: &[Vec<i64>]) -> Vec<usize> {
    let (rows, columns) = (costs.len(), costs.first().map_or(0, Vec::len));
    let none = rows;
    let mut row_price = vec![0_i64; rows + 1];
    let mut column_price = vec![0_i64; columns + 1];
    // The last column is where a row that enters stands.
    let mut holder = vec![none; columns + 1];
    for row in 0..rows {
        holder[columns] = row;
        let mut at = columns;
        let mut least = vec![i64::MAX; columns];
        let mut before = vec![columns; columns];
        let mut done = vec![false; columns + 1];
        loop {
            done[at] = true;
            let here = holder[at];
            let (mut step, mut next) = (i64::MAX, columns);
            for column in (0..columns).filter(|&column| !done[column]) {
                let reduced = costs[here][column] - row_price[here] - column_price[column];
                if reduced < least[column] {
                    (least[column], before[column]) = (reduced, at);
                }
                if least[column] < step {
                    (step, next) = (least[column], column);
                }
            }
            for column in 0..=columns {
                if done[column] {
                    row_price[holder[column]] += step;
                    column_price[column] -= step;
                } else {
                    least[column] -= step;
                }
            }
            at = next;
            if holder[at] == none {
                break;
            }
        }
        while at != columns {
            holder[at] = holder[before[at]];
            at = before[at];
        }
    }
    let mut column_of = vec![0; rows];
    for column in (0..columns).filter(|&column| holder[column] != none) {
        column_of[holder[column]] = column;
    }
    column_of
}

#[cfg(test)]
mod tests {
    use super::cheapest;

    fn by_trying(costs: &[Vec<i64>], used: u32) -> i64 {
        let Some((first, rest)) = costs.split_first() else { return 0 };
        (0..first.len())
            .filter(|column| used >> column & 1 == 0)
            .map(|column| first[column] + by_trying(rest, used | 1 << column))
            .min()
            .unwrap()
    }

    proptest::proptest! {
        #[test]
        fn the_assignment_is_the_cheapest(numbers in proptest::collection::vec(-20_i64..20, 20), rows in 1_usize..5) {
            let costs: Vec<Vec<i64>> = numbers.chunks(5).take(rows).map(<[i64]>::to_vec).collect();
            let found = cheapest(&costs);
            let sum: i64 = found.iter().zip(&costs).map(|(&column, row)| row[column]).sum();
            proptest::prop_assert_eq!(sum, by_trying(&costs, 0));
        }
    }
}
