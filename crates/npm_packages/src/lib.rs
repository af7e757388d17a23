//! For build programs: packages from the npm registry by lock file, so that none is kept in the repository.

use std::path::Path;
use std::process::Command;
use std::{fs, io};

/// What names the packages, in a folder of the crate that is built.
pub const PACKAGE_FILES: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];

/// Copies the package files of `from` to `into`, which is made, and installs what they name there, running none of its
/// scripts. `what` says in a few words what cannot be built without Node.js.
///
/// # Panics
/// With words for whoever builds, when a file cannot be copied, npm is absent, or it fails.
pub fn install(from: &Path, into: &Path, what: &str) {
    fs::create_dir_all(into).unwrap_or_else(|e| panic!("cannot create {}: {e}", into.display()));
    for name in PACKAGE_FILES {
        let file = from.join(name);
        fs::copy(&file, into.join(name)).unwrap_or_else(|e| panic!("cannot copy {}: {e}", file.display()));
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    match Command::new(npm).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(into).output() {
        Ok(output) if output.status.success() => {}
        Ok(output) => panic!(
            "`npm ci` failed for {}. Check the network and the npm registry setting, then build again.\n{}",
            from.display(),
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(e) if e.kind() == io::ErrorKind::NotFound => panic!(
            "Node.js with npm is needed to build {what} and was not found.\n\
             Install it, for example: apt-get install nodejs npm\n\
             Node.js is needed only to build; the finished program does not use it."
        ),
        Err(e) => panic!("npm could not be started: {e}"),
    }
}
