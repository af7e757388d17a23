//! What the components promise: nothing typed becomes markup, every broken rule stands beside its field, both languages.

use kernel::{Breach, Lang, Said, say};
use ui::{Field, Frame, HatLine, Markup, Me, StageAt, TodoRow, Tone, html};

fn breaches() -> Vec<Breach> {
    vec![
        Breach::of("G-07", "support", say("每项经费不少于 50,000 元。", "At least 50,000 yuan per project.")),
        Breach::of("G-11", "support", say("总额不一致。", "The total differs.")),
        Breach::field("title", say("请填写标题。", "Please give a title.")),
        Breach::of("G-01", "", say("企业尚未认证。", "The enterprise is not verified.")),
    ]
}

fn count(markup: &Markup, text: &str) -> usize {
    markup.0.matches(text).count()
}

fn frame(lang: Lang, me: Option<Me<'_>>) -> Frame<'_> {
    Frame {
        lang,
        title: "甲 & 乙".into(),
        path: "/items/7?q=a",
        csrf: "t<o>ken",
        me,
        sections: vec![(say("我的申请", "My applications"), "/applications".into())],
        todo_count: Some(3),
        unread: Some(2),
        notice: None,
        demo: false,
    }
}

#[test]
fn what_people_typed_never_becomes_markup() {
    let typed = "</textarea><script>alert(1)</script>\"'";
    let all = [
        Field::area("aim", say("目标", "Aim")).value(typed).render(Lang::Zh, &[]),
        Field::text("aim", say("目标", "Aim")).value(typed).render(Lang::Zh, &[]),
        Field::select("aim", say("目标", "Aim"), vec![(typed.into(), typed.into())]).value(typed).render(Lang::Zh, &[]),
        Field::radio("aim", say("目标", "Aim"), vec![(typed.into(), typed.into())]).render(Lang::Zh, &[]),
        ui::prose(typed),
        ui::heading(typed, html! {}),
        ui::hidden("x", typed),
        ui::table(Lang::Zh, say("表", "Table"), &[say("甲", "A")], vec![vec![html! { (typed) }]], say("空", "Empty")),
        ui::breach_summary(Lang::Zh, &[Breach::field(typed, Said { zh: typed.into(), en: typed.into() })]),
    ];
    for markup in all {
        assert_eq!(count(&markup, "<script"), 0, "{}", markup.0);
        assert_eq!(count(&markup, "\"'"), 0, "a quote ends an attribute: {}", markup.0);
    }
}

#[test]
fn every_breach_of_a_field_stands_beside_it_with_its_rule_number() {
    let field = Field::money("support", say("每项经费", "Money per project")).render(Lang::En, &breaches());
    assert_eq!(count(&field, "class=\"breach\""), 2);
    assert!(field.0.contains("G-07") && field.0.contains("At least 50,000 yuan per project."));
    assert!(field.0.contains("G-11") && field.0.contains("The total differs."));
    assert!(field.0.contains("aria-invalid=\"true\""));
    assert!(field.0.contains("aria-describedby=\"f-support-said\""));
    assert!(!field.0.contains("G-01") && !field.0.contains("title."));
}

#[test]
fn a_field_without_breaches_is_not_marked() {
    let field = Field::date("until", say("截止", "Until"))
        .value("2024-06-24")
        .hint(say("含当日", "Included"))
        .render(Lang::Zh, &breaches());
    assert!(!field.0.contains("aria-invalid") && !field.0.contains("class=\"breach\""));
    assert!(field.0.contains("aria-describedby=\"f-until-hint f-until-said\""));
    assert!(field.0.contains("value=\"2024-06-24\"") && field.0.contains("截止"));
}

#[test]
fn the_summary_names_all_problems_and_links_to_the_same_ids_as_the_fields() {
    let summary = ui::breach_summary(Lang::Zh, &breaches());
    assert!(summary.0.contains("有 4 处需要处理") && summary.0.contains("role=\"alert\""));
    assert_eq!(count(&summary, "href=\"#f-support\""), 2);
    let field = Field::text("budget[1].name", say("名称", "Name")).render(Lang::Zh, &[]);
    let link = ui::breach_summary(Lang::En, &[Breach::field("budget[1].name", say("空", "Empty"))]);
    assert!(field.0.contains("id=\"f-budget-1--name\"") && link.0.contains("href=\"#f-budget-1--name\""));
    assert!(link.0.contains("1 thing to put right"));
    assert_eq!(ui::breach_summary(Lang::Zh, &[]).0, "");
}

#[test]
fn a_radio_group_can_be_reached_from_the_summary() {
    let group = Field::radio("kind", say("类型", "Kind"), vec![("a".into(), "甲".into()), ("b".into(), "乙".into())])
        .value("b")
        .render(Lang::Zh, &[]);
    assert!(group.0.contains("<fieldset") && group.0.contains("id=\"f-kind\"") && group.0.contains("<legend>"));
    assert_eq!(count(&group, " checked"), 1);
}

#[test]
fn a_password_is_never_written_back() {
    let field = Field::password("password", say("密码", "Password")).value("s3cret").render(Lang::Zh, &[]);
    assert!(!field.0.contains("s3cret") && !field.0.contains("value="));
}

#[test]
fn a_live_field_sends_its_form_and_the_answer_fills_or_empties_every_named_area() {
    let field = Field::text("title", say("标题", "Title")).live("/items/7/check").render(Lang::Zh, &[]);
    assert!(field.0.contains("hx-post=\"/items/7/check\"") && field.0.contains("hx-swap=\"none\""));
    let answer = ui::live_messages(Lang::En, &["title", "until"], &breaches());
    assert_eq!(count(&answer, "hx-swap-oob=\"innerHTML\""), 2);
    assert!(
        answer.0.contains("Please give a title.")
            && answer.0.contains("<div id=\"f-until-said\" hx-swap-oob=\"innerHTML\"></div>")
    );
    assert!(!Field::text("title", say("标题", "Title")).render(Lang::Zh, &[]).0.contains("hx-"));
}

#[test]
fn forms_carry_the_token_and_keep_a_draft_only_under_a_name() {
    let kept = ui::form(Lang::Zh, "t0ken", "/items/7", "item-7", html! {});
    assert!(kept.0.contains("name=\"_csrf\" value=\"t0ken\"") && kept.0.contains("data-draft=\"item-7\""));
    assert!(!ui::form(Lang::Zh, "t0ken", "/login", "", html! {}).0.contains("data-draft"));
    let files = ui::multipart_form(Lang::Zh, "t0ken", "/files", "", html! {});
    assert!(files.0.contains("multipart/form-data") && files.0.contains("t0ken"));
    let step = ui::step_button("/items/7/publish", "t0ken", say("发布", "Publish"))
        .primary()
        .field("version", 3)
        .confirm(say("确定？", "Sure?"))
        .render(Lang::En);
    assert!(
        step.0.contains("t0ken")
            && step.0.contains("name=\"version\" value=\"3\"")
            && step.0.contains("data-confirm=\"Sure?\"")
    );
}

#[test]
fn p_5_a_blocked_button_can_be_reached_and_says_why() {
    let why: Said = say("须由财务确认到账。", "Finance must confirm the money first.").into();
    let button = ui::blocked(Lang::Zh, say("申请结题", "Ask for closing"), &why);
    assert!(
        button.0.contains("aria-disabled=\"true\"")
            && button.0.contains("type=\"button\"")
            && button.0.contains("须由财务确认到账。")
    );
    assert!(!button.0.contains(" disabled"), "a disabled button cannot be focused");
}

#[test]
fn a_column_of_figures_is_aligned_right_and_cells_carry_their_heading_for_phones() {
    let rows = vec![vec![html! { "甲" }, ui::number(3)], vec![html! { "乙" }, ui::number(12)]];
    let table = ui::table(
        Lang::En,
        say("表", "Table"),
        &[say("名称", "Name"), say("数量", "Count")],
        rows,
        say("空", "Nothing"),
    );
    assert_eq!(count(&table, "class=\"figure\""), 3);
    assert_eq!(count(&table, "data-label=\"Count\""), 2);
    let empty = ui::table(Lang::En, say("表", "Table"), &[say("名称", "Name")], vec![], say("空", "Nothing yet."));
    assert_eq!(empty.0, "<p class=\"empty\">Nothing yet.</p>");
}

#[test]
fn the_frame_shows_role_switch_and_to_do_to_people_and_log_in_to_guests() {
    let hats = [HatLine {
        membership: "m1".into(),
        label: say("教师 · 北京大学", "Teacher · Peking University").into(),
        worn: true,
    }];
    let page = ui::page(&frame(Lang::Zh, Some(Me { name: "林<梅", hats: &hats })), html! { "正文" });
    for text in [
        "<html lang=\"zh-CN\">",
        "action=\"/acting-as\"",
        "name=\"membership\" value=\"m1\"",
        "action=\"/logout\"",
        "href=\"/todo\"",
        "林&lt;梅",
        "t&lt;o&gt;ken",
        "甲 &amp; 乙",
        "/items/7?q=a&amp;lang=en",
    ] {
        assert!(page.0.contains(text), "{text}");
    }
    let guest = ui::page(&frame(Lang::En, None), html! {});
    assert!(
        guest.0.contains("<html lang=\"en\">")
            && guest.0.contains("href=\"/login\"")
            && guest.0.contains("Guideline items")
    );
    assert!(!guest.0.contains("/logout") && !guest.0.contains("href=\"/todo\""));
}

#[test]
fn no_page_carries_inline_style_or_script_and_english_pages_hold_no_chinese_but_the_switch() {
    let at = kernel::Instant::from_millis(0);
    let body = html! {
        (ui::progress_steps(Lang::En, &[(say("申报", "Application"), StageAt::Current)]))
        (ui::meter(Lang::En, say("在研", "Running"), 3, 3))
        (ui::badge(Lang::En, say("开放", "Open"), Tone::Good))
        (ui::todo_row(Lang::En, &TodoRow { href: "/x".into(), what: say("签署", "Sign").into(), about: "X".into(), since: at, due: Some(at.day()), is_late: true }))
        (ui::autosave_form(Lang::En, "t", "/a", "/b", "f", Field::select("k", say("类", "Kind"), vec![]).required().render(Lang::En, &breaches())))
        (ui::pager(Lang::En, None)) (ui::filter_bar(Lang::En, "/a", html! {}))
    };
    let page = ui::page(&Frame { title: "T".into(), ..frame(Lang::En, None) }, body).0;
    assert!(
        !page.contains("style=") && !page.contains("<style") && !page.contains("onclick") && !page.contains("<script>")
    );
    let chinese: String = page.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect();
    assert_eq!(chinese, "中文");
}

#[test]
fn assets_are_named_by_their_content_and_light() {
    let assets = ui::assets();
    let page = ui::page(&frame(Lang::Zh, None), html! {}).0;
    let scripts = html! {
        (ui::charts_script()) (ui::agenda_script()) (ui::check_in_script()) (ui::live_scripts()) (ui::audience_script())
    };
    let with_all = ui::page(&frame(Lang::Zh, None), scripts).0;
    for asset in assets {
        assert!(with_all.contains(&asset.path), "{} is not linked", asset.path);
        assert!(!asset.bytes.is_empty());
    }
    assert!(assets[0].path.starts_with("/assets/xieyu.") && assets[0].path.ends_with(".css"));
    // What draws charts is large and loaded by pages with charts only; what drags sessions by the editor of an agenda; what plays by pages of
    // live channels.
    let linked = assets.iter().filter(|asset| page.contains(&asset.path));
    let (names, bytes): (Vec<&str>, Vec<usize>) = linked.map(|asset| (asset.path.as_str(), asset.bytes.len())).unzip();
    assert!(
        names.len() == assets.len() - 7
            && !names.iter().any(|name| ["charts", "agenda", "check-in", "hls", "live", "audience"]
                .iter()
                .any(|own| name.contains(own))),
        "{names:?}"
    );
    assert!(bytes.iter().sum::<usize>() < 112_000, "uncompressed; about a quarter of it travels");
}

#[test]
fn an_error_says_what_happened_and_keeps_drafts() {
    let page = ui::error_page(
        &frame(Lang::En, None),
        409,
        say("已被他人修改", "Changed by somebody else"),
        say("请重新打开。", "Open it again."),
        html! {},
        &[("/todo", say("待办", "To-do"))],
    );
    assert!(
        page.0.contains("data-keep-drafts")
            && page.0.contains("409")
            && page.0.contains("Open it again.")
            && page.0.contains("href=\"/todo\"")
    );
}
