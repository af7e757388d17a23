//! Several segments melt into one, without their dead.

use std::collections::HashMap;
use std::io;

use super::build::numbered;
use super::codes::{INNER, record};
use super::columns::Columns;
use super::dead::Dead;
use super::postings::{self, END};
use super::read::Segment;
use super::terms::Terms;
use super::write::{Sink, finish};

/// A segment and its dead.
pub(crate) type Part<'a> = (&'a Segment, &'a Dead);

/// Bytes copied at a time.
const COPY: usize = 1 << 20;

/// Writes the living documents of all parts, in their order.
pub(crate) fn merge(parts: &[Part<'_>], sink: &mut Sink<'_>) -> io::Result<()> {
    let mut columns = Columns::default();
    let mut places: Vec<Vec<u32>> = Vec::new();
    let mut tables = Tables::default();
    for (segment, dead) in parts {
        places.push(texts_and_columns(segment, dead, &mut columns, &mut tables, sink)?);
    }
    columns.sort_ids();
    let texts = sink.section();
    let terms = terms(parts, &places, sink)?;
    let codes = codes(parts, &places)?;
    finish(sink, texts, &terms, &codes, &columns)
}

#[derive(Default)]
struct Tables {
    facets: HashMap<u64, u32>,
    organisations: HashMap<u128, u32>,
    audiences: HashMap<crate::Audience, u32>,
}

/// Copies texts and columns; answers the new place of each document.
fn texts_and_columns(
    segment: &Segment,
    dead: &Dead,
    out: &mut Columns,
    tables: &mut Tables,
    sink: &mut Sink<'_>,
) -> io::Result<Vec<u32>> {
    let from = &segment.columns;
    let facets: Vec<u32> = from.facets.iter().map(|f| numbered(&mut tables.facets, &mut out.facets, *f)).collect();
    let organisations: Vec<u32> =
        from.organisations.iter().map(|o| numbered(&mut tables.organisations, &mut out.organisations, *o)).collect();
    let audiences: Vec<u32> =
        from.audiences.iter().map(|a| numbered(&mut tables.audiences, &mut out.audiences, *a)).collect();
    let mut places = Vec::with_capacity(from.len());
    let (mut pending, mut bytes) = ((0_u64, 0_usize), Vec::new());
    let mut end = out.text_ends.last().copied().unwrap_or(0);
    for doc in 0..from.len() {
        if dead.bits.has(doc as u32) {
            places.push(END);
            continue;
        }
        places.push(out.len() as u32);
        let (at, len) = from.text_extent(doc);
        if pending.0 + pending.1 as u64 != at || pending.1 > COPY {
            copy(segment, pending, &mut bytes, sink)?;
            pending = (at, 0);
        }
        pending.1 += len;
        end += len as u64;
        out.text_ends.push(end);
        out.ids.push(from.ids[doc]);
        out.facet.push(facets[from.facet[doc] as usize]);
        out.enterprise.push(organisations[from.enterprise[doc] as usize]);
        out.university.push(organisations[from.university[doc] as usize]);
        out.since.push(from.since[doc]);
        out.lengths.extend(from.lengths_of(doc));
        out.open.push(from.open[doc]);
        out.audience.extend(from.audience_of(doc).iter().map(|a| audiences[*a as usize]));
        out.audience_ends.push(out.audience.len() as u32);
        out.repeats.push(from.repeats[doc]);
        out.prints.push(from.prints[doc]);
    }
    copy(segment, pending, &mut bytes, sink)?;
    Ok(places)
}

fn copy(segment: &Segment, (at, len): (u64, usize), bytes: &mut Vec<u8>, sink: &mut Sink<'_>) -> io::Result<()> {
    if len == 0 {
        return Ok(());
    }
    segment.place.read(at, len, bytes)?;
    sink.write(bytes)
}

/// Walks through all dictionaries at once. Documents of a later part lie behind those of an earlier one, so that lists follow
/// each other.
fn terms(parts: &[Part<'_>], places: &[Vec<u32>], sink: &mut Sink<'_>) -> io::Result<Terms> {
    let mut next: Vec<usize> = vec![0; parts.len()];
    let mut terms = Terms::default();
    let (mut list, mut bytes) = (Vec::new(), Vec::new());
    loop {
        let at = |n: usize| (next[n] < parts[n].0.terms.len()).then(|| parts[n].0.terms.term(next[n]));
        let Some(term) = (0..parts.len()).filter_map(at).min().map(str::to_owned) else { return Ok(terms) };
        let here: Vec<usize> = (0..parts.len()).filter(|n| at(*n) == Some(term.as_str())).collect();
        bytes.clear();
        let mut sizes = [(0, 0); 2];
        for (part, size) in sizes.iter_mut().enumerate() {
            list.clear();
            for n in &here {
                let (segment, i) = (parts[*n].0, next[*n]);
                let extent = if part == 0 { segment.terms.open(i) } else { segment.terms.inner(i) };
                let mut cursor = segment.cursor(extent);
                while cursor.doc() != END {
                    let Some(place) = places[*n].get(cursor.doc() as usize) else {
                        return Err(io::ErrorKind::InvalidData.into());
                    };
                    if *place != END {
                        list.push((*place, cursor.code()));
                    }
                    cursor.next();
                }
                if let Some(fault) = cursor.fault.take() {
                    return Err(fault);
                }
            }
            let before = bytes.len();
            postings::encode(&list, &mut bytes);
            *size = (list.len(), bytes.len() - before);
        }
        if sizes[0].0 + sizes[1].0 > 0 {
            terms.push(&term, sink.at(), sizes[0], sizes[1]);
            sink.write(&bytes)?;
        }
        here.into_iter().for_each(|n| next[n] += 1);
    }
}

fn codes(parts: &[Part<'_>], places: &[Vec<u32>]) -> io::Result<Vec<(Vec<u8>, u32)>> {
    let mut all = Vec::new();
    for ((segment, _), places) in parts.iter().zip(places) {
        let (at, len) = segment.codes_extent();
        let mut bytes = Vec::new();
        segment.place.read(at, len as usize, &mut bytes)?;
        let mut rest = bytes.as_slice();
        while let Some((code, doc, after)) = record(rest) {
            rest = after;
            let Some(place) = places.get((doc & !INNER) as usize) else {
                return Err(io::ErrorKind::InvalidData.into());
            };
            if *place != END {
                all.push((code.to_vec(), place | (doc & INNER)));
            }
        }
    }
    all.sort_unstable();
    Ok(all)
}
