//! The figures are those that the tables hold, counted row by row.

use db::{DbError, Tx, params};
use kernel::{Money, OrganisationId, ProjectType, Word};
use statistics::{Party, Side, Sums};

use crate::world::{STORY, TODAY, World, day};

type Rows<K> = Vec<(K, i64, i64, i64)>;

/// Projects, cash and goods by a column, of those established by a day.
fn by<K: kernel::FromValue>(
    tx: &mut Tx<'_>,
    column: &str,
    as_of: &str,
    party: Option<Party>,
) -> Result<Rows<K>, DbError> {
    let more = party.map_or_else(String::new, |party| format!("AND {}_id = $2", party.side));
    let sql = format!(
        "SELECT {column}, COUNT(*), CAST(SUM(cash) AS BIGINT), CAST(SUM(goods) AS BIGINT) FROM project \
         WHERE established_on <= $1 {more} GROUP BY {column} ORDER BY {column}"
    );
    match party {
        None => tx.query(&sql, params![day(as_of)]),
        Some(party) => tx.query(&sql, params![day(as_of), party.id]),
    }
}

fn read<K: kernel::FromValue + Send + 'static>(
    world: &World,
    column: &'static str,
    as_of: &'static str,
    party: Option<Party>,
) -> Rows<K> {
    world.base.db.read_now(move |tx| by(tx, column, as_of, party)).expect("it can be counted")
}

fn plain<K>(key: K, sums: &Sums) -> (K, i64, i64, i64) {
    (key, sums.projects as i64, sums.cash.fen(), sums.goods.fen())
}

fn compare(world: &World, as_of: &'static str, party: Option<Party>) {
    let figures = world.figures(as_of, party);
    let years: Rows<i64> = read(world, "year", as_of, party);
    let counted: Rows<i64> =
        figures.years.iter().filter(|y| y.new.projects > 0).map(|y| plain(i64::from(y.year), &y.new)).collect();
    assert_eq!(counted, years, "{as_of}");
    assert_eq!(figures.total.projects as i64, years.iter().map(|(_, n, ..)| n).sum::<i64>());
    assert_eq!(figures.total.cash, Money::from_fen(years.iter().map(|(_, _, cash, _)| cash).sum()));
    let kinds: Rows<ProjectType> = read(world, "project_type", as_of, party);
    let counted: Rows<ProjectType> = ProjectType::ALL
        .iter()
        .zip(&figures.kinds)
        .filter(|(_, sums)| sums.projects > 0)
        .map(|(kind, sums)| plain(*kind, sums))
        .collect();
    assert_eq!(counted, kinds);
    let provinces: Rows<String> = read(world, "province", as_of, party);
    let counted: Rows<String> =
        figures.provinces.iter().map(|(code, sums)| plain(format!("{code:02}"), sums)).collect();
    assert_eq!(counted, provinces);
    for (side, column) in [(Side::Enterprise, "enterprise_id"), (Side::University, "university_id")] {
        let mut told: Rows<OrganisationId> = figures.parties(side).iter().map(|(id, sums)| plain(*id, sums)).collect();
        assert!(told.is_sorted_by_key(|(_, n, ..)| std::cmp::Reverse(*n)));
        told.sort();
        let mut rows: Rows<OrganisationId> = read(world, column, as_of, party);
        rows.sort();
        assert_eq!(told, rows);
        if let Some(last) = figures.years.last() {
            let until = if side == Side::Enterprise { last.enterprises } else { last.universities };
            assert_eq!(until as usize, rows.len());
        }
    }
    let flows: u64 = figures.flows.iter().flat_map(|flow| flow.kinds).sum();
    let onwards: u64 = figures.to_provinces.iter().map(|(.., n)| n).sum();
    assert_eq!((flows, onwards), (figures.total.projects, figures.total.projects));
}

testing::both_databases! {
    told STORY;

    fn figures_are_what_the_tables_hold_on_any_day(world: World) {
        for as_of in [TODAY, "2024-06-24", "2023-04-30", "2016-01-01"] {
            compare(&world, as_of, None);
        }
        let most = world.figures(TODAY, None);
        for (side, as_of) in [(Side::Enterprise, TODAY), (Side::University, TODAY), (Side::Enterprise, "2023-04-30")] {
            compare(&world, as_of, Some(Party { side, id: most.parties(side)[0].0 }));
        }
    }

    fn ends_are_those_of_published_closings_and_final_states(world: World) {
        for as_of in [TODAY, "2023-04-30"] {
            let instant = day(as_of).ends();
            let sql = "SELECT CAST(COALESCE(SUM(CASE WHEN p.state IN ('closed_passed', 'certified') THEN 1 ELSE 0 END), 0) AS BIGINT), \
                       CAST(COALESCE(SUM(CASE WHEN p.state = 'closed_failed' THEN 1 ELSE 0 END), 0) AS BIGINT), \
                       CAST(COALESCE(SUM(CASE WHEN p.state = 'terminated' THEN 1 ELSE 0 END), 0) AS BIGINT) \
                       FROM project p LEFT JOIN closing c ON c.project_id = p.id AND c.published_at IS NOT NULL \
                       WHERE p.state IN ('closed_passed', 'certified', 'closed_failed', 'terminated') \
                       AND p.established_on <= $1 AND COALESCE(c.published_at, p.state_since) < $2";
            let found: (i64, i64, i64) = world.base.db.read_now(move |tx| tx.one(sql, params![day(as_of), instant])).expect("counted");
            let ended = world.figures(as_of, None).ended_in_all;
            assert_eq!((ended.passed as i64, ended.not_passed as i64, ended.terminated as i64), found, "{as_of}");
            assert!(as_of != TODAY || (found.0 > 100 && found.1 > 0 && found.2 > 0), "{found:?}");
        }
    }

    fn what_ended_by_an_earlier_list_ended_on_the_day_the_list_says(world: World) {
        let on_that_day = || {
            let until = |day: &str| world.figures(day, None).ended_in_all.terminated;
            until("2019-06-18") - until("2019-06-17")
        };
        let before = on_that_day();
        world.base.db.write_now(|tx| {
            let sql = "SELECT id FROM project WHERE state = 'terminated' ORDER BY id LIMIT 1";
            let (id,): (kernel::ProjectId,) = tx.one(sql, &[])?;
            tx.execute("UPDATE project SET established_on = '2017-03-01' WHERE id = $1", params![id])?;
            tx.execute("INSERT INTO listed_project (id, established_as, closes_as, closed_by, conclusion, closed_on, closed_as) \
                        VALUES ($1, 'day', 'assumed', NULL, '', '2019-06-18', 'day')", params![id])?;
            journal::record(tx, journal::Act::new(&kernel::Actor::system(), "project", id.0, "fill_in"));
            Ok::<_, kernel::Refusal>(())
        }).expect("it is written");
        assert_eq!(on_that_day(), before + 1);
    }

    fn a_day_before_everything_has_no_figures(world: World) {
        let figures = world.figures("1980-01-01", None);
        assert_eq!((figures.total, figures.years.len(), figures.flows.len(), figures.ended.len()), (Sums::default(), 0, 0, 0));
    }
}
