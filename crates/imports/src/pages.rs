//! Pages of imports: the lists brought so far, and one list from the upload to the register.

mod faults;
mod list;
mod names;
mod report;
mod settings;
mod show;
mod steps;
mod upload;

use kernel::{ImportId, Role};
use web::{Access, Form, Path, Routes, Visit};

use crate::desk::Desk;
use crate::paths;

pub(crate) use report::{Asked as ReportQuery, file as report_file};
pub(crate) use upload::take;

/// Who imports anything at all; what of it, the policy says.
const WHO: Access = Access::Roles(&[Role::ProgrammeOffice, Role::UniversityAdministrator]);

pub(crate) fn routes(desk: &Desk) -> Routes {
    let [upload, show, progress, settings, names, commit, discard] = [(); 7].map(|()| desk.clone());
    Routes::new()
        .get(paths::LIST, WHO, list::show)
        .post(paths::LIST, WHO, move |visit: Visit, form: Form| upload::submit(upload.clone(), visit, form))
        .get("/imports/samples/{kind}", WHO, report::sample)
        .get("/imports/{id}", WHO, move |visit: Visit, id: Path<ImportId>, asked| {
            show::show(show.clone(), visit, id, asked)
        })
        .about(crate::glance::look)
        .get("/imports/{id}/progress", WHO, move |visit: Visit, id: Path<ImportId>| {
            show::progress(progress.clone(), visit, id)
        })
        .get("/imports/{id}/report", WHO, report::show)
        .post("/imports/{id}/settings", WHO, move |visit: Visit, id: Path<ImportId>, form: Form| {
            steps::settings(settings.clone(), visit, id, form)
        })
        .post("/imports/{id}/names", WHO, move |visit: Visit, id: Path<ImportId>, form: Form| {
            steps::names(names.clone(), visit, id, form)
        })
        .post("/imports/{id}/commit", WHO, move |visit: Visit, id: Path<ImportId>, form: Form| {
            steps::commit(commit.clone(), visit, id, form)
        })
        .post("/imports/{id}/discard", WHO, move |visit: Visit, id: Path<ImportId>, form: Form| {
            steps::discard(discard.clone(), visit, id, form)
        })
}
