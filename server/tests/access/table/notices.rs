//! Notices: for whom they are, and for nobody else.

use serde_json::json;
use uuid::Uuid;

use super::{Row, row};
use crate::class::Class::{Does, DoesAndLed, Led, NotFound, Sees, SignedOut};
use crate::class::{CALL, Classes, FIRM_CALL, HIDDEN_CALL, NO_CALL, PAGE};
use crate::common::Ask;
use crate::world::World;

pub(super) fn notices(world: &World) -> Vec<Row> {
    let led = Led("/notices");
    let sign_in = Led("/sign-in");
    let colleagues = |what: &'static str, classes: Classes| {
        let asked = json!({ "holder": { "contact": world.id(what) } });
        row("POST /api/read_colleagues", classes, move |_| {
            Ask::json("/api/read_colleagues", &asked)
        })
        .about(what)
    };
    let hidden = world.id("note of hidden mention");
    let opened = format!("/notices/{}", world.id("notice"));
    vec![
        row("GET /notices", PAGE, |_| Ask::get("/notices"))
            .shows(&["task of beta contact"], &[".description"]),
        row("POST /api/read_notices", CALL, |_| {
            Ask::json("/api/read_notices", &json!({ "before": null }))
        }),
        row("POST /api/read_waiting", CALL, |_| {
            Ask::json("/api/read_waiting", &json!({}))
        })
        .shows(&["task of beta contact"], &[".description"]),
        row(
            "GET /notices/{id}",
            [
                sign_in,
                NotFound,
                DoesAndLed("/contacts/"),
                NotFound,
                NotFound,
                NotFound,
                sign_in,
            ],
            move |_| Ask::get(&opened),
        ),
        row(
            "GET /notices/{id}",
            [
                sign_in, NotFound, NotFound, NotFound, NotFound, NotFound, sign_in,
            ],
            |_| Ask::get(format!("/notices/{}", Uuid::new_v4())),
        )
        .about("nothing"),
        // Only one of them is not read yet.
        row(
            "POST /api/mark_notices_read",
            [SignedOut, Sees, Does, Sees, Sees, Sees, SignedOut],
            |_| Ask::json("/api/mark_notices_read", &json!({})),
        ),
        row(
            "POST /notices",
            [sign_in, led, led, led, led, led, sign_in],
            |_| Ask::form("/notices", &[]),
        ),
        colleagues("public contact", FIRM_CALL).shows(&["alfa.spare"], &[]),
        colleagues("private contact", HIDDEN_CALL).shows(&["alfa.spare"], &[]),
        row("POST /api/read_colleagues", NO_CALL, |_| {
            let nobody = json!({ "holder": { "contact": Uuid::new_v4() } });
            Ask::json("/api/read_colleagues", &nobody)
        })
        .about("nobody"),
        row("POST /api/read_untold", CALL, move |_| {
            Ask::json("/api/read_untold", &json!({ "note": hidden }))
        }),
    ]
}
