//! Customers without JavaScript, and the register as files.

use calamine::Data;
use domain::ContactId;
use domain::user::Language;
use http::StatusCode;
use uuid::Uuid;

use crate::common::form::{fields, filled, pairs};
use crate::common::{Answer, Ask, html};
use crate::office::Office;

const NUMBER: &str = "19640823-3234";

/// A contact of the seller's, with an address.
async fn contact(office: &Office, last_name: &str) -> ContactId {
    let id = Uuid::now_v7();
    let mut pen = office.pen().await;
    sqlx::query("insert into crm.contact (id, first_name, last_name) values ($1, 'Åsa', $2)")
        .bind(id)
        .bind(last_name)
        .execute(&mut pen)
        .await
        .expect("a contact");
    sqlx::query(
        "insert into crm.address (contact_id, street, postcode, city)
         values ($1, 'Tallstigen 9', '793 31', 'Leksand')",
    )
    .bind(id)
    .execute(&mut pen)
    .await
    .expect("an address");
    ContactId(id)
}

fn action(id: ContactId) -> String {
    format!("/contacts/{id}/customer")
}

/// The form of the window; the card behind has smaller ones that go to the same place.
fn form_of(page: &Answer, id: ContactId) -> Vec<(String, String)> {
    let (_, window) = page.body.split_once("<dialog").expect("a window");
    fields(window, &action(id))
}

/// The form as it is now, with some of it typed in otherwise.
async fn opened(office: &Office, id: ContactId, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let page = office.get(action(id)).await;
    let typed = [&[("act", "save")], typed].concat();
    filled(&form_of(&page, id), &typed)
}

async fn sent(office: &Office, id: ContactId, form: &[(String, String)]) -> Answer {
    office.ask(Ask::form(action(id), &pairs(form))).await
}

async fn saved(office: &Office, id: ContactId, typed: &[(&str, &str)]) {
    let form = opened(office, id, typed).await;
    let answer = sent(office, id, &form).await;
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "{}",
        html::text(&answer.body)
    );
    assert!(
        answer
            .location()
            .starts_with(&format!("/contacts/{id}?saved="))
    );
}

#[tokio::test]
async fn a_contact_becomes_a_private_customer_and_stops_being_one() {
    let office = Office::open().await;
    let id = contact(&office, "Ek").await;
    let card = office.get(format!("/contacts/{id}")).await;
    assert!(html::text(&card.body).contains("Gör till privatkund"));
    let page = office.get(action(id)).await;
    let form = form_of(&page, id);
    // The card's address is there already.
    for (name, value) in [
        ("street", "Tallstigen 9"),
        ("was[street]", "Tallstigen 9"),
        ("delivery", "letter"),
        ("payment_terms_days", "30"),
        ("currency", "SEK"),
    ] {
        assert!(
            form.contains(&(name.to_owned(), value.to_owned())),
            "{name}: {form:?}"
        );
    }
    saved(&office, id, &[("personal_number", "640823-3234")]).await;
    let card = office.get(format!("/contacts/{id}")).await;
    let text = html::text(&card.body);
    for shown in [
        "Privatkund",
        "10001",
        "19640823-••••",
        "Med brev, 30 dagar netto",
    ] {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    for hidden in ["3234", "6408233234"] {
        assert!(!card.everything().contains(hidden), "{hidden}");
    }
    let ending = html::value_of(&card.body, "customer").expect("a way to end it");
    let ended = office
        .ask(Ask::form(
            action(id),
            &[("act", "end"), ("customer", &ending)],
        ))
        .await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    let page = office.get(action(id)).await;
    let text = html::text(&page.body);
    assert!(text.contains("Kundnumret blir 10001, som förut."), "{text}");
    office.site.close().await;
}

#[tokio::test]
async fn a_form_that_did_not_pass_comes_back_as_it_was_typed() {
    let office = Office::open().await;
    let id = contact(&office, "Ek").await;
    for (language, wrong, missing) in [
        (
            Language::Sv,
            "Skriv personnumret som ÅÅÅÅMMDD-NNNN.",
            "Fyll i det här fältet.",
        ),
        (
            Language::En,
            "Write the personal number as YYYYMMDD-NNNN.",
            "Fill in this field.",
        ),
    ] {
        office.speak(language).await;
        let form = opened(
            &office,
            id,
            &[
                ("personal_number", "640823-3235"),
                ("delivery", "email"),
                ("invoice_email", ""),
                ("payment_terms_days", "femton"),
                ("blocked", "true"),
            ],
        )
        .await;
        let refused = sent(&office, id, &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = html::text(&refused.body);
        assert!(text.contains(wrong) && text.contains(missing), "{text}");
        let mut again = filled(&form_of(&refused, id), &[("act", "save")]);
        let mut form = form;
        again.sort();
        form.sort();
        assert_eq!(again, form);
    }
    office.site.close().await;
}

#[tokio::test]
async fn two_who_change_the_same_field_are_told_and_may_insist() {
    let office = Office::open().await;
    let id = contact(&office, "Ek").await;
    saved(&office, id, &[]).await;
    let mine = opened(&office, id, &[("payment_terms_days", "10")]).await;
    saved(
        &office,
        id,
        &[("payment_terms_days", "20"), ("currency", "EUR")],
    )
    .await;
    let clash = sent(&office, id, &mine).await;
    assert_eq!(clash.status, StatusCode::CONFLICT);
    let text = html::text(&clash.body);
    assert!(
        text.contains("Betalningsvillkor, dagar: nu 20 (seller Alfa)"),
        "{text}"
    );
    let again = filled(&form_of(&clash, id), &[("act", "save")]);
    assert!(again.contains(&("payment_terms_days".to_owned(), "10".to_owned())));
    let saved = sent(&office, id, &again).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let form = opened(&office, id, &[]).await;
    assert!(form.contains(&("payment_terms_days".to_owned(), "10".to_owned())));
    // What only the other one changed has merged.
    assert!(form.contains(&("currency".to_owned(), "EUR".to_owned())));
    office.site.close().await;
}

#[tokio::test]
async fn the_number_is_shown_to_who_may_see_it() {
    let office = Office::open().await;
    let id = contact(&office, "Ek").await;
    saved(&office, id, &[("personal_number", NUMBER)]).await;
    let card = office.get(format!("/contacts/{id}")).await;
    let customer = html::value_of(&card.body, "customer").expect("a customer");
    let show = || Ask::form(action(id), &[("act", "show"), ("customer", &customer)]);
    let refused = office.ask(show()).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(html::text(&refused.body).contains("Du har inte rätt att se personnummer."));
    let admin = office.token_of(office.firm.admin).await;
    let shown = office.site.ask(show().signed_in(&admin)).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(html::text(&shown.body).contains(NUMBER));
    // The administrator reads who has seen it; the seller does not.
    let as_admin = Ask::get(action(id)).signed_in(&admin);
    let as_admin = html::text(&office.site.ask(as_admin).await.body);
    assert!(as_admin.contains("Visat en gång,") && as_admin.contains("av admin Alfa."));
    let as_seller = html::text(&office.get(action(id)).await.body);
    assert!(!as_seller.contains("Visat en gång"));
    // Not kept by anybody on the way.
    assert_eq!(shown.header("cache-control"), "private, no-store");
    // The form that comes with it does not have it in a field.
    let form = form_of(&shown, id);
    assert!(form.iter().all(|(_, value)| !value.contains("3234")));
    let acts = office
        .site
        .number("select count(*) from journal.identity_act where act = 'show'")
        .await;
    assert_eq!(acts, 1);
    office.site.close().await;
}

/// Without a key: the field says what is missing, and the rest can be saved.
#[tokio::test]
async fn a_server_without_a_key_says_so_at_the_field() {
    let office = Office::open().await;
    let id = contact(&office, "Ek").await;
    let form = opened(&office, id, &[("personal_number", NUMBER)]).await;
    let bare = office.site.db.store().await.expect("the web role");
    let router = server::router::router(crate::common::state(bare, crate::common::ORIGIN, true));
    let ask =
        |form: &[(String, String)]| Ask::form(action(id), &pairs(form)).signed_in(&office.token);
    let refused = crate::common::ask(&router, ask(&form)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html::text(&refused.body).contains("KUNDKORT_IDENTITY_KEY"));
    let rest = filled(&form, &[("personal_number", "")]);
    let saved = crate::common::ask(&router, ask(&rest)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    drop(router);
    office.site.close().await;
}

#[tokio::test]
async fn the_register_is_a_csv_that_a_swedish_excel_reads() {
    let office = Office::open().await;
    let evil = contact(&office, "=HYPERLINK(\"http://x\";\"Å\")").await;
    let plain = contact(&office, "Öberg").await;
    saved(&office, evil, &[("street", "Gränd \"7\"; uppgång 2")]).await;
    saved(
        &office,
        plain,
        &[("personal_number", NUMBER), ("blocked", "true")],
    )
    .await;
    // A first name is before it on the card; alone it would be the cell.
    sqlx::query("update crm.contact set first_name = '' where id = $1")
        .bind(evil.0)
        .execute(&mut office.pen().await)
        .await
        .expect("no first name");
    let csv = office.get("/customers/export.csv").await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        csv.header("content-disposition"),
        "attachment; filename=\"kundregister.csv\""
    );
    let lines: Vec<&str> = csv.body.split_inclusive("\r\n").collect();
    assert_eq!(lines.len(), 3, "{}", csv.body);
    assert!(
        lines[0].starts_with("\u{feff}\"Kundnummer\";\"Typ\";\"Namn\";"),
        "{}",
        lines[0]
    );
    assert_eq!(
        lines[1],
        "\"10001\";\"Privatkund\";\"'=HYPERLINK(\"\"http://x\"\";\"\"Å\"\")\";\"\";\"Gränd \"\"7\"\"; uppgång 2\";\
         \"793 31\";\"Leksand\";\"SE\";\"\";\"30\";\"Brev\";\"SEK\";\"\";\"Nej\"\r\n"
    );
    assert_eq!(
        lines[2],
        "\"10002\";\"Privatkund\";\"Åsa Öberg\";\"19640823-••••\";\"Tallstigen 9\";\
         \"793 31\";\"Leksand\";\"SE\";\"\";\"30\";\"Brev\";\"SEK\";\"\";\"Ja\"\r\n"
    );
    office.speak(Language::En).await;
    let csv = office.get("/customers/export.csv").await;
    assert!(csv.body.contains("\"Customer number\";\"Type\"") && csv.body.contains("\"Yes\""));
    assert!(
        csv.header("content-disposition")
            .contains("customer-register.csv")
    );
    let refused = office.get("/customers/export.csv?identity=full").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let admin = office.token_of(office.firm.admin).await;
    let full = Ask::get("/customers/export.csv?identity=full").signed_in(&admin);
    assert!(office.site.ask(full).await.body.contains(NUMBER));
    office.site.close().await;
}

#[tokio::test]
async fn the_register_is_a_workbook_of_texts() {
    let office = Office::open().await;
    let evil = contact(&office, "=1+1").await;
    saved(&office, evil, &[]).await;
    sqlx::query("update crm.contact set first_name = '' where id = $1")
        .bind(evil.0)
        .execute(&mut office.pen().await)
        .await
        .expect("no first name");
    let plain = contact(&office, "Öberg Åkesson").await;
    saved(&office, plain, &[("personal_number", NUMBER)]).await;
    let admin = office.token_of(office.firm.admin).await;
    for (path, identity) in [
        ("/customers/export.xlsx", "19640823-••••"),
        ("/customers/export.xlsx?identity=full", NUMBER),
    ] {
        let book = office.site.ask(Ask::get(path).signed_in(&admin)).await;
        assert_eq!(book.status, StatusCode::OK);
        let name = book.header("content-disposition");
        assert_eq!(name, "attachment; filename=\"kundregister.xlsx\"");
        // `common::sheet` has read it, and seen that there is no formula in it.
        let lines: Vec<Vec<&str>> = book
            .body
            .lines()
            .map(|line| line.split('\t').collect())
            .collect();
        assert_eq!(lines.len(), 3);
        assert_eq!(
            lines[0][..4],
            ["Kundnummer", "Typ", "Namn", "Person-/organisationsnummer"]
        );
        assert_eq!(lines[1][..4], ["10001", "Privatkund", "=1+1", ""]);
        assert_eq!(
            lines[2][..4],
            ["10002", "Privatkund", "Åsa Öberg Åkesson", identity]
        );
    }
    office.site.close().await;
}

/// What is a number is one, and nothing else is.
#[test]
fn cells_tell_numbers_from_texts() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory().expect("a sheet");
    sheet.write_string(0, 0, "=1+1").expect("a text");
    sheet.write_number(0, 1, 10_001.0).expect("a number");
    let cells = crate::common::sheet::cells(book.save_to_buffer().expect("a file"));
    assert_eq!(
        cells,
        [vec![Data::String("=1+1".to_owned()), Data::Float(10_001.0)]]
    );
}

#[tokio::test]
async fn more_customers_than_one_page_of_the_register() {
    let office = Office::open().await;
    let mut pen = office.pen().await;
    sqlx::query(
        "with made as (
            insert into crm.company (name) select 'Bolag ' || n from generate_series(1, 1203) n returning id)
         insert into crm.customer (company_id) select id from made",
    )
    .execute(&mut pen)
    .await
    .expect("companies");
    let csv = office.get("/customers/export.csv").await;
    assert_eq!(csv.body.lines().count(), 1_204);
    let book = office.get("/customers/export.xlsx").await;
    assert_eq!(book.body.lines().count(), 1_204);
    let mut numbers: Vec<&str> = csv.body.lines().skip(1).map(|line| &line[1..6]).collect();
    let sorted = numbers.clone();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers, sorted);
    office.site.close().await;
}
