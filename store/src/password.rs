//! From a password to what the database compares. The password goes no further than here.

use std::time::Duration;

use argon2::{Algorithm, Argon2, Params, Version};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use crate::Error;

/// Length of a salt in bytes.
const SALT_BYTES: usize = 16;
/// Length of what is derived, and of tokens, in bytes.
const KEY_BYTES: usize = 32;
/// Longest password that is looked at, in bytes; the rest of a longer one would only cost time.
const MAX_PASSWORD_BYTES: usize = 1_024;

/// What is kept of a password.
pub(crate) struct Verifier {
    pub salt: Vec<u8>,
    pub verifier: Vec<u8>,
}

/// How many derive at once: each takes 19 MiB and a core, and anybody may ask for one.
static TURNS: Semaphore = Semaphore::const_new(2);
/// How long one waits for its turn before the answer is «busy».
const PATIENCE: Duration = Duration::from_secs(3);

/// Derives a key with argon2id: 19 MiB, two passes, one lane (OWASP Password Storage, 2025).
///
/// On a thread of its own, since it computes for tens of milliseconds.
pub(crate) async fn derive(password: String, salt: Vec<u8>) -> Result<Vec<u8>, Error> {
    let turn = tokio::time::timeout(PATIENCE, TURNS.acquire()).await;
    let _turn = turn.map_err(|_| Error::Busy(sqlx::Error::PoolTimedOut))?;
    let work = move || {
        let params = Params::new(19 * 1_024, 2, 1, Some(KEY_BYTES)).ok()?;
        let mut key = vec![0; KEY_BYTES];
        let password = password.as_bytes();
        let password = &password[..password.len().min(MAX_PASSWORD_BYTES)];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(password, &salt, &mut key)
            .ok()?;
        Some(key)
    };
    tokio::task::spawn_blocking(work)
        .await
        .ok()
        .flatten()
        .ok_or(Error::BrokenOff)
}

/// A new salt, and what is kept of the password under it.
pub(crate) async fn verifier(password: &str) -> Result<Verifier, Error> {
    let salt = random(SALT_BYTES)?;
    let key = derive(password.to_owned(), salt.clone()).await?;
    Ok(Verifier {
        salt,
        verifier: Sha256::digest(key).to_vec(),
    })
}

/// A new session token (256 random bits, base64url) and the hash that is kept of it.
pub(crate) fn token() -> Result<(String, Vec<u8>), Error> {
    let token = base64url(&random(KEY_BYTES)?);
    let hash = token_hash(&token);
    Ok((token, hash))
}

/// What is kept of a token.
pub(crate) fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token).to_vec()
}

fn random(bytes: usize) -> Result<Vec<u8>, Error> {
    let mut random = vec![0; bytes];
    getrandom::fill(&mut random)
        .map_err(|error| Error::Setup(format!("the system gives no random bytes: {error}")))?;
    Ok(random)
}

fn base64url(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk
            .iter()
            .fold(0_u32, |word, byte| word << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for place in 0..=chunk.len() {
            let sextet = word >> (18 - 6 * place) & 63;
            text.push(char::from(LETTERS[sextet as usize]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64url_is_that_of_rfc_4648() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg"),
            ("fo", "Zm8"),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64url(bytes.as_bytes()), text);
        }
        assert_eq!(base64url(&[0xfb, 0xff]), "-_8");
    }

    #[test]
    fn tokens_differ_and_are_sound() {
        let (first, hash) = token().unwrap();
        let (second, _) = token().unwrap();
        assert_ne!(first, second);
        assert_eq!((first.len(), hash.len()), (43, 32));
    }
}
