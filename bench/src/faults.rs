//! The load of `cargo xtask faults`: eight people work on five contacts while xtask kills the server and
//! PostgreSQL under them. Afterwards everything that they were told is held against the database.

mod check;
mod desk;
mod person;
mod seen;

use anyhow::{Context, Result, ensure};
use domain::ContactId;
use domain::contact::ContactDraft;
use domain::user::Role;
use serde_json::json;
use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;
use uuid::Uuid;

use crate::places::variable;
use crate::report::say;
use person::Person;
use seen::Seen;

/// Contacts that are worked on, each owned by another person.
const CONTACTS: usize = 5;
/// People; the last one only reads.
const PEOPLE: usize = 8;
/// Contacts of the firm around them.
const FIRM: u32 = 200;
const NAME: &str = "Haverifirman AB";

/// What everybody knows: the clock that they share is this process's.
struct World {
    server: std::net::SocketAddr,
    contacts: Vec<Contact>,
    /// They go on until this file is there.
    end: PathBuf,
    seen: RefCell<Seen>,
}

/// A contact that is worked on.
struct Contact {
    id: Uuid,
    /// Who may read it while it is hidden, besides administrators.
    owner: Uuid,
}

/// Works until the file `BENCH_END` is there, then checks.
pub async fn run(seed: u64) -> Result<()> {
    let owner = variable("BENCH_OWNER")?;
    demo::load(&owner, &demo::Plan::new(FIRM, Some(NAME.to_owned()), 1)).await?;
    let users = users(&owner).await?;
    let server = variable("BENCH_SERVER")?
        .parse()
        .context("BENCH_SERVER is no address")?;
    let mut contacts = Vec::new();
    for (_, id, token) in users
        .iter()
        .filter(|(role, ..)| *role == Role::User)
        .take(CONTACTS)
    {
        contacts.push(Contact {
            id: create(server, token, contacts.len()).await?,
            owner: *id,
        });
    }
    ensure!(contacts.len() == CONTACTS, "too few people");
    let world = Rc::new(World {
        server,
        contacts,
        end: variable("BENCH_END")?.into(),
        seen: RefCell::default(),
    });
    let working: Vec<_> = users
        .into_iter()
        .enumerate()
        .map(|(n, (role, id, token))| {
            let person = Person::new(Rc::clone(&world), n, role, id, token, seed);
            tokio::task::spawn_local(person.work())
        })
        .collect();
    for person in working {
        person.await??;
    }
    let seen = world.seen.take();
    say(&seen.summary());
    check::all(&owner, &variable("BENCH_SUPERUSER")?, &world.contacts, seen).await
}

/// Eight people, of whom several are the same user at several desks: role, id, session.
async fn users(owner: &str) -> Result<Vec<(Role, Uuid, String)>> {
    let mut connection = store::admin::owner(owner).await?;
    let firms = store::admin::firm_list(owner).await?;
    let firm = firms
        .into_iter()
        .find(|firm| firm.name == NAME)
        .context("the firm")?;
    let all = store::admin::user_list(owner).await?;
    let of = |role: Role| {
        let mut these: Vec<_> = all
            .iter()
            .filter(|user| user.firm == NAME && user.active && user.role == role)
            .collect();
        these.sort_by(|a, b| a.name.cmp(&b.name));
        these
    };
    let (administrators, users, readers) =
        (of(Role::Administrator), of(Role::User), of(Role::ReadOnly));
    let chosen = administrators
        .into_iter()
        .take(2)
        .chain(users.into_iter().cycle().take(CONTACTS))
        .chain(readers.into_iter().take(1));
    let mut people = Vec::new();
    for user in chosen {
        let token = store::admin::act_as(&mut connection, firm.id, user.id).await?;
        people.push((user.role, user.id.0, token));
    }
    ensure!(people.len() == PEOPLE, "the firm has too few users");
    Ok(people)
}

async fn create(server: std::net::SocketAddr, token: &str, n: usize) -> Result<Uuid> {
    let draft = ContactDraft {
        first_name: "Haveri".to_owned(),
        last_name: format!("Prov {n}"),
        ..ContactDraft::default()
    };
    let body = json!({ "draft": draft, "key": Uuid::now_v7().to_string(), "as_customer": false });
    let mut client = crate::http::Client::connect(server, token).await?;
    let answer = client
        .post(
            "/api/create_contact",
            &serde_json::to_vec(&body)?,
            crate::http::Encoding::Plain,
        )
        .await?;
    let made: domain::contact::Created = serde_json::from_slice(answer)?;
    let ContactId(id) = made.id;
    Ok(id)
}
