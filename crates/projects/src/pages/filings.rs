//! Looking a filing up: anybody, by its number, with what it takes to check it without us.

use directory::EnglishNames;
use kernel::{Breach, Lang, OrganisationId, Refusal, Text, say};
use ui::{Field, Markup, Tone, html};
use web::{Answer, Path, Query, StatusCode, Visit, see};

use crate::number::{self, NoNumber, ProjectNumber};
use crate::{Filing, export, filing, paths, texts};

#[derive(Debug, Default, serde::Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    number: String,
}

const LEAD: Text = say(
    "输入项目编号核对备案记录。空格、连字符、全角和小写均可。",
    "Type a project number to check its filing. Spaces, hyphens, full-width and lower case are fine.",
);
const NONE: Text = say(
    "没有编号为 {number} 的备案记录，请核对编号。",
    "There is no filing with the number {number}; please check it.",
);

pub(crate) async fn index(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let typed = asked.number.trim().to_owned();
    if typed.is_empty() {
        let latest = visit.site.db.read(|tx| filing::latest(tx, 20)).await?;
        return visit.page(texts::FILINGS, page(&visit, "", &[], &latest));
    }
    look_up(&visit, &typed).await
}

pub(crate) async fn show(visit: Visit, Path(typed): Path<String>) -> Answer {
    look_up(&visit, &typed).await
}

async fn look_up(visit: &Visit, typed: &str) -> Answer {
    let text = typed.to_owned();
    let lang = visit.lang;
    let (found, breach) = visit
        .site
        .db
        .read(move |tx| {
            let (found, breach) = look(tx, &text)?;
            let found = match found {
                Some(found) => Some((parties(tx, lang, &found.filing)?, found)),
                None => None,
            };
            Ok::<_, Refusal>((found, breach))
        })
        .await?;
    match (found, breach) {
        (Some((parties, found)), _) if found.filing.number == typed => {
            visit.page(title(&found.filing), record(lang, &found, &parties))
        }
        (Some((_, found)), _) => Ok(see(&paths::filing(&found.filing.number))),
        (None, breach) => {
            let body = page(visit, typed, &breach.into_iter().collect::<Vec<_>>(), &[]);
            Ok(visit.page_with(StatusCode::NOT_FOUND, texts::FILINGS, body))
        }
    }
}

/// Enterprise and university in English, where the page is. The filing itself keeps the names it was made with.
fn parties(tx: &mut db::Tx<'_>, lang: Lang, filing: &Filing) -> Result<Parties, Refusal> {
    let project = crate::store::get(tx, filing.project_id)?;
    let names = directory::english_names(tx, lang, [project.enterprise_id, project.university_id])?;
    Ok(Parties { enterprise: project.enterprise_id, university: project.university_id, names })
}

struct Parties {
    enterprise: OrganisationId,
    university: OrganisationId,
    names: EnglishNames,
}

fn title(filing: &Filing) -> kernel::Said {
    say("备案 {number}", "Filing {number}").with(&[("number", &filing.number)])
}

/// A filing, and whether it is what was filed.
pub(crate) struct Checked {
    pub filing: Filing,
    pub is_genuine: bool,
}

/// The filing under a typed number, or what is wrong with it. Where the check character does not fit, the only characters
/// that could be wrong are those whose repair leads to a number that is filed.
pub(crate) fn look(tx: &mut db::Tx<'_>, typed: &str) -> Result<(Option<Checked>, Option<Breach>), Refusal> {
    match number::parse(typed) {
        Ok(number) => {
            let found = match filing::find(tx, &number.to_string())? {
                Some(filing) => Some(Checked { is_genuine: filing::is_genuine(tx, &filing)?, filing }),
                None => None,
            };
            let breach = found.is_none().then(|| Breach::field("number", NONE.with(&[("number", &number)])));
            Ok((found, breach))
        }
        Err(NoNumber::Check) => Ok((None, Some(which_is_wrong(tx, typed)?))),
        Err(NoNumber::Form | NoNumber::Character(_) | NoNumber::Legacy) => Ok((None, number::known_form(typed).err())),
    }
}

fn which_is_wrong(tx: &mut db::Tx<'_>, typed: &str) -> Result<Breach, Refusal> {
    let mut near = Vec::new();
    for (position, candidate) in number::repairs(typed) {
        if filing::find(tx, &candidate.to_string())?.is_some() {
            near.push((position, candidate));
        }
    }
    Ok(match near.as_slice() {
        [(position, candidate)] => Breach::of(
            "P-05",
            "number",
            say(
                "编号第 {position} 位有误，您要找的可能是 {candidate}。",
                "Character {position} is wrong; you may mean {candidate}.",
            )
            .with(&[("position", position), ("candidate", candidate)]),
        ),
        [] => {
            number::known_form(typed).err().unwrap_or_else(|| Breach::field("number", NONE.with(&[("number", &typed)])))
        }
        several => {
            let all: Vec<String> = several.iter().map(|(_, c): &(usize, ProjectNumber)| c.to_string()).collect();
            Breach::of(
                "P-05",
                "number",
                say("编号校验不符，您要找的可能是：{all}。", "The check character does not fit; you may mean: {all}.")
                    .with(&[("all", &all.join("、"))]),
            )
        }
    })
}

fn page(visit: &Visit, typed: &str, breaches: &[Breach], latest: &[Filing]) -> Markup {
    let lang = visit.lang;
    html! {
        (ui::heading(texts::FILINGS.get(lang), exports::link_with(visit, export::FILINGS, &[])))
        p.lead { (LEAD.get(lang)) }
        (ui::breach_summary(lang, breaches))
        (ui::filter_bar(lang, paths::FILINGS, html! { (Field::text("number", texts::NUMBER).value(typed).autofocus().render(lang, breaches)) }))
        @if !latest.is_empty() { (ui::section(lang, say("最近备案", "Latest filings"), html! {
            ul.stack { @for f in latest { li { a href=(paths::filing(&f.number)) { (f.number) } " · " (ui::when(lang, f.filed_at)) } } }
        })) }
    }
}

fn record(lang: Lang, Checked { filing: f, is_genuine }: &Checked, p: &Parties) -> Markup {
    let body: Result<filing::Body, _> = serde_json::from_str(&f.body);
    html! {
        (ui::breadcrumbs(lang, &[(paths::FILINGS.into(), texts::FILINGS.into())]))
        (ui::heading(&f.number, whole(lang, *is_genuine)))
        @if let Ok(b) = &body { (ui::facts(lang, vec![
            (texts::TITLE, ui::theirs(lang, &b.title)),
            (texts::TYPE, html! { (kernel::Word::text(b.project_type).get(lang)) }),
            (texts::ENTERPRISE, p.names.shown(lang, p.enterprise, &b.enterprise)),
            (texts::UNIVERSITY, p.names.shown(lang, p.university, &b.university)),
            (texts::PI, ui::theirs(lang, &b.pi)),
            (texts::MODE, html! { (kernel::Word::text(b.mode).get(lang)) }),
            (say("立项日期", "Established on"), ui::day(lang, b.established_on)),
            (say("备案序号", "Filing"), html! { (f.sequence) }),
            (say("备案时间", "Filed"), ui::when(lang, f.filed_at)),
        ])) }
        p { a href=(paths::project(f.project_id)) { (say("查看项目现状", "See the project as it is now").get(lang)) } }
        (ui::section(lang, say("自行核验", "Check it yourself"), html! {
            p { (HOW.get(lang)) }
            (ui::facts(lang, vec![
                (say("SHA-256", "SHA-256"), html! { code { (f.hash) } }),
                (say("前一备案的 SHA-256", "SHA-256 of the filing before"), html! { code { (f.prev_hash) } }),
            ]))
            pre tabindex="0" { (filing::hashed_text(f.sequence, f.filed_at, &f.body, &f.prev_hash)) }
        }))
    }
}

const HOW: Text = say(
    "备案记录写入后不可更改，每条都含前一条的哈希值。把下面的文字（每行以换行结尾）原样存为文件，用任何 SHA-256 工具计算，结果应与上列一致。",
    "A filing is never changed, and each holds the hash of the one before. Save the text below as it is (every line ends with a line feed) and work its SHA-256 out with any tool: it equals the one above.",
);

fn whole(lang: Lang, is_genuine: bool) -> Markup {
    if is_genuine {
        ui::badge(lang, say("记录完好", "Intact"), Tone::Good)
    } else {
        ui::badge(lang, say("记录已被篡改", "Tampered with"), Tone::Bad)
    }
}

/// A filing for programs, with the text its hash is made of.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub(crate) struct FilingAnswer {
    sequence: i64,
    number: String,
    project_id: kernel::ProjectId,
    filed_at: kernel::Instant,
    body: String,
    prev_hash: String,
    hash: String,
    /// SHA-256 of this text is `hash`.
    hashed_text: String,
    is_whole: bool,
}

impl From<Checked> for FilingAnswer {
    fn from(Checked { filing: f, is_genuine }: Checked) -> FilingAnswer {
        FilingAnswer {
            hashed_text: filing::hashed_text(f.sequence, f.filed_at, &f.body, &f.prev_hash),
            is_whole: is_genuine,
            sequence: f.sequence,
            number: f.number,
            project_id: f.project_id,
            filed_at: f.filed_at,
            body: f.body,
            prev_hash: f.prev_hash,
            hash: f.hash,
        }
    }
}
