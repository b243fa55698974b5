//! Input that means harm, or nothing.

use domain::CategoryId;
use domain::search::{Field, How, Population, Search};
use uuid::Uuid;

use crate::common::{World, find, find_in, names, page};

#[tokio::test]
async fn nothing_typed_is_more_than_text() {
    let world = World::new().await;
    world
        .people(&[
            "Anna Berg",
            "Per_cent 100%",
            "Back\\slash O'Brien",
            "s.\"@\" $1 %L",
        ])
        .await;
    let long = "å".repeat(10_000);
    let words = "ab ".repeat(3_000);
    for text in [
        "%",
        "_",
        "\\",
        "%%%",
        "___",
        "\\\\",
        "'",
        "''",
        "\"",
        "';",
        "$1",
        "%L",
        "%s",
        "s.\"@\"",
        "\0",
        "an\0na",
        "\u{1}",
        "\u{2} \u{1}",
        "\u{7f}",
        "😀",
        "😀😀😀",
        "👩‍👩‍👧",
        "\u{202e}anna",
        "\u{301}",
        "a\u{301}",
        "--",
        "/*",
        "e''",
        "E'\\x41'",
        "&",
        "...",
        "@",
        "+",
        "00",
        "+46",
        "(",
        ")",
        "((((",
        "[[:alnum:]]",
        ".*",
        "\\x02",
        "'; drop table crm.contact; --",
        "9223372036854775808",
        "99999999999999999999999",
        "0",
        "-1",
        "1e9",
        "http://",
        "https://www.",
        "www.",
        "\t\n\r",
        "\u{fffd}",
        "ﬀ",
        "İ",
        "ß",
        long.as_str(),
        words.as_str(),
    ] {
        for field in Field::ALL {
            for how in How::ALL {
                let found = page(&world.seller, &find_in(*field, *how, text)).await;
                assert!(found.items.len() <= 60, "{field:?} {how:?} {text}");
            }
        }
    }
    for (text, found) in [
        ("%", vec!["s.\"@\" $1 %L"]),
        ("100%", vec!["Per_cent 100%"]),
        ("per_c", vec!["Per_cent 100%"]),
        ("per%c", vec![]),
        ("k\\s", vec!["Back\\slash O'Brien"]),
        ("o'br", vec!["Back\\slash O'Brien"]),
        ("obrien", vec!["Back\\slash O'Brien"]),
        ("anna\0berg", vec!["Anna Berg"]),
    ] {
        assert_eq!(names(&world.seller, &find(text)).await, found, "{text}");
    }
    world.end().await;
}

#[tokio::test]
async fn a_forged_cursor_is_the_first_page() {
    let world = World::new().await;
    world.people(&["Anna Berg", "Bo Berg"]).await;
    for after in [
        "",
        "x",
        "%",
        "\0",
        "MQ",
        "AAAA",
        "å",
        "😀",
        "MR8xHzE",
        &"A".repeat(5_000),
    ] {
        let search = Search {
            after: Some(after.to_owned()),
            ..find("berg")
        };
        assert_eq!(
            names(&world.seller, &search).await,
            ["Anna Berg", "Bo Berg"],
            "{after}"
        );
    }
    world.end().await;
}

#[tokio::test]
async fn unknown_categories_find_nobody() {
    let world = World::new().await;
    world.people(&["Anna Berg"]).await;
    let categories = vec![CategoryId(Uuid::nil()); 1_000];
    let search = Search {
        categories,
        population: Population::Mine,
        ..find("berg")
    };
    assert_eq!(names(&world.seller, &search).await, [""; 0]);
    world.end().await;
}

#[tokio::test]
async fn only_the_two_functions_are_for_the_application() {
    let world = World::new().await;
    let mut web = world.raw(world.firm.admin).await;
    for statement in [
        "select * from crm.contact_search",
        "select * from crm.search_name",
        "select * from crm.search_term",
        "insert into crm.search_queue values (1, 'c', uuidv7())",
        "select crm.rebuild_search(1)",
        "select crm.search_refill(1)",
        "select * from crm.contact_documents(1, null::uuid[])",
        "select * from crm.search_run('c', '', 'everything', 'contains', 'all', '{}', 'any', null, 60)",
    ] {
        let refused = sqlx::query(statement).execute(&mut web).await.unwrap_err();
        assert_eq!(
            refused.as_database_error().unwrap().code().unwrap(),
            "42501",
            "{statement}"
        );
    }
    world.end().await;
}
