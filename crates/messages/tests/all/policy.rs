use kernel::{Actor, Hat, OrganisationId, PersonId, Role, Word};
use messages::announcement::AudienceKind;
use messages::policy::{Right, may};

/// Who may what, role by role: a change of rights is a diff that everybody can read.
#[test]
fn the_rights_of_every_role() {
    let rights = [
        ("look after letters", Right::LookAfterLetters),
        ("see all letters", Right::SeeAllLetters),
        ("read templates", Right::ReadTemplates),
        ("reword templates", Right::Reword),
        ("announce: people by role", Right::Announce(AudienceKind::Members)),
        ("announce: project leaders", Right::Announce(AudienceKind::Leaders)),
        ("announce: applicants", Right::Announce(AudienceKind::Applicants)),
    ];
    let mut out = String::new();
    for role in Role::ALL {
        let hat = Hat { role: *role, organisation_id: OrganisationId::nil() };
        let actor = Actor::person(PersonId::nil(), "", Some(hat));
        let held: Vec<&str> = rights.iter().filter(|(_, right)| may(&actor, *right)).map(|(name, _)| *name).collect();
        out.push_str(&format!("{:<24} {}\n", role.word(), if held.is_empty() { "-".into() } else { held.join(" · ") }));
    }
    let nobody = Actor::person(PersonId::nil(), "", None);
    assert!(rights.iter().all(|(_, right)| !may(&nobody, *right)));
    insta::assert_snapshot!(out);
}
