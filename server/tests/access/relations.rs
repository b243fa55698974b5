//! Somebody else's record and no record at all are one and the same (trust.md §1.3, cases 1 and 2).

use http::header::CONTENT_LENGTH;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::canary::Who;
use crate::common::Ask;
use crate::snapshot;
use crate::world::World;

/// What an answer says, without the id that was asked about.
async fn answer(world: &World, who: Who, ask: Ask, id: Uuid) -> (u16, Vec<String>, String) {
    let answer = world.ask(who, &ask).await;
    let nonce = answer.nonce().unwrap_or("NONE").to_owned();
    let headers = answer
        .headers
        .iter()
        .filter(|(name, _)| *name != CONTENT_LENGTH);
    let headers = headers.map(|(name, value)| {
        format!(
            "{name}: {}",
            value.to_str().unwrap_or_default().replace(&nonce, "NONCE")
        )
    });
    let body = answer.comparable().replace(&id.to_string(), "ID");
    (answer.status.as_u16(), headers.collect(), body)
}

#[tokio::test]
async fn a_hidden_record_and_no_record_are_answered_alike() {
    let world = World::new().await;
    let page = |kind: &str, id: Uuid| Ask::get(format!("/{kind}/{id}"));
    let call = |kind: &str, id: Uuid| {
        let path = if kind == "contacts" {
            "/api/read_contact"
        } else {
            "/api/read_company"
        };
        Ask::json(path, &json!({ "id": id }))
    };
    for (who, kind, what) in [
        (Who::Stranger, "contacts", "public contact"),
        (Who::Stranger, "contacts", "private contact"),
        (Who::Stranger, "contacts", "trashed contact"),
        (Who::Stranger, "companies", "public company"),
        (Who::Stranger, "companies", "trashed company"),
        (Who::Administrator, "contacts", "beta contact"),
        (Who::Administrator, "companies", "beta company"),
        (Who::Colleague, "contacts", "private contact"),
        (Who::Colleague, "contacts", "trashed private contact"),
        (Who::Reader, "contacts", "private contact"),
        // An id of another kind is no id of this kind.
        (Who::Seller, "companies", "private contact"),
        (Who::Seller, "contacts", "public company"),
    ] {
        let (hidden, nowhere) = (world.id(what), Uuid::new_v4());
        let pages = (
            answer(&world, who, page(kind, hidden), hidden).await,
            answer(&world, who, page(kind, nowhere), nowhere).await,
        );
        assert_eq!(pages.0.0, 404, "{who:?} opens {what}");
        assert_eq!(pages.0, pages.1, "{who:?} opens {what}");
        let calls = (
            answer(&world, who, call(kind, hidden), hidden).await,
            answer(&world, who, call(kind, nowhere), nowhere).await,
        );
        assert_eq!(calls.0.0, 404, "{who:?} asks for {what}");
        assert_eq!(calls.0, calls.1, "{who:?} asks for {what}");
    }
    world.site.close().await;
}

/// A record of another firm cannot be pointed at, and trying tells nothing.
#[tokio::test]
async fn another_firms_rows_cannot_be_referred_to() {
    let world = World::new().await;
    let create = |more: Value| {
        let mut draft = json!({ "last_name": "Lind" });
        draft
            .as_object_mut()
            .expect("an object")
            .extend(more.as_object().expect("an object").clone());
        Ask::json(
            "/api/create_contact",
            &json!({ "draft": draft, "key": Uuid::new_v4(), "as_customer": false }),
        )
    };
    let mut definer = world.site.definer().await;
    let before = snapshot(&mut definer).await;
    for (who, category, owner) in [
        (
            Who::Stranger,
            world.id("alfa category"),
            world.alfa.seller.0,
        ),
        (Who::Seller, world.id("beta category"), world.beta.admin.0),
    ] {
        let nowhere = Uuid::new_v4();
        let of_category = |id: Uuid| create(json!({ "categories": [id] }));
        let of_owner = |id: Uuid| create(json!({ "owner": id }));
        let categories = (
            answer(&world, who, of_category(category), category).await,
            answer(&world, who, of_category(nowhere), nowhere).await,
        );
        assert_eq!(categories.0.0, 422, "{who:?}: {}", categories.0.2);
        assert_eq!(categories.0, categories.1, "{who:?}");
        let owners = (
            answer(&world, who, of_owner(owner), owner).await,
            answer(&world, who, of_owner(nowhere), nowhere).await,
        );
        assert_eq!(owners.0.0, 422, "{who:?}: {}", owners.0.2);
        assert_eq!(owners.0, owners.1, "{who:?}");
    }
    assert_eq!(
        snapshot(&mut definer).await,
        before,
        "a refused write left something"
    );
    world.site.close().await;
}

/// Nor is what stands on a card made to be of a project of another firm's, and trying tells nothing of it.
#[tokio::test]
async fn nothing_can_be_of_another_firms_project() {
    let world = World::new().await;
    let mut definer = world.site.definer().await;
    let before = snapshot(&mut definer).await;
    let task = |body: String| Ask::json("/api/manage_task", &json!({ "body": body }));
    let new_task = |contact: Uuid, project: Uuid| {
        let key = Uuid::new_v4();
        task(format!(
            "act=create&contact={contact}&subject=Ny&key={key}&project_id={project}"
        ))
    };
    let moved_task = |id: Uuid, was: &str, project: Uuid| {
        task(format!(
            "act=save&id={id}&was.project_id={was}&project_id={project}"
        ))
    };
    let new_meeting = |contact: Uuid, project: Uuid| {
        let (key, day) = (Uuid::new_v4(), "2126-11-27");
        let times = format!("starts_on={day}&starts_time=09:00&time_zone=Europe/Stockholm");
        let body = format!("act=save&key={key}&subject=Nytt&{times}&project_id={project}");
        Ask::json(
            "/api/save_meeting",
            &json!({ "holder": { "contact": contact }, "body": body }),
        )
    };
    for (who, what, own, others) in [
        (Who::Stranger, "beta contact", "", "the project"),
        (Who::Seller, "public contact", "the project", "beta project"),
    ] {
        let (contact, of_contact) = (world.id(what), world.id(&format!("task of {what}")));
        let was = match own {
            "" => String::new(),
            own => world.id(own).to_string(),
        };
        let asks = |project: Uuid| {
            [
                new_task(contact, project),
                moved_task(of_contact, &was, project),
                new_meeting(contact, project),
            ]
        };
        let (others, nowhere) = (world.id(others), Uuid::new_v4());
        for (there, not_there) in asks(others).into_iter().zip(asks(nowhere)) {
            let there = answer(&world, who, there, others).await;
            assert_eq!(there.0, 422, "{who:?}: {}", there.2);
            let not_there = answer(&world, who, not_there, nowhere).await;
            assert_eq!(there, not_there, "{who:?}");
        }
    }
    assert_eq!(
        snapshot(&mut definer).await,
        before,
        "a refused write left something"
    );
    world.site.close().await;
}

/// Fields that the form does not have change nothing, whoever sends them (case 16).
#[tokio::test]
async fn nobody_writes_what_the_form_does_not_have() {
    let world = World::new().await;
    let draft = json!({
        "last_name": "Lind", "tenant_id": world.beta.tenant.0, "id": world.id("beta contact"), "version": 99,
        "vis_owner": world.alfa.colleague, "deleted_at": "2020-01-01", "number": 1, "created_at": "2020-01-01",
        "updated_by": world.alfa.admin,
    });
    let arguments = json!({ "draft": draft, "key": Uuid::new_v4(), "as_customer": false, "tenant_id": world.beta.tenant.0 });
    let answer = world
        .ask(Who::Seller, &Ask::json("/api/create_contact", &arguments))
        .await;
    if answer.status.is_success() {
        let created: Value = serde_json::from_str(&answer.body).expect("what was saved");
        let row: (i64, i32, bool, Uuid) = sqlx::query_as(
            "select tenant_id, version, vis_owner is null and deleted_at is null and created_at > now() - interval '1 hour',
                updated_by
             from crm.contact where id = $1::text::uuid",
        )
        .bind(created["id"].as_str())
        .fetch_one(&mut world.site.definer().await)
        .await
        .expect("the contact");
        assert_eq!(row, (world.alfa.tenant.0, 1, true, world.alfa.seller.0));
        assert_ne!(created["id"], json!(world.id("beta contact")));
    } else {
        assert_eq!(answer.status.as_u16(), 422, "{}", answer.body);
    }
    world.site.close().await;
}

/// One key belongs to one user: a colleague who guesses it learns nothing of what was saved by it.
#[tokio::test]
async fn an_idempotency_key_of_another_user_says_nothing() {
    let world = World::new().await;
    let key = Uuid::new_v4();
    let arguments = json!({ "draft": { "last_name": "Lind", "private": true }, "key": key, "as_customer": false });
    let ask = Ask::json("/api/create_contact", &arguments);
    let mut ids = Vec::new();
    for who in [
        Who::Seller,
        Who::Colleague,
        Who::Administrator,
        Who::Stranger,
    ] {
        let answer = world.ask(who, &ask).await;
        assert_eq!(answer.status.as_u16(), 200, "{who:?}: {}", answer.body);
        let created: Value = serde_json::from_str(&answer.body).expect("what was saved");
        ids.push(created["id"].as_str().expect("an id").to_owned());
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count, "two users share a contact");
    world.site.close().await;
}
