//! The findings of what is open.

use super::{Desk, unread};
use crate::routes::report::Opened;
use intake::view::findings;
use web::parts::code::Excerpt;
use web::parts::finding::FindingView;
use web::told::told;
use web::{Fault, Lang};

/// Rows that are read at a time.
const ROWS: u32 = 500;

/// The findings of what is open: those of its own file of the letter, and those of the letter as a whole.
pub(super) async fn of(desk: &Desk, opened: &Opened, lang: Lang) -> Result<Vec<FindingView>, Fault> {
    let own = opened.entry();
    let (mut found, mut after) = (Vec::new(), 0);
    loop {
        let page = findings(desk.intake.store(), &opened.letter_access, opened.letter, after, ROWS);
        let page = page.await.map_err(unread)?;
        let Some((last, _, _)) = page.last() else { break };
        after = *last;
        let ours = |entry: &str| own.is_none_or(|own| entry.is_empty() || entry == own);
        found.extend(page.into_iter().filter(|(_, entry, _)| ours(entry)).map(|(_, _, finding)| finding));
    }
    Ok(told(&desk.profile, lang, found.iter().map(|finding| (finding, Excerpt::default()))))
}
