//! Links that let somebody choose a password, and changing one's own.

use std::net::IpAddr;

use domain::user::{Language, Role};
use store::account::{self, PasswordChange, PasswordChanged};
use store::auth::{SignIn, SignInError, sign_in};
use store::link::{self, LinkError, LinkKind, UseLink};
use store::{Session, category, user};

use crate::common::{World, count, outcome};

const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 7));
const PASSWORD: &str = "hjortron på myren";

fn used(token: &str, password: &str) -> UseLink {
    UseLink {
        token: token.to_owned(),
        name: "Nils Ny".into(),
        language: Language::En,
        password: password.to_owned(),
        address: HOME,
        user_agent: "test".into(),
    }
}

async fn attempt(world: &World, password: &str) -> Result<Session, SignInError> {
    let attempt = SignIn {
        email: "ny@alfa.example".into(),
        password: password.into(),
        remember: true,
        address: HOME,
        user_agent: String::new(),
    };
    sign_in(&world.store, attempt)
        .await
        .map(|token| Session::new(world.store.clone(), token))
}

async fn invite(world: &World) -> (domain::UserId, String) {
    let admin = world.session(world.firm.admin).await;
    user::invite(&admin, "Ny".into(), "ny@alfa.example".into(), Role::User)
        .await
        .unwrap()
}

async fn alive(session: &Session) -> bool {
    category::list(session).await.is_ok()
}

/// The sum of a change that the owner of the tables makes to the one link there is.
async fn change_link(world: &World, statement: &str) {
    let mut owner = world.db.owner().await.unwrap();
    assert_eq!(outcome(&mut owner, statement).await, Ok(1), "{statement}");
}

#[tokio::test]
async fn an_invitation_is_used_once() {
    let world = World::new().await;
    let (id, token) = invite(&world).await;
    assert!(
        matches!(attempt(&world, "").await, Err(SignInError::WrongPair)),
        "no password yet"
    );
    let account = link::look(&world.store, &token, HOME).await.unwrap();
    assert_eq!(
        (
            account.kind,
            account.name.as_str(),
            account.email.as_str(),
            account.firm.as_str()
        ),
        (LinkKind::Invite, "Ny", "ny@alfa.example", "Alfa")
    );
    let session = link::accept(&world.store, used(&token, PASSWORD))
        .await
        .unwrap();
    let session = Session::new(world.store.clone(), session);
    let viewer = store::auth::viewer(&session).await.unwrap();
    assert_eq!(
        (viewer.id, viewer.name.as_str(), viewer.language),
        (id, "Nils Ny", Language::En)
    );
    assert!(attempt(&world, PASSWORD).await.is_ok());
    let again = link::accept(&world.store, used(&token, "en annan mening")).await;
    assert!(matches!(again, Err(LinkError::Gone)), "{again:?}");
    assert!(matches!(
        link::look(&world.store, &token, HOME).await,
        Err(LinkError::Gone)
    ));
    // The journal has it, as the doing of whoever was invited, and without what is secret.
    let mut owner = world.db.owner().await.unwrap();
    let told = format!(
        "select count(*) from journal.change where actor_id = '{id}' and row_id = '{id}'
            and after = jsonb_build_object('name', 'Nils Ny', 'password_changed_at', after -> 'password_changed_at')"
    );
    assert_eq!(count(&mut owner, told).await, 1);
    world.end().await;
}

#[tokio::test]
async fn of_many_at_once_one_gets_in() {
    let world = World::new().await;
    let (_, token) = invite(&world).await;
    let mut tries = tokio::task::JoinSet::new();
    for n in 0..4 {
        let (store, link) = (
            world.store.clone(),
            used(&token, &format!("{PASSWORD} {n}")),
        );
        tries.spawn(async move { link::accept(&store, link).await });
    }
    let mut good = 0;
    while let Some(done) = tries.join_next().await {
        match done.unwrap() {
            Ok(_) => good += 1,
            Err(LinkError::Gone) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(good, 1);
    let mut owner = world.db.owner().await.unwrap();
    let open = "select count(*) from auth.session s join auth.user_account u on u.id = s.user_id
        where u.name = 'Nils Ny' and s.closed_at is null";
    assert_eq!(count(&mut owner, open).await, 1);
    world.end().await;
}

#[tokio::test]
async fn a_link_that_ran_out_was_replaced_or_is_a_closed_accounts_is_gone() {
    let world = World::new().await;
    let admin = world.session(world.firm.admin).await;
    let (id, first) = invite(&world).await;
    let (kind, second) = user::new_link(&admin, id).await.unwrap();
    assert_eq!(kind, LinkKind::Invite);
    assert!(matches!(
        link::accept(&world.store, used(&first, PASSWORD)).await,
        Err(LinkError::Gone)
    ));
    assert!(link::look(&world.store, &second, HOME).await.is_ok());
    let mut owner = world.db.owner().await.unwrap();
    let week = "select count(*) from auth.account_link where expires_at between now() + '167 hours' and now() + '7 days'";
    assert_eq!(count(&mut owner, week).await, 1);
    change_link(&world, "update auth.account_link set expires_at = now()").await;
    assert!(matches!(
        link::accept(&world.store, used(&second, PASSWORD)).await,
        Err(LinkError::Gone)
    ));
    let (_, third) = user::new_link(&admin, id).await.unwrap();
    user::deactivate(&admin, id, None).await.unwrap();
    assert!(matches!(
        link::accept(&world.store, used(&third, PASSWORD)).await,
        Err(LinkError::Gone)
    ));
    assert!(matches!(
        user::new_link(&admin, id).await,
        Err(store::Error::NotFound)
    ));
    user::activate(&admin, id).await.unwrap();
    assert!(
        matches!(
            link::look(&world.store, &third, HOME).await,
            Err(LinkError::Gone)
        ),
        "not woken again"
    );
    for nonsense in ["", "x", "\0", &"å".repeat(500)] {
        assert!(
            matches!(
                link::look(&world.store, nonsense, HOME).await,
                Err(LinkError::Gone)
            ),
            "{nonsense:?}"
        );
    }
    world.end().await;
}

#[tokio::test]
async fn a_link_for_a_new_password_ends_every_session_and_keeps_the_name() {
    let world = World::new().await;
    let admin = world.session(world.firm.admin).await;
    let old = world.session(world.firm.seller).await;
    let (kind, token) = user::new_link(&admin, world.firm.seller).await.unwrap();
    assert_eq!(kind, LinkKind::Password);
    assert!(alive(&old).await, "making a link changes nothing yet");
    let mut owner = world.db.owner().await.unwrap();
    let half_hour = "select count(*) from auth.account_link where expires_at between now() + '29 minutes' and now() + '30 minutes'";
    assert_eq!(count(&mut owner, half_hour).await, 1);
    let new = link::accept(&world.store, used(&token, PASSWORD))
        .await
        .unwrap();
    assert!(!alive(&old).await);
    let viewer = store::auth::viewer(&Session::new(world.store.clone(), new))
        .await
        .unwrap();
    assert_eq!(
        (viewer.name.as_str(), viewer.language),
        ("seller Alfa", Language::Sv)
    );
    world.end().await;
}

#[tokio::test]
async fn guessing_links_is_stopped_per_address() {
    let world = World::new().await;
    let (_, token) = invite(&world).await;
    for n in 0..30 {
        let guess = link::look(&world.store, &format!("guess {n}"), HOME).await;
        assert!(matches!(guess, Err(LinkError::Gone)), "{n}: {guess:?}");
    }
    let stopped = link::look(&world.store, "another", HOME).await;
    assert!(
        matches!(stopped, Err(LinkError::TooMany { minutes: 1..=15 })),
        "{stopped:?}"
    );
    let stopped = link::accept(&world.store, used(&token, PASSWORD)).await;
    assert!(
        matches!(stopped, Err(LinkError::TooMany { .. })),
        "{stopped:?}"
    );
    let elsewhere = "198.51.100.4".parse().unwrap();
    assert!(link::look(&world.store, &token, elsewhere).await.is_ok());
    world.end().await;
}

fn change(current: &str, new: &str) -> PasswordChange {
    PasswordChange {
        current: current.into(),
        new: new.into(),
        address: HOME,
    }
}

#[tokio::test]
async fn changing_ones_password_ends_every_session_but_this_one_which_gets_a_new_token() {
    let world = World::new().await;
    let (_, token) = invite(&world).await;
    let other = Session::new(
        world.store.clone(),
        link::accept(&world.store, used(&token, PASSWORD))
            .await
            .unwrap(),
    );
    let here = attempt(&world, PASSWORD).await.unwrap();
    let wrong = account::change_password(&here, change("något annat", "korv med mos"))
        .await
        .unwrap();
    assert!(wrong == PasswordChanged::Wrong);
    assert!(alive(&other).await && alive(&here).await);
    let PasswordChanged::Done { token, remember } =
        account::change_password(&here, change(PASSWORD, "korv med mos"))
            .await
            .unwrap()
    else {
        panic!("not changed");
    };
    assert!(remember, "signed in for thirty days");
    assert!(!alive(&other).await && !alive(&here).await);
    let here = Session::new(world.store.clone(), token);
    let devices = account::devices(&here).await.unwrap();
    assert_eq!(
        devices.iter().map(|device| device.here).collect::<Vec<_>>(),
        [true]
    );
    assert!(matches!(
        attempt(&world, PASSWORD).await,
        Err(SignInError::WrongPair)
    ));
    let again = attempt(&world, "korv med mos").await.unwrap();
    account::close(&here, devices[0].id).await.unwrap();
    assert!(!alive(&here).await && alive(&again).await);
    account::sign_out_everywhere(&again).await.unwrap();
    assert!(!alive(&again).await);
    world.end().await;
}

#[tokio::test]
async fn guessing_the_current_password_is_stopped() {
    let world = World::new().await;
    let (_, token) = invite(&world).await;
    let session = link::accept(&world.store, used(&token, PASSWORD))
        .await
        .unwrap();
    let session = Session::new(world.store.clone(), session);
    for _ in 0..5 {
        let wrong = account::change_password(&session, change("fel", "korv med mos"))
            .await
            .unwrap();
        assert!(wrong == PasswordChanged::Wrong);
    }
    let stopped = account::change_password(&session, change(PASSWORD, "korv med mos"))
        .await
        .unwrap();
    assert!(matches!(
        stopped,
        PasswordChanged::TooMany { minutes: 1..=15 }
    ));
    world.end().await;
}

#[tokio::test]
async fn whoever_is_invited_to_the_demo_firm_must_accept_first() {
    let world = World::new().await;
    let mut owner = world.db.owner().await.unwrap();
    outcome(&mut owner, "update auth.tenant set demo = true")
        .await
        .unwrap();
    invite(&world).await;
    let early = store::auth::demo_sign_in(&world.store, "ny@alfa.example", HOME, "").await;
    assert!(matches!(early, Err(SignInError::WrongPair)), "{early:?}");
    assert!(
        store::auth::demo_sign_in(&world.store, "seller@alfa.example", HOME, "")
            .await
            .is_ok()
    );
    world.end().await;
}
