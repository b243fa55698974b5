//! Changing cards, the trash, and undoing. Each asker that may has a contact of its own to change.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Row, row};
use crate::canary::Who;
use crate::class::Class::{Does, DoesAndLed, Led, NotFound, Refused, SignedOut};
use crate::class::{Classes, NO_CALL};
use crate::common::Ask;
use crate::world::{Spare, World};

/// Something of the firm is changed.
const FIRM_WRITE: Classes = [SignedOut, Does, Does, Does, Refused, NotFound, SignedOut];
/// Something hidden is changed.
const HIDDEN_WRITE: Classes = [
    SignedOut, Does, NotFound, Does, NotFound, NotFound, SignedOut,
];
/// The same where a key is claimed first: a reader is refused before it is looked at.
const HIDDEN_ADD: Classes = [
    SignedOut, Does, NotFound, Does, Refused, NotFound, SignedOut,
];
/// What only an administrator does.
const FOR_GOOD: Classes = [
    SignedOut, Refused, Refused, Does, Refused, NotFound, SignedOut,
];

/// Only an administrator is told that there is nothing to delete.
const NO_TRASH: Classes = [
    SignedOut, Refused, Refused, NotFound, Refused, NotFound, SignedOut,
];

/// What lies in the trash is not there; the reader's own does not lie there.
const NO_CALL_BUT_REFUSED: Classes = [
    SignedOut, NotFound, NotFound, NotFound, Refused, NotFound, SignedOut,
];

pub(super) fn edits(world: &World) -> Vec<Row> {
    let mut rows = Vec::new();
    for (name, write, add, of_trash) in [
        ("edit", FIRM_WRITE, FIRM_WRITE, NO_CALL_BUT_REFUSED),
        ("hidden edit", HIDDEN_WRITE, HIDDEN_ADD, NO_CALL),
    ] {
        let mut call =
            |path: &'static str, about: &str, classes, arguments: fn(&Spare, Who) -> Value| {
                let spare = world.spares(name);
                rows.push(call(
                    path,
                    format!("{name}: {about}"),
                    classes,
                    move |who| arguments(&spare(who), who),
                ));
            };
        call("POST /api/save_edit", "a field", write, edit);
        call("POST /api/add_point", "a point", add, |spare, who| {
            let draft = json!({ "label": "", "value": format!("{who:?}@reserv.example") });
            json!({ "holder": { "contact": spare.contact }, "kind": "email", "draft": draft, "key": Uuid::new_v4() })
        });
        call("POST /api/add_link_point", "a point", add, |spare, who| {
            let draft = json!({ "label": "", "value": format!("{who:?}@arbete.example") });
            json!({ "link": spare.link, "kind": "email", "draft": draft, "key": Uuid::new_v4() })
        });
        call("POST /api/add_address", "an address", add, |spare, _| {
            let draft = json!({ "street": "Tallstigen 9" });
            json!({ "holder": { "contact": spare.contact }, "draft": draft, "key": Uuid::new_v4() })
        });
        call(
            "POST /api/move_row",
            "a point",
            write,
            |spare, _| json!({ "target": { "point": spare.other_point }, "to": 0 }),
        );
        call(
            "POST /api/remove_row",
            "a point",
            write,
            |spare, _| json!({ "target": { "point": spare.point } }),
        );
        call(
            "POST /api/delete_for_good",
            "not in the trash",
            NO_TRASH,
            holder,
        );
        call("POST /api/trash", "a contact", write, holder);
        call("POST /api/save_edit", "in the trash", of_trash, edit);
        call("POST /api/restore", "a contact", write, holder);
        call("POST /api/trash", "again", write, holder);
        call(
            "POST /api/delete_for_good",
            "in the trash",
            FOR_GOOD,
            holder,
        );
    }
    rows.extend(categories(world));
    rows.push(call(
        "POST /api/save_edit",
        "nothing".to_owned(),
        NO_CALL,
        |who| edit_of(Uuid::new_v4(), who),
    ));
    rows
}

fn categories(world: &World) -> Vec<Row> {
    let category = world.id("alfa category");
    let mut rows = Vec::new();
    for (name, write) in [("undo", FIRM_WRITE), ("hidden undo", HIDDEN_WRITE)] {
        for (about, on) in [("on", true), ("off", false)] {
            let spare = world.spares(name);
            rows.push(call(
                "POST /api/set_category",
                format!("{name}: {about}"),
                write,
                move |who| json!({ "holder": { "contact": spare(who).contact }, "category": category, "on": on }),
            ));
        }
    }
    rows
}

pub(super) fn undoing(world: &World) -> Vec<Row> {
    let out = Led("/sign-in");
    let (done, refused) = (
        DoesAndLed("/contacts?tab=x&undone="),
        Led("/contacts?tab=x&undone=no"),
    );
    // What the seller did is undone by the seller and by administrators.
    let own = [SignedOut, Does, Refused, Does, Refused, NotFound, SignedOut];
    let by_form = [out, done, refused, done, refused, refused, out];
    let mut rows = Vec::new();
    for (name, classes) in [("undo", own), ("hidden undo", HIDDEN_WRITE)] {
        let spare = world.spares(name);
        rows.push(call(
            "POST /api/undo_command",
            name.to_owned(),
            classes,
            move |who| json!({ "command": spare(who).command }),
        ));
    }
    for name in ["undo form", "hidden undo form"] {
        let spare = world.spares(name);
        rows.push(
            row("POST /undo", by_form, move |who| {
                let command = spare(who).command.to_string();
                Ask::form(
                    "/undo",
                    &[("command", &command), ("back", "/contacts?tab=x")],
                )
            })
            .about(name),
        );
    }
    rows.push(call(
        "POST /api/undo_command",
        "nothing".to_owned(),
        NO_CALL,
        |_| json!({ "command": Uuid::new_v4() }),
    ));
    rows
}

fn call(
    address: &'static str,
    about: String,
    classes: Classes,
    arguments: impl Fn(Who) -> Value + 'static,
) -> Row {
    let path = address.trim_start_matches("POST ");
    row(address, classes, move |who| {
        Ask::json(path, &arguments(who))
    })
    .about(about)
}

fn holder(spare: &Spare, _: Who) -> Value {
    json!({ "holder": { "contact": spare.contact } })
}

fn edit(spare: &Spare, who: Who) -> Value {
    edit_of(spare.contact, who)
}

fn edit_of(contact: Uuid, who: Who) -> Value {
    let change = json!({ "field": "title", "was": "", "value": format!("{who:?}") });
    json!({ "edit": { "target": { "contact": contact }, "changes": [change] } })
}
