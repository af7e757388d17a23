//! Writes the table from traditional to simplified characters that `lib.rs` takes in: one character for each of the block
//! U+4E00 to U+9FFF. The data come from the crate `fast2s`, which is needed here only and not in the program.

use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let mut table = String::from("[\n");
    for code in 0x4E00..=0x9FFF_u32 {
        let c = char::from_u32(code).expect("the block holds characters only");
        let simple = fast2s::convert(&c.to_string()).chars().next().unwrap_or(c);
        // The block is flat: whatever leads out of it stays as it was.
        let simple = if (0x4E00..=0x9FFF).contains(&u32::from(simple)) { simple } else { c };
        table.push_str(&format!("0x{:04X},", u32::from(simple)));
    }
    table.push_str("\n]\n");
    let folder = env::var("OUT_DIR").expect("cargo names the folder");
    fs::write(Path::new(&folder).join("simplified.rs"), table).expect("the folder can be written");
}
