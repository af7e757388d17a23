//! What the principal investigator types into an agreement, from the form or as JSON.

use kernel::{Breach, Breaches, Day, DeliverableId, Money, say, within};
use web::Form;

use crate::record::{ResultKind, SupportKind};

/// Lines of payments and of deliverables at most, each.
pub const MOST_LINES: usize = 60;
/// Characters of the longer texts at most.
const MOST_TEXT: usize = 8_000;
const MOST_NOTE: usize = 300;

/// A line of the payment plan as typed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, utoipa::ToSchema)]
pub struct EditedPayment {
    pub kind: SupportKind,
    /// In fen.
    pub amount: Money,
    pub due_on: Day,
    #[serde(default)]
    pub note: String,
}

/// A deliverable as typed. One that is there already keeps its number by its id.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, utoipa::ToSchema)]
pub struct EditedDeliverable {
    #[serde(default)]
    pub id: Option<DeliverableId>,
    pub kind: ResultKind,
    pub what: String,
    #[serde(default)]
    pub due_on: Option<Day>,
}

/// Everything that can be changed in a draft.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, utoipa::ToSchema)]
pub struct Edit {
    /// The revision that was read; an older one is refused, so that two tabs never overwrite each other.
    pub revision: i64,
    pub starts_on: Option<Day>,
    pub closes_on: Option<Day>,
    /// In fen.
    pub cash: Money,
    /// In fen.
    pub goods: Money,
    /// As typed from the signed document. Rule C-03.
    pub document_cash: Option<Money>,
    pub document_goods: Option<Money>,
    #[serde(default)]
    pub clause_payment: bool,
    #[serde(default)]
    pub clause_results: bool,
    #[serde(default)]
    pub clause_copyright: bool,
    #[serde(default)]
    pub clause_duties: bool,
    pub ip_terms: String,
    pub duties: String,
    pub payments: Vec<EditedPayment>,
    pub deliverables: Vec<EditedDeliverable>,
}

/// Gathers breaches while every field is read, so that all are shown at once.
struct Reading<'a> {
    form: &'a Form,
    breaches: Breaches,
}

impl Reading<'_> {
    fn take<T>(&mut self, read: Result<T, Breach>) -> Option<T> {
        read.map_err(|breach| self.breaches.push(breach)).ok()
    }
    fn is_empty(&self, name: &str) -> bool {
        self.form.get(name).is_empty()
    }

    fn maybe_day(&mut self, name: &str) -> Option<Day> {
        if self.is_empty(name) { None } else { self.take(self.form.day(name)) }
    }
    fn maybe_money(&mut self, name: &str) -> Option<Money> {
        if self.is_empty(name) { None } else { self.take(self.form.money(name)) }
    }

    /// A line without amount, day and note is not there.
    fn payment(&mut self, index: usize) -> Option<EditedPayment> {
        let name = |field: &str| format!("payments.{index}.{field}");
        if ["amount", "due_on", "note"].iter().all(|field| self.is_empty(&name(field))) {
            return None;
        }
        let kind = self.take(self.form.word(&name("kind")));
        let amount = self.take(self.form.money(&name("amount")));
        let due_on = self.take(self.form.day(&name("due_on")));
        let note = self.take(self.form.optional(&name("note"), MOST_NOTE));
        Some(EditedPayment { kind: kind?, amount: amount?, due_on: due_on?, note: note? })
    }

    /// A line without words is not there.
    fn deliverable(&mut self, index: usize) -> Option<EditedDeliverable> {
        let name = |field: &str| format!("deliverables.{index}.{field}");
        if self.is_empty(&name("what")) && self.is_empty(&name("due_on")) {
            return None;
        }
        let id = if self.is_empty(&name("id")) { None } else { self.take(self.form.id(&name("id"))) };
        let kind = self.take(self.form.word(&name("kind")));
        let what = self.take(self.form.text(&name("what"), MOST_NOTE));
        let due_on = self.maybe_day(&name("due_on"));
        Some(EditedDeliverable { id, kind: kind?, what: what?, due_on })
    }
}

/// How many lines of a kind the form holds.
pub(crate) fn lines_of(form: &Form, group: &str, field: &str) -> usize {
    (0..=MOST_LINES).take_while(|index| form.has(&format!("{group}.{index}.{field}"))).count()
}

impl Edit {
    /// Reads the form; every field that cannot be read is named at once.
    pub(crate) fn typed(form: &Form) -> Result<Edit, Breaches> {
        let mut reading = Reading { form, breaches: Vec::new() };
        let revision = reading.take(form.number("revision", 0, i64::MAX));
        let (starts_on, closes_on) = (reading.maybe_day("starts_on"), reading.maybe_day("closing_on"));
        let (cash, goods) = (reading.take(form.money("cash")), reading.take(form.money("goods")));
        let (document_cash, document_goods) =
            (reading.maybe_money("document_cash"), reading.maybe_money("document_goods"));
        let ip_terms = reading.take(form.optional("ip_terms", MOST_TEXT));
        let duties = reading.take(form.optional("duties", MOST_TEXT));
        let payments = (0..lines_of(form, "payments", "amount")).filter_map(|index| reading.payment(index)).collect();
        let deliverables =
            (0..lines_of(form, "deliverables", "what")).filter_map(|index| reading.deliverable(index)).collect();
        let Reading { mut breaches, .. } = reading;
        let edit = match (revision, cash, goods, ip_terms, duties) {
            (Some(revision), Some(cash), Some(goods), Some(ip_terms), Some(duties)) if breaches.is_empty() => Edit {
                revision,
                starts_on,
                closes_on,
                cash,
                goods,
                document_cash,
                document_goods,
                clause_payment: form.ticked("clauses.payment"),
                clause_results: form.ticked("clauses.results"),
                clause_copyright: form.ticked("clauses.copyright"),
                clause_duties: form.ticked("clauses.duties"),
                ip_terms,
                duties,
                payments,
                deliverables,
            },
            _ => return Err(breaches),
        };
        breaches.extend(edit.form_breaches());
        if breaches.is_empty() { Ok(edit) } else { Err(breaches) }
    }

    /// What no door may let in, whether typed or sent as JSON.
    pub(crate) fn form_breaches(&self) -> Breaches {
        let mut breaches = Vec::new();
        let too_many = say("最多 {most} 行", "At most {most} lines").with(&[("most", &MOST_LINES)]);
        if self.payments.len() > MOST_LINES {
            breaches.push(Breach::field("payments", too_many.clone()));
        }
        if self.deliverables.len() > MOST_LINES {
            breaches.push(Breach::field("deliverables", too_many));
        }
        breaches.extend(self.texts().into_iter().filter_map(|(field, text, most)| within(field, text, most).err()));
        let amounts = [
            ("cash", Some(self.cash)),
            ("goods", Some(self.goods)),
            ("document_cash", self.document_cash),
            ("document_goods", self.document_goods),
        ];
        let typed = self
            .payments
            .iter()
            .enumerate()
            .map(|(index, line)| (format!("payments.{index}.amount"), Some(line.amount)));
        for (field, amount) in amounts.into_iter().map(|(field, amount)| (field.to_owned(), amount)).chain(typed) {
            if amount.is_some_and(|amount| amount < Money::ZERO || amount > Money::from_yuan(90_000_000_000_000)) {
                breaches.push(Breach::field(field, say("金额须为零或正数", "The amount must be zero or more")));
            }
        }
        breaches
    }

    fn texts(&self) -> Vec<(String, &str, usize)> {
        let mut all = vec![
            ("ip_terms".to_owned(), self.ip_terms.as_str(), MOST_TEXT),
            ("duties".to_owned(), self.duties.as_str(), MOST_TEXT),
        ];
        all.extend(
            self.payments
                .iter()
                .enumerate()
                .map(|(i, line)| (format!("payments.{i}.note"), line.note.as_str(), MOST_NOTE)),
        );
        all.extend(
            self.deliverables
                .iter()
                .enumerate()
                .map(|(i, line)| (format!("deliverables.{i}.what"), line.what.as_str(), MOST_NOTE)),
        );
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(extra: &[(&str, &str)]) -> Result<Edit, Breaches> {
        let mut pairs =
            vec![("revision", "3"), ("cash", "50,000"), ("goods", "0"), ("ip_terms", "甲"), ("duties", "乙")];
        pairs.extend_from_slice(extra);
        Edit::typed(&Form::of(&pairs))
    }

    #[test]
    fn empty_lines_are_left_out_and_the_rest_is_read() {
        let edit = typed(&[
            ("starts_on", "2024-10-01"),
            ("clauses.payment", "on"),
            ("payments.0.kind", "cash"),
            ("payments.0.amount", "50000"),
            ("payments.0.due_on", "2024-10-31"),
            ("payments.0.note", ""),
            ("payments.1.kind", ""),
            ("payments.1.amount", ""),
            ("payments.1.due_on", ""),
            ("payments.1.note", ""),
            ("deliverables.0.kind", "course"),
            ("deliverables.0.what", "课程"),
            ("deliverables.0.due_on", ""),
        ])
        .expect("a readable form");
        assert_eq!(
            (edit.payments.len(), edit.deliverables.len(), edit.clause_payment, edit.closes_on),
            (1, 1, true, None)
        );
    }

    #[test]
    fn all_unreadable_fields_are_named_at_once() {
        let breaches = typed(&[
            ("starts_on", "明天"),
            ("document_cash", "五万"),
            ("payments.0.kind", "x"),
            ("payments.0.amount", "1.234"),
            ("payments.0.due_on", ""),
            ("deliverables.0.kind", "course"),
            ("deliverables.0.what", ""),
            ("deliverables.0.due_on", "2025-01-01"),
        ])
        .expect_err("unreadable");
        let fields: Vec<_> = breaches.iter().map(|b| b.field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "starts_on",
                "document_cash",
                "payments.0.kind",
                "payments.0.amount",
                "payments.0.due_on",
                "deliverables.0.what"
            ]
        );
    }
}
