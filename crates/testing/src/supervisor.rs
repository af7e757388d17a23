//! The small shell that stands between the tests and PostgreSQL: it starts the server, watches whether any test still uses it,
//! and ends it when none has for a while. Should the shell itself die, the kernel ends the server.

use std::fs::File;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::programs::User;

/// Seconds without any test before the server ends; enough for the pause between two runs while writing.
const IDLE: u32 = 60;

/// `$1` folder of the cluster, `$2` folder of the programs, `$3` uid, `$4` gid, `$5` idle seconds.
const SCRIPT: &str = r#"
set -u
base=$1 bin=$2 uid=$3 gid=$4 idle=$5
as() { if [ "$(id -u)" = "$uid" ]; then "$@"; else setpriv --reuid "$uid" --regid "$gid" --clear-groups "$@"; fi; }
cd /
# One supervisor at a time, even when the test that started the first was killed while waiting for it.
exec 8>"$base/supervisor"
flock -w 30 8 || exit 0
rm -rf "$base/data" "$base/socket"
mkdir -m 700 "$base/data"
mkdir -m 755 "$base/socket"
chown "$uid:$gid" "$base/data" "$base/socket"
as "$bin/initdb" -D "$base/data" -U xieyu -A trust -E UTF8 --no-locale --no-sync >&2 8>&- || exit 1
if [ "$(id -u)" = "$uid" ]; then set -- ; else set -- --reuid "$uid" --regid "$gid" --clear-groups; fi
setpriv "$@" --pdeathsig INT "$bin/postgres" -D "$base/data" -k "$base/socket" \
  -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off \
  -c wal_level=minimal -c max_wal_senders=0 -c max_connections=800 -c shared_buffers=128MB -c timezone=UTC >&2 8>&- &
server=$!
trap 'kill -INT $server 2>/dev/null; wait $server; rm -rf "$base/data" "$base/socket"; exit' EXIT INT TERM HUP
left=$idle
while kill -0 $server 2>/dev/null; do
  sleep 2
  if flock -n -x "$base/users" true; then left=$((left - 2)); else left=$idle; fi
  if [ $left -le 0 ]; then
    # Nobody may begin to use it between the last look and the end.
    exec 9>"$base/lock"
    flock -x 9
    if flock -n -x "$base/users" true; then exit; fi
    exec 9>&-
    left=$idle
  fi
done
"#;

/// Starts the shell in a group of its own, so that a test that is interrupted does not take the server from the others.
pub(crate) fn start(base: &Path, bin: &Path, user: User) {
    let log = File::create(base.join("log")).expect("the folder of the cluster can be written");
    let mut shell = Command::new("sh");
    shell.args(["-c", SCRIPT, "xieyu-test-postgres"]);
    shell.arg(base).arg(bin).args([user.uid, user.gid, IDLE].map(|n| n.to_string()));
    shell.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).process_group(0).env("LC_ALL", "C.UTF-8");
    let mut running = shell.spawn().expect("sh can be started");
    // Somebody has to take note when it ends, or it stays in the table of processes as long as this test runs.
    std::thread::spawn(move || running.wait());
}
