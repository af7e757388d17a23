//! What the lists are asked: every filter by itself, and together wherever one narrows what another leaves.

use crate::client::encoded;

/// A list and the addresses it is asked by.
#[derive(Clone, Debug)]
pub(crate) struct Questions {
    pub(crate) list: String,
    pub(crate) addresses: Vec<String>,
}

const YEARS: [&str; 5] = ["", "2014", "2018", "2021", "2025"];
const TYPES: [&str; 3] = ["", "T2", "T6"];
const PROVINCES: [&str; 3] = ["", "32", "54"];
const STATES: [&str; 5] = ["", "established", "running", "closed", "failed"];
const MODES: [&str; 3] = ["", "legacy", "2024"];
/// Words of titles from common to rare, in both scripts, and one that no title holds.
const WORDS: [&str; 8] =
    ["课程", "人工智能", "鸿蒙操作系统 师资", "动作捕捉 园艺", "Python", "BIM 工程造价", "5G", "量子炼丹"];
/// Parts of names: many organisations, some, one, none.
const ENTERPRISES: [&str; 4] = ["科技", "澜川", "子午光电", "无此企业"];
const UNIVERSITIES: [&str; 4] = ["大学", "鹿原", "南江大学", "无此学校"];

/// Lists everybody may read.
pub(crate) fn public() -> Vec<Questions> {
    vec![
        Questions { list: "/projects, facets together".into(), addresses: facets("/projects", &[]) },
        Questions { list: "/projects, words of the title".into(), addresses: words() },
        Questions { list: "/projects, enterprise or university".into(), addresses: parties() },
        Questions { list: "/projects, number".into(), addresses: numbers("/projects") },
        Questions { list: "/items".into(), addresses: items() },
        Questions { list: "/filings".into(), addresses: numbers("/filings") },
        Questions { list: "/closings".into(), addresses: closings() },
        Questions { list: "/statistics".into(), addresses: statistics() },
    ]
}

/// Days of which nothing was counted before, and what figures lead to.
fn statistics() -> Vec<String> {
    let days = ["", "2016-05-31", "2018-12-31", "2020-06-30", "2021-11-30", "2023-04-30", "2024-06-24", "2025-12-31"];
    let narrowed: [&[(&str, &str)]; 6] = [
        &[],
        &[("year", "2021")],
        &[("type", "T2"), ("province", "32")],
        &[("industry", "I"), ("outcome", "passed")],
        &[("support", "late")],
        &[("enterprise", "others"), ("type", "T6")],
    ];
    let mut all = Vec::new();
    for day in days {
        let day = [("as_of", day)];
        all.extend(
            ["/statistics", "/statistics/enterprises", "/statistics/universities"].map(|path| address(path, &day)),
        );
        all.extend(narrowed.iter().map(|more| address("/statistics/projects", &[*more, &day].concat())));
    }
    all
}

/// Lists of those who are signed in. A role that may not read one is left out when the server says so.
pub(crate) fn signed_in() -> Vec<Questions> {
    let of = |list: &str, fields: &[&[(&str, &str)]]| Questions {
        list: list.to_owned(),
        addresses: fields.iter().map(|fields| address(list, fields)).collect(),
    };
    vec![
        Questions { list: "/projects?mine=1".into(), addresses: mine() },
        of("/todo", &[&[]]),
        of(
            "/applications",
            &[
                &[],
                &[("state", "enterprise_review")],
                &[("type", "T2")],
                &[("q", "课程")],
                &[("state", "selected"), ("type", "T1"), ("q", "改革")],
            ],
        ),
        of("/agreements", &[&[], &[("state", "agreed")], &[("mode", "legacy")], &[("q", "课程")]]),
        of(
            "/closings?view=mine",
            &[
                &[("view", "mine")],
                &[("view", "mine"), ("year", "2023")],
                &[("view", "mine"), ("state", "enterprise_review")],
                &[("view", "mine"), ("state", "passed"), ("year", "2022")],
            ],
        ),
        of("/guidelines", &[&[], &[("state", "published")], &[("state", "draft")]]),
        of(
            "/organisations",
            &[
                &[],
                &[("kind", "enterprise")],
                &[("kind", "university"), ("province", "32")],
                &[("name", "澜川")],
                &[("state", "registered")],
                &[("warn", "u-01")],
            ],
        ),
        of("/establishment", &[&[]]),
    ]
}

fn address(path: &str, fields: &[(&str, &str)]) -> String {
    let path = path.split('?').next().unwrap_or(path);
    let given: Vec<(&str, &str)> = fields.iter().copied().filter(|(_, value)| !value.is_empty()).collect();
    if given.is_empty() { path.to_owned() } else { format!("{path}?{}", encoded(&given)) }
}

fn facets(path: &str, always: &[(&str, &str)]) -> Vec<String> {
    let mut all = Vec::new();
    for year in YEARS {
        for kind in TYPES {
            for province in PROVINCES {
                for state in STATES {
                    for mode in MODES {
                        let fields =
                            [("year", year), ("type", kind), ("province", province), ("state", state), ("mode", mode)];
                        all.push(address(path, &[always, &fields].concat()));
                    }
                }
            }
        }
    }
    all
}

fn words() -> Vec<String> {
    let narrowed: [&[(&str, &str)]; 5] =
        [&[], &[("year", "2021")], &[("type", "T6")], &[("province", "54")], &[("state", "running"), ("mode", "2024")]];
    WORDS
        .iter()
        .flat_map(|words| {
            narrowed.iter().map(move |more| address("/projects", &[&[("title", *words)], *more].concat()))
        })
        .collect()
}

fn parties() -> Vec<String> {
    let narrowed: [&[(&str, &str)]; 5] =
        [&[], &[("year", "2019")], &[("type", "T6")], &[("state", "failed")], &[("title", "人工智能")]];
    let enterprises = ENTERPRISES.iter().map(|name| vec![("enterprise", *name)]);
    let universities = UNIVERSITIES.iter().map(|name| vec![("university", *name)]);
    let both = [
        vec![("enterprise", "科技"), ("university", "大学")],
        vec![("enterprise", "子午光电"), ("university", "南江大学")],
    ];
    let all = enterprises.chain(universities).chain(both);
    all.flat_map(|fields| narrowed.iter().map(move |more| address("/projects", &[&fields, *more].concat()))).collect()
}

fn numbers(path: &str) -> Vec<String> {
    ["202102100004", "201801001001", "230500100000100", "XY2024N000001", ""]
        .iter()
        .map(|number| address(path, &[("number", number)]))
        .collect()
}

fn items() -> Vec<String> {
    let mut all = Vec::new();
    for kind in ["", "T1", "T2", "T3", "T4", "T5", "T6"] {
        for more in [
            &[][..],
            &[("q", "人工智能")],
            &[("q", "量子炼丹")],
            &[("enterprise", "科技")],
            &[("major", "护理学")],
            &[("cash", "80000")],
            &[("q", "课程"), ("major", "自动化"), ("cash", "30000")],
        ] {
            all.push(address("/items", &[&[("type", kind)], more].concat()));
        }
    }
    all
}

fn closings() -> Vec<String> {
    let all: [&[(&str, &str)]; 6] = [
        &[],
        &[("year", "2020")],
        &[("university", "南江大学")],
        &[("enterprise", "子午光电")],
        &[("year", "2023"), ("university", "大学")],
        &[("enterprise", "无此企业")],
    ];
    all.iter().map(|fields| address("/closings", fields)).collect()
}

fn mine() -> Vec<String> {
    let mut all = Vec::new();
    for year in ["", "2018", "2025"] {
        for kind in ["", "T6"] {
            for state in ["", "overdue", "certified", "running"] {
                for title in ["", "课程"] {
                    all.push(address(
                        "/projects",
                        &[("mine", "1"), ("year", year), ("type", kind), ("state", state), ("title", title)],
                    ));
                }
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_different_and_whole() {
        let all: Vec<String> = public().into_iter().chain(signed_in()).flat_map(|q| q.addresses).collect();
        let different: std::collections::HashSet<&String> = all.iter().collect();
        assert!(different.len() > 800 && all.iter().all(|a| a.starts_with('/') && a.is_ascii()), "{}", all.len());
        assert_eq!(address("/x?view=1", &[("view", "1"), ("q", "课"), ("e", "")]), "/x?view=1&q=%E8%AF%BE");
    }
}
