//! How messages of each kind reach somebody beyond the inbox.

use kernel::{Refusal, Text, Word, say};
use mail::{Delivery, Topic};
use ui::{Field, Markup, html};
use web::{Answer, Form, Visit};

use crate::{actions, paths};

pub(super) const TITLE: Text = say("消息与邮件", "Messages and mail");
const LEAD: Text = say(
    "每条消息都在站内“消息”里。这里选择各类消息是否同时发邮件：立即发送、每天北京时间 8 点汇总成一封，或不发。",
    "Every message lies in your inbox here. Choose whether messages of each kind come by mail as well: at once, in one digest a day at 08:00 Beijing time, or not.",
);
const GUARDED: Text = say(
    "“账号与安全”类邮件（重置密码、更改邮箱、异常登录、注销等）不能关闭：它们让您及时发现有人动用您的账号。",
    "Letters about “account and security” (password resets, a changed address, log-in guesses, closing) cannot be turned off: by them you notice when somebody uses your account.",
);

pub(crate) async fn show(visit: Visit) -> Answer {
    let me = visit.actor()?.person_id;
    let chosen = visit.site.db.read(move |tx| mail::choices(tx, me).map_err(Refusal::from)).await?;
    let lang = visit.lang;
    let body = html! {
        (ui::breadcrumbs(lang, &[("/account".into(), say("账号", "Account").into())]))
        (ui::heading(visit.t(TITLE), html! {}))
        p.lead { (visit.t(LEAD)) }
        (form(&visit, &chosen))
    };
    visit.page(TITLE, body)
}

fn form(visit: &Visit, chosen: &[(Topic, Delivery)]) -> Markup {
    let lang = visit.lang;
    let ways: Vec<(String, String)> =
        Delivery::ALL.iter().map(|way| (way.word().to_owned(), way.text().get(lang).to_owned())).collect();
    ui::form(
        lang,
        &visit.csrf,
        paths::CHOICES,
        "",
        html! {
            div.choices {
                @for (topic, delivery) in chosen {
                    (Field::radio(topic.word(), topic.text(), ways.clone()).value(delivery.word()).render(lang, &[]))
                }
            }
            p.hint { (visit.t(GUARDED)) }
            (ui::actions(ui::submit(lang, say("保存", "Save"))))
        },
    )
}

pub(crate) async fn save(visit: Visit, form: Form) -> Answer {
    let actor = visit.actor()?;
    let mut wanted = Vec::new();
    for topic in Topic::ALL.iter().copied().filter(|topic| form.has(topic.word())) {
        wanted.push((topic, form.word::<Delivery>(topic.word())?));
    }
    visit.site.db.write(move |tx| actions::choose(tx, &actor, &wanted)).await?;
    visit.done(paths::CHOICES, say("已保存", "Saved"))
}
