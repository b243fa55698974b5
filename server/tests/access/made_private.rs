//! What stands on a contact's card is hidden with it, from the moment that it is made private.

use serde_json::json;

use crate::canary::Who;
use crate::common::Ask;
use crate::world::World;

#[tokio::test]
async fn the_tasks_of_a_contact_that_is_made_private_are_shown_to_nobody_else() {
    let world = World::new().await;
    let id = world.id("public contact");
    let text = world
        .canaries
        .text("task of public contact.subject")
        .to_owned();
    // Given to the colleague, it stands among their own too.
    let body = format!(
        "act=owner&id={}&owner_id={}",
        world.id("task of public contact"),
        world.alfa.colleague
    );
    let give = Ask::json("/api/manage_task", &json!({ "body": body }));
    assert_eq!(world.ask(Who::Seller, &give).await.status, 200);
    let query =
        json!({ "statuses": null, "sort": "due", "after": null, "new": false, "edit": null });
    let asks = [
        Ask::json(
            "/api/read_tasks",
            &json!({ "holder": { "contact": id }, "query": query }),
        ),
        Ask::get(format!("/contacts/{id}?tab=tasks")),
        Ask::json("/api/read_my_tasks", &json!({ "after": null })),
        Ask::get("/tasks"),
        Ask::json("/api/read_reminders", &json!({})),
    ];
    let shown = async |who| {
        let mut shown = Vec::new();
        for ask in &asks {
            shown.push(world.ask(who, ask).await.body.contains(&text));
        }
        shown
    };
    assert_eq!(shown(Who::Colleague).await, [true; 5]);
    let change = json!({ "field": "private", "was": "false", "value": "true" });
    let edit = json!({ "target": { "contact": id }, "changes": [change] });
    let hide = Ask::json("/api/save_edit", &json!({ "edit": edit }));
    assert_eq!(world.ask(Who::Seller, &hide).await.status, 200);
    for who in [Who::Colleague, Who::Reader, Who::Stranger] {
        assert_eq!(shown(who).await, [false; 5], "{who:?}");
    }
    assert_eq!(shown(Who::Seller).await, [true, true, false, false, false]);
    assert_eq!(
        shown(Who::Administrator).await,
        [true, true, false, false, false]
    );
    world.site.close().await;
}
