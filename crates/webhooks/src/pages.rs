//! The pages: the list with its form, and one webhook with its log.

use kernel::{Actor, Breach, Lang, Refusal, RowId, Word};
use ui::{Field, Markup, Tone, html};
use web::{Access, Answer, Cursor, Form, Path, Query, Routes, StatusCode, Visit};

use crate::actions::{self, NewWebhook};
use crate::answer::shown;
use crate::kind::Kind;
use crate::record::{Delivery, State, Webhook};
use crate::settings::Settings;
use crate::turns::STOP_AFTER;
use crate::{paths, policy, store, texts};

const KEEPERS: Access = Access::Roles(policy::ROLES);

pub(crate) fn routes(settings: Settings) -> Routes {
    Routes::new()
        .get(paths::LIST, KEEPERS, list)
        .post(paths::LIST, KEEPERS, move |visit: Visit, form: Form| create(settings, visit, form))
        .get("/webhooks/{id}", KEEPERS, show)
        .post("/webhooks/{id}/ping", KEEPERS, ping)
        .post("/webhooks/{id}/enable", KEEPERS, |visit, id, form| switch(visit, id, form, true))
        .post("/webhooks/{id}/disable", KEEPERS, |visit, id, form| switch(visit, id, form, false))
        .post("/webhooks/{id}/delete", KEEPERS, delete)
        .post("/webhooks/{id}/deliveries/{delivery}/again", KEEPERS, again)
}

async fn load(visit: &Visit) -> Result<Vec<Webhook>, web::Failed> {
    let (house, role) = policy::may_have(&visit.actor()?).ok_or(Refusal::NotFound)?;
    Ok(visit.site.db.read(move |tx| store::webhooks_of(tx, house, role)).await?)
}

async fn list(visit: Visit) -> Answer {
    let all = load(&visit).await?;
    visit.page(texts::TITLE, page(&visit, &all, &Form::default(), &[]))
}

async fn create(settings: Settings, visit: Visit, form: Form) -> Answer {
    let actor = visit.actor()?;
    let new = NewWebhook { url: form.get("url").to_owned(), kinds: form.all("kinds").map(str::to_owned).collect() };
    match visit.site.db.write(move |tx| actions::create(tx, &actor, &new, settings)).await {
        Ok((webhook, secret)) => made(&visit, &webhook, &secret),
        Err(Refusal::Breaches(faults)) => {
            let all = load(&visit).await?;
            let body = page(&visit, &all, &form, &faults);
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, texts::TITLE, body))
        }
        Err(other) => Err(other.into()),
    }
}

/// The only time the secret is seen.
fn made(visit: &Visit, webhook: &Webhook, secret: &str) -> Answer {
    let lang = visit.lang;
    let body = html! {
        (ui::heading(visit.t(texts::TITLE), html! {}))
        (ui::alert(Tone::Warn, html! { p { (visit.t(texts::ONCE)) } p { (visit.t(texts::SECRET)) " " code { (secret) } } }))
        (ui::facts(lang, vec![(texts::URL, html! { (webhook.url) }), (texts::KINDS, named(lang, webhook))]))
        (ui::actions(html! {
            (ui::link_button(lang, &paths::webhook(webhook.id), texts::LOG))
            (ui::link_button(lang, paths::LIST, texts::BACK))
        }))
    };
    visit.page(texts::TITLE, body)
}

fn page(visit: &Visit, all: &[Webhook], typed: &Form, faults: &[Breach]) -> Markup {
    let lang = visit.lang;
    let rows = all.iter().map(|webhook| {
        vec![
            html! { a href=(paths::webhook(webhook.id)) { (webhook.url) } },
            named(lang, webhook),
            state_of(lang, webhook),
        ]
    });
    let ticked: Vec<&str> = typed.all("kinds").collect();
    html! {
        (ui::heading(visit.t(texts::TITLE), html! {}))
        p.lead { (visit.t(texts::LEAD)) }
        (ui::breach_summary(lang, faults))
        (ui::table(lang, texts::TITLE, &[texts::URL, texts::KINDS, texts::STATE], rows.collect(), texts::EMPTY))
        (ui::section(lang, texts::NEW, ui::form(lang, &visit.csrf, paths::LIST, "", html! {
            (Field::text("url", texts::URL).value(typed.get("url")).required().render(lang, faults))
            fieldset.field.choice id="f-kinds" tabindex="-1" {
                legend { (visit.t(texts::KINDS)) }
                @for kind in Kind::offered() {
                    label.option { input type="checkbox" name="kinds" value=(kind.word()) checked[ticked.contains(&kind.word())]; " " span { (kind.text().get(lang)) " " code { (kind.word()) } } }
                }
                (ui::breaches_of(lang, "kinds", faults))
            }
            (ui::actions(ui::submit(lang, texts::CREATE)))
        })))
    }
}

fn named(lang: Lang, webhook: &Webhook) -> Markup {
    let names: Vec<&str> = webhook.kinds().map(|kind| kind.text().get(lang)).collect();
    html! { (names.join(if lang == Lang::Zh { "、" } else { ", " })) }
}

fn state_of(lang: Lang, webhook: &Webhook) -> Markup {
    match webhook.disabled_at {
        None => ui::badge(lang, texts::ON, Tone::Good),
        Some(_) => ui::badge(lang, texts::OFF, Tone::Neutral),
    }
}

/// Where the log goes on.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    after: Cursor<RowId>,
}

async fn show(visit: Visit, Path(id): Path<RowId>, Query(asked): Query<Asked>) -> Answer {
    let actor = visit.actor()?;
    let (webhook, log) = visit
        .site
        .db
        .read(move |tx| {
            let webhook = actions::own(tx, &actor, id)?.into_webhook();
            let log = store::deliveries(tx, id, asked.after.0)?;
            Ok::<_, Refusal>((webhook, log))
        })
        .await?;
    visit.page(texts::TITLE, one(&visit, &webhook, &log))
}

fn one(visit: &Visit, webhook: &Webhook, log: &[Delivery]) -> Markup {
    let (lang, id) = (visit.lang, webhook.id);
    let button = |step: &str, label| ui::step_button(&paths::step(id, step), &visit.csrf, label).render(lang);
    let shown = &log[..log.len().min(store::PAGE)];
    let next = shown
        .last()
        .filter(|_| log.len() > store::PAGE)
        .map(|last| format!("{}?after={}", paths::webhook(id), last.id));
    let heads = [texts::KINDS, texts::TIME, texts::STATE, texts::ATTEMPTS, texts::ANSWER, texts::NEXT, texts::AGAIN];
    html! {
        (ui::breadcrumbs(lang, &[(paths::LIST.to_owned(), texts::TITLE.into())]))
        (ui::heading(&webhook.url, state_of(lang, webhook)))
        p { (named(lang, webhook)) }
        (trouble(lang, webhook))
        (ui::actions(html! {
            @if webhook.disabled_at.is_none() { (button("ping", texts::PING)) (button("disable", texts::DISABLE)) }
            @else { (button("enable", texts::ENABLE)) }
            (ui::step_button(&paths::step(id, "delete"), &visit.csrf, texts::DELETE).danger().confirm(texts::SURE).render(lang))
        }))
        (ui::section(lang, texts::LOG, html! {
            (ui::table(lang, texts::LOG, &heads, shown.iter().map(|one| line(visit, one)).collect(), texts::NO_LOG))
            (ui::pager(lang, next))
        }))
    }
}

/// That attempts failed, and what follows.
fn trouble(lang: Lang, webhook: &Webhook) -> Markup {
    let failures = texts::FAILURES.with(&[("n", &webhook.failures), ("most", &STOP_AFTER)]);
    html! {
        @if let Some(at) = webhook.stopped_at {
            (ui::alert(Tone::Bad, html! { p { (ui::when(lang, at)) " " (texts::STOPPED.with(&[("n", &webhook.failures)]).get(lang)) } }))
        } @else if let Some(until) = webhook.resting_until.filter(|_| webhook.disabled_at.is_none()) {
            (ui::alert(Tone::Warn, html! { p { (failures.get(lang)) " " (texts::RESTING.get(lang)) " " (ui::when(lang, until)) } }))
        }
    }
}

fn line(visit: &Visit, delivery: &Delivery) -> Vec<Markup> {
    let lang = visit.lang;
    let tone = match delivery.state {
        State::Waiting => Tone::Info,
        State::Delivered => Tone::Good,
        State::Parked => Tone::Bad,
    };
    let again = paths::again(delivery.webhook_id, delivery.id);
    vec![
        html! { (delivery.kind.text().get(lang)) },
        ui::when(lang, delivery.happened_at),
        ui::badge(lang, delivery.state.text(), tone),
        ui::number(delivery.attempts),
        html! { (shown(&delivery.answer, lang)) },
        html! { @if delivery.state == State::Waiting && delivery.attempts > 0 { (ui::when(lang, delivery.due_at)) } },
        html! { @if delivery.state != State::Waiting { (ui::step_button(&again, &visit.csrf, texts::AGAIN).render(lang)) } },
    ]
}

/// Does something with a webhook and leads back to its page.
async fn act<T: Send + 'static>(
    visit: Visit,
    id: RowId,
    notice: kernel::Text,
    action: impl FnOnce(&mut db::Tx<'_>, &Actor) -> Result<T, Refusal> + Send + 'static,
) -> Answer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| action(tx, &actor)).await?;
    visit.done(&paths::webhook(id), notice)
}

async fn ping(visit: Visit, Path(id): Path<RowId>, _form: Form) -> Answer {
    act(visit, id, texts::PINGED, move |tx, actor| actions::ping(tx, actor, id)).await
}

async fn switch(visit: Visit, Path(id): Path<RowId>, _form: Form, on: bool) -> Answer {
    act(visit, id, texts::DONE, move |tx, actor| actions::set_active(tx, actor, id, on)).await
}

async fn again(visit: Visit, Path((id, delivery)): Path<(RowId, RowId)>, _form: Form) -> Answer {
    act(visit, id, texts::DONE, move |tx, actor| actions::send_again(tx, actor, id, delivery)).await
}

async fn delete(visit: Visit, Path(id): Path<RowId>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::delete(tx, &actor, id)).await?;
    visit.done(paths::LIST, texts::DONE)
}
