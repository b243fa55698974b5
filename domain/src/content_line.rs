//! The lines that vCard and iCalendar are made of (RFC 6350 §3.2, RFC 5545 §3.1).

use std::fmt::Write;

/// Longest line, in bytes, without its end.
pub const MAX_LINE: usize = 75;

/// A value as text (RFC 2426 §4, RFC 5545 §3.3.11): nothing in it can end the line or the value.
#[must_use]
pub fn escape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut letters = value.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(letter);
            }
            '\r' if letters.peek() == Some(&'\n') => {}
            // Some readers end a line at these too.
            '\r' | '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                out.push_str("\\n")
            }
            '\t' => out.push(' '),
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

/// Folds: a line that is too long goes on after a line break and a space, and no letter is parted.
pub fn push_line(out: &mut String, name: &str, value: &str) {
    let mut line = String::with_capacity(name.len() + value.len() + 1);
    let _ = write!(line, "{name}:{value}");
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > MAX_LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(letter);
        length += letter.len_utf8();
    }
    out.push_str("\r\n");
}
