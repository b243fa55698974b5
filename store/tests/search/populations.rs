//! Urval and kategori.

use domain::CategoryId;
use domain::contact::NewContact;
use domain::search::{Combine, Population, Search};
use uuid::Uuid;

use crate::common::{World, among, find, names, person};

#[tokio::test]
async fn each_population_with_and_without_text() {
    let world = World::new().await;
    let colleague = world.session(world.firm.colleague).await;
    let ada = world.save(person("Ada Alm"), true).await;
    let bo = world.add(person("Bo Berg")).await;
    let ceci = world.save(person("Ceci Cronberg"), true).await;
    let dan = world.add(person("Dan Dalberg")).await;
    world
        .add(NewContact {
            private: true,
            ..person("Eva Enberg")
        })
        .await;
    world
        .add(NewContact {
            owner: Some(world.firm.colleague),
            ..person("Fia Forsberg")
        })
        .await;
    world
        .company("Berghus AB", "", &[(bo, "VD"), (ceci, "Ägare")])
        .await;
    let mut web = world.raw(world.firm.seller).await;
    sqlx::query("update crm.contact_company set ended_on = current_date - 1 where contact_id = $1")
        .bind(bo.0)
        .execute(&mut web)
        .await
        .unwrap();
    sqlx::query("update crm.contact set deleted_at = now() where id = $1")
        .bind(dan.0)
        .execute(&mut web)
        .await
        .unwrap();

    for (population, everybody, bergs) in [
        (
            Population::All,
            vec![
                "Ada Alm",
                "Bo Berg",
                "Ceci Cronberg",
                "Eva Enberg",
                "Fia Forsberg",
            ],
            vec!["Bo Berg", "Ceci Cronberg", "Eva Enberg", "Fia Forsberg"],
        ),
        (
            Population::Mine,
            vec!["Ada Alm", "Bo Berg", "Ceci Cronberg", "Eva Enberg"],
            vec!["Bo Berg", "Ceci Cronberg", "Eva Enberg"],
        ),
        (
            Population::Customers,
            vec!["Ada Alm", "Ceci Cronberg"],
            vec!["Ceci Cronberg"],
        ),
        (
            Population::ContactPersons,
            vec!["Bo Berg", "Ceci Cronberg", "Eva Enberg", "Fia Forsberg"],
            vec!["Bo Berg", "Ceci Cronberg", "Eva Enberg", "Fia Forsberg"],
        ),
        (
            Population::WithoutCompany,
            vec!["Ada Alm", "Bo Berg", "Eva Enberg", "Fia Forsberg"],
            vec!["Bo Berg", "Eva Enberg", "Fia Forsberg"],
        ),
        (Population::Private, vec!["Eva Enberg"], vec!["Eva Enberg"]),
        (Population::Trash, vec!["Dan Dalberg"], vec!["Dan Dalberg"]),
    ] {
        assert_eq!(
            names(&world.seller, &among(population, "")).await,
            everybody,
            "{population:?}"
        );
        assert_eq!(
            names(&world.seller, &among(population, "berg")).await,
            bergs,
            "{population:?} berg"
        );
    }
    assert_eq!(
        names(&colleague, &among(Population::Mine, "")).await,
        ["Fia Forsberg"]
    );
    assert_eq!(
        names(&colleague, &among(Population::Private, "")).await,
        [""; 0]
    );

    sqlx::query("update crm.customer set ended_at = now() where contact_id = $1")
        .bind(ada.0)
        .execute(&mut web)
        .await
        .unwrap();
    sqlx::query("update crm.contact set deleted_at = null where id = $1")
        .bind(dan.0)
        .execute(&mut web)
        .await
        .unwrap();
    assert_eq!(
        names(&world.seller, &among(Population::Customers, "")).await,
        ["Ceci Cronberg"]
    );
    assert_eq!(
        names(&world.seller, &among(Population::Trash, "")).await,
        [""; 0]
    );
    world.end().await;
}

#[tokio::test]
async fn categories_any_all_none() {
    let world = World::new().await;
    let mut web = world.raw(world.firm.admin).await;
    let (red, blue): (Uuid, Uuid) = (Uuid::now_v7(), Uuid::now_v7());
    for (id, name) in [(red, "Röd"), (blue, "Blå")] {
        sqlx::query("insert into crm.category (id, name) values ($1, $2)")
            .bind(id)
            .bind(name)
            .execute(&mut web)
            .await
            .unwrap();
    }
    let (red, blue) = (CategoryId(red), CategoryId(blue));
    for (name, categories) in [
        ("Ada Ek", vec![red]),
        ("Bo Ek", vec![blue]),
        ("Cia Ek", vec![red, blue]),
        ("Dan Ek", vec![]),
    ] {
        world
            .add(NewContact {
                categories,
                ..person(name)
            })
            .await;
    }
    for (combine, found) in [
        (Combine::Any, vec!["Ada Ek", "Bo Ek", "Cia Ek"]),
        (Combine::All, vec!["Cia Ek"]),
        (Combine::None, vec!["Dan Ek"]),
    ] {
        for text in ["", "ek", "a ek"] {
            let search = Search {
                categories: vec![red, blue],
                combine,
                ..find(text)
            };
            let expected: Vec<_> = found
                .iter()
                .filter(|name| text != "a ek" || name.starts_with('A'))
                .collect();
            assert_eq!(
                names(&world.seller, &search)
                    .await
                    .iter()
                    .map(String::as_str)
                    .collect::<Vec<_>>(),
                expected.into_iter().copied().collect::<Vec<_>>(),
                "{combine:?} {text}"
            );
        }
    }
    sqlx::query("delete from crm.category where id = $1")
        .bind(red.0)
        .execute(&mut web)
        .await
        .unwrap();
    assert_eq!(
        names(
            &world.seller,
            &Search {
                categories: vec![red],
                ..find("")
            }
        )
        .await,
        [""; 0]
    );
    world.end().await;
}
