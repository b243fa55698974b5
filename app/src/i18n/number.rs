//! Numbers, grouped by thousands.

use domain::user::Language;

use super::language;

/// `1 284` in Swedish (no-break space), `1,284` in English.
#[must_use]
pub fn number(value: impl Into<i64>) -> String {
    group(value.into(), language())
}

fn group(value: i64, language: Language) -> String {
    let separator = match language {
        Language::Sv => '\u{a0}',
        Language::En => ',',
    };
    let digits = value.unsigned_abs().to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        grouped.push('\u{2212}');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(group(1_000_284, Language::Sv), "1\u{a0}000\u{a0}284");
        assert_eq!(group(284, Language::En), "284");
        assert_eq!(group(-1_000, Language::En), "\u{2212}1,000");
    }
}
