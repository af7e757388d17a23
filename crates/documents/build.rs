//! Fetches the fonts named in `fonts-npm/package-lock.json` with npm, so that none is kept in the repository, and cuts them to
//! what the documents draw. Everything happens in `OUT_DIR`; the source tree stays as it is.

#[path = "build/slim.rs"]
mod slim;

use std::path::{Path, PathBuf};
use std::{env, fs};

use npm_packages::PACKAGE_FILES;

const SOURCES: [&str; 2] = ["build.rs", "build/slim.rs"];
/// Written last: the fonts beside it were made from these package files by this program.
const STAMP: &str = "made-from";

/// What of a font is kept.
#[derive(Clone, Copy)]
enum Cut {
    /// Every outline: names of people use rare characters.
    Whole,
    /// The 6,763 characters of GB 2312 and everything that is no ideograph; others are drawn with the whole font.
    Common,
}

const FONTS: [(&str, &str, Cut); 3] = [
    ("serif.ttf", "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf", Cut::Whole),
    ("serif-bold.ttf", "noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf", Cut::Common),
    ("sans.ttf", "noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf", Cut::Common),
];

fn main() {
    let source = PathBuf::from(variable("CARGO_MANIFEST_DIR"));
    let into = PathBuf::from(variable("OUT_DIR")).join("fonts");
    for name in PACKAGE_FILES {
        println!("cargo::rerun-if-changed=fonts-npm/{name}");
    }
    for name in SOURCES {
        println!("cargo::rerun-if-changed={name}");
    }
    let stamp = stamp(&source);
    if fs::read(into.join(STAMP)).ok() != Some(stamp.clone()) {
        make(&source, &into);
        fs::write(into.join(STAMP), stamp).unwrap_or_else(|e| panic!("cannot write the stamp: {e}"));
    }
    println!("cargo::rustc-env=XIEYU_FONTS={}", into.display());
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("{name} is not set; this file is run by cargo"))
}

/// Everything the fonts depend on.
fn stamp(source: &Path) -> Vec<u8> {
    let packages = PACKAGE_FILES.iter().map(|name| source.join("fonts-npm").join(name));
    let programs = SOURCES.iter().map(|name| source.join(name));
    packages.chain(programs).flat_map(|path| read(&path)).collect()
}

fn make(source: &Path, into: &Path) {
    let npm = into.join("npm");
    let what = "the printed documents of Xieyu (it fetches the fonts Noto Serif SC and Noto Sans SC)";
    npm_packages::install(&source.join("fonts-npm"), &npm, what);
    let common = common();
    for (name, path, cut) in FONTS {
        let font = read(&npm.join("node_modules/@expo-google-fonts").join(path));
        let slim = match cut {
            Cut::Whole => slim::slim(&font, |_| true),
            Cut::Common => slim::slim(&font, |c| !is_ideograph(c) || common.contains(&c)),
        };
        let slim = slim.unwrap_or_else(|| panic!("{path} is no TrueType font of the expected form"));
        fs::write(into.join(name), slim).unwrap_or_else(|e| panic!("cannot write {name}: {e}"));
    }
    // Two hundred megabytes of other weights; leaving them does no harm but fills the disk.
    let _ = fs::remove_dir_all(npm.join("node_modules"));
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|e| panic!("cannot read {}: {e}", path.display()))
}

/// The ideographs of GB 2312, rows 16 to 87.
fn common() -> std::collections::HashSet<char> {
    let pairs = (0xB0..=0xF7_u8).flat_map(|row| (0xA1..=0xFE_u8).map(move |cell| [row, cell]));
    pairs.filter_map(|pair| encoding_rs::GBK.decode_without_bom_handling(&pair).0.chars().next()).collect()
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..)
}
