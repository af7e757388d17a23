//! Text whose parts may differ in their face.

use crate::font::Face;

/// A paragraph's text. Most have one part.
#[derive(Clone, Debug, PartialEq)]
pub struct Rich {
    parts: Vec<(Face, String)>,
}

impl Rich {
    pub fn new(face: Face, text: impl Into<String>) -> Rich {
        Rich { parts: vec![(face, text.into())] }
    }

    /// The same with `text` after it.
    pub fn and(mut self, face: Face, text: impl Into<String>) -> Rich {
        self.parts.push((face, text.into()));
        self
    }

    /// The same with all parts of `other` after it.
    pub(crate) fn joined(mut self, other: Rich) -> Rich {
        self.parts.extend(other.parts);
        self
    }

    /// A label in the labels' face and what it says.
    pub fn labelled(label: &str, said: impl Into<String>) -> Rich {
        Rich::new(Face::Sans, label).and(Face::Serif, said)
    }

    /// Everything in the face of titles.
    pub fn bold(text: impl Into<String>) -> Rich {
        Rich::new(Face::SerifBold, text)
    }

    pub fn plain(&self) -> String {
        self.parts.iter().map(|(_, text)| text.as_str()).collect()
    }

    pub(crate) fn characters(&self) -> impl Iterator<Item = (Face, char)> + '_ {
        self.parts.iter().flat_map(|(face, text)| text.chars().map(|c| (*face, c)))
    }

    /// The same, cut where the text has its own line breaks.
    pub(crate) fn split(&self) -> Vec<Rich> {
        let mut lines = vec![Rich { parts: Vec::new() }];
        for (face, text) in &self.parts {
            for (at, piece) in text.split('\n').enumerate() {
                if at > 0 {
                    lines.push(Rich { parts: Vec::new() });
                }
                if let Some(line) = lines.last_mut() {
                    line.parts.push((*face, piece.trim_end_matches('\r').to_owned()));
                }
            }
        }
        lines
    }
}

impl From<&str> for Rich {
    fn from(text: &str) -> Rich {
        Rich::new(Face::Serif, text)
    }
}

impl From<String> for Rich {
    fn from(text: String) -> Rich {
        Rich::new(Face::Serif, text)
    }
}
