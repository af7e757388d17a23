//! Where the forms of a closing go.

use agreements::ResultKind;
use applications::checklist::{Answer as Checked, Stage};
use applications::checklist_form;
use files::Limits;
use kernel::{Actor, Breach, Breaches, ClosingId, FileId, ProjectId, Refusal, RowId, Said, Text, Word, say};
use web::{Answer, Form, IntoResponse, Path, StatusCode, Visit};

use crate::actions::{
    self, AcceptanceInput, Draft, ExtraInput, Judgement, OpinionInput, OutcomeInput, accepted_field, done_field,
    note_field,
};
use crate::pages::decide::reason_field;
use crate::pages::show::again;
use crate::rules::Conclusion;
use crate::state::{State, Step};
use crate::store::{self, REPORT, RESULTS};
use crate::{Closing, paths};

pub(super) async fn begin(visit: Visit, Path(id): Path<ProjectId>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    let try_once = |actor: Actor| visit.site.db.write(move |tx| actions::begin(tx, &actor, id));
    let closing = match try_once(actor.clone()).await {
        Err(Refusal::Overtaken) => try_once(actor).await?, // the other press of the button has made it
        answer => answer?,
    };
    Ok(web::see(&paths::closing(closing.id)))
}

/// Saves, uploads, and hands in when asked to: each in a transaction of its own, so that a refused submission keeps what
/// was typed and uploaded.
pub(super) async fn draft(visit: Visit, Path(id): Path<ClosingId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    if form.get("then") == "remove" {
        return remove(visit, actor, id, &form).await;
    }
    let mut problems = keep(&visit, &actor, id, &form).await?;
    problems.extend(upload(&visit, &actor, id, &form).await?);
    if form.get("then") != "submit" {
        return saved(&visit, id, &form, &problems).await;
    }
    if !problems.is_empty() {
        // What cannot be kept is told together with what the rules miss, so that nobody has to send the form twice.
        problems.extend(visit.site.db.read(move |tx| actions::missing(tx, &actor, id)).await?);
        return again(&visit, id, &form, &problems).await;
    }
    match hand_in(&visit, &actor, id).await {
        Ok(_) => visit.done(&paths::closing(id), say("结题已提交。", "The closing is handed in.")),
        Err(refusal) => refused(&visit, id, &form, refusal).await,
    }
}

async fn saved(visit: &Visit, id: ClosingId, form: &Form, problems: &[Breach]) -> Answer {
    if problems.is_empty() {
        visit.done(&paths::closing(id), say("已保存。", "Saved."))
    } else {
        again(visit, id, form, problems).await
    }
}

async fn hand_in(visit: &Visit, actor: &Actor, id: ClosingId) -> Result<Closing, Refusal> {
    let actor = actor.clone();
    visit
        .site
        .db
        .write(move |tx| {
            let step = match store::get(tx, id)?.state {
                State::Returned => Step::Resubmit,
                State::Draft
                | State::UniversityReview
                | State::EnterpriseReview
                | State::Concluded
                | State::ExpertReview
                | State::Audited
                | State::Passed
                | State::Failed => Step::Submit,
            };
            actions::step(tx, &actor, id, step, "", None, &[])
        })
        .await
}

/// Keeps what was typed; answers what cannot be kept.
async fn keep(visit: &Visit, actor: &Actor, id: ClosingId, form: &Form) -> Result<Breaches, Refusal> {
    let (draft, mut problems) = read_draft(form, true);
    let actor = actor.clone();
    match visit.site.db.write(move |tx| actions::save(tx, &actor, id, &draft)).await {
        Ok(_) => {}
        Err(Refusal::Breaches(more)) => problems.extend(more),
        Err(refusal) => return Err(refusal),
    }
    Ok(problems)
}

/// Stores every file that was chosen; one that is refused does not hinder the others.
async fn upload(visit: &Visit, actor: &Actor, id: ClosingId, form: &Form) -> Result<Breaches, Refusal> {
    let mut problems = Breaches::new();
    let outcomes = visit.site.db.read(move |tx| store::outcomes(tx, id)).await?;
    let purposes =
        [REPORT.to_owned(), RESULTS.to_owned()].into_iter().chain(outcomes.iter().map(|o| store::evidence_for(o.id)));
    for purpose in purposes {
        for file in form.files(&purpose) {
            let stored = match visit.site.files.put(file.bytes.clone(), &file.name, &Limits::default()).await {
                Ok(stored) => stored,
                Err(refused) => {
                    match refused.refusal(purpose.as_str()) {
                        Refusal::Breaches(more) => problems.extend(more),
                        fault => return Err(fault),
                    }
                    continue;
                }
            };
            let (actor, purpose) = (actor.clone(), purpose.clone());
            visit.site.db.write(move |tx| store::attach(tx, &actor, id, &purpose, &stored)).await?;
        }
    }
    Ok(problems)
}

async fn remove(visit: Visit, actor: Actor, id: ClosingId, form: &Form) -> Answer {
    let outcome: RowId = form.id("outcome")?;
    visit.site.db.write(move |tx| actions::remove_result(tx, &actor, id, outcome)).await?;
    visit.done(&paths::closing(id), say("已移除。", "Removed."))
}

/// Saves while typing; answers the problems of what was typed, nothing else.
pub(super) async fn autosave(visit: Visit, Path(id): Path<ClosingId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let (draft, _) = read_draft(&form, false);
    match visit.site.db.write(move |tx| actions::save(tx, &actor, id, &draft)).await {
        Ok(_) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(Refusal::Breaches(found)) => {
            let fields: Vec<&str> =
                form.pairs().iter().map(|(name, _)| name.as_str()).filter(|name| !name.starts_with('_')).collect();
            visit.part(ui::live_messages(visit.lang, &fields, &found))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// The draft as the form holds it. A new result is taken only when the form is sent, not while it is being typed.
fn read_draft(form: &Form, is_sent: bool) -> (Draft, Breaches) {
    let ids = form.pairs().iter().filter_map(|(name, _)| name.strip_prefix("outcomes.")?.strip_suffix(".what"));
    let outcomes = ids.map(|id| OutcomeInput {
        id: id.to_owned(),
        is_done: form.ticked(&done_field(id)),
        what: form.get(&actions::what_field(id)).to_owned(),
        deviation: form.get(&actions::deviation_field(id)).to_owned(),
    });
    let mut problems = Breaches::new();
    let what = form.get("extra.what");
    let extra = (is_sent && !what.is_empty()).then(|| match form.word::<ResultKind>("extra.kind") {
        Ok(kind) => Some(ExtraInput { kind, what: what.to_owned() }),
        Err(breach) => {
            problems.push(breach);
            None
        }
    });
    let text = |name: &str| form.has(name).then(|| form.get(name).to_owned());
    let draft = Draft {
        summary: text("summary"),
        missing_cash_reason: text("missing_cash_reason"),
        outcomes: outcomes.collect(),
        extra: extra.flatten(),
        revision: form.get("revision").parse().ok(),
        form: form.get("form").chars().take(32).collect(),
    };
    (draft, problems)
}

pub(super) async fn detach(visit: Visit, Path((id, file)): Path<(ClosingId, FileId)>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| store::detach(tx, &actor, id, file)).await?;
    visit.done(&paths::closing(id), say("文件已移除。", "The file is removed."))
}

/// Keeps the judgements first, so that a refused conclusion loses none of them.
pub(super) async fn acceptance(visit: Visit, Path(id): Path<ClosingId>, form: Form) -> Answer {
    let (actor, input) = (visit.actor()?, read_acceptance(&form));
    let judged = visit.site.db.write(move |tx| actions::judge(tx, &actor, id, &input)).await;
    if let Err(refusal) = judged {
        return refused(&visit, id, &form, refusal).await;
    }
    if form.get("then") != "conclude" {
        return visit
            .done(&paths::closing(id), say("已保存，尚未出具结论。", "Saved; the conclusion is not written yet."));
    }
    take(visit, id, Step::Conclude, form, None, Vec::new()).await
}

fn read_acceptance(form: &Form) -> AcceptanceInput {
    let ids = form.pairs().iter().filter_map(|(name, _)| name.strip_prefix("note."));
    let judgements = ids.map(|id| Judgement {
        id: id.to_owned(),
        accepted: match form.get(&accepted_field(id)) {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        note: form.get(&note_field(id)).to_owned(),
    });
    AcceptanceInput {
        judgements: judgements.collect(),
        conclusion: Conclusion::parse(form.get("conclusion")).ok(),
        conclusion_text: form.has("conclusion_text").then(|| form.get("conclusion_text").to_owned()),
    }
}

pub(super) async fn opinion(visit: Visit, Path(id): Path<ClosingId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let given = match read_opinion(&form) {
        Ok(input) => visit.site.db.write(move |tx| actions::give_opinion(tx, &actor, id, &input)).await,
        Err(breach) => Err(breach.into()),
    };
    match given {
        Ok(_) => visit.done(&paths::closing(id), say("专家组意见已记录。", "The opinion is recorded.")),
        Err(refusal) => refused(&visit, id, &form, refusal).await,
    }
}

fn read_opinion(form: &Form) -> Result<OpinionInput, Breach> {
    Ok(OpinionInput { conclusion: form.word("conclusion")?, reason: form.get("reason").to_owned() })
}

pub(super) async fn step(visit: Visit, Path((id, word)): Path<(ClosingId, String)>, form: Form) -> Answer {
    let step = Step::parse(&word).map_err(|_| Refusal::NotFound)?;
    let opinion = if step == Step::Audit { read_opinion(&form).ok() } else { None };
    let checks = checklist_form::answers(Stage::Closing, &form);
    take(visit, id, step, form, opinion, checks).await
}

/// The university's review: the step is the button that was pressed.
pub(super) async fn review(visit: Visit, Path(id): Path<ClosingId>, form: Form) -> Answer {
    let step: Step = form.word("then")?;
    let opinion = if step == Step::Audit { read_opinion(&form).ok() } else { None };
    let checks = checklist_form::answers(Stage::Closing, &form);
    take(visit, id, step, form, opinion, checks).await
}

async fn take(
    visit: Visit,
    id: ClosingId,
    step: Step,
    form: Form,
    opinion: Option<OpinionInput>,
    checks: Vec<Checked>,
) -> Answer {
    let (actor, reason) = (visit.actor()?, reason_of(&form, step));
    let reason =
        if step == Step::UniversityReturn { checklist_form::reason(visit.lang, &reason, &checks) } else { reason };
    let taken =
        visit.site.db.write(move |tx| actions::step(tx, &actor, id, step, &reason, opinion.as_ref(), &checks)).await;
    match taken {
        Ok(closing) => visit.done(&paths::closing(id), done(step, closing.state.text())),
        Err(Refusal::Breaches(breaches)) => again(&visit, id, &form, &beside(&form, step, breaches)).await,
        Err(refusal) => Err(refusal.into()),
    }
}

/// The reason of a return is called after its step on the page, since two forms may ask for a reason.
fn reason_of(form: &Form, step: Step) -> String {
    let named = reason_field(step);
    form.get(if form.has(&named) { &named } else { "reason" }).to_owned()
}

/// Puts what is wrong with a reason beside the field it was typed into.
fn beside(form: &Form, step: Step, breaches: Breaches) -> Breaches {
    let named = reason_field(step);
    let place =
        |b: Breach| if b.field == "reason" && form.has(&named) { Breach { field: named.clone(), ..b } } else { b };
    breaches.into_iter().map(place).collect()
}

fn done(step: Step, state: Text) -> Said {
    let (step, said) = (step.text(), say("已办理：{zh}。现在的状态：{state}。", "Done: {en}. It is now: {state_en}."));
    said.with(&[("zh", &step.zh), ("en", &step.en), ("state", &state.zh), ("state_en", &state.en)])
}

async fn refused(visit: &Visit, id: ClosingId, form: &Form, refusal: Refusal) -> Answer {
    match refusal {
        Refusal::Breaches(breaches) => again(visit, id, form, &breaches).await,
        other => Err(other.into()),
    }
}
