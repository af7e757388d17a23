//! Reading and writing a list of 100,000 rows beside the reader of another project, each in a process of its own so that the
//! memory of one is not counted for the other: `cargo bench -p sheets --bench reading`.

use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use sheets::{Book, Column, Limits, Output, Refused, Value, Width, Writer};
use testing::peak_memory_kib;

const ROWS: u32 = 100_000;
const RUNS: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, flag, what, file, ..] = arguments.as_slice()
        && flag == "--one"
    {
        one(what, Path::new(file));
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let list = folder.path().join("list.xlsx");
    std::fs::write(&list, made(Output::Xlsx)).expect("the list can be written");
    let bomb = folder.path().join("bomb.xlsx");
    std::fs::write(&bomb, swollen()).expect("the bomb can be written");
    let size = |path: &Path| std::fs::metadata(path).map_or(0, |m| m.len() / 1024);
    println!("list of {ROWS} rows, 8 columns: {} KiB; bomb: {} KiB", size(&list), size(&bomb));
    println!("{:<28} {:>12} {:>20} {:>12}", "what", "median ms", "spread", "peak MiB");
    for what in
        ["nothing", "ours", "calamine", "calamine cells", "write xlsx", "rust_xlsxwriter", "write csv", "write json"]
    {
        show(what, &list);
    }
    show("ours", &bomb);
    show("calamine", &bomb);
}

/// Runs one thing several times in processes of their own.
fn show(what: &str, file: &Path) {
    let (mut times, mut peak) = (Vec::new(), 0u64);
    for _ in 0..RUNS {
        let me = std::env::current_exe().expect("this program has a path");
        let run = Command::new(me).args(["--one", what]).arg(file).output().expect("it can be started again");
        let text = String::from_utf8_lossy(&run.stdout).into_owned();
        let mut figures = text.split_whitespace().filter_map(|figure| figure.parse::<u64>().ok());
        times.push(figures.next().unwrap_or(0));
        peak = peak.max(figures.next().unwrap_or(0));
    }
    times.sort_unstable();
    let name = format!("{what} ({})", file.file_name().unwrap_or_default().to_string_lossy());
    let spread = format!("{}-{}", times[0], times[RUNS - 1]);
    println!("{name:<28} {:>12} {spread:>20} {:>12}", times[RUNS / 2], peak / 1024);
}

fn one(what: &str, file: &Path) {
    let begun = Instant::now();
    let count = match what {
        "ours" => ours(file),
        "calamine" => theirs(file),
        "calamine cells" => their_cells(file),
        "write xlsx" => made(Output::Xlsx).len(),
        "rust_xlsxwriter" => written_by_others(),
        "write csv" => made(Output::Csv).len(),
        "write json" => made(Output::Json).len(),
        _ => 0,
    };
    std::hint::black_box(count);
    println!("{} {}", begun.elapsed().as_millis(), peak_memory_kib().unwrap_or(0));
}

fn ours(file: &Path) -> usize {
    let file = BufReader::new(std::fs::File::open(file).expect("the file opens"));
    let (mut cells, mut letters) = (0, 0);
    let read = Book::open(file, Limits::default()).and_then(|mut book| {
        book.rows(0, |row| {
            cells += row.cells.len();
            letters += row.cells.iter().map(|cell| cell.text().len()).sum::<usize>();
            Ok::<_, Refused>(ControlFlow::Continue(()))
        })
    });
    if let Err(refused) = read {
        eprintln!("{refused}");
    }
    cells + letters
}

fn theirs(file: &Path) -> usize {
    use calamine::{Data, Reader};
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(file).expect("the file opens");
    let range = book.worksheet_range_at(0).expect("there is a sheet").expect("it is read");
    range.used_cells().map(|(_, _, cell)| if let Data::String(text) = cell { text.len() } else { 1 }).sum()
}

fn their_cells(file: &Path) -> usize {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(file).expect("the file opens");
    let names = calamine::Reader::sheet_names(&book);
    let mut reader = book.worksheet_cells_reader(&names[0]).expect("there is a sheet");
    let mut letters = 0;
    while let Ok(Some(cell)) = reader.next_cell() {
        letters += match cell.get_value() {
            calamine::DataRef::String(text) => text.len(),
            calamine::DataRef::SharedString(text) => text.len(),
            _ => 1,
        };
    }
    letters
}

/// Writes the list; only its size is kept, as when it is sent.
fn made(output: Output) -> Vec<u8> {
    let heads = ["项目编号", "公司名称", "项目类型", "项目名称", "承担学校", "项目负责人", "立项时间", "经费"];
    let column = |heading: &&str| Column { key: (*heading).into(), heading: (*heading).into(), width: Width::Usual };
    let mut writer = Writer::new(output, "立项名单", heads.iter().map(column).collect());
    let mut out = Vec::new();
    for n in 0..ROWS {
        let row = [
            Value::from(format!("2021{:02}{:06}", 1 + n % 2, n).as_str()),
            Value::from(format!("示例{:04}科技有限公司", n / 57).as_str()),
            Value::from("教学内容和课程体系改革项目"),
            Value::from(format!("面向新工科的第{n}门智能制造课程体系改革与实践").as_str()),
            Value::from(format!("示例{:04}大学", n % 1100).as_str()),
            Value::from(format!("林{:05}", n % 30_000).as_str()),
            Value::Day(kernel::Day::new(2021, 7, 15).expect("a day")),
            Value::Money(5_000_000),
        ];
        writer.row(&row).expect("the sheet has room");
        out.extend(writer.ready());
    }
    out.extend(writer.end());
    out
}

/// The same list by the writer of another project, which keeps little in memory as well.
fn written_by_others() -> usize {
    use rust_xlsxwriter::{Format, Workbook};
    let mut book = Workbook::new();
    let (day, money) = (Format::new().set_num_format("yyyy-mm-dd"), Format::new().set_num_format("#,##0.00"));
    let sheet = book.add_worksheet_with_constant_memory();
    for n in 0..ROWS {
        let texts = [
            format!("2021{:02}{:06}", 1 + n % 2, n),
            format!("示例{:04}科技有限公司", n / 57),
            "教学内容和课程体系改革项目".to_owned(),
            format!("面向新工科的第{n}门智能制造课程体系改革与实践"),
            format!("示例{:04}大学", n % 1100),
            format!("林{:05}", n % 30_000),
        ];
        for (column, text) in (0u16..).zip(texts) {
            sheet.write_string(n, column, text).expect("the cell is written");
        }
        sheet.write_number_with_format(n, 6, 44_392.0, &day).expect("the cell is written");
        sheet.write_number_with_format(n, 7, 50_000.0, &money).expect("the cell is written");
    }
    book.save_to_buffer().expect("the workbook is written").len()
}

/// A sheet that unpacks to 600 MB.
fn swollen() -> Vec<u8> {
    let mut writer =
        Writer::new(Output::Xlsx, "x", vec![Column { key: "a".into(), heading: "a".into(), width: Width::Usual }; 200]);
    let row = vec![Value::from("0"); 200];
    let mut out = Vec::new();
    for _ in 0..45_000 {
        writer.row(&row).expect("the sheet has room");
        out.extend(writer.ready());
    }
    out.extend(writer.end());
    out
}
