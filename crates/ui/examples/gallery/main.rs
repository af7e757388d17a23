//! Writes every component as static pages in both languages: `cargo run -p ui --example gallery -- FOLDER`.

mod forms;
mod show;

use std::path::Path;
use std::{env, fs, io};

use kernel::{Lang, Said, say};
use ui::{Frame, HatLine, Markup, Me};

fn main() -> io::Result<()> {
    let Some(folder) = env::args().nth(1) else {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "say where to: gallery FOLDER"));
    };
    let folder = Path::new(&folder);
    fs::create_dir_all(folder.join("assets"))?;
    for asset in ui::assets() {
        fs::write(folder.join(asset.path.trim_start_matches('/')), asset.bytes)?;
    }
    for (lang, word) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        for (name, page) in pages(lang) {
            fs::write(
                folder.join(format!("{name}-{word}.html")),
                page.into_string().replace("\"/assets/", "\"assets/"),
            )?;
        }
    }
    Ok(())
}

fn pages(lang: Lang) -> Vec<(&'static str, Markup)> {
    let hats = hats();
    let guest = || frame(lang, "/", None);
    let teacher = |path| frame(lang, path, Some(Me { name: say("林梅", "Lin Mei").get(lang), hats: &hats }));
    let missing = ui::error_page(
        &guest(),
        404,
        say("没有找到这一页", "There is no such page"),
        say(
            "它可能已被撤下，或者您的当前身份无权查看。",
            "It may have been taken down, or your present role may not see it.",
        ),
        ui::html! {},
        &[("/", say("回到首页", "Go to the home page")), ("/items", say("查看项目指南", "See the guideline items"))],
    );
    vec![
        ("home", ui::page(&guest(), show::home(lang))),
        ("list", ui::page(&teacher("/items?type=1"), show::list(lang))),
        ("project", ui::page(&teacher("/projects/7"), show::project(lang))),
        ("todo", ui::page(&teacher("/todo"), show::todo(lang))),
        ("form", ui::page(&teacher("/items/new"), forms::guideline(lang))),
        ("login", ui::page(&guest(), forms::login(lang))),
        ("error", missing),
    ]
}

fn frame<'a>(lang: Lang, path: &'a str, me: Option<Me<'a>>) -> Frame<'a> {
    let notice: Option<Said> = me.is_some().then(|| say("草稿已保存。", "The draft is saved.").into());
    Frame {
        lang,
        title: say("示例", "Gallery").get(lang).to_owned(),
        path,
        csrf: "token",
        me,
        sections: vec![(say("我的申请", "My applications"), "/applications".into())],
        todo_count: Some(3),
        unread: Some(2),
        notice,
        demo: true,
    }
}

fn hats() -> Vec<HatLine> {
    let line = |id: &str, label, worn| HatLine { membership: id.to_owned(), label, worn };
    vec![
        line("m1", say("教师 · 松江理工大学", "Teacher · Songjiang University of Technology").into(), true),
        line("m2", say("专家 · 项目专家组", "Expert · Programme expert group").into(), false),
    ]
}
