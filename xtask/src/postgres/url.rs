//! Connection addresses: the owner's is given or made here, the web role's is derived from it.

use crate::failure::{Result, fail};
use std::path::Path;

/// The role the server connects as; the migrations create it.
const WEB_ROLE: &str = "kundkort_web";

/// The address of `database` for `role` in the cluster whose socket is in `socket`.
pub fn on_socket(role: &str, database: &str, socket: &Path) -> String {
    let folder = encode(socket.as_os_str().as_encoded_bytes());
    format!("postgres://{role}@localhost/{database}?host={folder}")
}

/// The same database for the web role: user and password replaced, the rest kept.
pub fn for_web_role(owner: &str, password: &str) -> Result<String> {
    let Some((scheme, rest)) = owner.split_once("://") else {
        return fail("DATABASE_URL must look like postgres://user:password@host/database");
    };
    if !matches!(scheme, "postgres" | "postgresql") {
        return fail(format!(
            "DATABASE_URL must begin with postgres://, not {scheme}://"
        ));
    }
    let (authority, tail) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let tail = without_credentials(tail);
    Ok(format!(
        "{scheme}://{WEB_ROLE}:{}@{host}{tail}",
        encode(password.as_bytes())
    ))
}

/// `user=` and `password=` in the query would win over what stands before the host.
fn without_credentials(tail: &str) -> String {
    let Some((path, query)) = tail.split_once('?') else {
        return tail.to_owned();
    };
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.starts_with("user=") && !pair.starts_with("password="))
        .collect();
    if kept.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", kept.join("&"))
    }
}

/// Percent-encoding of everything that could mean something in an address.
fn encode(bytes: &[u8]) -> String {
    let mut out = String::new();
    for byte in bytes {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(*byte));
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_web_role_takes_the_owners_place() {
        let cases = [
            (
                "postgres://o:p@db.example:5433/k",
                "postgres://kundkort_web:s@db.example:5433/k",
            ),
            (
                "postgresql://o@[::1]/k?sslmode=require",
                "postgresql://kundkort_web:s@[::1]/k?sslmode=require",
            ),
            ("postgres://h/k", "postgres://kundkort_web:s@h/k"),
            (
                "postgres://o:p%40@h/k?a=1&user=x&password=y",
                "postgres://kundkort_web:s@h/k?a=1",
            ),
            ("postgres://o:p@h?user=x", "postgres://kundkort_web:s@h"),
            (
                "postgres:///k?host=/run",
                "postgres://kundkort_web:s@/k?host=/run",
            ),
            ("postgres://o:p@ss@h/k@1", "postgres://kundkort_web:s@h/k@1"),
        ];
        for (owner, web) in cases {
            assert_eq!(for_web_role(owner, "s").unwrap(), web);
        }
    }

    #[test]
    fn a_password_cannot_break_out() {
        assert_eq!(
            for_web_role("postgres://o@h/k", "a@b:c?d#e").unwrap(),
            "postgres://kundkort_web:a%40b%3Ac%3Fd%23e@h/k"
        );
    }

    #[test]
    fn other_databases_are_refused_in_one_line() {
        for wrong in ["mysql://o@h/k", "db.example", ""] {
            let text = for_web_role(wrong, "s").unwrap_err().to_string();
            assert!(
                text.contains("postgres://") && !text.contains('\n'),
                "{text}"
            );
        }
    }

    #[test]
    fn sockets_with_spaces_and_swedish_letters() {
        assert_eq!(
            on_socket("o", "k", Path::new("/data/Åsa x")),
            "postgres://o@localhost/k?host=/data/%C3%85sa%20x"
        );
    }
}
