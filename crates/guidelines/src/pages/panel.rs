//! The panel that always says what is still missing.

use kernel::{Breach, Breaches, Lang, Said, Text, say};
use ui::{Markup, Tone, html};

use crate::complete::Missing;
use crate::texts::label;

/// Its id: replaced as a whole whenever the form saves itself.
const ID: &str = "guideline-missing";
const HEAD: Text = say("还缺什么", "What is still missing");
const SUPPORT: Text = say("支持经费合计", "Support promised");
const OF: Text = say("{promised} 元，每批不低于 {needed} 元", "CNY {promised}; a round needs CNY {needed}");
const READY: Text = say("内容齐全，可以提交。", "Nothing is missing: it can be submitted.");
const OPEN: Text =
    say("还有 {n} 处须补充或更正后才能提交：", "{n} thing(s) to add or correct before it can be submitted:");
const FLAGS: Text = say("提请评审注意的用语（不妨碍提交）", "Words the reviewer will look at (they do not stop you)");

const UNREAD: Text =
    say("未能自动检查用语的附件，须由评审人查阅", "Annexes that were not searched for such words: a person must look");

pub(crate) fn panel(lang: Lang, missing: &Missing, replaces: bool) -> Markup {
    let parts: [(&str, &dyn std::fmt::Display); 2] = [("promised", &missing.promised), ("needed", &missing.needed)];
    html! {
        section.card #(ID) aria-labelledby="missing-head" hx-swap-oob=[replaces.then_some("true")] {
            h2 #missing-head { (HEAD.get(lang)) }
            p { (SUPPORT.get(lang)) " " (OF.with(&parts).get(lang)) " " (ui::rule_badge(lang, "G-01")) }
            @if missing.breaches.is_empty() { (ui::alert(Tone::Good, html! { p { (READY.get(lang)) } })) }
            @else {
                p { (OPEN.with(&[("n", &missing.breaches.len())]).get(lang)) }
                (ui::breach_list(lang, &placed(&missing.breaches)))
            }
            (flags(lang, missing))
        }
    }
}

/// Flagged words with what stands around them, and the annexes in which they could not be looked for. Rule G-08.
pub(crate) fn flags(lang: Lang, missing: &Missing) -> Markup {
    html! {
        @if !missing.flags.is_empty() {
            h3 { (FLAGS.get(lang)) " " (ui::rule_badge(lang, "G-08")) }
            ul { @for flag in &missing.flags {
                li { (ui::badge(lang, flag.text(), Tone::Warn)) " “" (flag.word) "” "
                    @if !flag.file.is_empty() { (flag.file) " " } span.muted { "…" (flag.around) "…" } }
            } }
        }
        @if !missing.unread.is_empty() {
            h3 { (UNREAD.get(lang)) " " (ui::rule_badge(lang, "G-08")) }
            ul { @for annex in &missing.unread { li { (annex.name) ": " (annex.why.get(lang)) } } }
        }
    }
}

const NTH: Text = say("项目 {n} · {zh}：", "Item {n}, {en}: ");

/// The same breaches for a list apart from the fields: each says which item and field it is about, and is a link only
/// where the editor has such a field.
pub(crate) fn placed(breaches: &[Breach]) -> Breaches {
    breaches.iter().map(place).collect()
}

fn place(breach: &Breach) -> Breach {
    let mut parts = breach.field.splitn(3, '.');
    let before = match (parts.next(), parts.next().and_then(|n| n.parse::<usize>().ok()), parts.next()) {
        (Some("items"), Some(n), Some(name)) => {
            let name = label(if name == "title" { "item.title" } else { name });
            NTH.with(&[("n", &(n + 1)), ("zh", &name.zh), ("en", &name.en)])
        }
        (Some("round_id" | "registered_on" | "paid_in_capital"), _, _) => {
            return Breach { field: String::new(), ..breach.clone() };
        }
        (Some(name), None, _)
            if breach.rule.is_empty() && !name.is_empty() && name != "items" && name != "new_type" =>
        {
            let name = label(name);
            Said { zh: format!("{}：", name.zh), en: format!("{}: ", name.en) }
        }
        (_, _, _) => return breach.clone(),
    };
    Breach { said: Said { zh: before.zh + &breach.said.zh, en: before.en + &breach.said.en }, ..breach.clone() }
}
