//! What pages, downloads and the API say, in both languages, and what they refuse.

use kernel::OrganisationId;
use statistics::{Party, Side};

use crate::world::{STORY, TODAY, World};

/// An organisation without a project.
fn organisation(world: &World, kind: &'static str, state: &'static str) -> OrganisationId {
    world.act(move |tx| {
        let (id, now) = (OrganisationId::at(tx.now()), tx.now());
        let sql = "INSERT INTO organisation (id, kind, name, name_en, code, province, state, state_since, revision, created_at) \
                   VALUES ($1, $2, '无项目单位', '', NULL, '11', $3, $4, 0, $4)";
        tx.execute(sql, db::params![id, kind.to_owned(), state.to_owned(), now])?;
        Ok(id)
    })
}

testing::both_databases! {
    told STORY;

    fn the_page_tells_the_whole_in_both_languages_with_a_table_beneath_every_picture(world: World) {
        let page = world.get("/statistics");
        page.holds("截至 2026年11月23日");
        page.holds("id=\"flows\"");
        page.holds("保存图片");
        let english = world.get("/statistics?lang=en").text();
        assert!(english.contains("By the end of 23\u{a0}Nov\u{a0}2026") && english.contains("Record of promises kept"));
        let figures = english.matches("data-chart=").count();
        assert_eq!((figures, english.matches("class=\"stat-data\"").count()), (10, 8));
        assert_eq!(english.matches("format=xlsx").count(), 8);
    }

    fn an_organisation_has_its_sentence(world: World) {
        let all = world.figures(TODAY, None);
        let party = Party { side: Side::Enterprise, id: all.enterprises[0].0 };
        let own = world.figures(TODAY, Some(party));
        let page = world.get(&format!("{}?lang=en", statistics::paths::page(Some(party))));
        let years = own.years.last().expect("a year").year - own.years[0].year + 1;
        page.holds(&format!("{} projects with {} universities in {years} years", own.total.projects, own.universities.len()));
        page.lacks("id=\"enterprises\"");
    }

    fn what_has_nothing_says_so_and_what_nobody_may_know_is_not_found(world: World) {
        let empty = organisation(&world, "university", "verified");
        let page = world.get(&format!("/statistics/universities/{empty}"));
        assert_eq!(page.status, 200);
        page.holds("截至 2026年11月23日 没有立项。");
        page.lacks("data-chart=");
        for path in ["/statistics/enterprises/", "/api/v1/statistics?enterprise="] {
            assert_eq!(world.get(&format!("{path}{empty}")).status, 404, "a university is no enterprise");
            assert_eq!(world.get(&format!("{path}{}", OrganisationId::nil())).status, 404);
        }
        let unknown = organisation(&world, "enterprise", "registered");
        assert_eq!(world.get(&format!("/statistics/enterprises/{unknown}")).status, 404, "only registered: nobody knows it");
        assert_eq!(world.get(&format!("/api/v1/statistics?enterprise={unknown}")).status, 404);
    }

    fn a_day_ahead_or_none_is_refused_by_every_door(world: World) {
        for (day, said) in [("2026-11-24", "还没有到来"), ("30.4.2023", "2023-04-30 这样的形式")] {
            for path in ["/statistics", "/statistics/enterprises", "/statistics/projects", "/statistics/tables/years"] {
                let page = world.get(&format!("{path}?as_of={day}"));
                assert_eq!(page.status, 422, "{path}");
                page.holds(said);
            }
            for path in ["/statistics", "/statistics/universities", "/statistics/projects"] {
                let answer = world.get(&format!("/api/v1{path}?as_of={day}"));
                assert_eq!(answer.status, 422, "{path}");
                answer.holds("as_of");
            }
        }
        assert_eq!(world.get("/statistics/projects?type=T9&outcome=x").status, 422);
        assert_eq!(world.get("/statistics/tables/nothing").status, 404);
        assert_eq!(world.get("/statistics/tables/years?format=pdf").status, 422);
    }

    fn tables_are_taken_along_whole(world: World) {
        let all = world.figures(TODAY, None);
        let csv = world.get("/statistics/tables/enterprises?format=csv&lang=en");
        assert_eq!(csv.head["content-type"], "text/csv; charset=utf-8");
        assert_eq!(csv.text().lines().count(), all.enterprises.len() + 1);
        csv.holds("Enterprise,Projects,Cash promised,Value of goods");
        let json: serde_json::Value = serde_json::from_slice(&world.get("/statistics/tables/types?format=json&as_of=2023-04-30").bytes).expect("JSON");
        let counted: u64 = json.as_array().expect("rows").iter().filter_map(|row| row["projects"].as_u64()).sum();
        assert_eq!(counted, world.figures("2023-04-30", None).total.projects);
        let xlsx = world.get("/statistics/tables/flows?format=xlsx");
        assert!(xlsx.bytes.starts_with(b"PK"));
        assert_eq!(xlsx.head["content-disposition"].to_str().expect("ASCII").matches("2026-11-23.xlsx").count(), 1);
    }

    fn programs_read_the_same_figures(world: World) {
        let all = world.figures(TODAY, None);
        let answer = world.json("/api/v1/statistics");
        assert_eq!(answer["as_of"], TODAY);
        assert_eq!(answer["total"]["projects"], all.total.projects);
        assert_eq!(answer["total"]["cash"], all.total.cash.fen());
        assert_eq!(answer["record"]["on_time_percent"].as_u64(), all.ended_in_all.on_time_percent());
        let flows: u64 = answer["flows"].as_array().expect("flows").iter().filter_map(|flow| flow["projects"].as_u64()).sum();
        assert_eq!(flows, 2 * all.total.projects, "once to the types, once on to the provinces");
        let first = world.json("/api/v1/statistics/projects");
        assert_eq!(first["projects"].as_array().map(Vec::len), Some(50));
        assert!(first["projects"][0].get("cash").is_none(), "of a project everybody reads the public columns (P-06)");
    }
}
