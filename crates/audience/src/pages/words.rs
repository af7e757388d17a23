//! The word list: one proposes, another agrees.

use kernel::{Breach, Refusal, RowId, Text, Word, say};
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use crate::actions::{self, WordDraft};
use crate::record::BlockedWord;
use crate::state::Effect;
use crate::state::word::{Step, steps_from};
use crate::{paths, policy, store, texts};

const WORD: Text = say("词语", "Word");
const EFFECT: Text = say("处理", "What it does");
const STEPS: Text = say("办理", "Steps");
const NEW: Text = say("提议增加", "Propose a word");
const PROPOSE: Text = say("提交复核", "Propose");
const NONE: Text = say("词表为空", "The list is empty");
const TWO: Text = say(
    "词表对所有频道生效。每次增加或移除须由两人完成：一人提议，另一人复核。比对时不区分全半角、大小写、繁简体，并忽略中间的空格与符号。",
    "The list holds for all channels. Every addition and removal takes two people: one proposes, another agrees. Width, capitals, traditional and simplified characters are compared as one; spaces and signs between Chinese characters do not count.",
);
const PROPOSED: Text = say("已提交，等待另一人复核", "Proposed; another person has to agree");

pub(crate) async fn show(visit: Visit) -> Answer {
    page(&visit, &Form::default(), &[]).await
}

async fn page(visit: &Visit, form: &Form, breaches: &[Breach]) -> Answer {
    let actor = visit.actor()?;
    let read = visit.site.db.read(move |tx| {
        policy::permit_moderate(&actor)?;
        Ok::<_, Refusal>(store::words(tx)?)
    });
    let (lang, all) = (visit.lang, read.await?);
    let status = if breaches.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let effects = Effect::ALL.iter().map(|it| (it.word().to_owned(), it.text().get(lang).to_owned())).collect();
    let rows = all.iter().map(|it| row(visit, it)).collect();
    let body = html! {
        (ui::heading(texts::WORDS.get(lang), html! {}))
        p { (TWO.get(lang)) }
        (ui::breach_summary(lang, breaches))
        (ui::table(lang, texts::WORDS, &[WORD, EFFECT, texts::REASON, texts::STATE, STEPS], rows, NONE))
        (ui::section(lang, NEW, ui::form(lang, &visit.csrf, paths::WORDS, "word-new", html! {
            (ui::fields_row(html! {
                (Field::text("word", WORD).value(form.get("word")).maxlength(50).render(lang, breaches))
                (Field::select("effect", EFFECT, effects).value(form.get("effect")).render(lang, breaches))
                (Field::text("reason", texts::REASON).value(form.get("reason")).maxlength(500).render(lang, breaches))
            }))
            (ui::actions(ui::submit(lang, PROPOSE)))
        })))
    };
    Ok(visit.page_with(status, texts::WORDS, body))
}

fn row(visit: &Visit, it: &BlockedWord) -> Vec<Markup> {
    let lang = visit.lang;
    let button = |step: Step| {
        let may = visit.visitor.as_ref().map(|visitor| policy::permit_word(&visitor.actor, step, it));
        match may {
            Some(Err(Refusal::Forbidden { who })) => ui::blocked(lang, step.text(), &who),
            _ => ui::step_button(&paths::step_word(it.id, step), &visit.csrf, step.text()).render(lang),
        }
    };
    vec![
        html! { (it.word) },
        html! { (it.effect.text().get(lang)) },
        html! { (it.reason) },
        ui::badge(lang, it.state.text(), texts::word_tone(it.state)),
        ui::actions(html! { @for step in steps_from(it.state) { (button(step)) } }),
    ]
}

pub(crate) async fn propose(visit: Visit, form: Form) -> Answer {
    let actor = visit.actor()?;
    let outcome = match form.word::<Effect>("effect") {
        Err(breach) => Err(breach.into()),
        Ok(effect) => {
            let draft = WordDraft { word: form.get("word").into(), effect, reason: form.get("reason").into() };
            visit.site.db.write(move |tx| actions::propose(tx, &actor, &draft)).await
        }
    };
    match outcome {
        Ok(_) => visit.done(paths::WORDS, PROPOSED),
        Err(Refusal::Breaches(breaches)) => page(&visit, &form, &breaches).await,
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn step(visit: Visit, Path((id, step)): Path<(RowId, String)>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let step = Step::parse(&step).map_err(|_| Refusal::NotFound)?;
    let reason = form.get("reason").to_owned();
    visit.site.db.write(move |tx| actions::step_word(tx, &actor, id, (step, &reason))).await?;
    visit.done(paths::WORDS, texts::DONE)
}
