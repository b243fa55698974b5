//! Pages are the list cut up: everybody once, in the same order, however the search goes about it.

use std::collections::HashSet;

use domain::page::{COUNT_CAP, PAGE_SIZE};
use domain::search::{Field, How, Population, Search};
use sqlx::Row;
use store::contact;

use crate::common::{World, find, find_in, page};
use crate::oracle::all_pages;

/// Twelve thousand contacts with few names between them, straight into the tables.
const FILL: &str = "
    insert into crm.contact (tenant_id, first_name, last_name, title, owner_id, updated_by)
    select $1, (array['Anna', 'Åsa', 'Asa', 'Erik', 'Karl-Erik', 'Bo', 'Annika', 'Sonja', 'Östen', 'Maja'])[1 + (i * 7) % 10],
        (array['Andersson', 'Anderson', 'Öberg', 'Oberg', 'Sjöberg', 'Bergström', 'Ek', 'Palm Berg', 'Zorn', 'Åberg', 'Svensson'])[1 + (i * 5) % 11]
            || case when i % 97 = 0 then 'x' || i else '' end,
        case when i % 3 = 0 then 'Chef' when i % 200 = 0 then 'Snickare' else '' end, $2, $2
    from generate_series(1, 12000) i";

#[tokio::test]
async fn pages_are_the_list() {
    let world = World::new().await;
    let mut owner = world.db.owner().await.unwrap();
    store::admin::act_as(&mut owner, world.firm.tenant, world.firm.seller)
        .await
        .unwrap();
    sqlx::query("set app.search = 'off'")
        .execute(&mut owner)
        .await
        .unwrap();
    sqlx::query(FILL)
        .bind(world.firm.tenant.0)
        .bind(world.firm.seller.0)
        .execute(&mut owner)
        .await
        .unwrap();
    sqlx::query("select crm.rebuild_search($1)")
        .bind(world.firm.tenant.0)
        .execute(&mut owner)
        .await
        .unwrap();
    // Slices, as a firm of a million has them.
    for statement in [
        "update crm.search_slices set bounds = (select array_agg(name_sort order by name_sort) from (
            select name_sort, row_number() over (order by name_sort) % 600 = 0 as cut from crm.contact) c where cut)",
        "update crm.contact_search s set slice = width_bucket(s.name_sort, b.bounds), region = width_bucket(s.name_sort, b.bounds) / 16
            from crm.search_slices b where b.tenant_id = s.tenant_id and b.among = 'c'",
    ] {
        sqlx::query(statement).execute(&mut owner).await.unwrap();
    }
    let searches = [
        find(""),
        find("and"),
        find("a"),
        find("be"),
        find("berg"),
        find("oberg"),
        find("öberg"),
        find("son"),
        find("chef"),
        find("snick"),
        find("anna andersson"),
        find("an an"),
        find("erik chef"),
        find("x97"),
        find("karl-erik"),
        find("ek"),
        find_in(Field::Name, How::StartsWith, "an"),
        find_in(Field::Name, How::Exact, "anna"),
        find_in(Field::Title, How::Contains, "hef"),
        find_in(Field::Title, How::Exact, "snickare"),
        find_in(Field::Everything, How::Exact, "chef"),
        find_in(Field::Name, How::Exact, "åsa berg"),
        Search {
            population: Population::Mine,
            ..find("berg")
        },
        Search {
            population: Population::WithoutCompany,
            ..find("")
        },
    ];
    for search in searches {
        let pages = all_pages(&world, &search).await;
        let once: HashSet<_> = pages.iter().collect();
        assert_eq!(once.len(), pages.len(), "{search:?}");
        // Ranks are tested elsewhere: here, that nobody is left out.
        let there: i64 = sqlx::query(sqlx::AssertSqlSafe(format!(
            "select count(*) from crm.contact where {}",
            condition(&search)
        )))
        .fetch_one(&mut owner)
        .await
        .unwrap()
        .get(0);
        assert_eq!(pages.len(), usize::try_from(there).unwrap(), "{search:?}");
        let first = page(&world.seller, &search).await;
        assert!(
            first.count <= COUNT_CAP && first.count as usize <= pages.len(),
            "{search:?}"
        );
        assert!(
            first.more || first.count as usize == pages.len(),
            "{search:?}"
        );
        assert_eq!(
            first.items.len(),
            pages.len().min(PAGE_SIZE as usize),
            "{search:?}"
        );
    }
    world.end().await;
}

/// The same question, for the database to answer by looking at everybody.
fn condition(search: &Search) -> String {
    let text = domain::text::fold(&search.text);
    let field = match search.field {
        Field::Title => "' ' || crm.fold(title) || ' '",
        Field::Name => "' ' || replace(name_folded, '-', ' ') || ' '",
        _ => {
            "concat(' ', name_folded, ' ', replace(name_folded, '-', ' '), ' ', crm.fold(title), ' ')"
        }
    };
    text.split(' ')
        .filter(|word| !word.is_empty())
        .map(|word| match search.how {
            How::Exact => format!("{field} like '% {word} %'"),
            How::Contains if word.len() > 2 => format!("{field} like '%{word}%'"),
            _ => format!("{field} like '% {word}%'"),
        })
        .chain(["true".to_owned()])
        .collect::<Vec<_>>()
        .join(" and ")
}

#[tokio::test]
async fn a_page_does_not_move_when_somebody_is_added() {
    let world = World::new().await;
    for i in 0..130 {
        world.people(&[&format!("Anna Berg{i:03}")]).await;
    }
    let first = page(&world.seller, &find("berg")).await;
    assert_eq!(
        (first.items.len(), first.count, first.more),
        (60, 130, false)
    );
    world.people(&["Aa Berg000", "Bo Berg100"]).await;
    let second = contact::search(
        &world.seller,
        &Search {
            after: first.next,
            ..find("berg")
        },
    )
    .await
    .unwrap();
    assert_eq!(second.items[0].last_name, "Berg060");
    assert_eq!((second.count, second.more), (130, false));
    world.end().await;
}
