//! What comes first.

use crate::common::{World, find, names, page, person};
use domain::contact::NewContact;

#[tokio::test]
async fn names_sort_the_swedish_way() {
    let world = World::new().await;
    world
        .people(&[
            "Öst Öberg",
            "Åsa Åberg",
            "Ärla Äng",
            "Anna Zorn",
            "Zoë Berg",
            "Anna Berg",
            "Åke Berg",
            "Örn Berg",
            "Éva Berg",
        ])
        .await;
    let sorted = [
        "Anna Berg",
        "Éva Berg",
        "Zoë Berg",
        "Åke Berg",
        "Örn Berg",
        "Anna Zorn",
        "Åsa Åberg",
        "Ärla Äng",
        "Öst Öberg",
    ];
    assert_eq!(names(&world.seller, &find("")).await, sorted);
    let bergs = names(&world.seller, &find("berg")).await;
    assert_eq!(bergs[..5], sorted[..5]);
    assert_eq!(
        bergs[5..],
        ["Åsa Åberg", "Öst Öberg"],
        "in the middle of the name comes after the beginning"
    );
    world.end().await;
}

#[tokio::test]
async fn exact_spelling_first_then_any() {
    let world = World::new().await;
    world
        .people(&[
            "Ake Borg",
            "Åke Alm",
            "Ake Alm",
            "Anna Åkesson",
            "Anna Akesson",
            "André Ek",
            "Andre Dal",
        ])
        .await;
    assert_eq!(
        names(&world.seller, &find("Åke")).await,
        [
            "Anna Åkesson",
            "Åke Alm",
            "Anna Akesson",
            "Ake Alm",
            "Ake Borg"
        ]
    );
    assert_eq!(
        names(&world.seller, &find("ake")).await,
        [
            "Anna Akesson",
            "Ake Alm",
            "Ake Borg",
            "Anna Åkesson",
            "Åke Alm"
        ]
    );
    assert_eq!(
        names(&world.seller, &find("andré")).await,
        ["Andre Dal", "André Ek"],
        "é is e"
    );
    assert_eq!(
        names(&world.seller, &find("ANDRE")).await,
        ["Andre Dal", "André Ek"]
    );
    world.end().await;
}

#[tokio::test]
async fn last_names_then_other_words_then_within_then_elsewhere() {
    let world = World::new().await;
    world
        .people(&[
            "Tomas Västersöder",
            "Söder Alm",
            "Sofia Palm Söderqvist",
            "Elin Söderberg",
            "Anders Söderberg",
        ])
        .await;
    world
        .add(NewContact {
            title: "Chef söder".to_owned(),
            ..person("Bo Ek")
        })
        .await;
    assert_eq!(
        names(&world.seller, &find("söder")).await,
        [
            "Anders Söderberg",
            "Elin Söderberg",
            "Söder Alm",
            "Sofia Palm Söderqvist",
            "Tomas Västersöder",
            "Bo Ek"
        ]
    );
    assert_eq!(names(&world.seller, &find("soder")).await.len(), 6);
    world.end().await;
}

#[tokio::test]
async fn several_words_in_any_order() {
    let world = World::new().await;
    world
        .people(&[
            "Anna Svensson",
            "Anna Svenningsson",
            "Svea Annasson",
            "Sven Ek",
            "Karl-Erik Svensson",
        ])
        .await;
    world
        .add(NewContact {
            first_name: "Anna Karin".to_owned(),
            ..person(" Svensson")
        })
        .await;
    for text in ["anna svensson", "svensson anna", "  SVENSSON   anna "] {
        assert_eq!(
            names(&world.seller, &find(text)).await,
            ["Anna Svensson", "Anna Karin Svensson"],
            "{text}"
        );
    }
    assert_eq!(
        names(&world.seller, &find("sv an")).await,
        [
            "Svea Annasson",
            "Anna Svenningsson",
            "Anna Svensson",
            "Anna Karin Svensson"
        ]
    );
    for text in [
        "karl-erik",
        "karl erik",
        "erik karl",
        "karlerik",
        "svensson karl-e",
    ] {
        assert_eq!(
            names(&world.seller, &find(text)).await,
            ["Karl-Erik Svensson"],
            "{text}"
        );
    }
    assert_eq!(
        names(&world.seller, &find("anna svensson ek")).await,
        [""; 0]
    );
    world.end().await;
}

#[tokio::test]
async fn one_or_two_letters_begin_words() {
    let world = World::new().await;
    world
        .people(&["Bo Ek", "Eva Alm", "Ek Bo", "Greken Ålund", "Karin Boman"])
        .await;
    assert_eq!(names(&world.seller, &find("ek")).await, ["Bo Ek", "Ek Bo"]);
    assert_eq!(
        names(&world.seller, &find("b")).await,
        ["Ek Bo", "Karin Boman", "Bo Ek"]
    );
    assert_eq!(
        names(&world.seller, &find("å")).await,
        ["Greken Ålund", "Eva Alm"]
    );
    world.end().await;
}

#[tokio::test]
async fn a_nickname_is_found_and_shown_as_what_matched() {
    let world = World::new().await;
    world
        .add(NewContact {
            nickname: "Snobben".to_owned(),
            ..person("Sten Borg")
        })
        .await;
    let found = page(&world.seller, &find("snobb")).await;
    assert_eq!(found.items.len(), 1);
    assert_eq!(found.items[0].matched, "Snobben");
    assert_eq!((found.count, found.more, found.next), (1, false, None));
    world.end().await;
}
