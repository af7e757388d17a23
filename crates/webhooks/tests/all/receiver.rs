//! A receiver on this machine that answers what a test says.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};

/// A message as it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Got {
    pub line: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Got {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

#[derive(Default)]
struct Desk {
    got: Vec<Got>,
    /// Answers to give, in order; `200 OK` once they are used up, or what is answered always.
    answers: VecDeque<String>,
    always: Option<String>,
    /// Done with each message before it is answered.
    meanwhile: Option<Box<dyn Fn() + Send>>,
}

/// It ends with the test's process.
pub struct Receiver {
    pub address: SocketAddr,
    desk: Arc<Mutex<Desk>>,
}

impl Receiver {
    pub fn new() -> Receiver {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let desk: Arc<Mutex<Desk>> = Arc::default();
        let behind = desk.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let _ = take(&behind, stream);
            }
        });
        Receiver { address, desk }
    }
    pub fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }
    pub fn answer(&self, head: &str) {
        self.desk().answers.push_back(head.to_owned());
    }
    pub fn answer_always(&self, head: &str) {
        self.desk().always = Some(head.to_owned());
    }
    /// Does this while a message is under way.
    pub fn meanwhile(&self, act: impl Fn() + Send + 'static) {
        self.desk().meanwhile = Some(Box::new(act));
    }
    /// What arrived since it was asked last.
    pub fn got(&self) -> Vec<Got> {
        std::mem::take(&mut self.desk().got)
    }
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap()
    }
}

fn take(desk: &Mutex<Desk>, stream: TcpStream) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let (mut line, mut headers) = (String::new(), Vec::new());
    reader.read_line(&mut line)?;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        match header.trim_end().split_once(": ") {
            Some((name, value)) => headers.push((name.to_lowercase(), value.to_owned())),
            None => break,
        }
    }
    let length = headers.iter().find(|(name, _)| name == "content-length").map_or("0", |(_, value)| value);
    let mut body = vec![0; length.parse().unwrap_or(0)];
    reader.read_exact(&mut body)?;
    let mut desk = desk.lock().unwrap();
    desk.got.push(Got { line: line.trim_end().to_owned(), headers, body: String::from_utf8_lossy(&body).into_owned() });
    if let Some(act) = &desk.meanwhile {
        act();
    }
    let head = desk.answers.pop_front().or_else(|| desk.always.clone()).unwrap_or_else(|| "200 OK".into());
    drop(desk);
    reader.get_mut().write_all(format!("HTTP/1.1 {head}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").as_bytes())
}
