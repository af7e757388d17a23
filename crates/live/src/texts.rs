//! Words that several pages use.

use kernel::{Text, say};

#[allow(dead_code)]
pub(crate) const LIVE: Text = say("直播", "Live");
