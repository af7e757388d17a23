//! The preview of a plan: exactly who is asked to judge what, how good that is, what binds, and the buttons that change it or
//! make it happen.

use kernel::{Breach, PlanId, RowId, Said, Text, Word, say};
use ui::{Markup, Tone, html};
use web::{Answer, Cursor, Form, Path, Query, StatusCode, Visit};

use super::{certificate, seats, wishes};
use crate::actions::Loaded;
use crate::state::{Step, is_open};
use crate::texts::{PANELS, tone};
use crate::view::{self, View};
use crate::{doors, paths, texts};

const TITLE: Text = say("分派方案", "Assignment plan");
/// Subjects of one page: each brings a list of those who could be put in.
pub(super) const PAGE: usize = 20;

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    after: Cursor<RowId>,
}

/// What somebody just tried, with everything that stood in the way.
#[derive(Default)]
pub(super) struct Tried {
    pub form: Form,
    pub breaches: Vec<Breach>,
}

/// Everything the page shows.
pub(super) struct Shown<'s> {
    pub visit: &'s Visit,
    pub loaded: &'s Loaded,
    pub view: &'s View,
    pub after: Option<RowId>,
    pub tried: &'s Tried,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<PlanId>, Query(asked): Query<Asked>) -> Answer {
    let (loaded, view) = doors::seen(&visit, id).await?;
    let shown = Shown { visit: &visit, loaded: &loaded, view: &view, after: asked.after.0, tried: &Tried::default() };
    let trail = journal_of(&visit, &view).await?;
    visit.page(TITLE, page(&shown, trail))
}

/// The page again, with what was tried and why it did not work.
pub(super) async fn again(visit: &Visit, id: PlanId, tried: Tried) -> Answer {
    let (loaded, view) = doors::seen(visit, id).await?;
    let after = tried.form.id::<RowId>("after").ok();
    let shown = Shown { visit, loaded: &loaded, view: &view, after, tried: &tried };
    let trail = journal_of(visit, &view).await?;
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, TITLE, page(&shown, trail)))
}

async fn journal_of(visit: &Visit, view: &View) -> Result<Markup, web::Failed> {
    let (lang, id) = (visit.lang, view.id);
    let entries = visit.site.db.read(move |tx| journal::trail(tx, id.0)).await?;
    let entries = entries.into_iter().map(|entry| ui::TimelineEntry {
        at: entry.at,
        what: view::act(entry.step()).get(lang).to_owned(),
        note: note(lang, view, &entry.detail),
        who: entry.person_name,
    });
    Ok(ui::timeline(lang, entries.collect()))
}

/// What an act was about: the pair that was changed, or what was computed with.
fn note(lang: kernel::Lang, view: &View, detail: &str) -> String {
    let detail: serde_json::Value = serde_json::from_str(detail).unwrap_or_default();
    if let Some(seed) = detail["seed"].as_i64() {
        let sha = detail["instance_sha256"].as_str().unwrap_or_default();
        let said = say("种子 {seed}，实例 {sha}…", "seed {seed}, instance {sha}…");
        return said.with(&[("seed", &seed), ("sha", &sha.get(..12).unwrap_or(sha))]).get(lang).to_owned();
    }
    let is = |value: &serde_json::Value, id: String| value.as_str() == Some(&id);
    let line = view.lines.iter().find(|line| is(&detail["subject"], line.subject.to_string()));
    let expert = view.people.iter().find(|named| is(&detail["expert"], named.expert.to_string()));
    let name = expert.map_or("", |named| ui::named_text(lang, &named.name, &named.name_en));
    line.map_or(name.to_owned(), |line| format!("{name} · {}", texts::title(lang, &line.title)))
}

fn page(shown: &Shown<'_>, trail: Markup) -> Markup {
    let (lang, view) = (shown.visit.lang, shown.view);
    html! {
        (ui::breadcrumbs(lang, &[(paths::PANELS.into(), PANELS.into())]))
        (ui::heading(TITLE.get(lang), ui::badge(lang, view.state.text(), tone(view.state))))
        (ui::breach_summary(lang, &shown.tried.breaches))
        (warning(shown))
        (certificate::tiles(lang, view))
        (ui::section(lang, texts::both(view.kind), lines(shown)))
        (certificate::in_demand(lang, view))
        (ui::section(lang, say("如何复算", "How to compute it again"), certificate::replay(lang, view)))
        @if is_open(view.state) { (ui::section(lang, say("重新计算", "Compute again"), again_form(shown))) }
        (ui::section(lang, say("办理", "Next steps"), buttons(shown)))
        (ui::section(lang, say("办理记录", "What happened"), trail))
    }
}

fn warning(shown: &Shown<'_>) -> Markup {
    let (lang, view) = (shown.visit.lang, shown.view);
    let said = say(
        "计算之后有变动，方案不能执行。请移出有变动的专家，或重新计算。",
        "Something changed since, so the plan cannot be carried out. Take out who is concerned, or compute it again.",
    );
    html! {
        @if !view.changed.is_empty() {
            (ui::alert(Tone::Warn, html! {
                p { (said.get(lang)) }
                ul { @for change in &view.changed {
                    li {
                        (ui::theirs(lang, texts::title(lang, &change.title)))
                        @if let Some(expert) = &change.expert { " · " (ui::named(lang, &expert.name, &expert.name_en)) }
                        ": " (ui::theirs(lang, change.what.get(lang)))
                    }
                } }
            }))
        }
    }
}

fn lines(shown: &Shown<'_>) -> Markup {
    let (lang, view) = (shown.visit.lang, shown.view);
    let begin = match shown.after {
        None => 0,
        Some(after) => view.lines.iter().position(|line| line.subject == after).map_or(0, |at| at + 1),
    };
    let end = view.lines.len().min(begin + PAGE);
    let next = view.lines.get(begin..end).and_then(|some| some.last()).filter(|_| end < view.lines.len());
    let next = next.map(|line| format!("{}?after={}", paths::plan(view.id), line.subject));
    html! {
        (seats::table(shown, &view.lines[begin..end]))
        @if view.lines.len() > PAGE { (ui::pager(lang, next)) }
    }
}

fn again_form(shown: &Shown<'_>) -> Markup {
    let lang = shown.visit.lang;
    let typed = Some(&shown.tried.form).filter(|form| form.has("per_item"));
    let keeps = say(
        "已锁定的专家保持不动，已移出的不会再被选中；已不在待分派状态的会退出方案。",
        "Locked experts stay where they are, those taken out are not chosen again; what moved on leaves the plan.",
    );
    html! {
        p { (keeps.get(lang)) }
        (ui::form(lang, &shown.visit.csrf, &paths::compute(shown.view.id), "", html! {
            (wishes::fields(lang, typed, &shown.loaded.plan.wishes(), &shown.tried.breaches))
            (ui::actions(ui::submit_as(lang, "do", "compute", say("重新计算", "Compute again"), ui::Kind::Secondary)))
        }))
    }
}

fn buttons(shown: &Shown<'_>) -> Markup {
    const COMMIT: Text = say("确认分派并通知专家", "Assign and tell the experts");
    let (lang, view, csrf) = (shown.visit.lang, shown.view, &shown.visit.csrf);
    let pairs = shown.loaded.contents.pairs.len();
    let why: Option<Said> = if !is_open(view.state) {
        Some(say("该方案已结束", "This plan is over").into())
    } else if !view.changed.is_empty() {
        Some(say("计算之后有变动，见上方", "Something changed since; see above").into())
    } else if pairs == 0 {
        Some(say("方案中没有专家", "The plan holds no expert").into())
    } else {
        None
    };
    let confirm =
        say("将向 {n} 位次专家发出通知，确定吗？", "{n} letter(s) will be sent. Are you sure?").with(&[("n", &pairs)]);
    ui::actions(html! {
        @match why {
            None => (ui::step_button(&paths::step(view.id, Step::Commit), csrf, COMMIT).primary().confirm(confirm).render(lang)),
            Some(why) => (ui::blocked(lang, COMMIT, &why)),
        }
        @if is_open(view.state) {
            (ui::step_button(&paths::step(view.id, Step::Drop), csrf, Step::Drop.text()).render(lang))
        }
    })
}
