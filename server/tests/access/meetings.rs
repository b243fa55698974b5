//! Calendars that subscribe see what their user sees, also once a card has been hidden; and nothing
//! when they are dead.

use http::StatusCode;
use serde_json::json;

use crate::canary::Who;
use crate::common::{Answer, Ask};
use crate::world::World;

async fn address(world: &World, who: Who) -> String {
    let answer = world
        .ask(who, &Ask::form("/settings/calendar", &[("act", "make")]))
        .await;
    let (_, rest) = answer.body.split_once("/calendar/").expect("an address");
    format!("/calendar/{}", rest.split('"').next().expect("its end"))
}

/// As a calendar program asks: with nothing but the address. Whatever `who` may not see is a leak.
async fn read(world: &World, who: Who, path: &str) -> Answer {
    let answer = world.site.ask(Ask::get(path)).await;
    let leaked = world.canaries.leaked(who, &Ask::get(path), &answer);
    assert!(leaked.is_empty(), "{who:?} is shown {leaked:?}");
    answer
}

fn has(world: &World, answer: &Answer, what: &str) -> bool {
    let body = answer.body.replace("\r\n ", "");
    body.contains(world.canaries.text(&format!("{what}.subject")))
}

#[tokio::test]
async fn a_calendar_shows_what_its_user_may_see_and_dies_at_once() {
    let world = World::new().await;
    let seller = address(&world, Who::Seller).await;
    let colleague = address(&world, Who::Colleague).await;
    let own = read(&world, Who::Seller, &seller).await;
    assert_eq!(own.header("content-type"), "text/calendar; charset=utf-8");
    assert!(has(&world, &own, "public meeting") && has(&world, &own, "private meeting"));
    // Takes part in both, and sees the card of one.
    let theirs = read(&world, Who::Colleague, &colleague).await;
    assert!(has(&world, &theirs, "public meeting") && !has(&world, &theirs, "private meeting"));
    // Asked again it is not sent again.
    let tag = theirs.header("etag").to_owned();
    let again = Ask::get(&colleague).with("if-none-match", &tag);
    let again = world.site.ask(again).await;
    assert_eq!(
        (again.status, again.body.as_str()),
        (StatusCode::NOT_MODIFIED, "")
    );
    assert_eq!(again.header("etag"), tag);
    assert_eq!(again.header("cache-control"), "private, no-cache");
    // Made private, the card takes its meeting along.
    let hide = json!({
        "target": { "contact": world.id("public contact") },
        "changes": [{ "field": "private", "was": "false", "value": "true" }],
    });
    let hidden = world
        .ask(
            Who::Seller,
            &Ask::json("/api/save_edit", &json!({ "edit": hide })),
        )
        .await;
    assert_eq!(hidden.status, StatusCode::OK);
    let theirs = world
        .site
        .ask(Ask::get(&colleague).with("if-none-match", &tag))
        .await;
    assert_eq!(theirs.status, StatusCode::OK);
    assert!(!has(&world, &theirs, "public meeting"));
    let path = format!("/meetings/{}/invitation.ics", world.id("public meeting"));
    let invitation = world.ask(Who::Colleague, &Ask::get(&path)).await;
    assert_eq!(invitation.status, StatusCode::NOT_FOUND);
    let mine = json!({ "holder": null, "query": "", "refused": null, "language": "sv" });
    let mine = world
        .ask(Who::Colleague, &Ask::json("/api/read_meetings", &mine))
        .await;
    assert!(!has(&world, &mine, "public meeting"));
    // That somebody is busy is said; what with is not.
    let body = format!(
        "starts_on=2126-11-26&starts_time=13%3A30&time_zone=Europe%2FStockholm&owner_id={}",
        world.alfa.seller
    );
    let check = json!({ "body": body, "language": "sv" });
    let check = world
        .ask(Who::Colleague, &Ask::json("/api/check_meeting", &check))
        .await;
    assert!(
        check.body.contains(world.canaries.text("alfa.seller")),
        "{}",
        check.body
    );
    assert!(!has(&world, &check, "public meeting"));
    // Replaced, taken away, and when the account is closed.
    let new = address(&world, Who::Colleague).await;
    assert_eq!(
        read(&world, Who::Colleague, &colleague).await.status,
        StatusCode::NOT_FOUND
    );
    world
        .ask(
            Who::Colleague,
            &Ask::form("/settings/calendar", &[("act", "revoke")]),
        )
        .await;
    assert_eq!(
        read(&world, Who::Colleague, &new).await.status,
        StatusCode::NOT_FOUND
    );
    sqlx::query("update auth.user_account set deactivated_at = now() where id = $1")
        .bind(world.alfa.seller.0)
        .execute(&mut world.site.db.owner().await.expect("the owner"))
        .await
        .expect("a closed account");
    assert_eq!(
        read(&world, Who::Seller, &seller).await.status,
        StatusCode::NOT_FOUND
    );
    world.site.close().await;
}
