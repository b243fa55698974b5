//! What stands on a contact's card is hidden with it, from the moment that it is made private.

use serde_json::json;
use uuid::Uuid;

use crate::canary::Who;
use crate::common::Ask;
use crate::world::World;

#[tokio::test]
async fn the_tasks_of_a_contact_that_is_made_private_are_shown_to_nobody_else() {
    let world = World::new().await;
    let (id, project) = (world.id("public contact"), world.id("the project"));
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
        // It is of a project too, which they go on seeing.
        Ask::json(
            "/api/read_tasks",
            &json!({ "holder": { "project": project }, "query": query }),
        ),
        Ask::get(format!("/projects/{project}?tab=tasks")),
        Ask::json("/api/read_my_tasks", &json!({ "after": null })),
        Ask::get("/tasks"),
        Ask::json("/api/read_waiting", &json!({})),
        Ask::get("/notices"),
    ];
    let shown = async |who| {
        let mut shown = Vec::new();
        for ask in &asks {
            shown.push(world.ask(who, ask).await.body.contains(&text));
        }
        shown
    };
    assert_eq!(shown(Who::Colleague).await, [true; 8]);
    let change = json!({ "field": "private", "was": "false", "value": "true" });
    let edit = json!({ "target": { "contact": id }, "changes": [change] });
    let hide = Ask::json("/api/save_edit", &json!({ "edit": edit }));
    assert_eq!(world.ask(Who::Seller, &hide).await.status, 200);
    for who in [Who::Colleague, Who::Reader, Who::Stranger] {
        assert_eq!(shown(who).await, [false; 8], "{who:?}");
    }
    for who in [Who::Seller, Who::Administrator] {
        assert_eq!(
            shown(who).await,
            [true, true, true, true, false, false, false, false],
            "{who:?}"
        );
    }
    world.site.close().await;
}

/// Everybody goes on seeing the project. What it says of the contact goes: the task and the meeting, the name that they
/// are shown with, the part in it, and all of it in what is counted and in what was.
#[tokio::test]
async fn a_contact_that_is_made_private_leaves_nothing_on_its_project() {
    let world = World::new().await;
    let (id, project) = (world.id("public contact"), world.id("the project"));
    let texts = [
        "task of public contact.subject",
        "public meeting.subject",
        "public contact.last_name",
        "part of public contact.role",
    ]
    .map(|what| world.canaries.text(what));
    let asks = asks_of_project(project);
    let shown = async |who| {
        let mut shown = Vec::new();
        for ask in &asks {
            let body = world.ask(who, ask).await.body;
            shown.push(texts.iter().any(|text| body.contains(*text)));
        }
        shown
    };
    let counts = async |who| {
        let ask = Ask::json("/api/read_project", &json!({ "id": project }));
        let answer = world.ask(who, &ask).await;
        let said: serde_json::Value = serde_json::from_str(&answer.body).expect("a project");
        ["tasks", "meetings"].map(|what| said["overview"][what].as_u64().expect("a number"))
    };
    for who in [Who::Colleague, Who::Reader] {
        assert_eq!(shown(who).await, vec![true; asks.len()], "{who:?}");
        assert_eq!(counts(who).await, [1; 2], "{who:?}");
    }
    let change = json!({ "field": "private", "was": "false", "value": "true" });
    let edit = json!({ "target": { "contact": id }, "changes": [change] });
    let hide = Ask::json("/api/save_edit", &json!({ "edit": edit }));
    assert_eq!(world.ask(Who::Seller, &hide).await.status, 200);
    for who in [Who::Colleague, Who::Reader] {
        assert_eq!(shown(who).await, vec![false; asks.len()], "{who:?}");
        assert_eq!(counts(who).await, [0; 2], "{who:?}");
    }
    for who in [Who::Seller, Who::Administrator] {
        assert_eq!(shown(who).await, vec![true; asks.len()], "{who:?}");
        assert_eq!(counts(who).await, [2; 2], "{who:?}");
    }
    world.site.close().await;
}

/// Every tab of a project, and what they are drawn from.
fn asks_of_project(project: Uuid) -> Vec<Ask> {
    let holder = json!({ "project": project });
    let page = |query: &str| Ask::get(format!("/projects/{project}{query}"));
    let tasks =
        json!({ "statuses": null, "sort": "due", "after": null, "new": false, "edit": null });
    let history = json!({ "from": null, "to": null, "text": "", "before": null });
    vec![
        page(""),
        page("?tab=tasks"),
        page("?tab=meetings"),
        page("?tab=history"),
        page("?tab=history&on=2199-01-01"),
        Ask::json("/api/read_project", &json!({ "id": project })),
        Ask::json(
            "/api/read_tasks",
            &json!({ "holder": holder, "query": tasks }),
        ),
        Ask::json(
            "/api/read_meetings",
            &json!({ "holder": holder, "query": "", "refused": null, "language": "sv" }),
        ),
        Ask::json(
            "/api/read_history",
            &json!({ "holder": holder, "query": history, "language": "sv" }),
        ),
        Ask::json(
            "/api/read_card_as_of",
            &json!({ "holder": holder, "day": "2199-01-01", "language": "sv" }),
        ),
    ]
}

#[tokio::test]
async fn what_somebody_is_told_of_a_contact_that_is_made_private_is_hidden_with_it() {
    let world = World::new().await;
    let id = world.id("public contact");
    let text = world.canaries.text("notice.text").to_owned();
    let open = Ask::get(format!("/notices/{}", world.id("notice")));
    let asks = [
        Ask::json("/api/read_notices", &json!({ "before": null })),
        Ask::get("/notices"),
    ];
    let shown = async |who| {
        let mut shown = Vec::new();
        for ask in &asks {
            shown.push(world.ask(who, ask).await.body.contains(&text));
        }
        shown
    };
    let count = async |who| {
        let answer = world
            .ask(who, &Ask::json("/api/read_waiting", &json!({})))
            .await;
        let said: serde_json::Value = serde_json::from_str(&answer.body).expect("what waits");
        said[1]["notices"].as_u64().expect("a number")
    };
    assert_eq!(shown(Who::Colleague).await, [true; 2]);
    assert_eq!(count(Who::Colleague).await, 2);
    // Nobody else, also not whoever may see everything.
    for who in [Who::Seller, Who::Administrator, Who::Reader, Who::Stranger] {
        assert_eq!(shown(who).await, [false; 2], "{who:?}");
        assert_eq!(count(who).await, 0, "{who:?}");
        assert_eq!(world.ask(who, &open).await.status, 404, "{who:?}");
    }
    let change = json!({ "field": "private", "was": "false", "value": "true" });
    let edit = json!({ "target": { "contact": id }, "changes": [change] });
    let hide = Ask::json("/api/save_edit", &json!({ "edit": edit }));
    assert_eq!(world.ask(Who::Seller, &hide).await.status, 200);
    assert_eq!(shown(Who::Colleague).await, [false; 2]);
    assert_eq!(count(Who::Colleague).await, 0);
    assert_eq!(world.ask(Who::Colleague, &open).await.status, 404);
    world.site.close().await;
}
