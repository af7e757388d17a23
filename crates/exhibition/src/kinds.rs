//! Closed sets of words that are no states.

kernel::words! {
    /// What a booth (展位) is for. Enterprises and universities ask for their own kinds; stands of showcases and selected cases go to
    /// the universities that show them.
    pub enum BoothKind {
        KeyEnterprise = "key_enterprise" ("重点企业展位", "Key enterprise"),
        Enterprise = "enterprise" ("企业展位", "Enterprise"),
        University = "university" ("高校展位", "University"),
        Association = "association" ("行业组织展位", "Association"),
        Showcase = "showcase" ("成果展示展位", "Showcase"),
        Case = "case" ("优秀案例展位", "Excellent case"),
    }
}

/// Metres of the plan from decimetres, as `3` or `3.5`.
pub fn metres(decimetres: i64) -> String {
    match (decimetres / 10, decimetres % 10) {
        (whole, 0) => whole.to_string(),
        (whole, tenth) => format!("{whole}.{tenth}"),
    }
}
