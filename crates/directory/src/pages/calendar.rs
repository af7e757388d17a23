//! The calendar of one's deadlines: its secret address, made, shown once, taken back.

use kernel::{Text, say};
use maud::{Markup, html};
use ui::Tone;
use web::{Answer, Form, Visit};

use crate::record::CalendarFeed;
use crate::{actions, paths, store};

const TITLE: Text = say("期限日历", "Calendar of deadlines");
const WHAT: Text = say(
    "用手机或电脑的日历订阅您的期限：待办的截止日、项目结题日、经费与软硬件的约定日期，您的全部身份都在内，随平台更新。",
    "Subscribe to your deadlines in the calendar of your phone or computer: due days of what waits for you, closing days of projects, agreed days of money and goods, of all your roles. It follows the platform.",
);
const SECRET: Text = say(
    "地址是保密的：知道地址的人都能看到这些期限。泄露后请重新生成，原地址立即失效。",
    "The address is a secret: whoever knows it sees these deadlines. If it gets out, make a new one; the old one stops at once.",
);
const ONCE: Text =
    say("地址只显示这一次，请立即复制到日历。", "The address is shown only now; copy it into your calendar.");
const REMAKE: Text = say(
    "重新生成后，原地址立即失效，已订阅的日历需要换成新地址。确定吗？",
    "The address of before stops at once and subscribed calendars need the new one. Are you sure?",
);

pub(crate) async fn show(visit: Visit) -> Answer {
    let me = visit.actor()?.person_id;
    let feed = visit.site.db.read(move |tx| store::feed_of(tx, me)).await?;
    let body = page(&visit, feed.as_ref());
    visit.page(TITLE, body)
}

pub(crate) async fn make(visit: Visit, _form: Form) -> Answer {
    let actor = visit.actor()?;
    let secret = visit.site.db.write(move |tx| actions::make_feed(tx, &actor)).await?;
    let address = format!("{}{}", visit.site.base_url, paths::calendar(&secret));
    let lang = visit.lang;
    visit.page(
        TITLE,
        html! {
            (ui::breadcrumbs(lang, &crumbs()))
            (ui::heading(visit.t(TITLE), html! {}))
            (ui::alert(Tone::Warn, html! { p { (ONCE.get(lang)) } p { code { (address) } } }))
            p { (SECRET.get(lang)) }
            (ui::actions(html! {
                (ui::link_button(lang, &webcal(&address), say("在日历中打开", "Open in the calendar")))
                (ui::link_button(lang, paths::CALENDAR, say("完成", "Done")))
            }))
        },
    )
}

/// The scheme that calendars answer to.
fn webcal(address: &str) -> String {
    match address.split_once("://") {
        Some((_, rest)) => format!("webcal://{rest}"),
        None => address.to_owned(),
    }
}

pub(crate) async fn revoke(visit: Visit, _form: Form) -> Answer {
    let actor = visit.actor()?;
    visit.site.db.write(move |tx| actions::revoke_feed(tx, &actor)).await?;
    visit.done(paths::CALENDAR, say("订阅地址已停用", "The address is revoked"))
}

fn crumbs() -> [(String, kernel::Said); 1] {
    [(paths::ACCOUNT.into(), say("账号", "Account").into())]
}

fn page(visit: &Visit, feed: Option<&CalendarFeed>) -> Markup {
    let lang = visit.lang;
    html! {
        (ui::breadcrumbs(lang, &crumbs()))
        (ui::heading(visit.t(TITLE), html! {}))
        p { (WHAT.get(lang)) }
        p.hint { (SECRET.get(lang)) }
        @match feed {
            None => (ui::step_button(paths::CALENDAR, &visit.csrf, say("生成订阅地址", "Make an address")).primary().render(lang)),
            Some(feed) => {
                (ui::facts(lang, vec![(say("现用地址生成于", "Present address made"), ui::when(lang, feed.made_at))]))
                (ui::actions(html! {
                    (ui::step_button(paths::CALENDAR, &visit.csrf, say("重新生成", "Make a new one")).confirm(REMAKE).render(lang))
                    (ui::step_button("/account/calendar/revoke", &visit.csrf, say("停用", "Revoke")).danger().render(lang))
                }))
            }
        }
    }
}
