//! Bankgiro numbers: seven or eight digits, the last one a check digit (Bankgirot, 10-modul).

use crate::Problem;
use crate::identity::luhn;

/// The digits of a number, however it is grouped; nothing for nothing.
///
/// # Errors
/// [`Problem::Bankgiro`] when it is no such number.
pub fn parse(typed: &str) -> Result<String, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(String::new());
    }
    let digits: String = typed
        .chars()
        .filter(|c| !matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}') && !c.is_whitespace())
        .collect();
    let sound = matches!(digits.len(), 7 | 8)
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && digits.bytes().any(|byte| byte != b'0')
        && luhn(&digits);
    if sound {
        Ok(digits)
    } else {
        Err(Problem::Bankgiro)
    }
}

/// As it is written: `123-4567`, `5050-1055`.
#[must_use]
pub fn formatted(digits: &str) -> String {
    match digits.len().checked_sub(4) {
        Some(at) if digits.is_ascii() && at > 0 => format!("{}-{}", &digits[..at], &digits[at..]),
        _ => digits.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::luhn_digit;
    use proptest::prelude::*;

    #[test]
    fn real_numbers_pass_and_typing_errors_do_not() {
        assert_eq!(parse(" 5050-1055 ").as_deref(), Ok("50501055"));
        assert_eq!(parse("991 23 46").as_deref(), Ok("9912346"));
        assert_eq!(parse(""), Ok(String::new()));
        for wrong in [
            "5050-1056",
            "505-105",
            "5050105512",
            "0000-000",
            "5050-I055",
            "٥٠٥٠١٠٥٥",
        ] {
            assert_eq!(parse(wrong), Err(Problem::Bankgiro), "{wrong}");
        }
        assert_eq!(formatted("9912346"), "991-2346");
        assert_eq!(formatted(""), "");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(body in "[1-9][0-9]{5,6}") {
            let digits = format!("{body}{}", luhn_digit(&body));
            prop_assert_eq!(parse(&formatted(&digits)), Ok(digits));
        }
    }
}
