//! Who is calling: the address and the browser, for rate limits and the list of sessions.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::ConnectInfo;
use http::{Extensions, HeaderMap};

/// The address of the client. Behind a trusted proxy, the last entry of X-Forwarded-For: the one
/// that the proxy itself wrote; earlier ones are the client's own words.
#[must_use]
pub fn address(extensions: &Extensions, headers: &HeaderMap, trust_proxy: bool) -> IpAddr {
    let forwarded = headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.rsplit(',').next())
        .and_then(|value| value.trim().parse().ok());
    let direct = extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map(|info| info.0.ip());
    match (trust_proxy, forwarded, direct) {
        (true, Some(address), _) | (_, _, Some(address)) => address,
        _ => IpAddr::V4(Ipv4Addr::UNSPECIFIED),
    }
}

/// The browser's name of itself, cut to what the database holds.
#[must_use]
pub fn user_agent(headers: &HeaderMap) -> String {
    headers
        .get(http::header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .chars()
        .take(300)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn extensions() -> Extensions {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::from(([10, 0, 0, 1], 5))));
        extensions
    }

    #[test]
    fn a_forwarded_address_counts_only_behind_a_trusted_proxy() {
        let mut headers = HeaderMap::new();
        headers.insert(
            "x-forwarded-for",
            HeaderValue::from_static("6.6.6.6, 203.0.113.9"),
        );
        assert_eq!(
            address(&extensions(), &headers, false).to_string(),
            "10.0.0.1"
        );
        assert_eq!(
            address(&extensions(), &headers, true).to_string(),
            "203.0.113.9"
        );
    }
}
