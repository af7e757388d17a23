//! W-6: the whole register as a file, as everybody may download it: the first byte, the last one, and the memory of the server.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::server::Server;
use crate::stats::spread;
use crate::{Fault, Settings};

const FORMATS: [&str; 3] = ["xlsx", "csv", "json"];
/// The end of an answer that comes in chunks: without it the file broke off.
const END: &[u8] = b"0\r\n\r\n";

/// What one download gave.
struct Download {
    first: Duration,
    total: Duration,
    bytes: u64,
    lines: u64,
}

/// Downloads the register several times in each format and prints a line for it. Peak memory is that of a server that has
/// answered nothing else, so a format has a server of its own; it includes what is mapped of the database, own memory does not.
pub(crate) async fn measure(settings: &Settings, times: u32) -> Result<(), Fault> {
    println!(
        "\n## W-6 Export\n\n`GET /exports/projects/file`, every column that is usual, {times} downloads one after another.\n"
    );
    println!(
        "| Format | lines | MB | first byte, median (least – most) ms | last byte, s | memory before MB | peak MB | own memory before MB | most MB |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    for format in FORMATS {
        let server = Server::ready(settings, false).await?;
        let (before, own_before) = (server.peak_memory(), server.own_memory());
        let mut own = own_before;
        let (mut first, mut total, mut last) = (Vec::new(), Vec::new(), None);
        let deadline = settings.deadline();
        for _ in 0..times {
            if Instant::now() > deadline {
                break;
            }
            let path = format!("/exports/projects/file?format={format}");
            let got = download(server.address, &path, &mut || own = own.max(server.own_memory())).await?;
            first.push(got.first.as_secs_f64() * 1000.0);
            total.push(got.total.as_secs_f64());
            last = Some(got);
        }
        let Some(got) = last else { continue };
        let memory = |megabytes: Option<u64>| megabytes.map_or("?".to_owned(), |m| m.to_string());
        // Lines say nothing of a packed file.
        let lines = if format == "xlsx" { "–".to_owned() } else { got.lines.to_string() };
        println!(
            "| {format} | {lines} | {:.1} | {} | {} | {} | {} | {} | {} |",
            got.bytes as f64 / 1e6,
            spread(first, 1),
            spread(total, 2),
            memory(before),
            memory(server.peak_memory()),
            memory(own_before),
            memory(own)
        );
    }
    Ok(())
}

/// Bytes after which the memory is looked at again.
const LOOK: u64 = 1_000_000;

/// Reads the answer as it comes and keeps nothing of it; looks at the memory of the server meanwhile.
async fn download(address: SocketAddr, path: &str, look: &mut (dyn FnMut() + Send)) -> Result<Download, Fault> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let head =
        format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n");
    let began = Instant::now();
    stream.write_all(head.as_bytes()).await?;
    let mut buffer = vec![0u8; 256 * 1024];
    let mut gathered = Vec::new();
    // The head, until the first byte behind it.
    let rest = loop {
        let count = stream.read(&mut buffer).await?;
        if count == 0 {
            return Err(format!("{path}: {}", String::from_utf8_lossy(&gathered)).into());
        }
        gathered.extend_from_slice(&buffer[..count]);
        if let Some(at) = gathered.windows(4).position(|four| four == b"\r\n\r\n")
            && gathered.len() > at + 4
        {
            break at + 4;
        }
    };
    let first = began.elapsed();
    if !gathered.starts_with(b"HTTP/1.1 200") {
        return Err(format!("{path}: {}", String::from_utf8_lossy(&gathered[..rest])).into());
    }
    let newlines = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
    let (mut bytes, mut lines) = ((gathered.len() - rest) as u64, newlines(&gathered[rest..]));
    let mut tail = gathered.split_off(rest);
    let mut looked = 0;
    loop {
        let count = stream.read(&mut buffer).await?;
        if count == 0 {
            break;
        }
        bytes += count as u64;
        if bytes - looked >= LOOK {
            look();
            looked = bytes;
        }
        lines += newlines(&buffer[..count]);
        tail.extend_from_slice(&buffer[..count]);
        tail.drain(..tail.len().saturating_sub(END.len()));
    }
    if !tail.ends_with(END) {
        return Err(format!("{path} broke off after {bytes} bytes").into());
    }
    Ok(Download { first, total: began.elapsed(), bytes, lines })
}
