//! What a server answers: status, the headers we need, and the body.

/// One answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The head of an answer without the empty line that ends it.
    pub(crate) fn of_head(head: &str) -> Option<Answer> {
        let mut lines = head.split("\r\n");
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()));
        Some(Answer { status, headers: headers.collect(), body: Vec::new() })
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// How many bytes of body follow; `None` when they come in chunks.
    pub(crate) fn length(&self) -> Option<usize> {
        if self.header("transfer-encoding").is_some_and(|v| v.eq_ignore_ascii_case("chunked")) {
            return None;
        }
        Some(self.header("content-length").and_then(|v| v.parse().ok()).unwrap_or(0))
    }

    pub(crate) fn closes(&self) -> bool {
        self.header("connection").is_some_and(|v| v.eq_ignore_ascii_case("close"))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The address behind `rel="next"` of a list.
    pub(crate) fn next_page(&self) -> Option<String> {
        let text = self.text();
        let tag = text.split("<a ").find(|tag| tag.split('>').next().is_some_and(|t| t.contains("rel=\"next\"")))?;
        attribute(tag, "href")
    }
}

/// The value of an attribute of the tag that the text begins in.
pub(crate) fn attribute(tag: &str, name: &str) -> Option<String> {
    let inside = tag.split('>').next()?;
    let (_, value) = inside.split_once(&format!("{name}="))?;
    let value = match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => value.split(' ').next()?,
    };
    Some(value.replace("&amp;", "&").replace("&quot;", "\"").replace("&#39;", "'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_read() {
        let answer =
            Answer::of_head("HTTP/1.1 303 See Other\r\nSet-Cookie: a=b; Path=/\r\nContent-Length: 12").expect("a head");
        assert_eq!((answer.status, answer.length(), answer.header("set-cookie")), (303, Some(12), Some("a=b; Path=/")));
        assert_eq!(Answer::of_head("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked").expect("a head").length(), None);
        assert_eq!(Answer::of_head("nothing"), None);
    }

    #[test]
    fn the_next_page_is_found() {
        let body =
            br#"<a href="/x">x</a><a class="btn" rel="next" href="/projects?year=2021&amp;after=2021_1">more</a>"#
                .to_vec();
        assert_eq!(attribute("a href=/talk/one/ class=x>", "href").as_deref(), Some("/talk/one/"));
        let answer = Answer { body, ..Answer::default() };
        assert_eq!(answer.next_page().as_deref(), Some("/projects?year=2021&after=2021_1"));
    }
}
