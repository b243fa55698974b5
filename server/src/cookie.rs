//! Cookies: the session's, and the language of those who are not signed in.

use http::header::COOKIE;
use http::{HeaderMap, HeaderValue};

/// Days that «Håll mig inloggad» lasts; the database has the same number.
const REMEMBER_DAYS: u32 = 30;

/// Name of the session's cookie. `__Host-` binds it to this host, path `/` and TLS (RFC 6265bis §4.1.3.2).
#[must_use]
pub fn session_name(secure: bool) -> &'static str {
    if secure {
        "__Host-kundkort"
    } else {
        "kundkort"
    }
}

/// Name of the language cookie.
pub const LANGUAGE: &str = "kundkort-language";

/// The value of a cookie.
#[must_use]
pub fn get<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

/// A session cookie; it ends with the browser unless the user asked to be remembered.
#[must_use]
pub fn session(secure: bool, token: &str, remember: bool) -> Option<HeaderValue> {
    let age = if remember {
        format!("; Max-Age={}", REMEMBER_DAYS * 86_400)
    } else {
        String::new()
    };
    header(
        secure,
        session_name(secure),
        token,
        &format!("; HttpOnly{age}"),
    )
}

/// Takes the session cookie away.
#[must_use]
pub fn end_session(secure: bool) -> Option<HeaderValue> {
    header(secure, session_name(secure), "", "; HttpOnly; Max-Age=0")
}

/// Remembers a language for a year.
#[must_use]
pub fn language(secure: bool, language: &str) -> Option<HeaderValue> {
    header(secure, LANGUAGE, language, "; Max-Age=31536000")
}

fn header(secure: bool, name: &str, value: &str, rest: &str) -> Option<HeaderValue> {
    let secure = if secure { "; Secure" } else { "" };
    HeaderValue::from_str(&format!(
        "{name}={value}; Path=/; SameSite=Lax{secure}{rest}"
    ))
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_one_cookie_among_several() {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_static("a=1; kundkort=abc; b=2"));
        assert_eq!(get(&headers, "kundkort"), Some("abc"));
        assert_eq!(get(&headers, "kund"), None);
    }

    #[test]
    fn a_secure_session_is_bound_to_the_host() {
        let value = session(true, "t", false).unwrap();
        let text = value.to_str().unwrap();
        assert!(text.starts_with("__Host-kundkort=t; Path=/; SameSite=Lax; Secure"));
        assert!(!text.contains("Domain"));
        assert!(!text.contains("Max-Age"));
    }
}
