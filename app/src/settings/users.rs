//! Everybody at the firm, and the invitation of somebody new.

use domain::Invalid;
use leptos::prelude::*;
use store::user::User;

use super::parts::{TextField, link_card, moment, role_choice, save};
use super::state::{InviteForm, Users};
use super::texts::SettingsTexts;
use crate::i18n;
use crate::ui::{Avatar, AvatarSize, Badge, Hue, Look, Table, Tone};

/// `/settings/users`.
pub(super) fn page(state: Users) -> AnyView {
    let texts = SettingsTexts::here();
    // One filled button per view: to copy the link is the act when there is one.
    let look = if state.link.is_some() {
        Look::Plain
    } else {
        Look::Primary
    };
    let rows = state.users.into_iter().map(row).collect_view();
    view! {
        <h1 tabindex="-1">{texts.users}</h1>
        {state.link.map(link_card)}
        <section class="card" aria-label=texts.users>
            <Table caption=texts.users>
                <thead>
                    <tr>
                        <th scope="col">{texts.name}</th>
                        <th scope="col">{texts.role}</th>
                        <th scope="col">{texts.last_seen}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </Table>
        </section>
        {invitation(&state.form, &state.invalid, look)}
    }
    .into_any()
}

/// What stands beside a name: invited, out of use.
pub(super) fn badge(user: &User) -> Option<AnyView> {
    let texts = SettingsTexts::here();
    if !user.active {
        Some(view! { <Badge text=texts.inactive tone=Tone::Line /> }.into_any())
    } else if user.invited {
        let text = if user.link_open {
            texts.invited
        } else {
            texts.invite_over
        };
        Some(view! { <Badge text=text tone=Tone::Hjortron /> }.into_any())
    } else {
        None
    }
}

fn row(user: User) -> AnyView {
    let texts = SettingsTexts::here();
    let seen = user
        .last_seen
        .as_ref()
        .map_or_else(|| texts.never.to_owned(), moment);
    view! {
        <tr>
            <th scope="row">
                <span class="row">
                    <Avatar name=user.name.clone() hue=Hue::of(user.id.0.as_bytes()) size=AvatarSize::Sm />
                    <a href=format!("/settings/users/{}", user.id) rel="external">{user.name.clone()}</a>
                    {badge(&user)}
                </span>
                <span class="user-email">{user.email.clone()}</span>
            </th>
            <td data-label=texts.role>{i18n::role(user.role)}</td>
            <td data-label=texts.last_seen class="nowrap">{seen}</td>
        </tr>
    }
    .into_any()
}

fn invitation(form: &InviteForm, invalid: &Invalid, look: Look) -> AnyView {
    let texts = SettingsTexts::here();
    let name = TextField {
        name: "name",
        label: texts.name,
        value: &form.name,
        hint: texts.invite_name_hint,
        ..TextField::default()
    };
    let email = TextField {
        name: "email",
        label: texts.email,
        value: &form.email,
        kind: "email",
        hint: texts.invite_email_hint,
        ..TextField::default()
    };
    view! {
        <form class="card card-pad stack" method="post" action="/settings/users" novalidate aria-labelledby="invite-heading">
            <h2 id="invite-heading">{texts.invite}</h2>
            <p class="small muted">{texts.invite_hint}</p>
            {name.view(invalid)}
            {email.view(invalid)}
            {role_choice(form.role)}
            {save(texts.invite_act, look)}
        </form>
    }
    .into_any()
}
