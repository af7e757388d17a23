//! Pictures of the demo: a stage before rows of seats, drawn, so that no photo of anybody is needed.

use std::io::Write;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

const WIDTH: u32 = 960;
const HEIGHT: u32 = 540;

/// Ground, wall, screen, stage, seats: red, green, blue.
const COLOURS: [[u8; 3]; 5] = [[36, 41, 52], [23, 70, 106], [247, 246, 242], [116, 71, 0], [83, 93, 106]];

/// Which colour a point has. `screens` stand side by side on the wall.
fn colour(x: u32, y: u32, screens: u32) -> u8 {
    let (wall, stage) = (HEIGHT * 6 / 10, HEIGHT * 7 / 10);
    if y < wall {
        let (part, at) = (WIDTH / screens, x % (WIDTH / screens));
        let on_screen = (HEIGHT / 8..HEIGHT / 2).contains(&y) && (part / 8..part * 7 / 8).contains(&at);
        return if on_screen { 2 } else { 1 };
    }
    if y < stage {
        return 3;
    }
    let (row, shift) = ((y - stage) / 27, ((y - stage) / 27 % 2) * 20);
    let (dx, dy) = ((x + shift) % 40, (y - stage) % 27);
    let is_head = (dx.abs_diff(20)).pow(2) + (dy.abs_diff(12)).pow(2) < 60 + row * 8;
    if is_head { 4 } else { 0 }
}

/// A PNG (ISO 15948) of a hall with so many screens.
pub(super) fn hall(screens: u32) -> std::io::Result<Vec<u8>> {
    let mut rows = ZlibEncoder::new(Vec::new(), Compression::default());
    for y in 0..HEIGHT {
        // No filter, then a byte a point.
        let line: Vec<u8> = std::iter::once(0).chain((0..WIDTH).map(|x| colour(x, y, screens.max(1)))).collect();
        rows.write_all(&line)?;
    }
    let mut head = [WIDTH.to_be_bytes(), HEIGHT.to_be_bytes()].concat();
    // Eight bits, by palette, the one way to compress and to filter, not interlaced.
    head.extend([8, 3, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in [(b"IHDR", head), (b"PLTE", COLOURS.concat()), (b"IDAT", rows.finish()?), (b"IEND", Vec::new())]
    {
        chunk(&mut png, name, &data);
    }
    Ok(png)
}

fn chunk(png: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    png.extend(u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    let mut crc = Crc::new();
    crc.update(name);
    crc.update(data);
    png.extend(name);
    png.extend(data);
    png.extend(crc.sum().to_be_bytes());
}
