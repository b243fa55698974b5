//! Settings: what administrators do with the firm and its users, and what nobody else does.

use domain::firm::Firm;
use domain::user::Role;
use domain::{Invalid, Problem, UserId};
use store::firm::Saved;
use store::{Error, Session, auth, category, firm, user};
use uuid::Uuid;

use crate::common::{World, count, eva, outcome};

async fn alive(session: &Session) -> bool {
    category::list(session).await.is_ok()
}

fn refusal<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<(String, Problem)> {
    match result {
        Err(Error::Invalid(Invalid { problems })) => problems,
        other => panic!("{other:?}"),
    }
}

fn role_problem(problem: Problem) -> Vec<(String, Problem)> {
    vec![("role".to_owned(), problem)]
}

/// A second administrator, who can sign in.
async fn promote(world: &World, id: UserId) {
    let admin = world.session(world.firm.admin).await;
    user::set_role(&admin, id, Role::Administrator)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_seller_cannot_do_it_even_with_sql_of_their_own() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    assert!(matches!(user::users(&seller).await, Err(Error::Forbidden)));
    let mut raw = world.raw(world.firm.seller).await;
    let colleague = world.firm.colleague;
    for statement in [
        "select auth.administrator()".to_owned(),
        "select auth.users()".to_owned(),
        "select auth.invite_user('x', 'x@x.example', 'administrator', sha256(''))".to_owned(),
        format!("select auth.new_link('{colleague}', sha256(''))"),
        format!("select auth.set_role('{colleague}', 'administrator')"),
        format!(
            "select auth.set_role('{}', 'administrator')",
            world.firm.seller
        ),
        format!("select auth.set_active('{colleague}', false)"),
        format!("select auth.set_identity_reader('{colleague}', true)"),
        format!("select auth.set_task_administrator('{colleague}', true)"),
        "update auth.user_account set task_administrator = true".to_owned(),
        "update auth.user_account set identity_reader = true".to_owned(),
        "select auth.set_firm('x', '', '', '', '', '', '', '', '', 'Europe/Stockholm')".to_owned(),
        "select crm.raise_series(20000)".to_owned(),
        "select crm.next_customer_number()".to_owned(),
        "update auth.tenant set name = 'x'".to_owned(),
        "update auth.user_account set role = 'administrator'".to_owned(),
        "update auth.user_account set verifier = ''".to_owned(),
        "update auth.user_account set deactivated_at = now()".to_owned(),
        "insert into auth.user_account (name, email) values ('x', 'x@x.example')".to_owned(),
        "update crm.customer_series set next_number = 1".to_owned(),
        "select * from crm.customer_series".to_owned(),
        "select * from auth.account_link".to_owned(),
        "select auth.put_link(1, uuidv7(), 'invite', sha256(''))".to_owned(),
        "select auth.end_sessions(1, uuidv7())".to_owned(),
        "select journal.write_settings(1, null, null, 'x', null, 'insert', null, null)".to_owned(),
    ] {
        assert_eq!(
            outcome(&mut raw, &*statement).await,
            Err("42501".to_owned()),
            "{statement}"
        );
    }
    // Their own name and nobody else's.
    assert_eq!(
        outcome(&mut raw, "update auth.user_account set name = 'Ny'").await,
        Ok(1)
    );
    world.end().await;
}

#[tokio::test]
async fn an_administrator_reaches_no_other_firm() {
    let world = World::new().await;
    let beta = world.db.firm("Beta").await.unwrap();
    let stranger = world.session_at(beta.tenant, beta.admin).await;
    let target = world.firm.seller;
    assert!(matches!(
        user::set_role(&stranger, target, Role::ReadOnly).await,
        Err(Error::NotFound)
    ));
    assert!(matches!(
        user::deactivate(&stranger, target, None).await,
        Err(Error::NotFound)
    ));
    assert!(matches!(
        user::new_link(&stranger, target).await,
        Err(Error::NotFound)
    ));
    let heir = user::hand_over(&stranger, beta.seller, target).await;
    assert!(matches!(heir, Err(Error::Invalid(_))), "{heir:?}");
    let names: Vec<_> = user::users(&stranger)
        .await
        .unwrap()
        .into_iter()
        .map(|user| user.name)
        .collect();
    assert!(names.iter().all(|name| name.ends_with("Beta")), "{names:?}");
    world.end().await;
}

#[tokio::test]
async fn deactivating_ends_the_sessions_and_hands_over_in_one_command() {
    let world = World::new().await;
    let admin = world.session(world.firm.admin).await;
    let seller = world.session(world.firm.seller).await;
    for private in [false, true] {
        world.contact(private).await;
    }
    let mut raw = world.raw(world.firm.seller).await;
    outcome(&mut raw, "insert into crm.company (name) values ('Ek AB')")
        .await
        .unwrap();
    assert_eq!(
        user::owned(&admin, world.firm.seller).await.unwrap(),
        (2, 1)
    );
    let nobody = user::deactivate(&admin, world.firm.seller, Some(world.firm.reader)).await;
    assert_eq!(refusal(nobody), [("heir".to_owned(), Problem::Gone)]);
    assert!(alive(&seller).await, "nothing was done");

    let handed = user::deactivate(&admin, world.firm.seller, Some(world.firm.colleague))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((handed.contacts, handed.companies), (2, 1));
    assert!(!alive(&seller).await);
    assert_eq!(
        user::owned(&admin, world.firm.colleague).await.unwrap(),
        (2, 1)
    );
    let mut owner = world.db.owner().await.unwrap();
    let of_command = format!(
        "select count(*) from journal.change where command = '{}'",
        handed.command
    );
    assert_eq!(
        count(
            &mut owner,
            format!("{of_command} and table_name in ('contact', 'company') and after ? 'owner_id'")
        )
        .await,
        3
    );
    assert_eq!(
        count(
            &mut owner,
            format!("{of_command} and table_name = 'user_account'")
        )
        .await,
        0
    );
    // The private one is the heir's now, and nobody else's.
    let private = "select count(*) from crm.contact where private";
    assert_eq!(
        count(&mut world.raw(world.firm.colleague).await, private).await,
        1
    );
    assert_eq!(
        count(&mut world.raw(world.firm.reader).await, private).await,
        0
    );

    user::activate(&admin, world.firm.seller).await.unwrap();
    assert!(!alive(&seller).await, "an old session does not come back");
    assert!(alive(&world.session(world.firm.seller).await).await);
    world.end().await;
}

#[tokio::test]
async fn a_changed_role_ends_the_sessions() {
    let world = World::new().await;
    let admin = world.session(world.firm.admin).await;
    let seller = world.session(world.firm.seller).await;
    user::set_role(&admin, world.firm.seller, Role::User)
        .await
        .unwrap();
    assert!(alive(&seller).await, "the same role is no change");
    user::set_role(&admin, world.firm.seller, Role::ReadOnly)
        .await
        .unwrap();
    assert!(!alive(&seller).await);
    let again = world.session(world.firm.seller).await;
    assert!(!auth::viewer(&again).await.unwrap().can_write());
    world.end().await;
}

#[tokio::test]
async fn nobody_locks_themselves_out_and_a_firm_keeps_an_administrator() {
    let world = World::new().await;
    let admin = world.session(world.firm.admin).await;
    promote(&world, world.firm.colleague).await;
    assert_eq!(
        refusal(user::set_role(&admin, world.firm.admin, Role::User).await),
        role_problem(Problem::Oneself)
    );
    assert_eq!(
        refusal(user::deactivate(&admin, world.firm.admin, None).await),
        role_problem(Problem::Oneself)
    );
    assert_eq!(
        refusal(user::new_link(&admin, world.firm.admin).await),
        role_problem(Problem::Oneself)
    );
    // Somebody who has not chosen a password yet is no administrator to rely on.
    user::set_role(&admin, world.firm.colleague, Role::User)
        .await
        .unwrap();
    user::invite(
        &admin,
        "Ny".into(),
        "ny@alfa.example".into(),
        Role::Administrator,
    )
    .await
    .unwrap();
    let mut owner = world.db.owner().await.unwrap();
    for statement in [
        "update auth.user_account set role = 'user' where name = 'admin Alfa'",
        "update auth.user_account set deactivated_at = now() where name = 'admin Alfa'",
    ] {
        assert_eq!(
            outcome(&mut owner, statement).await,
            Err("23514 user_account_last_administrator".to_owned()),
            "{statement}"
        );
    }
    world.end().await;
}

/// Two administrators take the role from each other at the same moment: one is too late.
#[tokio::test]
async fn two_administrators_at_once_leave_one() {
    let world = World::new().await;
    promote(&world, world.firm.colleague).await;
    for round in 0..20 {
        let (one, other) = (
            world.session(world.firm.admin).await,
            world.session(world.firm.colleague).await,
        );
        let (first, second) = if round % 2 == 0 {
            tokio::join!(
                user::set_role(&one, world.firm.colleague, Role::User),
                user::set_role(&other, world.firm.admin, Role::User)
            )
        } else {
            let (first, second) = tokio::join!(
                user::deactivate(&one, world.firm.colleague, None),
                user::deactivate(&other, world.firm.admin, None)
            );
            (first.map(|_| ()), second.map(|_| ()))
        };
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        let mut owner = world.db.owner().await.unwrap();
        let left = "select count(*) from auth.user_account where role = 'administrator' and deactivated_at is null";
        assert_eq!(count(&mut owner, left).await, 1);
        outcome(
            &mut owner,
            format!(
                "update auth.user_account set role = 'administrator', deactivated_at = null where id in ('{}', '{}')",
                world.firm.admin, world.firm.colleague
            ),
        )
        .await
        .unwrap();
    }
    world.end().await;
}

/// The same with bare transactions that wait for each other at the firm's row.
#[tokio::test]
async fn the_rule_waits_for_a_transaction_that_is_not_done_yet() {
    let world = World::new().await;
    promote(&world, world.firm.colleague).await;
    let (mut one, mut other) = (
        world.db.owner().await.unwrap(),
        world.db.owner().await.unwrap(),
    );
    let demote =
        |id: UserId| format!("update auth.user_account set role = 'user' where id = '{id}'");
    outcome(&mut one, "begin").await.unwrap();
    assert_eq!(outcome(&mut one, demote(world.firm.admin)).await, Ok(1));
    let second = tokio::spawn({
        let statement = demote(world.firm.colleague);
        async move { outcome(&mut other, statement).await }
    });
    let mut watcher = world.db.owner().await.unwrap();
    let waiting = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
    while count(&mut watcher, waiting).await == 0 {
        tokio::task::yield_now().await;
    }
    outcome(&mut one, "commit").await.unwrap();
    assert_eq!(
        second.await.unwrap(),
        Err("23514 user_account_last_administrator".to_owned())
    );
    world.end().await;
}

#[tokio::test]
async fn the_series_goes_up_and_never_down() {
    let world = World::new().await;
    let admin = world.session(world.firm.admin).await;
    assert_eq!(firm::next_number(&admin).await.unwrap(), 10_001);
    world.contact(false).await;
    assert_eq!(firm::next_number(&admin).await.unwrap(), 10_002);
    for low in [0, -1, 10_001, i64::MAX, i64::MIN] {
        assert!(!firm::raise_series(&admin, low).await.unwrap(), "{low}");
    }
    assert!(
        firm::raise_series(&admin, 10_002).await.unwrap(),
        "where it stands"
    );
    assert!(firm::raise_series(&admin, 50_000).await.unwrap());
    world.contact(false).await;
    assert_eq!(firm::next_number(&admin).await.unwrap(), 50_001);
    // A number that came from elsewhere is in the way.
    let mut owner = world.db.owner().await.unwrap();
    store::admin::act_as(&mut owner, world.firm.tenant, world.firm.admin)
        .await
        .unwrap();
    outcome(
        &mut owner,
        "with k as (insert into crm.company (name) values ('Ek AB') returning id)
        insert into crm.customer (number, company_id) select 60000, id from k",
    )
    .await
    .unwrap();
    assert!(!firm::raise_series(&admin, 55_000).await.unwrap());
    assert!(firm::raise_series(&admin, 60_001).await.unwrap());
    let raised = "select count(*) from journal.change where table_name = 'customer_series'";
    assert_eq!(
        count(&mut owner, raised).await,
        2,
        "draws are no changes of the series"
    );
    world.end().await;
}

#[tokio::test]
async fn the_firm_is_saved_field_by_field_and_nobody_is_overwritten() {
    let world = World::new().await;
    let admin = world.session(world.firm.admin).await;
    let was = firm::read(&world.session(world.firm.seller).await)
        .await
        .unwrap();
    assert_eq!(
        (was.name.as_str(), was.time_zone.as_str()),
        ("Alfa", "Europe/Stockholm")
    );
    let phone = Firm {
        phone: "0225-123 45".into(),
        ..was.clone()
    };
    assert_eq!(
        firm::save(&admin, was.clone(), phone).await.unwrap(),
        Saved::Done
    );
    // From the same page: another field goes in beside it, the same one clashes.
    let city = Firm {
        city: "Hedemora".into(),
        ..was.clone()
    };
    assert_eq!(
        firm::save(&admin, was.clone(), city).await.unwrap(),
        Saved::Done
    );
    let mine = Firm {
        phone: "0225-999 99".into(),
        city: "Säter".into(),
        ..was.clone()
    };
    let theirs = vec![
        ("city", "Hedemora".to_owned()),
        ("phone", "0225-123 45".to_owned()),
    ];
    assert_eq!(
        firm::save(&admin, was.clone(), mine).await.unwrap(),
        Saved::Clash(theirs)
    );
    let now = firm::read(&admin).await.unwrap();
    assert_eq!(
        (now.phone.as_str(), now.city.as_str()),
        ("0225-123 45", "Hedemora")
    );

    let zones = firm::time_zones(&admin).await.unwrap();
    assert!(zones[0].starts_with("Europe/") && zones.contains(&"Pacific/Auckland".to_owned()));
    for wrong in [
        "Europe/Atlantis",
        "CET",
        "posix/Europe/Stockholm",
        "FOO+3",
        "",
    ] {
        let zone = Firm {
            time_zone: wrong.into(),
            ..now.clone()
        };
        assert_eq!(
            refusal(firm::save(&admin, now.clone(), zone).await),
            [("time_zone".to_owned(), Problem::Choice)],
            "{wrong}"
        );
    }
    let helsinki = Firm {
        time_zone: "Europe/Helsinki".into(),
        ..now.clone()
    };
    assert_eq!(
        firm::save(&admin, now, helsinki).await.unwrap(),
        Saved::Done
    );
    let seller = world.session(world.firm.seller).await;
    let refused = firm::save(
        &seller,
        was.clone(),
        Firm {
            name: "Min".into(),
            ..was
        },
    )
    .await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    world.end().await;
}

#[tokio::test]
async fn everything_is_journalled_and_no_secret_is() {
    let world = World::new().await;
    let admin = world.session(world.firm.admin).await;
    let (invited, _) = user::invite(&admin, "Ny".into(), "ny@alfa.example".into(), Role::User)
        .await
        .unwrap();
    user::new_link(&admin, invited).await.unwrap();
    user::set_role(&admin, invited, Role::ReadOnly)
        .await
        .unwrap();
    user::deactivate(&admin, invited, None).await.unwrap();
    store::account::set_name(&admin, "Ada".into())
        .await
        .unwrap();
    let was = firm::read(&admin).await.unwrap();
    firm::save(
        &admin,
        was.clone(),
        Firm {
            name: "Alfa & Co".into(),
            ..was
        },
    )
    .await
    .unwrap();
    firm::raise_series(&admin, 20_000).await.unwrap();
    let mut owner = world.db.owner().await.unwrap();
    let changes: Vec<(String, String, String)> = sqlx::query_as(
        "select table_name, op, (select string_agg(k, ',' order by k) from jsonb_object_keys(after) k)
         from journal.change where actor_id = $1 order by seq",
    )
    .bind(world.firm.admin.0)
    .fetch_all(&mut owner)
    .await
    .unwrap();
    let changes: Vec<_> = changes
        .iter()
        .map(|(table, op, keys)| (table.as_str(), op.as_str(), keys.as_str()))
        .collect();
    assert_eq!(
        changes,
        [
            (
                "user_account",
                "insert",
                "deactivated_at,email,identity_reader,link_made_at,name,password_changed_at,role,task_administrator"
            ),
            ("user_account", "update", "link_made_at"),
            ("user_account", "update", "role"),
            ("user_account", "update", "deactivated_at"),
            ("user_account", "update", "name"),
            ("tenant", "update", "name"),
            ("customer_series", "update", "next_number"),
        ]
    );
    let secrets = "select count(*) from journal.change
        where (before::text || after::text) ~ '(salt|verifier|token)'";
    assert_eq!(count(&mut owner, secrets).await, 0);
    world.end().await;
}

/// A hand-over of many is a matter of statements, not of rows: well within what a request may take.
#[tokio::test]
async fn handing_over_is_set_based() {
    let world = World::new().await;
    let admin = world.session(world.firm.admin).await;
    let seller = world.session(world.firm.seller).await;
    for _ in 0..3 {
        store::contact::create(&seller, eva(), Uuid::now_v7(), false)
            .await
            .unwrap();
    }
    let handed = user::hand_over(&admin, world.firm.seller, world.firm.colleague)
        .await
        .unwrap();
    assert_eq!((handed.contacts, handed.companies), (3, 0));
    let refused = user::hand_over(&seller, world.firm.colleague, world.firm.seller).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    world.end().await;
}

#[tokio::test]
async fn the_right_to_see_personal_numbers_is_given_and_taken_and_journalled() {
    let world = World::new().await;
    let firm = world.firm;
    let admin = world.session(firm.admin).await;
    let seller = world.session(firm.seller).await;
    let has = async |id: UserId| {
        let users = user::users(&admin).await.unwrap();
        let found = users.iter().find(|user| user.id == id).unwrap();
        found.identity_reader
    };
    let changes = "select count(*) from journal.change where table_name = 'user_account' and after ? 'identity_reader'";
    let mut owner = world.db.owner().await.unwrap();
    for (may, journalled) in [(true, 1), (true, 1), (false, 2)] {
        user::set_identity_reader(&admin, firm.seller, may)
            .await
            .unwrap();
        assert_eq!(has(firm.seller).await, may);
        assert!(alive(&seller).await, "nobody is signed out for it");
        assert_eq!(count(&mut owner, changes).await, journalled);
    }
    let own = user::set_identity_reader(&admin, firm.admin, true).await;
    assert_eq!(refusal(own), role_problem(Problem::Oneself));
    for (session, id) in [(&seller, firm.colleague), (&seller, firm.seller)] {
        let refused = user::set_identity_reader(session, id, true).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }
    let beta = world.db.firm("Beta").await.unwrap();
    let stranger = world.session_at(beta.tenant, beta.admin).await;
    let nobody = user::set_identity_reader(&stranger, firm.seller, true).await;
    assert!(matches!(nobody, Err(Error::NotFound)), "{nobody:?}");
    world.end().await;
}
