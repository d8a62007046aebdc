//! Payments in order of time: ordinary life and planted patterns mixed, and the truth about each pattern when it is
//! over.

use super::life::{Day, payment};
use super::plot::{Deal, Planted, Plot, What};
use super::world::{Channel, Node, Place, World};
use super::{Kind, LookAlike, Plan};
use crate::civil::DAY_SECONDS;
use crate::draw::{Domain, Draw};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

/// A payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payment {
    /// Place in the order of time, from 1.
    pub number: u64,
    /// Seconds since 1970-01-01.
    pub seconds: i64,
    /// Who pays.
    pub from: Node,
    /// Who is paid.
    pub to: Node,
    /// Hundredths of `currency`.
    pub amount_minor: u64,
    /// ISO 4217.
    pub currency: &'static str,
    /// The same in hundredths of the reference currency, `ZED`, at the rate of the day.
    pub reference_minor: u64,
    /// How.
    pub channel: Channel,
    /// Where it leaves.
    pub from_place: Place,
    /// Where it arrives.
    pub to_place: Place,
    /// Number of the invoice or message behind it; 0 for none.
    pub document: u64,
    /// The planted pattern or look-alike it belongs to: the answer, in no table but the truth.
    pub plant: Option<u64>,
}

impl Payment {
    /// The payment of a deal. Its currency is that of the country abroad, of the sender's when both are abroad.
    pub fn new(number: u64, deal: &Deal, plant: Option<u64>) -> Self {
        let (from_place, to_place) = deal.places;
        let (currency, rate_e6) = if from_place.is_abroad() { from_place } else { to_place }.currency();
        let amount = u128::from(deal.reference_minor) * 1_000_000 / u128::from(rate_e6);
        let amount_minor = u64::try_from(amount).unwrap_or(u64::MAX).max(1);
        let Deal { seconds, from, to, reference_minor, channel, document, .. } = *deal;
        Self {
            number,
            seconds,
            from,
            to,
            amount_minor,
            currency,
            reference_minor,
            channel,
            from_place,
            to_place,
            document,
            plant,
        }
    }
}

/// The truth about a planted pattern or look-alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Truth {
    /// What was planted.
    pub planted: Planted,
    /// The payments of the witness, in order of time.
    pub payments: Vec<Payment>,
}

/// What a flow tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A payment.
    Paid(Payment),
    /// The last payment of a pattern or look-alike has been made.
    Over(Box<Truth>),
}

/// Everything that is planted, in order of its beginning: what, its number, its first second.
pub fn schedule(plan: &Plan) -> Vec<(i64, What, u64)> {
    let world = plan.world();
    let patterns = Kind::ALL.into_iter().map(What::Pattern);
    let planted: Vec<What> = (0..plan.per_pattern).flat_map(|_| patterns.clone()).collect();
    let likes = planted.len() as u64 * plan.noise.look_alikes / 100;
    let likes = LookAlike::ALL.into_iter().map(What::Like).cycle().take(likes as usize);
    let mut all: Vec<(i64, What, u64)> = planted
        .into_iter()
        .chain(likes)
        .zip(0u64..)
        .map(|(what, number)| {
            let room = (world.days - what.days()) * 86_400;
            let at = Draw::new(plan.seed, Domain::Plant, number | 1 << 60).below(room);
            (world.first_day * DAY_SECONDS + at as i64, what, number)
        })
        .collect();
    all.sort_unstable_by_key(|(seconds, _, number)| (*seconds, *number));
    all
}

/// What is planted under a number of the schedule, made again.
pub fn planted(plan: &Plan, world: &World, (seconds, what, number): (i64, What, u64)) -> Planted {
    Plot::play(world, plan.noise, what, number, seconds)
}

#[derive(Debug)]
struct Running {
    planted: Planted,
    next: usize,
    payments: Vec<Payment>,
}

/// The payments of a plan in order of time.
#[derive(Debug)]
pub struct Flow {
    plan: Plan,
    world: World,
    day: Day,
    nth: u64,
    ordinary: Option<Deal>,
    waiting: std::iter::Peekable<std::vec::IntoIter<(i64, What, u64)>>,
    running: HashMap<u64, Running>,
    due: BinaryHeap<Reverse<(i64, u64)>>,
    number: u64,
    over: Option<Box<Truth>>,
}

impl Flow {
    /// The flow of a plan from its first day.
    pub fn new(plan: Plan) -> Self {
        let world = plan.world();
        let mut flow = Self {
            plan,
            world,
            day: Day::new(&world, 0),
            nth: 0,
            ordinary: None,
            waiting: schedule(&plan).into_iter().peekable(),
            running: HashMap::new(),
            due: BinaryHeap::new(),
            number: 0,
            over: None,
        };
        flow.ordinary = flow.next_ordinary();
        flow
    }

    /// Payments alone, without the truth.
    pub fn payments(self) -> impl Iterator<Item = Payment> {
        self.filter_map(|event| match event {
            Event::Paid(payment) => Some(payment),
            Event::Over(_) => None,
        })
    }

    /// The truth alone, without the payments.
    pub fn truths(self) -> impl Iterator<Item = Truth> {
        self.filter_map(|event| match event {
            Event::Paid(_) => None,
            Event::Over(truth) => Some(*truth),
        })
    }

    /// How many payments are kept in memory now, for a test that it stays small.
    pub fn kept(&self) -> usize {
        self.running.values().map(|running| running.planted.deals.len() + running.payments.len()).sum()
    }

    fn next_ordinary(&mut self) -> Option<Deal> {
        while self.nth >= self.day.total() {
            if self.day.day + 1 >= self.world.days {
                return None;
            }
            self.day = Day::new(&self.world, self.day.day + 1);
            self.nth = 0;
        }
        self.nth += 1;
        Some(payment(&self.world, &self.day, self.nth - 1))
    }

    /// Begins what is due before `until`.
    fn begin(&mut self, until: i64) {
        while let Some(entry) = self.waiting.next_if(|(seconds, _, _)| *seconds <= until) {
            let planted = planted(&self.plan, &self.world, entry);
            if let Some(first) = planted.deals.first() {
                self.due.push(Reverse((first.seconds, planted.number)));
                self.running.insert(planted.number, Running { planted, next: 0, payments: Vec::new() });
            }
        }
    }

    fn next_planted(&mut self) -> Option<Payment> {
        let Reverse((_, plant)) = self.due.pop()?;
        let running = self.running.get_mut(&plant)?;
        let deal = running.planted.deals.get(running.next)?;
        self.number += 1;
        let made = Payment::new(self.number, deal, deal.planted.then_some(plant));
        if deal.planted {
            running.payments.push(made);
        }
        running.next += 1;
        match running.planted.deals.get(running.next) {
            Some(next) => self.due.push(Reverse((next.seconds, plant))),
            None => {
                let over = self.running.remove(&plant);
                self.over = over.map(|run| Box::new(Truth { planted: run.planted, payments: run.payments }));
            }
        }
        Some(made)
    }
}

impl Iterator for Flow {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        if let Some(truth) = self.over.take() {
            return Some(Event::Over(truth));
        }
        let ordinary = self.ordinary.map_or(i64::MAX, |deal| deal.seconds);
        self.begin(ordinary);
        let due = self.due.peek().map_or(i64::MAX, |Reverse((seconds, _))| *seconds);
        match self.ordinary {
            Some(deal) if ordinary <= due => {
                self.number += 1;
                self.ordinary = self.next_ordinary();
                Some(Event::Paid(Payment::new(self.number, &deal, None)))
            }
            _ => self.next_planted().map(Event::Paid),
        }
    }
}
