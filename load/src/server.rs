//! A server that is measured: one that runs already, or one started here and ended with this value.

use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use crate::client::Client;
use crate::data::Data;
use crate::{Fault, Settings, machine, target};

/// How long a server may take to answer at all, and to end when asked to.
const START: Duration = Duration::from_secs(120);
const END: Duration = Duration::from_secs(15);

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    /// How it runs, for the report.
    pub(crate) described: String,
    child: Option<Child>,
}

impl Server {
    /// The server of `--base`, or a started one; `alone` puts it on a core of its own and this program on the others.
    pub(crate) async fn ready(settings: &Settings, alone: bool) -> Result<Server, Fault> {
        if let Some(base) = &settings.base {
            let address = target::loopback(base)?;
            let answer =
                Client::new(address).get("/readyz").await.map_err(|e| format!("{base} does not answer: {e}"))?;
            if answer.status != 200 {
                return Err(format!("{base}/readyz answers {}", answer.status).into());
            }
            return Ok(Server { address, described: format!("a running server at {base} (not pinned)"), child: None });
        }
        let data = Data::ready(settings)?;
        let pinned = alone && step_aside();
        // As a demo, so that the cast can log in.
        let server = Server::start(&data, "demo", pinned)?;
        server.wait("/readyz").await?;
        Ok(server)
    }

    /// Starts `xieyu WHAT` on a free port and returns at once.
    pub(crate) fn start(data: &Data, what: &str, pinned: bool) -> Result<Server, Fault> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut command = if pinned {
            let mut command = Command::new("taskset");
            command.args(["-c", "0"]).arg(&data.binary);
            command
        } else {
            Command::new(&data.binary)
        };
        data.arguments(&mut command, &[what]);
        command.args(["--listen", &address.to_string()]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(data.folder.join("server.log"))?);
        let child = command.spawn().map_err(|e| format!("{}: {e}", data.binary.display()))?;
        let core = if pinned { "pinned to one core" } else { "not pinned" };
        let described = format!("`xieyu {what}` on {}, {core}", machine::hidden(&data.database));
        Ok(Server { address, described, child: Some(child) })
    }

    /// A server of another make that was started on this port; it is ended with this value.
    pub(crate) fn peer(address: SocketAddr, described: String, child: Child) -> Server {
        Server { address, described, child: Some(child) }
    }

    /// The most memory of a server that was started here, in megabytes.
    pub(crate) fn peak_memory(&self) -> Option<u64> {
        machine::peak_memory(self.child.as_ref()?.id())
    }

    /// The memory of such a server that is its own, in megabytes.
    pub(crate) fn own_memory(&self) -> Option<u64> {
        machine::own_memory(self.child.as_ref()?.id())
    }

    /// Waits until `path` answers 200.
    pub(crate) async fn wait(&self, path: &str) -> Result<(), Fault> {
        let began = Instant::now();
        let mut client = Client::new(self.address);
        while began.elapsed() < START {
            if client.get(path).await.is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Err(format!("the server did not answer {path} within {} s; see target/load/server.log", START.as_secs()).into())
    }
}

/// Only the process started here is ended: asked first, then made to.
impl Drop for Server {
    fn drop(&mut self) {
        let Some(mut child) = self.child.take() else { return };
        let _ = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
        let asked = Instant::now();
        while asked.elapsed() < END {
            if !matches!(child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// Leaves the first core to the server, once for all. False where `taskset` or a second core is missing.
pub(crate) fn step_aside() -> bool {
    static ASIDE: OnceLock<bool> = OnceLock::new();
    *ASIDE.get_or_init(leave_the_first_core)
}

fn leave_the_first_core() -> bool {
    let last = machine::cores().saturating_sub(1);
    if last == 0 {
        return false;
    }
    let moved = Command::new("taskset")
        .args(["-acp", &format!("1-{last}"), &std::process::id().to_string()])
        .stdout(Stdio::null())
        .status();
    moved.is_ok_and(|status| status.success())
}
