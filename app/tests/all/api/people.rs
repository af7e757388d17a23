//! Registration, verification, invitation, role: how people and enterprises come in, through the API alone.

use kernel::credit_code;
use serde_json::{Value, json};

use super::program::{Program, rules, text};
use crate::house::House;

const PASSWORD: &str = "a-rather-long-password";
const SCOPES: [&str; 2] = ["directory:read", "directory:write"];

testing::both_databases! {
    with [xieyu::schema::migrations().as_slice()];

    fn an_enterprise_registers_is_verified_and_invites_its_reviewer_through_the_api(house: House) {
        tokio::runtime::Runtime::new().expect("a runtime").block_on(enterprise(&house));
    }

    fn a_university_is_added_names_its_administrator_and_takes_in_a_teacher_through_the_api(house: House) {
        tokio::runtime::Runtime::new().expect("a runtime").block_on(university(&house));
    }

    fn a_lost_password_is_replaced_by_the_letter_and_every_token_ends(house: House) {
        tokio::runtime::Runtime::new().expect("a runtime").block_on(lost_password(&house));
    }
}

fn declaration(code: &str) -> Value {
    json!({
        "name": "晨星教育科技有限公司", "name_en": "Morning Star", "credit_code": code, "legal_form": "legal_person",
        "registered_on": "2019-03-01", "paid_in_capital": 300_000_000, "industry": "I", "about": "教学软件",
        "contact_name": "何琳", "contact_phone": "021-55550000", "contact_email": "he.lin@morning.example",
    })
}

/// Leaves a file for a registration. Answers the secret that names it.
async fn left(stranger: &Program<'_>, purpose: &str) -> Value {
    stranger.upload(&format!("/registrations/files?purpose={purpose}"), &format!("{purpose}.pdf")).await["secret"]
        .clone()
}

/// The program of somebody who logs in with their password and acts in this role.
async fn logged_in<'h>(house: &'h House, email: &str, role: &str) -> Program<'h> {
    let stranger = Program::stranger(house);
    let body =
        json!({ "email": email, "password": PASSWORD, "role": role, "name": "脚本", "scopes": SCOPES, "days": 30 });
    let made = stranger.post("/log-in", body).await;
    Program::holding(house, &text(&made["secret"]))
}

async fn enterprise(house: &House) {
    let (stranger, office) = (Program::stranger(house), Program::of(house, &house.cast.wu_min));
    let code = credit_code::complete("91310115MA1K4C7D").expect("a code");
    let wrong = stranger.post("/registrations/check", json!({ "credit_code": "91310115MA1K4C7DX0" })).await;
    assert_eq!(wrong[0]["rule"], "E-04", "{wrong:#}");
    let early = json!({ "credit_code": code.as_str(), "paid_in_capital": 300_000_000 });
    assert_eq!(stranger.post("/registrations/check", early).await[0]["rule"], "E-03", "said early, bars nothing yet");

    let (licence, commitment) = (left(&stranger, "licence").await, left(&stranger, "commitment").await);
    let mut body = json!({ "enterprise": declaration(code.as_str()), "licence": licence, "commitment": "none", "password": "short" });
    let refused = stranger.refused("POST", "/registrations/enterprises", body.clone(), 422).await;
    let fields: Vec<&str> =
        refused["problems"].as_array().expect("all").iter().filter_map(|p| p["field"].as_str()).collect();
    assert_eq!(fields, ["commitment", "password"], "all at once");
    body["commitment"] = commitment;
    body["password"] = json!(PASSWORD);
    let made = stranger.ask("POST", "/registrations/enterprises", body.clone()).await;
    assert_eq!(made.status.as_u16(), 201, "{:#}", made.json);
    let path = made.location.strip_prefix("/api/v1").expect("an address of the API").to_owned();
    body["licence"] = left(&stranger, "licence").await;
    body["commitment"] = left(&stranger, "commitment").await;
    assert_eq!(
        rules(&stranger.refused("POST", "/registrations/enterprises", body, 422).await),
        ["E-04"],
        "it is taken"
    );
    stranger.refused("GET", &path, Value::Null, 404).await;

    let secret = house.secret_sent_to("he.lin@morning.example").await;
    stranger.post(&format!("/confirmations/{secret}"), Value::Null).await;
    stranger.refused("POST", &format!("/confirmations/{secret}"), Value::Null, 404).await;
    let contact = logged_in(house, "he.lin@morning.example", "enterprise_contact").await;
    let me = contact.get("/people/me").await;
    assert_eq!((&me["acting_as"], &me["memberships"][0]["state"]), (&json!("enterprise_contact"), &json!("active")));

    returned_and_verified(&contact, &office, &path, code.as_str()).await;
    reviewer_comes_and_goes(house, &contact, &path).await;
    standing(&contact, &office, &path).await;
}

async fn returned_and_verified(contact: &Program<'_>, office: &Program<'_>, path: &str, code: &str) {
    let at = |step: &str| format!("{path}/{step}");
    office.post(&at("return"), json!({ "reason": "英文名称与执照不符" })).await;
    let seen = contact.get(path).await;
    let paper = |purpose: &str| {
        let all = seen["papers"].as_array().expect("papers");
        text(&all.iter().find(|p| p["purpose"] == purpose).expect("a paper")["id"])
    };
    contact.fetch(&format!("{path}/files/{}", paper("licence")), "licence.pdf").await;
    contact.delete(&format!("{path}/files/{}", paper("commitment"))).await;
    contact.refused("POST", &at("resubmit"), Value::Null, 422).await;
    contact.upload(&at("files?purpose=commitment"), "承诺书.pdf").await;
    let mut declared = declaration(code);
    declared["name_en"] = json!("Morning Star Education");
    let revision = seen["organisation"]["revision"].clone();
    let edited = contact.put(path, json!({ "revision": revision, "enterprise": declared })).await;
    assert_eq!(edited["name_en"], "Morning Star Education");
    let stale = json!({ "revision": revision, "enterprise": declared });
    contact.refused("PUT", path, stale, 409).await;
    contact.post(&at("resubmit"), Value::Null).await;

    assert!(rules(&office.refused("POST", &at("verify"), json!({}), 422).await).contains(&"E-03".to_owned()));
    contact.refused("POST", &at("waive-capital"), json!({ "waiver_reason": "研发投入大" }), 403).await;
    let waived = office.post(&at("waive-capital"), json!({ "waiver_reason": "研发投入大，专家组同意" })).await;
    assert_eq!(waived["capital_waiver_reason"], "研发投入大，专家组同意");
    office.post(&at("verify"), json!({ "evidence": "国家企业信用信息公示系统，2024-09-02" })).await;
    office.refused("POST", &at("verify"), json!({ "evidence": "再次" }), 409).await;
    contact.refused("PUT", path, json!({ "revision": 9, "enterprise": declared }), 409).await;
}

async fn reviewer_comes_and_goes(house: &House, contact: &Program<'_>, path: &str) {
    let people = format!("{path}/people");
    contact.refused("POST", &people, json!({ "role": "teacher", "name": "孙立", "email": "sun@m.example" }), 422).await;
    let invitation =
        json!({ "role": "enterprise_reviewer", "name": "孙立", "email": "sun@m.example", "school": "研发部" });
    let invited = contact.post(&people, invitation).await;
    assert_eq!(
        (&invited["state"], &invited["name"], &invited["person_id"]),
        (&json!("invited"), &Value::Null, &Value::Null)
    );
    let (stranger, secret) = (Program::stranger(house), house.secret_sent_to("sun@m.example").await);
    let letter = format!("/invitations/{secret}");
    assert_eq!(stranger.get(&letter).await["needs_password"], true);
    stranger.refused("POST", &letter, json!({ "accepts": true, "name": "孙立", "password": "short" }), 422).await;
    stranger.post(&letter, json!({ "accepts": true, "name": "孙立", "password": PASSWORD })).await;
    stranger.refused("POST", &letter, json!({ "accepts": true }), 404).await;
    let reviewer = logged_in(house, "sun@m.example", "enterprise_reviewer").await;
    let all = contact.get(&people).await;
    let found =
        all.as_array().expect("people").iter().find(|m| m["role"] == "enterprise_reviewer").expect("the reviewer");
    assert_eq!((&found["name"], &found["state"], &found["steps"]), (&json!("孙立"), &json!("active"), &json!(["end"])));
    let membership = format!("/memberships/{}", text(&found["id"]));
    assert_eq!(reviewer.get(&membership).await["state"], "active");
    let elsewhere = Program::of(house, &house.cast.zhao_lei);
    elsewhere.refused("POST", &format!("{membership}/end"), Value::Null, 404).await;
    contact.post(&format!("{membership}/end"), json!({ "reason": "离职" })).await;
    reviewer.refused("GET", "/people/me", Value::Null, 401).await;
    let own = contact.get("/people/me").await["memberships"][0]["id"].clone();
    let last = contact.refused("POST", &format!("/memberships/{}/end", text(&own)), json!({}), 422).await;
    assert!(last.to_string().contains("successor"), "the last contact stays: {last:#}");
}

async fn standing(contact: &Program<'_>, office: &Program<'_>, path: &str) {
    let events = format!("{path}/credit-events");
    let noted = office.post(&events, json!({ "kind": "fraud", "what": "承诺书系伪造，经举报查实" })).await;
    assert_eq!(contact.get(path).await["checklist"][4]["kept"], false, "rule E-05");
    let settle = format!("{events}/{}/settle", text(&noted[0]["id"]));
    contact.refused("POST", &settle, json!({ "settled_reason": "误会" }), 403).await;
    office.post(&settle, json!({ "settled_reason": "复核后撤销" })).await;
    office.refused("POST", &settle, json!({ "settled_reason": "复核后撤销" }), 409).await;
    assert_eq!(contact.get(path).await["checklist"][4]["kept"], true);
}

async fn university(house: &House) {
    let (stranger, office) = (Program::stranger(house), Program::of(house, &house.cast.wu_min));
    let mut new =
        json!({ "kind": "university", "name": "东湖学院", "province": "43", "code": "4142010999", "level": "本科" });
    office.refused("POST", "/organisations", new.clone(), 422).await;
    Program::of(house, &house.cast.wang_jianguo).refused("POST", "/organisations", new.clone(), 403).await;
    new["province"] = json!("42");
    let made = office.ask("POST", "/organisations", new).await;
    assert_eq!(made.status.as_u16(), 201, "{:#}", made.json);
    let path = made.location.strip_prefix("/api/v1").expect("an address").to_owned();
    let people = format!("{path}/people");
    let head = json!({ "role": "university_administrator", "name": "胡南", "email": "hu@d.example" });
    office.post(&people, head).await;
    let secret = house.secret_sent_to("hu@d.example").await;
    stranger
        .post(&format!("/invitations/{secret}"), json!({ "accepts": true, "name": "胡南", "password": PASSWORD }))
        .await;
    let administrator = logged_in(house, "hu@d.example", "university_administrator").await;

    let proof = left(&stranger, "title_proof").await;
    let id = path.rsplit('/').next().expect("an id");
    let mut teacher = json!({ "university": id, "role": "teacher", "school": "数学学院", "name": "石泉", "email": "shi@d.example",
        "phone": "", "title": "讲师", "password": PASSWORD });
    assert_eq!(rules(&stranger.refused("POST", "/registrations/people", teacher.clone(), 422).await)[0], "A-05");
    teacher["title_proof"] = proof;
    let said = stranger.post("/registrations/people", teacher.clone()).await;
    teacher["email"] = json!("hu@d.example");
    teacher["title_proof"] = left(&stranger, "title_proof").await;
    assert_eq!(stranger.post("/registrations/people", teacher).await, said, "a known address is answered alike");

    let asking = administrator.get(&format!("{people}?role=teacher")).await;
    let asking = &asking.as_array().expect("people")[0];
    assert_eq!((&asking["state"], &asking["name"]), (&json!("requested"), &json!("石泉")));
    let proof = format!("/people/files/{}", text(&asking["proofs"][0]["id"]));
    administrator.fetch(&proof, "title_proof.pdf").await;
    Program::of(house, &house.cast.zhao_lei).refused("GET", &proof, Value::Null, 404).await;
    let step = |step: &str| format!("/memberships/{}/{step}", text(&asking["id"]));
    administrator.refused("POST", &step("accept"), Value::Null, 403).await;
    administrator.refused("POST", &step("fly"), Value::Null, 404).await;
    administrator.post(&step("approve"), json!({ "reason": "人事处已核对" })).await;
    let secret = house.secret_sent_to("shi@d.example").await;
    stranger.post(&format!("/confirmations/{secret}"), Value::Null).await;
    let teacher = logged_in(house, "shi@d.example", "teacher").await;
    let me = teacher.get("/people/me").await;
    let changed = json!({ "revision": me["person"]["revision"], "name": "石泉", "name_en": "Shi Quan", "phone": "021-5555 0123", "title": "副教授", "lang": "en" });
    assert_eq!(teacher.put("/people/me", changed).await["title"], "副教授");
}

async fn lost_password(house: &House) {
    let (stranger, teacher) = (Program::stranger(house), Program::of(house, &house.cast.lin_mei));
    house.session(&house.cast.lin_mei);
    assert_eq!(teacher.get("/people/me/sessions").await.as_array().map(Vec::len), Some(1));
    let unknown = stranger.post("/password-resets", json!({ "email": "nobody@demo.xieyu" })).await;
    assert_eq!(
        stranger.post("/password-resets", json!({ "email": "lin.mei@demo.xieyu" })).await,
        unknown,
        "answered alike"
    );
    let path = format!("/password-resets/{}", house.secret_sent_to("lin.mei@demo.xieyu").await);
    stranger.refused("POST", &path, json!({ "password": "short" }), 422).await;
    stranger.post(&path, json!({ "password": PASSWORD })).await;
    stranger.refused("POST", &path, json!({ "password": PASSWORD }), 404).await;
    teacher.refused("GET", "/people/me", Value::Null, 401).await;
    let again = logged_in(house, "lin.mei@demo.xieyu", "teacher").await;
    assert_eq!(again.get("/people/me/sessions").await, json!([]), "log-ins have ended");
    let log_in = json!({ "email": "lin.mei@demo.xieyu", "password": "the old password", "name": "脚本", "scopes": SCOPES, "days": 30 });
    stranger.refused("POST", "/log-in", log_in, 422).await;
    let wrong = json!({ "old_password": "wrong", "password": "another-long-password" });
    again.refused("POST", "/people/me/password", wrong, 422).await;
    again.post("/people/me/password", json!({ "old_password": PASSWORD, "password": "another-long-password" })).await;
    again.get("/people/me").await; // a token outlives a change of the password by whoever knew it
}
