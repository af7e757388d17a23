//! Every figure of a page leads to a list that holds exactly what the figure says.

use std::collections::BTreeMap;

use statistics::{Party, Side};

use crate::world::{STORY, TODAY, World};

/// Counts of a page with their addresses: what stands in links of figures.
fn figures(page: &str) -> BTreeMap<String, String> {
    let links = page.split("<a href=\"/statistics/").skip(1);
    let counts = links.filter_map(|rest| {
        let (address, rest) = rest.split_once("\">")?;
        let text = rest.split_once("</a>")?.0.replace(',', "");
        text.bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| (format!("/statistics/{}", address.replace("&amp;", "&")), text))
    });
    counts.collect()
}

/// How many things the list behind an address holds, by its own count and row by row.
fn listed(world: &World, address: &str) -> u64 {
    let mut path = format!("/api/v1{address}");
    let (mut rows, mut told) = (0, None);
    loop {
        let page = world.json(&path);
        let (name, amount) = if address.starts_with("/statistics/projects") {
            ("projects", page["total"]["projects"].as_u64().expect("a count"))
        } else {
            ("organisations", page["amount"].as_u64().expect("a count"))
        };
        assert_eq!(*told.get_or_insert(amount), amount, "{path}");
        rows += page[name].as_array().expect("rows").len() as u64;
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/api/v1{address}{}after={next}", if address.contains('?') { "&" } else { "?" });
    }
    assert_eq!(told, Some(rows), "{address}");
    rows
}

fn every_figure_holds(world: &World, path: &str, least: usize) {
    let page = world.get(path);
    assert_eq!(page.status, 200, "{path}: {}", page.text());
    let figures = figures(&page.text());
    assert!(figures.len() > least, "{path}: {figures:?}");
    for (address, text) in figures {
        assert_eq!(listed(world, &address).to_string(), text, "{path} leads to {address}");
    }
}

testing::both_databases! {
    told STORY;

    fn every_figure_of_the_programme_leads_to_what_it_counts(world: World) {
        every_figure_holds(&world, "/statistics", 100);
        every_figure_holds(&world, "/statistics?as_of=2023-04-30&lang=en", 80);
    }

    fn every_figure_of_an_organisation_leads_to_what_it_counts(world: World) {
        let all = world.figures(TODAY, None);
        for side in [Side::Enterprise, Side::University] {
            let path = statistics::paths::page(Some(Party { side, id: all.parties(side)[0].0 }));
            every_figure_holds(&world, &path, 20);
            every_figure_holds(&world, &format!("{path}?as_of=2022-12-31"), 10);
        }
        every_figure_holds(&world, "/statistics/enterprises", 30);
        every_figure_holds(&world, "/statistics/universities?as_of=2022-12-31", 10);
    }

    fn the_register_of_today_agrees(world: World) {
        for condition in ["", "type=T2", "year=2021", "province=11", "year=2022&type=T4"] {
            let ours = world.json(&format!("/api/v1/statistics/projects?{condition}"))["total"]["projects"].clone();
            let register = world.json(&format!("/api/v1/projects?{condition}"))["amount"].clone();
            assert_eq!(ours, register, "{condition}");
        }
        for (outcome, state) in [("passed", "closed"), ("not_passed", "failed"), ("terminated", "terminated")] {
            let ours = world.json(&format!("/api/v1/statistics/projects?outcome={outcome}"))["total"]["projects"].clone();
            assert_eq!(ours, world.json(&format!("/api/v1/projects?state={state}"))["amount"], "{outcome}");
        }
    }
}
