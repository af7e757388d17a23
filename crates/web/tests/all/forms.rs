//! What was typed is never lost.

use axum::http::StatusCode;

use crate::{House, TEACHER, get_as, location, post, text, token};

#[tokio::test]
async fn a_form_with_its_token_is_done_once_and_says_so_on_the_next_page() {
    let house = House::new(false);
    let answer = house.ask(post("/mine", &[TEACHER], &format!("{}&title=x", token()))).await;
    assert_eq!((answer.status(), location(&answer)), (StatusCode::SEE_OTHER, "/lamps?x"));
    let cookie = answer
        .headers()
        .get_all("set-cookie")
        .iter()
        .filter_map(|v| v.to_str().ok())
        .find(|v| v.starts_with("xieyu_notice"))
        .expect("a notice");
    let next = text(house.ask(get_as("/lamps", "cookie", cookie.split(';').next().unwrap_or(""))).await).await;
    assert!(next.contains("已保存"), "{next}");
}

#[tokio::test]
async fn a_stale_page_gives_back_everything_typed_with_a_button_to_send_it_again() {
    let answer = House::new(false).ask(post("/mine", &[TEACHER], "_csrf=old&title=光电+课程&note=%3Cb%3E")).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    let page = text(answer).await;
    assert!(page.contains("value=\"光电 课程\"") && page.contains("value=\"&lt;b&gt;\""), "{page}");
    assert!(page.contains("重新提交"));
}

#[tokio::test]
async fn whoever_was_overtaken_gets_back_what_they_wrote_in_words_and_no_password() {
    let typed = "&comment=材料齐全&step=pass&password=a+secret+of+words";
    let answer = House::new(false).ask(post("/overtaken", &[TEACHER], &format!("{}{typed}", token()))).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    let page = text(answer).await;
    assert!(page.contains("<blockquote>材料齐全</blockquote>"), "{page}");
    assert!(!page.contains("secret") && !page.contains("<blockquote>pass"), "{page}");
}

#[tokio::test]
async fn an_expired_session_carries_the_form_through_the_log_in() {
    let answer =
        House::new(false).ask(post("/mine", &[("cookie", "xieyu_session=gone")], "_csrf=old&title=光电")).await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    let page = text(answer).await;
    assert!(page.contains("name=\"resume_path\" value=\"/mine\""), "{page}");
    assert!(page.contains("value=\"title=%E5%85%89%E7%94%B5\""), "{page}");
}

#[tokio::test]
async fn a_form_without_a_token_does_nothing() {
    for body in ["", "title=x", "_csrf=&title=x"] {
        let answer = House::new(false).ask(post("/open", &[], body)).await;
        assert_eq!(answer.status(), StatusCode::CONFLICT, "{body:?}");
    }
}

#[tokio::test]
async fn a_form_that_is_too_large_is_told_the_limit() {
    let answer = House::new(false).ask(post("/mine", &[TEACHER], &format!("title={}", "x".repeat(2_000_000)))).await;
    assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert!(text(answer).await.contains("1 MB"));
}

#[tokio::test]
async fn a_form_that_cannot_be_read_is_refused_without_a_panic() {
    let answer = House::new(false).ask(post("/mine", &[TEACHER, ("content-type", "multipart/form-data")], "%%%")).await;
    assert!(answer.status().is_client_error(), "{}", answer.status());
}

#[tokio::test]
async fn an_upload_that_is_too_large_gives_back_what_was_written_before_and_after_the_file() {
    let field = |name: &str, text: &str| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n").into_bytes()
    };
    let mut body = field("_csrf", &web::csrf_of("teacher"));
    body.extend(field("title", "光电 课程"));
    body.extend(b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n");
    body.extend(vec![b'a'; 26 * 1024 * 1024]);
    body.extend(b"\r\n");
    body.extend(field("note", "写在文件之后"));
    body.extend(b"--x--\r\n");
    let request = axum::http::Request::post("/mine")
        .header(TEACHER.0, TEACHER.1)
        .header("content-type", "multipart/form-data; boundary=x")
        .body(axum::body::Body::from(body))
        .expect("a request");
    let answer = House::new(false).ask(request).await;
    assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let page = text(answer).await;
    assert!(page.contains("<blockquote>光电 课程</blockquote>"), "{page}");
    assert!(page.contains("<blockquote>写在文件之后</blockquote>"), "{page}");
}

#[tokio::test]
async fn a_notice_outlives_a_page_that_only_leads_on() {
    let house = House::new(false);
    let answer = house.ask(post("/mine", &[TEACHER], &format!("{}&title=x", token()))).await;
    let set = answer.headers().get_all("set-cookie").iter().filter_map(|v| v.to_str().ok());
    let notice = set.filter_map(|v| v.split(';').next()).find(|v| v.starts_with("xieyu_notice")).expect("a notice");
    let leads_on = house.ask(get_as("/mine", "cookie", notice)).await;
    assert_eq!(leads_on.status(), StatusCode::SEE_OTHER, "nobody is logged in");
    let kept = leads_on.headers().get_all("set-cookie").iter().filter_map(|v| v.to_str().ok());
    assert!(!kept.into_iter().any(|v| v.starts_with("xieyu_notice")), "it is shown where the reader arrives");
}
