//! The configuration: a file, gone over by the command line. Unknown keys and values that cannot be meant stop the start.

use std::fmt::Write;
use std::net::IpAddr;

use crate::command::Settings;

/// What is wrong with the configuration. The process ends with status 2.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("configuration {0}: {1}")]
    Read(String, #[source] std::io::Error),
    #[error("configuration {0}: {1}")]
    Form(String, String),
    #[error("configuration, {key}: {why}")]
    Value { key: &'static str, why: String },
}

/// All settings with their values.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Address and port to listen on.
    pub listen: String,
    /// `sqlite:FILE` or `postgres://…`.
    pub database: String,
    /// Folder for uploaded files; outside any web root.
    pub files: String,
    /// Folder for the search index, which is made from the database and may be deleted at any time; on a local disk.
    pub search: String,
    /// How people reach the platform, for links in letters: `https://xieyu.example.edu.cn`.
    pub base_url: String,
    /// Addresses of the proxies in front; only they are believed about where a request comes from.
    pub trusted_proxy: Vec<String>,
    /// `outbox` keeps letters on the outbox page; `smtp://user:password@host:port` or `smtps://…` sends them.
    pub mail: String,
    /// Sender of letters.
    pub mail_from: String,
    /// How many days before a deadline people are reminded of it; empty for never.
    pub reminder_days: Vec<u32>,
    /// How many comments one person may write in a live channel within a minute.
    pub comments_a_minute: u32,
    /// File with the secret key that signs receipts; made when absent.
    pub receipt_key: String,
    /// Publisher, licence and prefix of the open data.
    pub open_data: open_data::Settings,
    /// Where messages to programs may go.
    pub webhooks: webhooks::Settings,
    /// `text` or `json`.
    pub log_format: LogFormat,
    /// What is logged, such as `info` or `info,db=debug`.
    pub log: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    Text,
    Json,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            listen: "127.0.0.1:8080".into(),
            database: "sqlite:xieyu.db".into(),
            files: "files/".into(),
            search: "search/".into(),
            base_url: String::new(),
            trusted_proxy: Vec::new(),
            mail: "outbox".into(),
            mail_from: "协育 Xieyu <no-reply@localhost>".into(),
            reminder_days: vec![7, 1],
            comments_a_minute: 12,
            receipt_key: "xieyu-receipt.key".into(),
            open_data: open_data::Settings::default(),
            webhooks: webhooks::Settings::default(),
            log_format: LogFormat::Text,
            log: "info".into(),
        }
    }
}

impl Config {
    pub fn load(settings: &Settings) -> Result<Config, ConfigError> {
        let mut config = match &settings.config {
            None => Config::default(),
            Some(path) => {
                let name = path.display().to_string();
                let text = std::fs::read_to_string(path).map_err(|e| ConfigError::Read(name.clone(), e))?;
                toml::from_str(&text).map_err(|e| ConfigError::Form(name, e.to_string()))?
            }
        };
        let over = |target: &mut String, value: &Option<String>| {
            if let Some(value) = value {
                target.clone_from(value);
            }
        };
        over(&mut config.listen, &settings.listen);
        over(&mut config.database, &settings.database);
        over(&mut config.files, &settings.files);
        over(&mut config.search, &settings.search);
        if config.base_url.is_empty() {
            config.base_url = format!("http://{}", config.listen);
        }
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        let wrong = |key, why: &str| Err(ConfigError::Value { key, why: why.to_owned() });
        if self.listen.parse::<std::net::SocketAddr>().is_err() {
            return wrong("listen", "an address and port such as 127.0.0.1:8080 is needed");
        }
        if !["sqlite:", "postgres://", "postgresql://"].iter().any(|start| self.database.starts_with(start)) {
            return wrong("database", "sqlite:FILE or postgres://… is needed");
        }
        if !is_base_url(&self.base_url) {
            return wrong(
                "base_url",
                "http://host or https://host, with a port if need be, without a slash at the end is needed",
            );
        }
        if !self.open_data.licence.is_empty() && !is_base_url(self.open_data.licence.trim_end_matches('/')) {
            return wrong("open_data.licence", "the address of a licence (https://…), or nothing, is needed");
        }
        if !is_prefix(&self.open_data.prefix) {
            return wrong("open_data.prefix", "letters, digits and hyphens are needed, such as 360G-example");
        }
        self.proxies()?;
        match mail::Transport::open(&self.mail, &self.mail_from) {
            Ok(_) => {}
            Err(error @ mail::TransportError::Sender(_)) => return wrong("mail_from", &error.in_full()),
            Err(error) => return wrong("mail", &error.in_full()),
        }
        if self.reminder_days.len() > 5 || self.reminder_days.iter().any(|days| !(1..=60).contains(days)) {
            return wrong("reminder_days", "at most 5 numbers of days from 1 to 60 are needed, such as [7, 1]");
        }
        if !(1..=100_000).contains(&self.comments_a_minute) {
            return wrong("comments_a_minute", "a number from 1 to 100000 is needed, such as 12");
        }
        if let Err(error) = tracing_subscriber::EnvFilter::try_new(&self.log) {
            return wrong("log", &error.to_string());
        }
        if std::path::Path::new(&self.files).is_file() {
            return wrong("files", "this is a file, a folder is needed");
        }
        if std::path::Path::new(&self.search).is_file() {
            return wrong("search", "this is a file, a folder is needed");
        }
        Ok(())
    }

    /// The addresses of `trusted_proxy`.
    pub fn proxies(&self) -> Result<Vec<IpAddr>, ConfigError> {
        let read = |typed: &String| {
            let wrong =
                || format!("{typed:?} is no address; write each alone, such as [\"127.0.0.1\", \"2001:db8::1\"]");
            let address = typed.trim().parse::<IpAddr>().map(|address| address.to_canonical());
            address.map_err(|_| ConfigError::Value { key: "trusted_proxy", why: wrong() })
        };
        self.trusted_proxy.iter().map(read).collect()
    }

    /// The settings for people, without passwords.
    pub fn shown(&self) -> String {
        let mut out = String::new();
        let hidden = |address: &str| match (address.find("://"), address.rfind('@')) {
            (Some(start), Some(at)) if start < at => format!("{}…@{}", &address[..start + 3], &address[at + 1..]),
            _ => address.to_owned(),
        };
        let lines = [
            ("listen", self.listen.clone()),
            ("database", hidden(&self.database)),
            ("files", self.files.clone()),
            ("search", self.search.clone()),
            ("base_url", self.base_url.clone()),
            ("mail", hidden(&self.mail)),
            ("mail_from", self.mail_from.clone()),
            ("receipt_key", self.receipt_key.clone()),
            ("open_data.publisher", self.open_data.publisher.clone()),
            ("open_data.publisher_id", self.open_data.publisher_id.clone()),
            ("open_data.licence", self.open_data.licence.clone()),
            ("open_data.prefix", self.open_data.prefix.clone()),
            ("log_format", format!("{:?}", self.log_format).to_lowercase()),
            ("log", self.log.clone()),
        ];
        for (key, value) in lines {
            let _ = writeln!(out, "{key} = {value:?}");
        }
        let _ = writeln!(out, "reminder_days = {:?}", self.reminder_days);
        let _ = writeln!(out, "comments_a_minute = {:?}", self.comments_a_minute);
        let _ = writeln!(out, "trusted_proxy = {:?}", self.trusted_proxy);
        let _ = writeln!(out, "webhooks.allow_private = {:?}", self.webhooks.allow_private);
        out.push_str("the configuration is in order");
        out
    }
}

/// Scheme and host, with a port or a path if need be: what links in letters begin with.
fn is_base_url(typed: &str) -> bool {
    let Ok(address) = typed.parse::<axum::http::Uri>() else { return false };
    let is_web = matches!(address.scheme_str(), Some("http" | "https"));
    is_web && address.host().is_some_and(|host| !host.is_empty()) && address.query().is_none() && !typed.ends_with('/')
}

/// What identifiers may begin with.
fn is_prefix(typed: &str) -> bool {
    !typed.is_empty() && typed.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> Result<Config, ConfigError> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("xieyu.toml");
        std::fs::write(&path, text).expect("a file can be written");
        Config::load(&Settings { config: Some(path), ..Settings::default() })
    }

    #[test]
    fn an_unknown_key_stops_the_start_and_is_named() {
        let error = load("listn = \"127.0.0.1:80\"").expect_err("must be refused").to_string();
        assert!(error.contains("listn"), "{error}");
    }

    #[test]
    fn values_that_cannot_be_meant_are_named() {
        for (text, key) in [
            ("listen = \"here\"", "listen"),
            ("database = \"mysql://x\"", "database"),
            ("base_url = \"xieyu.example\"", "base_url"),
            ("base_url = \"http://a b\"", "base_url"),
            ("base_url = \"https://\"", "base_url"),
            ("base_url = \"https://xieyu.example/\"", "base_url"),
            ("mail_from = \"no address\"", "mail_from"),
            ("log = \"info,web=loud\"", "log"),
            ("open_data = { licence = \"free\" }", "open_data.licence"),
            ("open_data = { prefix = \"a b\" }", "open_data.prefix"),
            ("webhooks = { allow_everything = true }", "allow_everything"),
            ("open_data = { license = \"x\" }", "license"),
            ("files = \"/etc/hostname\"", "files"),
            ("search = \"/etc/hostname\"", "search"),
            ("mail = \"pigeon\"", "mail"),
            ("reminder_days = [7, 0]", "reminder_days"),
            ("reminder_days = [90]", "reminder_days"),
            ("comments_a_minute = 0", "comments_a_minute"),
            ("trusted_proxy = [\"10.0.0.0/8\"]", "trusted_proxy"),
            ("trusted_proxy = [\"127.0.0.1\", \"proxy.example\"]", "trusted_proxy"),
            ("trusted_proxy = \"127.0.0.1\"", "trusted_proxy"),
        ] {
            let error = load(text).expect_err("must be refused").to_string();
            assert!(error.contains(key), "{error}");
        }
    }

    #[test]
    fn trusted_proxies_are_read_and_shown() {
        let config = load("trusted_proxy = [\"127.0.0.1\", \"::ffff:10.0.0.2\"]").expect("in order");
        let expected: Vec<IpAddr> = ["127.0.0.1", "10.0.0.2"].map(|ip| ip.parse().expect("an address")).into();
        assert_eq!(config.proxies().expect("in order"), expected);
        assert!(config.shown().contains("trusted_proxy = [\"127.0.0.1\", \"::ffff:10.0.0.2\"]"), "{}", config.shown());
        assert!(load("").expect("in order").shown().contains("trusted_proxy = []"));
    }

    #[test]
    fn passwords_are_not_shown() {
        let config = load("database = \"postgres://xieyu:secret@db/xieyu\"").expect("in order");
        assert!(!config.shown().contains("secret"));
    }

    #[test]
    fn the_command_line_goes_before_the_file() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("xieyu.toml");
        std::fs::write(&path, "listen = \"127.0.0.1:1\"\nfiles = \"a/\"").expect("a file can be written");
        let settings = Settings { config: Some(path), listen: Some("127.0.0.1:2".into()), ..Settings::default() };
        let config = Config::load(&settings).expect("in order");
        assert_eq!((config.listen.as_str(), config.files.as_str()), ("127.0.0.1:2", "a/"));
    }
}
