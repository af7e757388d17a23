//! Words for people. Every text is written in Chinese and English side by side, so that neither can be missing.

/// The language a reader chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    #[default]
    Zh,
    En,
}

impl Lang {
    /// The value of the HTML attribute `lang`.
    pub const fn tag(self) -> &'static str {
        match self {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        }
    }
}

/// A fixed text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Text {
    pub zh: &'static str,
    pub en: &'static str,
}

/// Writes a fixed text: `say("提交", "Submit")`.
pub const fn say(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

impl Text {
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }

    /// Fills `{name}` places: `NEED.with(&[("days", &3)])`. Both languages must use the same places.
    pub fn with(self, parts: &[(&str, &dyn std::fmt::Display)]) -> Said {
        Said { zh: fill(self.zh, parts), en: fill(self.en, parts) }
    }
}

fn fill(text: &str, parts: &[(&str, &dyn std::fmt::Display)]) -> String {
    parts.iter().fold(text.to_owned(), |text, (name, part)| text.replace(&format!("{{{name}}}"), &part.to_string()))
}

/// A text made for one occasion, in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, utoipa::ToSchema)]
pub struct Said {
    pub zh: String,
    pub en: String,
}

impl Said {
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

impl From<Text> for Said {
    fn from(text: Text) -> Said {
        Said { zh: text.zh.to_owned(), en: text.en.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_in_both_languages() {
        let said = say("还差 {n} 项", "{n} missing").with(&[("n", &2)]);
        assert_eq!(said, Said { zh: "还差 2 项".into(), en: "2 missing".into() });
    }
}
