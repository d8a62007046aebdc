//! The queue of arrivals as an officer works through it: narrowed by words, in an order of choice, with what each
//! letter became.

use store::{Access, Micros, Query, Row, Store, params};

use crate::state::State;
use crate::view::{PAGE_ROWS_MAX, QueueRow, queue_row};
use crate::{IntakeError, sql};

/// In which order letters are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The newest first.
    #[default]
    Newest,
    /// The oldest first: who has waited longest.
    Oldest,
    /// The most transactions first, and among equals the newest.
    Largest,
}

/// Which letters are wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only those of this state.
    pub state: Option<State>,
    /// Part of the reference, the file name, the sender's name, or the number of a report; empty means any.
    pub words: String,
    /// The order.
    pub order: Order,
    /// The key of the page before, from [`Page::next`].
    pub after: Option<i64>,
}

/// A letter in the queue, and what it became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// The letter.
    pub row: QueueRow,
    /// The number of its first report.
    pub number: Option<String>,
    /// How many reports it became.
    pub reports: i64,
    /// Their transactions.
    pub transactions: i64,
}

/// One page of the queue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The letters.
    pub letters: Vec<Arrived>,
    /// The key of the next page, if there is one.
    pub next: Option<i64>,
}

/// One page of the queue. The access covers `queue` `arrivals`.
///
/// # Errors
///
/// [`IntakeError::Store`], with `NotCovered` if the access is not for the queue.
pub async fn arrivals(store: &Store, access: &Access, wanted: &Wanted, limit: u32) -> Result<Page, IntakeError> {
    access.covers("queue", "arrivals")?;
    let limit = limit.min(PAGE_ROWS_MAX);
    let (sql, first) = match wanted.order {
        Order::Newest => (sql::ARRIVALS_NEWEST, i64::MAX),
        Order::Oldest => (sql::ARRIVALS_OLDEST, 0),
        // Here the key is how many rows stand before the page: there is no other unique one in this order.
        Order::Largest => (sql::ARRIVALS_LARGEST, 0),
    };
    let after = wanted.after.unwrap_or(first);
    let (words, typed) = (like(&wanted.words.to_lowercase()), like(&wanted.words));
    let values = params![wanted.state.map(State::word), words, after, limit.saturating_add(1), typed];
    let rows = store.rows(sql, values).await?;
    let now = store.now();
    let shown = usize::try_from(limit).unwrap_or(usize::MAX);
    let letters = rows.iter().take(shown).map(|row| arrived(row, now)).collect::<Result<Vec<_>, IntakeError>>()?;
    let next = letters.last().filter(|_| rows.len() > shown).map(|last| match wanted.order {
        Order::Newest | Order::Oldest => last.row.sequence,
        Order::Largest => after.saturating_add(i64::from(limit)),
    });
    Ok(Page { letters, next })
}

/// When the oldest letter that is not decided came in. The access covers `queue` `arrivals`.
///
/// # Errors
///
/// As [`arrivals`].
pub async fn waiting_since(store: &Store, access: &Access) -> Result<Option<Micros>, IntakeError> {
    access.covers("queue", "arrivals")?;
    Ok(store.one(sql::WAITING_SINCE, params![]).await?.get("since_us")?)
}

fn arrived(row: &Row, now: Micros) -> Result<Arrived, IntakeError> {
    Ok(Arrived {
        row: queue_row(row, now)?,
        number: row.get("number")?,
        reports: row.get("report_count")?,
        transactions: row.get("transaction_count")?,
    })
}

/// A pattern that finds the words literally.
fn like(words: &str) -> String {
    let mut pattern = String::from("%");
    for c in words.trim().chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_taken_literally() {
        for (words, pattern) in [("", "%%"), (" R-1 ", "%R-1%"), ("50%_!", "%50!%!_!!%")] {
            assert_eq!(like(words), pattern);
        }
    }
}
