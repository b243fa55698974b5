//! CSV as a Swedish Excel reads it: UTF-8 with a byte order mark, semicolons, CRLF, everything quoted.

use super::register::Cell;

/// The line of the column names, and what tells Excel that it is UTF-8.
pub(super) fn head(columns: &[&str]) -> String {
    let mut text = String::from('\u{feff}');
    push(&mut text, columns.iter().copied().map(safe));
    text
}

/// One line.
pub(super) fn line(cells: &[Cell]) -> String {
    let mut text = String::new();
    push(
        &mut text,
        cells.iter().map(|cell| match cell {
            Cell::Text(value) => safe(value),
            Cell::Number(value) => value.to_string(),
        }),
    );
    text
}

fn push(text: &mut String, values: impl Iterator<Item = String>) {
    for (place, value) in values.enumerate() {
        if place > 0 {
            text.push(';');
        }
        text.push('"');
        text.push_str(&value.replace('"', "\"\""));
        text.push('"');
    }
    text.push_str("\r\n");
}

/// A value that a spreadsheet takes for text: what it could take for a formula gets an apostrophe
/// before it (trust.md §1.3, case 14). So does what looks as if it had one, so that [`plain`] gives
/// every value back as it was.
pub(super) fn safe(value: &str) -> String {
    if is_formula(value.trim_start_matches('\'')) {
        format!("'{value}")
    } else {
        value.to_owned()
    }
}

/// The value as it was, for whoever reads such a file.
#[cfg(test)]
fn plain(written: &str) -> &str {
    match written.strip_prefix('\'') {
        Some(value) if is_formula(value.trim_start_matches('\'')) => value,
        _ => written,
    }
}

/// What spreadsheets pass over before they look for a formula is passed over here too.
fn is_formula(value: &str) -> bool {
    let passed_over = |letter: char| {
        letter.is_whitespace()
            || letter.is_control()
            || matches!(
                letter,
                '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}'
            )
    };
    value.starts_with(['\t', '\r', '\n', '\0'])
        || value
            .trim_start_matches(passed_over)
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_become_text() {
        for value in [
            "=1+1",
            "+46701740612",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\0=1",
            " =1",
            "\u{a0}=1",
            "\u{feff}=1",
            "\u{3000}＝1",
            "＋46",
            "－1",
            "＠x",
            "\u{1}\u{2}=1",
            "\n=1",
        ] {
            assert_eq!(safe(value), format!("'{value}"), "{value:?}");
        }
        for value in [
            "Eva Ek",
            "070-174 06 12",
            "Åsa = Bo",
            "",
            "19640823-••••",
            "O'Brien",
            "'n Roll",
        ] {
            assert_eq!(safe(value), value);
        }
    }

    #[test]
    fn a_line_is_quoted_and_ends_as_windows_wants() {
        let cells = [
            Cell::Number(10_001),
            Cell::Text("Åsa \"Bo\" Ek; fd Öberg".to_owned()),
            Cell::Text("=HYPERLINK(1)".to_owned()),
        ];
        assert_eq!(
            line(&cells),
            "\"10001\";\"Åsa \"\"Bo\"\" Ek; fd Öberg\";\"'=HYPERLINK(1)\"\r\n"
        );
        assert!(head(&["Kundnummer"]).starts_with("\u{feff}\"Kundnummer\"\r\n"));
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read_back_as_it_was(value in "['=+@\\-\t\r\n ＝a]{0,6}|\\PC{0,20}") {
            let written = safe(&value);
            prop_assert_eq!(plain(&written), &value);
            prop_assert!(!is_formula(&written));
        }
    }
}
