//! Which datasets there are.

use std::sync::Arc;

use exports::{Choice, Fact, Headings, List, Plan};
use kernel::{Text, say};
use sheets::Output;

use crate::record::Format;

/// A set of rows that is published as a whole.
#[derive(Clone)]
pub struct Dataset {
    /// Its name in addresses, the same for ever.
    pub name: &'static str,
    pub title: Text,
    pub about: Text,
    pub(crate) source: Source,
}

#[derive(Clone)]
pub(crate) enum Source {
    /// A public list, with every column.
    List(Arc<List>),
    /// 360Giving.
    Grants,
}

impl Dataset {
    fn of(list: List) -> Dataset {
        let (name, title, about) = (list.key, list.title, list.about);
        Dataset { name, title, about, source: Source::List(Arc::new(list)) }
    }
    pub fn formats(&self) -> &'static [Format] {
        match self.source {
            Source::List(_) => &[Format::Csv, Format::Json],
            Source::Grants => &[Format::Json],
        }
    }
    pub(crate) fn columns(&self) -> &[Fact] {
        match &self.source {
            Source::List(list) => &list.columns,
            Source::Grants => &[],
        }
    }
}

/// Every column of a list as the public reads it.
pub(crate) fn plan(list: &Arc<List>, base_url: &str) -> Plan {
    let columns = (0..list.columns.len()).collect();
    let choice = Choice { columns, output: Output::Json, headings: Headings::Zh };
    Plan::new(list.clone(), None, exports::Asked::default(), choice, base_url)
}

/// All datasets, in the order of a project's life.
pub fn datasets() -> Vec<Dataset> {
    let grants = Dataset {
        name: "grants-360giving",
        title: say("资助（360Giving 格式）", "Grants in the form of 360Giving"),
        about: say(
            "来自已发布指南的立项项目，按 360Giving 数据标准列出。金额为指南公布的每项支持经费；没有公布金额的项目不列出。",
            "Established projects of published guideline items in the form of the 360Giving data standard. Amounts are the cash the published item names for each project; projects without a published amount are left out.",
        ),
        source: Source::Grants,
    };
    vec![
        Dataset::of(List::of::<directory::Organisations>()),
        Dataset::of(List::of::<guidelines::OpenItems>()),
        Dataset::of(List::of::<projects::Register>()),
        Dataset::of(List::of::<projects::Filings>()),
        Dataset::of(List::of::<closings::PublishedClosings>()),
        Dataset::of(List::of::<closings::ListedClosings>()),
        Dataset::of(List::of::<cases::PublishedCases>()),
        grants,
    ]
}
