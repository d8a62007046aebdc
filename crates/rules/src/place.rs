//! Where an element stands, as a finding says it.

use crate::elements::is_repeated;
use std::fmt::Write;
use vocab::{ElementId, Names, Place, Record, RecordKind};

/// The place of an element, with a path from the root of the report. Elements that can stand several times, by the
/// schema or in this record, are numbered from 1 among their kind.
pub(crate) fn place(record: &Record, names: &Names, id: ElementId) -> Place {
    let at = record.get(id).map(|element| element.at).unwrap_or_default();
    Place { path: path(record, names, id), line: at.line, column: at.column, offset: at.offset }
}

fn path(record: &Record, names: &Names, id: ElementId) -> String {
    let mut up = vec![id];
    while let Some(parent) = up.last().and_then(|id| record.parent(*id)) {
        up.push(parent);
    }
    let mut path = String::new();
    if record.kind != RecordKind::Header {
        path.push_str("/report");
    }
    for id in up.into_iter().rev() {
        step(&mut path, record, names, id);
    }
    path
}

fn step(path: &mut String, record: &Record, names: &Names, id: ElementId) {
    let name_of = |id| record.get(id).map_or("", |element| names.text(element.name));
    let name = name_of(id);
    path.push('/');
    path.push_str(name);
    let Some(parent) = record.parent(id) else {
        if record.kind == RecordKind::Transaction && record.ordinal > 0 {
            let _ = write!(path, "[{}]", record.ordinal);
        }
        return;
    };
    let same = |other: &ElementId| name_of(*other) == name;
    let before = record.children(parent).filter(same).take_while(|other| *other != id).count();
    if is_repeated(Some(name_of(parent)), name) || record.children(parent).filter(same).nth(1).is_some() {
        let _ = write!(path, "[{}]", before + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocab::At;

    #[test]
    fn repeatable_elements_are_numbered_and_others_are_not() {
        let mut names = Names::new();
        let mut record = Record::new(RecordKind::Transaction);
        record.ordinal = 3;
        let mut push = |parent, name: &str| record.push(parent, names.intern(name), At::default(), false);
        let root = push(None, "transaction");
        let from = push(Some(root), "t_from_my_client");
        let account = push(Some(from), "from_account");
        push(Some(account), "signatory");
        let second = push(Some(account), "signatory");
        let phones = push(Some(second), "phones");
        let phone = push(Some(phones), "phone");
        let odd = push(Some(phone), "odd");
        let path = place(&record, &names, phone).path;
        assert_eq!(path, "/report/transaction[3]/t_from_my_client/from_account/signatory[2]/phones/phone[1]");
        assert!(place(&record, &names, odd).path.ends_with("/odd"));
    }
}
