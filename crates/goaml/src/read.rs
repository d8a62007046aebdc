//! Records as typed values.
//!
//! Reading never fails and loses nothing: what no field holds is kept beside, with its place. Files of 4.x and 5.x
//! are read alike, so a file that mixes both is read as well as it can be; saying that it should not is the checker's.

use crate::shape::{HEAD, TAIL, Value, View, fill};
use vocab::report::{Activity, Header, Root, Transaction};
use vocab::{Names, Record};

/// A header record as a typed header; an empty record gives an empty header.
pub fn header(record: &Record, names: &Names) -> Header {
    let view = View { record, names };
    let mut header = Header::default();
    let Some(root) = record.root() else { return header };
    header.other = fill(&[HEAD, TAIL], &mut header, &view, root);
    if view.name(root) == "reportdata" {
        let wrapper = header.other.iter().position(|other| {
            let element = &other.element;
            element.name == "transactions" && !element.nil && element.children.is_empty()
        });
        header.root = if wrapper.is_some() { Root::ReportDataWrapped } else { Root::ReportData };
        wrapper.map(|at| header.other.remove(at));
    }
    header
}

/// A transaction record as a typed transaction. `None` when the element is not of its shape (nil, or text instead of
/// elements); the record itself then says all there is.
pub fn transaction(record: &Record, names: &Names) -> Option<Transaction> {
    Transaction::read(&View { record, names }, record.root()?)
}

/// An activity record as a typed activity; `None` as for [`transaction`].
pub fn activity(record: &Record, names: &Names) -> Option<Activity> {
    Activity::read(&View { record, names }, record.root()?)
}
