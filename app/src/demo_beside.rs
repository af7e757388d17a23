//! What the demo holds beside the story of its slices: a webhook, an announcement and a list of earlier years.

use std::io::Cursor;

use db::Db;
use files::Files;
use imports::actions::{NewImport, commit_at_once};
use imports::{HowToRead, Progress, Settings, Subject};
use kernel::Actor;

use crate::command::{Outcome, in_english};

/// Adds it all.
pub fn add(db: &Db, files: &Files) -> Outcome {
    webhook(db)?;
    announce(db)?;
    closed_earlier(db, files)
}

/// Projects of earlier years and how they ended; one was not passed, and not every day is known to the day.
const CLOSED_EARLIER: &str = "2018—2019年产学合作协同育人项目结题名单（演示）,,,,,,,,,\n\
    项目编号,公司名称,项目类型,项目名称,承担学校,项目负责人,立项时间,支持经费,验收结论,结题时间\n\
    201802011001,子午光电科技有限公司,教学内容和课程体系改革项目,光电检测技术课程群建设,南江大学,林梅,2018-09-10,5万,优秀,2020-06-18\n\
    201802011002,子午光电科技有限公司,实践条件和实践基地建设项目,光电信息联合实验室建设,北原理工大学,何航,2018-09-10,8万,通过,2020年6月\n\
    201802011003,子午光电科技有限公司,师资培训项目,光学设计软件师资培训,南江大学,周岚,2018-09-10,3万,通过,2019年\n\
    201901011001,子午光电科技有限公司,教学内容和课程体系改革项目,工程光学虚拟仿真实验,北原理工大学,何航,2019-06-20,5万,通过,2021-05-07\n\
    201901011002,子午光电科技有限公司,创新创业教育改革项目,光电创新实践训练营,南江大学,周岚,2019-06-20,4万,不通过,2021-05-07\n";

fn closed_earlier(db: &Db, files: &Files) -> Outcome {
    let document = "教高司函〔2021〕演示号".to_owned();
    let projects = imports::projects::ProjectSettings { document, ..imports::projects::ProjectSettings::default() };
    let (settings, how) = (Settings { projects, ..Settings::default() }, HowToRead::default());
    let bytes = CLOSED_EARLIER.as_bytes();
    let (choices, progress) = (imports::Choices::new(), Progress::default());
    let checked = imports::check(db, Subject::Projects, Cursor::new(bytes), &how, &settings, &choices, &progress)
        .map_err(|refusal| in_english(&refusal))?;
    let sha256 = imports::keep(files, bytes)?;
    let file_name = "closed-earlier.csv".to_owned();
    let new = NewImport { subject: Subject::Projects, file_name, sha256, bytes: bytes.len() as u64, how, settings };
    let written = db.write_now(move |tx| commit_at_once(tx, &Actor::system(), &new, &checked, &progress));
    written.map(drop).map_err(|refusal| in_english(&refusal).into())
}

/// A webhook of the enterprise of the story, switched off: nobody receives anything from a demo.
fn webhook(db: &Db) -> Outcome {
    let made = db.write_now(|tx| {
        let zhao_lei = demo::actor(tx, "zhao.lei")?;
        let kinds =
            ["application.university_pass", "project.establish", "instalment.receive"].map(str::to_owned).into();
        let new = webhooks::NewWebhook { url: "https://hooks.example.com/xieyu".into(), kinds };
        let (made, _) = webhooks::create(tx, &zhao_lei, &new, webhooks::Settings::default())?;
        webhooks::set_active(tx, &zhao_lei, made.id, false).map(drop)
    });
    made.map_err(|refusal| in_english(&refusal).into())
}

/// The programme office tells all teachers and university administrators something.
fn announce(db: &Db) -> Outcome {
    use kernel::Role;
    use messages::announcement::{self, Audience, Both, Draft};
    let audience = Audience::Members {
        roles: vec![Role::Teacher, Role::UniversityAdministrator],
        province: String::new(),
        organisations: Vec::new(),
    };
    let draft = Draft {
        audience,
        subject: Both {
            zh: "请在年底前核对项目组成员名单".into(),
            en: "Please check the members of your projects before the end of the year".into(),
        },
        body: Both {
            zh: "各位老师：\n\n请在 12 月 31 日前登录平台，核对在研项目的成员名单；如有变化，请通过变更申请更新。高校管理员请提醒本校项目负责人。\n\n项目办公室".into(),
            en: "Dear colleagues,\n\nPlease log in before 31 December and check the members of your running projects; where they have changed, file a change request. University administrators, please remind your principal investigators.\n\nThe programme office".into(),
        },
    };
    db.write_now(move |tx| {
        let wu = demo::actor(tx, "wu.min")?;
        let written = announcement::create(tx, &wu, &draft)?;
        let seen = announcement::preview(tx, &wu, &written)?;
        announcement::commit(tx, &wu, written.id, written.revision, &seen.fingerprint)?;
        // Nobody of the cast left the news of years unread.
        let lately = tx.now().plus_days(-60);
        let sql = "UPDATE message SET read_at = created_at WHERE created_at < $1";
        tx.execute(sql, db::params![lately])?;
        announcement::write_batch(tx)
    })?;
    Ok(())
}
