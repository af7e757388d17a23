//! The closing certificate (结题证书): one landscape page in both languages, with its check in a QR code and in words.

use kernel::{Day, Instant, Lang, Said, Text, say};

use super::{PROGRAMME, about};
use crate::document::one_page;
use crate::flow::draw_lines;
use crate::font::Face;
use crate::letters::letters;
use crate::lines::{Align, Line, set};
use crate::paper::{Furniture, Group, Ink, MM, Op, Paper, Sheet};
use crate::pdf::PdfError;
use crate::qr;
use crate::rich::Rich;
use crate::style::Style;

/// What a certificate says.
#[derive(Clone, Debug)]
pub struct Certificate {
    pub number: String,
    /// As people read it, `7K3M-Q0ZT-4XAB-R`.
    pub code: String,
    /// Where anybody checks it.
    pub address: String,
    pub project_number: String,
    pub title: String,
    pub project_type: Text,
    /// Names in both languages; the Chinese one stands for an English one that nobody gave.
    pub enterprise: Said,
    pub university: Said,
    pub pi: String,
    pub established_on: Day,
    pub closed_on: Day,
    pub issued_by: Said,
    pub issued_at: Instant,
    /// SHA-256 of what is certified.
    pub hash: String,
}

const TITLE: Text = say("结题证书", "Closing Certificate");
const SENTENCE: Text = say(
    "兹证明{university}{pi}主持、{enterprise}支持的“{title}”项目（编号 {number}，{type}），于{established}立项，于{closed}通过结题验收，特发此证。",
    "This certifies that the project “{title}” (No. {number}, {type}), led by {pi} of {university} and supported by {enterprise}, was established on {established} and passed its closing on {closed}.",
);

/// A muted bronze for the frame; everything that is read is black or grey.
const BRONZE: Ink = Ink(150, 122, 72);
const SHEET: Sheet =
    Sheet { left: 42.0 * MM, right: 42.0 * MM, top: 24.0 * MM, bottom: 22.0 * MM, ..Sheet::A4_LANDSCAPE };
const QR_SIDE: f32 = 29.0 * MM;

impl Certificate {
    /// `lang` is the language that comes first; the other stands under it.
    pub fn pdf(&self, lang: Lang) -> Result<Vec<u8>, PdfError> {
        let title = format!("{} {}", TITLE.get(lang), self.number);
        let about = about(self.number.clone(), title, &self.title, &[self.issued_by.get(lang)], lang, self.issued_at);
        one_page(&about, SHEET, |paper| self.draw(paper, lang))
    }

    fn draw(&self, paper: &mut Paper, lang: Lang) {
        let other = match lang {
            Lang::Zh => Lang::En,
            Lang::En => Lang::Zh,
        };
        frame(paper);
        paper.push(Op::Bookmark { level: 1, title: format!("{} {}", TITLE.get(lang), self.number), y: 0.0 });
        let (x, width) = (SHEET.left, SHEET.inner_width());
        let mut y = SHEET.top + 6.0 * MM;
        let small = Style { size: 10.5, leading: 1.4, align: Align::Centre, ink: Ink::GREY, ..Style::BODY };
        y = put(paper, Group::Paragraph, &Rich::new(Face::Sans, PROGRAMME.get(lang)), &small, x, y, width) + 7.0;
        y = heading(paper, lang, x, y, width) + 3.0;
        let under = small.sized(if other == Lang::Zh { 14.0 } else { 12.0 });
        y = put(paper, Group::Paragraph, &Rich::new(Face::Serif, TITLE.get(other)), &under, x, y, width) + 9.0;
        paper.furniture(Furniture::Other, |paper| {
            let middle = SHEET.width / 2.0;
            paper.rule((middle - 14.0 * MM, y), (middle + 14.0 * MM, y), 0.8, BRONZE);
        });
        y += 14.0;
        self.sentences(paper, (lang, other), y);
        self.check(paper, lang);
        self.issuer(paper, lang);
        let hash = Style { size: 6.5, leading: 1.3, align: Align::Centre, ink: Ink::GREY, ..Style::BODY };
        let text = Rich::new(Face::Sans, format!("{} · SHA-256 {}", self.number, self.hash));
        let _ = put(paper, Group::Paragraph, &text, &hash, x, SHEET.height - SHEET.bottom + 5.5, width);
    }

    /// The sentence in both languages, in the largest size that leaves the foot free.
    fn sentences(&self, paper: &mut Paper, (lang, other): (Lang, Lang), y: f32) {
        let room = SHEET.height - SHEET.bottom - QR_SIDE - 8.0 * MM - y;
        let set = |size: f32| {
            let first = Style { size, leading: 1.85, after: size * 0.7, ..body(lang) };
            let second = Style { size: size * 0.68, leading: 1.5, ink: Ink::GREY, ..body(other) };
            [(first, self.sentence(lang)), (second, self.sentence(other))]
        };
        let height = |pair: &[(Style, Rich); 2]| {
            let each = pair.iter().map(|(style, text)| {
                style.lines(text, SHEET.inner_width()).len() as f32 * style.line_height() + style.after
            });
            each.sum::<f32>()
        };
        let sizes = [16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0];
        let pair = sizes.map(set).into_iter().find(|pair| height(pair) <= room).unwrap_or_else(|| set(5.0));
        let mut y = y + ((room - height(&pair)) / 2.0).clamp(0.0, 8.0 * MM);
        for (style, text) in &pair {
            y = put(paper, Group::Paragraph, text, style, SHEET.left, y, SHEET.inner_width()) + style.after;
        }
    }

    /// What differs from one certificate to the next stands out.
    fn sentence(&self, lang: Lang) -> Rich {
        let mut rich = Rich::new(Face::Serif, "");
        let mut rest = SENTENCE.get(lang);
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            let (face, said) = self.place(lang, name);
            rich = rich.and(Face::Serif, before).and(face, said);
            rest = after;
        }
        rich.and(Face::Serif, rest)
    }

    fn place(&self, lang: Lang, name: &str) -> (Face, String) {
        match name {
            "university" => (Face::SerifBold, self.university.get(lang).to_owned()),
            "enterprise" => (Face::SerifBold, self.enterprise.get(lang).to_owned()),
            "pi" => (Face::SerifBold, self.pi.clone()),
            "title" => (Face::SerifBold, self.title.clone()),
            "number" => (Face::Serif, self.project_number.clone()),
            "type" => (Face::Serif, self.project_type.get(lang).to_owned()),
            "established" => (Face::Serif, ui::day_text(lang, self.established_on)),
            _ => (Face::Serif, ui::day_text(lang, self.closed_on)),
        }
    }

    /// At the lower left: the QR code, and the same in words for whoever has no camera.
    fn check(&self, paper: &mut Paper, lang: Lang) {
        let (x, y) = (SHEET.left - 6.0 * MM, SHEET.height - SHEET.bottom - QR_SIDE - 2.0 * MM);
        let alt = say("查验二维码：{address}", "QR code of the check: {address}").with(&[("address", &self.address)]);
        paper.grouped(Group::Figure(alt.get(lang).to_owned()), |paper| qr::draw(paper, &self.address, x, y, QR_SIDE));
        let (left, width) = (x + QR_SIDE + 2.0 * MM, 92.0 * MM);
        let label = Style { size: 7.5, leading: 1.5, align: Align::Start, ink: Ink::GREY, ..Style::BODY };
        let value = Style { size: 11.5, leading: 1.4, align: Align::Start, ..Style::BODY };
        let mut at = y + 4.0 * MM;
        for (name, said, face) in [
            (say("证书编号 Certificate No.", "Certificate No. 证书编号"), &self.number, Face::Sans),
            (say("验证码 Verification code", "Verification code 验证码"), &self.code, Face::Sans),
        ] {
            at = put(paper, Group::Paragraph, &Rich::new(Face::Sans, name.get(lang)), &label, left, at, width);
            at = put(paper, Group::Paragraph, &Rich::new(face, said.as_str()), &value, left, at, width) + 2.5;
        }
        let top = at;
        let text = Rich::new(Face::Sans, self.address.as_str());
        at = put(paper, Group::Paragraph, &text, &label, left, at, width);
        paper.push(Op::Link { x: left, y: top, width, height: at - top, address: self.address.clone() });
    }

    /// At the lower right, with room for a seal.
    fn issuer(&self, paper: &mut Paper, lang: Lang) {
        let width = 88.0 * MM;
        let x = SHEET.width - SHEET.right + 6.0 * MM - width;
        let style = Style { size: 12.5, leading: 1.6, align: Align::End, ..Style::BODY };
        let text = Rich::new(Face::SerifBold, self.issued_by.get(lang));
        let lines = style.lines(&text, width).len() as f32;
        let y = SHEET.height - SHEET.bottom - 15.0 * MM - lines * style.line_height();
        let label = style.sized(8.0).inked(Ink::GREY);
        let issued = Rich::new(Face::Sans, say("颁发单位 Issued by", "Issued by 颁发单位").get(lang));
        let y = put(paper, Group::Paragraph, &issued, &label, x, y, width);
        let y = put(paper, Group::Paragraph, &text, &style, x, y, width);
        let day = ui::day_text(lang, self.issued_at.day());
        let _ = put(paper, Group::Paragraph, &Rich::new(Face::Serif, day), &style.sized(11.5), x, y, width);
    }
}

fn body(lang: Lang) -> Style {
    match lang {
        Lang::Zh => Style { align: Align::Justify, indent: 2.0, after: 0.0, ..Style::BODY },
        Lang::En => Style { align: Align::Centre, after: 0.0, ..Style::BODY },
    }
}

/// The title, its Chinese letters a little apart.
fn heading(paper: &mut Paper, lang: Lang, x: f32, y: f32, width: f32) -> f32 {
    let (size, tracking) = match lang {
        Lang::Zh => (42.0, 0.14),
        Lang::En => (34.0, 0.0),
    };
    let style = Style { size, leading: 1.3, ..Style::BODY };
    let lines = set(&letters(&Rich::bold(TITLE.get(lang))), width / size, 0.0, Align::Start);
    let lines: Vec<Line> = lines.into_iter().map(|line| tracked(line, tracking, width / size)).collect();
    let group = Group::Heading(1, TITLE.get(lang).to_owned());
    paper.grouped(group, |paper| draw_lines(paper, &lines, x, y, &style));
    y + lines.len() as f32 * style.line_height()
}

fn tracked(mut line: Line, tracking: f32, width: f32) -> Line {
    for (at, place) in line.places.iter_mut().enumerate() {
        *place += at as f32 * tracking;
    }
    let shift = (width - line.width()) / 2.0;
    line.places.iter_mut().for_each(|place| *place += shift);
    line
}

/// Sets a paragraph and says where it ends.
fn put(paper: &mut Paper, group: Group, text: &Rich, style: &Style, x: f32, y: f32, width: f32) -> f32 {
    let lines = style.lines(text, width);
    paper.grouped(group, |paper| draw_lines(paper, &lines, x, y, style));
    y + lines.len() as f32 * style.line_height()
}

/// Two lines around the sheet, the inner one cut back at the corners.
fn frame(paper: &mut Paper) {
    paper.furniture(Furniture::Other, |paper| {
        let (outer, inner, notch) = (10.0 * MM, 13.0 * MM, 7.0 * MM);
        let (width, height) = (SHEET.width, SHEET.height);
        paper.frame(outer, outer, width - 2.0 * outer, height - 2.0 * outer, 1.6, BRONZE);
        let (left, top, right, bottom) = (inner, inner, width - inner, height - inner);
        let corners = [
            ((left + notch, top), (right - notch, top)),
            ((left + notch, bottom), (right - notch, bottom)),
            ((left, top + notch), (left, bottom - notch)),
            ((right, top + notch), (right, bottom - notch)),
        ];
        for (from, to) in corners {
            paper.rule(from, to, 0.5, BRONZE);
        }
        for (x, into) in [(left, notch), (right, -notch)] {
            for (y, down) in [(top, notch), (bottom, -notch)] {
                paper.rule((x + into, y), (x + into, y + down), 0.5, BRONZE);
                paper.rule((x, y + down), (x + into, y + down), 0.5, BRONZE);
            }
        }
    });
}
