//! Debian's PostgreSQL on this machine, and the user it runs as.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// A user of the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct User {
    pub(crate) uid: u32,
    pub(crate) gid: u32,
}

/// The folder with `initdb` and `postgres`, the newest version when there are several.
pub(crate) fn folder() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|entry| {
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            let bin = entry.path().join("bin");
            bin.join("initdb").is_file().then_some((version, bin))
        })
        .max();
    match newest {
        Some((_, bin)) => bin,
        None => panic!(
            "PostgreSQL is not installed, and this test needs it: run `apt-get install postgresql` (Debian 12 or later), or set \
             {}=sqlite to leave the tests on PostgreSQL out",
            crate::ONLY
        ),
    }
}

/// Who runs this test.
pub(crate) fn me() -> User {
    let own = fs::metadata("/proc/self").expect("Linux tells a process about itself in /proc/self");
    User { uid: own.uid(), gid: own.gid() }
}

/// Who PostgreSQL runs as: it refuses root, so root hands it to a user without rights.
pub(crate) fn server_user(me: User) -> User {
    if me.uid != 0 {
        return me;
    }
    let users = fs::read_to_string("/etc/passwd").expect("/etc/passwd can be read");
    by_name(&users, "postgres").or_else(|| by_name(&users, "nobody")).expect("there is a user postgres or nobody")
}

fn by_name(users: &str, name: &str) -> Option<User> {
    let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut parts = line.split(':').skip(2);
    Some(User { uid: parts.next()?.parse().ok()?, gid: parts.next()?.parse().ok()? })
}

/// A folder that only the user of the test can have made.
pub(crate) fn own_folder(path: &Path, me: User) {
    fs::create_dir_all(path).expect("the temporary folder can be written");
    let found = fs::symlink_metadata(path).expect("the folder was just made");
    assert!(found.is_dir() && found.uid() == me.uid, "{} belongs to somebody else; remove it", path.display());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_are_read_by_their_whole_name() {
        let users = "root:x:0:0::/root:/bin/sh\npostgresx:x:7:7::/:\npostgres:x:110:120::/:\n";
        assert_eq!(by_name(users, "postgres"), Some(User { uid: 110, gid: 120 }));
        assert_eq!(by_name(users, "nobody"), None);
    }
}
