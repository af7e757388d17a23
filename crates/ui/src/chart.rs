//! A picture drawn in the browser from data in the page. Without JavaScript there is none: whoever shows a chart shows the table
//! it is drawn from beneath it.

use kernel::{Lang, Said, Text};
use maud::{Markup, PreEscaped, html};

use crate::assets;

/// A chart: heading, what it shows in words, the words on the button that saves it, and what is drawn (see
/// `assets/charts.js`). `id` is unique on the page. End the page with [`charts_script`].
pub fn chart(lang: Lang, id: &str, heading: Text, said: &Said, save: Text, data: &serde_json::Value) -> Markup {
    let block = format!("chart-{id}");
    html! {
        figure.chart {
            figcaption {
                span { (heading.get(lang)) }
                button.plain type="button" hidden data-save=(heading.get(lang)) { (save.get(lang)) span.unseen { " · " (heading.get(lang)) } }
            }
            div role="img" aria-label=(said.get(lang)) hidden data-chart=(block) {}
            // Data is no script: the policy against inline scripts lets it be.
            script type="application/json" id=(block) { (PreEscaped(inert(&data.to_string()))) }
        }
    }
}

/// The scripts that draw, for the end of a page with charts.
pub fn charts_script() -> Markup {
    html! {
        script src=(assets::echarts()) defer {}
        script src=(assets::charts()) defer {}
    }
}

/// JSON that cannot end the element it stands in.
fn inert(json: &str) -> String {
    json.replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use kernel::say;

    use super::*;

    #[test]
    fn no_name_in_the_data_ends_its_element() {
        let said = Said { zh: "图".into(), en: "A chart".into() };
        let data = serde_json::json!({ "n": "</script><script>alert(1)</script>" });
        let page = chart(Lang::En, "x", say("图", "Chart"), &said, say("存", "Save"), &data).into_string();
        assert_eq!(page.matches("</script>").count(), 1, "{page}");
        assert!(page.contains("\\u003c/script>"), "{page}");
    }
}
