//! What is hidden is not found by searching, counting, or typing it in (trust.md §1.3, case 4).

use domain::contact::{ContactDraft, ContactHit};
use domain::page::Page;
use domain::point::PointDraft;
use domain::search::{Among, Field, Population, Search};
use serde_json::json;
use uuid::Uuid;

use crate::canary::Who;
use crate::common::{Answer, Ask};
use crate::world::World;

/// Fields of a contact that a search looks into.
const SEARCHED: [&str; 12] = [
    "first_name", "last_name", "nickname", "title", "role", "website", "email", "phone_target", "street", "postcode",
    "city", "customer_number",
];

fn find(text: &str, population: Population, field: Field) -> Ask {
    let search = Search { text: text.to_owned(), population, field, ..Search::default() };
    Ask::json("/api/search_contacts", &json!({ "search": search }))
}

fn page(answer: &Answer) -> Page<ContactHit> {
    serde_json::from_str(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.body))
}

/// Without this, the next test would pass with a search that finds nothing.
#[tokio::test]
async fn whoever_may_see_a_contact_finds_it_by_every_field() {
    let world = World::new().await;
    let mut unfound = Vec::new();
    for (who, what) in [
        (Who::Seller, "private contact"),
        (Who::Administrator, "private contact"),
        (Who::Colleague, "public contact"),
        (Who::Stranger, "beta contact"),
    ] {
        for field in SEARCHED {
            let text = world.canaries.text(&format!("{what}.{field}"));
            let found = page(&world.ask(who, &find(text, Population::All, Field::Everything)).await);
            let ids: Vec<_> = found.items.iter().map(|hit| hit.id.0).collect();
            if ids != [world.id(what)] || found.count != 1 {
                unfound.push(format!("{who:?}: {what}.{field}: {ids:?}"));
            }
        }
    }
    assert!(unfound.is_empty(), "{unfound:#?}");
    world.site.close().await;
}

#[tokio::test]
async fn a_hidden_contact_is_found_by_nothing() {
    let world = World::new().await;
    let populations =
        [Population::All, Population::Mine, Population::Private, Population::Trash, Population::Customers];
    let nothing = world.ask(Who::Colleague, &find(&random(), Population::All, Field::Everything)).await;
    assert_eq!(page(&nothing).count, 0);
    for (who, what) in [
        (Who::Colleague, "private contact"),
        (Who::Colleague, "trashed private contact"),
        (Who::Reader, "private contact"),
        (Who::Stranger, "private contact"),
        (Who::Stranger, "public contact"),
        (Who::Administrator, "beta contact"),
    ] {
        let fields = world.canaries.iter().filter(|canary| canary.what.starts_with(&format!("{what}.")));
        for canary in fields {
            for population in populations {
                let answer = world.ask(who, &find(&canary.text, population, Field::Everything)).await;
                assert_eq!(answer.body, nothing.body, "{who:?} searches {population:?} for {}", canary.what);
                assert_eq!(answer.status, nothing.status);
            }
        }
    }
    world.site.close().await;
}

#[tokio::test]
async fn the_page_of_a_search_for_a_hidden_contact_is_that_of_a_search_for_nothing() {
    let world = World::new().await;
    for field in SEARCHED {
        let hidden = world.canaries.text(&format!("private contact.{field}"));
        // As long as the other, so that nothing but the text can differ.
        let absent: String = random().chars().chain(random().chars()).take(hidden.len()).collect();
        let read = async |text: &str| {
            let answer = world.ask(Who::Colleague, &Ask::get(format!("/contacts?q={text}"))).await;
            (answer.status, answer.comparable().replace(text, "TEXT"))
        };
        assert_eq!(read(hidden).await, read(&absent).await, "{field}");
    }
    world.site.close().await;
}

#[tokio::test]
async fn hidden_contacts_are_in_no_count() {
    let world = World::new().await;
    let count = async |who, population, among: Among| {
        let search = Search { population, among, ..Search::default() };
        let name = if among == Among::Contacts { "contacts" } else { "companies" };
        let answer = world.ask(who, &Ask::json(format!("/api/search_{name}"), &json!({ "search": search }))).await;
        let page: serde_json::Value = serde_json::from_str(&answer.body).expect("a page");
        page["count"].as_u64().expect("a count")
    };
    for (who, all, trash, private, companies) in [
        (Who::Seller, 2, 2, 1, 1),
        (Who::Administrator, 2, 2, 1, 1),
        (Who::Colleague, 1, 1, 0, 1),
        (Who::Reader, 1, 1, 0, 1),
        (Who::Stranger, 1, 0, 0, 1),
    ] {
        assert_eq!(count(who, Population::All, Among::Contacts).await, all, "{who:?}: all");
        assert_eq!(count(who, Population::Trash, Among::Contacts).await, trash, "{who:?}: trash");
        assert_eq!(count(who, Population::Private, Among::Contacts).await, private, "{who:?}: private");
        assert_eq!(count(who, Population::All, Among::Companies).await, companies, "{who:?}: companies");
    }
    world.site.close().await;
}

#[tokio::test]
async fn the_duplicate_hint_knows_nothing_of_hidden_contacts() {
    let world = World::new().await;
    let probes = |what: &str| {
        let text = |field: &str| world.canaries.text(&format!("{what}.{field}")).to_owned();
        let email = PointDraft { label: String::new(), value: format!("{}@x.example", text("email")) };
        let named =
            ContactDraft { first_name: text("first_name"), last_name: text("last_name"), ..ContactDraft::default() };
        let mailed = ContactDraft { emails: vec![email], ..ContactDraft::default() };
        [named, mailed]
    };
    let hint = async |who, draft: &ContactDraft| {
        let answer = world.ask(who, &Ask::json("/api/find_duplicates", &json!({ "draft": draft }))).await;
        serde_json::from_str::<Vec<serde_json::Value>>(&answer.body).expect("a list").len()
    };
    for draft in probes("private contact") {
        assert_eq!(hint(Who::Seller, &draft).await, 1, "the owner");
        assert_eq!(hint(Who::Administrator, &draft).await, 1, "the administrator");
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
    let ask = Ask::json("/api/read_company", &json!({ "id": world.id("public company") }));
    for (who, people) in [(Who::Seller, 2), (Who::Administrator, 2), (Who::Colleague, 1), (Who::Reader, 1)] {
        let card: serde_json::Value = serde_json::from_str(&world.ask(who, &ask).await.body).expect("a card");
        assert_eq!(card["contacts"].as_array().expect("contacts").len(), people, "{who:?}");
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
    store::admin::act_as(&mut owner, world.alfa.tenant, world.alfa.seller).await.expect("the seller");
    let statuses = async || {
        let card = world.site.ask(Ask::get(format!("/contacts/{id}")).signed_in(&colleague)).await.status.as_u16();
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

fn random() -> String {
    Uuid::new_v4().simple().to_string()
}
