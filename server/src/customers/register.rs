//! The customer register as a file.

use app::customers::texts::RegisterTexts;
use axum::body::Body;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use domain::customer::Delivery;
use domain::user::Viewer;
use futures_util::stream::try_unfold;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{Extensions, StatusCode};
use serde::Deserialize;
use store::Session;
use store::customer::Registered;

use super::excel::Book;

/// What is wanted of the register.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// `full`: personal numbers in full, by right alone, and written down.
    identity: String,
}

/// One value of a line.
pub(super) enum Cell {
    Text(String),
    Number(i64),
}

/// The register, from its beginning.
pub(super) struct Register {
    session: Session,
    pub texts: &'static RegisterTexts,
    full: bool,
    after: i64,
    /// Fetched already, so that a refusal is an answer and not a file that breaks off.
    first: Option<Vec<Registered>>,
}

impl Register {
    async fn open(extensions: &Extensions, wanted: &Wanted) -> Result<Self, Response> {
        let (Some(session), Some(viewer)) =
            (extensions.get::<Session>(), extensions.get::<Viewer>())
        else {
            return Err(StatusCode::UNAUTHORIZED.into_response());
        };
        let mut register = Self {
            session: session.clone(),
            texts: RegisterTexts::in_language(viewer.language),
            full: wanted.identity == "full",
            after: 0,
            first: None,
        };
        match register.fetch().await {
            Ok(first) => {
                register.first = Some(first);
                Ok(register)
            }
            Err(error) => Err(refusal(error)),
        }
    }

    async fn fetch(&mut self) -> Result<Vec<Registered>, store::Error> {
        if let Some(first) = self.first.take() {
            return Ok(first);
        }
        let rows = store::customer::register(&self.session, self.after, self.full).await?;
        if let Some(last) = rows.last() {
            self.after = last.number;
        }
        Ok(rows)
    }

    /// The next lines; none at the end.
    pub(super) async fn next(&mut self) -> Result<Vec<Vec<Cell>>, store::Error> {
        let texts = self.texts;
        let rows = self.fetch().await?;
        Ok(rows.into_iter().map(|row| line(texts, row)).collect())
    }
}

fn attachment(texts: &RegisterTexts, kind: &str, extension: &str, body: Body) -> Response {
    let name = format!("attachment; filename=\"{}.{extension}\"", texts.file);
    let headers = [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, name)];
    (headers, body).into_response()
}

fn refusal(error: store::Error) -> Response {
    crate::documents::status_of(&error.into()).into_response()
}

/// The names of the columns.
pub(super) fn columns(texts: &RegisterTexts) -> [&'static str; 14] {
    [
        texts.number,
        texts.kind,
        texts.name,
        texts.identity,
        texts.street,
        texts.postcode,
        texts.city,
        texts.country,
        texts.invoice_email,
        texts.terms,
        texts.delivery,
        texts.currency,
        texts.language,
        texts.blocked,
    ]
}

fn line(texts: &RegisterTexts, row: Registered) -> Vec<Cell> {
    let word = |yes: bool, then: &'static str, otherwise: &'static str| {
        Cell::Text(if yes { then } else { otherwise }.to_owned())
    };
    let delivery = match row.delivery.parse() {
        Ok(Delivery::Email) => texts.by_email,
        Ok(Delivery::EInvoice) => texts.by_e_invoice,
        _ => texts.by_letter,
    };
    vec![
        Cell::Number(row.number),
        word(row.person, texts.private_customer, texts.company),
        Cell::Text(row.name),
        Cell::Text(row.identity),
        Cell::Text(row.street.replace('\n', ", ")),
        Cell::Text(row.postcode),
        Cell::Text(row.city),
        Cell::Text(row.country),
        Cell::Text(row.invoice_email),
        Cell::Number(i64::from(row.payment_terms_days)),
        Cell::Text(delivery.to_owned()),
        Cell::Text(row.currency),
        Cell::Text(row.language),
        word(row.blocked, texts.yes, texts.no),
    ]
}

/// `GET /customers/export.csv`: sent page by page as it is read.
pub async fn csv(extensions: Extensions, Query(wanted): Query<Wanted>) -> Response {
    let register = match Register::open(&extensions, &wanted).await {
        Ok(register) => register,
        Err(refusal) => return refusal,
    };
    let texts = register.texts;
    let head = super::csv::head(&columns(texts));
    let parts = try_unfold(
        (Some(head), register),
        async |(head, mut register): (Option<String>, Register)| {
            if let Some(head) = head {
                return Ok(Some((head, (None, register))));
            }
            // Breaks the file off where the session ends, or the database is gone.
            let lines = register.next().await.map_err(|error| {
                tracing::warn!(%error, "the customer register was broken off");
                error
            })?;
            if lines.is_empty() {
                return Ok::<_, store::Error>(None);
            }
            let text = lines.iter().map(|line| super::csv::line(line)).collect();
            Ok(Some((text, (None, register))))
        },
    );
    attachment(
        texts,
        "text/csv; charset=utf-8",
        "csv",
        Body::from_stream(parts),
    )
}

/// `GET /customers/export.xlsx`: lines go to a temporary file as they are read; what is held in
/// memory is the finished, packed workbook.
pub async fn excel(extensions: Extensions, Query(wanted): Query<Wanted>) -> Response {
    let mut register = match Register::open(&extensions, &wanted).await {
        Ok(register) => register,
        Err(refusal) => return refusal,
    };
    match whole_book(&mut register).await {
        Ok(bytes) => attachment(
            register.texts,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
            Body::from(bytes),
        ),
        Err(failed) => failed,
    }
}

async fn whole_book(register: &mut Register) -> Result<Vec<u8>, Response> {
    let mut book = Book::new(register.texts.sheet, &columns(register.texts)).map_err(broken)?;
    loop {
        let lines = register.next().await.map_err(refusal)?;
        if lines.is_empty() {
            return book.finish().map_err(broken);
        }
        for line in lines {
            book.write(&line).map_err(broken)?;
        }
    }
}

fn broken(error: rust_xlsxwriter::XlsxError) -> Response {
    tracing::error!(%error, "the workbook of the customer register could not be made");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
