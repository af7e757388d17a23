//! What both modes have in common: from the guideline to the result, step by step, each by the program of whoever does it.

use applications::checklist::{Stage, checklist};
use serde_json::{Value, json};

use super::program::{Program, text};
use crate::house::House;

/// The programs of everybody in the story.
pub struct Story<'h> {
    pub house: &'h House,
    pub teacher: Program<'h>,
    pub university: Program<'h>,
    pub finance: Program<'h>,
    pub contact: Program<'h>,
    pub reviewer: Program<'h>,
    pub expert: Program<'h>,
    pub office: Program<'h>,
    pub department: Program<'h>,
}

impl<'h> Story<'h> {
    pub fn of(house: &'h House) -> Story<'h> {
        let c = &house.cast;
        let program = |actor| Program::of(house, actor);
        Story {
            house,
            teacher: program(&c.lin_mei),
            university: program(&c.wang_jianguo),
            finance: program(&c.li_fang),
            contact: program(&c.zhao_lei),
            reviewer: program(&c.sun_yue),
            expert: program(&c.he_zhiyuan),
            office: program(&c.wu_min),
            department: program(&c.feng_jing),
        }
    }

    /// A project of the 2024 mode that has begun. Answers its id.
    pub async fn running_project(&self) -> String {
        let (_, item) = self.approved_guideline(Value::Null).await;
        let application = self.selected_application(&item).await;
        let agreement = self.agreed(&application).await;
        let project = self.university.post(&format!("/agreements/{agreement}/establish"), Value::Null).await;
        self.house.days_later(40).await;
        text(&project["id"])
    }

    fn guideline_content(&self) -> Value {
        json!({
            "title": "子午光电项目指南",
            "about": "企业面向高校开放真实工程案例、软硬件平台与工程师资源，支持教学内容更新。",
            "directions": "新工科\n光电信息",
            "how_to_apply": "在平台填写申请，上传签字盖章的项目申报书。",
            "contact_name": "赵磊", "contact_phone": "025-88880000", "contact_email": "contact@demo.xieyu",
            "items": [{
                "project_type": "T2",
                "title": "激光原理与应用课程改革",
                "goals": "以激光加工与检测的企业案例更新课程内容。",
                "majors": "光电信息科学与工程", "industries": "仪器仪表制造业",
                "conditions": "申请人须为相关专业在岗教师，所在学校支持课程改革。",
                "deliverables": "课程一门\n教材一部",
                "offers": 12, "cash_each": 5_000_000, "goods_each": 0,
                "deadline_on": self.house.today().plus_days(120),
            }],
        })
    }

    /// Writes a guideline and brings it to its approval. Answers its id and that of its item.
    pub async fn approved_guideline(&self, round: Value) -> (String, String) {
        let new = json!({ "round_id": round, "content": self.guideline_content() });
        let made = self.contact.post("/guidelines", new).await;
        let id = text(&made["guideline"]["id"]);
        let at = |step: &str| format!("/guidelines/{id}/{step}");
        let problem = self.contact.refused("POST", &at("submit"), Value::Null, 422).await;
        assert!(!problem["problems"].as_array().expect("all problems").is_empty(), "the commitment letter is missing");
        self.contact.upload(&at("files?purpose=commitment_letter"), "企业承诺书.pdf").await;
        self.contact.post(&at("submit"), Value::Null).await;
        let expert = self.house.cast.he_zhiyuan.person_id;
        self.office.post(&at("assign"), json!({ "experts": [expert] })).await;
        self.expert.post(&at("interest"), json!({ "conflict": "none" })).await;
        let opinion = json!({ "fit": 92, "support": 88, "content": 90, "benefit": 86,
            "comment": "支持内容具体，面向真实工程问题，建议发布。", "recommendation": "approve" });
        self.expert.post(&at("review"), opinion).await;
        self.office.post(&at("approve"), json!({ "reason": "专家评审通过" })).await;
        (id, text(&made["items"][0]["id"]))
    }

    fn draft(&self) -> Value {
        let starts = self.house.today().plus_days(60);
        json!({
            "title": "激光原理与应用课程的案例化改革",
            "school": "光电工程学院",
            "summary": "引入企业激光加工与检测案例，重写实验指导书，建设案例化课程并编写教材，已安排两轮教学试用。",
            "plan": "第一阶段调研与方案设计；第二阶段课程与案例建设；第三阶段两轮教学试用；第四阶段总结推广。",
            "expected_results": "课程一门\n教学案例十个",
            "starts_on": starts, "ends_on": starts.plus_months(12),
            "document_pi_name": "林梅", "is_signed": true,
            "members": [
                { "name": "何静", "email": "he.jing@demo.xieyu", "unit": "机电学院", "duty": "案例建设" },
                { "name": "韩冬", "email": "han.dong@demo.xieyu", "unit": "子午光电科技有限公司", "duty": "工程指导" },
            ],
            "budget": [{ "purpose": "课程与案例建设", "cash": "50000", "goods": "" }],
        })
    }

    /// A complete draft by `applicant`, not handed in yet. Answers its id.
    pub async fn written(&self, applicant: &Program<'_>, item: &str) -> String {
        let begun = applicant.post(&format!("/items/{item}/apply"), Value::Null).await;
        let path = format!("/applications/{}", text(&begun["id"]));
        applicant.upload(&format!("{path}/files?purpose=document"), "项目申报书.pdf").await;
        let whole = applicant.get(&path).await;
        let mut draft = self.draft();
        draft["document_pi_name"] = whole["application"]["pi_name"].clone();
        draft["members"] = json!([]);
        applicant.put(&path, json!({ "revision": whole["application"]["revision"], "draft": draft })).await;
        text(&begun["id"])
    }

    /// Written, handed in and passed by the university: the enterprise evaluates it. Answers its id.
    pub async fn handed_in(&self, applicant: &Program<'_>, item: &str) -> String {
        let id = self.written(applicant, item).await;
        applicant.post(&format!("/applications/{id}/submit"), Value::Null).await;
        let answers = json!({ "answers": all_well(Stage::Application) });
        self.university.post(&format!("/applications/{id}/university_pass"), answers).await;
        id
    }

    /// From eligibility to selection. Answers the application's id.
    pub async fn selected_application(&self, item: &str) -> String {
        let stands = self.teacher.get(&format!("/items/{item}/eligibility")).await;
        assert_eq!(stands["may_apply"], true, "{stands:#}");
        let begun = self.teacher.post(&format!("/items/{item}/apply"), Value::Null).await;
        let id = text(&begun["id"]);
        let at = |step: &str| format!("/applications/{id}/{step}");
        let missing = self.teacher.refused("POST", &at("submit"), Value::Null, 422).await;
        assert!(missing["problems"].as_array().expect("all problems").len() > 3, "all at once: {missing:#}");
        self.teacher.upload(&at("files?purpose=document"), "项目申报书.pdf").await;
        let revision = self.teacher.get(&format!("/applications/{id}")).await["application"]["revision"].clone();
        let path = format!("/applications/{id}");
        let mut body = json!({ "revision": revision, "draft": self.draft() });
        self.teacher.put(&path, body.clone()).await;
        self.teacher.put(&path, body.clone()).await; // the same again, as after a lost answer, overwrites nothing
        body["draft"]["title"] = json!("另一个标题");
        self.teacher.refused("PUT", &path, body, 409).await;
        self.teacher.post(&at("submit"), Value::Null).await;
        self.teacher.refused("POST", &at("submit"), Value::Null, 409).await;
        self.receipt_holds(&at("receipt")).await;
        self.university.post(&at("university_pass"), json!({ "answers": all_well(Stage::Application) })).await;
        self.reviewer.put(&at("evaluation"), json!({ "score": 91, "note": "方案具体，团队有经验。" })).await;
        let decided = self.contact.post(&at("enterprise_select"), Value::Null).await;
        assert_eq!(decided["application"]["state"], "selected");
        id
    }

    async fn receipt_holds(&self, path: &str) {
        let receipt: journal::Receipt = serde_json::from_value(self.teacher.get(path).await).expect("a receipt");
        let key = text(&self.teacher.get("/receipt-key").await["public_key"]);
        journal::check_receipt(&receipt, Some(&key)).expect("it holds without the platform");
    }

    /// Written, and confirmed by both sides with their seals. Answers the agreement's id.
    pub async fn agreed(&self, application: &str) -> String {
        let begun = self.teacher.post(&format!("/applications/{application}/agreement"), Value::Null).await;
        let id = text(&begun["id"]);
        let (path, at) = (format!("/agreements/{id}"), |step: &str| format!("/agreements/{id}/{step}"));
        let whole = self.teacher.get(&path).await;
        self.teacher.put(&path, self.edit(&whole)).await;
        self.teacher.upload(&at("files"), "合作协议（签章）.pdf").await;
        self.teacher.post(&at("submit"), Value::Null).await;
        let versions = self.university.get(&at("versions")).await;
        let version = versions.as_array().expect("versions").iter().filter_map(|v| v["number"].as_i64()).max();
        let review = json!({ "version": version, "passes": true, "seal": true, "checks": all_well(Stage::Agreement) });
        self.university.post(&at("university-review"), review).await;
        let confirmed = json!({ "version": version, "confirms": true, "seal": true });
        self.contact.post(&at("enterprise-review"), confirmed).await;
        id
    }

    /// A whole agreement as it is written back.
    pub fn edit(&self, whole: &Value) -> Value {
        let (agreement, starts) = (&whole["agreement"], self.house.today().plus_days(30));
        let (closes, cash) = (starts.plus_months(12), agreement["cash"].as_i64().expect("fen"));
        let deliverables: Vec<Value> = whole["deliverables"]
            .as_array()
            .expect("deliverables")
            .iter()
            .map(|d| json!({ "id": d["id"], "kind": d["kind"], "what": d["what"], "due_on": closes }))
            .collect();
        json!({
            "revision": agreement["revision"], "starts_on": starts, "closes_on": closes,
            "cash": cash, "goods": agreement["goods"], "document_cash": cash, "document_goods": agreement["goods"],
            "clause_payment": true, "clause_results": true, "clause_copyright": true, "clause_duties": true,
            "ip_terms": agreement["ip_terms"], "duties": agreement["duties"],
            "payments": [
                { "kind": "cash", "amount": cash / 2, "due_on": starts.plus_days(30), "note": "启动经费" },
                { "kind": "cash", "amount": cash - cash / 2, "due_on": starts.plus_months(6), "note": "中期经费" },
            ],
            "deliverables": deliverables,
        })
    }

    /// Everything promised is paid and confirmed.
    pub async fn money_arrives(&self, project: &str) {
        let account = self.contact.get(&format!("/projects/{project}/funding")).await;
        let today = self.house.today();
        for line in account["instalments"].as_array().expect("instalments") {
            let at = |step: &str| format!("/instalments/{}/{step}", text(&line["id"]));
            self.contact.upload(&at("files"), "付款凭证.pdf").await;
            self.contact.post(&at("pay"), json!({ "on": today, "note": "对公转账" })).await;
            self.finance.upload(&at("files"), "到账凭证.pdf").await;
            let arrived = self.finance.post(&at("receive"), json!({ "on": today, "note": "已入账" })).await;
            assert_eq!(arrived["state"], "received");
        }
    }

    pub async fn midterm(&self, project: &str) {
        let report = text(&self.teacher.post(&format!("/projects/{project}/reports"), Value::Null).await["id"]);
        let words = json!({
            "progress": "已完成教学大纲与六个案例，第一轮教学试用进行中。", "money_used": 1_800_000,
            "risks": "无", "next_steps": "完成其余案例，组织第二轮试用。" });
        self.teacher.put(&format!("/reports/{report}"), words).await;
        self.teacher.upload(&format!("/reports/{report}/files"), "中期佐证.pdf").await;
        let handed_in = self.teacher.post(&format!("/reports/{report}/submit"), Value::Null).await;
        assert_eq!(handed_in["state"], "submitted");
    }

    /// The closing, complete and handed in. Answers its id.
    pub async fn closing_handed_in(&self, project: &str) -> String {
        let begun = self.teacher.post(&format!("/projects/{project}/closing"), Value::Null).await;
        let path = format!("/closings/{}", text(&begun["id"]));
        let whole = self.teacher.get(&path).await;
        let outcomes: Vec<Value> = whole["outcomes"]
            .as_array()
            .expect("outcomes")
            .iter()
            .map(|o| json!({ "id": o["id"], "is_done": true, "what": "已完成，两轮教学试用" }))
            .collect();
        let draft = json!({
            "summary": "项目按计划完成课程与案例建设，经两轮教学试用，学生工程实践能力明显提升，成果已在校内推广。",
            "outcomes": outcomes });
        self.teacher.put(&path, draft).await;
        self.teacher.upload(&format!("{path}/files?purpose=report"), "结题报告.pdf").await;
        self.teacher.upload(&format!("{path}/files?purpose=results"), "项目成果清单.pdf").await;
        self.teacher.post(&format!("{path}/steps/submit"), Value::Null).await;
        self.receipt_holds(&format!("{path}/receipt")).await;
        text(&begun["id"])
    }

    /// The enterprise accepts every line and concludes.
    pub async fn accepted(&self, closing: &str) {
        let path = format!("/closings/{closing}");
        let whole = self.contact.get(&path).await;
        let judgements: Vec<Value> = whole["outcomes"]
            .as_array()
            .expect("outcomes")
            .iter()
            .map(|o| json!({ "id": o["id"], "accepted": true }))
            .collect();
        let acceptance = json!({ "judgements": judgements, "conclusion": "passed",
            "conclusion_text": "成果与协议一致，同意通过验收。" });
        self.contact.put(&format!("{path}/acceptance"), acceptance).await;
        self.contact.post(&format!("{path}/steps/conclude"), Value::Null).await;
    }

    /// Everybody finds the filing and the certificate, and the journal is whole.
    pub async fn ends_well(&self, project: &str, mode: &str) {
        let public = Program::stranger(self.house);
        let shown = public.get(&format!("/projects/{project}")).await;
        assert_eq!((&shown["state"], &shown["mode"]), (&json!("closed"), &json!(mode)));
        let number = text(&shown["number"]);
        public.get(&format!("/filings/{number}")).await;
        let check = public.get(&format!("/certificates/{number}")).await;
        assert_eq!(check["is_whole"], true);
        let verdict = self.house.db().read(|tx| journal::verify(tx, |_| {})).await.expect("the journal can be read");
        assert!(verdict.broken.is_empty() && verdict.entries > 20, "{verdict:?}");
    }
}

/// Every check of a list answered yes.
pub fn all_well(stage: Stage) -> Vec<Value> {
    checklist(stage).iter().map(|check| json!({ "check": check, "yes": true })).collect()
}
