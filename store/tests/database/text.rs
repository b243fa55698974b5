//! `crm.fold` and `crm.sort_key` are `domain::text::fold` and `sort_key`, letter by letter.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use store::testing::TestDb;

/// Letters of the tables and around them, in both cases, and everything else of Latin, Greek and Cyrillic.
fn letters() -> String {
    let mut letters: String = ('\u{1}'..='\u{52f}')
        .chain('\u{1e00}'..='\u{1fff}')
        .collect();
    letters.push_str("  \u{2003}\u{2028}\u{202f}\u{205f}\u{3000}\u{feff}日本🦌ﬁ");
    letters
}

async fn differences(
    owner: &mut sqlx::PgConnection,
    texts: &[String],
) -> Vec<(String, String, String)> {
    let rows: Vec<(String, String, String)> =
        sqlx::query_as("select t, crm.fold(t), crm.sort_key(t) from unnest($1::text[]) t")
            .bind(texts)
            .fetch_all(owner)
            .await
            .unwrap();
    assert_eq!(rows.len(), texts.len());
    rows.into_iter()
        .filter(|(text, fold, key)| {
            *fold != domain::text::fold(text) || *key != domain::text::sort_key(text)
        })
        .collect()
}

#[tokio::test]
async fn every_letter_folds_alike() {
    let db = TestDb::new().await.unwrap();
    let mut owner = db.owner().await.unwrap();
    let texts: Vec<String> = letters()
        .chars()
        .map(|letter| format!("a{letter}b"))
        .collect();
    assert_eq!(differences(&mut owner, &texts).await, []);
    db.drop().await.unwrap();
}

#[tokio::test]
async fn names_fold_alike() {
    let db = TestDb::new().await.unwrap();
    let mut owner = db.owner().await.unwrap();
    let texts = [
        "",
        " ",
        "Åsa Öberg",
        "  ÅSA\t\nÖberg ",
        "Łukasz Żółć",
        "Straße",
        "Ærø",
        "İstanbul",
        "ΑΣ",
        "e\u{301}",
        "\u{301} \u{302}",
        "d’Arc",
        "von  der   Höh",
        "a\u{a0}b",
    ]
    .map(String::from);
    assert_eq!(differences(&mut owner, &texts).await, []);
    db.drop().await.unwrap();
}

#[tokio::test]
async fn any_text_folds_alike() {
    let db = TestDb::new().await.unwrap();
    let mut owner = db.owner().await.unwrap();
    let letters: Vec<char> = letters().chars().collect();
    let word = proptest::collection::vec(proptest::sample::select(letters), 0..12);
    let texts = proptest::collection::vec(word.prop_map(String::from_iter), 2_000);
    let sample = texts
        .new_tree(&mut TestRunner::deterministic())
        .unwrap()
        .current();
    assert_eq!(differences(&mut owner, &sample).await, []);
    db.drop().await.unwrap();
}

#[tokio::test]
async fn lists_order_as_the_swedish_alphabet() {
    let db = TestDb::new().await.unwrap();
    let names = [
        "Alm", "Berg", "Vik", "Wall", "Zorn", "Åberg", "Ärlig", "Öberg",
    ];
    let sorted: Vec<String> = sqlx::query_scalar(
        "select t from unnest($1::text[]) t order by crm.sort_key(t) collate \"C\"",
    )
    .bind(names.iter().rev().collect::<Vec<_>>())
    .fetch_all(&mut db.owner().await.unwrap())
    .await
    .unwrap();
    assert_eq!(sorted, names);
    db.drop().await.unwrap();
}
