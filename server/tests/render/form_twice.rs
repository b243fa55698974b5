//! A form that is sent twice saves once (trust.md §3.2).

use crate::common::form::{fields, filled, pairs};
use crate::common::{Ask, html};
use crate::form::{ACTION, EVERYTHING};
use crate::office::Office;

#[tokio::test]
async fn sending_twice_saves_once() {
    let office = Office::open().await;
    let page = office.get(ACTION).await;
    let form = filled(&fields(&page.body, ACTION), EVERYTHING);
    let form = filled(&form, &[("save_as", "customer")]);
    let first = office.ask(Ask::form(ACTION, &pairs(&form))).await;
    let again = office.ask(Ask::form(ACTION, &pairs(&form))).await;
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (303, 303));
    assert_eq!(first.location(), again.location());
    // And at the same time, as a double click does.
    let (one, two) = tokio::join!(
        office.ask(Ask::form(ACTION, &pairs(&form))),
        office.ask(Ask::form(ACTION, &pairs(&form)))
    );
    assert_eq!(
        (one.location(), two.location()),
        (first.location(), first.location())
    );
    assert_eq!(
        office.site.number("select count(*) from crm.contact").await,
        1
    );
    assert_eq!(
        office
            .site
            .number("select count(*) from crm.customer")
            .await,
        1
    );
    office.site.close().await;
}

#[tokio::test]
async fn two_at_once_with_one_key_save_once() {
    let office = Office::open().await;
    let page = office.get(ACTION).await;
    let form = filled(
        &fields(&page.body, ACTION),
        &[("last_name", "Lind"), ("save_as", "contact")],
    );
    let (one, two) = tokio::join!(
        office.ask(Ask::form(ACTION, &pairs(&form))),
        office.ask(Ask::form(ACTION, &pairs(&form)))
    );
    assert_eq!(
        (one.status.as_u16(), two.status.as_u16()),
        (303, 303),
        "{} {}",
        one.body,
        two.body
    );
    assert_eq!(one.location(), two.location());
    assert_eq!(
        office.site.number("select count(*) from crm.contact").await,
        1
    );
    office.site.close().await;
}

#[tokio::test]
async fn the_same_key_with_another_content_is_a_conflict_that_loses_nothing() {
    let office = Office::open().await;
    let page = office.get(ACTION).await;
    let form = filled(
        &fields(&page.body, ACTION),
        &[("last_name", "Lind"), ("save_as", "contact")],
    );
    assert_eq!(
        office
            .ask(Ask::form(ACTION, &pairs(&form)))
            .await
            .status
            .as_u16(),
        303
    );
    let other = filled(&form, &[("last_name", "Lindberg")]);
    let answer = office.ask(Ask::form(ACTION, &pairs(&other))).await;
    assert_eq!(answer.status.as_u16(), 409);
    assert_eq!(
        html::value_of(&answer.body, "last_name").as_deref(),
        Some("Lindberg")
    );
    assert!(html::text(&answer.body).contains("Formuläret har redan sparats med andra uppgifter."));
    assert_eq!(
        office.site.number("select count(*) from crm.contact").await,
        1
    );
    let keyless = filled(&form, &[("key", "")]);
    assert_eq!(
        office
            .ask(Ask::form(ACTION, &pairs(&keyless)))
            .await
            .status
            .as_u16(),
        409
    );
    office.site.close().await;
}
