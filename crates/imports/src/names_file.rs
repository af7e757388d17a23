//! What a person wrote about names nobody knew, in the sheet that a report has for it.

use directory::OrganisationKind;
use directory::names::{Names, key};
use kernel::{Breach, Refusal, Text, Word, say};
use sheets::Source;

use crate::layout::Field;
use crate::parties::{Choice, Choices};
use crate::progress::Progress;
use crate::reading::{HowToRead, List};

/// The sheet of a report that asks what names mean.
pub const SHEET: Text = say("待确认单位", "Names to confirm");
/// What is written where a new organisation is to be added.
pub const ADD: Text = say("新增", "add");

kernel::words! {
    /// A column of that sheet.
    pub enum NameField {
        Name = "name" ("名单中的名称", "Name in the list"),
        Kind = "kind" ("类别", "Kind"),
        Means = "means" ("确认为", "Means"),
    }
}

impl Field for NameField {
    fn headings(self) -> &'static [&'static str] {
        match self {
            NameField::Name => &["名单中的名称", "名称", "name in the list", "name"],
            NameField::Kind => &["类别", "kind"],
            NameField::Means => &["确认为", "means"],
        }
    }
    fn is_required(self) -> bool {
        true
    }
}

/// Reads what names mean: an organisation by its name or code, or 新增 for one to be added. Rows without an answer say
/// nothing. `registers` holds the organisations of each kind.
pub fn read(source: impl Source + 'static, registers: &[(OrganisationKind, &Names)]) -> Result<Choices, Refusal> {
    let mut choices = Choices::new();
    let mut faults = Vec::new();
    let mut list = open(source)?;
    list.each(&Progress::default(), |line, _| {
        let (name, means) = (line.text(NameField::Name), line.text(NameField::Means));
        let kind = line.plain(NameField::Kind);
        let kind = OrganisationKind::ALL
            .iter()
            .copied()
            .find(|k| k.word() == kind || k.text().zh == kind || k.text().en == kind);
        let (Some(kind), false) = (kind, means.is_empty() || name.is_empty()) else { return Ok(()) };
        if means == ADD.zh || means.eq_ignore_ascii_case(ADD.en) {
            choices.insert((kind, key(&name)), Choice::Create);
            return Ok(());
        }
        let register = registers.iter().find(|(of, _)| *of == kind).map(|(_, names)| *names);
        match register.and_then(|names| names.find(&means)) {
            Some(found) => drop(choices.insert((kind, key(&name)), Choice::Is(found.id()))),
            None => {
                let said = UNKNOWN.with(&[("row", &line.number), ("name", &means)]);
                faults.push(Breach::field("names", said));
            }
        }
        Ok(())
    })?;
    if faults.is_empty() { Ok(choices) } else { Err(Refusal::Breaches(faults)) }
}

/// The sheet for names where the file has one, and otherwise its first.
fn open(source: impl Source + 'static) -> Result<List<NameField>, Refusal> {
    let mut source = source;
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut source, &mut bytes).map_err(Refusal::fault)?;
    let by_name = |sheet: &str| {
        let how = HowToRead { sheet: sheet.to_owned(), ..HowToRead::default() };
        List::open(std::io::Cursor::new(bytes.clone()), &how)
    };
    let list: List<NameField> = by_name(SHEET.zh).or_else(|_| by_name(SHEET.en)).or_else(|_| by_name(""))?;
    if list.is_complete() { Ok(list) } else { Err(Breach::field("names", INCOMPLETE).into()) }
}

const UNKNOWN: Text =
    say("第 {row} 行：平台上没有名为“{name}”的单位", "Row {row}: the register holds no organisation “{name}”");
const INCOMPLETE: Text =
    say("需要“名单中的名称”“类别”“确认为”三列", "The columns “Name in the list”, “Kind” and “Means” are needed");
