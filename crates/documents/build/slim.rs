//! Cuts a TrueType font down to the tables that drawing needs and the outlines of wanted characters. Glyph numbers stay, so
//! that the character map and the widths stay right; an outline that is cut out is empty.

/// Layout rules, hints and vertical metrics are left out: the documents set plain horizontal text.
const KEPT: [&[u8; 4]; 10] = [b"OS/2", b"cmap", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"name", b"post"];

/// The font with the outlines of the characters that `wanted` names, or `None` when the bytes are no such font.
pub fn slim(font: &[u8], wanted: impl Fn(char) -> bool) -> Option<Vec<u8>> {
    let count = usize::from(u16_at(table(font, b"maxp")?, 4)?);
    let offsets = offsets(font, count)?;
    let glyf = table(font, b"glyf")?;
    let mut keep = vec![false; count];
    *keep.first_mut()? = true;
    for (character, glyph) in mapped(table(font, b"cmap")?)? {
        if wanted(character) {
            *keep.get_mut(glyph)? = true;
        }
    }
    keep_parts(glyf, &offsets, &mut keep)?;
    let (glyf, loca) = outlines(glyf, &offsets, &keep)?;
    let tables: Vec<([u8; 4], Vec<u8>)> = KEPT
        .iter()
        .map(|tag| {
            let bytes = match *tag {
                b"glyf" => glyf.clone(),
                b"loca" => loca.clone(),
                b"head" => long_offsets(table(font, tag)?),
                _ => table(font, tag)?.to_vec(),
            };
            Some((**tag, bytes))
        })
        .collect::<Option<_>>()?;
    Some(assemble(&tables))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize)
}

fn table<'a>(font: &'a [u8], tag: &[u8; 4]) -> Option<&'a [u8]> {
    let count = usize::from(u16_at(font, 4)?);
    let entry = (0..count).map(|i| 12 + 16 * i).find(|at| font.get(*at..*at + 4) == Some(tag))?;
    let (from, length) = (u32_at(font, entry + 8)?, u32_at(font, entry + 12)?);
    font.get(from..from + length)
}

/// Where each outline begins in `glyf`, and where the last one ends.
fn offsets(font: &[u8], count: usize) -> Option<Vec<usize>> {
    let is_long = u16_at(table(font, b"head")?, 50)? == 1;
    let loca = table(font, b"loca")?;
    (0..=count)
        .map(|i| if is_long { u32_at(loca, 4 * i) } else { u16_at(loca, 2 * i).map(|half| usize::from(half) * 2) })
        .collect()
}

/// Characters with their glyphs, from the subtable for the whole of Unicode.
fn mapped(cmap: &[u8]) -> Option<Vec<(char, usize)>> {
    let count = usize::from(u16_at(cmap, 2)?);
    let at = (0..count).filter_map(|i| u32_at(cmap, 4 + 8 * i + 4)).find(|at| u16_at(cmap, *at) == Some(12))?;
    let groups = u32_at(cmap, at + 12)?;
    let mut all = Vec::new();
    for group in 0..groups {
        let at = at + 16 + 12 * group;
        let (first, last, glyph) = (u32_at(cmap, at)?, u32_at(cmap, at + 4)?, u32_at(cmap, at + 8)?);
        for code in first..=last {
            if let Some(character) = u32::try_from(code).ok().and_then(char::from_u32) {
                all.push((character, glyph + code - first));
            }
        }
    }
    Some(all)
}

/// Keeps what kept glyphs are composed of.
fn keep_parts(glyf: &[u8], offsets: &[usize], keep: &mut [bool]) -> Option<()> {
    let mut open: Vec<usize> = (0..keep.len()).filter(|glyph| keep[*glyph]).collect();
    while let Some(glyph) = open.pop() {
        for part in parts(glyf.get(offsets[glyph]..offsets[glyph + 1])?)? {
            let kept = keep.get_mut(part)?;
            if !*kept {
                *kept = true;
                open.push(part);
            }
        }
    }
    Some(())
}

/// The components of a composite outline: each has flags, a glyph, two arguments and perhaps a scale.
fn parts(outline: &[u8]) -> Option<Vec<usize>> {
    let mut found = Vec::new();
    if outline.is_empty() || u16_at(outline, 0)? < 0x8000 {
        return Some(found);
    }
    let mut at = 10;
    loop {
        let flags = u16_at(outline, at)?;
        found.push(usize::from(u16_at(outline, at + 2)?));
        let arguments = if flags & 0x0001 != 0 { 4 } else { 2 };
        let scale = match flags {
            _ if flags & 0x0008 != 0 => 2,
            _ if flags & 0x0040 != 0 => 4,
            _ if flags & 0x0080 != 0 => 8,
            _ => 0,
        };
        at += 4 + arguments + scale;
        if flags & 0x0020 == 0 {
            return Some(found);
        }
    }
}

fn outlines(glyf: &[u8], offsets: &[usize], keep: &[bool]) -> Option<(Vec<u8>, Vec<u8>)> {
    let (mut kept, mut loca) = (Vec::new(), Vec::new());
    for (glyph, keep) in keep.iter().enumerate() {
        loca.extend(u32::try_from(kept.len()).ok()?.to_be_bytes());
        if *keep {
            kept.extend_from_slice(glyf.get(offsets[glyph]..offsets[glyph + 1])?);
            pad(&mut kept);
        }
    }
    loca.extend(u32::try_from(kept.len()).ok()?.to_be_bytes());
    Some((kept, loca))
}

fn long_offsets(head: &[u8]) -> Vec<u8> {
    let mut head = head.to_vec();
    head[50..52].copy_from_slice(&1_u16.to_be_bytes());
    head
}

fn pad(bytes: &mut Vec<u8>) {
    bytes.resize(bytes.len().next_multiple_of(4), 0);
}

fn sum(bytes: &[u8]) -> u32 {
    let words = bytes.chunks(4).map(|word| {
        let mut four = [0; 4];
        four[..word.len()].copy_from_slice(word);
        u32::from_be_bytes(four)
    });
    words.fold(0, u32::wrapping_add)
}

fn assemble(tables: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let count = tables.len() as u16;
    let power = count.ilog2();
    let mut font = vec![0, 1, 0, 0];
    for number in [count, 16 << power, power as u16, 16 * count - (16 << power)] {
        font.extend(number.to_be_bytes());
    }
    let mut from = 12 + 16 * tables.len();
    for (tag, bytes) in tables {
        font.extend(tag);
        for number in [sum(bytes), from as u32, bytes.len() as u32] {
            font.extend(number.to_be_bytes());
        }
        from += bytes.len().next_multiple_of(4);
    }
    for (_, bytes) in tables {
        font.extend_from_slice(bytes);
        pad(&mut font);
    }
    font
}
