//! The columns of lists of people.

use crate::layout::Field;

kernel::words! {
    /// A column of a list of people.
    pub enum PersonField {
        Name = "name" ("姓名", "Name"),
        Email = "email" ("邮箱", "E-mail"),
        Role = "role" ("身份", "Role"),
        Organisation = "organisation" ("单位", "Organisation"),
        School = "school" ("学院（部门）", "School or department"),
        Phone = "phone" ("电话", "Phone"),
        Title = "title" ("职称", "Title"),
        Certificate = "certificate" ("教师资格证号", "Teacher certificate number"),
    }
}

impl Field for PersonField {
    fn headings(self) -> &'static [&'static str] {
        match self {
            PersonField::Name => &["姓名", "教师姓名", "人员姓名", "name"],
            PersonField::Email => &["邮箱", "电子邮箱", "邮件", "电子邮件", "email", "e-mail"],
            PersonField::Role => &["身份", "角色", "人员类别", "role"],
            PersonField::Organisation => {
                &["单位", "单位名称", "学校", "学校名称", "高校", "所在单位", "企业名称", "organisation"]
            }
            PersonField::School => &["学院", "院系", "部门", "所在学院", "school"],
            PersonField::Phone => &["电话", "手机", "手机号", "联系电话", "phone"],
            PersonField::Title => &["职称", "title"],
            PersonField::Certificate => &["教师资格证号", "教师资格证书号", "资格证号", "certificate"],
        }
    }

    fn is_required(self) -> bool {
        match self {
            PersonField::Name | PersonField::Email => true,
            PersonField::Role
            | PersonField::Organisation
            | PersonField::School
            | PersonField::Phone
            | PersonField::Title
            | PersonField::Certificate => false,
        }
    }
}
