//! `xieyu people`: the first people of a platform, whom nobody on it could invite.

use clap::{Args, Subcommand};
use kernel::Role;

use crate::command::{Outcome, Settings};
use crate::config::Config;
use crate::schema;

#[derive(Subcommand)]
pub enum What {
    /// Invite somebody into the programme office; prints the link, which works once.
    AddOffice(Invited),
    /// Invite an operator of the platform; prints the link, which works once.
    AddOperator(Invited),
}

#[derive(Args)]
pub struct Invited {
    #[arg(long)]
    name: String,
    #[arg(long)]
    email: String,
    #[command(flatten)]
    settings: Settings,
}

pub fn run(what: What) -> Outcome {
    match what {
        What::AddOffice(invited) => invite(Role::ProgrammeOffice, invited),
        What::AddOperator(invited) => invite(Role::Operator, invited),
    }
}

fn invite(role: Role, Invited { name, email, settings }: Invited) -> Outcome {
    let config = Config::load(&settings)?;
    let db = db::Db::open(&config.database)?;
    schema::bring_up_to_date(&db)?;
    let shown = email.clone();
    let path = db
        .write_now(move |tx| directory::invite_first(tx, role, &name, &email))
        .map_err(|refusal| crate::command::in_english(&refusal))?;
    println!("{}{path}", config.base_url);
    eprintln!("Hand this link to {shown}: it sets the name and the password, works once, and ends in fourteen days.");
    Ok(())
}
