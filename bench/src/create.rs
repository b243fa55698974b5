//! Saving a new contact with a phone number, an e-mail address and an address. They stay: a firm of a
//! million has some hundreds more after each run.

mod bare;

use anyhow::Result;
use domain::address::AddressDraft;
use domain::contact::ContactDraft;
use domain::point::PointDraft;
use serde_json::json;
use std::rc::Rc;
use store::Session;
use uuid::Uuid;

use crate::http::{Client, Encoding};
use crate::places::{Firm, Places};
use crate::report::{At, Figure, Report};
use crate::search::CROWD;
use crate::{floor, load};

const PATH: &str = "/api/create_contact";
const ALONE: usize = 150;
const MANY: usize = 320;

/// Creates contacts in one firm.
pub async fn measure(places: &Places, firm: &Firm, report: &mut Report) -> Result<()> {
    report.heading("Create a contact");
    database(places, firm, report).await?;
    http(places, firm, report).await
}

async fn database(places: &Places, firm: &Firm, report: &mut Report) -> Result<()> {
    let session = Session::new(places.store().await?, firm.token.clone());
    let load = load::run(vec![session], ALONE, async |session: &mut Session, n| {
        let new = draft(n)
            .parse()
            .map_err(|invalid| anyhow::anyhow!("{invalid:?}"))?;
        store::contact::create(session, new, Uuid::new_v4(), false).await?;
        Ok(())
    })
    .await?;
    report.figure(Figure {
        what: "create".to_owned(),
        at: At::Database,
        contacts: firm.contacts,
        concurrency: 1,
        times: load.times,
        per_second: Some(load.per_second),
        floor: Some(bare::measure(places, firm, ALONE).await?),
    });
    Ok(())
}

async fn http(places: &Places, firm: &Firm, report: &mut Report) -> Result<()> {
    let answer = json!({ "id": Uuid::new_v4(), "customer_number": null });
    let file = floor::put(places, "create", &serde_json::to_vec(&answer)?)?;
    for (concurrency, count) in [(1, ALONE), (CROWD, MANY)] {
        let bodies = Rc::new((0..count).map(body).collect::<Result<Vec<_>>>()?);
        let clients = places.clients(firm, concurrency).await?;
        let load = load::run(clients, count, async move |client: &mut Client, n| {
            client
                .post(PATH, &bodies[n], Encoding::Browser)
                .await
                .map(drop)
        })
        .await?;
        report.figure(Figure {
            what: "create".to_owned(),
            at: At::Http,
            contacts: firm.contacts,
            concurrency,
            times: load.times,
            per_second: Some(load.per_second),
            floor: Some(floor::measure(places, firm, &file, concurrency, count).await?),
        });
    }
    Ok(())
}

fn body(number: usize) -> Result<Vec<u8>> {
    let body = json!({ "draft": draft(number), "key": Uuid::new_v4(), "as_customer": false });
    Ok(serde_json::to_vec(&body)?)
}

/// Somebody; the number is of the series that PTS keeps for fiction.
fn draft(number: usize) -> ContactDraft {
    let point = |value: String| PointDraft {
        label: String::new(),
        value,
    };
    ContactDraft {
        first_name: "Mät".to_owned(),
        last_name: format!("Mätarsson {number}"),
        phones: vec![point(format!("070-174 06 {:02}", 5 + number % 95))],
        emails: vec![point(format!("mat.{}@matning.example", Uuid::new_v4()))],
        addresses: vec![AddressDraft {
            street: format!("Provgatan {}", number % 90 + 1),
            postcode: "784 33".to_owned(),
            city: "Borlänge".to_owned(),
            ..AddressDraft::default()
        }],
        ..ContactDraft::default()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_draft_can_be_saved() {
        for number in [0, 94, 319] {
            super::draft(number).parse().unwrap();
        }
    }
}
