//! The same country as flat tables: transactions for graph work, and the answers beside them.
//!
//! Comma-separated, one header line, no quoting needed: every field is a number, a code or an account. Ends that are no
//! account are `cash:P17` (a person), `cash:C3` (a company) or a wallet address.

use crate::accounts::{Holder, push_wallet};
use crate::civil::{push_digits, push_moment};
use crate::country::Country;
use crate::crimes::Answer;
use crate::stream::Event;
use crate::tx::{Channel, End, Tx};
use std::io::{self, Write};

/// Header of the table of transactions.
pub const TRANSACTIONS_HEADER: &str = "number,time,from,from_owner,to,to_owner,amount_minor,channel,purpose,crime\n";

/// Header of the table of answers.
pub const ANSWERS_HEADER: &str = "crime,seed,kind,definition,begins,ends,focus,accounts,transactions\n";

/// Name of a channel in the tables.
const fn channel_name(channel: Channel) -> &'static str {
    match channel {
        Channel::Counter => "counter",
        Channel::Machine => "atm",
        Channel::Online => "online",
        Channel::Mobile => "mobile",
        Channel::Card => "card",
        Channel::Wire => "wire",
        Channel::Agent => "agent",
        Channel::Virtual => "virtual",
        Channel::Casino => "casino",
        Channel::Dealer => "dealer",
        Channel::Notary => "notary",
    }
}

fn push_holder(out: &mut Vec<u8>, holder: Holder) {
    let (letter, index) = match holder {
        Holder::Person(index) => (b'P', index),
        Holder::Company(index) => (b'C', index),
    };
    out.push(letter);
    push_digits(out, index, 1);
}

/// Writes an end as the tables name it.
pub fn push_end(out: &mut Vec<u8>, country: &Country, end: End) {
    match end {
        End::Account(id) => {
            let account = country.account(id);
            if account.bank.is_some() { account.push_iban(out) } else { account.push_number(out) }
        }
        End::Holder(holder) => {
            out.extend_from_slice(b"cash:");
            push_holder(out, holder);
        }
        End::Wallet(wallet) => push_wallet(out, country.seed, wallet),
    }
}

/// Writes one transaction as a line.
pub fn push_transaction(out: &mut Vec<u8>, country: &Country, tx: &Tx) {
    push_digits(out, tx.number, 1);
    out.push(b',');
    push_moment(out, tx.seconds);
    for end in [tx.deed.from, tx.deed.to] {
        out.push(b',');
        push_end(out, country, end);
        out.push(b',');
        if let Some(holder) = end.holder() {
            push_holder(out, holder);
        }
    }
    out.push(b',');
    push_digits(out, tx.deed.amount_minor, 1);
    for word in [channel_name(tx.deed.channel), tx.deed.purpose.name()] {
        out.push(b',');
        out.extend_from_slice(word.as_bytes());
    }
    out.push(b',');
    if let Some(crime) = tx.crime {
        push_digits(out, crime.0, 1);
    }
    out.push(b'\n');
}

/// Writes one answer as a line; accounts and transactions are separated by blanks.
pub fn push_answer(out: &mut Vec<u8>, country: &Country, answer: &Answer) {
    push_digits(out, answer.id.0, 1);
    out.push(b',');
    push_digits(out, country.seed, 1);
    for word in [answer.kind.name(), answer.kind.code()] {
        out.push(b',');
        out.extend_from_slice(word.as_bytes());
    }
    for tx in [answer.transactions.first(), answer.transactions.last()] {
        out.push(b',');
        push_moment(out, tx.map_or(0, |tx| tx.seconds));
    }
    out.push(b',');
    push_end(out, country, answer.focus);
    out.push(b',');
    for (at, end) in answer.ends().into_iter().enumerate() {
        if at > 0 {
            out.push(b' ');
        }
        push_end(out, country, end);
    }
    out.push(b',');
    for (at, tx) in answer.transactions.iter().enumerate() {
        if at > 0 {
            out.push(b' ');
        }
        push_digits(out, tx.number, 1);
    }
    out.push(b'\n');
}

/// Writes all transactions of a country and all answers. Returns how many of each were written.
///
/// # Errors
/// When one of the two cannot be written to.
pub fn write(country: &Country, transactions: &mut impl Write, answers: &mut impl Write) -> io::Result<(u64, u64)> {
    transactions.write_all(TRANSACTIONS_HEADER.as_bytes())?;
    answers.write_all(ANSWERS_HEADER.as_bytes())?;
    let (mut happened, mut over) = (0, 0);
    let mut line = Vec::with_capacity(4096);
    for event in country.stream() {
        line.clear();
        match event {
            Event::Happened(tx) => {
                happened += 1;
                push_transaction(&mut line, country, &tx);
                transactions.write_all(&line)?;
            }
            Event::Over(answer) => {
                over += 1;
                push_answer(&mut line, country, &answer);
                answers.write_all(&line)?;
            }
        }
    }
    Ok((happened, over))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::country::Size;

    #[test]
    fn tables_have_the_columns_they_promise_and_answers_name_lines_of_the_other() {
        let country = Country::new(4, Size { crimes_at_once: 6, ..Size::hamlet() });
        let (mut transactions, mut answers) = (Vec::new(), Vec::new());
        let (happened, over) = write(&country, &mut transactions, &mut answers).unwrap();
        let lines: Vec<Vec<String>> = read(&transactions, TRANSACTIONS_HEADER);
        let told: Vec<Vec<String>> = read(&answers, ANSWERS_HEADER);
        assert_eq!((lines.len() as u64, told.len() as u64), (happened, over));
        assert!(over > 5);
        for answer in &told {
            for number in answer[8].split(' ') {
                let line = &lines[number.parse::<usize>().unwrap() - 1];
                assert_eq!((line[0].as_str(), &line[9]), (number, &answer[0]));
                assert!(answer[7].contains(&line[2]) && answer[7].contains(&line[4]));
            }
        }
    }

    fn read(table: &[u8], header: &str) -> Vec<Vec<String>> {
        let text = std::str::from_utf8(table).unwrap();
        let columns = header.trim().split(',').count();
        let rows: Vec<Vec<String>> =
            text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect();
        assert!(rows.iter().all(|row| row.len() == columns));
        rows
    }
}
