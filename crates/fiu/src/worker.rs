//! The worker: fetches letters, acts on events, signs checkpoints, sweeps. Each of these goes on by itself; a failure
//! is said, waited out with growing patience, and tried again.

use crate::fetch::{Fetcher, Link};
use crate::flow::{Rooms, act};
use crate::hands::Hands;
use crate::house::House;
use anyhow::Result;
use intake::register;
use std::future::Future;
use std::time::Duration;
use store::{Store, StoreError, Work, audit};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Pause when there is nothing to fetch or to do.
const IDLE: Duration = Duration::from_millis(700);
/// Pause while every hand is full; a hand that comes free ends it.
const FULL: Duration = Duration::from_secs(60);
/// Longest pause after failures.
const PATIENCE_MAX: Duration = Duration::from_secs(60);
/// An event is this worker's for so long, and again with each [`RENEW_EVERY`] while it is worked on. So what a worker
/// that was killed had in hand waits no longer than this.
const LEASE_SECONDS: i64 = 60;
const RENEW_EVERY: Duration = Duration::from_secs(20);
/// While the edge is away, answers wait for so long.
const AWAY_SECONDS: i64 = 15;
/// Finished events are kept for so long, for whoever looks into a fault.
const EVENT_SECONDS: i64 = 30 * 86_400;
/// Checkpoints and sweeping.
const CHORES_EVERY: Duration = Duration::from_secs(900);

/// Everything the worker does, until the end is told. Steps under way are finished.
pub(crate) async fn work(house: House, rooms: Rooms, over: watch::Receiver<bool>) -> Result<()> {
    match house.store.free_leases().await? {
        0 => {}
        freed => tracing::info!(freed, "steps that the office before this one had begun are taken up"),
    }
    let fetcher = Fetcher::new(rooms.intake.office().clone(), rooms.link.clone(), house.folder.clone()).await?;
    let mut all = JoinSet::new();
    all.spawn(until(over.clone(), fetching(fetcher)));
    all.spawn(acting(rooms.clone(), over.clone()));
    all.spawn(until(over, chores(house, rooms)));
    while let Some(done) = all.join_next().await {
        if done.is_err() {
            anyhow::bail!("a part of the worker broke off");
        }
    }
    Ok(())
}

/// The link a house is set to.
pub(crate) fn link(house: &House) -> Result<Link> {
    Link::new(&house.settings.edge)
}

async fn until(mut over: watch::Receiver<bool>, work: impl Future<Output = ()>) {
    tokio::select! {
        () = work => {}
        _ = over.wait_for(|over| *over) => {}
    }
}

/// How long to wait after so many failures in a row.
fn patience(failures: u32) -> Duration {
    Duration::from_secs(1_u64 << failures.min(6)).min(PATIENCE_MAX)
}

async fn fetching(mut fetcher: Fetcher) {
    let (mut failures, mut begun) = (0_u32, false);
    loop {
        let round = if begun {
            fetcher.round().await
        } else {
            fetcher.begin().await.map(|()| {
                begun = true;
                1
            })
        };
        match round {
            Ok(letters) => {
                failures = 0;
                if letters == 0 {
                    tokio::time::sleep(IDLE).await;
                }
            }
            Err(error) => {
                tracing::warn!(error = format!("{error:#}"), failures, "fetching failed and is tried again");
                tokio::time::sleep(patience(failures)).await;
                failures = failures.saturating_add(1);
            }
        }
    }
}

async fn acting(rooms: Rooms, over: watch::Receiver<bool>) {
    let store = rooms.intake.store().clone();
    // Machines and containers that share a database may share numbers of processes too.
    let chance = store.world().random::<4>().map_or(0, u32::from_le_bytes);
    let name = format!("worker-{}-{chance:08x}", std::process::id());
    let mut hands = Hands::of_this_machine();
    while !*over.borrow() {
        let works = match hands.free() {
            0 => Ok(Vec::new()),
            free => store.take(&name, free, LEASE_SECONDS).await,
        };
        let pause = match works {
            Ok(works) => {
                works.into_iter().for_each(|work| hands.begin(step(rooms.clone(), store.clone(), work)));
                if hands.free() == 0 { FULL } else { IDLE }
            }
            Err(error) => {
                tracing::error!(%error, "events could not be taken");
                PATIENCE_MAX
            }
        };
        tokio::select! {
            () = until(over.clone(), tokio::time::sleep(pause)) => {}
            () = hands.one_done() => {}
        }
    }
    hands.all_done().await;
}

pub(crate) async fn step(rooms: Rooms, store: Store, work: Work) {
    let done = tokio::select! {
        done = act(&rooms, &work) => done,
        () = keep(&store, &work) => return,
    };
    let Err(not_done) = done else { return };
    let (kind, tries, code) = (work.event.kind(), work.tries, not_done.code);
    tracing::warn!(kind, tries, code, error = format!("{:#}", not_done.error), "a step was not done");
    let given_back =
        if not_done.away { store.put_off(&work, AWAY_SECONDS, code).await } else { store.give_back(&work, code).await };
    if let Err(error) = given_back {
        // The lease ends by itself; the event is then taken again.
        tracing::error!(%error, "an event could not be given back");
    }
}

/// Keeps an event in this worker's hands. Ends when another has it: then the step is the other's.
async fn keep(store: &Store, work: &Work) {
    loop {
        tokio::time::sleep(RENEW_EVERY).await;
        match store.renew(work, LEASE_SECONDS).await {
            Err(StoreError::LeaseLost { .. }) => {
                tracing::warn!(
                    kind = work.event.kind(),
                    tries = work.tries,
                    "a step took too long and is another's now"
                );
                return;
            }
            Err(error) => tracing::warn!(%error, "a lease could not be renewed"),
            Ok(()) => {}
        }
    }
}

async fn chores(house: House, rooms: Rooms) {
    loop {
        match checkpoint(&house).await {
            Ok(_) => {}
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "no checkpoint of the audit log could be signed")
            }
        }
        match register::sweep(&rooms.intake).await {
            Ok(0) => {}
            Ok(swept) => tracing::info!(swept, "rows of reports that never were are taken away"),
            Err(error) => tracing::warn!(code = error.code(), "sweeping failed"),
        }
        if let Err(error) = house.store.forget_finished(EVENT_SECONDS).await {
            tracing::warn!(%error, "finished events could not be forgotten");
        }
        tokio::time::sleep(CHORES_EVERY).await;
    }
}

/// Signs a checkpoint of the audit log and lays it where a witness fetches it.
pub(crate) async fn checkpoint(house: &House) -> Result<String> {
    Ok(audit::checkpoint(&house.store, &house.audit_key, Some(&house.checkpoints()?)).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patience_grows_and_has_an_end() {
        assert_eq!([0, 1, 5, 6, 99].map(|failures| patience(failures).as_secs()), [1, 2, 32, 60, 60]);
    }
}
