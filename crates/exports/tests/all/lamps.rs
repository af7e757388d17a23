//! A list of lamps: some thousand of them, read from a table by seeking.

use db::{DbError, FromRow, Migration, Row, Tx, params};
use exports::{Asked, Column, Listed, Page};
use kernel::{Actor, Day, Instant, Money, Refusal, Text, say};
use sheets::Value;
use testing::TestDb;
use web::Access;

kernel::words! {
    pub enum Shine {
        On = "on" ("亮", "On"),
        Off = "off" ("灭", "Off"),
    }
}

pub struct Lamp {
    pub number: i64,
    pub name: String,
    pub shine: Shine,
    pub price: Money,
    pub bought_on: Day,
    pub seen_at: Option<Instant>,
}

impl FromRow for Lamp {
    fn from_row(row: &mut Row) -> Result<Lamp, DbError> {
        Ok(Lamp {
            number: row.next()?,
            name: row.next()?,
            shine: row.next()?,
            price: row.next()?,
            bought_on: row.next()?,
            seen_at: row.next()?,
        })
    }
}

/// The tables of this test; people have nothing but an identifier here.
const TABLES: &[Migration] = &[Migration {
    name: "0001-lamps",
    sql: "CREATE TABLE person (id ID PRIMARY KEY);\n\
          CREATE TABLE lamp (number INT PRIMARY KEY, name TEXT NOT NULL, shine TEXT NOT NULL, price AMOUNT NOT NULL, bought_on TEXT NOT NULL, seen_at TIME);",
}];

pub const ALL: [&[Migration]; 2] = [TABLES, exports::MIGRATIONS];

pub fn day() -> Day {
    "2024-06-24".parse().unwrap()
}
pub fn at() -> Instant {
    Instant::beijing(day(), 8, 30, 0)
}

/// What every third lamp is called: texts that a spreadsheet might take for something else.
pub const ODD: [&str; 3] = ["=HYPERLINK(\"http://x\")", "00123", "“灯”, 第二行\n@x"];

pub fn name(number: i64) -> String {
    if number % 3 == 0 { ODD[(number / 3 % 3) as usize].to_owned() } else { format!("第{number}盏灯") }
}

/// Puts so many lamps up.
pub fn hang(base: &TestDb, count: i64) {
    base.db
        .write_now(move |tx| {
            for number in 1..=count {
                let sql =
                    "INSERT INTO lamp (number, name, shine, price, bought_on, seen_at) VALUES ($1, $2, $3, $4, $5, $6)";
                let shine = if number % 2 == 0 { Shine::On } else { Shine::Off };
                let seen = (number % 2 == 0).then(at);
                tx.execute(sql, params![number, name(number), shine, Money::from_fen(number * 101), day(), seen])?;
            }
            Ok::<_, DbError>(())
        })
        .unwrap();
}

/// The lamps of the test: whoever is logged in sees all, a stranger only those that shine.
pub struct Lamps;

/// The same for those who are logged in.
pub struct OwnLamps;

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Query {
    shine: String,
}

fn page(tx: &mut Tx<'_>, actor: Option<&Actor>, asked: &Asked, rows: usize) -> Result<Page<Lamp>, Refusal> {
    let query: Query = asked.read()?;
    let shine = if actor.is_none() { "on".to_owned() } else { query.shine };
    let after = asked.after::<i64>()?.unwrap_or(0);
    let sql = "SELECT number, name, shine, price, bought_on, seen_at FROM lamp WHERE number > $1 AND ($2 = '' OR shine = $2) \
               ORDER BY number LIMIT $3";
    let found: Vec<Lamp> = tx.query(sql, params![after, shine, rows + 1])?;
    Ok(Page::of(found, rows, |lamp| lamp.number.to_string()))
}

fn columns() -> Vec<Column<Lamp>> {
    vec![
        Column::whole("number", say("编号", "Number"), |lamp: &Lamp, _| Value::Whole(lamp.number)),
        Column::text("name", say("名称", "Name"), |lamp, _| Value::from(lamp.name.as_str())),
        Column::word("shine", say("状态", "State"), |lamp, to| to.word(lamp.shine)),
        Column::money("price", say("价格（元）", "Price (yuan)"), |lamp, _| Value::Money(lamp.price.fen())),
        Column::day("bought_on", say("购入日期", "Bought on"), |lamp, _| Value::Day(lamp.bought_on)),
        Column::at("seen_at", say("最近查看", "Last seen"), |lamp: &Lamp, _| Value::from(lamp.seen_at)).on_request(),
        Column::link("link", say("网址", "Page"), |lamp: &Lamp, to| to.link(&format!("/lamps/{}", lamp.number)))
            .on_request(),
    ]
}

macro_rules! lamps {
    ($list:ident, $key:literal, $access:expr, $api:expr) => {
        impl Listed for $list {
            type Row = Lamp;
            const KEY: &'static str = $key;
            const TITLE: Text = say("灯具", "Lamps");
            const ABOUT: Text = say("全部灯具。", "All lamps.");
            const PAGE: &'static str = "/lamps";
            const ACCESS: Access = $access;
            const API: Access = $api;
            const FILTERS: &'static [(&'static str, &'static str)] = &[("shine", "on or off")];
            fn columns() -> Vec<Column<Lamp>> {
                columns()
            }
            fn page(tx: &mut Tx<'_>, actor: Option<&Actor>, asked: &Asked, rows: usize) -> Result<Page<Lamp>, Refusal> {
                page(tx, actor, asked, rows)
            }
        }
    };
}
lamps!(Lamps, "lamps", Access::Public, Access::Public);
lamps!(OwnLamps, "own-lamps", Access::SignedIn, Access::Token("lamps:read"));

/// A list that fails after its first hundred rows.
pub struct Broken;

impl Listed for Broken {
    type Row = i64;
    const KEY: &'static str = "broken";
    const TITLE: Text = say("坏表", "Broken");
    const ABOUT: Text = say("读到一半出错。", "Fails half-way.");
    const PAGE: &'static str = "/broken";
    const ACCESS: Access = Access::Public;
    const API: Access = Access::Public;
    const FILTERS: &'static [(&'static str, &'static str)] = &[];
    fn columns() -> Vec<Column<i64>> {
        vec![Column::whole("n", say("序号", "No."), |n, _| Value::Whole(*n))]
    }
    fn page(_: &mut Tx<'_>, _: Option<&Actor>, asked: &Asked, rows: usize) -> Result<Page<i64>, Refusal> {
        match asked.get("after") {
            "" => Ok(Page { rows: (0..rows as i64).collect(), next: Some("more".into()) }),
            _ => Err(Refusal::fault("the disk is gone")),
        }
    }
}

/// So many rows without a table.
pub struct Long;
pub const LONG: i64 = 100_000;

impl Listed for Long {
    type Row = i64;
    const KEY: &'static str = "long";
    const TITLE: Text = say("长表", "Long");
    const ABOUT: Text = say("十万行。", "A hundred thousand rows.");
    const PAGE: &'static str = "/long";
    const ACCESS: Access = Access::Public;
    const API: Access = Access::Public;
    const FILTERS: &'static [(&'static str, &'static str)] = &[];
    fn columns() -> Vec<Column<i64>> {
        let text = |key| {
            Column::text(key, say("文字", "Text"), |n: &i64, _: &_| Value::Text(format!("第 {n} 行的一段文字")))
        };
        vec![
            Column::whole("n", say("序号", "No."), |n, _| Value::Whole(*n)),
            text("a"),
            text("b"),
            text("c"),
            Column::money("price", say("价格", "Price"), |n, _| Value::Money(*n)),
        ]
    }
    fn page(_: &mut Tx<'_>, _: Option<&Actor>, asked: &Asked, rows: usize) -> Result<Page<i64>, Refusal> {
        let after = asked.after::<i64>()?.unwrap_or(0);
        let last = (after + rows as i64).min(LONG);
        Ok(Page { rows: (after + 1..=last).collect(), next: (last < LONG).then(|| last.to_string()) })
    }
}
