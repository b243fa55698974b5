//! What is hidden is given away by no hint, count or moment in between (trust.md §1.3, cases 1 and 4).

use domain::contact::ContactDraft;
use domain::point::PointDraft;
use domain::search::{Field, Population};
use serde_json::json;
use sqlx::AssertSqlSafe;

use crate::canary::Who;
use crate::common::Ask;
use crate::hidden::{find, page};
use crate::world::World;

#[tokio::test]
async fn the_duplicate_hint_knows_nothing_of_hidden_contacts() {
    let world = World::new().await;
    let probes = |what: &str| {
        let text = |field: &str| world.canaries.text(&format!("{what}.{field}")).to_owned();
        let email = PointDraft {
            label: String::new(),
            value: format!("{}@x.example", text("email")),
        };
        let named = ContactDraft {
            first_name: text("first_name"),
            last_name: text("last_name"),
            ..ContactDraft::default()
        };
        let mailed = ContactDraft {
            emails: vec![email],
            ..ContactDraft::default()
        };
        [named, mailed]
    };
    let hint = async |who, draft: &ContactDraft| {
        let answer = world
            .ask(
                who,
                &Ask::json("/api/find_duplicates", &json!({ "draft": draft })),
            )
            .await;
        serde_json::from_str::<Vec<serde_json::Value>>(&answer.body)
            .expect("a list")
            .len()
    };
    for draft in probes("private contact") {
        assert_eq!(hint(Who::Seller, &draft).await, 1, "the owner");
        assert_eq!(
            hint(Who::Administrator, &draft).await,
            1,
            "the administrator"
        );
        for who in [Who::Colleague, Who::Reader, Who::Stranger] {
            assert_eq!(hint(who, &draft).await, 0, "{who:?}");
        }
    }
    for draft in probes("public contact") {
        assert_eq!(hint(Who::Colleague, &draft).await, 1);
        assert_eq!(hint(Who::Stranger, &draft).await, 0);
    }
    for draft in probes("trashed contact") {
        assert_eq!(hint(Who::Seller, &draft).await, 0, "the trash");
    }
    world.site.close().await;
}

#[tokio::test]
async fn a_company_counts_only_the_contacts_that_the_reader_may_see() {
    let world = World::new().await;
    let ask = Ask::json(
        "/api/read_company",
        &json!({ "id": world.id("public company") }),
    );
    for (who, people) in [
        (Who::Seller, 2),
        (Who::Administrator, 2),
        (Who::Colleague, 1),
        (Who::Reader, 1),
    ] {
        let card: serde_json::Value =
            serde_json::from_str(&world.ask(who, &ask).await.body).expect("a card");
        assert_eq!(
            card["contacts"].as_array().expect("contacts").len(),
            people,
            "{who:?}"
        );
    }
    world.site.close().await;
}

/// Nor does a project count what stands on cards that the reader may not see, or who takes part.
#[tokio::test]
async fn a_project_counts_only_what_the_reader_may_see() {
    let world = World::new().await;
    let project = world.id("the project");
    let query =
        json!({ "statuses": null, "sort": "due", "after": null, "new": false, "edit": null });
    let card = Ask::json("/api/read_project", &json!({ "id": project }));
    let tasks = Ask::json(
        "/api/read_tasks",
        &json!({ "holder": { "project": project }, "query": query }),
    );
    for (who, all) in [
        (Who::Seller, 2),
        (Who::Administrator, 2),
        (Who::Colleague, 1),
        (Who::Reader, 1),
    ] {
        let read = async |ask: &Ask| -> serde_json::Value {
            serde_json::from_str(&world.ask(who, ask).await.body).expect("an answer")
        };
        let card = read(&card).await;
        let people = card["participants"].as_array().expect("people").len();
        assert_eq!(people, all, "{who:?}");
        assert_eq!(card["overview"]["tasks"], json!(all), "{who:?}");
        assert_eq!(card["overview"]["meetings"], json!(all), "{who:?}");
        let tasks = read(&tasks).await;
        // Nobody has begun with any of them.
        assert_eq!(tasks["counts"], json!([all, 0, 0, 0, 0]), "{who:?}");
    }
    world.site.close().await;
}

/// Hiding works from the moment it is done, and showing again too.
#[tokio::test]
async fn hiding_a_contact_takes_effect_at_once() {
    let world = World::new().await;
    let id = world.id("public contact");
    let colleague = world.token(Who::Colleague).await.expect("a token");
    let mut owner = world.site.db.owner().await.expect("the owner");
    store::admin::act_as(&mut owner, world.alfa.tenant, world.alfa.seller)
        .await
        .expect("the seller");
    let statuses = async || {
        let card = world
            .site
            .ask(Ask::get(format!("/contacts/{id}")).signed_in(&colleague))
            .await
            .status
            .as_u16();
        let text = world.canaries.text("public contact.last_name");
        let found = find(text, Population::All, Field::Everything).signed_in(&colleague);
        (card, page(&world.site.ask(found).await).count)
    };
    assert_eq!(statuses().await, (200, 1));
    for (private, expected) in [(true, (404, 0)), (false, (200, 1))] {
        sqlx::query("update crm.contact set private = $2 where id = $1")
            .bind(id)
            .bind(private)
            .execute(&mut owner)
            .await
            .expect("hidden or shown");
        assert_eq!(statuses().await, expected, "private: {private}");
    }
    world.site.close().await;
}

/// The canaries sing: with a wall taken down, the very same sweep finds what comes through.
#[tokio::test]
async fn a_wall_that_is_taken_down_is_noticed() {
    let world = World::new().await;
    let mut owner = world.site.db.owner().await.expect("the owner");
    let card: String =
        sqlx::query_scalar("select pg_get_functiondef('crm.contact_card(uuid)'::regprocedure)")
            .fetch_one(&mut owner)
            .await
            .expect("the card");
    let open_card = card.replace("c.vis_owner is null or", "true or");
    assert_ne!(open_card, card);
    let contact = json!({ "id": world.id("private contact") });
    let card = Ask::json("/api/read_contact", &contact);
    let page = Ask::get(format!("/contacts/{}", world.id("private contact")));
    let panel = Ask::json("/api/read_search_panel", &json!({}));
    let people = Ask::json("/api/list_colleagues", &json!({}));
    let project = format!("/projects/{}", world.id("the project"));
    let tasks = Ask::get(format!("{project}?tab=tasks"));
    let meetings = Ask::get(format!("{project}?tab=meetings"));
    let walls = [
        (
            open_card.as_str(),
            &card,
            Who::Colleague,
            "private contact.last_name",
        ),
        (
            open_card.as_str(),
            &page,
            Who::Reader,
            "private contact.note",
        ),
        (
            "drop policy visible on crm.selection",
            &panel,
            Who::Administrator,
            "own selection.name",
        ),
        (
            "drop policy visible on crm.task",
            &tasks,
            Who::Colleague,
            "task of private contact.subject",
        ),
        (
            "drop policy visible on crm.meeting",
            &meetings,
            Who::Reader,
            "private meeting.subject",
        ),
        // Whose task it is that is no secret any more.
        (
            "drop policy visible on crm.contact",
            &tasks,
            Who::Colleague,
            "private contact.last_name",
        ),
        (
            "alter policy tenant on auth.user_account using (true)",
            &people,
            Who::Stranger,
            "alfa.seller",
        ),
    ];
    let leaks = async |who: Who, ask: &Ask, canary: &str| {
        let token = world.token(who).await.expect("a token");
        let answer = world.site.ask(ask.clone().signed_in(&token)).await;
        world.canaries.leaked(who, ask, &answer).contains(&canary)
    };
    for (_, ask, who, canary) in walls {
        assert!(!leaks(who, ask, canary).await, "{who:?} is shown {canary}");
    }
    for (statement, ask, who, canary) in walls {
        sqlx::raw_sql(AssertSqlSafe(statement.to_owned()))
            .execute(&mut owner)
            .await
            .expect(statement);
        assert!(leaks(who, ask, canary).await, "{statement} is not noticed");
    }
    world.site.close().await;
}
