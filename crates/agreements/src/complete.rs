//! All that stands between a draft and its submission, gathered from the rules at once.

use kernel::{Breach, Breaches, Day, Money, ProjectType, Text, say};
use rulesets::Terms;

use crate::record::{Agreement, Deliverable, PaymentLine, SupportKind};
use crate::rules::{self, Amounts, Clauses};

/// What the rules look at.
pub(crate) struct Draft<'a> {
    pub agreement: &'a Agreement,
    pub payments: &'a [PaymentLine],
    pub deliverables: &'a [Deliverable],
    /// Number of signed documents attached.
    pub files: usize,
    /// Cash of the item for each project, in fen. Rule C-04.
    pub promised: Money,
    pub kind: ProjectType,
}

/// Names everything that is missing or broken. Rules C-01 to C-04, C-06, P-07.
pub(crate) fn breaches(draft: &Draft<'_>, terms: &Terms, today: Day) -> Breaches {
    let mut all = dates(draft.agreement, terms, today);
    all.extend(amounts(draft, terms));
    all.extend(adds_up(SupportKind::Cash, draft.agreement.cash, draft.payments).err());
    all.extend(adds_up(SupportKind::Goods, draft.agreement.goods, draft.payments).err());
    all.extend(due_within(draft, today));
    if draft.deliverables.is_empty() {
        all.push(Breach::field("deliverables", NO_RESULTS));
    }
    all.extend(rules::clauses_are_present(&clauses(draft.agreement)));
    all.extend(missing("ip_terms", &draft.agreement.ip_terms));
    all.extend(missing("duties", &draft.agreement.duties));
    if draft.files == 0 {
        all.push(Breach::field("file", NO_FILE));
    }
    all
}

fn dates(agreement: &Agreement, terms: &Terms, today: Day) -> Breaches {
    let mut all = Vec::new();
    match (agreement.starts_on, agreement.closes_on) {
        (Some(starts), Some(closes)) => {
            all.extend(rules::closing_date_lies_ahead(closes, today).err());
            all.extend(rules::period_is_allowed(starts, closes, terms).err());
        }
        (starts, closes) => {
            all.extend(starts.is_none().then(|| Breach::field("starts_on", NEEDED)));
            all.extend(closes.is_none().then(|| Breach::field("closing_on", NEEDED)));
        }
    }
    all
}

/// What is promised comes due while the project runs: money and goods from the signature on, results from the start on, both
/// until the closing date.
fn due_within(draft: &Draft<'_>, today: Day) -> Breaches {
    let (Some(starts), Some(closes)) = (draft.agreement.starts_on, draft.agreement.closes_on) else {
        return Vec::new();
    };
    let first = starts.min(draft.agreement.created_at.day()).min(today);
    let payments = draft.payments.iter().enumerate().map(|(i, line)| ("payments", i, first, Some(line.due_on)));
    let results = draft.deliverables.iter().enumerate().map(|(i, one)| ("deliverables", i, starts, one.due_on));
    let outside = payments.chain(results).filter_map(|(kind, i, first, due)| {
        let due = due.filter(|due| !(first..=closes).contains(due))?;
        let said = OUTSIDE.with(&[("due", &due), ("first", &first), ("last", &closes)]);
        Some(Breach::field(format!("{kind}.{i}.due_on"), said))
    });
    outside.collect()
}

const OUTSIDE: Text = say(
    "{due} 不在 {first} 至 {last}（结题日期）之间，请修改。",
    "{due} does not lie between {first} and {last}, the closing date. Please change it.",
);

fn amounts(draft: &Draft<'_>, terms: &Terms) -> Breaches {
    let agreement = draft.agreement;
    let mut all = Vec::new();
    match (agreement.document_cash, agreement.document_goods) {
        (Some(cash), Some(goods)) => {
            let form = Amounts { cash: agreement.cash, goods: agreement.goods };
            all.extend(rules::amounts_match_document(form, Amounts { cash, goods }));
        }
        (cash, goods) => {
            all.extend(cash.is_none().then(|| Breach::of("C-03", "document_cash", NOT_TYPED)));
            all.extend(goods.is_none().then(|| Breach::of("C-03", "document_goods", NOT_TYPED)));
        }
    }
    all.extend(rules::cash_keeps_promise(agreement.cash, draft.promised, draft.kind, terms).err());
    all
}

/// The plan is what later becomes due, so it holds every yuan that was promised and no other. Rule P-07.
fn adds_up(kind: SupportKind, promised: Money, payments: &[PaymentLine]) -> Result<(), Breach> {
    let sum: Money = payments.iter().filter(|line| line.kind == kind).map(|line| line.amount).sum();
    if sum == promised {
        return Ok(());
    }
    let text = match kind {
        SupportKind::Cash => say(
            "付款计划中经费合计 {sum} 元，协议经费为 {promised} 元，请改为相等。",
            "The plan adds up to CNY {sum} in cash, the agreement promises CNY {promised}. Please make them equal.",
        ),
        SupportKind::Goods => say(
            "交付计划中软硬件合计 {sum} 元，协议软硬件价值为 {promised} 元，请改为相等。",
            "The plan adds up to goods worth CNY {sum}, the agreement promises CNY {promised}. Please make them equal.",
        ),
    };
    Err(Breach::of("P-07", "payments", text.with(&[("sum", &sum), ("promised", &promised)])))
}

pub(crate) fn clauses(agreement: &Agreement) -> Clauses {
    Clauses {
        payment: agreement.clause_payment,
        results: agreement.clause_results,
        copyright: agreement.clause_copyright,
        duties: agreement.clause_duties,
    }
}

fn missing(field: &str, text: &str) -> Option<Breach> {
    text.trim().is_empty().then(|| Breach::field(field, NEEDED))
}

const NEEDED: Text = say("此项必填", "This field is needed");
const NOT_TYPED: Text = say(
    "请按签章文本填写金额，没有则填 0。",
    "Please type the amount from the signed document; 0 where there is none.",
);
const NO_RESULTS: Text = say("请至少写明一项预期成果。", "Please name at least one deliverable.");
const NO_FILE: Text =
    say("请上传双方签字盖章的协议文本。", "Please upload the document signed and sealed by both sides.");

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{AgreementId, Instant, RowId};

    #[test]
    fn p_07_one_yuan_more_or_less_is_refused_for_each_kind() {
        let line = |kind, yuan| PaymentLine {
            id: RowId::nil(),
            agreement_id: AgreementId::nil(),
            kind,
            amount: Money::from_yuan(yuan),
            due_on: Instant::from_millis(0).day(),
            note: String::new(),
            sort: 1,
        };
        let plan = [line(SupportKind::Cash, 30_000), line(SupportKind::Cash, 20_000), line(SupportKind::Goods, 7)];
        assert_eq!(adds_up(SupportKind::Cash, Money::from_yuan(50_000), &plan), Ok(()));
        for yuan in [49_999, 50_001] {
            let breach = adds_up(SupportKind::Cash, Money::from_yuan(yuan), &plan).expect_err("not equal");
            assert_eq!((breach.rule, breach.field.as_str()), ("P-07", "payments"));
        }
        assert_eq!(adds_up(SupportKind::Goods, Money::from_yuan(7), &plan), Ok(()));
        assert_eq!(adds_up(SupportKind::Goods, Money::ZERO, &[]), Ok(()));
    }
}
