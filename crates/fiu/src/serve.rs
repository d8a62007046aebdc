//! The desk and the worker in one process, ending in order.

use crate::flow::Rooms;
use crate::house::House;
use crate::worker;
use anyhow::Result;
use fiu_edge::serve::{all, listen};
use std::future::Future;
use tokio::sync::watch;

/// What is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parts {
    /// Desk and worker.
    Both,
    /// The worker alone.
    Worker,
}

/// Serves until the end is asked for.
pub(crate) async fn serve(house: House, parts: Parts, end: impl Future<Output = ()> + Send + 'static) -> Result<()> {
    let office = house.office()?;
    let rooms = Rooms { intake: house.intake(office)?, link: worker::link(&house)? };
    let desk = match parts {
        Parts::Both => Some((listen(&house.settings.listen).await?, house.desk(&rooms.intake)?)),
        Parts::Worker => None,
    };
    let (ending, over) = watch::channel(false);
    let working = tokio::spawn(worker::work(house.clone(), rooms, over));
    if let Some(desk) = desk {
        tracing::info!(desk = %house.settings.listen, "the desk is open");
        all([desk], end).await?;
    } else {
        end.await;
    }
    ending.send_replace(true);
    working.await??;
    house.store.close().await;
    Ok(())
}
