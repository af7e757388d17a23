//! Tokens for programs: made with scopes and an end, shown once, revoked.

use kernel::{Breach, Refusal, Text, TokenId, say};
use maud::{Markup, html};
use ui::{Field, Tone};
use web::{Access, Answer, Form, Path, StatusCode, Visit};

use super::{Collect, either};
use crate::actions::{self, NewToken};
use crate::record::ApiToken;
use crate::{paths, store};

const TITLE: Text = say("接口令牌", "Tokens");
const WEBHOOKS: Text = say("Webhook（事件通知）", "Webhooks");
const DAYS: [&str; 4] = ["7", "30", "90", "365"];

pub(crate) async fn show(visit: Visit) -> Answer {
    let tokens = load(&visit).await?;
    visit.page(TITLE, page(&visit, &tokens, &Form::of(&[("days", "30")]), &[]))
}

async fn load(visit: &Visit) -> Result<Vec<ApiToken>, web::Failed> {
    let me = visit.actor()?.person_id;
    Ok(visit.site.db.read(move |tx| store::tokens_of(tx, me)).await?)
}

/// Every scope that some door of the platform asks for.
pub(crate) fn known_scopes(visit: &Visit) -> Vec<String> {
    let scope = |access: Access| match access {
        Access::Token(scope) => Some(scope.to_owned()),
        Access::Public | Access::SignedIn | Access::Roles(_) | Access::Demo => None,
    };
    let mut all: Vec<String> = visit.site.routes.iter().filter_map(|route| scope(route.access)).collect();
    all.sort();
    all.dedup();
    all
}

pub(crate) async fn make(visit: Visit, form: Form) -> Answer {
    let actor = visit.actor()?;
    let known = known_scopes(&visit);
    let mut collect = Collect::default();
    let read = read(&form, &mut collect);
    let breaches = match read {
        None => collect.breaches,
        Some(read) => {
            match either(visit.site.db.write(move |tx| actions::make_token(tx, &actor, &read, &known)).await)? {
                Ok((token, secret)) => return made(&visit, &token, &secret),
                Err(breaches) => breaches,
            }
        }
    };
    let tokens = load(&visit).await?;
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, TITLE, page(&visit, &tokens, &form, &breaches)))
}

fn read(form: &Form, collect: &mut Collect) -> Option<NewToken> {
    let name = collect.take(form.text("name", 100));
    let days = collect.take(form.number("days", 1, 366));
    Some(NewToken { name: name?, scopes: form.all("scopes").map(str::to_owned).collect(), days: days? })
}

/// The only time the secret is seen.
fn made(visit: &Visit, token: &ApiToken, secret: &str) -> Answer {
    let lang = visit.lang;
    visit.page(TITLE, html! {
        (ui::heading(visit.t(TITLE), html! {}))
        (ui::alert(Tone::Warn, html! { p { (visit.t(say("令牌只显示这一次，请立即保存。", "This token is shown only now; keep it."))) } p { code { (secret) } } }))
        (ui::facts(lang, vec![
            (say("用途", "For"), html! { (token.name) }),
            (say("有效期至", "Ends"), ui::when(lang, token.expires_at)),
            (say("用法", "How to use it"), html! { code { "Authorization: Bearer xyt_…" } }),
        ]))
        (ui::actions(ui::link_button(lang, paths::TOKENS, say("返回令牌列表", "Back to the tokens"))))
    })
}

pub(crate) async fn revoke(visit: Visit, Path(id): Path<TokenId>, _form: Form) -> Answer {
    let actor = visit.actor()?;
    match visit.site.db.write(move |tx| actions::revoke_token(tx, &actor, id)).await {
        Ok(()) | Err(Refusal::NotFound) => visit.done(paths::TOKENS, say("令牌已吊销", "The token is revoked")),
        Err(other) => Err(other.into()),
    }
}

fn page(visit: &Visit, tokens: &[ApiToken], typed: &Form, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    html! {
        (ui::breadcrumbs(lang, &[(paths::ACCOUNT.into(), say("账号", "Account").into())]))
        (ui::heading(visit.t(TITLE), html! { @if may_have_webhooks(visit) { (ui::link_button(lang, "/webhooks", WEBHOOKS)) } }))
        (ui::breach_summary(lang, breaches))
        (table(visit, tokens))
        (ui::section(lang, say("新建令牌", "A new token"), ui::form(lang, &visit.csrf, paths::TOKENS, "", html! {
            p.hint { (visit.t(say("令牌以您当前的身份行事；该身份结束，令牌随之失效。重置密码或在所有设备上退出，令牌也全部失效。", "A token acts in the role you wear now and ends with it. Resetting the password or logging out everywhere ends all tokens."))) }
            (Field::text("name", say("用途", "What it is for")).value(typed.get("name")).required().render(lang, breaches))
            (Field::radio("days", say("有效期（天）", "Days it lives"), DAYS.map(|d| (d.to_owned(), d.to_owned())).to_vec()).value(typed.get("days")).required().render(lang, breaches))
            (scopes(visit, typed, breaches))
            (ui::actions(ui::submit(lang, say("创建", "Make it"))))
        })))
    }
}

/// Those to whose programs the platform speaks first; the slice of webhooks decides.
fn may_have_webhooks(visit: &Visit) -> bool {
    use kernel::Role::{EnterpriseContact, ProgrammeOffice, UniversityAdministrator};
    let role = visit.actor_or_public().and_then(|actor| actor.role());
    matches!(role, Some(EnterpriseContact | UniversityAdministrator | ProgrammeOffice))
}

fn scopes(visit: &Visit, typed: &Form, breaches: &[Breach]) -> Markup {
    let lang = visit.lang;
    let ticked: Vec<&str> = typed.all("scopes").collect();
    html! {
        fieldset.field.choice id="f-scopes" tabindex="-1" {
            legend { (visit.t(say("权限", "Scopes"))) }
            @for scope in known_scopes(visit) {
                label.option { input type="checkbox" name="scopes" value=(scope) checked[ticked.contains(&scope.as_str())]; " " span { code { (scope) } } }
            }
            (ui::breaches_of(lang, "scopes", breaches))
        }
    }
}

fn table(visit: &Visit, tokens: &[ApiToken]) -> Markup {
    let lang = visit.lang;
    let now = visit.site.db.clock().now();
    let lines = tokens.iter().map(|token| {
        let scopes = token.scopes();
        let open = token.revoked_at.is_none() && token.expires_at > now;
        let state = match (token.revoked_at, open) {
            (Some(_), _) => ui::badge(lang, say("已吊销", "Revoked"), Tone::Neutral),
            (None, true) => ui::badge(lang, say("有效", "Open"), Tone::Good),
            (None, false) => ui::badge(lang, say("已过期", "Ended"), Tone::Neutral),
        };
        let revoke =
            ui::step_button(&format!("{}/{}/revoke", paths::TOKENS, token.id), &visit.csrf, say("吊销", "Revoke"))
                .danger()
                .render(lang);
        vec![
            html! { (token.name) },
            html! { (scopes.join(" ")) },
            ui::when(lang, token.expires_at),
            state,
            if open {
                revoke
            } else {
                html! {}
            },
        ]
    });
    let heads = [
        say("用途", "For"),
        say("权限", "Scopes"),
        say("有效期至", "Ends"),
        say("状态", "State"),
        say("操作", "Action"),
    ];
    ui::table(lang, TITLE, &heads, lines.collect(), say("还没有令牌。", "No tokens yet."))
}
