//! The database finds what the plain search finds, in the same order, and its pages are the list.

use domain::ContactId;
use domain::contact::NewContact;
use domain::search::{Field, How, Search};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use store::contact;

use crate::common::{World, address, email, find_in, person, phone};
use crate::naive::Card;

fn card() -> impl Strategy<Value = Card> {
    let one = |of: &'static [&'static str]| proptest::sample::select(of).prop_map(str::to_owned);
    let first = one(&[
        "Anna",
        "Åsa",
        "Asa",
        "Karl-Erik",
        "Erik",
        "Karl Erik",
        "Éva",
        "Eva",
        "Bo",
        "",
        "Annika",
        "Ola",
    ]);
    let last = one(&[
        "Berg",
        "Öberg",
        "Oberg",
        "Bergström",
        "Åberg",
        "Lundberg",
        "Palm Berg",
        "Berg-Lind",
        "O'Berg",
        "Ek",
        "Ekberg",
        "Svensson",
        "Andersson",
        "Å",
        "von Ek",
        "Eriksson",
    ]);
    let nickname = one(&["", "", "", "Bergis", "Ann-Bo"]);
    let title = one(&["", "Chef", "Projektchef", "Vice VD", "Ägare"]);
    let website = one(&[
        "",
        "",
        "https://www.berg.example",
        "https://ek.example/anna",
    ]);
    let emails = prop::collection::vec(
        one(&[
            "anna.berg@ek.example",
            "INFO@oberg.example",
            "bo@ek.example",
            "a-b_c%d@x.example",
        ]),
        0..3,
    );
    let phones = prop::collection::vec(
        one(&[
            "0701740612",
            "0701740699",
            "084650041",
            "+4722123456",
            "+4646123456",
        ]),
        0..3,
    );
    let addresses = prop::collection::vec(
        (
            one(&["", "Storgatan 12 B", "Bergvägen 1", "Box 7"]),
            one(&["", "793 31", "11122"]),
            one(&["", "Leksand", "Norra Berg", "Ekerö"]),
        ),
        0..2,
    );
    let company = prop::option::of((
        one(&["Bergs Rör & Co AB", "Ek AB", "Annas Åkeri"]),
        one(&["", "VD", "Chef berg"]),
    ));
    (
        first, last, nickname, title, website, emails, phones, addresses, company,
    )
        .prop_map(
            |(first, last, nickname, title, website, emails, phones, addresses, company)| Card {
                first,
                last,
                nickname,
                title,
                website,
                emails,
                phones,
                addresses,
                company,
            },
        )
}

fn text() -> impl Strategy<Value = String> {
    let word = proptest::sample::select(&[
        "a",
        "an",
        "ann",
        "anna",
        "b",
        "be",
        "ber",
        "berg",
        "Öberg",
        "oberg",
        "öb",
        "ö",
        "å",
        "ås",
        "asa",
        "åsa",
        "ek",
        "ekb",
        "erik",
        "eriks",
        "karl",
        "karl-erik",
        "karlerik",
        "l-e",
        "svens",
        "nss",
        "son",
        "o'b",
        "'",
        "-",
        "lind",
        "é",
        "va",
        "chef",
        "vd",
        "vice",
        "projekt",
        "berg.",
        "rg@",
        "a.b",
        "@ek",
        "info",
        "example",
        "%",
        "_c%",
        "0701",
        "174",
        "070-174",
        "+4670",
        "004670",
        "46701",
        "08-46",
        "06",
        "+47",
        "4722",
        "0046",
        "storg",
        "793",
        "79331",
        "31",
        "lek",
        "norra",
        "&",
        "ab",
        "rör",
        "bergs",
        "12",
        "xyz",
        "www.berg",
        "https://ek",
        "bergis",
        "annbo",
        // Where words are joined, and where addresses are.
        "ob",
        "rgli",
        "bergl",
        "rg-l",
        "nbo",
        "a.berg@ek",
        "berg@ek.example",
        "b_c",
    ]);
    prop::collection::vec(word, 1..3).prop_map(|words| words.join(" "))
}

fn runner() -> TestRunner {
    TestRunner::new_with_rng(
        Config::default(),
        TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    )
}

async fn save(world: &World, card: &Card) -> ContactId {
    let new = NewContact {
        nickname: card.nickname.clone(),
        title: card.title.clone(),
        website: card.website.clone(),
        points: card
            .emails
            .iter()
            .map(|e| email(e))
            .chain(card.phones.iter().map(|p| phone(p)))
            .collect(),
        addresses: card
            .addresses
            .iter()
            .map(|(street, code, city)| address(street, code, city))
            .collect(),
        first_name: card.first.clone(),
        last_name: card.last.clone(),
        ..person("")
    };
    let id = world.add(new).await;
    if let Some((name, role)) = &card.company {
        world.company(name, "", &[(id, role)]).await;
    }
    id
}

/// Every page of a search, one after the other.
pub async fn all_pages(world: &World, search: &Search) -> Vec<ContactId> {
    let mut search = search.clone();
    let mut ids = Vec::new();
    for _ in 0..1_000 {
        let page = contact::search(&world.seller, &search).await.unwrap();
        ids.extend(page.items.iter().map(|hit| hit.id));
        search.after = page.next;
        if search.after.is_none() {
            return ids;
        }
    }
    panic!("no end: {search:?}");
}

#[tokio::test]
async fn the_database_finds_what_a_plain_search_finds() {
    let world = World::new().await;
    let mut runner = runner();
    let mut cards = Vec::new();
    for _ in 0..130 {
        let mut card = card().new_tree(&mut runner).unwrap().current();
        let id = save(&world, &card).await;
        card.phones = card
            .phones
            .iter()
            .map(|number| {
                number.strip_prefix("+46").map_or_else(
                    || number.trim_start_matches('+').to_owned(),
                    |rest| format!("0{rest}"),
                )
            })
            .collect();
        cards.push((id, card));
    }
    let search = (
        text(),
        proptest::sample::select(Field::ALL),
        proptest::sample::select(How::ALL),
    )
        .prop_map(|(text, field, how)| find_in(field, how, &text));
    let mut found_something = 0;
    for _ in 0..900 {
        let search = search.new_tree(&mut runner).unwrap().current();
        // Customer numbers are tested in fields.rs.
        if search.field == Field::Number {
            continue;
        }
        let mut expected: Vec<_> = cards
            .iter()
            .filter_map(|(id, card)| card.rank(&search).map(|rank| (rank, card.sort(), *id)))
            .collect();
        expected.sort();
        let expected: Vec<_> = expected.into_iter().map(|(_, _, id)| id).collect();
        let found = all_pages(&world, &search).await;
        let shown = |ids: &[ContactId]| {
            ids.iter()
                .map(|id| cards.iter().find(|(of, _)| of == id).unwrap().1.sort())
                .collect::<Vec<_>>()
        };
        assert_eq!(shown(&found), shown(&expected), "{search:?}");
        assert_eq!(found, expected, "{search:?}");
        let count = contact::search(&world.seller, &search).await.unwrap();
        assert!(
            count.more || count.count as usize == expected.len(),
            "{search:?}"
        );
        assert!(count.count as usize <= expected.len());
        found_something += usize::from(!expected.is_empty());
    }
    assert!(found_something > 120, "{found_something}");
    world.end().await;
}
