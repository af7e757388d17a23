//! The three faces that documents are set in, and which glyph a character is drawn with.

use std::sync::LazyLock;

use krilla::text::Font;
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::raw::{TableProvider, tables::loca::Loca};
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};

/// A face by its use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    /// Running text (宋体). Holds every character that the fonts know.
    Serif,
    /// Titles and what is to be seen first.
    SerifBold,
    /// Labels, heads of tables, page furniture (黑体).
    Sans,
}

/// A character as it will be drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Drawn {
    pub face: Face,
    pub glyph: u32,
    /// Width in parts of the size of the type.
    pub advance: f32,
}

static SERIF: &[u8] = include_bytes!(concat!(env!("XIEYU_FONTS"), "/serif.ttf"));
static SERIF_BOLD: &[u8] = include_bytes!(concat!(env!("XIEYU_FONTS"), "/serif-bold.ttf"));
static SANS: &[u8] = include_bytes!(concat!(env!("XIEYU_FONTS"), "/sans.ttf"));

struct Loaded {
    font: Font,
    characters: Charmap<'static>,
    widths: GlyphMetrics<'static>,
    outlines: Loca<'static>,
    per_em: f32,
}

static LOADED: LazyLock<[Loaded; 3]> = LazyLock::new(|| [load(SERIF), load(SERIF_BOLD), load(SANS)]);

fn load(bytes: &'static [u8]) -> Loaded {
    const OURS: &str = "the fonts are compiled in and were made by our own build";
    let font = FontRef::new(bytes).expect(OURS);
    Loaded {
        characters: font.charmap(),
        widths: font.glyph_metrics(Size::unscaled(), LocationRef::default()),
        outlines: font.loca(None).expect(OURS),
        per_em: f32::from(font.head().expect(OURS).units_per_em()),
        font: Font::new(bytes.into(), 0).expect(OURS),
    }
}

impl Face {
    fn loaded(self) -> &'static Loaded {
        match self {
            Face::Serif => &LOADED[0],
            Face::SerifBold => &LOADED[1],
            Face::Sans => &LOADED[2],
        }
    }

    pub(crate) fn font(self) -> Font {
        self.loaded().font.clone()
    }
}

/// What a font says of itself: its name, its makers, its licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    pub name: String,
    pub copyright: String,
    pub licence: String,
    pub licence_address: String,
}

/// The fonts that are compiled in. Their licence asks that whoever gets them can read these lines.
pub fn origins() -> Vec<Origin> {
    let of = |bytes: &'static [u8]| {
        let font = FontRef::new(bytes).ok()?;
        let said =
            |what| font.localized_strings(what).english_or_first().map_or(String::new(), |text| text.to_string());
        Some(Origin {
            name: said(StringId::FULL_NAME),
            copyright: said(StringId::COPYRIGHT_NOTICE),
            licence: said(StringId::LICENSE_DESCRIPTION),
            licence_address: said(StringId::LICENSE_URL),
        })
    };
    [SERIF, SERIF_BOLD, SANS].into_iter().filter_map(of).collect()
}

/// Stands for a character that no font holds. The fonts' own sign for that has number 0, which programs that search the text
/// pass over.
const BOX: char = '□';

/// The glyph for `character` in `face`, or in the whole font when the face does not hold it, or the box.
pub(crate) fn draw(face: Face, character: char) -> Drawn {
    let found = [(face, character), (Face::Serif, character), (Face::Serif, BOX)];
    let found = found.into_iter().find_map(|(face, character)| Some((face, glyph_in(face, character)?)));
    let (face, glyph) = found.unwrap_or((Face::Serif, GlyphId::NOTDEF));
    let loaded = face.loaded();
    let advance = loaded.widths.advance_width(glyph).unwrap_or(loaded.per_em) / loaded.per_em;
    Drawn { face, glyph: glyph.to_u32(), advance }
}

/// Whether some font holds the character.
pub(crate) fn is_known(character: char) -> bool {
    glyph_in(Face::Serif, character).is_some()
}

/// An outline that was cut out is empty; only white space may be.
fn glyph_in(face: Face, character: char) -> Option<GlyphId> {
    let loaded = face.loaded();
    let glyph = loaded.characters.map(character).filter(|glyph| *glyph != GlyphId::NOTDEF)?;
    let at = usize::try_from(glyph.to_u32()).ok()?;
    let is_drawn = loaded.outlines.get_raw(at)? < loaded.outlines.get_raw(at + 1)?;
    (is_drawn || character.is_whitespace()).then_some(glyph)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_characters_are_in_every_face_and_rare_ones_fall_back() {
        assert_eq!(draw(Face::SerifBold, '协').face, Face::SerifBold);
        assert_eq!(draw(Face::Sans, '育').face, Face::Sans);
        assert_eq!(draw(Face::Sans, '䶮').face, Face::Serif, "a rare character of a name");
        assert_ne!(draw(Face::Sans, '䶮').glyph, 0);
        assert_eq!(draw(Face::Serif, ' ').advance, 0.256);
    }

    #[test]
    fn every_font_names_its_makers_and_a_licence_that_lets_it_be_carried_along() {
        let origins = origins();
        assert_eq!(origins.len(), 3);
        for origin in origins {
            assert!(origin.name.starts_with("Noto S") && origin.copyright.contains("Adobe"), "{origin:?}");
            assert!(origin.licence.contains("SIL Open Font License, Version 1.1"), "{origin:?}");
        }
    }

    #[test]
    fn what_no_font_holds_is_a_box_and_not_a_panic() {
        for unknown in ['😀', '𠮷', '\u{10FFFF}'] {
            assert_eq!(draw(Face::Sans, unknown), draw(Face::Serif, '□'));
        }
    }
}
