//! Instances of any size: items and experts around research areas, the best pairs of each item, some conflicts.

use std::fmt::Write as _;

use crate::Random;

/// How large an instance is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Items.
    pub items: u32,
    /// Experts.
    pub experts: u32,
    /// Pairs of each item at most.
    pub top: u32,
}

const AREAS: u32 = 60;
const WIDTH: usize = 16;
/// One pair in so many is a conflict and left out.
const CONFLICTS: u32 = 100;

/// Lines of `item,expert,affinity`: vectors around one of 60 areas, affinity from their cosine, the best `top` of each item.
pub fn generate(seed: u64, size: Size) -> String {
    let mut random = Random::new(seed);
    let areas: Vec<[f32; WIDTH]> = (0..AREAS).map(|_| vector(&mut random)).collect();
    let experts: Vec<[f32; WIDTH]> = (0..size.experts).map(|_| near(&mut random, &areas)).collect();
    let mut text = String::from("item,expert,affinity\n");
    let mut near_item: Vec<(i32, u32)> = Vec::new();
    for item in 1..=size.items {
        let of = near(&mut random, &areas);
        near_item.clear();
        for (expert, vector) in (1..).zip(&experts) {
            near_item.push((-((dot(&of, vector) + 1.0) * 50_000.0) as i32, expert));
        }
        let top = (size.top as usize).min(near_item.len());
        if top < near_item.len() && top > 0 {
            near_item.select_nth_unstable(top - 1);
        }
        near_item[..top].sort_unstable();
        for &(affinity, expert) in &near_item[..top] {
            if random.below(CONFLICTS) > 0 {
                let _ = writeln!(text, "{item},{expert},{}.{:05}", -affinity / 100_000, -affinity % 100_000);
            }
        }
    }
    text
}

fn vector(random: &mut Random) -> [f32; WIDTH] {
    unit(std::array::from_fn(|_| (random.unit() + random.unit() + random.unit() - 1.5) as f32))
}

fn near(random: &mut Random, areas: &[[f32; WIDTH]]) -> [f32; WIDTH] {
    let area = areas[random.below(areas.len() as u32) as usize];
    let own = vector(random);
    unit(std::array::from_fn(|axis| area[axis] + 0.8 * own[axis]))
}

fn unit(vector: [f32; WIDTH]) -> [f32; WIDTH] {
    let length = dot(&vector, &vector).sqrt().max(f32::MIN_POSITIVE);
    vector.map(|coordinate| coordinate / length)
}

fn dot(one: &[f32; WIDTH], other: &[f32; WIDTH]) -> f32 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}
