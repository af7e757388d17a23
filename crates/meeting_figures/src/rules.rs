//! Which figures a meeting has to have: pure.

use kernel::Text;

use crate::figures::Figures;
use crate::texts;

/// Rule M-06. The figures that are still unknown of those that have to be told after the meeting: universities, enterprises, people, views,
/// intentions, applications that followed. Nothing is filled in for what nobody counted.
pub fn missing(figures: &Figures) -> Vec<Text> {
    let mut missing = Vec::new();
    // Without a check-in nobody knows who came.
    for (what, came) in [
        (texts::UNIVERSITIES, figures.universities),
        (texts::ENTERPRISES, figures.enterprises),
        (texts::PEOPLE, figures.people),
    ] {
        if came.registered > 0 && came.present == 0 || came.registered == 0 {
            missing.push(what);
        }
    }
    if figures.views.is_none() {
        missing.push(texts::VIEWS);
    }
    // Appointments of which nobody said what came of them.
    let told = figures.negotiated.held + figures.negotiated.no_show;
    if figures.negotiated.placed > 0 && told == 0 {
        missing.extend([texts::INTENTIONS, texts::APPLICATIONS]);
    }
    missing
}

#[cfg(test)]
mod tests {
    use kernel::MeetingId;

    use super::*;
    use crate::figures::{Came, Negotiated};

    fn figures() -> Figures {
        let came = Came { registered: 3, present: 2 };
        Figures {
            meeting_id: MeetingId::nil(),
            people: came,
            universities: came,
            enterprises: came,
            roles: Vec::new(),
            provinces: Vec::new(),
            sessions: 1,
            talks: 1,
            booths: 0,
            exhibitors: 0,
            negotiated: Negotiated { placed: 4, held: 3, no_show: 1, intentions: 2, ..Negotiated::default() },
            views: Some(10_000),
            viewers: None,
        }
    }

    #[test]
    fn m_06_what_nobody_counted_is_named_and_not_filled_in() {
        assert_eq!(missing(&figures()), vec![]);
        assert_eq!(missing(&Figures { views: None, ..figures() }), [texts::VIEWS]);
        let nobody = Came { registered: 3, present: 0 };
        assert_eq!(
            missing(&Figures { universities: nobody, people: Came::default(), ..figures() }),
            [texts::UNIVERSITIES, texts::PEOPLE]
        );
        let untold = Negotiated { placed: 4, ..Negotiated::default() };
        assert_eq!(missing(&Figures { negotiated: untold, ..figures() }), [texts::INTENTIONS, texts::APPLICATIONS]);
        let none = Negotiated::default();
        assert_eq!(
            missing(&Figures { negotiated: none, ..figures() }),
            vec![],
            "a meeting without tables has none to tell of"
        );
    }
}
