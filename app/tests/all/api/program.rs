//! A program with a token of one of the cast.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use kernel::Actor;
use serde_json::Value;

use crate::house::{House, all_scopes};

/// Holds a token and nothing else: everything it does goes through `/api/v1`.
pub struct Program<'h> {
    house: &'h House,
    token: String,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub media_type: String,
    pub location: String,
    /// How a browser would take it: `attachment; …` for files.
    pub disposition: String,
    pub bytes: Vec<u8>,
    pub json: Value,
}

impl<'h> Program<'h> {
    /// With every scope.
    pub fn of(house: &'h House, actor: &Actor) -> Program<'h> {
        Program { house, token: house.token(actor, &all_scopes()) }
    }
    pub fn with(house: &'h House, actor: &Actor, scopes: &[&str]) -> Program<'h> {
        Program { house, token: house.token(actor, scopes) }
    }
    /// With a secret it was given.
    pub fn holding(house: &'h House, token: &str) -> Program<'h> {
        Program { house, token: token.to_owned() }
    }
    /// Without a valid token.
    pub fn stranger(house: &'h House) -> Program<'h> {
        Program { house, token: "xyt_nobody".into() }
    }

    pub async fn send(&self, method: &str, path: &str, header: (&str, &str), body: Vec<u8>) -> Reply {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header("authorization", format!("Bearer {}", self.token))
            .header(header.0, header.1)
            .body(Body::from(body));
        let answer = self.house.send(request.expect("a request")).await;
        let header =
            |name: &str| answer.headers().get(name).map_or("", |v| v.to_str().expect("an ASCII header")).to_owned();
        let (status, media_type, location) = (answer.status(), header("content-type"), header("location"));
        let disposition = header("content-disposition");
        let bytes = axum::body::to_bytes(answer.into_body(), 10_000_000).await.expect("a body").to_vec();
        let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Reply { status, media_type, location, disposition, bytes, json }
    }

    pub async fn ask(&self, method: &str, path: &str, body: Value) -> Reply {
        let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        self.send(method, path, ("content-type", "application/json"), body).await
    }

    /// Asks for something that must succeed.
    pub async fn get(&self, path: &str) -> Value {
        self.ask("GET", path, Value::Null).await.done("GET", path)
    }
    pub async fn post(&self, path: &str, body: Value) -> Value {
        self.done("POST", path, body).await
    }
    pub async fn put(&self, path: &str, body: Value) -> Value {
        self.done("PUT", path, body).await
    }

    /// Acts, and looks whether everybody else sees it.
    async fn done(&self, method: &str, path: &str, body: Value) -> Value {
        let answer = self.ask(method, path, body).await.done(method, path);
        crate::kept::strangers_see_the_latest(self.house).await;
        answer
    }

    /// Takes something away; what is left is answered.
    pub async fn delete(&self, path: &str) -> Value {
        self.ask("DELETE", path, Value::Null).await.done("DELETE", path)
    }

    /// Fetches a file that [`upload`](Self::upload) sent under this name, byte for byte and to be saved.
    pub async fn fetch(&self, path: &str, name: &str) {
        let reply = self.ask("GET", path, Value::Null).await;
        assert!(reply.status.is_success(), "GET {path}: {} {:#}", reply.status, reply.json);
        assert_eq!((reply.media_type.as_str(), &reply.bytes), ("application/pdf", &files::tiny_pdf(&[name])), "{path}");
        let encoded: String =
            name.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
        assert_eq!(reply.disposition, format!("attachment; filename*=UTF-8''{encoded}"), "{path}");
    }

    /// Uploads a small PDF; `path` ends in `/files` or has a query behind it.
    pub async fn upload(&self, path: &str, name: &str) -> Value {
        let encoded: String = name.bytes().map(|b| format!("%{b:02X}")).collect();
        let file = files::tiny_pdf(&[name]);
        let stored = self.send("POST", path, ("x-file-name", &encoded), file).await.done("POST", path);
        assert_eq!(stored["name"], name);
        stored
    }

    /// Asks for something that must be refused with this status.
    pub async fn refused(&self, method: &str, path: &str, body: Value, status: u16) -> Value {
        let reply = self.ask(method, path, body).await;
        assert_eq!(reply.status.as_u16(), status, "{method} {path}: {}", reply.json);
        assert_eq!(reply.media_type, "application/problem+json", "{method} {path}");
        assert_eq!(reply.json["status"], status);
        reply.json
    }
}

fn plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b".-_".contains(&byte)
}

impl Reply {
    fn done(self, method: &str, path: &str) -> Value {
        assert!(self.status.is_success(), "{method} {path}: {} {:#}", self.status, self.json);
        assert_eq!(self.media_type, "application/json", "{method} {path}");
        self.json
    }
}

/// An id or another text of an answer.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("a text was expected: {value}")).to_owned()
}

/// The rules that stood in the way.
pub fn rules(problem: &Value) -> Vec<String> {
    let all = problem["problems"].as_array().expect("problems are listed");
    all.iter().map(|breach| text(&breach["rule"])).collect()
}
