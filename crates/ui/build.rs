//! Fetches the browser libraries named in `assets-npm/package-lock.json` with npm, so that none is kept in the repository.
//! Everything happens in `OUT_DIR`; the source tree stays as it is.

use std::path::{Path, PathBuf};
use std::{env, fs};

use npm_packages::PACKAGE_FILES;

/// What is compiled in: the package's file, and the name the crate finds it by.
const FILES: [(&str, &str); 3] = [
    ("node_modules/htmx.org/dist/htmx.min.js", "XIEYU_HTMX"),
    ("node_modules/echarts/dist/echarts.min.js", "XIEYU_ECHARTS"),
    ("node_modules/hls.js/dist/hls.light.min.js", "XIEYU_HLS"),
];

fn main() {
    let from = PathBuf::from(variable("CARGO_MANIFEST_DIR")).join("assets-npm");
    let into = PathBuf::from(variable("OUT_DIR")).join("npm");
    println!("cargo::rerun-if-changed=build.rs");
    for name in PACKAGE_FILES {
        println!("cargo::rerun-if-changed=assets-npm/{name}");
    }
    if !is_current(&from, &into) {
        npm_packages::install(&from, &into, "the pages of Xieyu (it fetches htmx, ECharts and hls.js)");
        keep_files(&into);
    }
    for (file, name) in FILES {
        println!("cargo::rustc-env={name}={}", kept(&into, file).display());
    }
}

/// Where a file stays when the packages around it, which are many times larger, are gone.
fn kept(into: &Path, file: &str) -> PathBuf {
    into.join(file.rsplit('/').next().unwrap_or(file))
}

/// Keeps the files that are compiled in and drops their packages.
fn keep_files(into: &Path) {
    for (file, _) in FILES {
        let from = into.join(file);
        fs::copy(&from, kept(into, file)).unwrap_or_else(|e| {
            panic!(
                "npm ran, but {} is missing; does assets-npm/package.json still name its package? {e}",
                from.display()
            )
        });
    }
    // What cannot be removed only takes room.
    let _ = fs::remove_dir_all(into.join("node_modules"));
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("{name} is not set; this file is run by cargo"))
}

/// An earlier run with the same package files finished, so that npm need not run again.
fn is_current(from: &Path, into: &Path) -> bool {
    FILES.iter().all(|(file, _)| kept(into, file).is_file())
        && PACKAGE_FILES
            .iter()
            .all(|name| matches!((fs::read(from.join(name)), fs::read(into.join(name))), (Ok(a), Ok(b)) if a == b))
}
