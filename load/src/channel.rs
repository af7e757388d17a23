//! The live channel that is measured.

use std::net::SocketAddr;

use crate::Fault;
use crate::answer::attribute;
use crate::client::Client;
use crate::roles;

/// A channel of a meeting.
#[derive(Clone, Debug)]
pub(crate) struct Channel {
    meeting: String,
    code: String,
}

impl Channel {
    /// The channel with this code, or the first of the first meeting that has one.
    pub(crate) async fn found(address: SocketAddr, code: Option<&str>) -> Result<Channel, Fault> {
        let mut client = Client::new(address);
        let meetings = links(&client.get("/meetings").await?.text(), "/meetings/");
        for meeting in meetings.iter().filter(|id| id.len() == 36) {
            let codes = links(
                &client.get(&format!("/meetings/{meeting}/live")).await?.text(),
                &format!("/meetings/{meeting}/live/"),
            );
            let fits = |it: &&String| code.is_none_or(|code| code == it.as_str()) && !it.contains('/');
            if let Some(code) = codes.iter().find(fits) {
                return Ok(Channel { meeting: meeting.clone(), code: code.clone() });
            }
        }
        Err("no public meeting has such a channel: make one on the page of the meeting's channels".into())
    }

    pub(crate) fn comments(&self) -> String {
        format!("/meetings/{}/live/{}/comments", self.meeting, self.code)
    }
    pub(crate) fn object(&self, name: &str) -> String {
        format!("/live/{}/{name}", self.code)
    }
    fn desk(&self) -> String {
        format!("/meetings/{}/live/{}/moderation", self.meeting, self.code)
    }

    /// The token of the forms of somebody who is logged in.
    pub(crate) async fn csrf(&self, client: &mut Client) -> Result<String, Fault> {
        let page = client.get(&format!("/meetings/{}/live/{}/audience", self.meeting, self.code)).await?.text();
        field(&page, "_csrf").ok_or_else(|| "the page has no form".into())
    }

    /// Lets comments be shown at once.
    pub(crate) async fn open(&self, address: SocketAddr) -> Result<(), Fault> {
        let people = roles::cast(address).await?;
        let office =
            people.iter().find(|person| person.role().contains("项目办公室")).ok_or("the cast has no office")?;
        let mut client = roles::signed_in(address, office).await?;
        let page = client.get(&self.desk()).await?.text();
        let (csrf, revision) =
            (field(&page, "_csrf").unwrap_or_default(), field(&page, "revision").unwrap_or_default());
        let fields = [
            ("_csrf", csrf.as_str()),
            ("revision", &revision),
            ("mode", "open"),
            ("danmu", "on"),
            ("questions", "on"),
            ("reactions", "on"),
        ];
        match client.post(&format!("{}/settings", self.desk()), &fields).await?.status {
            303 => Ok(()),
            status => Err(format!("setting the channel to open is answered with {status}").into()),
        }
    }

    /// The first media playlist.
    pub(crate) async fn playlist(&self, address: SocketAddr) -> Result<String, Fault> {
        let master = self.object("master.m3u8");
        let text = Client::new(address).get(&master).await?.text();
        let name = text
            .lines()
            .find(|line| !line.is_empty() && !line.starts_with('#'))
            .ok_or("nothing is pushed to the channel")?;
        Ok(if name.starts_with('/') { name.to_owned() } else { self.object(name) })
    }
}

/// What follows `before` in the links of a page.
fn links(page: &str, before: &str) -> Vec<String> {
    let all = page.split("<a ").skip(1).filter_map(|tag| attribute(tag, "href"));
    let mut found: Vec<String> = all.filter_map(|href| href.strip_prefix(before).map(str::to_owned)).collect();
    found.dedup();
    found
}

/// The value of the first hidden field of this name.
fn field(page: &str, name: &str) -> Option<String> {
    let tag = page.split("<input").skip(1).find(|tag| attribute(tag, "name").as_deref() == Some(name))?;
    attribute(tag, "value")
}
