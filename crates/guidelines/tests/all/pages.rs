//! The pages: what is shown, what is kept, and what is never shown.

use guidelines::actions;
use guidelines::state::State;
use guidelines::{Content, ItemContent, items_of};
use kernel::{Money, ProjectType};

use crate::site::{Reply, get, post, upload};
use crate::world::{MIGRATIONS, World, content, item};

fn shown(reply: &Reply) -> String {
    format!("{}\n{}", reply.status, reply.main())
}

/// A draft in which every kind of rule is broken, saved once.
fn poor_draft(world: &World) -> guidelines::Guideline {
    let poor = ItemContent {
        title: String::new(),
        majors: String::new(),
        conditions: "学校须购买配套设备".into(),
        offers: 2,
        cash_each: Money::from_yuan(10_000),
        goods_each: Money::from_yuan(300_000),
        ..item()
    };
    let base = ItemContent {
        project_type: ProjectType::PracticeBase,
        goods_each: Money::from_yuan(199_999),
        cash_each: Money::ZERO,
        ..item()
    };
    let written = Content { contact_phone: "123".into(), items: vec![poor, base], ..content() };
    let contact = world.cast.contact.clone();
    world
        .write(move |tx| {
            let draft = actions::create(
                tx,
                &contact,
                actions::NewGuideline { round_id: None, is_special: false, content: Content::default() },
            )?;
            actions::save(tx, &contact, draft.id, 0, written, actions::Saving::ByHand)
        })
        .expect("a draft")
}

/// The form of a stored guideline as a browser would send it.
fn form_of(world: &World, draft: &guidelines::Guideline) -> Vec<(String, String)> {
    let page = get(world, "contact", &format!("/guidelines/{}/edit", draft.id)).body;
    let main = page.split("data-autosave").nth(1).expect("the editor").split("</form>").next().expect("its end");
    let mut pairs = Vec::new();
    for tag in main.split('<').filter(|tag| {
        tag.starts_with("input ")
            || tag.starts_with("textarea ")
            || tag.starts_with("select ")
            || tag.starts_with("option ")
    }) {
        let value = |name: &str| {
            tag.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned)
        };
        if tag.starts_with("option ") {
            if tag.contains(" selected")
                && let (Some(last), Some(chosen)) = (pairs.last_mut(), value("value"))
            {
                let last: &mut (String, String) = last;
                last.1 = chosen;
            }
        } else if let Some(name) = value("name").filter(|name| name != "_csrf") {
            let text = tag
                .split_once('>')
                .map(|(_, text)| text.strip_prefix('\n').unwrap_or(text).to_owned())
                .unwrap_or_default();
            pairs.push((name, if tag.starts_with("textarea") { text } else { value("value").unwrap_or_default() }));
        }
    }
    pairs
}

fn with<'a>(pairs: &'a [(String, String)], changed: &'a [(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept =
        pairs.iter().map(|(k, v)| (k.as_str(), v.as_str())).filter(|(k, _)| !changed.iter().any(|(name, _)| name == k));
    kept.chain(changed.iter().copied()).collect()
}

testing::both_databases! {
    with MIGRATIONS;

    fn the_list_of_items_in_both_languages(world: World) {
        world.approved(None);
        insta::assert_snapshot!("items-zh", shown(&get(&world, "", "/items?q=digital")));
        insta::assert_snapshot!("items-en", shown(&get(&world, "", "/items?q=digital&lang=en")));
    }

    fn the_editor_names_every_breach_with_its_rule_in_both_languages(world: World) {
        let draft = poor_draft(&world);
        insta::assert_snapshot!("editor-zh", shown(&get(&world, "contact", &format!("/guidelines/{}/edit", draft.id))));
        insta::assert_snapshot!("editor-en", shown(&get(&world, "contact", &format!("/guidelines/{}/edit?lang=en", draft.id))));
    }

    fn an_item_for_everybody_and_the_ways_on_for_each(world: World) {
        let guideline = world.approved(None);
        let item = world.read(move |tx| Ok(items_of(tx, guideline.id)?)).remove(0);
        let path = format!("/items/{}", item.id);
        insta::assert_snapshot!("item-zh", shown(&get(&world, "", &path)));
        let teacher = get(&world, "teacher", &path).body;
        assert!(teacher.contains(&format!("action=\"/items/{}/apply\"", item.id)) && teacher.contains(&format!("/items/{}/eligibility", item.id)));
        let contact = get(&world, "contact", &path).body;
        assert!(contact.contains(&format!("/items/{}/applications", item.id)) && !contact.contains("/apply\""));
        assert!(!get(&world, "rival", &path).body.contains(&format!("/items/{}/applications", item.id)));
    }

    fn g_07_what_is_not_published_is_nowhere_to_be_seen(world: World) {
        let guideline = world.under_review(None, false);
        let item = world.read(move |tx| Ok(items_of(tx, guideline.id)?)).remove(0);
        assert_eq!(get(&world, "", &format!("/items/{}", item.id)).status, 404);
        assert_eq!(get(&world, "contact", &format!("/items/{}", item.id)).status, 404);
        assert!(!get(&world, "", "/items").body.contains(&item.title));
        assert_eq!(get(&world, "rival", &format!("/guidelines/{}", guideline.id)).status, 404);
        assert_eq!(get(&world, "teacher", &format!("/guidelines/{}", guideline.id)).status, 403);
        assert_eq!(get(&world, "", &format!("/guidelines/{}", guideline.id)).status, 303);
    }

    fn while_typing_the_same_rules_answer_and_the_text_is_kept(world: World) {
        let draft = poor_draft(&world);
        let form = form_of(&world, &draft);
        let path = format!("/guidelines/{}/draft", draft.id);
        let reply = post(&world, "contact", &path, &with(&form, &[("title", "改过的标题"), ("items.0.cash_each", "29999")]));
        assert_eq!(reply.status, 200, "{}", reply.body);
        insta::assert_snapshot!("typing-zh", shown(&reply));
        let stored = world.read(move |tx| guidelines::get_guideline(tx, draft.id));
        assert_eq!((stored.title.as_str(), stored.revision), ("改过的标题", 2));
        // A field that cannot be read keeps its stored value; the others are kept all the same.
        let form = form_of(&world, &draft);
        let reply = post(&world, "contact", &path, &with(&form, &[("about", "新简介"), ("items.0.cash_each", "三万")]));
        assert_eq!(reply.status, 422);
        assert!(reply.body.contains("请填写金额"));
        let items = world.read(move |tx| Ok(items_of(tx, draft.id)?));
        assert_eq!(items[0].cash_each, Money::from_yuan(29_999));
        // An old page changes nothing.
        assert_eq!(post(&world, "contact", &path, &with(&form, &[("revision", "0")])).status, 409);
    }

    fn two_tabs_see_both_versions_and_lose_nothing(world: World) {
        let draft = poor_draft(&world);
        let form = form_of(&world, &draft);
        let path = format!("/guidelines/{}/edit", draft.id);
        assert_eq!(post(&world, "contact", &path, &with(&form, &[("title", "第一个窗口"), ("do", "save")])).status, 303);
        let reply = post(&world, "contact", &path, &with(&form, &[("title", "第二个窗口"), ("do", "save")]));
        assert_eq!(reply.status, 409);
        assert!(reply.body.contains("第一个窗口") && reply.body.contains("value=\"第二个窗口\""));
        insta::assert_snapshot!("conflict-zh", shown(&reply).split("<form").next().unwrap_or_default());
        // Sending the page again overwrites knowingly.
        let again = post(&world, "contact", &path, &with(&form, &[("title", "第二个窗口"), ("revision", "2"), ("do", "save")]));
        assert_eq!(again.status, 303);
        assert_eq!(world.read(move |tx| guidelines::get_guideline(tx, draft.id)).title, "第二个窗口");
    }

    fn without_javascript_items_are_added_and_removed_by_buttons(world: World) {
        let draft = poor_draft(&world);
        let path = format!("/guidelines/{}/edit", draft.id);
        let count = |world: &World| world.read(move |tx| Ok(items_of(tx, draft.id)?)).len();
        let none = post(&world, "contact", &path, &with(&form_of(&world, &draft), &[("do", "add")]));
        assert_eq!((none.status, none.body.contains("G-04")), (422, true));
        assert_eq!(post(&world, "contact", &path, &with(&form_of(&world, &draft), &[("do", "add"), ("new_type", "T6")])).status, 303);
        assert_eq!(count(&world), 3);
        assert_eq!(post(&world, "contact", &path, &with(&form_of(&world, &draft), &[("do", "remove.0")])).status, 303);
        assert_eq!(count(&world), 2);
    }

    fn a_whole_guideline_is_submitted_from_the_editor(world: World) {
        let draft = world.whole_draft(None, false, content());
        let path = format!("/guidelines/{}/edit", draft.id);
        let reply = post(&world, "contact", &path, &with(&form_of(&world, &draft), &[("do", "submit")]));
        assert_eq!((reply.status, reply.location), (303, format!("/guidelines/{}", draft.id)));
        assert_eq!(world.state_of(draft.id), State::Submitted);
        let again = post(&world, "contact", &path, &[("do", "submit"), ("revision", "1")]);
        assert_eq!(again.status, 409);
    }

    fn a_guidelines_page_shows_each_reader_their_own_steps(world: World) {
        let guideline = world.under_review(None, false);
        let path = format!("/guidelines/{}", guideline.id);
        insta::assert_snapshot!("guideline-office-zh", shown(&get(&world, "office", &path)));
        insta::assert_snapshot!("guideline-expert-zh", shown(&get(&world, "expert", &path)));
        let expert = get(&world, "expert", &path).body;
        assert!(!expert.contains("name=\"fit\""), "no form to judge before the question is answered");
        world.reviewed(guideline.id);
        assert!(get(&world, "expert", &path).body.contains("name=\"fit\""));
        let contact = get(&world, "contact", &path).body;
        assert!(!contact.contains("周明") && !contact.contains("内容扎实"), "the enterprise does not learn who reviews");
        assert!(get(&world, "office", &path).body.contains("内容扎实"));
    }

    fn looking_for_an_expert_keeps_those_already_ticked(world: World) {
        let guideline = world.submitted(None, false);
        let path = format!("/guidelines/{}/assign", guideline.id);
        let page = get(&world, "office", &format!("/guidelines/{}", guideline.id)).body;
        let expert = world.cast.expert.person_id.to_string();
        assert!(page.contains(&format!("value=\"{expert}\"")));
        let ticked = [("do", "look_up"), ("expert", "没有这个名字"), ("reviewer_id", expert.as_str())];
        let found = post(&world, "office", &path, &ticked);
        assert_eq!((found.status, world.state_of(guideline.id)), (200, State::Submitted));
        assert!(found.body.contains(&format!("value=\"{expert}\" checked")), "{}", found.body);
        assert!(found.body.contains("没有这个名字"));
        let nobody = post(&world, "office", &path, &[("do", "look_up"), ("expert", "没有这个名字")]);
        assert!(!nobody.body.contains(&expert));
    }

    fn a_step_without_its_reason_says_so_beside_the_field(world: World) {
        let guideline = world.under_review(None, false);
        let reply = post(&world, "office", &format!("/guidelines/{}/reject", guideline.id), &[("reason_reject", " ")]);
        assert_eq!(reply.status, 422);
        assert!(reply.body.contains("href=\"#f-reason_reject\""));
        let done = post(&world, "office", &format!("/guidelines/{}/reject", guideline.id), &[("reason_reject", "与项目无关")]);
        assert_eq!((done.status, world.state_of(guideline.id)), (303, State::Rejected));
        assert_eq!(post(&world, "office", &format!("/guidelines/{}/reject", guideline.id), &[("reason_reject", "与项目无关")]).status, 409);
    }

    fn rounds_are_opened_previewed_and_published_by_the_office(world: World) {
        let wrong = post(&world, "office", "/rounds", &[("name", ""), ("year", "x"), ("opens_on", "2024-06-23"), ("closes_on", "")]);
        assert_eq!((wrong.status, wrong.body.matches("class=\"breach\"").count()), (422, 3));
        let made = post(&world, "office", "/rounds", &[("name", "2024年6月"), ("year", "2024"), ("opens_on", "2024-06-23"), ("closes_on", "2024-09-30")]);
        assert_eq!(made.status, 303);
        let round = world.read(|tx| Ok(guidelines::rounds(tx)?)).into_iter().find(|r| r.name == "2024年6月").expect("there");
        let guideline = world.approved(Some(round.id));
        let preview = get(&world, "office", &format!("/rounds/{}/publish", round.id));
        let plan = preview.body.split("name=\"plan\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a plan").to_owned();
        assert_eq!(post(&world, "office", &format!("/rounds/{}/publish", round.id), &[("plan", &plan)]).status, 303);
        assert_eq!(world.state_of(guideline.id), State::Published);
        assert_eq!(post(&world, "office", &format!("/rounds/{}/publish", round.id), &[("plan", &plan)]).status, 409);
        assert_eq!(get(&world, "contact", "/rounds").status, 403);
        assert_eq!(get(&world, "office", "/rounds").status, 200);
    }

    fn a_new_guideline_begins_with_the_conditions_of_the_enterprise(world: World) {
        insta::assert_snapshot!("new-zh", shown(&get(&world, "contact", "/guidelines/new")));
        let begun = post(&world, "contact", "/guidelines/new", &[("title", "新指南"), ("round_id", "00000000-0000-7000-8000-000000002024"), ("is_special", "on")]);
        assert_eq!(begun.status, 303, "{}", begun.body);
        assert_eq!(get(&world, "contact", &begun.location).status, 200);
        assert_eq!(post(&world, "contact", "/guidelines/new", &[("round_id", "x")]).status, 422);
    }

    fn a_letter_is_taken_by_its_content_and_read_by_those_who_see_the_guideline(world: World) {
        let draft = poor_draft(&world);
        let path = format!("/guidelines/{}/files", draft.id);
        let wrong = upload(&world, "contact", &path, "commitment_letter", "承诺书.pdf", b"not a letter at all");
        assert_eq!((wrong.status, wrong.body.contains("href=\"#f-commitment_letter\"")), (422, true), "{}", wrong.body);
        let pdf = files::tiny_pdf(&["企业承诺书"]);
        assert_eq!(upload(&world, "contact", &path, "commitment_letter", "承诺书.pdf", &pdf).status, 303);
        assert_eq!(upload(&world, "rival", &path, "commitment_letter", "承诺书.pdf", &pdf).status, 404);
        let kept = world.read(move |tx| Ok(files::list_for(tx, "guideline", kernel::RowId(draft.id.0))?)).remove(0);
        let file = format!("{path}/{}", kept.id);
        assert_eq!([get(&world, "office", &file).status, get(&world, "rival", &file).status, get(&world, "teacher", &file).status], [200, 404, 403]);
        assert_eq!(post(&world, "contact", &format!("{file}/remove"), &[]).status, 303);
        assert!(world.read(move |tx| Ok(files::list_for(tx, "guideline", kernel::RowId(draft.id.0))?)).is_empty());
    }
}
