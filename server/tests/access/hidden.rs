//! What is hidden is not found by searching or counting (trust.md §1.3, case 4).

use domain::contact::ContactHit;
use domain::page::Page;
use domain::search::{Among, Field, Population, Search};
use serde_json::json;
use uuid::Uuid;

use crate::canary::Who;
use crate::common::{Answer, Ask};
use crate::world::World;

/// Fields of a contact that a search looks into.
const SEARCHED: [&str; 12] = [
    "first_name",
    "last_name",
    "nickname",
    "title",
    "role",
    "website",
    "email",
    "phone_target",
    "street",
    "postcode",
    "city",
    "customer_number",
];

pub(super) fn find(text: &str, population: Population, field: Field) -> Ask {
    let search = Search {
        text: text.to_owned(),
        population,
        field,
        ..Search::default()
    };
    Ask::json("/api/search_contacts", &json!({ "search": search }))
}

pub(super) fn page(answer: &Answer) -> Page<ContactHit> {
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
            let found = page(
                &world
                    .ask(who, &find(text, Population::All, Field::Everything))
                    .await,
            );
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
    let populations = [
        Population::All,
        Population::Mine,
        Population::Private,
        Population::Trash,
        Population::Customers,
    ];
    let nothing = world
        .ask(
            Who::Colleague,
            &find(&random(), Population::All, Field::Everything),
        )
        .await;
    assert_eq!(page(&nothing).count, 0);
    for (who, what) in [
        (Who::Colleague, "private contact"),
        (Who::Colleague, "trashed private contact"),
        (Who::Reader, "private contact"),
        (Who::Stranger, "private contact"),
        (Who::Stranger, "public contact"),
        (Who::Administrator, "beta contact"),
    ] {
        let fields = world
            .canaries
            .iter()
            .filter(|canary| canary.what.starts_with(&format!("{what}.")));
        for canary in fields {
            for population in populations {
                let answer = world
                    .ask(who, &find(&canary.text, population, Field::Everything))
                    .await;
                assert_eq!(
                    answer.body, nothing.body,
                    "{who:?} searches {population:?} for {}",
                    canary.what
                );
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
        let absent: String = random()
            .chars()
            .chain(random().chars())
            .take(hidden.len())
            .collect();
        let read = async |text: &str| {
            let answer = world
                .ask(Who::Colleague, &Ask::get(format!("/contacts?q={text}")))
                .await;
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
        let search = Search {
            population,
            among,
            ..Search::default()
        };
        let name = if among == Among::Contacts {
            "contacts"
        } else {
            "companies"
        };
        let answer = world
            .ask(
                who,
                &Ask::json(format!("/api/search_{name}"), &json!({ "search": search })),
            )
            .await;
        let page: serde_json::Value = serde_json::from_str(&answer.body).expect("a page");
        page["count"]
            .as_u64()
            .unwrap_or_else(|| panic!("{who:?}: {} {}", answer.status, answer.body))
    };
    for (who, all, trash, private, companies) in [
        (Who::Seller, 2, 2, 1, 2),
        (Who::Administrator, 2, 2, 1, 2),
        (Who::Colleague, 1, 1, 0, 2),
        (Who::Reader, 1, 1, 0, 2),
        (Who::Stranger, 1, 0, 0, 1),
    ] {
        assert_eq!(
            count(who, Population::All, Among::Contacts).await,
            all,
            "{who:?}: all"
        );
        assert_eq!(
            count(who, Population::Trash, Among::Contacts).await,
            trash,
            "{who:?}: trash"
        );
        assert_eq!(
            count(who, Population::Private, Among::Contacts).await,
            private,
            "{who:?}: private"
        );
        assert_eq!(
            count(who, Population::All, Among::Companies).await,
            companies,
            "{who:?}: companies"
        );
    }
    world.site.close().await;
}

fn random() -> String {
    Uuid::new_v4().simple().to_string()
}
