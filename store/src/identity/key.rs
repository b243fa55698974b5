//! What personal numbers are kept with: docs/adr/0007-personal-identity-numbers.md.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::{hkdf, hmac};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::identity::PersonalNumber;
use domain::{CustomerId, TenantId};

use crate::Error;

/// The environment variable with the secret: 32 random bytes in base64.
pub const VARIABLE: &str = "KUNDKORT_IDENTITY_KEY";

/// How a sealed number begins: this way of sealing.
const VERSION: u8 = 1;
/// Length of the secret and of each key that is made of it.
const KEY_BYTES: usize = 32;

/// The keys that are made of the secret: one to seal with, one to find by. Neither can be had from
/// the other, nor from anything in the database.
pub struct IdentityKey {
    seal: RandomizedNonceKey,
    find: hmac::Key,
}

/// Not derived: it is a secret.
impl std::fmt::Debug for IdentityKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IdentityKey")
    }
}

impl IdentityKey {
    /// Reads the secret as it stands in the environment.
    ///
    /// # Errors
    /// [`Error::Setup`] when it is not 32 bytes in base64; says how to make one, and not what it was.
    pub fn read(text: &str) -> Result<Self, Error> {
        let secret = STANDARD
            .decode(text.trim())
            .ok()
            .filter(|secret| secret.len() == KEY_BYTES)
            .ok_or_else(|| {
                Error::Setup(format!(
                    "{VARIABLE} is not 32 bytes in base64; `openssl rand -base64 32` makes such a key"
                ))
            })?;
        Self::of(&secret).ok_or(Error::BrokenOff)
    }

    fn of(secret: &[u8]) -> Option<Self> {
        let seal = RandomizedNonceKey::new(&AES_256_GCM, &derived(secret, b"seal")?).ok()?;
        let find = hmac::Key::new(hmac::HMAC_SHA256, &derived(secret, b"find")?);
        Some(Self { seal, find })
    }

    /// The number, readable only with the key and only as this customer's: version, nonce, text, tag.
    pub(crate) fn seal(
        &self,
        whose: (TenantId, CustomerId),
        number: &PersonalNumber,
    ) -> Option<Vec<u8>> {
        let mut text = number.digits().as_bytes().to_vec();
        let nonce = self
            .seal
            .seal_in_place_append_tag(Aad::from(bound_to(whose)), &mut text)
            .ok()?;
        Some([&[VERSION][..], nonce.as_ref(), &text].concat())
    }

    /// The twelve digits; nothing with another key, or when it is another customer's.
    pub(crate) fn open(&self, whose: (TenantId, CustomerId), sealed: &[u8]) -> Option<String> {
        let (nonce, text) = sealed
            .strip_prefix(&[VERSION])?
            .split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut text = text.to_vec();
        let digits = self
            .seal
            .open_in_place(nonce, Aad::from(bound_to(whose)), &mut text)
            .ok()?;
        String::from_utf8(digits.to_vec()).ok()
    }

    /// What a number is found by; another one in each firm.
    pub(crate) fn hash(&self, tenant: TenantId, number: &PersonalNumber) -> Vec<u8> {
        let text = format!("{}|{}", tenant.0, number.digits());
        hmac::sign(&self.find, text.as_bytes()).as_ref().to_vec()
    }
}

/// So that a sealed number that is moved to another row cannot be opened there.
fn bound_to((tenant, customer): (TenantId, CustomerId)) -> Vec<u8> {
    format!("kundkort.identity|{}|{customer}", tenant.0).into_bytes()
}

fn derived(secret: &[u8], purpose: &[u8]) -> Option<[u8; KEY_BYTES]> {
    let mut key = [0; KEY_BYTES];
    hkdf::Salt::new(hkdf::HKDF_SHA256, b"kundkort.identity")
        .extract(secret)
        .expand(&[purpose], hkdf::HKDF_SHA256)
        .ok()?
        .fill(&mut key)
        .ok()?;
    Some(key)
}

#[cfg(test)]
mod tests {
    use domain::date::Date;
    use uuid::Uuid;

    use super::*;

    fn number() -> PersonalNumber {
        PersonalNumber::parse("19640823-3234", Date::new(2026, 11, 24).unwrap()).unwrap()
    }

    fn key(byte: u8) -> IdentityKey {
        IdentityKey::read(&STANDARD.encode([byte; KEY_BYTES])).unwrap()
    }

    const ME: (TenantId, CustomerId) = (TenantId(1), CustomerId(Uuid::nil()));

    #[test]
    fn what_is_sealed_opens_with_its_key_as_its_customers_and_in_no_other_way() {
        let sealed = key(1).seal(ME, &number()).unwrap();
        assert_eq!(key(1).open(ME, &sealed).as_deref(), Some("196408233234"));
        assert_eq!(key(2).open(ME, &sealed), None);
        assert_eq!(key(1).open((TenantId(2), ME.1), &sealed), None);
        let other = CustomerId(Uuid::from_u128(1));
        assert_eq!(key(1).open((ME.0, other), &sealed), None);
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(key(1).open(ME, &changed), None, "byte {at}");
            assert_eq!(key(1).open(ME, &sealed[..at]), None, "cut at {at}");
        }
    }

    #[test]
    fn two_of_the_same_look_different_sealed_and_have_one_hash() {
        let once = key(1).seal(ME, &number()).unwrap();
        assert_ne!(once, key(1).seal(ME, &number()).unwrap());
        assert_eq!(once.len(), 1 + NONCE_LEN + 12 + 16);
        let hash = key(1).hash(ME.0, &number());
        assert_eq!(hash, key(1).hash(ME.0, &number()));
        assert_ne!(hash, key(2).hash(ME.0, &number()));
        assert_ne!(hash, key(1).hash(TenantId(2), &number()));
    }

    #[test]
    fn a_key_that_is_none_is_refused_in_one_line_that_does_not_repeat_it() {
        for text in ["", "c2VjcmV0", "not base64 at all!", &"a".repeat(44)] {
            let error = IdentityKey::read(text).unwrap_err().to_string();
            assert!(
                error.contains(VARIABLE) && error.contains("openssl"),
                "{error}"
            );
            assert!(text.is_empty() || !error.contains(text));
        }
        assert_eq!(format!("{:?}", key(7)), "IdentityKey");
    }
}
