//! Letters that did not arrive, for the operator. Their text is not shown: it may hold a secret link.

use kernel::{LetterId, Text, say};
use maud::{Markup, html};
use ui::Tone;
use web::{Answer, Form, Path, Visit};

use crate::actions::{self, FailingLetter};
use crate::paths;

const TITLE: Text = say("未送达的邮件", "Letters that did not arrive");
const LEAD: Text = say(
    "邮件服务器暂时不收的信会自动重试，间隔逐次加长；被拒收或多次失败的信在这里等待处理。",
    "What the mail server does not take for now is tried again by itself, less and less often. What it refused, or what failed too often, waits here for you.",
);
const STUCK: Text = say("邮件自 {since} 起未能发出。", "Letters have been waiting to leave since {since}.");
const EMPTY: Text = say("所有邮件都已送出，或还没有失败过。", "Every letter left, or has not failed yet.");

/// Letters that lie longer than this wait for a mail server that does not answer. Of those that leave in time the page says
/// nothing, not even how many: who counted them would learn of every act that is told by letter.
const STUCK_SECONDS: i64 = 15 * 60;

pub(crate) async fn show(visit: Visit) -> Answer {
    let actor = visit.actor()?;
    let (letters, stuck) = visit
        .site
        .db
        .read(move |tx| {
            let late = tx.now().plus_seconds(-STUCK_SECONDS);
            let (_, oldest) = mail::waiting(tx)?;
            Ok::<_, kernel::Refusal>((actions::failing_letters(tx, &actor)?, oldest.filter(|since| *since < late)))
        })
        .await?;
    let lang = visit.lang;
    let heads = [
        say("收件人", "To"),
        say("事由", "Occasion"),
        say("写于", "Written"),
        say("服务器的答复", "What the server said"),
        say("状态", "State"),
        say("办理", "Decide"),
    ];
    let rows = letters.iter().map(|letter| row(&visit, letter)).collect();
    let body = html! {
        (ui::heading(visit.t(TITLE), html! {}))
        p.lead { (visit.t(LEAD)) }
        @if let Some(since) = stuck {
            (ui::alert(Tone::Warn, html! { p { (STUCK.with(&[("since", &ui::when_text(lang, since))]).get(lang)) } }))
        }
        (ui::table(lang, TITLE, &heads, rows, EMPTY))
    };
    visit.page(TITLE, body)
}

fn row(visit: &Visit, letter: &FailingLetter) -> Vec<Markup> {
    let lang = visit.lang;
    let next = say("第 {n} 次未成，{when} 再试", "{n} attempt(s), again at {when}");
    let next = next.with(&[("n", &letter.attempts), ("when", &ui::when_text(lang, letter.next_attempt_at))]);
    let (state, tone) = match letter.given_up_at {
        Some(_) => (say("已放弃", "Given up").into(), Tone::Bad),
        None => (next, Tone::Warn),
    };
    vec![
        html! { (letter.to_address) },
        html! { code { (letter.kind) } },
        ui::when(lang, letter.created_at),
        html! { (letter.failed) },
        ui::badge(lang, state, tone),
        html! { @if letter.given_up_at.is_some() { (steps(visit, letter.id)) } },
    ]
}

fn steps(visit: &Visit, id: LetterId) -> Markup {
    let lang = visit.lang;
    html! {
        (ui::step_button(&paths::letter_step(id, "again"), &visit.csrf, say("重新发送", "Send again")).render(lang))
        " "
        (ui::step_button(&paths::letter_step(id, "aside"), &visit.csrf, say("不再发送", "Set aside")).render(lang))
    }
}

pub(crate) async fn again(visit: Visit, Path(id): Path<LetterId>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::send_again(tx, &actor, id)).await?;
    visit.done(paths::LETTERS, say("将重新发送", "It will be sent again"))
}

pub(crate) async fn aside(visit: Visit, Path(id): Path<LetterId>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::set_letter_aside(tx, &actor, id)).await?;
    visit.done(paths::LETTERS, say("已搁置", "It is set aside"))
}
