//! What a file says in letters. Made for reviewers who look for words: the text comes in the order of the file, line breaks
//! are only where the file moves to another place, and what could not be read is said.
//!
//! Reading is work on what strangers wrote, so it is bounded: so many pages, letters and unpacked bytes, so many readers at
//! once, so much time. What it deliberately leaves out: letters in pictures.

mod cmap;
mod font;
mod office;
mod pdf;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use kernel::Word;
use unicode_normalization::UnicodeNormalization;

use crate::Kind;

/// Letters kept of one file; a guideline has a few thousand.
const MOST_LETTERS: usize = 300_000;
/// How long one file may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// Files read at the same moment; each takes a thread and up to some hundred megabytes in the worst case.
const READERS: usize = 2;
/// The stack of a reader: parsers go as deep as the file is nested.
const STACK: usize = 16 * 1024 * 1024;

kernel::words! {
    /// Why a file, or a part of it, could not be read. The first that applies is told.
    pub enum Unread {
        Encrypted = "encrypted" ("文件已加密，未能读取", "encrypted, not read"),
        Damaged = "damaged" ("文件损坏，未能完整读取", "damaged, not read as a whole"),
        Slow = "slow" ("读取耗时过长，未能读完", "took too long, not read to its end"),
        Long = "long" ("内容过长，只读取了前面部分", "too long, only its beginning was read"),
        Picture = "picture" ("图片文件，其中的文字未读取", "a picture, its letters were not read"),
        Scan = "scan" ("有扫描页或没有文字的页面，其内容未读取", "has scanned pages or pages without text, which were not read"),
        Letters = "letters" ("部分文字的编码无法识别", "some of its letters are coded in an unknown way"),
        Inside = "inside" ("内含其他文件，未读取", "holds other files, which were not read"),
    }
}

/// Stands where a file moves on within a line: to the next word or only to the next letter, it does not say which.
const MOVE: char = '\u{200b}';

/// The text of a file as far as it could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// With a zero-width space where a word may end.
    pub text: String,
    pub unread: Option<Unread>,
}

impl Reading {
    /// The text as it may be meant: with each doubtful end of a word as a space, and without.
    pub fn variants(&self) -> [String; 2] {
        [self.text.replace(MOVE, " "), self.text.replace(MOVE, "")]
    }

    fn nothing(why: Unread) -> Reading {
        Reading { text: String::new(), unread: Some(why) }
    }

    /// Notes that something was not read.
    fn lacks(&mut self, why: Unread) {
        self.unread = Some(self.unread.map_or(why, |known| known.min(why)));
    }

    /// Adds letters; false once there are too many.
    fn push(&mut self, text: &str) -> bool {
        if self.text.len() + text.len() > MOST_LETTERS * 3 {
            self.lacks(Unread::Long);
            return false;
        }
        // Files name look-alikes of letters: radicals for characters, ligatures, wide forms.
        self.text.extend(text.nfkc());
        true
    }

    /// Parts the words before from those after.
    fn part(&mut self, by: char) {
        if !self.text.is_empty() && !self.text.ends_with(|c: char| c.is_whitespace() || c == MOVE) {
            self.text.push(by);
        }
    }
}

/// When a reader gives up.
#[derive(Clone, Copy)]
struct Deadline(Instant);

impl Deadline {
    fn is_over(self) -> bool {
        Instant::now() >= self.0
    }
}

/// Reads the text of a file of this kind. Blocks, up to [`PATIENCE`]; a panic of a parser counts as a damaged file.
pub fn read(bytes: Vec<u8>, kind: Kind) -> Reading {
    let Some(turn) = Turn::take() else { return Reading::nothing(Unread::Slow) };
    let (done, result) = channel();
    let deadline = Deadline(Instant::now() + PATIENCE);
    let work = move || {
        let _turn = turn; // given back when the work ends, however long nobody waits for it any more
        let _ = done.send(of_kind(&bytes, kind, deadline));
    };
    match thread::Builder::new().name("reading".into()).stack_size(STACK).spawn(work) {
        Err(error) => {
            tracing::error!(%error, "a file was not read");
            Reading::nothing(Unread::Slow)
        }
        // A little longer than the reader itself, which then tells what it has so far.
        Ok(_) => result.recv_timeout(PATIENCE + PATIENCE / 4).unwrap_or_else(|error| match error {
            RecvTimeoutError::Timeout => Reading::nothing(Unread::Slow),
            RecvTimeoutError::Disconnected => Reading::nothing(Unread::Damaged),
        }),
    }
}

fn of_kind(bytes: &[u8], kind: Kind, deadline: Deadline) -> Reading {
    match kind {
        Kind::Pdf => pdf::read(bytes, deadline),
        Kind::Docx | Kind::Xlsx => office::read(bytes, deadline),
        Kind::Png | Kind::Jpeg => Reading::nothing(Unread::Picture),
    }
}

/// One of the places for readers.
struct Turn(Arc<AtomicUsize>);

impl Turn {
    /// Waits for a place at most as long as a reader may take.
    fn take() -> Option<Turn> {
        static BUSY: std::sync::LazyLock<Arc<AtomicUsize>> = std::sync::LazyLock::new(Arc::default);
        let until = Instant::now() + PATIENCE;
        loop {
            let more = |busy: usize| (busy < READERS).then_some(busy + 1);
            if BUSY.fetch_update(Ordering::AcqRel, Ordering::Acquire, more).is_ok() {
                return Some(Turn(BUSY.clone()));
            }
            if Instant::now() >= until {
                return None;
            }
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Unread {
    /// Every word, for the `CHECK` of a table that keeps it.
    pub fn words() -> Vec<&'static str> {
        Unread::ALL.iter().map(|why| why.word()).collect()
    }
}

#[cfg(test)]
mod tests;
