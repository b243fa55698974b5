//! What stands on a contact's card and is of a project: each of the two says the other's name and leads there, for
//! those who see the contact.

use crate::canary::Who;
use crate::common::html::{Token, tokens};
use crate::common::{Answer, Ask};
use crate::world::World;

/// Where the first link of a page leads that is called so. Only what a reader sees counts, not what the page is drawn
/// from.
fn link(page: &Answer, name: &str) -> Option<String> {
    let tokens = tokens(&page.body);
    let mut called = tokens.windows(2).filter_map(|pair| match pair {
        [Token::Open(tag), Token::Text(text)] if tag.name == "a" && text.contains(name) => {
            tag.get("href")
        }
        _ => None,
    });
    called.next().map(str::to_owned)
}

#[tokio::test]
async fn a_task_and_a_meeting_lead_from_the_project_to_the_card_and_back() {
    let world = World::new().await;
    let project = format!("/projects/{}", world.id("the project"));
    let name = world.canaries.text("the project.name");
    for (who, sees_hidden) in [
        (Who::Seller, true),
        (Who::Administrator, true),
        (Who::Colleague, false),
        (Who::Reader, false),
    ] {
        for (what, seen) in [("public contact", true), ("private contact", sees_hidden)] {
            let card = format!("/contacts/{}", world.id(what));
            let last_name = world.canaries.text(&format!("{what}.last_name"));
            for tab in ["tasks", "meetings"] {
                let read = async |at: &str| {
                    let page = Ask::get(format!("{at}?tab={tab}"));
                    world.ask(who, &page).await
                };
                let there = link(&read(&project).await, last_name);
                assert_eq!(there, seen.then(|| card.clone()), "{who:?}: {what}, {tab}");
                let back = link(&read(&card).await, name);
                assert_eq!(
                    back,
                    seen.then(|| project.clone()),
                    "{who:?}: {what}, {tab}"
                );
            }
        }
    }
    world.site.close().await;
}
