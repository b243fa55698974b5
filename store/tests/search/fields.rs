//! Every field × how.

use domain::contact::NewContact;
use domain::search::{Among, Field, How, Search};
use store::company;

use crate::common::{World, address, email, find, find_in, names, page, person, phone};

/// Eva has one of everything, and the others are there to be left out.
async fn world() -> World {
    let world = World::new().await;
    let eva = NewContact {
        title: "Inköpschef".to_owned(),
        website: "https://www.obergs-ror.example".to_owned(),
        points: vec![
            email("Eva.Oberg@hjort-bygg.example"),
            phone("070-174 06 12"),
            phone("+47 22 12 34 56"),
        ],
        addresses: vec![
            address("Storgatan 12 B", "793 31", "Leksand"),
            address("Box 7", "111 22", "Norra Kåra"),
        ],
        ..person("Eva Öberg")
    };
    let eva = world.save(eva, true).await;
    world
        .company(
            "Mälarhus Förvaltning & Co AB",
            "556600-4823",
            &[(eva, "Styrelseledamot")],
        )
        .await;
    let bo = NewContact {
        points: vec![phone("08-465 004 11"), email("bo@ek.example")],
        ..person("Bo Ek")
    };
    world.save(bo, true).await;
    world.people(&["Ada Zander"]).await;
    world
}

#[tokio::test]
async fn each_field_each_way() {
    use Field::{Address, Email, Everything, Name, Number, Phone, Title, Website};
    use How::{Contains, Exact, StartsWith};
    let world = world().await;
    let eva = [
        (Name, Contains, "ber"),
        (Name, Contains, "eva öb"),
        (Name, StartsWith, "öb"),
        (Name, StartsWith, "ev"),
        (Name, Exact, "oberg"),
        (Name, Exact, "öberg eva"),
        (Email, Contains, "berg@hjort"),
        (Email, Contains, "hjort-b"),
        (Email, Contains, "a.ob"),
        (Email, StartsWith, "eva.o"),
        (Email, Exact, "eva.oberg@hjort-bygg.example"),
        (Email, Exact, "EVA.OBERG@HJORT-BYGG.EXAMPLE"),
        (Phone, Contains, "070-174 06"),
        (Phone, Contains, "174 06"),
        (Phone, Contains, "+46 70"),
        (Phone, Contains, "0046 70 174"),
        (Phone, Contains, "+46 (0)70-17"),
        (Phone, Contains, "4670174"),
        (Phone, Contains, "0612"),
        (Phone, Contains, "+47 22"),
        (Phone, Contains, "004722"),
        (Phone, StartsWith, "0701"),
        (Phone, StartsWith, "+4670"),
        (Phone, Exact, "0701740612"),
        (Phone, Exact, "+46701740612"),
        (Phone, Exact, "004722123456"),
        (Address, Contains, "torgat"),
        (Address, Contains, "storgatan leksand"),
        (Address, Contains, "79331"),
        (Address, Contains, "793 31"),
        (Address, Contains, "kara"),
        (Address, StartsWith, "storg"),
        (Address, StartsWith, "norra k"),
        (Address, Exact, "leksand"),
        (Address, Exact, "793 31"),
        (Address, Exact, "79331"),
        (Address, Exact, "norra kåra"),
        (Address, Exact, "Storgatan 12 b"),
        (Number, Exact, "10001"),
        (Number, StartsWith, "10001"),
        (Number, Contains, "0001"),
        (Title, Contains, "chef"),
        (Title, StartsWith, "inköp"),
        (Title, Exact, "INKOPSCHEF"),
        (Title, Exact, "styrelseledamot"),
        (Title, Contains, "ledam"),
        (Website, Contains, "ergs-r"),
        (Website, StartsWith, "obergs"),
        (Website, StartsWith, "www.obergs"),
        (Website, Exact, "https://www.obergs-ror.example"),
        (Everything, Contains, "eva.oberg@hjort-bygg.example"),
        (Everything, Contains, "hjort-bygg"),
        (Everything, Contains, "070-174"),
        (Everything, Contains, "74 06"),
        (Everything, Contains, "0-17"),
        (Everything, Contains, "-174 0"),
        (Everything, Contains, "rg@hjort"),
        (Everything, Contains, "inköpsc"),
        (Everything, Contains, "leksand"),
        (Everything, Contains, "793 31"),
        (Everything, Contains, "mälarhus"),
        (Everything, Contains, "öberg malarhus"),
        (Everything, Contains, "10001"),
        (Everything, Contains, "leksand öberg 070174"),
        (Everything, Contains, "förvaltning & co"),
        (Everything, StartsWith, "mälarh"),
        (Everything, StartsWith, "eva leks"),
        (Everything, Exact, "eva.oberg@hjort-bygg.example"),
        (Everything, Exact, "leksand"),
        (Everything, Exact, "070-174 06 12"),
        (Everything, Exact, "öberg"),
        (Everything, Exact, "inköpschef"),
    ];
    for (field, how, text) in eva {
        assert_eq!(
            names(&world.seller, &find_in(field, how, text)).await,
            ["Eva Öberg"],
            "{field:?} {how:?} {text}"
        );
    }
    let nobody = [
        (Name, StartsWith, "ber"),
        (Name, Exact, "ober"),
        (Name, Contains, "leksand"),
        (Email, Contains, "leksand"),
        (Email, StartsWith, "oberg"),
        (Email, Exact, "eva.oberg@hjort-bygg"),
        (Phone, Contains, "eva"),
        (Phone, Contains, "999999"),
        (Phone, StartsWith, "174"),
        (Phone, Exact, "070174061"),
        (Phone, Contains, "+48"),
        (Address, StartsWith, "torg"),
        (Address, Exact, "storgatan"),
        (Number, Exact, "1000"),
        (Number, Contains, "eva"),
        (Title, StartsWith, "chef"),
        (Title, Exact, "inköp"),
        (Website, StartsWith, "ror"),
        (Website, Contains, "leksand"),
        (Everything, Exact, "leksan"),
        (Everything, StartsWith, "eksand"),
        (Everything, Contains, "eva zander"),
    ];
    for (field, how, text) in nobody {
        assert_eq!(
            names(&world.seller, &find_in(field, how, text)).await,
            [""; 0],
            "{field:?} {how:?} {text}"
        );
    }
    world.end().await;
}

#[tokio::test]
async fn what_matched_is_said_when_it_is_not_in_the_row() {
    let world = world().await;
    for (text, matched) in [
        ("hjort-b", "Eva.Oberg@hjort-bygg.example"),
        ("kåra", "Box 7, 111 22 Norra Kåra"),
        ("storg", "Storgatan 12 B, 793 31 Leksand"),
        ("10001", "10001"),
        ("obergs-ror", "https://www.obergs-ror.example"),
        ("inköpsc", "Inköpschef"),
        ("+47 22", "+47 22 12 34 56"),
        ("öberg", ""),
        ("leksand", ""),
        ("mälarhus", ""),
        ("070-174", ""),
        ("styrelse", ""),
    ] {
        let found = page(&world.seller, &find(text)).await;
        assert_eq!(
            found.items[0].matched.replace(' ', ""),
            matched.replace(' ', ""),
            "{text}"
        );
    }
    let hit = page(&world.seller, &find("öberg")).await.items.remove(0);
    assert_eq!(
        (&*hit.title, &*hit.company, &*hit.city),
        ("Styrelseledamot", "Mälarhus Förvaltning & Co AB", "Leksand")
    );
    assert_eq!(
        (&*hit.phone, hit.customer, hit.private),
        ("070-174 06 12", true, false)
    );
    world.end().await;
}

#[tokio::test]
async fn a_customer_number_comes_before_all() {
    let world = world().await;
    world
        .add(NewContact {
            points: vec![phone("070-100 02 00")],
            ..person("Aa 10002")
        })
        .await;
    assert_eq!(
        names(&world.seller, &find("10002")).await,
        ["Bo Ek", "Aa 10002"]
    );
    assert_eq!(
        names(
            &world.seller,
            &find_in(Field::Number, How::Contains, "10002")
        )
        .await,
        ["Bo Ek"]
    );
    assert_eq!(
        names(
            &world.seller,
            &find_in(Field::Number, How::StartsWith, "100")
        )
        .await,
        ["Bo Ek", "Eva Öberg"]
    );
    world.end().await;
}

#[tokio::test]
async fn companies_too() {
    let world = world().await;
    world.company("Åkes Rör AB", "556600-4831", &[]).await;
    let mut web = world.raw(world.firm.seller).await;
    sqlx::query("insert into crm.contact_point (company_id, kind, value, target) select id, 'phone', '08-465 004 20', '+46846500420' from crm.company where name like 'Å%'")
        .execute(&mut web).await.unwrap();
    let found = async |field, how, text: &str| {
        let search = Search {
            among: Among::Companies,
            ..find_in(field, how, text)
        };
        company::search(&world.seller, &search)
            .await
            .unwrap()
            .items
            .into_iter()
            .map(|hit| hit.name)
            .collect::<Vec<_>>()
    };
    use Field::{Everything, Name, Number, Phone};
    use How::{Contains, Exact, StartsWith};
    let (malarhus, akes) = ("Mälarhus Förvaltning & Co AB", "Åkes Rör AB");
    assert_eq!(found(Everything, Contains, "").await, [malarhus, akes]);
    for (field, how, text) in [
        (Everything, Contains, "556600-4831"),
        (Everything, Contains, "5566004831"),
        (Number, Exact, "556600-4831"),
        (Number, Exact, "5566004831"),
        (Everything, Contains, "ake"),
        (Name, StartsWith, "rör"),
        (Name, Exact, "åkes rör ab"),
        (Phone, Contains, "465 004 20"),
    ] {
        assert_eq!(
            found(field, how, text).await,
            [akes],
            "{field:?} {how:?} {text}"
        );
    }
    assert_eq!(found(Number, StartsWith, "556600").await, [malarhus, akes]);
    assert_eq!(found(Everything, Contains, "ab").await, [malarhus, akes]);
    assert_eq!(found(Everything, Contains, "hus forv").await, [malarhus]);
    assert_eq!(found(Everything, Contains, "xyz").await, [""; 0]);
    world.end().await;
}
