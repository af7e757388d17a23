//! Badges of a meeting: the name in both languages, the organisation, a band in the colour of the role, and the QR code.

use kernel::{Day, Instant, Lang, Said, Text, say};

use super::about;
use crate::document::drawn;
use crate::flow::draw_lines;
use crate::font::Face;
use crate::lines::Align;
use crate::paper::{Furniture, Group, Ink, MM, Op, Paper, Sheet};
use crate::pdf::PdfError;
use crate::qr;
use crate::rich::Rich;
use crate::style::Style;

/// What one badge says.
#[derive(Clone, Debug)]
pub struct Badge {
    pub name: Said,
    pub title: Said,
    pub organisation: Said,
    pub role: Text,
    /// Of the band; white letters stand on it.
    pub colour: Ink,
    /// What the QR code holds.
    pub address: String,
}

/// Badges of one meeting.
#[derive(Clone, Debug)]
pub struct Badges {
    pub id: String,
    pub meeting: Said,
    pub place: Said,
    pub first_on: Day,
    pub last_on: Day,
    pub made_at: Instant,
    pub badges: Vec<Badge>,
}

/// A6 upright: four of them fill a sheet of A4.
const WIDTH: f32 = 105.0 * MM;
const HEIGHT: f32 = 148.5 * MM;
const ONE: Sheet = Sheet { width: WIDTH, height: HEIGHT, left: 0.0, right: 0.0, top: 0.0, bottom: 0.0 };
const FOUR: Sheet = Sheet { width: 2.0 * WIDTH, height: 2.0 * HEIGHT, left: 0.0, right: 0.0, top: 0.0, bottom: 0.0 };
const QR_SIDE: f32 = 42.0 * MM;
const WHITE: Ink = Ink(255, 255, 255);
const TITLE: Text = say("胸牌", "Badges");

impl Badges {
    /// One badge a page, of its own size.
    pub fn single(&self, lang: Lang) -> Result<Vec<u8>, PdfError> {
        let pages = self.badges.iter().map(|badge| move |paper: &mut Paper| self.draw(paper, badge, 0.0, 0.0, lang));
        drawn(&self.about(lang), ONE, pages)
    }

    /// Four badges a page, with lines to cut along.
    pub fn sheets(&self, lang: Lang) -> Result<Vec<u8>, PdfError> {
        let pages = self.badges.chunks(4).map(|four| {
            move |paper: &mut Paper| {
                for (at, badge) in four.iter().enumerate() {
                    let (x, y) = ((at % 2) as f32 * WIDTH, (at / 2) as f32 * HEIGHT);
                    self.draw(paper, badge, x, y, lang);
                }
                paper.furniture(Furniture::Other, |paper| {
                    paper.rule((WIDTH, 0.0), (WIDTH, FOUR.height), 0.3, Ink::HAIR);
                    paper.rule((0.0, HEIGHT), (FOUR.width, HEIGHT), 0.3, Ink::HAIR);
                });
            }
        });
        drawn(&self.about(lang), FOUR, pages)
    }

    fn about(&self, lang: Lang) -> crate::document::About {
        let title = format!("{} · {}", TITLE.get(lang), self.meeting.get(lang));
        about(self.id.clone(), title, self.meeting.get(lang), &[], lang, self.made_at)
    }

    fn draw(&self, paper: &mut Paper, badge: &Badge, x: f32, y: f32, lang: Lang) {
        let other = match lang {
            Lang::Zh => Lang::En,
            Lang::En => Lang::Zh,
        };
        let (left, width) = (x + 8.0 * MM, WIDTH - 16.0 * MM);
        let centred = |size: f32, ink: Ink| Style { size, leading: 1.35, align: Align::Centre, ink, ..Style::BODY };
        let mut at = y + 9.0 * MM;
        at = fitted(paper, Face::SerifBold, self.meeting.get(lang), &centred(13.0, Ink::BLACK), (left, at, width), 2);
        at = fitted(paper, Face::Sans, self.meeting.get(other), &centred(7.5, Ink::GREY), (left, at, width), 2);
        let days = match self.first_on == self.last_on {
            true => ui::day_text(lang, self.first_on),
            false => format!("{} – {}", ui::day_text(lang, self.first_on), ui::day_text(lang, self.last_on)),
        };
        let place = self.place.get(lang);
        let when = if place.is_empty() { days } else { format!("{days} · {place}") };
        fitted(paper, Face::Sans, &when, &centred(8.0, Ink::GREY), (left, at, width), 1);

        let mut at = y + 40.0 * MM;
        at = fitted(paper, Face::SerifBold, badge.name.get(lang), &centred(30.0, Ink::BLACK), (left, at, width), 1);
        if badge.name.get(lang) != badge.name.get(other) {
            at = fitted(paper, Face::Sans, badge.name.get(other), &centred(15.0, Ink::BLACK), (left, at, width), 1);
        }
        at += 2.0 * MM;
        at = fitted(paper, Face::Sans, badge.organisation.get(lang), &centred(12.0, Ink::BLACK), (left, at, width), 2);
        if badge.organisation.get(lang) != badge.organisation.get(other) {
            at = fitted(paper, Face::Sans, badge.organisation.get(other), &centred(8.0, Ink::GREY), (left, at, width), 2);
        }
        fitted(paper, Face::Sans, badge.title.get(lang), &centred(10.0, Ink::GREY), (left, at, width), 1);

        let alt = say("胸牌二维码", "QR code of the badge");
        let (qr_x, qr_y) = (x + (WIDTH - QR_SIDE) / 2.0, y + HEIGHT - 21.0 * MM - QR_SIDE);
        paper.grouped(Group::Figure(alt.get(lang).to_owned()), |paper| qr::draw(paper, &badge.address, qr_x, qr_y, QR_SIDE));

        let band = y + HEIGHT - 18.0 * MM;
        paper.furniture(Furniture::Other, |paper| paper.fill(x, band, WIDTH, 18.0 * MM, badge.colour));
        let role = format!("{}  {}", badge.role.get(lang), badge.role.get(other));
        fitted(paper, Face::Sans, &role, &centred(17.0, WHITE), (left, band + 4.5 * MM, width), 1);
        paper.push(Op::Bookmark { level: 1, title: badge.name.get(lang).to_owned(), y });
    }
}

/// Sets a text in the largest size up to that of `style` in which it takes no more than `most` lines, and says where it ends.
fn fitted(paper: &mut Paper, face: Face, text: &str, style: &Style, (x, y, width): (f32, f32, f32), most: usize) -> f32 {
    if text.is_empty() {
        return y;
    }
    let rich = Rich::new(face, text);
    let sizes = [1.0, 0.85, 0.72, 0.6, 0.5, 0.42];
    let styles = sizes.map(|part| style.sized(style.size * part));
    let fits = |style: &&Style| style.lines(&rich, width).len() <= most;
    let style = styles.iter().find(fits).unwrap_or(&styles[5]);
    let lines = style.lines(&rich, width);
    let shown = &lines[..lines.len().min(most + 1)];
    paper.grouped(Group::Paragraph, |paper| draw_lines(paper, shown, x, y, style));
    y + shown.len() as f32 * style.line_height()
}
