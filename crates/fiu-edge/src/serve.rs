//! Listening, and ending in order.

use crate::guard::{Guard, brake};
use crate::house::House;
use crate::office;
use anyhow::{Context as _, Result};
use axum::Router;
use axum::middleware::from_fn_with_state;
use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// How long requests under way may take after the end was asked for.
const GRACE: Duration = Duration::from_secs(20);
/// Files without a row, and rows that nobody needs any more, are looked for this often.
const SWEEP_EVERY: Duration = Duration::from_secs(3_600);

/// Serves the portal and the link until the end is asked for.
///
/// # Errors
///
/// If an address cannot be listened on, or a listener fails.
pub async fn serve(house: House, end: impl Future<Output = ()> + Send + 'static) -> Result<()> {
    let proxy = house.settings.proxy.as_deref().map(str::parse).transpose();
    let proxy = proxy.context("reading the address of the server in front (`proxy`)")?;
    let guard = Guard::new(house.world.clone(), proxy);
    let portal = portal::router(house.portal()?).layer(from_fn_with_state(guard, brake));
    let faces = [
        (listen(&house.settings.listen).await?, portal),
        (listen(&house.settings.link).await?, office::router(house.edge.clone())),
    ];
    tracing::info!(portal = %house.settings.listen, link = %house.settings.link, "the edge is open");
    let sweeper = tokio::spawn(sweep(house.edge.clone()));
    let served = all(faces, end).await;
    sweeper.abort();
    house.store.close().await;
    tracing::info!("the edge is closed");
    served
}

async fn sweep(edge: post::edge::Edge) {
    loop {
        match post::edge::receive::sweep(&edge).await {
            Ok(0) => {}
            Ok(swept) => tracing::info!(swept, "files that no letter names were taken away"),
            Err(error) => tracing::warn!(code = error.code(), "files without a letter could not be looked for"),
        }
        match post::edge::tidy::tidy(&edge).await {
            Ok(done) => tracing::debug!(?done, "the tables are tidy"),
            Err(error) => tracing::warn!(code = error.code(), "the tables could not be tidied"),
        }
        tokio::time::sleep(SWEEP_EVERY).await;
    }
}

/// Listens on an address such as `127.0.0.1:8201`.
///
/// # Errors
///
/// If it is none, or is taken.
pub async fn listen(address: &str) -> Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("listening on {address}"))
}

/// Serves several faces until the end is asked for; requests under way have a while to finish.
///
/// # Errors
///
/// If a listener fails.
pub async fn all<const N: usize>(
    faces: [(TcpListener, Router); N],
    end: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let (ending, _) = watch::channel(false);
    let mut serving = Vec::new();
    for (listener, router) in faces {
        let mut over = ending.subscribe();
        let told = async move { drop(over.wait_for(|over| *over).await) };
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let face = axum::serve(listener, service).with_graceful_shutdown(told);
        serving.push(tokio::spawn(face.into_future()));
    }
    end.await;
    ending.send_replace(true);
    for face in serving {
        match tokio::time::timeout(GRACE, face).await {
            Ok(Ok(served)) => served.context("serving")?,
            Ok(Err(_)) => anyhow::bail!("a listener broke off"),
            Err(_) => tracing::warn!("requests under way took too long and were cut off"),
        }
    }
    Ok(())
}

/// Ends when the process is asked to end, by the keyboard or by the system.
pub async fn asked_to_end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut term) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = term.recv() => {}
            }
            return;
        }
    }
    let _asked = tokio::signal::ctrl_c().await;
}
