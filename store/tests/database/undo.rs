//! Undoing: every field back where it was, unless somebody has changed it since.

use domain::command::{Blocked, Done};
use domain::edit::{Edit, Field, Target};
use domain::{CommandId, ContactId};
use serde_json::Value;
use store::{Error, contact, edit, journal};
use uuid::Uuid;

use crate::common::{World, count, eva, outcome};

async fn title(world: &World, user: domain::UserId, id: ContactId, was: &str, value: &str) -> Done {
    let one = Edit::one(Target::Contact(id), Field::Title, was, value)
        .parse()
        .unwrap();
    edit::save(&world.session(user).await, &one).await.unwrap()
}

/// Runs statements as one command of a user, as any slice of the program might.
async fn command(world: &World, user: domain::UserId, statements: &[String]) -> CommandId {
    let id = Uuid::now_v7();
    let mut raw = world.raw(user).await;
    let mut all = format!("begin; set local app.command = '{id}';");
    statements.iter().for_each(|one| {
        all.push_str(one);
        all.push(';');
    });
    outcome(&mut raw, all + "commit").await.unwrap();
    CommandId(id)
}

#[tokio::test]
async fn a_field_goes_back_and_forth() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let seller = world.session(world.firm.seller).await;
    let done = title(&world, world.firm.seller, id, "", "Säljare").await;
    let undone = journal::undo(&seller, done.command).await.unwrap();
    assert_eq!((undone.restored, undone.blocked), (1, vec![]));
    assert_eq!(contact::card(&seller, id).await.unwrap().title, "");
    let undoes: Option<Uuid> =
        sqlx::query_scalar("select undoes from journal.change where command = $1")
            .bind(undone.command.0)
            .fetch_one(&mut world.raw(world.firm.seller).await)
            .await
            .unwrap();
    assert_eq!(undoes, Some(done.command.0));
    // A second press changes nothing.
    let again = journal::undo(&seller, done.command).await.unwrap();
    assert_eq!((again.restored, again.blocked), (0, vec![]));
    let redone = journal::undo(&seller, undone.command).await.unwrap();
    assert_eq!(redone.restored, 1);
    assert_eq!(contact::card(&seller, id).await.unwrap().title, "Säljare");
    world.end().await;
}

#[tokio::test]
async fn what_was_changed_since_stays_and_is_said() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let seller = world.session(world.firm.seller).await;
    let both = Edit {
        target: Target::Contact(id),
        changes: [(Field::Title, "", "Säljare"), (Field::Nickname, "", "Evis")]
            .map(|(field, was, value)| domain::edit::Change {
                field,
                was: was.to_owned(),
                value: value.to_owned(),
            })
            .into(),
    };
    let done = edit::save(&seller, &both).await.unwrap();
    title(&world, world.firm.colleague, id, "Säljare", "Inköpare").await;
    let undone = journal::undo(&seller, done.command).await.unwrap();
    assert_eq!(
        undone.blocked,
        [Blocked {
            table: "contact".to_owned(),
            field: "title".to_owned(),
            by: "colleague Alfa".to_owned()
        }]
    );
    let card = contact::card(&seller, id).await.unwrap();
    assert_eq!((&*card.title, &*card.nickname), ("Inköpare", ""));
    world.end().await;
}

#[tokio::test]
async fn one_undoes_ones_own_and_an_administrator_anybodys() {
    let world = World::new().await;
    let other = world.db.firm("Beta").await.unwrap();
    let (open, hidden) = (world.contact(false).await, world.contact(true).await);
    let on_open = title(&world, world.firm.seller, open, "", "a")
        .await
        .command;
    let on_hidden = title(&world, world.firm.seller, hidden, "", "a")
        .await
        .command;
    let firm = world.firm;
    for (tenant, user, command, forbidden) in [
        (firm.tenant, firm.colleague, on_open, true),
        (firm.tenant, firm.reader, on_open, true),
        (firm.tenant, firm.colleague, on_hidden, false),
        (other.tenant, other.admin, on_open, false),
        (firm.tenant, firm.seller, CommandId(Uuid::now_v7()), false),
    ] {
        let undone = journal::undo(&world.session_at(tenant, user).await, command).await;
        match undone {
            Err(Error::Forbidden) => assert!(forbidden),
            Err(Error::NotFound) => assert!(!forbidden),
            other => panic!("{other:?}"),
        }
    }
    let admin = world.session(firm.admin).await;
    for command in [on_open, on_hidden] {
        assert_eq!(journal::undo(&admin, command).await.unwrap().restored, 1);
    }
    world.end().await;
}

#[tokio::test]
async fn a_command_that_reaches_what_is_hidden_by_now_says_so() {
    let world = World::new().await;
    let (a, b) = (world.contact(false).await, world.contact(false).await);
    let done = command(
        &world,
        world.firm.colleague,
        &["update crm.contact set title = 'x'".to_owned()],
    )
    .await;
    outcome(
        &mut world.raw(world.firm.seller).await,
        format!("update crm.contact set private = true where id = '{a}'"),
    )
    .await
    .unwrap();
    let colleague = world.session(world.firm.colleague).await;
    let undone = journal::undo(&colleague, done).await.unwrap();
    assert_eq!(undone.restored, 1);
    let nothing = Blocked {
        table: String::new(),
        field: String::new(),
        by: String::new(),
    };
    assert_eq!(undone.blocked, [nothing]);
    assert_eq!(contact::card(&colleague, b).await.unwrap().title, "");
    assert_eq!(
        contact::card(&world.session(world.firm.seller).await, a)
            .await
            .unwrap()
            .title,
        "x"
    );
    world.end().await;
}

#[tokio::test]
async fn undoing_never_hides_what_the_asker_may_not_hide() {
    let world = World::new().await;
    let id = world.contact(true).await;
    let shown = command(
        &world,
        world.firm.seller,
        &[format!(
            "update crm.contact set private = false where id = '{id}'"
        )],
    )
    .await;
    let give = format!(
        "update crm.contact set owner_id = '{}' where id = '{id}'",
        world.firm.colleague
    );
    outcome(&mut world.raw(world.firm.admin).await, give)
        .await
        .unwrap();
    let seller = world.session(world.firm.seller).await;
    let undone = journal::undo(&seller, shown).await.unwrap();
    assert_eq!((undone.restored, &*undone.blocked[0].field), (0, "private"));
    assert!(!contact::card(&seller, id).await.unwrap().private);
    world.end().await;
}

#[tokio::test]
async fn a_new_card_goes_whole_to_the_trash_and_comes_back_whole() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let id = contact::create(&seller, eva(), Uuid::now_v7(), true)
        .await
        .unwrap()
        .id;
    let created: Uuid = sqlx::query_scalar("select command from journal.change where row_id = $1")
        .bind(id.0)
        .fetch_one(&mut world.raw(world.firm.seller).await)
        .await
        .unwrap();
    let before = contact::card(&seller, id).await.unwrap();
    let undone = journal::undo(&seller, CommandId(created)).await.unwrap();
    assert_eq!((undone.restored, undone.blocked), (1, vec![]));
    assert!(contact::card(&seller, id).await.unwrap().trashed);
    journal::undo(&seller, undone.command).await.unwrap();
    let after = contact::card(&seller, id).await.unwrap();
    assert_eq!(
        (after.points, after.customer),
        (before.points, before.customer)
    );
    world.end().await;
}

#[tokio::test]
async fn what_was_deleted_is_there_again_with_all_that_hung_on_it() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let (company, link) = (Uuid::now_v7(), Uuid::now_v7());
    let setup = [
        format!("insert into crm.company (id, name) values ('{company}', 'Ek')"),
        format!(
            "insert into crm.contact_company (id, contact_id, company_id, role, is_primary) values ('{link}', '{id}', '{company}', 'VD', true)"
        ),
        format!(
            "insert into crm.contact_point (contact_id, link_id, kind, value, target) values ('{id}', '{link}', 'phone', '1', '2')"
        ),
    ];
    command(&world, world.firm.seller, &setup).await;
    let seller = world.session(world.firm.seller).await;
    let before: Value = all_rows(&world).await;
    let removed = command(
        &world,
        world.firm.seller,
        &[format!(
            "delete from crm.contact_company where id = '{link}'"
        )],
    )
    .await;
    assert_ne!(all_rows(&world).await, before);
    let undone = journal::undo(&seller, removed).await.unwrap();
    assert_eq!((undone.restored, undone.blocked), (2, vec![]));
    assert_eq!(all_rows(&world).await, before);

    // Another one is the main company meanwhile.
    let removed = command(
        &world,
        world.firm.seller,
        &[format!(
            "delete from crm.contact_company where id = '{link}'"
        )],
    )
    .await;
    let meanwhile = [format!(
        "insert into crm.contact_company (contact_id, company_id, is_primary) values ('{id}', '{company}', true)"
    )];
    command(&world, world.firm.colleague, &meanwhile).await;
    let undone = journal::undo(&seller, removed).await.unwrap();
    assert_eq!(undone.restored, 2);
    assert_eq!(
        undone
            .blocked
            .iter()
            .map(|one| &*one.field)
            .collect::<Vec<_>>(),
        ["is_primary"]
    );

    // The company is gone for good meanwhile: nothing to hang it on.
    let removed = command(
        &world,
        world.firm.seller,
        &[format!(
            "delete from crm.contact_company where id = '{link}'"
        )],
    )
    .await;
    let mut owner = world.db.owner().await.unwrap();
    store::admin::act_as(&mut owner, world.firm.tenant, world.firm.admin)
        .await
        .unwrap();
    outcome(&mut owner, "delete from crm.company")
        .await
        .unwrap();
    let undone = journal::undo(&seller, removed).await.unwrap();
    assert_eq!(undone.restored, 0);
    assert!(
        undone.blocked.iter().all(|one| one.field.is_empty()),
        "{:?}",
        undone.blocked
    );
    world.end().await;
}

/// What the seller sees of the tables that these tests change.
async fn all_rows(world: &World) -> Value {
    sqlx::query_scalar(
        "select jsonb_build_object(
            'links', (select jsonb_agg(to_jsonb(t) - '{version,created_at,updated_at}'::text[] order by id) from crm.contact_company t),
            'points', (select jsonb_agg(to_jsonb(t) - '{version,created_at,updated_at}'::text[] order by id) from crm.contact_point t))",
    )
    .fetch_one(&mut world.raw(world.firm.seller).await)
    .await
    .unwrap()
}

#[tokio::test]
async fn what_was_added_is_removed_unless_it_was_changed_or_used_since() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let point = Uuid::now_v7();
    let add = |point| {
        vec![format!(
            "insert into crm.contact_point (id, contact_id, kind, value, target) values ('{point}', '{id}', 'phone', '1', '2')"
        )]
    };
    let seller = world.session(world.firm.seller).await;
    let added = command(&world, world.firm.seller, &add(point)).await;
    let undone = journal::undo(&seller, added).await.unwrap();
    assert_eq!((undone.restored, undone.blocked), (1, vec![]));
    journal::undo(&seller, undone.command).await.unwrap();
    let rows = format!("select count(*) from crm.contact_point where id = '{point}'");
    assert_eq!(
        count(&mut world.raw(world.firm.seller).await, rows.clone()).await,
        1,
        "done again"
    );
    command(
        &world,
        world.firm.colleague,
        &[format!(
            "update crm.contact_point set label = 'home' where id = '{point}'"
        )],
    )
    .await;
    let undone = journal::undo(&seller, added).await.unwrap();
    assert_eq!(
        undone.blocked,
        [Blocked {
            table: "contact_point".to_owned(),
            field: "label".to_owned(),
            by: "colleague Alfa".to_owned()
        }]
    );
    assert_eq!(
        count(&mut world.raw(world.firm.seller).await, rows).await,
        1
    );
    world.end().await;
}

#[tokio::test]
async fn a_row_that_a_command_changed_twice_goes_all_the_way_back() {
    let world = World::new().await;
    let id = world.contact(false).await;
    let steps = ["'a'", "'b'", "'a'", "'c'"]
        .map(|value| format!("update crm.contact set title = {value} where id = '{id}'"));
    let done = command(&world, world.firm.seller, &steps).await;
    let seller = world.session(world.firm.seller).await;
    let undone = journal::undo(&seller, done).await.unwrap();
    assert_eq!(undone.blocked, []);
    assert_eq!(contact::card(&seller, id).await.unwrap().title, "");
    world.end().await;
}
