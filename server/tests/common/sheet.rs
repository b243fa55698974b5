//! Reads the first sheet of a workbook back, with another library than the one that wrote it.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

/// Its cells.
pub fn cells(bytes: Vec<u8>) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let sheet = book
        .worksheet_range_at(0)
        .expect("a sheet")
        .expect("its cells");
    let formulas = book
        .worksheet_formula(&book.sheet_names()[0].clone())
        .expect("its formulas");
    assert!(
        formulas
            .used_cells()
            .all(|(_, _, formula)| formula.is_empty()),
        "formulas in a workbook"
    );
    sheet.rows().map(<[Data]>::to_vec).collect()
}

/// Its cells as text: a tab between them, a line for each row.
pub fn text(bytes: Vec<u8>) -> String {
    let line = |row: Vec<Data>| {
        let cells: Vec<String> = row.iter().map(ToString::to_string).collect();
        cells.join("\t")
    };
    let lines: Vec<String> = cells(bytes).into_iter().map(line).collect();
    lines.join("\n")
}
