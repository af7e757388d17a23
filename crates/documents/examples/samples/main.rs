//! Writes each document with invented content in both languages, and says how long it took and how large it is.
//!
//! `cargo run -p documents --example samples -- FOLDER [ROWS]`; `ROWS` is the length of the establishment list.

mod content;

use std::path::Path;
use std::time::Instant as Watch;
use std::{env, fs};

use content::{agreement_sample, application_sample, certificate_sample, list_sample, review_sample};
use kernel::Lang;

fn main() {
    let mut arguments = env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "samples".to_owned());
    let rows: usize = arguments.next().and_then(|rows| rows.parse().ok()).unwrap_or(300);
    fs::create_dir_all(&folder).unwrap_or_else(|e| panic!("cannot make {folder}: {e}"));
    for lang in [Lang::Zh, Lang::En] {
        let write = |name: &str, make: &dyn Fn() -> Vec<u8>| {
            let watch = Watch::now();
            let pdf = make();
            let took = watch.elapsed();
            let path = Path::new(&folder).join(format!("{name}-{}.pdf", lang.tag()));
            fs::write(&path, &pdf).unwrap_or_else(|e| panic!("cannot write {}: {e}", path.display()));
            println!("{:<32} {:>8.1} ms {:>9} bytes", path.display(), took.as_secs_f64() * 1000.0, pdf.len());
        };
        write("agreement", &|| agreement_sample().pdf(lang).expect("an agreement"));
        write("application", &|| application_sample().pdf(lang).expect("an application"));
        write("review", &|| review_sample().pdf(lang).expect("a review"));
        write("certificate", &|| certificate_sample().pdf(lang).expect("a certificate"));
        write("list", &|| list_sample(rows).pdf(lang).expect("a list"));
    }
}
