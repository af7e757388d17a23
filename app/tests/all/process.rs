//! The real program as a process of its own, and a plain HTTP client for it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

/// Longest time a start may take on a machine that is busy with other tests.
const START: Duration = Duration::from_secs(60);

/// `xieyu` with these arguments in this folder.
pub fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xieyu"));
    command.args(args).current_dir(folder).env("NO_COLOR", "1").stdin(Stdio::null());
    command
}

/// Runs it to its end.
pub fn finish(folder: &Path, args: &[&str]) -> Output {
    command(folder, args).output().expect("the program can be started")
}

pub fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}
pub fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A serving process; killed when dropped.
pub struct Server {
    pub process: Child,
    pub address: String,
}

impl Server {
    /// Serves on a port of the system's choice and answers once it listens.
    pub fn start(folder: &Path, database: &str) -> Server {
        let args = ["serve", "--listen", "127.0.0.1:0", "--database", database];
        let mut process =
            command(folder, &args).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().expect("it can be started");
        let log = BufReader::new(process.stderr.take().expect("a log"));
        let (tell, told) = channel();
        // Reads on after the first line that counts: a full pipe would stop the process.
        std::thread::spawn(move || {
            let mut seen = String::new();
            for line in log.lines().map_while(Result::ok) {
                if let Some(address) = line.split("address=").nth(1).and_then(|rest| rest.split_whitespace().next()) {
                    let _ = tell.send(Ok(address.to_owned()));
                }
                seen.push_str(&line);
                seen.push('\n');
            }
            let _ = tell.send(Err(seen));
        });
        match told.recv_timeout(START).expect("it starts in time") {
            Ok(address) => Server { process, address },
            Err(log) => panic!("it ended instead of serving:\n{log}"),
        }
    }

    /// The end by `kill -9`: no chance to clear up.
    pub fn kill(mut self) {
        self.process.kill().expect("it can be killed");
        self.process.wait().expect("it is gone");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What came back: status, head and body.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
    /// The cookies it sets, to be sent back.
    pub fn cookies(&self) -> String {
        let set = self.head.lines().filter_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("set-cookie").then(|| value.split(';').next().unwrap_or("").to_owned())
        });
        set.collect::<Vec<_>>().join("; ")
    }
}

/// One request on a connection of its own. An error means that nobody knows whether it was done.
pub fn ask(address: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> std::io::Result<Answer> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let cut = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").ok_or_else(cut)?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|word| word.parse().ok()).ok_or_else(cut)?;
    Ok(Answer { status, head, body: bytes[end + 4..].to_vec() })
}
