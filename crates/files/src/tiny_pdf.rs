//! A real PDF from lines of text, for demo data and tests. It embeds no font and names the Chinese one that every reader
//! of PDF replaces by its own, so a page stays below 2 KB.

/// Lines on a page of A4 at 14 points.
const LINES: usize = 36;
const WIDTHS: &str = "/DW 1000 /W [1 95 500]"; // Adobe-GB1: 1-95 are the narrow Latin letters

/// A valid PDF that shows `lines`, as many pages as they need.
pub fn tiny_pdf(lines: &[&str]) -> Vec<u8> {
    let pages: Vec<&[&str]> = if lines.is_empty() { vec![&[]] } else { lines.chunks(LINES).collect() };
    let first_page = 6;
    let kids: Vec<String> = (0..pages.len()).map(|i| format!("{} 0 R", first_page + 2 * i)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>"
            .to_owned(),
        format!(
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light {WIDTHS} \
             /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R >>"
        ),
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 \
         /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
            .to_owned(),
    ];
    for (i, page) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            first_page + 2 * i + 1
        ));
        let drawn = draw(page);
        objects.push(format!("<< /Length {} >>\nstream\n{drawn}\nendstream", drawn.len()));
    }
    assemble(&objects)
}

fn draw(lines: &[&str]) -> String {
    let shown: String = lines.iter().map(|line| format!("<{}> Tj T*\n", ucs2(line))).collect();
    format!("BT /F1 14 Tf 20 TL 60 770 Td\n{shown}ET")
}

/// Hexadecimal UCS-2; what lies beyond the basic plane becomes a question mark, which this encoding requires.
fn ucs2(line: &str) -> String {
    line.chars()
        .map(|c| u16::try_from(u32::from(c)).unwrap_or(u16::from(b'?')))
        .map(|unit| format!("{unit:04X}"))
        .collect()
}

fn assemble(objects: &[String]) -> Vec<u8> {
    let mut pdf = String::from("%PDF-1.4\n");
    let mut places = Vec::with_capacity(objects.len());
    for (i, object) in objects.iter().enumerate() {
        places.push(pdf.len());
        pdf.push_str(&format!("{} 0 obj\n{object}\nendobj\n", i + 1));
    }
    let table = pdf.len();
    pdf.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for place in places {
        pdf.push_str(&format!("{place:010} 00000 n \n"));
    }
    pdf.push_str(&format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1));
    pdf.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_the_place_of_every_object_and_the_streams_have_their_length() {
        for count in [0, 1, 36, 37, 100] {
            let pdf = String::from_utf8(tiny_pdf(&vec!["产学合作 (A)"; count])).expect("plain ASCII");
            let table = pdf.find("xref\n").expect("a table");
            assert!(pdf.ends_with(&format!("startxref\n{table}\n%%EOF\n")));
            let places = pdf[table..].lines().skip(3).map_while(|line| line.strip_suffix(" 00000 n "));
            let starts = places.enumerate().map(|(i, place)| {
                let place: usize = place.parse().expect("a number");
                pdf[place..].starts_with(&format!("{} 0 obj\n", i + 1))
            });
            let starts: Vec<bool> = starts.collect();
            let pages = count.div_ceil(LINES).max(1);
            assert_eq!(starts, vec![true; 5 + 2 * pages]);
            for part in pdf.split("/Length ").skip(1) {
                let length: usize = part.split(' ').next().and_then(|n| n.parse().ok()).expect("a length");
                let stream = part.split_once("stream\n").expect("a stream").1;
                assert_eq!(&stream[length..length + 10], "\nendstream");
            }
        }
    }
}
