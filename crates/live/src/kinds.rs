//! Closed sets of words that are no states.

kernel::words! {
    /// What language is heard on a channel.
    pub enum Tongue {
        Floor = "floor" ("现场原声", "As spoken"),
        Zh = "zh" ("中文", "Chinese"),
        En = "en" ("英文", "English"),
    }
}

kernel::words! {
    /// Who may watch a channel.
    pub enum Audience {
        Everybody = "everybody" ("公开", "Everybody"),
        SignedIn = "signed_in" ("登录后观看", "Whoever is signed in"),
    }
}

kernel::words! {
    /// How a segment is packed.
    pub enum Container {
        Ts = "ts" ("MPEG-TS", "MPEG-TS"),
        Fmp4 = "fmp4" ("fMP4", "fMP4"),
    }
}
