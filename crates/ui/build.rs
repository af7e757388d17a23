//! Fetches the browser libraries named in `assets-npm/package-lock.json` with npm, so that none is kept in the repository.
//! Everything happens in `OUT_DIR`; the source tree stays as it is.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const PACKAGE_FILES: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];
const HTMX: &str = "node_modules/htmx.org/dist/htmx.min.js";

fn main() {
    let from = PathBuf::from(variable("CARGO_MANIFEST_DIR")).join("assets-npm");
    let into = PathBuf::from(variable("OUT_DIR")).join("npm");
    println!("cargo::rerun-if-changed=build.rs");
    for name in PACKAGE_FILES {
        println!("cargo::rerun-if-changed=assets-npm/{name}");
    }
    if !is_current(&from, &into) {
        copy_package_files(&from, &into);
        run_npm(&into);
    }
    let htmx = into.join(HTMX);
    assert!(
        htmx.is_file(),
        "npm ran, but {} is missing; does assets-npm/package.json still name htmx.org?",
        htmx.display()
    );
    println!("cargo::rustc-env=XIEYU_HTMX={}", htmx.display());
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("{name} is not set; this file is run by cargo"))
}

/// An earlier run with the same package files finished, so that npm need not run again.
fn is_current(from: &Path, into: &Path) -> bool {
    into.join(HTMX).is_file()
        && PACKAGE_FILES
            .iter()
            .all(|name| matches!((fs::read(from.join(name)), fs::read(into.join(name))), (Ok(a), Ok(b)) if a == b))
}

fn copy_package_files(from: &Path, into: &Path) {
    fs::create_dir_all(into).unwrap_or_else(|e| panic!("cannot create {}: {e}", into.display()));
    for name in PACKAGE_FILES {
        fs::copy(from.join(name), into.join(name)).unwrap_or_else(|e| panic!("cannot copy assets-npm/{name}: {e}"));
    }
}

fn run_npm(into: &Path) {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let done = Command::new(npm).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(into).output();
    match done {
        Ok(output) if output.status.success() => {}
        Ok(output) => panic!(
            "`npm ci` failed for crates/ui/assets-npm. Check the network and the npm registry setting, then build again.\n{}",
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => panic!(
            "Node.js with npm is needed to build the pages of Xieyu (it fetches htmx) and was not found.\n\
             Install it, for example: apt-get install nodejs npm\n\
             Node.js is needed only to build; the finished program does not use it."
        ),
        Err(e) => panic!("npm could not be started: {e}"),
    }
}
