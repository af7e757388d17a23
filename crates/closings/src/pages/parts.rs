//! Parts that several pages of a closing share.

use agreements::SupportKind;
use files::Attachment;
use kernel::{Lang, Mode, Text, Word, say};
use ui::{Markup, StageAt, TimelineEntry, html};

use crate::pages::view::View;
use crate::rules::order_of_review;
use crate::state::State;
use crate::store::{REPORT, RESULTS, evidence_for};
use crate::{Closing, Conclusion, Outcome, paths, texts};

/// Stages in the order of the mode, from handing in to publication. Rule Z-02.
pub(super) fn stages(lang: Lang, closing: &Closing) -> Markup {
    let mut names = vec![say("提交结题材料", "Hand in")];
    names.extend(order_of_review(closing.mode).iter().map(|reviewer| texts::stage(*reviewer)));
    names.push(say("公布", "Publication"));
    let current = place(closing.state, closing.mode);
    let at = |index: usize| match index.cmp(&current) {
        std::cmp::Ordering::Less => StageAt::Done,
        std::cmp::Ordering::Equal => StageAt::Current,
        std::cmp::Ordering::Greater => StageAt::Todo,
    };
    let stages: Vec<(Text, StageAt)> = names.into_iter().enumerate().map(|(index, name)| (name, at(index))).collect();
    ui::progress_steps(lang, &stages)
}

/// Which of the stages is under way.
const fn place(state: State, mode: Mode) -> usize {
    match (state, mode) {
        (State::Draft | State::Returned, _) => 0,
        (State::UniversityReview, _) => 1,
        (State::EnterpriseReview | State::Concluded, Mode::Legacy) => 2,
        (State::ExpertReview, _) => 3,
        (State::EnterpriseReview, Mode::Rolling) => 1,
        (State::Concluded, Mode::Rolling) => 2,
        (State::Audited, _) => 3,
        (State::Passed | State::Failed, _) => 5,
    }
}

pub(super) fn facts(lang: Lang, view: &View) -> Markup {
    let (closing, project) = (&view.dossier.closing, &view.dossier.project);
    let mut lines = vec![
        (texts::NUMBER, html! { a href=(paths::project(project.id)) { (project.number) } }),
        (texts::ENTERPRISE, view.names.shown(lang, project.enterprise_id, &project.enterprise_name)),
        (texts::UNIVERSITY, view.names.shown(lang, project.university_id, &project.university_name)),
        (texts::PI, ui::theirs(lang, &project.pi_name)),
        (say("运行模式", "Mode"), html! { (closing.mode.text().get(lang)) }),
        (say("约定结题日期", "Agreed closing day"), ui::day(lang, project.closes_on)),
    ];
    lines.extend(closing.submitted_at.map(|at| (say("提交时间", "Handed in"), ui::when(lang, at))));
    lines.extend(closing.concluded_at.map(|at| (say("验收时间", "Concluded"), ui::when(lang, at))));
    lines.extend(closing.published_at.map(|at| (texts::PUBLISHED_ON, ui::when(lang, at))));
    if let Some(certificate) = &view.certificate {
        lines.push((
            texts::CERTIFICATE,
            html! { a href={ (paths::CERTIFICATES) "/" (certificate.code) } { (certificate.number) } },
        ));
    }
    if closing.submitted_at.is_some() {
        lines.push((
            say("提交回执", "Receipt"),
            html! { a href=(paths::receipt(closing.id)) { (say("下载", "Download").get(lang)) } },
        ));
    }
    ui::card(ui::facts(lang, lines))
}

/// What was promised, agreed and received, money and goods apart.
pub(super) fn money(lang: Lang, view: &View) -> Markup {
    let line = |kind: SupportKind| {
        let (agreed, received) = view.money(kind);
        vec![
            html! { (kind.text().get(lang)) },
            ui::amount(lang, agreed),
            ui::amount(lang, received),
            ui::amount(lang, agreed.less(received)),
        ]
    };
    let heads = [say("支持", "Support"), say("约定", "Agreed"), say("已到账", "Received"), say("未到账", "Missing")];
    let rows =
        if view.instalments.is_empty() { Vec::new() } else { vec![line(SupportKind::Cash), line(SupportKind::Goods)] };
    ui::section(
        lang,
        say("经费与软硬件", "Money and goods"),
        html! {
            (ui::table(lang, say("约定与到账", "Agreed and received"), &heads, rows, say("该项目没有登记拨付计划。", "No payment plan is recorded for this project.")))
            @if let Some(missing) = &view.missing { (ui::alert(ui::Tone::Warn, html! { p { (missing.said().get(lang)) } })) }
            @let reason = &view.dossier.closing.missing_cash_reason;
            @if view.missing.is_some() && !reason.is_empty() { h3 { (texts::CASH_REASON.get(lang)) } (ui::prose(reason)) }
        },
    )
}

/// Report and results list.
pub(super) fn documents(lang: Lang, view: &View) -> Markup {
    let files = |purpose: &str| html! { (file_links(lang, &view.dossier.closing, view.files_of(purpose))) };
    ui::section(
        lang,
        say("结题文件", "Documents"),
        ui::facts(lang, vec![(texts::REPORT_FILE, files(REPORT)), (texts::RESULTS_FILE, files(RESULTS))]),
    )
}

pub(super) fn file_links<'a>(lang: Lang, closing: &Closing, files: impl Iterator<Item = &'a Attachment>) -> Markup {
    let files: Vec<&Attachment> = files.collect();
    html! {
        @if !files.is_empty() { ul { @for file in files { li {
            a href=(paths::file(closing.id, file.id)) { (file.name) }
            " " span.muted { (size(lang, file.bytes)) }
        } } } }
    }
}

/// `1.2 MB`, `340 KB`.
fn size(_lang: Lang, bytes: i64) -> String {
    if bytes >= 1_048_576 {
        format!("{}.{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576)
    } else {
        format!("{} KB", (bytes + 1023) / 1024)
    }
}

/// Promised and delivered side by side, with the enterprise's judgement where it may be known.
pub(super) fn outcomes(lang: Lang, view: &View) -> Markup {
    let heads = [
        say("编号", "No."),
        say("约定的成果", "Promised"),
        say("完成情况", "Delivered"),
        texts::EVIDENCE,
        say("企业验收", "Enterprise"),
    ];
    let rows = view.outcomes.iter().map(|outcome| {
        let evidence = evidence_for(outcome.id);
        vec![
            html! { (outcome.number) },
            promised(lang, outcome),
            delivered(lang, outcome),
            file_links(lang, &view.dossier.closing, view.files_of(&evidence)),
            judgement(lang, outcome),
        ]
    });
    ui::section(
        lang,
        say("成果对照", "Promised and delivered"),
        ui::table(
            lang,
            say("逐项成果", "Each deliverable"),
            &heads,
            rows.collect(),
            say(
                "协议没有列出成果，也没有增列成果。",
                "The agreement lists no deliverable, and no further result was added.",
            ),
        ),
    )
}

pub(super) fn promised(lang: Lang, outcome: &Outcome) -> Markup {
    html! {
        (outcome.kind.text().get(lang))
        @if outcome.deliverable_id.is_some() { (say("：", ": ").get(lang)) (outcome.promised) } @else { " · " (say("协议外成果", "beyond the agreement").get(lang)) }
    }
}

pub(super) fn delivered(lang: Lang, outcome: &Outcome) -> Markup {
    html! {
        @if outcome.is_done { (ui::badge(lang, say("已完成", "Done"), ui::Tone::Good)) } @else { (ui::badge(lang, say("未完成", "Not done"), ui::Tone::Warn)) }
        @if !outcome.what.is_empty() { (ui::prose(&outcome.what)) }
        @if !outcome.deviation.is_empty() { p { strong { (say("偏差说明：", "Deviation: ").get(lang)) } (outcome.deviation) } }
    }
}

fn judgement(lang: Lang, outcome: &Outcome) -> Markup {
    html! {
        @match outcome.accepted {
            Some(true) => (ui::badge(lang, say("认可", "Accepted"), ui::Tone::Good)),
            Some(false) => (ui::badge(lang, say("不认可", "Not accepted"), ui::Tone::Bad)),
            None => {},
        }
        @if !outcome.accepted_note.is_empty() { p { (outcome.accepted_note) } }
    }
}

/// The enterprise's conclusion and what was made of it, as far as they may be known.
pub(super) fn conclusions(lang: Lang, closing: &Closing) -> Markup {
    let badge = |conclusion: Conclusion| ui::badge(lang, conclusion.text(), conclusion_tone(conclusion));
    let audit = match closing.mode {
        Mode::Legacy => say("专家组意见", "Opinion of the expert group"),
        Mode::Rolling => say("高校审核", "Audit of the university"),
    };
    html! {
        @if let (Some(conclusion), Some(_)) = (closing.conclusion, closing.concluded_at) {
            (ui::section(lang, texts::CONCLUSION, html! { p { (badge(conclusion)) } (ui::prose(&closing.conclusion_text)) }))
        }
        @if let Some(audited) = closing.audited_conclusion {
            (ui::section(lang, audit, html! { p { (badge(audited)) } (ui::prose(&closing.audit_reason)) }))
        }
    }
}

pub(super) const fn conclusion_tone(conclusion: Conclusion) -> ui::Tone {
    match conclusion {
        Conclusion::Passed => ui::Tone::Good,
        Conclusion::NotPassed => ui::Tone::Bad,
    }
}

pub(super) fn trail(lang: Lang, view: &View) -> Markup {
    let entries = view.entries.iter().map(|entry| TimelineEntry {
        at: entry.at,
        who: who(lang, entry),
        what: texts::act(entry.step()).get(lang).to_owned(),
        note: entry.reason.clone(),
    });
    ui::section(lang, say("办理记录", "What happened"), ui::timeline(lang, entries.collect()))
}

fn who(lang: Lang, entry: &journal::Entry) -> String {
    let role = entry.acting_as.as_deref().and_then(|word| kernel::Role::parse(word).ok());
    match role {
        Some(role) => format!("{} · {}", entry.person_name, role.text().get(lang)),
        None => entry.person_name.clone(),
    }
}
