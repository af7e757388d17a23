//! Writing an announcement: whom it is for and what it says, in both languages. Nothing is sent from here.

use std::collections::HashMap;

use db::Tx;
use kernel::{Actor, AnnouncementId, Breach, GuidelineId, Lang, OrganisationId, Refusal, Role, Said, Text, Word, say};
use ui::{Field, Markup, html};
use web::{Answer, Form, Path, StatusCode, Visit};

use crate::announcement::{self, Audience, AudienceKind, BODY_MOST, Both, Draft, SUBJECT_MOST};
use crate::paths;
use crate::policy::{self, Reach, Right};

const NEW: Text = say("新公告", "New announcement");
const EDIT: Text = say("修改公告", "Change the announcement");
const LEAD: Text = say(
    "先写好内容、选定范围并保存草稿；下一步会列出收件人和人数，确认后才会发出。",
    "Write it, say whom it is for, and keep the draft; the next page counts and lists the recipients, and nothing leaves before you commit.",
);
const OF_ROLE: Text = say("身份（不选则全部身份）", "Roles (none ticked: all)");
const OF_STATE: Text = say("项目状态（不选则全部状态）", "States of the project (none ticked: all)");
const STRANGE: Text = say("没有名为“{name}”的单位", "There is no organisation called “{name}”");
const ONE_PER_LINE: Text = say(
    "每行一个单位全称或代码；同名的写“全称（代码）”；不填则不限单位",
    "One full name or code a line; where several share a name, “name (code)”; empty for every organisation",
);
const SEVERAL: Text = say(
    "名为“{name}”的单位不止一个，请写明是哪一个：{all}",
    "Several organisations are called “{name}”; say which: {all}",
);
/// Organisations of one name that are offered to choose from.
const OFFERED: usize = 10;
const CHOOSE: Text = say("请选择一份指南", "Choose a guideline");

/// What the form offers this writer.
struct Offered {
    kinds: Vec<AudienceKind>,
    roles: Vec<Role>,
    /// Provinces and organisations are chosen only by those who reach all.
    reaches_all: bool,
    guidelines: Vec<(GuidelineId, String)>,
}

fn offered(tx: &mut Tx<'_>, actor: &Actor) -> Result<Offered, Refusal> {
    let kinds: Vec<AudienceKind> =
        AudienceKind::ALL.iter().copied().filter(|kind| policy::may(actor, Right::Announce(*kind))).collect();
    let guidelines = if kinds.contains(&AudienceKind::Applicants) {
        let rows = guidelines::lists::guidelines(tx, actor, None, None, guidelines::lists::PAGE)?.rows;
        rows.into_iter().map(|row| (row.id, row.title)).collect()
    } else {
        Vec::new()
    };
    let roles = match policy::reach(actor) {
        Reach::All => Role::ALL.to_vec(),
        Reach::University(_) => {
            vec![Role::Teacher, Role::Student, Role::UniversityAdministrator, Role::UniversityFinance]
        }
        Reach::Enterprise(_) => vec![Role::EnterpriseContact, Role::EnterpriseReviewer],
        Reach::Nothing => Vec::new(),
    };
    Ok(Offered { kinds, roles, reaches_all: policy::reach(actor) == Reach::All, guidelines })
}

/// The fields as they stand in the form, by name.
type Typed = HashMap<String, String>;

pub(crate) async fn new(visit: Visit) -> Answer {
    let mut typed = Typed::new();
    typed.insert("kind".into(), AudienceKind::Members.word().into());
    page(&visit, StatusCode::OK, None, &typed, &[]).await
}

pub(crate) async fn create(visit: Visit, form: Form) -> Answer {
    let actor = visit.actor()?;
    let (sent, names) = (form.clone(), names_of(&form));
    let done = visit.site.db.write(move |tx| {
        let draft = read(tx, &actor, &sent, &names)?;
        announcement::create(tx, &actor, &draft)
    });
    match done.await {
        Ok(made) => visit.done(
            &paths::announcement(made.id),
            say("草稿已保存，请核对收件人", "The draft is kept; please check the recipients"),
        ),
        Err(Refusal::Breaches(breaches)) => {
            page(&visit, StatusCode::UNPROCESSABLE_ENTITY, None, &typed_of(&form), &breaches).await
        }
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn edit(visit: Visit, Path(id): Path<AnnouncementId>) -> Answer {
    let actor = visit.actor()?;
    let typed = visit.site.db.read(move |tx| {
        let found = announcement::own(tx, &actor, id)?;
        found.state.after(announcement::state::Step::Commit)?;
        let names = match found.audience()? {
            Audience::Members { organisations, .. } => directory::names_in_full(tx, &organisations)?,
            Audience::Leaders { .. } | Audience::Applicants { .. } => Vec::new(),
        };
        stored(&found, &names)
    });
    let typed = typed.await?;
    page(&visit, StatusCode::OK, Some(id), &typed, &[]).await
}

pub(crate) async fn save(visit: Visit, Path(id): Path<AnnouncementId>, form: Form) -> Answer {
    let actor = visit.actor()?;
    let revision = form.number("revision", 0, i64::MAX)?;
    let (sent, names) = (form.clone(), names_of(&form));
    let done = visit.site.db.write(move |tx| {
        let draft = read(tx, &actor, &sent, &names)?;
        announcement::save(tx, &actor, id, revision, &draft)
    });
    match done.await {
        Ok(made) => visit.done(
            &paths::announcement(made.id),
            say("草稿已保存，请核对收件人", "The draft is kept; please check the recipients"),
        ),
        Err(Refusal::Breaches(breaches)) => {
            page(&visit, StatusCode::UNPROCESSABLE_ENTITY, Some(id), &typed_of(&form), &breaches).await
        }
        Err(other) => Err(other.into()),
    }
}

fn typed_of(form: &Form) -> Typed {
    form.pairs().iter().map(|(name, value)| (name.clone(), value.clone())).collect()
}

fn stored(found: &announcement::Announcement, names: &[String]) -> Result<Typed, Refusal> {
    let mut typed = Typed::new();
    let mut put = |name: &str, value: &str| typed.insert(name.to_owned(), value.to_owned());
    put("revision", &found.revision.to_string());
    put("subject_zh", &found.subject_zh);
    put("subject_en", &found.subject_en);
    put("body_zh", &found.body_zh);
    put("body_en", &found.body_en);
    let audience = found.audience()?;
    put("kind", announcement::kind_of(&audience));
    match audience {
        Audience::Members { roles, province, .. } => {
            roles.iter().for_each(|role| drop(put(&format!("role_{role}"), "on")));
            put("province", &province);
            put("organisations", &names.join("\n"));
        }
        Audience::Leaders { states } => states.iter().for_each(|state| drop(put(&format!("state_{state}"), "on"))),
        Audience::Applicants { guideline } => drop(put("guideline", &guideline.to_string())),
    }
    Ok(typed)
}

fn names_of(form: &Form) -> Vec<String> {
    let lines = form.get("organisations").lines().map(str::trim).filter(|line| !line.is_empty());
    lines.take(200).map(str::to_owned).collect()
}

/// What was typed as a draft. Names of organisations are looked up.
fn read(tx: &mut Tx<'_>, actor: &Actor, form: &Form, names: &[String]) -> Result<Draft, Refusal> {
    let both = |name: &str| Both {
        zh: form.get(&format!("{name}_zh")).replace("\r\n", "\n"),
        en: form.get(&format!("{name}_en")).replace("\r\n", "\n"),
    };
    let audience = match form.word::<AudienceKind>("kind")? {
        AudienceKind::Members => Audience::Members {
            roles: ticked(form, "role_"),
            province: form.get("province").to_owned(),
            organisations: organisations(tx, actor, names)?,
        },
        AudienceKind::Leaders => Audience::Leaders { states: ticked(form, "state_") },
        AudienceKind::Applicants => {
            let guideline = form.id("guideline").map_err(|_| Breach::field("guideline", CHOOSE))?;
            Audience::Applicants { guideline }
        }
    };
    Ok(Draft { audience, subject: both("subject"), body: both("body") })
}

fn ticked<W: Word>(form: &Form, prefix: &str) -> Vec<W> {
    W::ALL.iter().copied().filter(|word| form.ticked(&format!("{prefix}{}", word.word()))).collect()
}

/// The organisations of these names, as far as the writer reaches. Of what lies beyond nobody learns that it exists.
fn organisations(tx: &mut Tx<'_>, actor: &Actor, names: &[String]) -> Result<Vec<OrganisationId>, Refusal> {
    let eyes = directory::eyes(tx, Some(actor))?;
    let (mut ids, mut unclear) = (Vec::new(), Vec::new());
    for name in names {
        let found = match policy::reach(actor) {
            Reach::All => directory::organisations_called(tx, &eyes, name)?,
            Reach::University(own) | Reach::Enterprise(own) => {
                let own = directory::organisation(tx, own)?;
                if directory::is_called(&own, name) { vec![own] } else { Vec::new() }
            }
            Reach::Nothing => Vec::new(),
        };
        let said = match found.as_slice() {
            [one] => {
                ids.push(one.id);
                continue;
            }
            [] => STRANGE.with(&[("name", name)]),
            several => {
                let all: Vec<String> = several.iter().take(OFFERED).map(directory::name_in_full).collect();
                SEVERAL.with(&[("name", name), ("all", &all.join(", "))])
            }
        };
        unclear.push(Err(Breach::field("organisations", said)));
    }
    kernel::check(unclear)?;
    ids.sort();
    ids.dedup();
    Ok(ids)
}

async fn page(
    visit: &Visit,
    status: StatusCode,
    id: Option<AnnouncementId>,
    typed: &Typed,
    breaches: &[Breach],
) -> Answer {
    let actor = visit.actor()?;
    let offered = visit.site.db.read(move |tx| offered(tx, &actor)).await?;
    let lang = visit.lang;
    let title = if id.is_some() { EDIT } else { NEW };
    let action = id.map_or(paths::NEW_ANNOUNCEMENT.to_owned(), |id| paths::announcement_form(id, "edit"));
    let draft = id.map_or("announcement-new".to_owned(), |id| format!("announcement-{id}"));
    let body = html! {
        (ui::breadcrumbs(lang, &[(paths::ANNOUNCEMENTS.into(), super::announcements::TITLE.into())]))
        (ui::heading(visit.t(title), html! {}))
        p.lead { (visit.t(LEAD)) }
        (ui::breach_summary(lang, breaches))
        (ui::form(lang, &visit.csrf, &action, &draft, html! {
            (ui::hidden("revision", typed.get("revision").map_or("0", String::as_str)))
            (ui::fieldset(lang, say("写给谁", "Whom it is for"), html! { div.audience { (audience_fields(lang, &offered, typed, breaches)) } }))
            (ui::fieldset(lang, say("内容", "What it says"), text_fields(lang, typed, breaches)))
            (ui::actions(ui::submit(lang, say("保存草稿，核对收件人", "Keep the draft and see the recipients"))))
        }))
    };
    Ok(visit.page_with(status, title, body))
}

fn of<'a>(typed: &'a Typed, name: &str) -> &'a str {
    typed.get(name).map_or("", String::as_str)
}

fn boxes<W: Word>(lang: Lang, legend: Text, prefix: &str, words: &[W], typed: &Typed) -> Markup {
    ui::fieldset(
        lang,
        legend,
        html! {
            div.boxes {
                @for word in words {
                    @let name = format!("{prefix}{}", word.word());
                    (Field::checkbox(name.as_str(), word.text()).checked(of(typed, &name) == "on").render(lang, &[]))
                }
            }
        },
    )
}

fn audience_fields(lang: Lang, offered: &Offered, typed: &Typed, breaches: &[Breach]) -> Markup {
    let kinds = offered.kinds.iter().map(|kind| (kind.word().to_owned(), kind.text().get(lang).to_owned())).collect();
    let provinces = kernel::province::ALL.iter().map(|p| (p.code.to_owned(), p.name.get(lang).to_owned())).collect();
    let guidelines = offered.guidelines.iter().map(|(id, title)| (id.to_string(), title.clone())).collect();
    html! {
        (Field::radio("kind", say("范围", "Audience"), kinds).value(of(typed, "kind")).required().render(lang, breaches))
        div.audience-part.audience-members {
            (boxes(lang, OF_ROLE, "role_", &offered.roles, typed))
            @if offered.reaches_all {
                (Field::select("province", say("省份", "Province"), provinces).value(of(typed, "province")).render(lang, breaches))
                (Field::area("organisations", say("单位", "Organisations")).value(of(typed, "organisations")).rows(3).hint(ONE_PER_LINE).render(lang, breaches))
            }
        }
        div.audience-part.audience-leaders { (boxes(lang, OF_STATE, "state_", projects::state::State::ALL, typed)) }
        @if offered.kinds.contains(&AudienceKind::Applicants) {
            div.audience-part.audience-applicants {
                (Field::select("guideline", say("指南", "Guideline"), guidelines).value(of(typed, "guideline")).render(lang, breaches))
            }
        }
    }
}

fn text_fields(lang: Lang, typed: &Typed, breaches: &[Breach]) -> Markup {
    let subject = |name: &str, label: Said| {
        Field::text(name, label).value(of(typed, name)).required().maxlength(SUBJECT_MOST as u32).render(lang, breaches)
    };
    let body = |name: &str, label: Said| {
        Field::area(name, label)
            .value(of(typed, name))
            .required()
            .rows(8)
            .maxlength(BODY_MOST as u32)
            .render(lang, breaches)
    };
    html! {
        (subject("subject_zh", say("标题（中文）", "Title in Chinese").into()))
        (body("body_zh", say("正文（中文）", "Text in Chinese").into()))
        (subject("subject_en", say("标题（英文）", "Title in English").into()))
        (body("body_en", say("正文（英文）", "Text in English").into()))
    }
}
