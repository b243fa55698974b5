//! What names a row that is being added, so that a resend adds it once.

/// A new idempotency key. On the server it is never asked for: places open in browsers.
#[must_use]
pub fn new_key() -> String {
    #[cfg(feature = "ssr")]
    return uuid::Uuid::now_v7().to_string();
    #[cfg(not(feature = "ssr"))]
    {
        let mut bytes = [0_u8; 16];
        let made = leptos::prelude::window()
            .crypto()
            .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
        // Without randomness there is no key, and the server says so instead of saving twice.
        made.map(|_| {
            uuid::Builder::from_random_bytes(bytes)
                .into_uuid()
                .to_string()
        })
        .unwrap_or_default()
    }
}
