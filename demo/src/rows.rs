//! Rows in COPY's text format, straight into one buffer per table.

use std::fmt::Write;

use domain::date::Date;
use uuid::Uuid;

use crate::calendar;

/// Rows of one table that wait to be sent.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub text: String,
    pub count: u64,
    within: bool,
}

impl Rows {
    fn next_field(&mut self) -> &mut String {
        if self.within {
            self.text.push('\t');
        }
        self.within = true;
        &mut self.text
    }

    pub(crate) fn text(&mut self, value: &str) -> &mut Self {
        let out = self.next_field();
        for letter in value.chars() {
            match letter {
                '\\' => out.push_str("\\\\"),
                '\t' => out.push_str("\\t"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                _ => out.push(letter),
            }
        }
        self
    }

    pub(crate) fn uuid(&mut self, value: Uuid) -> &mut Self {
        let mut buffer = Uuid::encode_buffer();
        let text = value.hyphenated().encode_lower(&mut buffer);
        self.next_field().push_str(text);
        self
    }

    pub(crate) fn uuid_or_null(&mut self, value: Option<Uuid>) -> &mut Self {
        match value {
            Some(value) => self.uuid(value),
            None => self.null(),
        }
    }

    pub(crate) fn number(&mut self, value: impl Into<i64>) -> &mut Self {
        let number = value.into();
        // Writing to a String cannot fail.
        let _ = write!(self.next_field(), "{number}");
        self
    }

    pub(crate) fn flag(&mut self, value: bool) -> &mut Self {
        self.next_field().push(if value { 't' } else { 'f' });
        self
    }

    pub(crate) fn date(&mut self, value: Option<Date>) -> &mut Self {
        match value {
            Some(date) => {
                let _ = write!(self.next_field(), "{date}");
                self
            }
            None => self.null(),
        }
    }

    pub(crate) fn time(&mut self, moment: i64) -> &mut Self {
        calendar::push_timestamp(moment, self.next_field());
        self
    }

    pub(crate) fn null(&mut self) -> &mut Self {
        self.next_field().push_str("\\N");
        self
    }

    /// Ends the row.
    pub(crate) fn end(&mut self) {
        self.text.push('\n');
        self.within = false;
        self.count += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_copy_would_read_otherwise() {
        let mut rows = Rows::default();
        rows.text("a\tb\\N\nc\r")
            .null()
            .number(7)
            .flag(true)
            .date(None)
            .end();
        rows.text("").uuid(Uuid::nil()).end();
        assert_eq!(
            rows.text,
            "a\\tb\\\\N\\nc\\r\t\\N\t7\tt\t\\N\n\t00000000-0000-0000-0000-000000000000\n"
        );
        assert_eq!(rows.count, 2);
    }
}
