//! Whom a note names, who is told of it, and who is not.

use domain::edit::{Edit, Field, Holder, Target};
use domain::note::NotesQuery;
use domain::{ContactId, NoteId, UserId};
use sqlx::AssertSqlSafe;
use store::notice::{PAGE, colleagues, named_in, open, page, read_all, untold, waiting};
use store::{Error, Session, edit, journal, note};
use uuid::Uuid;

use crate::common::{World, count};

async fn write(session: &Session, holder: Holder, body: &str) -> NoteId {
    let made = note::create(session, holder, body.to_owned(), Uuid::now_v7());
    made.await.unwrap().id
}

async fn rewrite(session: &Session, id: NoteId, was: &str, body: &str) -> domain::CommandId {
    let one = Edit::one(Target::Note(id), Field::Body, was, body)
        .parse()
        .unwrap();
    edit::save(session, &one).await.unwrap().command
}

async fn set_private(session: &Session, contact: ContactId, private: bool) {
    let edit = Edit::one(
        Target::Contact(contact),
        Field::Private,
        (!private).to_string(),
        private.to_string(),
    );
    edit::save(session, &edit.parse().unwrap()).await.unwrap();
}

/// What somebody is told: what the notes say, and whether that is news.
async fn told(session: &Session) -> Vec<(String, bool)> {
    let read = page(session, None).await.unwrap();
    let count = waiting(session).await.unwrap().1.notices;
    let unread = read.notices.iter().filter(|notice| notice.unread).count();
    assert_eq!(count, u32::try_from(unread).unwrap());
    let notices = read.notices.into_iter();
    notices.map(|notice| (notice.body, notice.unread)).collect()
}

/// The words that a note names somebody by, and their name now.
async fn named(session: &Session, holder: Holder) -> Vec<(Vec<String>, String, bool)> {
    let read = note::page(session, holder, NotesQuery::default());
    let mentions = read.await.unwrap().mentions.into_iter();
    mentions
        .map(|mention| (mention.words, mention.name, mention.told))
        .collect()
}

async fn rename(world: &World, user: UserId, name: &str) {
    sqlx::query("update auth.user_account set name = $1 where id = $2")
        .bind(name)
        .bind(user.0)
        .execute(&mut world.db.owner().await.unwrap())
        .await
        .unwrap();
}

#[tokio::test]
async fn whoever_is_named_is_told_once_until_the_note_is_gone() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let colleague = world.session(world.firm.colleague).await;
    let reader = world.session(world.firm.reader).await;
    let holder = Holder::Contact(world.contact(false).await);
    let body = "Fråga @Colleague Alfa, @seller Alfa och colleague@alfa.example";
    let id = write(&seller, holder, body).await;
    assert_eq!(told(&colleague).await, [(body.to_owned(), true)]);
    // Not oneself, nobody else, and an address names nobody.
    assert_eq!(told(&seller).await, []);
    assert_eq!(told(&reader).await, []);
    assert_eq!(
        named(&reader, holder).await,
        [
            (
                vec!["Colleague Alfa".to_owned()],
                "colleague Alfa".to_owned(),
                true
            ),
            (
                vec!["seller Alfa".to_owned()],
                "seller Alfa".to_owned(),
                true
            )
        ]
    );
    let notice = page(&colleague, None).await.unwrap().notices.remove(0);
    assert_eq!(notice.by.0, world.firm.seller);
    assert_eq!(notice.card, "Eva Öberg");

    // Reading is for whom it is for, also for somebody who may change nothing.
    for other in [&seller, &reader] {
        assert!(matches!(open(other, notice.id).await, Err(Error::NotFound)));
    }
    let address = open(&colleague, notice.id).await.unwrap();
    assert_eq!(address, format!("{}?tab=notes#note-{id}", holder.path()));
    assert_eq!(told(&colleague).await, [(body.to_owned(), false)]);

    // Editing tells those who are new.
    let more = "Fråga @colleague Alfa och @reader";
    rewrite(&seller, id, body, more).await;
    assert_eq!(told(&colleague).await, [(more.to_owned(), false)]);
    assert_eq!(told(&reader).await, [(more.to_owned(), true)]);
    read_all(&reader).await.unwrap();
    assert_eq!(told(&reader).await, [(more.to_owned(), false)]);
    let done = rewrite(&seller, id, more, "Fråga ingen").await;
    assert_eq!(
        (told(&colleague).await, told(&reader).await),
        (vec![], vec![])
    );
    journal::undo(&seller, done).await.unwrap();
    assert_eq!(told(&reader).await.len(), 1);

    let gone = edit::remove_row(&seller, Target::Note(id)).await.unwrap();
    assert_eq!(told(&reader).await, []);
    assert!(matches!(
        open(&colleague, notice.id).await,
        Err(Error::NotFound)
    ));
    journal::undo(&seller, gone.command).await.unwrap();
    assert_eq!(told(&reader).await.len(), 1);

    // Nothing of it is in the history, and nothing is left when the note is deleted for good.
    let mut owner = world.db.owner().await.unwrap();
    let journalled =
        "select count(*) from journal.change where table_name in ('notice', 'note_mention')";
    assert_eq!(count(&mut owner, journalled).await, 0);
    world.end().await;
}

#[tokio::test]
async fn a_private_contact_gives_no_notice_to_those_who_may_not_see_it() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let colleague = world.session(world.firm.colleague).await;
    let admin = world.session(world.firm.admin).await;
    let contact = world.contact(true).await;
    let holder = Holder::Contact(contact);
    let body = "@colleague Alfa @admin Alfa";
    let id = write(&seller, holder, body).await;
    assert_eq!(told(&colleague).await, []);
    assert_eq!(told(&admin).await.len(), 1);
    assert_eq!(untold(&seller, id).await.unwrap(), ["colleague Alfa"]);
    assert_eq!(untold(&colleague, id).await.unwrap(), Vec::<String>::new());
    let offered = colleagues(&seller, holder).await.unwrap();
    let offered: Vec<(&str, bool)> = offered.iter().map(|one| (&*one.name, one.told)).collect();
    assert_eq!(
        offered,
        [
            ("admin Alfa", true),
            ("colleague Alfa", false),
            ("reader Alfa", false)
        ]
    );
    assert!(matches!(
        colleagues(&colleague, holder).await,
        Err(Error::NotFound)
    ));

    // What was told before the contact was made private is hidden with it, and comes back.
    set_private(&seller, contact, false).await;
    assert_eq!(told(&colleague).await, []);
    rewrite(&seller, id, body, "@reader @admin Alfa @colleague Alfa").await;
    let reader = world.session(world.firm.reader).await;
    let notice = page(&reader, None).await.unwrap().notices.remove(0);
    set_private(&seller, contact, true).await;
    assert_eq!(told(&reader).await, []);
    assert!(matches!(
        open(&reader, notice.id).await,
        Err(Error::NotFound)
    ));
    set_private(&seller, contact, false).await;
    assert_eq!(told(&reader).await.len(), 1);

    // Whoever had found a way to ask the tables themselves is told no more.
    set_private(&seller, contact, true).await;
    let mut raw = world.raw(world.firm.reader).await;
    for table in ["notice", "note_mention"] {
        let all = format!("select count(*) from crm.{table}");
        assert_eq!(count(&mut raw, all).await, 0, "{table}");
    }
    let mut raw = world.raw(world.firm.admin).await;
    let others = "select count(*) from crm.notice where user_id <> auth.user_id()";
    assert_eq!(count(&mut raw, others).await, 0);
    for write in [
        "update crm.notice set read_at = null",
        "delete from crm.note_mention",
    ] {
        let refused = sqlx::query(AssertSqlSafe(write.to_owned()))
            .execute(&mut raw)
            .await;
        assert!(refused.is_err(), "{write}");
    }
    world.end().await;
}

#[tokio::test]
async fn a_name_means_one_colleague_also_when_names_change() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let holder = Holder::Contact(world.contact(false).await);
    rename(&world, world.firm.colleague, "Åsa Berg").await;
    rename(&world, world.firm.admin, "Åsa Berglund").await;
    rename(&world, world.firm.reader, "Bo Ek").await;
    let means = async |text: &str| {
        let mut found = named_in(&seller, text.to_owned()).await.unwrap();
        found.sort();
        found
    };
    let pair = |words: &str, name: &str| (words.to_owned(), name.to_owned());
    assert_eq!(
        means("@åsa bergs @Åsa Berg. (@ÅSA BERGLUND)").await,
        [
            pair("ÅSA BERGLUND", "Åsa Berglund"),
            pair("Åsa Berg", "Åsa Berg")
        ]
    );
    // Two have that first name, one has this.
    assert_eq!(means("@Åsa och @Bo").await, [pair("Bo", "Bo Ek")]);
    assert_eq!(means("x@Bo @ Bo @Bosse @").await, []);
    assert_eq!(means(&"@".repeat(5_000)).await, []);

    let id = write(&seller, holder, "Se @Bo Ek").await;
    rename(&world, world.firm.reader, "Bo Alm").await;
    rename(&world, world.firm.admin, "Bo Ek").await;
    // Somebody has the name by now; the note means whom it meant.
    rewrite(&seller, id, "Se @Bo Ek", "Se @Bo Ek och @Bo Ek!").await;
    assert_eq!(
        named(&seller, holder).await,
        [(vec!["Bo Ek".to_owned()], "Bo Alm".to_owned(), true)]
    );
    let admin = world.session(world.firm.admin).await;
    assert_eq!(told(&admin).await, []);

    // Two of one name are told apart by their address, which is what the list writes.
    rename(&world, world.firm.colleague, "Bo Ek").await;
    assert_eq!(means("@Bo Ek").await, []);
    let offered = colleagues(&seller, holder).await.unwrap();
    let words = offered.iter().find(|one| one.words.contains("admin"));
    let words = words.unwrap().words.clone();
    assert_eq!(
        means(&format!("Se @{words}!")).await,
        [pair(&words, "Bo Ek")]
    );
    world.end().await;
}

#[tokio::test]
async fn notices_come_page_by_page_and_an_old_note_is_led_to() {
    let world = World::new().await;
    let seller = world.session(world.firm.seller).await;
    let reader = world.session(world.firm.reader).await;
    let holder = Holder::Contact(world.contact(false).await);
    let first = write(&seller, holder, "@reader 0").await;
    for n in 1..=PAGE {
        write(&seller, holder, &format!("@reader {n}")).await;
    }
    let one = page(&reader, None).await.unwrap();
    assert_eq!(one.notices.len(), PAGE);
    let two = page(&reader, one.next).await.unwrap();
    assert_eq!((two.notices.len(), two.next), (1, None));
    let address = open(&reader, two.notices[0].id).await.unwrap();
    let (query, anchor) = address.split_once('#').unwrap();
    assert_eq!(anchor, format!("note-{first}"));
    let query = NotesQuery::from_query(query.split_once('?').unwrap().1);
    let shown = note::page(&reader, holder, query).await.unwrap();
    assert_eq!(shown.notes[0].id, first);
    world.end().await;
}
