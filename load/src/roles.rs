//! Logging in as the demo's cast, one of each role.

use std::net::SocketAddr;

use crate::Fault;
use crate::answer::attribute;
use crate::client::Client;

/// Somebody of the cast, as the log-in page offers them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    /// `林梅 · 教师 · 南江大学`
    pub(crate) label: String,
    fields: Vec<(String, String)>,
}

impl Person {
    /// The role, the middle of the label.
    pub(crate) fn role(&self) -> &str {
        self.label.split('·').nth(1).map_or("", str::trim)
    }
}

/// One person of each role that the log-in page offers; none when the server is no demo.
pub(crate) async fn cast(address: SocketAddr) -> Result<Vec<Person>, Fault> {
    let page = Client::new(address).get("/login").await?;
    let mut one_each: Vec<Person> = Vec::new();
    for person in people(&page.text()) {
        if !one_each.iter().any(|known| known.role() == person.role()) {
            one_each.push(person);
        }
    }
    Ok(one_each)
}

/// Logs in on a new connection. The token of the form belongs to the visitor's cookie, so the page is read anew.
pub(crate) async fn signed_in(address: SocketAddr, person: &Person) -> Result<Client, Fault> {
    let mut client = Client::new(address);
    let page = client.get("/login").await?.text();
    let same = people(&page).into_iter().find(|other| other.label == person.label).ok_or("the cast changed")?;
    let fields: Vec<(&str, &str)> = same.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    match client.post("/login", &fields).await?.status {
        302 | 303 => Ok(client),
        status => Err(format!("logging in as {} answers {status}", person.label).into()),
    }
}

/// Every form of the page with a button of the cast.
fn people(page: &str) -> Vec<Person> {
    let forms = page.split("<form").skip(1).map(|form| form.split("</form>").next().unwrap_or(""));
    forms.filter_map(person).collect()
}

fn person(form: &str) -> Option<Person> {
    let button = form.split("<button").skip(1).find(|tag| attribute(tag, "name").as_deref() == Some("cast"))?;
    let mut fields = vec![("cast".to_owned(), attribute(button, "value")?)];
    for tag in form.split("<input").skip(1) {
        fields.extend(attribute(tag, "name").zip(attribute(tag, "value")));
    }
    let label = button.split_once('>')?.1.split("</button>").next()?.trim().to_owned();
    Some(Person { label, fields })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cast_is_read_from_the_forms_of_the_page() {
        let page = r#"<form method="post" action="/login"><input type="hidden" name="_csrf" value="t"><button>登录</button></form>
            <form class="step" method="post" action="/login"><input type="hidden" name="_csrf" value="t"><input type="hidden" name="hat" value="h">
            <button class="btn" name="cast" value="p1">林梅 · 教师 · 南江大学</button></form>"#;
        let fields = [("cast", "p1"), ("_csrf", "t"), ("hat", "h")].map(|(k, v)| (k.to_owned(), v.to_owned())).to_vec();
        assert_eq!(people(page), [Person { label: "林梅 · 教师 · 南江大学".into(), fields }]);
        assert_eq!(people(page)[0].role(), "教师");
    }
}
