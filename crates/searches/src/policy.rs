//! Who a reader is to the index: which groups the policies of the slices put somebody into, with the role worn now.

use closings::policy as closings_policy;
use directory::policy::{self as directory_policy, Eyes, Reach};
use guidelines::policy as guidelines_policy;
use kernel::Actor;
use projects::policy::{Scope, Viewer};
use search::{Kind, Reader};

use crate::gather::Group;
use crate::record::SavedSearch;

/// The reader. The eyes know the province of a provincial officer.
pub fn reader_of(eyes: &Eyes) -> Reader {
    let mut reader = Reader::default();
    let Some(actor) = &eyes.actor else { return reader };
    let province = eyes.province.as_deref().unwrap_or_default();
    projects(&mut reader, actor, province);
    items(&mut reader, actor);
    organisations(&mut reader, eyes);
    people(&mut reader, actor);
    results(&mut reader, actor, province);
    reader
}

/// Principal investigators see the inside of their projects under every hat.
fn projects(reader: &mut Reader, actor: &Actor, province: &str) {
    let viewer = Viewer { actor: actor.clone(), province: Some(province.to_owned()).filter(|code| !code.is_empty()) };
    reader.groups.push(Group::ProjectLeader.of(actor.person_id.0));
    match projects::policy::scope(&viewer) {
        Scope::All => reader.sees_all.push(Kind::Project),
        Scope::Province(code) => reader.groups.extend(Group::ProjectProvince.province(&code)),
        Scope::University(id) => reader.groups.push(Group::ProjectUniversity.of(id.0)),
        Scope::Enterprise(id) => reader.groups.push(Group::ProjectEnterprise.of(id.0)),
        Scope::Pi(person) => reader.groups.push(Group::ProjectLeader.of(person.0)),
    }
}

fn items(reader: &mut Reader, actor: &Actor) {
    match guidelines_policy::reach(actor) {
        guidelines_policy::Reach::All => reader.sees_all.push(Kind::Item),
        guidelines_policy::Reach::Enterprise(id) => reader.groups.push(Group::ItemEnterprise.of(id.0)),
        guidelines_policy::Reach::Expert(person) => reader.groups.push(Group::ItemExpert.of(person.0)),
        guidelines_policy::Reach::Nothing => {}
    }
}

fn organisations(reader: &mut Reader, eyes: &Eyes) {
    match directory_policy::reach(eyes) {
        Reach::All => reader.sees_all.push(Kind::Organisation),
        Reach::Province(own, code) => {
            reader.groups.push(Group::Organisation.of(own.0));
            reader.groups.extend(Group::OrganisationProvince.province(&code));
        }
        Reach::Own(own) => reader.groups.push(Group::Organisation.of(own.0)),
        Reach::Nothing => {}
    }
}

fn people(reader: &mut Reader, actor: &Actor) {
    match directory_policy::people_reach(actor) {
        Reach::All => reader.sees_all.push(Kind::Person),
        Reach::Own(own) | Reach::Province(own, _) => reader.groups.push(Group::PeopleOf.of(own.0)),
        Reach::Nothing => {}
    }
}

/// Only published closings are in the index; what lies with the expert group is not.
fn results(reader: &mut Reader, actor: &Actor, province: &str) {
    reader.groups.push(Group::ResultLeader.of(actor.person_id.0));
    match closings_policy::reach(actor) {
        closings_policy::Reach::All => reader.sees_all.push(Kind::Result),
        closings_policy::Reach::University(id) => reader.groups.push(Group::ResultUniversity.of(id.0)),
        closings_policy::Reach::Enterprise(id) => reader.groups.push(Group::ResultEnterprise.of(id.0)),
        closings_policy::Reach::Province(_) => reader.groups.extend(Group::ResultProvince.province(province)),
        closings_policy::Reach::ExpertGroup | closings_policy::Reach::Nothing => {}
    }
}

/// A saved search is its owner's alone.
pub(crate) fn may_keep(actor: &Actor, saved: &SavedSearch) -> bool {
    actor.is(saved.person_id)
}
