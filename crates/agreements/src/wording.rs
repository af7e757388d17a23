//! The words of an agreement, from its content: what is printed, and what two versions are compared by.

use kernel::{Day, Lang, Money, Text, Word, say};

use crate::content::Content;
use crate::record::SupportKind;

/// An article: its heading and its paragraphs, one line each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Article {
    pub heading: &'static str,
    pub lines: Vec<String>,
}

const PARTIES: Text = say("第一条 合作双方", "Article 1. Parties");
const PROJECT: Text = say("第二条 合作项目", "Article 2. Project");
const SUPPORT: Text = say("第三条 支持经费与软硬件", "Article 3. Cash and goods");
const PAYMENTS: Text = say("第四条 拨付与交付安排", "Article 4. Payment plan");
const RESULTS: Text = say("第五条 预期成果", "Article 5. Deliverables");
const COPYRIGHT: Text = say("第六条 知识产权与成果归属", "Article 6. Intellectual property");
const DUTIES: Text = say("第七条 双方权利与义务", "Article 7. Rights and duties");
const FILES: Text = say("附件 双方签章文本", "Annex. Signed documents");

/// The agreement article by article, in one language; what people typed stays as it is.
pub(crate) fn articles(content: &Content, lang: Lang) -> Vec<Article> {
    let article = |heading: Text, lines: Vec<String>| Article { heading: heading.get(lang), lines };
    vec![
        article(PARTIES, parties(content, lang)),
        article(PROJECT, project(content, lang)),
        article(SUPPORT, support(content, lang)),
        article(PAYMENTS, payments(content, lang)),
        article(RESULTS, results(content, lang)),
        article(COPYRIGHT, paragraphs(&content.ip_terms)),
        article(DUTIES, paragraphs(&content.duties)),
        article(FILES, files(content)),
    ]
}

/// All lines, headings included: what a comparison goes by.
pub(crate) fn lines(content: &Content, lang: Lang) -> Vec<String> {
    articles(content, lang).into_iter().flat_map(|a| std::iter::once(a.heading.to_owned()).chain(a.lines)).collect()
}

fn labelled(lang: Lang, label: Text, value: &str) -> String {
    match lang {
        Lang::Zh => format!("{}：{value}", label.zh),
        Lang::En => format!("{}: {value}", label.en),
    }
}

fn parties(content: &Content, lang: Lang) -> Vec<String> {
    let named = |label: Text, name: &str, code: &str| {
        let line = labelled(lang, label, name);
        match (code.is_empty(), lang) {
            (true, _) => line,
            (false, Lang::Zh) => format!("{line}（{code}）"),
            (false, Lang::En) => format!("{line} ({code})"),
        }
    };
    vec![
        named(say("企业（甲方）", "Enterprise (Party A)"), &content.enterprise.name, &content.enterprise.code),
        named(say("高校（乙方）", "University (Party B)"), &content.university.name, &content.university.code),
        labelled(lang, say("项目负责人", "Principal investigator"), &content.pi_name),
    ]
}

fn project(content: &Content, lang: Lang) -> Vec<String> {
    let day = |day: Option<Day>| day.map_or_else(|| "—".to_owned(), |day| ui::day_text(lang, day));
    vec![
        labelled(lang, say("项目名称", "Project title"), &content.title),
        labelled(lang, say("运行模式", "Operating mode"), content.mode.text().get(lang)),
        labelled(lang, say("开始日期", "Starts on"), &day(content.starts_on)),
        labelled(lang, say("结题日期", "Closes on"), &day(content.closes_on)),
    ]
}

fn support(content: &Content, lang: Lang) -> Vec<String> {
    let typed = |amount: Option<Money>| amount.map_or_else(|| "—".to_owned(), |amount| ui::amount_text(lang, amount));
    vec![
        labelled(lang, say("支持经费", "Cash"), &ui::amount_text(lang, content.cash)),
        labelled(lang, say("软硬件价值", "Value of goods"), &ui::amount_text(lang, content.goods)),
        labelled(
            lang,
            say("签章文本所载经费", "Cash as typed from the signed document"),
            &typed(content.document_cash),
        ),
        labelled(
            lang,
            say("签章文本所载软硬件价值", "Goods as typed from the signed document"),
            &typed(content.document_goods),
        ),
    ]
}

fn payments(content: &Content, lang: Lang) -> Vec<String> {
    let line = |(index, payment): (usize, &crate::content::Payment)| {
        let until = match (payment.kind, lang) {
            (SupportKind::Cash, Lang::Zh) => "前拨付",
            (SupportKind::Goods, Lang::Zh) => "前交付",
            (SupportKind::Cash, Lang::En) => "paid by",
            (SupportKind::Goods, Lang::En) => "delivered by",
        };
        let (amount, day) = (ui::amount_text(lang, payment.amount), ui::day_text(lang, payment.due_on));
        let kind = payment.kind.text().get(lang);
        let mut text = match lang {
            Lang::Zh => format!("{}. {kind} {amount}，{day}{until}", index + 1),
            Lang::En => format!("{}. {kind} {amount}, {until} {day}", index + 1),
        };
        if !payment.note.is_empty() {
            text.push_str(&match lang {
                Lang::Zh => format!("（{}）", payment.note),
                Lang::En => format!(" ({})", payment.note),
            });
        }
        text
    };
    content.payments.iter().enumerate().map(line).collect()
}

fn results(content: &Content, lang: Lang) -> Vec<String> {
    let line = |one: &crate::content::Promised| {
        let head = format!("{} [{}] {}", one.number, one.kind.text().get(lang), one.what);
        match (one.due_on, lang) {
            (None, _) => head,
            (Some(due), Lang::Zh) => format!("{head}，{}前完成", ui::day_text(lang, due)),
            (Some(due), Lang::En) => format!("{head}, due {}", ui::day_text(lang, due)),
        }
    };
    content.deliverables.iter().map(line).collect()
}

fn paragraphs(text: &str) -> Vec<String> {
    text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

fn files(content: &Content) -> Vec<String> {
    content.files.iter().map(|file| format!("{} · SHA-256 {}", file.name, file.sha256)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same_articles() {
        let content = crate::content::tests::sample();
        insta::assert_snapshot!(format!(
            "{}\n\n{}",
            lines(&content, Lang::Zh).join("\n"),
            lines(&content, Lang::En).join("\n")
        ));
    }
}
