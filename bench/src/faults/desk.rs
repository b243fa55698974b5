//! A connection to a server that may be killed at any time.

use anyhow::{Context, Result, bail};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use crate::http::Client;

/// How long somebody waits for one answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long somebody tries again: PostgreSQL has to read its log first.
const PERSISTENCE: Duration = Duration::from_secs(120);
/// Between two tries.
const PAUSE: Duration = Duration::from_millis(50);

/// Where somebody who is signed in works.
pub struct Desk {
    server: SocketAddr,
    token: String,
    client: Option<Client>,
    /// Answers that did not come.
    pub broken: usize,
}

/// An answer.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body, for a message.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body, as what it is.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_slice(&self.body)
            .with_context(|| format!("{} {}", self.status, String::from_utf8_lossy(&self.body)))
    }
}

impl Desk {
    /// With the session of that token.
    pub fn new(server: SocketAddr, token: String) -> Self {
        Self {
            server,
            token,
            client: None,
            broken: 0,
        }
    }

    /// Asks until there is an answer that is not about the weather.
    pub async fn insist(&mut self, path: &str, body: &Value) -> Result<Answer> {
        let begun = Instant::now();
        loop {
            match self.try_once(path, body).await? {
                Some(answer) if answer.status < 500 => return Ok(answer),
                _ => self.rest(begun).await?,
            }
        }
    }

    /// Asks once; `None` when no answer came.
    pub async fn try_once(&mut self, path: &str, body: &Value) -> Result<Option<Answer>> {
        let body = serde_json::to_vec(body)?;
        let asked = async {
            let mut client = match self.client.take() {
                Some(client) => client,
                None => Client::connect(self.server, &self.token).await?,
            };
            let (status, body) = client.ask(path, &body).await?;
            anyhow::Ok((client, Answer { status, body }))
        };
        match tokio::time::timeout(PATIENCE, asked).await {
            Ok(Ok((client, answer))) => {
                self.client = Some(client);
                Ok(Some(answer))
            }
            _ => {
                self.broken += 1;
                Ok(None)
            }
        }
    }

    /// Waits a moment before the next try; fails when it has been tried for too long.
    pub async fn rest(&self, since: Instant) -> Result<()> {
        if since.elapsed() > PERSISTENCE {
            bail!("no answer for {} s", PERSISTENCE.as_secs());
        }
        tokio::time::sleep(PAUSE).await;
        Ok(())
    }
}
