//! What the search is asked: in all the ways people type.

use crate::client::encoded;

/// One way of asking.
#[derive(Clone, Debug)]
pub(crate) struct Questions {
    pub(crate) name: &'static str,
    pub(crate) addresses: Vec<String>,
    /// Asked by every role, and not by strangers alone.
    pub(crate) for_roles: bool,
}

const CHINESE: [&str; 12] = [
    "课程",
    "人工智能",
    "机器人",
    "师资培训",
    "鸿蒙操作系统",
    "动作捕捉 园艺",
    "智能制造 实践基地",
    "大数据 会计",
    "量子炼丹",
    "护理学",
    "新工科",
    "實踐教學",
];
const ENGLISH: [&str; 6] = ["Python", "BIM", "5G", "FPGA", "Java Web", "Meridian"];
const SLIPS: [&str; 4] = ["Pyhton", "Meridan", "Bluebrok", "Unversity"];
const PINYIN: [&str; 8] = [
    "rengongzhineng",
    "rengong zhineng",
    "jiqiren",
    "shizi peixun",
    "nanjiang daxue",
    "dashuju",
    "kecheng tixi",
    "linmei",
];
const INITIALS: [&str; 6] = ["rgzn", "jqr", "njdx", "szpx", "dsj", "kctx"];
const NAMES: [&str; 7] =
    ["子午光电", "南江大学", "enterprise:科技", "university:理工", "pi:林梅", "子午 南江", "企业:澜川 高校:大学"];
const NUMBERS: [&str; 4] = ["202102100004", "2021021…", "number:2018*", "XY2024N000001"];
const CONDITIONS: [&str; 8] = [
    "",
    "year:2021",
    "type:T2 year:2018..2021",
    "province:江苏 state:closed",
    "mode:legacy",
    "kind:item state:open",
    "kind:organisation",
    "-kind:project",
];
const BOTH: [&str; 8] = [
    "enterprise:华为 type:T2 year:2021..2023",
    "课程 year:2021",
    "人工智能 type:T2 province:江苏",
    "机器人 -title:培训",
    "“人工智能” state:running",
    "university:南江 课程 mode:legacy",
    "改革 state:closed year:2016..2019",
    "kind:item 人工智能",
];
const TYPED: [&str; 10] = ["人", "人工", "人工智", "课", "py", "pyth", "rengon", "nanj", "2021", "子午光"];

/// Every way of asking; `titles` are titles of projects that are there.
pub(crate) fn all(titles: &[String]) -> Vec<Questions> {
    let whole: Vec<String> = titles.to_vec();
    let half: Vec<String> = titles.iter().map(|title| half_remembered(title)).collect();
    let of = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let kinds = [
        ("Chinese words", of(&CHINESE), true),
        ("Whole titles", whole, false),
        ("Half-remembered titles", half, false),
        ("English", of(&ENGLISH), false),
        ("English with slips", of(&SLIPS), false),
        ("Pinyin", of(&PINYIN), false),
        ("First letters", of(&INITIALS), false),
        ("Names", of(&NAMES), true),
        ("Numbers", of(&NUMBERS), false),
        ("Conditions only", of(&CONDITIONS), true),
        ("Words and conditions", of(&BOTH), true),
    ];
    let mut all: Vec<Questions> = kinds
        .into_iter()
        .map(|(name, words, for_roles)| Questions { name, addresses: at("/api/v1/search", &words), for_roles })
        .collect();
    let pages: Vec<String> = of(&CHINESE).into_iter().chain(of(&BOTH)).collect();
    all.push(Questions { name: "The page /search", addresses: at("/search", &pages), for_roles: true });
    all.push(Questions { name: "Suggestions", addresses: at("/search/suggest", &of(&TYPED)), for_roles: false });
    all
}

fn at(path: &str, words: &[String]) -> Vec<String> {
    words.iter().map(|word| format!("{path}?{}", encoded(&[("q", word)]))).collect()
}

/// What is left of a title after some years: its first and last third.
fn half_remembered(title: &str) -> String {
    let chars: Vec<char> = title.chars().filter(|c| c.is_alphanumeric()).collect();
    let third = chars.len() / 3;
    chars[..third].iter().chain(&chars[chars.len() - third..]).collect()
}

/// The titles of hits in an answer of the API, without signs that mean something in a search.
pub(crate) fn titles(page: &str) -> Vec<String> {
    let after = page.split("\"title\":{\"text\":\"").skip(1);
    let titles = after.filter_map(|rest| rest.split("\",\"marks\"").next());
    titles.map(|title| title.replace(['\\', '"', ':', '：', '“', '”'], " ").trim().to_owned()).collect()
}

/// The number of hits an answer of the API tells.
pub(crate) fn total(answer: &str) -> Option<u64> {
    answer.strip_prefix("{\"total\":")?.split(',').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_numbers_are_read_from_an_answer() {
        let answer = r#"{"total":17,"is_near":false,"hits":[{"kind":"project","id":"1","href":"/x","title":{"text":"《人工智能》课程","marks":[]},"facts":[]}]}"#;
        assert_eq!((total(answer), titles(answer)), (Some(17), vec!["《人工智能》课程".to_owned()]));
        assert_eq!(total("<html>"), None);
        assert_eq!(half_remembered("面向智能制造的机械专业"), "面向智械专业");
    }

    #[test]
    fn every_question_is_an_address() {
        let all = all(&["人工智能课程".to_owned()]);
        assert!(
            all.iter()
                .all(|q| !q.addresses.is_empty() && q.addresses.iter().all(|a| a.starts_with('/') && a.is_ascii()))
        );
    }
}
