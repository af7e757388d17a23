//! A light HTTP/1.1 client: one kept connection, cookies, nothing else. It reads what the platform answers and decodes no
//! compression, so that it costs little beside the server it measures.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::Fault;
use crate::answer::Answer;

/// What browsers send.
pub(crate) const BROWSER: &str = "gzip, deflate, br";
/// Asks for pages as they are.
pub(crate) const PLAIN: &str = "identity";
/// No answer takes longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// One visitor.
pub(crate) struct Client {
    address: SocketAddr,
    stream: Option<TcpStream>,
    buffer: Vec<u8>,
    cookies: Vec<(String, String)>,
    encoding: &'static str,
}

impl Client {
    pub(crate) fn new(address: SocketAddr) -> Client {
        Client { address, stream: None, buffer: Vec::with_capacity(65_536), cookies: Vec::new(), encoding: PLAIN }
    }

    /// Which compression the visitor asks for.
    pub(crate) fn asking_for(mut self, encoding: &'static str) -> Client {
        self.encoding = encoding;
        self
    }
    pub(crate) fn ask_for(&mut self, encoding: &'static str) {
        self.encoding = encoding;
    }

    pub(crate) async fn get(&mut self, path: &str) -> Result<Answer, Fault> {
        let head = format!("GET {path} HTTP/1.1\r\n{}\r\n", self.headers());
        self.ask(head.as_bytes()).await
    }

    /// Sends a form.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Answer, Fault> {
        let body = encoded(fields);
        let origin = format!("http://{}", self.address);
        let head = format!(
            "POST {path} HTTP/1.1\r\n{}Origin: {origin}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            self.headers(),
            body.len(),
        );
        self.ask(head.as_bytes()).await
    }

    /// Asks and says how long it took from the first byte sent to the last byte read.
    pub(crate) async fn timed(&mut self, path: &str) -> Result<(Answer, Duration), Fault> {
        let began = Instant::now();
        let answer = self.get(path).await?;
        Ok((answer, began.elapsed()))
    }

    fn headers(&self) -> String {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let cookies = if cookies.is_empty() { String::new() } else { format!("Cookie: {}\r\n", cookies.join("; ")) };
        format!(
            "Host: {}\r\nAccept: text/html\r\nAccept-Encoding: {}\r\nUser-Agent: xieyu-load\r\n{cookies}",
            self.address, self.encoding
        )
    }

    async fn ask(&mut self, request: &[u8]) -> Result<Answer, Fault> {
        let answer = match tokio::time::timeout(PATIENCE, self.exchange(request)).await {
            Ok(answer) => answer,
            Err(_) => Err("no answer within a minute".into()),
        };
        match &answer {
            Ok(answer) => {
                self.keep_cookies(answer);
                if answer.closes() {
                    self.stream = None;
                }
            }
            Err(_) => self.stream = None,
        }
        answer
    }

    async fn exchange(&mut self, request: &[u8]) -> Result<Answer, Fault> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect(self.address).await?;
                stream.set_nodelay(true)?;
                stream
            }
        };
        self.buffer.clear();
        stream.write_all(request).await?;
        let end = self.until(&mut stream, 0, b"\r\n\r\n").await?;
        let mut answer =
            Answer::of_head(&String::from_utf8_lossy(&self.buffer[..end])).ok_or("an answer that is no HTTP")?;
        answer.body = match answer.length() {
            Some(length) => self.exactly(&mut stream, end + 4, length).await?,
            None => self.chunks(&mut stream, end + 4).await?,
        };
        self.stream = Some(stream);
        Ok(answer)
    }

    async fn more(&mut self, stream: &mut TcpStream) -> Result<(), Fault> {
        match stream.read_buf(&mut self.buffer).await? {
            0 => Err("the server closed the connection".into()),
            _ => Ok(()),
        }
    }

    /// Where `sign` begins, looked for from `from` on.
    async fn until(&mut self, stream: &mut TcpStream, from: usize, sign: &[u8]) -> Result<usize, Fault> {
        loop {
            if let Some(at) = self.buffer.get(from..).and_then(|rest| rest.windows(sign.len()).position(|w| w == sign))
            {
                return Ok(from + at);
            }
            self.more(stream).await?;
        }
    }

    async fn exactly(&mut self, stream: &mut TcpStream, from: usize, length: usize) -> Result<Vec<u8>, Fault> {
        while self.buffer.len() < from + length {
            self.more(stream).await?;
        }
        Ok(self.buffer[from..from + length].to_vec())
    }

    async fn chunks(&mut self, stream: &mut TcpStream, mut from: usize) -> Result<Vec<u8>, Fault> {
        let mut body = Vec::new();
        loop {
            let end = self.until(stream, from, b"\r\n").await?;
            let size = String::from_utf8_lossy(&self.buffer[from..end]).into_owned();
            let size = usize::from_str_radix(size.split(';').next().unwrap_or("").trim(), 16)?;
            let chunk = self.exactly(stream, end + 2, size + 2).await?;
            from = end + 2 + size + 2;
            if size == 0 {
                return Ok(body);
            }
            body.extend_from_slice(&chunk[..size]);
        }
    }

    fn keep_cookies(&mut self, answer: &Answer) {
        for (_, value) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let Some((name, rest)) = value.split_once('=') else { continue };
            self.cookies.retain(|(known, _)| known != name);
            if !value.contains("Max-Age=0") {
                self.cookies.push((name.to_owned(), rest.split(';').next().unwrap_or("").to_owned()));
            }
        }
    }
}

/// A form or a query string.
pub(crate) fn encoded(fields: &[(&str, &str)]) -> String {
    let all: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
    all.join("&")
}

fn escaped(value: &str) -> String {
    percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC).to_string()
}
