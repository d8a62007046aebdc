//! A brake on sign-ins: so many attempts from one network in a while, whatever the names. Guesses under one name are
//! counted by the door itself; this is against one stranger who tries many names, and against hashing as a load.

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use store::World;

/// So many attempts at once; after that one every [`REFILL_MILLIS`].
const ATTEMPTS: i64 = 20;
/// One more attempt after so long.
const REFILL_MILLIS: i64 = 3_000;
/// Most networks that are remembered; beyond it those without a mark are forgotten, then all.
const NETWORKS_MAX: usize = 50_000;

/// What is known of the networks from which somebody tried to sign in.
#[derive(Clone, Debug)]
pub struct Guard {
    world: World,
    proxy: Option<IpAddr>,
    /// Network → the moment (microseconds) from which it has all its attempts again.
    full: Arc<Mutex<HashMap<IpAddr, i64>>>,
}

impl Guard {
    /// A guard. `proxy` is the server in front whose `X-Forwarded-For` is believed.
    pub fn new(world: World, proxy: Option<IpAddr>) -> Self {
        Self { world, proxy, full: Arc::default() }
    }

    /// Counts an attempt; whether it may go on.
    pub fn lets(&self, from: IpAddr) -> bool {
        let (now, cost) = (self.world.now().0, REFILL_MILLIS.saturating_mul(1_000));
        // A thread that broke off while counting leaves a count that is still a count.
        let mut full = self.full.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if full.len() >= NETWORKS_MAX {
            full.retain(|_, until| *until > now);
            if full.len() >= NETWORKS_MAX {
                full.clear();
            }
        }
        let until = full.entry(network(from)).or_insert(now);
        let next = (*until).max(now).saturating_add(cost);
        let lets = next.saturating_sub(now) <= ATTEMPTS.saturating_mul(cost);
        if lets {
            *until = next;
        }
        lets
    }

    fn address(&self, request: &Request) -> Option<IpAddr> {
        let ConnectInfo(peer) = request.extensions().get::<ConnectInfo<SocketAddr>>()?;
        let peer = peer.ip().to_canonical();
        let told = request.headers().get_all("x-forwarded-for").iter().next_back();
        let told = told.and_then(|told| told.to_str().ok()?.rsplit(',').next()?.trim().parse::<IpAddr>().ok());
        if self.proxy == Some(peer) { told.or(Some(peer)) } else { Some(peer) }
    }
}

/// An address as one visitor: a whole network of version 6 belongs to one.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(ip) => IpAddr::V4(ip),
        IpAddr::V6(ip) => IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() >> 64 << 64)),
    }
}

/// The layer: posts to the door are counted, everything else passes. It also puts the true address where others look.
pub async fn brake(State(guard): State<Guard>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let door = request.method() == Method::POST && (path.starts_with("/sign-in") || path.starts_with("/welcome/"));
    let Some(address) = guard.address(&request) else { return next.run(request).await };
    request.extensions_mut().insert(ConnectInfo(SocketAddr::new(address, 0)));
    if door && !guard.lets(address) {
        tracing::warn!("sign-ins from one network are braked");
        let wait = HeaderValue::from(REFILL_MILLIS.div_euclid(1_000));
        return (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, wait)], "Too many attempts; wait a little.")
            .into_response();
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::Micros;

    #[test]
    fn one_network_is_braked_and_others_are_not() {
        let (world, clock) = World::fixed(Micros(1_000_000), 1);
        let guard = Guard::new(world, None);
        let [here, there] = ["198.51.100.7", "198.51.100.8"].map(|text| text.parse().unwrap());
        assert_eq!((0..30).filter(|_| guard.lets(here)).count(), 20);
        assert!(guard.lets(there));
        clock.advance_millis(REFILL_MILLIS);
        assert_eq!((0..30).filter(|_| guard.lets(here)).count(), 1);
        clock.advance_millis(REFILL_MILLIS * 100);
        assert_eq!((0..30).filter(|_| guard.lets(here)).count(), 20, "no more is saved up than there was");
        let sixes = (0..30_u16).filter(|n| guard.lets(Ipv6Addr::new(0x2001, 0xdb8, 0, 1, *n, 0, 0, 1).into()));
        assert_eq!(sixes.count(), 20, "one network of version 6 is one visitor");
    }

    #[test]
    fn only_the_server_in_front_is_believed_about_addresses() {
        let ask = |peer: &str, told: &str| {
            let mut request = Request::new(axum::body::Body::empty());
            request.extensions_mut().insert(ConnectInfo::<SocketAddr>(format!("{peer}:9").parse().unwrap()));
            request.headers_mut().insert("x-forwarded-for", told.parse().unwrap());
            request
        };
        let guard = Guard::new(World::system(), Some("127.0.0.1".parse().unwrap()));
        let from = |peer: &str, told: &str| guard.address(&ask(peer, told)).unwrap().to_string();
        assert_eq!(from("127.0.0.1", "203.0.113.9, 198.51.100.7"), "198.51.100.7", "the last one is the one it saw");
        assert_eq!(from("198.51.100.9", "203.0.113.9"), "198.51.100.9");
        assert_eq!(from("127.0.0.1", "no address"), "127.0.0.1");
    }
}
