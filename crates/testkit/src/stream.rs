//! Everything that happens, in order of time.
//!
//! Ordinary life is made day by day and place by place. Crimes run in lanes: one after the other in each lane, so that
//! never more of them are open than the country's size says. Two streams of one country are the same, and what a stream
//! keeps does not grow with its length.

use crate::civil::DAY_SECONDS;
use crate::country::Country;
use crate::crimes::{Answer, Crime, CrimeId};
use crate::draw::{Domain, Draw};
use crate::life::{DayPlan, payment};
use crate::tx::Tx;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What a stream tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A transaction happens.
    Happened(Tx),
    /// The last transaction of a crime has happened: here is the answer.
    Over(Answer),
}

#[derive(Debug)]
struct Lane {
    crime: Crime,
    done: Vec<Tx>,
    round: u64,
}

/// The events of a country, in order of time.
#[derive(Debug)]
pub struct Stream {
    country: Country,
    plan: DayPlan,
    place: u64,
    ordinary: Option<(i64, crate::tx::Deed)>,
    lanes: Vec<Lane>,
    due: BinaryHeap<Reverse<(i64, usize)>>,
    number: u64,
    over: Option<Answer>,
}

impl Stream {
    /// The stream of a country from its first day.
    pub fn new(country: Country) -> Self {
        let mut stream = Self {
            country,
            plan: DayPlan::new(&country, 0),
            place: 0,
            ordinary: None,
            lanes: Vec::new(),
            due: BinaryHeap::new(),
            number: 0,
            over: None,
        };
        stream.ordinary = stream.next_ordinary();
        for at in 0..country.size.crimes_at_once {
            let from = country.first_day * DAY_SECONDS
                + Draw::new(country.seed, Domain::Crime, 1 << 62 | at).below(20 * 86_400) as i64;
            stream.lanes.push(Lane { crime: Crime::new(&country, CrimeId(at), from), done: Vec::new(), round: 0 });
            stream.schedule(at as usize);
        }
        stream
    }

    /// Transactions alone, without the answers.
    pub fn transactions(self) -> impl Iterator<Item = Tx> {
        self.filter_map(|event| match event {
            Event::Happened(tx) => Some(tx),
            Event::Over(_) => None,
        })
    }

    /// Answers alone, without the transactions.
    pub fn answers(self) -> impl Iterator<Item = Answer> {
        self.filter_map(|event| match event {
            Event::Happened(_) => None,
            Event::Over(answer) => Some(answer),
        })
    }

    /// How many transactions are kept in memory now, for a test that it stays small.
    pub fn kept(&self) -> usize {
        self.lanes.iter().map(|lane| lane.crime.steps.len() + lane.done.len()).sum()
    }

    fn next_ordinary(&mut self) -> Option<(i64, crate::tx::Deed)> {
        while self.place >= self.plan.total() {
            if self.plan.day + 1 >= self.country.size.days {
                return None;
            }
            self.plan = DayPlan::new(&self.country, self.plan.day + 1);
            self.place = 0;
        }
        let made = payment(&self.country, &self.plan, self.place);
        self.place += 1;
        Some(made)
    }

    /// Puts the next step of a lane among those due. A crime that would not end within the story does not begin.
    fn schedule(&mut self, at: usize) {
        let Some(lane) = self.lanes.get(at) else { return };
        let end = self.country.end_seconds();
        let fits = lane.crime.steps.last().is_some_and(|last| last.seconds < end);
        if let (true, Some(step)) = (fits, lane.crime.steps.get(lane.done.len())) {
            self.due.push(Reverse((step.seconds, at)));
        }
    }

    fn next_step(&mut self) -> Option<Tx> {
        let Reverse((_, at)) = self.due.pop()?;
        let lane = self.lanes.get_mut(at)?;
        let step = lane.crime.steps.get(lane.done.len()).copied()?;
        self.number += 1;
        let tx = Tx { number: self.number, seconds: step.seconds, deed: step.deed, crime: Some(lane.crime.id) };
        lane.done.push(tx);
        if lane.done.len() == lane.crime.steps.len() {
            self.finish(at, step.seconds);
        }
        self.schedule(at);
        Some(tx)
    }

    /// Gives out the answer of a lane's crime and begins the next.
    fn finish(&mut self, at: usize, seconds: i64) {
        let country = self.country;
        let Some(lane) = self.lanes.get_mut(at) else { return };
        lane.round += 1;
        let id = CrimeId(lane.round * country.size.crimes_at_once + at as u64);
        let pause = Draw::new(country.seed, Domain::Crime, 1 << 61 | id.0).between(3600, 10 * 86_400) as i64;
        let next = Crime::new(&country, id, seconds + pause);
        let Crime { id, kind, focus, .. } = std::mem::replace(&mut lane.crime, next);
        self.over = Some(Answer { id, kind, focus, transactions: std::mem::take(&mut lane.done) });
    }
}

impl Iterator for Stream {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        if let Some(answer) = self.over.take() {
            return Some(Event::Over(answer));
        }
        let step_due = self.due.peek().map(|Reverse((seconds, _))| *seconds);
        match (self.ordinary, step_due) {
            (Some((seconds, deed)), due) if due.is_none_or(|due| seconds <= due) => {
                self.number += 1;
                let tx = Tx { number: self.number, seconds, deed, crime: None };
                self.ordinary = self.next_ordinary();
                Some(Event::Happened(tx))
            }
            _ => self.next_step().map(Event::Happened),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::country::Size;
    use crate::crimes::{Kind, STEPS_MAX};
    use std::collections::{HashMap, HashSet};

    #[test]
    fn time_never_goes_back_and_numbers_have_no_gap() {
        let txs: Vec<Tx> = Country::new(7, Size::transactions(5000)).stream().transactions().collect();
        assert!(txs.windows(2).all(|pair| pair[0].seconds <= pair[1].seconds));
        assert!(txs.iter().zip(1..).all(|(tx, number)| tx.number == number));
    }

    #[test]
    fn every_answer_is_in_the_stream_and_every_marked_transaction_in_an_answer_but_the_last_ones() {
        let country = Country::new(7, Size::transactions(50_000));
        let mut marked: HashMap<u64, Tx> = HashMap::new();
        let mut answered = HashSet::new();
        for event in country.stream() {
            match event {
                Event::Happened(tx) if tx.crime.is_some() => drop(marked.insert(tx.number, tx)),
                Event::Happened(_) => {}
                Event::Over(answer) => {
                    assert!(!answer.transactions.is_empty());
                    for tx in &answer.transactions {
                        assert_eq!(marked[&tx.number], *tx);
                        assert_eq!(tx.crime, Some(answer.id));
                        assert!(answered.insert(tx.number), "a transaction belongs to one crime");
                    }
                }
            }
        }
        assert_eq!(marked.len(), answered.len(), "a crime that begins is brought to its end");
    }

    #[test]
    fn all_kinds_are_planted_in_a_country_of_a_million() {
        let country = Country::new(1, Size { crimes_at_once: 40, ..Size::hamlet() });
        let kinds: HashSet<Kind> = country.stream().answers().map(|a| a.kind).collect();
        assert_eq!(kinds.len(), Kind::ALL.len());
    }

    #[test]
    fn what_is_kept_does_not_grow_with_the_story() {
        let most = |days: u64| {
            let country = Country::new(3, Size { days, ordinary: days * 20, crimes_at_once: 5, ..Size::hamlet() });
            let mut stream = country.stream();
            let mut most = 0;
            while stream.next().is_some() {
                most = most.max(stream.kept());
            }
            most
        };
        assert!(most(90) <= 5 * 2 * STEPS_MAX);
        assert!(most(3000) <= 5 * 2 * STEPS_MAX);
    }
}
