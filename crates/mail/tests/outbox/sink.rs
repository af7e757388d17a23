//! A mail server that keeps what it is given, in this process.

use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Clone, Debug)]
pub struct Received {
    pub from: String,
    pub to: String,
    pub data: String,
}

#[derive(Default)]
struct State {
    received: Vec<Received>,
    answer: String,
    tries: u32,
    connections: u32,
    hangs_up: bool,
    meanwhile: Option<Box<dyn FnOnce() + Send>>,
}

pub struct Sink {
    pub port: u16,
    state: Arc<Mutex<State>>,
}

impl Sink {
    pub fn open() -> Sink {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("bound").port();
        let state = Arc::new(Mutex::new(State { answer: "250 ok".into(), ..State::default() }));
        let shared = state.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = shared.clone();
                state.lock().expect("not poisoned").connections += 1;
                thread::spawn(move || drop(talk(stream, &state)));
            }
        });
        Sink { port, state }
    }
    pub fn received(&self) -> Vec<Received> {
        self.state.lock().expect("not poisoned").received.clone()
    }
    /// How often a recipient was named.
    pub fn tries(&self) -> u32 {
        self.state.lock().expect("not poisoned").tries
    }
    /// How often somebody connected.
    pub fn connections(&self) -> u32 {
        self.state.lock().expect("not poisoned").connections
    }
    /// From now on the connection is closed after each letter, as servers do that are tired of one.
    pub fn hang_up_after_each_letter(&self) {
        self.state.lock().expect("not poisoned").hangs_up = true;
    }
    /// Does this while the next letter is under way, before its recipient is answered.
    pub fn meanwhile(&self, act: impl FnOnce() + Send + 'static) {
        self.state.lock().expect("not poisoned").meanwhile = Some(Box::new(act));
    }
    pub fn answer_recipients_with(&self, answer: &str) {
        self.state.lock().expect("not poisoned").answer = answer.to_owned();
    }
}

fn talk(stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let mut out = stream.try_clone()?;
    let mut lines = BufReader::new(stream).lines();
    let (mut from, mut to) = (String::new(), String::new());
    write!(out, "220 sink\r\n")?;
    while let Some(line) = lines.next().transpose()? {
        let address = || line.split(['<', '>']).nth(1).unwrap_or("").to_owned();
        let answer = match line.split([' ', ':']).next().unwrap_or("").to_ascii_uppercase().as_str() {
            "EHLO" => "250-sink\r\n250 8BITMIME".to_owned(),
            "MAIL" => {
                from = address();
                "250 ok".to_owned()
            }
            "RCPT" => {
                to = address();
                let mut state = state.lock().expect("not poisoned");
                state.tries += 1;
                if let Some(act) = state.meanwhile.take() {
                    act();
                }
                state.answer.clone()
            }
            "DATA" => {
                write!(out, "354 go on\r\n")?;
                let mut data = String::new();
                while let Some(line) = lines.next().transpose()? {
                    if line == "." {
                        break;
                    }
                    data.push_str(line.strip_prefix('.').unwrap_or(&line));
                    data.push('\n');
                }
                let received = Received { from: from.clone(), to: to.clone(), data };
                let mut state = state.lock().expect("not poisoned");
                state.received.push(received);
                if state.hangs_up {
                    write!(out, "250 kept\r\n")?;
                    return out.shutdown(Shutdown::Both);
                }
                "250 kept".to_owned()
            }
            "QUIT" => {
                write!(out, "221 bye\r\n")?;
                return Ok(());
            }
            _ => "250 ok".to_owned(),
        };
        write!(out, "{answer}\r\n")?;
    }
    Ok(())
}

impl Received {
    fn parts(&self) -> (&str, &str) {
        self.data.split_once("\n\n").unwrap_or((&self.data, ""))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let wanted = format!("{}:", name.to_ascii_lowercase());
        self.parts()
            .0
            .lines()
            .find(|line| line.to_ascii_lowercase().starts_with(&wanted))
            .map(|line| line[wanted.len()..].trim())
    }

    /// The body, decoded.
    pub fn text(&self) -> String {
        let body = self.parts().1;
        match self.header("Content-Transfer-Encoding") {
            Some("base64") => String::from_utf8(base64(body)).expect("UTF-8").replace("\r\n", "\n"),
            Some("quoted-printable") => String::from_utf8(quoted(body)).expect("UTF-8").replace("\r\n", "\n"),
            Some(_) | None => body.to_owned(),
        }
    }
}

fn base64(body: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut out, mut bits, mut held) = (Vec::new(), 0u32, 0u32);
    for value in body.bytes().filter_map(|b| LETTERS.iter().position(|l| *l == b)) {
        bits = bits << 6 | value as u32;
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    out
}

fn quoted(body: &str) -> Vec<u8> {
    let joined = body.replace("=\n", "");
    let mut bytes = joined.bytes();
    let mut out = Vec::new();
    while let Some(byte) = bytes.next() {
        if byte != b'=' {
            out.push(byte);
            continue;
        }
        let pair: String = bytes.by_ref().take(2).map(char::from).collect();
        out.push(u8::from_str_radix(&pair, 16).expect("two hexadecimal digits"));
    }
    out
}
