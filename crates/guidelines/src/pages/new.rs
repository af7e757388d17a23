//! Beginning a guideline: which round, which way of review, and whether the enterprise may submit at all.

use db::Tx;
use directory::EnterpriseProfile;
use kernel::{Actor, Breach, Breaches, Day, Lang, Mode, Refusal, RoundId, Text, Word, say};
use ui::{Field, Markup, Tone, html};
use web::{Answer, Form, Response, StatusCode, Visit};

use crate::actions::{self, NewGuideline};
use crate::complete::eligibility;
use crate::content::{Content, LINE_MAX};
use crate::paths;
use crate::record::Round;
use crate::rounds::{ROLLING, rounds};
use crate::standing::standing;
use crate::texts::{GUIDELINES, ROUND, SPECIAL, label};

const NEW: Text = say("新建项目指南", "New guideline");
const BEGIN: Text = say("开始填写", "Begin");
const ELIGIBLE: Text =
    say("企业符合参与条件，可以提交指南。", "The enterprise meets the conditions for submitting a guideline.");
const NOT_YET: Text = say(
    "企业目前还不能提交指南。可以先填写草稿，条件满足后再提交：",
    "The enterprise cannot submit a guideline yet. You can write the draft now and submit once these are settled:",
);
const CONDITIONS: Text = say("企业参与条件", "Conditions for the enterprise");
const SPECIAL_HINT: Text = say(
    "企业专项另有专家评审阶段；开始后不能更改。",
    "A special programme passes an expert stage of its own; it cannot be changed later.",
);
const ROUND_HINT: Text = say(
    "2024 模式随时可提交，通过后立即发布；老模式批次在开放期内提交、统一发布。",
    "The 2024 mode takes guidelines on any day and publishes on approval; a legacy round takes them while it is open and publishes together.",
);

struct Start {
    rounds: Vec<Round>,
    profile: EnterpriseProfile,
    eligibility: Breaches,
}

fn load(tx: &mut Tx<'_>, actor: &Actor) -> Result<Start, Refusal> {
    let enterprise = actor.organisation_id().ok_or(Refusal::NotFound)?;
    let today = tx.now().day();
    let profile = directory::enterprise_profile(tx, enterprise)?;
    let rounds = rounds(tx)?.into_iter().filter(|round| is_offered(round, today)).collect();
    // Before the 2024 mode began, the figures of the legacy mode count.
    let found = rulesets::applicable_on(tx, Mode::Rolling, today);
    let (_, terms) = found.or_else(|_| rulesets::applicable_on(tx, Mode::Legacy, today))?;
    let eligibility = eligibility(&standing(tx, enterprise)?, today, &terms);
    Ok(Start { rounds, profile, eligibility })
}

/// Rounds that are over take nothing any more; the 2024 mode takes nothing before its first day.
fn is_offered(round: &Round, today: Day) -> bool {
    match round.mode {
        Mode::Legacy => round.closes_on.is_none_or(|last| today <= last),
        Mode::Rolling => round.opens_on <= today,
    }
}

pub(crate) async fn form(visit: Visit) -> Answer {
    let actor = visit.actor()?;
    let start = visit.site.db.read(move |tx| load(tx, &actor)).await?;
    let usual = start.rounds.iter().find(|round| round.id == ROLLING).or(start.rounds.first());
    let typed = Form::of(&[("round_id", &usual.map_or(String::new(), |round| round.id.to_string()))]);
    Ok(render(&visit, StatusCode::OK, &start, &typed, &[]))
}

pub(crate) async fn create(visit: Visit, form: Form) -> Answer {
    let actor = visit.actor()?;
    let title = form.optional("title", LINE_MAX);
    let round = form.id::<RoundId>("round_id");
    let is_special = form.ticked("is_special");
    let made = {
        let actor = actor.clone();
        visit.site.db.write(move |tx| {
            let (title, round_id) = match (title, round) {
                (Ok(title), Ok(round)) => (title, Some(round)),
                (title, round) => return Err(Refusal::Breaches(title.err().into_iter().chain(round.err()).collect())),
            };
            let profile = load(tx, &actor)?.profile;
            let content = Content {
                title,
                contact_name: profile.contact_name,
                contact_phone: profile.contact_phone,
                contact_email: profile.contact_email,
                ..Content::default()
            };
            actions::create(tx, &actor, NewGuideline { round_id, is_special, content })
        })
    };
    match made.await {
        Ok(guideline) => visit.done(
            &paths::edit(guideline.id),
            say("草稿已建立，填写内容会自动保存", "The draft is begun; what you type is saved by itself"),
        ),
        Err(Refusal::Breaches(breaches)) => {
            let start = visit.site.db.read(move |tx| load(tx, &actor)).await?;
            Ok(render(&visit, StatusCode::UNPROCESSABLE_ENTITY, &start, &form, &breaches))
        }
        Err(other) => Err(other.into()),
    }
}

fn render(visit: &Visit, status: StatusCode, start: &Start, typed: &Form, breaches: &[Breach]) -> Response {
    let lang = visit.lang;
    let options = start.rounds.iter().map(|round| (round.id.to_string(), round_name(lang, round))).collect();
    let form = ui::form(
        lang,
        &visit.csrf,
        paths::NEW,
        "guideline-new",
        html! {
            (Field::text("title", label("title")).value(typed.get("title")).maxlength(LINE_MAX as u32).autofocus().render(lang, breaches))
            (Field::select("round_id", ROUND, options).value(typed.get("round_id")).required().hint(ROUND_HINT).render(lang, breaches))
            (Field::checkbox("is_special", SPECIAL).checked(typed.ticked("is_special")).hint(SPECIAL_HINT).render(lang, breaches))
            (ui::actions(ui::submit(lang, BEGIN)))
        },
    );
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::GUIDELINES.into(), GUIDELINES.into())]))
        (ui::heading(NEW.get(lang), html! {}))
        (ui::breach_summary(lang, breaches))
        (ui::columns(form, conditions(lang, &start.eligibility)))
    };
    visit.page_with(status, NEW, body)
}

/// Rules E-02, E-03, E-05 before a word is written.
fn conditions(lang: Lang, breaches: &[Breach]) -> Markup {
    ui::card(html! {
        h2 { (CONDITIONS.get(lang)) }
        @if breaches.is_empty() { (ui::alert(Tone::Good, html! { p { (ELIGIBLE.get(lang)) } })) }
        @else { p { (NOT_YET.get(lang)) } (ui::breach_list(lang, &super::panel::placed(breaches))) }
    })
}

/// `2021年5月 · 老模式 · 2021-05-01 – 2021-05-31`
pub(crate) fn round_name(lang: Lang, round: &Round) -> String {
    let days = round.closes_on.map_or(String::new(), |last| {
        format!(" · {} – {}", ui::day_text(lang, round.opens_on), ui::day_text(lang, last))
    });
    if round.closes_on.is_none() && round.id == ROLLING {
        return say("2024 模式（随时征集）", "2024 mode (any day)").get(lang).to_owned();
    }
    format!("{} · {}{days}", round.name, round.mode.text().get(lang))
}
