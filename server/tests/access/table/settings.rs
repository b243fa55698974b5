//! Settings: one's own account for everyone, the firm for its administrators.

use uuid::Uuid;

use super::{Row, row};
use crate::canary::Who;
use crate::class::Class::{self, Does, DoesAndLed, Invalid, Led, NotFound, Refused, Sees};
use crate::class::{Classes, NO_PAGE, PAGE};
use crate::common::Ask;
use crate::world::World;

const OUT: Class = Led("/sign-in");

/// The administrator of each firm, about their own firm.
fn administrators(class: Class) -> Classes {
    [OUT, Refused, Refused, class, Refused, class, OUT]
}

/// The firm's own administrator, about one of its users.
fn own_administrator(class: Class) -> Classes {
    [OUT, Refused, Refused, class, Refused, NotFound, OUT]
}

/// Whoever is signed in.
fn signed_in(class: Class) -> Classes {
    [OUT, class, class, class, class, class, OUT]
}

/// The canary that is a name, by who asks.
fn name_of(world: &World, who: Who) -> String {
    let what = match who {
        Who::Colleague => "alfa.colleague",
        Who::Administrator => "alfa.admin",
        Who::Reader => "alfa.reader",
        Who::Stranger => "beta.admin",
        _ => "alfa.seller",
    };
    world.canaries.text(what).to_owned()
}

pub(super) fn own(world: &World) -> Vec<Row> {
    let names: Vec<(Who, String)> = Who::ALL.map(|who| (who, name_of(world, who))).to_vec();
    let page =
        |path: &'static str, address: &'static str| row(address, PAGE, move |_| Ask::get(path));
    let act = |fields: &'static [(&'static str, &'static str)]| {
        move |_: Who| Ask::form("/settings/security", fields)
    };
    vec![
        page("/settings/account", "GET /settings/account").shows(&["alfa.name", "beta.name"], &[]),
        page("/settings/appearance", "GET /settings/appearance"),
        page("/settings/security", "GET /settings/security"),
        row("GET /settings/{section}", NO_PAGE, |_| {
            Ask::get("/settings/everything")
        }),
        row("GET /settings/{section}/{id}", NO_PAGE, |_| {
            Ask::get("/settings/firm/1")
        }),
        row("POST /settings/account", signed_in(Invalid), |_| {
            Ask::form("/settings/account", &[("name", " ")])
        })
        .about("no name"),
        row(
            "POST /settings/account",
            signed_in(DoesAndLed("/settings/account")),
            move |who| {
                let (_, name) = names.iter().find(|(one, _)| *one == who).expect("known");
                Ask::form("/settings/account", &[("name", &format!("{name} Ek"))])
            },
        )
        .about("another name"),
        row(
            "POST /settings/security",
            signed_in(Invalid),
            act(&[
                ("act", "password"),
                ("current", "wrong"),
                ("password", "korv med mos"),
                ("repeat", "korv med mos"),
            ]),
        )
        .about("another password, without knowing this one"),
        row(
            "POST /settings/security",
            signed_in(Led("/settings/security")),
            act(&[
                ("act", "close"),
                ("session", "019f0000-0000-7000-8000-000000000000"),
            ]),
        )
        .about("a session that is none of theirs"),
        row("POST /settings/security", signed_in(Invalid), act(&[])).about("nothing"),
        row(
            "POST /settings/security",
            signed_in(DoesAndLed("/sign-in")),
            act(&[("act", "everywhere")]),
        )
        .about("everywhere"),
    ]
}

pub(super) fn firm(world: &World) -> Vec<Row> {
    let page = |path: &'static str, address: &'static str| {
        row(address, administrators(Sees), move |_| Ask::get(path))
    };
    let (alfa, beta) = (
        world.canaries.text("alfa.name").to_owned(),
        world.canaries.text("beta.name").to_owned(),
    );
    vec![
        page("/settings/firm", "GET /settings/firm").shows(&["alfa.name", "beta.name"], &[]),
        page("/settings/series", "GET /settings/series"),
        row("POST /settings/firm", administrators(Invalid), |_| {
            Ask::form("/settings/firm", &[("name", ""), ("bankgiro", "12")])
        })
        .about("what is wrong"),
        row(
            "POST /settings/firm",
            administrators(DoesAndLed("/settings/firm")),
            move |who| {
                let was = if who == Who::Stranger { &beta } else { &alfa };
                let zone = "Europe/Stockholm";
                Ask::form(
                    "/settings/firm",
                    &[
                        ("was_name", was),
                        ("name", &format!("{was} AB")),
                        ("was_time_zone", zone),
                        ("time_zone", zone),
                    ],
                )
            },
        )
        .about("another name"),
        row("POST /settings/series", administrators(Invalid), |_| {
            Ask::form("/settings/series", &[("next", "1")])
        })
        .about("lower"),
        row(
            "POST /settings/series",
            administrators(DoesAndLed("/settings/series")),
            |_| Ask::form("/settings/series", &[("next", "900 000 000 000 000")]),
        )
        .about("higher"),
    ]
}

pub(super) fn users(world: &World) -> Vec<Row> {
    let spare = format!("/settings/users/{}", world.id("spare user"));
    let seller = world.alfa.seller.to_string();
    let led = DoesAndLed("/settings/users/");
    let act = |about: &'static str, class: Class, fields: &[(&str, &str)]| {
        let (path, fields) = (spare.clone(), owned(fields));
        row(
            "POST /settings/users/{id}",
            own_administrator(class),
            move |_| {
                let fields: Vec<(&str, &str)> = fields
                    .iter()
                    .map(|(name, value)| (&**name, &**value))
                    .collect();
                Ask::form(&*path, &fields)
            },
        )
        .about(about)
    };
    let one = spare.clone();
    vec![
        row("GET /settings/users", administrators(Sees), |_| {
            Ask::get("/settings/users")
        })
        .shows(
            &[
                "alfa.admin",
                "alfa.seller",
                "alfa.reader",
                "alfa.leaver",
                "alfa.spare",
                "beta.seller",
            ],
            &[],
        ),
        row(
            "GET /settings/users/{id}",
            own_administrator(Sees),
            move |_| Ask::get(&one),
        )
        .about("somebody")
        .shows(&["alfa.spare"], &[]),
        row(
            "GET /settings/users/{id}",
            own_administrator(NotFound),
            |_| Ask::get(format!("/settings/users/{}", Uuid::new_v4())),
        )
        .about("nobody"),
        row(
            "GET /settings/users/{id}",
            own_administrator(NotFound),
            |_| Ask::get("/settings/users/1"),
        )
        .about("no id at all"),
        row("POST /settings/users", administrators(Invalid), |_| {
            Ask::form(
                "/settings/users",
                &[("name", "Ny"), ("email", "ny"), ("role", "user")],
            )
        })
        .about("no address"),
        row("POST /settings/users", administrators(Does), |_| {
            let email = format!("{}@ny.example", Uuid::new_v4().simple());
            Ask::form(
                "/settings/users",
                &[("name", "Ny"), ("email", &email), ("role", "administrator")],
            )
        })
        .about("somebody new"),
        act("nothing", Invalid, &[]),
        act("a link", Does, &[("act", "link")]),
        act(
            "another role",
            led,
            &[("act", "role"), ("role", "administrator")],
        ),
        act(
            "the right to see personal numbers",
            led,
            &[("act", "identity")],
        ),
        act("and no longer", led, &[("act", "no_identity")]),
        act(
            "the right to give others' tasks away",
            led,
            &[("act", "tasks")],
        ),
        act("and not that either", led, &[("act", "no_tasks")]),
        act("no heir", Invalid, &[("act", "hand_over"), ("heir", "1")]),
        act(
            "an heir",
            Led("/settings/users/"),
            &[("act", "hand_over"), ("heir", &seller)],
        ),
        act("out of use", led, &[("act", "deactivate")]),
        act(
            "a link to an account out of use",
            NotFound,
            &[("act", "link")],
        ),
        act(
            "a right for an account out of use",
            NotFound,
            &[("act", "identity")],
        ),
        act("into use again", led, &[("act", "activate")]),
    ]
}

fn owned(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

/// A link that is none, another one each time. (One that is: server/tests/render/invite.rs.)
pub(super) fn links() -> Vec<Row> {
    let path = || format!("/invite/{}", Uuid::new_v4().simple());
    // From an address of their own, or so many guesses would be stopped.
    let from = [192, 0, 2, 9];
    vec![
        row("GET /invite/{token}", [NotFound; 7], move |_| {
            Ask::get(path()).from(from)
        }),
        row("POST /invite/{token}", [NotFound; 7], move |_| {
            let (name, password) = ("Ny", "korv med mos");
            let fields = [("name", name), ("password", password), ("repeat", password)];
            Ask::form(path(), &fields).from(from)
        }),
    ]
}
