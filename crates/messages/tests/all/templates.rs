use std::collections::BTreeSet;

use kernel::Lang;

#[test]
fn every_template_has_a_name_of_its_own_and_an_example_for_every_place() {
    let mut names = BTreeSet::new();
    for template in messages::templates() {
        assert!(names.insert(template.name), "{} stands twice", template.name);
        let without: Vec<&str> = template.places().into_iter().filter(|place| mail::example(place).is_none()).collect();
        assert_eq!(without, Vec::<&str>::new(), "{}", template.name);
    }
    assert!(names.len() > 60, "{} templates", names.len());
}

#[test]
fn the_built_in_wording_of_every_template_would_be_taken_as_a_new_one() {
    for template in messages::templates() {
        let verdicts = mail::verdicts(template, &mail::NewWording::built_in(template));
        assert!(verdicts.iter().all(Result::is_ok), "{}: {verdicts:?}", template.name);
    }
}

#[test]
fn every_template_says_the_same_things_in_both_languages() {
    let places = |template: &mail::Template, lang: Lang| -> BTreeSet<&'static str> {
        let texts = [template.subject.get(lang), template.body.get(lang)];
        texts.into_iter().flat_map(mail::places_of).collect()
    };
    for template in messages::templates() {
        assert_eq!(places(template, Lang::Zh), places(template, Lang::En), "{}", template.name);
    }
}

/// What the programme office can preview, so that a change of any letter is a diff that everybody can read.
#[test]
fn all_templates_in_print() {
    let mut out = String::new();
    for template in messages::templates() {
        let parts: Vec<mail::Part<'_>> =
            template.places().into_iter().filter_map(|place| Some((place, mail::example(place)?))).collect();
        let (subject, body) = mail::filled(&mail::NewWording::built_in(template), &parts);
        let fixed = if template.may_be_reworded() { "" } else { ", fixed" };
        out.push_str(&format!("== {} ({}{fixed})\n", template.name, template.topic));
        for lang in [Lang::Zh, Lang::En] {
            out.push_str(&format!("{}\n  {}\n", subject.get(lang), body.get(lang).replace('\n', "\n  ")));
        }
    }
    insta::assert_snapshot!(out);
}
