//! Who may be there already.

use domain::contact::{DuplicateReason, NewContact};
use store::contact::{DuplicateProbe, duplicates};

use crate::common::{World, address, email, person, phone};

#[tokio::test]
async fn the_strongest_reason_first_and_only_what_one_may_see() {
    let world = World::new().await;
    let colleague = world.session(world.firm.colleague).await;
    world
        .people(&["Eva Öberg", "Eva Oberg", "Anna Öberg"])
        .await;
    world
        .add(NewContact {
            points: vec![phone("070-174 06 12")],
            ..person("Bo Ek")
        })
        .await;
    world
        .add(NewContact {
            points: vec![email("eva@ek.example")],
            addresses: vec![address("Storgatan 1", "793 31", "Leksand")],
            ..person("Ada Ek")
        })
        .await;
    let probe = DuplicateProbe {
        first_name: "eva".to_owned(),
        last_name: "oberg".to_owned(),
        emails: vec!["EVA@ek.example".to_owned()],
        phones: vec!["+46701740612".to_owned()],
    };
    let found = duplicates(&world.seller, &probe).await.unwrap();
    let reasons: Vec<_> = found
        .iter()
        .map(|one| (one.name.as_str(), one.city.as_str(), one.reason))
        .collect();
    assert_eq!(
        reasons,
        [
            ("Ada Ek", "Leksand", DuplicateReason::Email),
            ("Bo Ek", "", DuplicateReason::Phone),
            ("Eva Oberg", "", DuplicateReason::Name),
        ]
    );
    world
        .add(NewContact {
            private: true,
            points: vec![email("hemlig@ek.example")],
            ..person("Hemlig Ek")
        })
        .await;
    let probe = DuplicateProbe {
        first_name: "Hemlig".to_owned(),
        last_name: "Ek".to_owned(),
        emails: vec!["hemlig@ek.example".to_owned()],
        phones: vec![],
    };
    assert_eq!(duplicates(&world.seller, &probe).await.unwrap().len(), 1);
    assert_eq!(duplicates(&colleague, &probe).await.unwrap(), []);
    assert_eq!(
        duplicates(&colleague, &DuplicateProbe::default())
            .await
            .unwrap(),
        []
    );
    world.end().await;
}
