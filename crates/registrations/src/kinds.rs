//! Closed sets of words that are no states.

kernel::words! {
    /// As what somebody comes to a meeting. `kernel::Role` is what a person is at an organisation.
    pub enum MeetingRole {
        Delegate = "delegate" ("代表", "Delegate"),
        Speaker = "speaker" ("嘉宾", "Speaker"),
        Exhibitor = "exhibitor" ("参展人员", "Exhibitor"),
        Expert = "expert" ("专家", "Expert"),
        Official = "official" ("领导", "Official"),
        Media = "media" ("媒体", "Media"),
        Staff = "staff" ("工作人员", "Staff"),
    }
}

impl MeetingRole {
    /// Whether people may ask for it themselves; staff are named by the office.
    pub const fn is_asked_for(self) -> bool {
        match self {
            MeetingRole::Staff => false,
            MeetingRole::Delegate
            | MeetingRole::Speaker
            | MeetingRole::Exhibitor
            | MeetingRole::Expert
            | MeetingRole::Official
            | MeetingRole::Media => true,
        }
    }

    /// Whether the office looks at each one, unless it says otherwise for its meeting.
    pub const fn usually_approved(self) -> bool {
        match self {
            MeetingRole::Delegate | MeetingRole::Staff => false,
            MeetingRole::Speaker
            | MeetingRole::Exhibitor
            | MeetingRole::Expert
            | MeetingRole::Official
            | MeetingRole::Media => true,
        }
    }
}

kernel::words! {
    /// What somebody shows at the gate of the venue. The number is never asked for.
    pub enum Pass {
        None = "none" ("未填写", "Not given"),
        ResidentCard = "resident_card" ("居民身份证", "Resident identity card"),
        HongKongMacaoTaiwan = "hong_kong_macao_taiwan" ("港澳台居民证件", "Hong Kong, Macao or Taiwan document"),
        Passport = "passport" ("护照", "Passport"),
        Other = "other" ("其他证件", "Other document"),
    }
}

kernel::words! {
    /// Why a badge was looked at.
    pub enum ScanKind {
        CheckIn = "check_in" ("签到", "Check-in"),
        /// Says which badges were printed, and that nobody came.
        Printing = "printing" ("打印胸牌", "Printing"),
    }
}

kernel::words! {
    /// How somebody was found.
    pub enum Way {
        Badge = "badge" ("扫描胸牌", "Badge"),
        /// By name or the last digits of the phone.
        List = "list" ("按名单", "List"),
    }
}
