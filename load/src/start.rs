//! W-7: how long a start takes with a full database.

use std::time::Instant;

use crate::data::Data;
use crate::server::Server;
use crate::{Fault, Settings, machine, stats};

/// Starts `xieyu serve` several times and measures from the start of the process to the first 200 of `/readyz` and of `/`.
pub(crate) async fn measure(settings: &Settings, times: u32) -> Result<(), Fault> {
    if settings.base.is_some() {
        return Err("the start of a server that runs already cannot be measured; leave --base out".into());
    }
    let data = Data::ready(settings)?;
    let (mut ready, mut home) = (Vec::new(), Vec::new());
    let deadline = settings.deadline();
    for _ in 0..times {
        if Instant::now() > deadline {
            println!("Stopped after {} minutes.", settings.minutes);
            break;
        }
        let began = Instant::now();
        let server = Server::start(&data, "serve", false)?;
        server.wait("/readyz").await?;
        ready.push(began.elapsed().as_secs_f64() * 1000.0);
        server.wait("/").await?;
        home.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    println!(
        "\n## W-7 Start\n\n`xieyu serve` on {}, {} starts, files in the cache of the system.\n",
        machine::hidden(&data.database),
        ready.len()
    );
    println!("| From the start of the process to | median (least – most) ms |\n|---|---:|");
    println!("| first 200 of /readyz | {} |\n| first 200 of / | {} |", stats::spread(ready, 0), stats::spread(home, 0));
    Ok(())
}
