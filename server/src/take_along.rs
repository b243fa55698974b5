//! A contact to take along: as a vCard, and as a QR code that a phone reads.
//!
//! Both show what the reader may see of the contact now, nothing more; and neither is ever run by a
//! browser as anything but what it is.

use axum::Extension;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::ContactId;
use domain::contact::ContactCard;
use domain::vcard::{Extent, file_name, vcard};
use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use qrcode::{Color, EcLevel, QrCode};
use store::Session;

use crate::guard::Unavailable;

/// Longest text in a code: more of it makes squares that a telephone does not tell apart.
const MOST_BYTES: usize = 700;
/// White squares round the code, without which it is not found (ISO/IEC 18004).
const MARGIN: usize = 4;

/// `GET /contacts/{id}/card.vcf`.
pub async fn card(path: Path<String>, session: Extension<Session>) -> Response {
    let card = match read(path, session).await {
        Ok(card) => card,
        Err(refusal) => return refusal,
    };
    let headers = [
        (CONTENT_TYPE, "text/vcard; charset=utf-8".to_owned()),
        // Letters, digits and hyphens.
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", file_name(&card)),
        ),
        (CONTENT_SECURITY_POLICY, NOTHING.to_owned()),
    ];
    (headers, vcard(&card, Extent::WHOLE)).into_response()
}

/// `GET /contacts/{id}/qr.svg`.
pub async fn qr(path: Path<String>, session: Extension<Session>) -> Response {
    let card = match read(path, session).await {
        Ok(card) => card,
        Err(refusal) => return refusal,
    };
    let Some(svg) = svg(&card) else {
        return StatusCode::UNPROCESSABLE_ENTITY.into_response();
    };
    let headers = [
        (CONTENT_TYPE, "image/svg+xml"),
        (CONTENT_SECURITY_POLICY, NOTHING),
    ];
    (headers, svg).into_response()
}

/// Opened by itself, it loads and runs nothing.
const NOTHING: &str = "default-src 'none'; sandbox";

/// The card, or what to answer instead.
async fn read(
    Path(id): Path<String>,
    Extension(session): Extension<Session>,
) -> Result<ContactCard, Response> {
    let Ok(id) = id.parse::<ContactId>() else {
        return Err(StatusCode::NOT_FOUND.into_response());
    };
    store::contact::card(&session, id)
        .await
        .map_err(|error| match error {
            store::Error::NotFound => StatusCode::NOT_FOUND.into_response(),
            store::Error::NoSession => StatusCode::UNAUTHORIZED.into_response(),
            error => {
                tracing::error!(%error, "take along");
                Unavailable.into_response()
            }
        })
}

/// As much of the contact as a code has room for, drawn as one path. `None` for a name that is
/// longer than any code.
fn svg(card: &ContactCard) -> Option<String> {
    let text = Extent::SHRINKING
        .into_iter()
        .map(|extent| vcard(card, extent))
        .find(|text| text.len() <= MOST_BYTES)
        .unwrap_or_else(|| vcard(card, Extent::SHRINKING[3]));
    let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
    let (width, colors) = (code.width(), code.to_colors());
    let side = width + 2 * MARGIN;
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let dark = row[x..]
                .iter()
                .take_while(|color| **color == Color::Dark)
                .count();
            if dark > 0 {
                path.push_str(&format!("M{} {}h{dark}v1h-{dark}z", x + MARGIN, y + MARGIN));
            }
            x += dark.max(1);
        }
    }
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\"{path}\"/></svg>"
    ))
}
