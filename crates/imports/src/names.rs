//! Names of people as lists write them.

/// Family names of two characters.
const DOUBLE: [&str; 20] = [
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文", "司徒", "夏侯",
    "端木", "南宫", "独孤", "澹台", "百里", "闻人",
];

/// What a name turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Name {
    One(String),
    /// Names of several people.
    Several,
}

/// Reads the name of one person. Official lists pad names of two characters (`李 四`): a name of two to four Chinese characters
/// has no blank in it. Two words of two characters and more are two people, unless the first is a family name.
pub(crate) fn read(written: &str) -> Name {
    if written.contains(['、', ',', '，', ';', '；', '/']) {
        return Name::Several;
    }
    let parts: Vec<&str> = written.split_whitespace().collect();
    let is_chinese = parts.iter().all(|part| part.chars().all(is_han));
    if parts.len() < 2 || !is_chinese {
        return Name::One(written.to_owned());
    }
    let is_family = DOUBLE.iter().any(|name| hanzi_eq(name, parts[0]));
    if parts.iter().all(|part| part.chars().nth(1).is_some()) && !is_family {
        return Name::Several;
    }
    let joined = parts.concat();
    let length = joined.chars().count();
    Name::One(if (2..=4).contains(&length) { joined } else { written.to_owned() })
}

/// The same for all ways to write a name or a title: without blanks, in plain and simplified signs and small letters.
pub(crate) fn folded(text: &str) -> String {
    let plain = sheets::plain(text);
    plain.chars().filter(|c| !c.is_whitespace()).map(hanzi::simplified).flat_map(char::to_lowercase).collect()
}

fn hanzi_eq(one: &str, other: &str) -> bool {
    one.chars().eq(other.chars().map(hanzi::simplified))
}

const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Name {
        Name::One(text.to_owned())
    }

    #[test]
    fn a_padded_name_is_one_name() {
        for (written, name) in [
            ("李 四", "李四"),
            ("王  五", "王五"),
            ("张\u{3000}三", "张三"),
            ("欧阳 娜娜", "欧阳娜娜"),
            ("歐陽 娜娜", "歐陽娜娜"),
            ("李 小 龙", "李小龙"),
        ] {
            assert_eq!(read(written), one(name), "{written}");
        }
        for same in ["李四", "阿卜杜拉·买买提", "Ada Lovelace", "李 Ada", "林梅"] {
            assert_eq!(read(same), one(same));
        }
    }

    #[test]
    fn two_names_are_not_one() {
        for several in ["张三 李四", "张三、李四", "张三\u{3000}李四", "阿卜杜拉 买买提"] {
            assert_eq!(read(several), Name::Several, "{several}");
        }
    }

    #[test]
    fn names_are_compared_without_blanks_and_in_simplified_signs() {
        assert_eq!(folded("張 偉"), folded("张伟"));
        assert_ne!(folded("张伟"), folded("张玮"));
    }
}
