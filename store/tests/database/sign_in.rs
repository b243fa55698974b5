//! Signing in: who is let in, who is stopped, and how alike the refusals are.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use domain::user::Role;
use store::auth::{self, SignIn, SignInError};
use store::{Session, admin};

use crate::common::{World, count, outcome};

const PASSWORD: &str = "hjortron-2026";

/// A world in which `eva@alfa.example` has a password.
async fn world() -> World {
    let world = World::new().await;
    admin::user_add(
        &world.db.owner_url,
        "Alfa",
        "Eva Öberg",
        "Eva@alfa.example",
        Role::User,
        PASSWORD,
    )
    .await
    .unwrap();
    world
}

fn attempt(email: &str, password: &str, last: u8) -> SignIn {
    SignIn {
        email: email.to_owned(),
        password: password.to_owned(),
        remember: false,
        address: IpAddr::V4(Ipv4Addr::new(192, 0, 2, last)),
        user_agent: "test".to_owned(),
    }
}

async fn hours(world: &World) -> i64 {
    let statement = "select round(extract(epoch from expires_at - created_at) / 3600)::bigint from auth.session";
    count(&mut world.db.owner().await.unwrap(), statement).await
}

#[tokio::test]
async fn the_right_pair_signs_in_however_the_email_is_cased() {
    let world = world().await;
    let token = auth::sign_in(&world.store, attempt("eVA@ALFA.example", PASSWORD, 1))
        .await
        .unwrap();
    let viewer = auth::viewer(&Session::new(world.store.clone(), token))
        .await
        .unwrap();
    assert_eq!(viewer.name, "Eva Öberg");
    assert_eq!(hours(&world).await, 12);
    world.end().await;
}

#[tokio::test]
async fn remembering_lasts_thirty_days() {
    let world = world().await;
    let remember = SignIn {
        remember: true,
        ..attempt("eva@alfa.example", PASSWORD, 1)
    };
    auth::sign_in(&world.store, remember).await.unwrap();
    assert_eq!(hours(&world).await, 30 * 24);
    world.end().await;
}

#[tokio::test]
async fn every_refusal_is_the_same_refusal() {
    let world = world().await;
    let mut owner = world.db.owner().await.unwrap();
    let deactivate =
        "update auth.user_account set deactivated_at = now() where email_key = 'eva@alfa.example'";
    let wrong = auth::sign_in(&world.store, attempt("eva@alfa.example", "fel lösenord", 1))
        .await
        .unwrap_err();
    let unknown = auth::sign_in(&world.store, attempt("nobody@alfa.example", PASSWORD, 2))
        .await
        .unwrap_err();
    let empty = auth::sign_in(&world.store, attempt("", "", 3))
        .await
        .unwrap_err();
    outcome(&mut owner, deactivate).await.unwrap();
    let gone = auth::sign_in(&world.store, attempt("eva@alfa.example", PASSWORD, 4))
        .await
        .unwrap_err();
    for refusal in [wrong, unknown, empty, gone] {
        assert!(matches!(refusal, SignInError::WrongPair), "{refusal}");
    }
    assert_eq!(
        count(&mut owner, "select count(*) from auth.sign_in_failure").await,
        4,
        "each is counted"
    );
    assert_eq!(
        count(&mut owner, "select count(*) from auth.session").await,
        0
    );
    world.end().await;
}

#[tokio::test]
async fn an_unknown_user_has_a_salt_that_stays() {
    let world = world().await;
    let mut raw = world.db.web().await.unwrap();
    let mut salts: Vec<Vec<u8>> = Vec::new();
    for email in [
        "eva@alfa.example",
        "nobody@alfa.example",
        "NOBODY@alfa.example",
        "else@alfa.example",
    ] {
        let salt = sqlx::query_scalar("select auth.sign_in_salt($1)")
            .bind(email)
            .fetch_one(&mut raw)
            .await
            .unwrap();
        salts.push(salt);
    }
    assert!(salts.iter().all(|salt| salt.len() == 16));
    assert_eq!(salts[1], salts[2]);
    assert_ne!(salts[1], salts[3]);
    world.end().await;
}

#[tokio::test]
async fn five_failures_stop_an_account_from_anywhere_and_with_any_password() {
    let world = world().await;
    for last in 1..=5 {
        let wrong = auth::sign_in(&world.store, attempt("eva@alfa.example", "fel", last))
            .await
            .unwrap_err();
        assert!(matches!(wrong, SignInError::WrongPair), "{wrong}");
    }
    let stopped = auth::sign_in(&world.store, attempt("EVA@alfa.example", PASSWORD, 99))
        .await
        .unwrap_err();
    assert!(
        matches!(stopped, SignInError::TooMany { minutes: 14..=15 }),
        "{stopped}"
    );

    let mut owner = world.db.owner().await.unwrap();
    outcome(
        &mut owner,
        "update auth.sign_in_failure set at = at - interval '15 minutes' where id = 1",
    )
    .await
    .unwrap();
    auth::sign_in(&world.store, attempt("eva@alfa.example", PASSWORD, 99))
        .await
        .unwrap();
    let left = count(&mut owner, "select count(*) from auth.sign_in_failure").await;
    assert_eq!(left, 0, "a success begins from nothing");
    world.end().await;
}

#[tokio::test]
async fn an_unknown_account_is_stopped_the_same_way() {
    let world = world().await;
    for last in 1..=5 {
        auth::sign_in(&world.store, attempt("nobody@alfa.example", "fel", last))
            .await
            .unwrap_err();
    }
    let stopped = auth::sign_in(&world.store, attempt("nobody@alfa.example", "fel", 9))
        .await
        .unwrap_err();
    assert!(matches!(stopped, SignInError::TooMany { .. }), "{stopped}");
    world.end().await;
}

#[tokio::test]
async fn thirty_failures_stop_an_address_and_an_ipv6_net_is_one_address() {
    let world = world().await;
    let mut owner = world.db.owner().await.unwrap();
    for (failed, free, blocked) in [
        ("192.0.2.1", "192.0.2.2", "192.0.2.1"),
        ("192.0.2.3", "::ffff:192.0.2.4", "::ffff:192.0.2.3"),
        (
            "2001:db8:0:1::/64",
            "2001:db8:0:2::1",
            "2001:db8:0:1:ffff::9",
        ),
    ] {
        let fill = format!(
            "insert into auth.sign_in_failure (account_key, address_key)
             select sha256(n::text::bytea), '{failed}' from generate_series(1, 30) n"
        );
        outcome(&mut owner, fill).await.unwrap();
        let from = |address: &str| SignIn {
            address: address.parse().unwrap(),
            ..attempt("eva@alfa.example", PASSWORD, 0)
        };
        let stopped = auth::sign_in(&world.store, from(blocked)).await;
        assert!(
            matches!(stopped, Err(SignInError::TooMany { .. })),
            "{blocked}: {stopped:?}"
        );
        auth::sign_in(&world.store, from(free)).await.unwrap();
    }
    world.end().await;
}

#[tokio::test]
async fn many_at_once_do_not_get_past_the_counter() {
    let world = world().await;
    let mut tasks = Vec::new();
    for _ in 0..12 {
        let store = world.store.clone();
        tasks.push(tokio::spawn(async move {
            auth::sign_in(&store, attempt("eva@alfa.example", "fel", 1)).await
        }));
    }
    let mut tried = 0;
    for task in tasks {
        match task.await.unwrap() {
            Err(SignInError::WrongPair) => tried += 1,
            Err(SignInError::TooMany { .. } | SignInError::Store(store::Error::Busy(_))) => {}
            other => panic!("{other:?}"),
        }
    }
    assert!(tried <= 5, "{tried} passwords were tried");
    world.end().await;
}

#[tokio::test]
async fn a_new_password_ends_every_session() {
    let world = world().await;
    let token = auth::sign_in(&world.store, attempt("eva@alfa.example", PASSWORD, 1))
        .await
        .unwrap();
    admin::user_passwd(&world.db.owner_url, "eva@ALFA.example", "lingon-2027")
        .await
        .unwrap();
    let session = Session::new(world.store.clone(), token);
    assert!(matches!(
        auth::viewer(&session).await,
        Err(store::Error::NoSession)
    ));
    auth::sign_in(&world.store, attempt("eva@alfa.example", PASSWORD, 1))
        .await
        .unwrap_err();
    auth::sign_in(&world.store, attempt("eva@alfa.example", "lingon-2027", 1))
        .await
        .unwrap();
    let taken = admin::user_add(
        &world.db.owner_url,
        "Alfa",
        "Eva",
        "EVA@alfa.example",
        Role::User,
        PASSWORD,
    )
    .await
    .unwrap_err();
    assert!(
        matches!(&taken, store::Error::Invalid(invalid) if invalid.of("email") == Some(domain::Problem::Taken)),
        "{taken}"
    );
    world.end().await;
}

#[tokio::test]
async fn demo_users_are_those_of_the_demo_firm_and_nobody_else() {
    let world = world().await;
    let here = IpAddr::V6(Ipv6Addr::LOCALHOST);
    assert_eq!(auth::demo_users(&world.store).await.unwrap(), []);
    let refused = auth::demo_sign_in(&world.store, "eva@alfa.example", here, "test")
        .await
        .unwrap_err();
    assert!(matches!(refused, SignInError::WrongPair), "{refused}");

    let mut owner = world.db.owner().await.unwrap();
    let demo = admin::new_firm(&mut owner, "Demo", true).await.unwrap();
    admin::new_user(
        &mut owner,
        demo,
        "Lisa",
        "lisa@demo.example",
        Role::ReadOnly,
        PASSWORD,
    )
    .await
    .unwrap();
    admin::new_user(
        &mut owner,
        demo,
        "Maryam",
        "maryam@demo.example",
        Role::Administrator,
        PASSWORD,
    )
    .await
    .unwrap();
    let users = auth::demo_users(&world.store).await.unwrap();
    assert_eq!(
        users
            .iter()
            .map(|user| user.name.as_str())
            .collect::<Vec<_>>(),
        ["Maryam", "Lisa"]
    );
    let token = auth::demo_sign_in(&world.store, "maryam@demo.example", here, "test")
        .await
        .unwrap();
    assert_eq!(
        auth::viewer(&Session::new(world.store.clone(), token))
            .await
            .unwrap()
            .firm,
        "Demo"
    );
    auth::demo_sign_in(&world.store, "eva@alfa.example", here, "test")
        .await
        .unwrap_err();
    world.end().await;
}
