//! Every template of every slice, in the order of a project's life.

use kernel::{Said, say};
use mail::Template;

use crate::mails;

/// All templates.
pub fn all() -> impl Iterator<Item = &'static Template> {
    let slices: &[&'static [&'static Template]] = &[
        directory::LETTERS,
        guidelines::LETTERS,
        applications::LETTERS,
        allocations::LETTERS,
        agreements::LETTERS,
        establishment::LETTERS,
        projects::LETTERS,
        funding::LETTERS,
        closings::LETTERS,
        cases::LETTERS,
        meetings::LETTERS,
        exhibition::LETTERS,
        registrations::LETTERS,
        negotiations::LETTERS,
        searches::LETTERS,
        webhooks::LETTERS,
        mails::LETTERS,
    ];
    slices.iter().copied().flatten().copied()
}

/// The template of this name.
pub fn by_name(name: &str) -> Option<&'static Template> {
    all().find(|template| template.name == name)
}

/// What a letter was written for, in words; its code where no template of this version has it.
pub fn occasion(name: &str) -> Said {
    match name {
        // Written by people and by the clock, not from a template.
        "announcement" => say("群发公告", "An announcement").into(),
        "digest.daily" => say("每日汇总", "The daily digest").into(),
        _ => by_name(name).map_or_else(|| mail::plain(name), Template::occasion),
    }
}
