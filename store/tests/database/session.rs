//! Sessions end when they are ended, and not later.

use domain::user::{Language, Role, Theme};
use store::{Error, Session, auth, category};

use crate::common::{World, count, outcome};

async fn alive(session: &Session) -> bool {
    match category::list(session).await {
        Ok(_) => true,
        Err(Error::NoSession) => false,
        Err(other) => panic!("{other}"),
    }
}

/// Changes the user's sessions as the owner of the tables.
async fn change(world: &World, statement: &str) {
    assert_eq!(
        outcome(&mut world.db.owner().await.unwrap(), statement).await,
        Ok(1),
        "{statement}"
    );
}

#[tokio::test]
async fn signing_out_ends_the_session_at_once_and_no_other() {
    let world = World::new().await;
    let (one, other) = (
        world.session(world.firm.seller).await,
        world.session(world.firm.seller).await,
    );
    auth::sign_out(&one).await.unwrap();
    assert!(!alive(&one).await);
    assert!(matches!(auth::viewer(&one).await, Err(Error::NoSession)));
    assert!(alive(&other).await);
    auth::sign_out(&one).await.unwrap();
    world.end().await;
}

#[tokio::test]
async fn a_session_expires() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    assert!(alive(&session).await);
    change(&world, "update auth.session set expires_at = now()").await;
    assert!(!alive(&session).await);
    world.end().await;
}

#[tokio::test]
async fn a_deactivated_user_is_out_at_once() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    change(
        &world,
        "update auth.user_account set deactivated_at = now() where name = 'seller Alfa'",
    )
    .await;
    assert!(!alive(&session).await);
    world.end().await;
}

#[tokio::test]
async fn a_role_that_is_taken_away_is_gone_at_once() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    assert_eq!(auth::viewer(&session).await.unwrap().role, Role::User);
    change(
        &world,
        "update auth.user_account set role = 'read_only' where name = 'seller Alfa'",
    )
    .await;
    assert!(!auth::viewer(&session).await.unwrap().can_write());
    world.end().await;
}

#[tokio::test]
async fn tokens_that_are_no_tokens_are_no_session() {
    let world = World::new().await;
    let long = "a".repeat(200);
    for token in [
        "",
        "unknown",
        "'; drop table crm.contact; --",
        "å",
        "a b",
        &long,
    ] {
        assert!(
            !alive(&Session::new(world.store.clone(), token.to_owned())).await,
            "{token}"
        );
    }
    world.end().await;
}

#[tokio::test]
async fn the_viewer_is_who_signed_in() {
    let world = World::new().await;
    let session = world.session(world.firm.reader).await;
    auth::set_language(&session, Language::En).await.unwrap();
    auth::set_theme(&session, Theme::Dark).await.unwrap();
    let viewer = auth::viewer(&session).await.unwrap();
    assert_eq!(
        (viewer.id, viewer.role),
        (world.firm.reader, Role::ReadOnly)
    );
    assert_eq!(
        (viewer.name.as_str(), viewer.email.as_str()),
        ("reader Alfa", "reader@alfa.example")
    );
    assert_eq!(
        (viewer.firm.as_str(), viewer.language, viewer.theme),
        ("Alfa", Language::En, Theme::Dark)
    );
    assert_eq!(
        auth::viewer(&world.session(world.firm.seller).await)
            .await
            .unwrap()
            .language,
        Language::Sv
    );
    world.end().await;
}

#[tokio::test]
async fn being_used_is_noted() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    change(
        &world,
        "update auth.session set last_seen_at = now() - interval '1 hour'",
    )
    .await;
    auth::viewer(&session).await.unwrap();
    let mut owner = world.db.owner().await.unwrap();
    let late = "select count(*) from auth.session where last_seen_at < now() - interval '1 minute'";
    assert_eq!(count(&mut owner, late).await, 0);
    world.end().await;
}

#[tokio::test]
async fn a_user_sees_and_ends_their_own_sessions() {
    let world = World::new().await;
    let session = world.session(world.firm.seller).await;
    world.session(world.firm.colleague).await;
    let mut raw = world.raw(world.firm.seller).await;
    assert_eq!(
        count(&mut raw, "select count(*) from auth.session").await,
        2
    );
    let mut owner = world.db.owner().await.unwrap();
    let theirs: uuid::Uuid = sqlx::query_scalar("select id from auth.session where user_id = $1")
        .bind(world.firm.colleague.0)
        .fetch_one(&mut owner)
        .await
        .unwrap();
    let closed: bool = sqlx::query_scalar("select auth.close_session($1)")
        .bind(theirs)
        .fetch_one(&mut raw)
        .await
        .unwrap();
    assert!(!closed, "not a colleague's");
    let mine: uuid::Uuid =
        sqlx::query_scalar("select id from auth.session order by created_at limit 1")
            .fetch_one(&mut raw)
            .await
            .unwrap();
    let closed: bool = sqlx::query_scalar("select auth.close_session($1)")
        .bind(mine)
        .fetch_one(&mut raw)
        .await
        .unwrap();
    assert!(closed);
    assert!(!alive(&session).await);
    world.end().await;
}

/// Somebody who found an SQL injection would look there first.
#[tokio::test]
async fn no_token_can_be_read_from_another_connection() {
    let world = World::new().await;
    let token = world
        .db
        .token(world.firm.tenant, world.firm.seller)
        .await
        .unwrap();
    let session = Session::new(world.store.clone(), token.clone());
    let mut raw = world.raw(world.firm.colleague).await;
    for _ in 0..20 {
        let (listed, statements) = tokio::join!(
            category::list(&session),
            sqlx::query_scalar::<_, String>(
                "select query from pg_stat_activity where usename = current_user"
            )
            .fetch_all(&mut raw)
        );
        listed.unwrap();
        let statements = statements.unwrap();
        assert!(
            statements
                .iter()
                .all(|statement| !statement.contains(&token)),
            "{statements:?}"
        );
    }
    world.end().await;
}
