//! A workbook: text is text in it, so nothing that somebody typed can become a formula.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::register::Cell;

/// Lines that fit one sheet, the head among them.
const SHEET_LINES: u32 = 1_048_576;
/// Widths of the columns, in characters.
const WIDTHS: [u16; 14] = [12, 12, 30, 26, 30, 11, 18, 7, 30, 22, 16, 8, 8, 9];

/// A workbook that is being written. Its lines are in a temporary file without a name.
pub(super) struct Book {
    book: Workbook,
    name: &'static str,
    columns: [&'static str; 14],
    sheets: usize,
    line: u32,
}

impl Book {
    /// A workbook with the head of its first sheet.
    pub(super) fn new(name: &'static str, columns: &[&'static str; 14]) -> Result<Self, XlsxError> {
        let mut book = Self {
            book: Workbook::new(),
            name,
            columns: *columns,
            sheets: 0,
            line: 0,
        };
        book.begin_sheet()?;
        Ok(book)
    }

    fn begin_sheet(&mut self) -> Result<(), XlsxError> {
        self.sheets += 1;
        let name = match self.sheets {
            1 => self.name.to_owned(),
            more => format!("{} {more}", self.name),
        };
        let bold = Format::new().set_bold();
        let sheet = self.book.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        for (column, (title, width)) in (0_u16..).zip(self.columns.iter().zip(WIDTHS)) {
            sheet.set_column_width(column, width)?;
            sheet.write_string_with_format(0, column, *title, &bold)?;
        }
        self.line = 1;
        Ok(())
    }

    /// Writes the next line.
    pub(super) fn write(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        if self.line == SHEET_LINES {
            self.begin_sheet()?;
        }
        let line = self.line;
        let sheet = self.book.worksheet_from_index(self.sheets - 1)?;
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Text(text) => sheet.write_string(line, column, text)?,
                // Customer numbers are far below 2⁵³.
                Cell::Number(number) => sheet.write_number(line, column, *number as f64)?,
            };
        }
        self.line += 1;
        Ok(())
    }

    /// The file.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, XlsxError> {
        self.book.save_to_buffer()
    }
}
