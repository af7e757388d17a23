//! Printed documents and the calendar of deadlines, at the points of the journeys where they exist: who gets them, who does
//! not, and what they say.

use std::io::Write;
use std::process::Command;

use axum::http::{Method, StatusCode};
use kernel::Actor;

use super::program::{Program, Reply};
use super::story::Story;
use crate::house::House;

/// All words of a PDF without the spaces between them, as a search goes by; read by poppler like a person's programs do.
fn words(pdf: &[u8]) -> String {
    let mut file = tempfile::NamedTempFile::new().expect("a place for the file");
    file.write_all(pdf).expect("written");
    let read = Command::new("pdftotext").args(["-enc", "UTF-8"]).arg(file.path()).arg("-").output();
    let read = read.unwrap_or_else(|e| panic!("pdftotext is needed (apt-get install poppler-utils): {e}"));
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    String::from_utf8_lossy(&read.stdout).chars().filter(|c| !c.is_whitespace()).collect()
}

async fn print(reader: &Program<'_>, path: &str) -> Reply {
    reader.send("GET", path, ("accept", "application/pdf"), Vec::new()).await
}

impl Story<'_> {
    /// Every reader gets the same document, which says all of `said`; nobody else learns that there is one.
    async fn prints(&self, path: &str, readers: &[&Program<'_>], others: &[&Program<'_>], said: &[&str]) {
        let mut first: Option<Vec<u8>> = None;
        for reader in readers {
            let reply = print(reader, path).await;
            assert_eq!((reply.status, reply.media_type.as_str()), (StatusCode::OK, "application/pdf"), "{path}");
            assert!(reply.disposition.starts_with("attachment;"), "{path} is saved, never shown");
            assert!(first.get_or_insert_with(|| reply.bytes.clone()) == &reply.bytes, "{path} differs between readers");
        }
        for other in others {
            assert_eq!(print(other, path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let words = words(&first.expect("a reader"));
        for said in said {
            assert!(words.contains(said), "{path} does not say {said}: {words}");
        }
    }

    pub async fn guideline_reviews_are_printed(&self, guideline: &str) {
        let path = format!("/guidelines/{guideline}/reviews/pdf");
        let said = ["指南评审表", "子午光电项目指南", "支持内容具体", "建议通过", "平均分89"];
        self.prints(&path, &[&self.office, &self.department, &self.expert], &[&self.contact, &self.teacher], &said)
            .await;
    }

    pub async fn application_is_printed(&self, application: &str) {
        let at = |document: &str| format!("/applications/{application}/{document}");
        let sheet = ["项目申报审批表", "激光原理与应用课程的案例化改革", "何静", "伍万元整", "王建国", "赵磊"];
        let readers = [&self.teacher, &self.university, &self.contact, &self.office];
        self.prints(&at("pdf"), &readers, &[&self.expert], &sheet).await;
        let checks = ["高校审核表", "题目无错别字", "王建国"];
        let readers = [&self.teacher, &self.university, &self.department];
        self.prints(&at("university-review/pdf"), &readers, &[&self.contact, &self.reviewer], &checks).await;
        let scores = ["企业评审表", "方案具体，团队有经验", "平均分91.0"];
        let readers = [&self.contact, &self.reviewer, &self.office];
        self.prints(&at("evaluation/pdf"), &readers, &[&self.teacher, &self.university], &scores).await;
    }

    pub async fn agreement_is_printed(&self, agreement: &str) {
        let path = format!("/agreements/{agreement}/pdf?version=1");
        let said = ["合作协议", "子午光电", "贰万伍仟元整", "第1版", "SHA-256", "甲方（盖章）", "第1页，共"];
        let readers = [&self.teacher, &self.university, &self.finance, &self.contact, &self.department];
        self.prints(&path, &readers, &[&self.expert], &said).await;
        let unknown = print(&self.teacher, &format!("/agreements/{agreement}/pdf?version=99")).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND, "a version nobody made");
    }

    pub async fn list_is_printed(&self, list: &str, number: &str) {
        let path = format!("/establishment/lists/{list}/pdf");
        let said = ["立项名单", "教高司函〔2023〕9号", "承担学校", "激光原理与应用课程的案例化改革", number];
        self.prints(&path, &[&self.office, &self.department], &[&self.teacher, &self.university], &said).await;
    }

    pub async fn certificate_is_printed(&self, number: &str) {
        let path = format!("/certificates/{number}/pdf");
        let public = Program::stranger(self.house);
        let said = [
            "结题证书",
            "ClosingCertificate",
            "林梅",
            "激光原理与应用课程的案例化改革",
            "http://xieyu.test/certificates/",
            number,
        ];
        self.prints(&path, &[&public, &self.teacher], &[], &said).await;
    }

    /// The calendar of the principal investigator shows the closing day and the money; a revoked address shows nothing.
    pub async fn deadlines_are_in_the_calendar(&self) {
        let house = self.house;
        let lin_mei = house.cast.lin_mei.clone();
        let secret = made(house, &lin_mei);
        let (status, text) = feed(house, &secret).await;
        assert_eq!(status, StatusCode::OK);
        let unfolded = text.replace("\r\n ", "");
        assert_eq!(unfolded.matches("SUMMARY:项目结题日期：激光原理与应用课程的案例化改革").count(), 1, "{unfolded}");
        assert_eq!(unfolded.matches("SUMMARY:经费应到账：").count(), 2, "{unfolded}");
        assert_eq!(feed(house, &secret).await.1, text, "the same data give the same calendar");
        let newer = made(house, &lin_mei);
        assert_eq!(feed(house, &secret).await.0, StatusCode::NOT_FOUND, "the address of before stops");
        house.act(move |tx| directory::revoke_feed(tx, &lin_mei));
        assert_eq!(feed(house, &newer).await.0, StatusCode::NOT_FOUND);
    }
}

fn made(house: &House, actor: &Actor) -> String {
    let actor = actor.clone();
    house.act(move |tx| directory::make_feed(tx, &actor))
}

async fn feed(house: &House, secret: &str) -> (StatusCode, String) {
    let answer = house.ask(&Method::GET, &format!("/calendar/{secret}.ics"), None, String::new()).await;
    let status = answer.status();
    let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20).await.expect("a body");
    (status, String::from_utf8_lossy(&bytes).into_owned())
}
