//! What annexes say is found once, when they are attached, and shown to whoever decides. Rule G-08.

use files::{Limits, tiny_pdf};
use guidelines::actions::{self, ANNEX};
use kernel::{GuidelineId, RowId};

use crate::site::{Reply, get, upload};
use crate::world::{MIGRATIONS, World, content};

/// A Word document with this paragraph, its parts not packed.
fn docx(paragraph: &str) -> Vec<u8> {
    let document =
        format!("<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p></w:body></w:document>");
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, part) in [("[Content_Types].xml", "<Types/>"), ("word/document.xml", &document)] {
        let size = (part.len() as u32).to_le_bytes();
        let head =
            [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], &size[..], &size, &[name.len() as u8, 0, 0, 0]].concat();
        directory.extend(
            [b"PK\x01\x02\x14\0", &head[..], &[0; 10], &(bytes.len() as u32).to_le_bytes(), name.as_bytes()].concat(),
        );
        bytes.extend([b"PK\x03\x04", &head[..], name.as_bytes(), part.as_bytes()].concat());
    }
    let (at, size) = ((bytes.len() as u32).to_le_bytes(), (directory.len() as u32).to_le_bytes());
    bytes.extend([&directory[..], b"PK\x05\x06\0\0\0\0\x02\0\x02\0", &size, &at, &[0, 0]].concat());
    bytes
}

fn attach(world: &World, id: GuidelineId, name: &str, bytes: &[u8]) -> Reply {
    upload(world, "contact", &format!("/guidelines/{id}/files"), ANNEX, name, bytes)
}

fn handed_in(world: &World, id: GuidelineId) -> String {
    let contact = world.cast.contact.clone();
    world.write(move |tx| actions::submit(tx, &contact, id)).expect("handed in");
    get(world, "office", &format!("/guidelines/{id}")).body
}

testing::both_databases! {
    with MIGRATIONS;

    fn a_purchase_demand_a_fee_and_a_tied_sale_in_an_annex_are_shown_with_its_name(world: World) {
        let id = world.whole_draft(None, false, content()).id;
        let word = docx("入选高校须购买我公司配套实验箱两台。");
        assert_eq!(attach(&world, id, "说明.docx", &word).status, 303);
        let pdf = tiny_pdf(&["每名学员交纳培训", "费 500 元", "A tied sale of licences"]);
        assert_eq!(attach(&world, id, "细则.pdf", &pdf).status, 303);
        let page = handed_in(&world, id);
        for said in [
            "“购买” 说明.docx <span class=\"muted\">…入选高校须购买我公司配套实验箱两台。…",
            "“培训费” 细则.pdf <span class=\"muted\">…每名学员交纳培训费500元",
            "“tied sale” 细则.pdf",
        ] {
            assert!(page.contains(said), "{said}\n{page}");
        }
        assert!(!page.contains("未能自动检查用语的附件"), "{page}");
    }

    fn an_annex_that_could_not_be_read_is_named_to_whoever_decides(world: World) {
        let id = world.whole_draft(None, false, content()).id;
        let empty = String::from_utf8(tiny_pdf(&[""])).expect("ASCII").replace("BT /F1 14 Tf 20 TL 60 770 Td\n<> Tj T*\nET", "60 60 60 60 re 60 60 60 60 re 60 60 6 6 re f");
        assert_eq!(attach(&world, id, "扫描.pdf", empty.as_bytes()).status, 303);
        let broken = docx("未完").iter().map(|byte| if *byte == b'/' { b'<' } else { *byte }).collect::<Vec<u8>>();
        assert_eq!(attach(&world, id, "残件.docx", &broken).status, 422, "the archive itself is not intact");
        let (stored, contact) = (world.files.put_now(&docx("须购买"), "旧件.docx", &Limits::default()).expect("taken"), world.cast.contact.clone());
        world.write(move |tx| Ok(files::attach(tx, &contact, &stored, "guideline", RowId(id.0), ANNEX)?)).expect("attached before annexes were read");
        let page = handed_in(&world, id);
        for said in ["未能自动检查用语的附件", "扫描.pdf: 有扫描页或没有文字的页面", "旧件.docx: 尚未检查"] {
            assert!(page.contains(said), "{said}\n{page}");
        }
    }
}

#[test]
fn the_table_knows_exactly_the_reasons_of_the_program() {
    let words: Vec<String> = files::Unread::words().iter().map(|word| format!("'{word}'")).collect();
    let check = format!("CHECK (unread IN ({}))", words.join(", "));
    assert!(guidelines::MIGRATIONS.iter().any(|migration| migration.sql.contains(&check)), "{check}");
}
