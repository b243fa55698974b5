//! `POST /api/search_contacts`, as the browser sends it.

use anyhow::Result;
use serde_json::json;
use std::rc::Rc;

use crate::draw::Class;
use crate::http::{Client, Encoding};
use crate::places::{Firm, Places};
use crate::report::{At, Figure, Report};
use crate::{floor, load};

const PATH: &str = "/api/search_contacts";
/// Answers that the one of median size is taken from, to be the floor.
const TRIED: usize = 41;

/// Measures one class, each time with so many at once.
pub async fn measure(
    places: &Places,
    firm: &Firm,
    class: &Rc<Class>,
    crowds: &[(usize, usize)],
    report: &mut Report,
) -> Result<()> {
    let mut answers = Vec::with_capacity(TRIED);
    for client in &mut places.clients(firm, 1).await? {
        for number in 0..TRIED {
            let body = body(class, number)?;
            answers.push(client.post(PATH, &body, Encoding::Plain).await?.to_vec());
        }
    }
    answers.sort_by_key(Vec::len);
    let file = floor::put(places, &class.name, &answers[TRIED / 2])?;
    for &(concurrency, count) in crowds {
        let clients = places.clients(firm, concurrency).await?;
        let bodies = bodies(class)?;
        let load = load::run(clients, count, async move |client: &mut Client, n| {
            let body = &bodies[n % bodies.len()];
            client.post(PATH, body, Encoding::Browser).await.map(drop)
        })
        .await?;
        report.figure(Figure {
            what: class.name.clone(),
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

fn bodies(class: &Class) -> Result<Vec<Vec<u8>>> {
    (0..class.texts.len())
        .map(|number| body(class, number))
        .collect()
}

fn body(class: &Class, number: usize) -> Result<Vec<u8>> {
    Ok(serde_json::to_vec(
        &json!({ "search": class.search(number) }),
    )?)
}
