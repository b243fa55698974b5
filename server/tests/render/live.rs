//! The stream of what changes: for whom, until when, and what it says.

use std::time::{Duration, Instant};

use axum::body::Body;
use domain::UserId;
use http::{Request, Response, StatusCode};
use http_body_util::BodyExt;
use sqlx::AssertSqlSafe;
use tower::ServiceExt;
use uuid::Uuid;

use crate::common::{Ask, state};
use crate::office::Office;

/// A stream ends within so long of its session (trust.md §1.3, case 11).
const SOON: Duration = Duration::from_secs(5);

/// An open stream.
struct Listening(Response<Body>);

impl Listening {
    async fn open(office: &Office, token: &str) -> Self {
        let ask = Ask::get("/events?age=0")
            .signed_in(token)
            .with("accept-encoding", "br, gzip");
        let request: Request<Body> = ask.into();
        let response = office
            .site
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("an answer");
        assert_eq!(response.status(), StatusCode::OK);
        let header = |name: &str| {
            response
                .headers()
                .get(name)
                .map(|value| value.to_str().expect("text"))
        };
        assert_eq!(header("content-type"), Some("text/event-stream"));
        assert_eq!(
            header("content-encoding"),
            None,
            "a stream is not held back"
        );
        assert_eq!(header("cache-control"), Some("no-cache"));
        let mut stream = Self(response);
        let hello = stream.next().await.expect("a greeting");
        assert!(hello.contains("event: hello"), "{hello}");
        stream
    }

    /// The next frame; nothing when the stream has ended.
    async fn next(&mut self) -> Option<String> {
        let frame = self.0.body_mut().frame().await?.expect("a frame");
        let data = frame.into_data().expect("data");
        Some(String::from_utf8(data.to_vec()).expect("text"))
    }

    /// The frames until one says this, which must be within a second of being asked for.
    async fn until(&mut self, wanted: &str) -> Vec<String> {
        let mut heard = Vec::new();
        let wait = async {
            while let Some(frame) = self.next().await {
                let found = frame.contains(wanted);
                heard.push(frame);
                if found {
                    return;
                }
            }
            panic!("the stream ended");
        };
        let done = tokio::time::timeout(SOON, wait).await;
        assert!(done.is_ok(), "{wanted} was not heard of: {heard:?}");
        heard
    }

    /// What is heard until the stream ends, which must be soon.
    async fn rest(&mut self) -> Vec<String> {
        let mut heard = Vec::new();
        let wait = async {
            while let Some(frame) = self.next().await {
                heard.push(frame);
            }
        };
        let ended = tokio::time::timeout(SOON, wait).await;
        assert!(ended.is_ok(), "the stream goes on: {heard:?}");
        heard
    }

    /// Waits until the feed has started, which tells everyone that anything may have changed.
    async fn started(mut self) -> Self {
        self.until("data: *").await;
        self
    }
}

async fn save(office: &Office, token: &str, private: &str) -> Uuid {
    let (key, name) = (Uuid::new_v4().to_string(), "Hemligsson");
    let mut fields = vec![("key", key.as_str()), ("last_name", name)];
    if !private.is_empty() {
        fields.push(("private", private));
    }
    let answer = office
        .site
        .ask(Ask::form("/contacts/new", &fields).signed_in(token))
        .await;
    let path = answer.location().to_owned();
    let id = path
        .trim_start_matches("/contacts/")
        .split(['/', '?'])
        .next()
        .expect("an id");
    id.parse()
        .unwrap_or_else(|_| panic!("{} {path}", answer.status))
}

async fn owner(office: &Office, statement: String) {
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(&mut office.site.db.owner().await.expect("the owner"))
        .await
        .expect("done");
}

async fn token(office: &Office, user: UserId) -> String {
    office.token_of(user).await
}

#[tokio::test]
async fn a_colleagues_save_is_heard_of_by_its_id_and_by_nothing_else() {
    let office = Office::open().await;
    let colleague = token(&office, office.firm.colleague).await;
    let mut seller = Listening::open(&office, &office.token)
        .await
        .started()
        .await;
    let mut other = Listening::open(&office, &colleague).await;
    let beta = office.site.db.firm("Beta").await.expect("a firm");
    let strange = office
        .site
        .db
        .token(beta.tenant, beta.admin)
        .await
        .expect("a session");
    let mut stranger = Listening::open(&office, &strange).await;
    let hidden = save(&office, &office.token, "true").await;
    let id = save(&office, &colleague, "").await;
    let begun = Instant::now();
    let heard = seller.until(&id.to_string()).await;
    assert!(begun.elapsed() < Duration::from_secs(2));
    assert!(
        heard.concat().contains(&hidden.to_string()),
        "one's own hidden one"
    );
    let theirs = other.until(&id.to_string()).await.concat();
    assert!(!theirs.contains(&hidden.to_string()), "{theirs}");
    // Whoever did it knows it again by its command; others are not told that.
    assert!(theirs.contains('|'), "{theirs}");
    let last = heard.last().expect("one");
    assert!(!last.contains('|'), "{last}");
    assert!(!(heard.concat() + &theirs).contains("Hemligsson"));
    // Another firm hears of its own only.
    let of_beta = save(&office, &strange, "").await;
    let heard = stranger.until(&of_beta.to_string()).await.concat();
    assert!(!heard.contains(&id.to_string()), "{heard}");
    office.site.close().await;
}

#[tokio::test]
async fn a_card_that_was_just_hidden_is_announced_to_those_who_saw_it() {
    let office = Office::open().await;
    let colleague = token(&office, office.firm.colleague).await;
    let id = save(&office, &office.token, "").await;
    let mut other = Listening::open(&office, &colleague).await.started().await;
    owner_as_seller(
        &office,
        format!("update crm.contact set private = true where id = '{id}'"),
    )
    .await;
    other.until(&id.to_string()).await;
    // And after that no longer.
    owner_as_seller(
        &office,
        format!("update crm.contact set title = 'Chef' where id = '{id}'"),
    )
    .await;
    let next = save(&office, &office.token, "").await;
    let heard = other.until(&next.to_string()).await.concat();
    assert!(!heard.contains(&id.to_string()), "{heard}");
    office.site.close().await;
}

async fn owner_as_seller(office: &Office, statement: String) {
    let mut web = office.site.db.web().await.expect("the web role");
    sqlx::query("select set_config('app.session', $1, false)")
        .bind(&office.token)
        .execute(&mut web)
        .await
        .expect("a session");
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(&mut web)
        .await
        .expect("done");
}

#[tokio::test]
async fn a_stream_ends_soon_after_its_session() {
    let office = Office::open().await;
    let firm = office.firm;
    // A firm is never without an administrator, so that one of two gives it up.
    owner(
        &office,
        format!(
            "insert into auth.user_account (tenant_id, name, email, role, salt, verifier)
             select tenant_id, 'Eva Ek', 'eva.ek@vikarie.example', role, salt, verifier
             from auth.user_account where id = '{}'",
            firm.admin
        ),
    )
    .await;
    let (colleague, reader) = (
        token(&office, firm.colleague).await,
        token(&office, firm.reader).await,
    );
    let admin = token(&office, firm.admin).await;
    let kept = office.token_of(firm.seller).await;
    let mut signed_out = Listening::open(&office, &office.token).await;
    let mut deactivated = Listening::open(&office, &colleague).await;
    let mut ran_out = Listening::open(&office, &reader).await;
    let mut other_role = Listening::open(&office, &admin).await;
    let mut stays = Listening::open(&office, &kept).await;
    office.ask(Ask::form("/sign-out", &[])).await;
    owner(
        &office,
        format!(
            "update auth.user_account set deactivated_at = now() where id = '{}'",
            firm.colleague
        ),
    )
    .await;
    owner(
        &office,
        format!(
            "update auth.session set expires_at = now() - interval '1 second' where user_id = '{}'",
            firm.reader
        ),
    )
    .await;
    owner(
        &office,
        format!(
            "update auth.user_account set role = 'user' where id = '{}'",
            firm.admin
        ),
    )
    .await;
    tokio::join!(
        signed_out.rest(),
        deactivated.rest(),
        ran_out.rest(),
        other_role.rest()
    );
    // A new stream with the dead session is refused, and one of the living goes on.
    let again = office
        .site
        .ask(Ask::get("/events").signed_in(&colleague))
        .await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED);
    let id = save(&office, &kept, "").await;
    stays.until(&id.to_string()).await;
    office.site.close().await;
}

#[tokio::test]
async fn streams_end_when_the_server_stops() {
    let office = Office::open().await;
    let state = state(office.site.store.clone(), crate::common::ORIGIN, true);
    let live = state.live.clone();
    let router = server::router::router(state);
    let request: Request<Body> = Ask::get("/events").signed_in(&office.token).into();
    let response = router.oneshot(request).await.expect("an answer");
    let mut stream = Listening(response);
    stream.next().await.expect("a greeting");
    assert_eq!(live.count(), 1);
    live.stop();
    stream.rest().await;
    drop(stream);
    assert_eq!(live.count(), 0);
    office.site.close().await;
}

/// Between the making of a page and its first stream a while passes.
#[tokio::test]
async fn what_happened_since_the_page_was_made_is_told_when_it_begins_to_listen() {
    let office = Office::open().await;
    let colleague = token(&office, office.firm.colleague).await;
    let mut first = Listening::open(&office, &colleague).await.started().await;
    let open = async |age: u32| {
        let ask = Ask::get(format!("/events?age={age}")).signed_in(&office.token);
        let request: Request<Body> = ask.into();
        let response = office.site.router.clone().oneshot(request).await;
        let mut stream = Listening(response.expect("an answer"));
        stream.next().await.expect("a greeting");
        stream
    };
    // Until the feed is old enough to know what a page that is half a second old has missed.
    let begun = Instant::now();
    loop {
        let id = save(&office, &colleague, "").await.to_string();
        first.until(&id).await;
        let told = open(500).await.next().await.expect("something");
        if told.contains(&id) {
            break;
        }
        assert!(told.contains('*') && begun.elapsed() < SOON, "{told}");
    }
    // Further back than it remembers, anything may have happened.
    open(600_000).await.until("data: *").await;
    office.site.close().await;
}
