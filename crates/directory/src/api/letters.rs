//! What letters open: a new password, the confirmation of an address, an invitation. Whoever holds the secret may use it.

use kernel::{Role, Said};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Access, ApiAnswer, Form, Json, Method, Path, Routes, Visit, json};

use super::{all_right, doc};
use crate::actions;
use crate::pages::Gate;
use crate::pages::invitations::{Shown, answered, load};
use crate::pages::password::{SENT, ask_for, set_new};

pub(super) fn routes(gate: &Gate) -> Routes {
    let [ask, set, answer] = [(); 3].map(|()| gate.clone());
    Routes::new()
        .api(
            Method::POST,
            "/password-resets",
            Access::Public,
            doc("Ask for a letter with a link to a new password").body::<Address>().answer::<Said>(),
            move |visit: Visit, body: Json<Address>| ask_for_reset(ask.clone(), visit, body),
        )
        .api(
            Method::POST,
            "/password-resets/{secret}",
            Access::Public,
            doc("Set a new password by the secret of the letter; every log-in and every token ends")
                .body::<Password>()
                .answer::<Said>(),
            move |visit: Visit, path: Path<String>, body: Json<Password>| reset(set.clone(), visit, path, body),
        )
        .api(
            Method::POST,
            "/confirmations/{secret}",
            Access::Public,
            doc("Confirm the address given on registering by the secret of the letter").answer::<Said>(),
            confirm,
        )
        .api(
            Method::GET,
            "/invitations/{secret}",
            Access::Public,
            doc("What a letter of invitation says").answer::<InvitationView>(),
            invitation,
        )
        .api(
            Method::POST,
            "/invitations/{secret}",
            Access::Public,
            doc("Accept or decline by the secret of the letter").body::<Reply>().answer::<Said>(),
            move |visit: Visit, path: Path<String>, body: Json<Reply>| reply(answer.clone(), visit, path, body),
        )
}

/// The address of an account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Address {
    email: String,
}

/// The same answer whether or not there is such an account.
async fn ask_for_reset(gate: Gate, visit: Visit, Json(Address { email }): Json<Address>) -> ApiAnswer {
    let asked = ask_for(&gate, &visit, &Form::of(&[("email", &email)])).await?;
    asked?;
    json(&Said::from(SENT))
}

/// 10 to 200 characters.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Password {
    password: String,
}

async fn reset(
    gate: Gate,
    visit: Visit,
    Path(secret): Path<String>,
    Json(Password { password }): Json<Password>,
) -> ApiAnswer {
    let form = Form::of(&[("password", &password), ("password_again", &password)]);
    all_right(set_new(&gate, &visit, &secret, &form).await?)?;
    json(&Said::from(kernel::say("新密码已设置", "The new password is set")))
}

async fn confirm(visit: Visit, Path(secret): Path<String>) -> ApiAnswer {
    visit.site.db.write(move |tx| actions::confirm_address(tx, &secret)).await?;
    json(&Said::from(kernel::say("邮箱已确认", "The address is confirmed")))
}

/// What an invitation is to.
#[derive(Serialize, ToSchema)]
struct InvitationView {
    organisation: Said,
    role: Role,
    email: String,
    name: String,
    /// There is no account yet: accepting takes a name and a password.
    needs_password: bool,
}

async fn invitation(visit: Visit, Path(secret): Path<String>) -> ApiAnswer {
    let Shown { organisation, role, email, name, has_password } = load(&visit, &secret).await?;
    json(&InvitationView { organisation, role, email, name, needs_password: !has_password })
}

/// Yes or no; name and password where there is no account yet.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InvitationReply)]
struct Reply {
    accepts: bool,
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
}

async fn reply(gate: Gate, visit: Visit, Path(secret): Path<String>, Json(reply): Json<Reply>) -> ApiAnswer {
    let form = Form::of(&[("name", &reply.name), ("password", &reply.password), ("password_again", &reply.password)]);
    let done = answered(&gate, &visit, &secret, &form, reply.accepts).await?;
    all_right(done)?;
    json(&Said::from(if reply.accepts {
        kernel::say("已接受邀请", "Accepted")
    } else {
        kernel::say("已谢绝邀请", "Declined")
    }))
}
