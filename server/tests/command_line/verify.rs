//! `server verify`: says that the journal is whole, or names what does not fit.

use std::path::Path;
use std::process::{Command, Output};

use sqlx::AssertSqlSafe;
use store::seal::seal;
use store::testing::TestDb;

/// The program, asked to verify.
fn verify(db: &TestDb, seals: Option<&Path>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_server"));
    command
        .arg("verify")
        .env_clear()
        .env("MIGRATION_DATABASE_URL", &db.owner_url);
    if let Some(file) = seals {
        command.arg("--seals").arg(file);
    }
    command.output().unwrap()
}

/// What it says and that it succeeds, or what it complains of.
fn said(output: &Output) -> Result<String, String> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    match output.status.success() {
        true => Ok(text(&output.stdout)),
        false => Err(text(&output.stderr)),
    }
}

#[tokio::test]
async fn verify_says_that_the_journal_is_whole_or_names_the_change_that_is_not() {
    let db = TestDb::new().await.unwrap();
    let firm = db.firm("Acme").await.unwrap();
    let mut owner = db.owner().await.unwrap();
    // Three changes of one day, as if they had been written then.
    let past = format!(
        "insert into journal.change (tenant_id, at, command, actor_id, session_id, source, table_name, row_id, op, after)
         select {}, date_trunc('day', now()) - interval '3 days' + n * interval '1 hour', uuidv7(), '{}', uuidv7(),
            'user', 'contact', uuidv7(), 'insert', '{{\"last_name\": \"Ek\"}}'
         from generate_series(1, 3) n",
        firm.tenant.0, firm.admin.0
    );
    sqlx::query(AssertSqlSafe(past))
        .execute(&mut owner)
        .await
        .unwrap();
    let seals = seal(&db.store().await.unwrap()).await.unwrap();
    let kept = std::env::temp_dir().join(format!("kundkort-seals-{}", firm.admin.0));
    let lines: String = seals.iter().map(|seal| format!("{seal}\n")).collect();
    std::fs::write(&kept, &lines).unwrap();

    let whole = said(&verify(&db, Some(&kept))).unwrap();
    assert_eq!(
        whole,
        "The journal is whole: 1 sealed days, 3 changes in them.\n"
    );

    // A day that was sealed is not in the database any more.
    let elsewhere = lines.replace(" 3 ", " 4 ");
    assert_ne!(elsewhere, lines, "{lines}");
    std::fs::write(&kept, elsewhere).unwrap();
    let gone = said(&verify(&db, Some(&kept))).unwrap_err();
    assert!(
        gone.contains("kept outside, but not in the database"),
        "{gone}"
    );
    std::fs::remove_file(&kept).unwrap();

    let changed: i64 = sqlx::query_scalar(
        "update journal.change set after = '{\"last_name\": \"Al\"}'
         where seq = (select min(seq) + 1 from journal.change where table_name = 'contact') returning seq",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap();
    let found = said(&verify(&db, None)).unwrap_err();
    assert!(
        found.contains(&format!("change {changed} of"))
            && found.contains("(contact): was changed after it was written"),
        "{found}"
    );
    db.drop().await.unwrap();
}
