//! What of the platform is found by whom, that the index follows, what pages and API say, and that saved searches tell.

mod doors;
mod finding;
mod following;
mod rights;
mod saving;
mod site;
mod world;
