//! Messages on both databases: what is told, how it reaches people, who may write to many, and the doors.

mod announcements;
mod choices;
mod digests;
mod doors;
mod inbox;
mod letters;
mod policy;
mod reminders;
mod site;
mod templates;
mod wordings;
mod world;
