//! Everybody at the firm, and inviting somebody new.

use app::settings::state::{Content, InviteForm, Link, Users};
use axum::Form;
use axum::response::Response;
use domain::user::Role;
use domain::{Invalid, Problem, email};
use http::StatusCode;
use serde::Deserialize;
use store::Error;
use store::link::LinkKind;

use super::account::name;
use super::show::{Administrator, Page};
use crate::state::Config;

/// An invitation.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Invitation {
    name: String,
    email: String,
    role: String,
}

/// `GET /settings/users`.
pub async fn page(Administrator(page): Administrator) -> Response {
    show(page, blank(), Invalid::default(), None).await
}

/// `POST /settings/users`: invites somebody, and shows the link, this once.
pub async fn invite(Administrator(page): Administrator, Form(form): Form<Invitation>) -> Response {
    let mut invalid = Invalid::default();
    let name = invalid.check("name", name(&form.name));
    let email = invalid.check("email", address(&form.email));
    let role = form.role.parse::<Role>();
    if let Err(problem) = role {
        invalid.add("role", problem);
    }
    let typed = InviteForm {
        name: form.name,
        email: form.email,
        role: role.unwrap_or(Role::User),
    };
    let invited = match invalid.or(()) {
        Ok(()) => store::user::invite(&page.session, name.clone(), email, typed.role).await,
        Err(invalid) => Err(Error::Invalid(invalid)),
    };
    match invited {
        Ok((_, token)) => {
            let link = link(&page.state.config, LinkKind::Invite, name, &token);
            show(page, blank(), Invalid::default(), Some(link)).await
        }
        Err(Error::Invalid(invalid)) => show(page, typed, invalid, None).await,
        Err(error) => page.refuse(error).await,
    }
}

/// The address of a link. From how this server is set up and nothing else: whatever host a request
/// names, a link must not lead there (trust.md §1.3, case 21).
pub(super) fn link(config: &Config, kind: LinkKind, name: String, token: &str) -> Link {
    Link {
        kind,
        name,
        href: format!("{}/invite/{token}", config.origin),
    }
}

fn address(typed: &str) -> Result<String, Problem> {
    if typed.trim().is_empty() {
        return Err(Problem::Required);
    }
    email::parse(typed).map(|email| email.address)
}

fn blank() -> InviteForm {
    InviteForm {
        name: String::new(),
        email: String::new(),
        role: Role::User,
    }
}

async fn show(page: Page, form: InviteForm, invalid: Invalid, link: Option<Link>) -> Response {
    let status = if invalid.problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    match store::user::users(&page.session).await {
        Ok(users) => {
            let content = Content::Users(Users {
                users,
                form,
                invalid,
                link,
            });
            page.show(content, status).await
        }
        Err(error) => page.refuse(error).await,
    }
}
