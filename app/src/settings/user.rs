//! One user, as administrators see them: role, link, and in or out of use.

use domain::user::Role;
use leptos::prelude::*;
use store::user::User;

use super::parts::{error, error_banner, link_card, moment, role_choice};
use super::state::OneUser;
use super::texts::SettingsTexts;
use super::users::badge;
use crate::i18n;
use crate::ui::{Button, Fact, Facts, Field, Glyph, Icon, IconSize, Line, Look, Select};

/// `/settings/users/{id}`.
pub(super) fn page(state: OneUser) -> AnyView {
    let texts = SettingsTexts::here();
    let user = state.user.clone();
    let seen = user
        .last_seen
        .as_ref()
        .map_or_else(|| texts.never.to_owned(), moment);
    let forms = if state.own {
        view! { <p class="card card-pad">{texts.own_account}</p> }.into_any()
    } else if user.active {
        view! { {role_form(&state)} {identity_form(&user)} {tasks_form(&user)} {link_form(&user)} {deactivate_form(&state)} }.into_any()
    } else {
        view! { {activate_form(&user)} {hand_over_form(&state)} }.into_any()
    };
    view! {
        <a class="crumb not-phone" href="/settings/users" rel="external">
            <Icon glyph=Glyph::ArrowLeft size=IconSize::Sm />
            {texts.users}
        </a>
        <h1 tabindex="-1" class="row">{user.name.clone()}{badge(&user)}</h1>
        {state.link.clone().map(link_card)}
        {error_banner(&state.invalid, "role")}
        <section class="card card-pad" aria-label=texts.facts>
            <Facts>
                <Fact label=texts.email><Line>{user.email.clone()}</Line></Fact>
                <Fact label=texts.role><Line>{i18n::role(user.role)}</Line></Fact>
                <Fact label=texts.last_seen><Line>{seen}</Line></Fact>
                <Fact label=texts.owns><Line>{owns(state.owned)}</Line></Fact>
            </Facts>
        </section>
        {forms}
    }
    .into_any()
}

fn owns((contacts, companies): (i64, i64)) -> String {
    SettingsTexts::here()
        .owned
        .replace("{contacts}", &i18n::number(contacts))
        .replace("{companies}", &i18n::number(companies))
}

fn action(user: &User) -> String {
    format!("/settings/users/{}", user.id)
}

fn act(name: &'static str, label: &'static str, look: Look) -> AnyView {
    view! { <div><Button kind="submit" look=look attr:name="act" attr:value=name>{label}</Button></div> }.into_any()
}

fn role_form(state: &OneUser) -> AnyView {
    let texts = SettingsTexts::here();
    // One filled button per view: to copy the link is the act when there is one.
    let look = if state.link.is_some() {
        Look::Plain
    } else {
        Look::Primary
    };
    view! {
        <form class="card card-pad stack" method="post" action=action(&state.user)>
            {role_choice(state.user.role)}
            <p class="small muted">{texts.role_hint}</p>
            {act("role", texts.save_role, look)}
        </form>
    }
    .into_any()
}

/// Who may see personal numbers: administrators anyhow, others by this.
fn identity_form(user: &User) -> AnyView {
    let texts = SettingsTexts::here();
    let (text, button) = match (user.role, user.identity_reader) {
        (Role::Administrator, _) => (texts.identity_always, None),
        (_, true) => (
            texts.identity_on,
            Some(("no_identity", texts.identity_take)),
        ),
        (_, false) => (texts.identity_off, Some(("identity", texts.identity_give))),
    };
    right_form(user, texts.identity, text, button)
}

/// Who may give others' tasks and meetings away. It means nothing to somebody who only reads.
fn tasks_form(user: &User) -> Option<AnyView> {
    let texts = SettingsTexts::here();
    let (text, button) = match (user.role, user.task_administrator) {
        (Role::ReadOnly, _) => return None,
        (Role::Administrator, _) => (texts.tasks_always, None),
        (_, true) => (texts.tasks_on, Some(("no_tasks", texts.tasks_take))),
        (_, false) => (texts.tasks_off, Some(("tasks", texts.tasks_give))),
    };
    Some(right_form(user, texts.tasks, text, button))
}

fn right_form(
    user: &User,
    title: &'static str,
    text: &'static str,
    button: Option<(&'static str, &'static str)>,
) -> AnyView {
    view! {
        <form class="card card-pad stack" method="post" action=action(user)>
            <h2>{title}</h2>
            <p class="small muted">{text}</p>
            {button.map(|(name, label)| act(name, label, Look::Plain))}
        </form>
    }
    .into_any()
}

fn link_form(user: &User) -> AnyView {
    let texts = SettingsTexts::here();
    let (title, hint, label) = if user.invited {
        (
            texts.invite_again,
            texts.invite_again_hint,
            texts.invite_again_act,
        )
    } else {
        (texts.forgot, texts.forgot_hint, texts.forgot_act)
    };
    view! {
        <form class="card card-pad stack" method="post" action=action(user)>
            <h2>{title}</h2>
            <p class="small muted">{hint}</p>
            {act("link", label, Look::Plain)}
        </form>
    }
    .into_any()
}

fn deactivate_form(state: &OneUser) -> AnyView {
    let texts = SettingsTexts::here();
    view! {
        <form class="card card-pad stack" method="post" action=action(&state.user) novalidate>
            <h2>{texts.deactivate}</h2>
            <p class="small muted">{texts.deactivate_hint}</p>
            {owns_something(state).then(|| heir(state, true))}
            {act("deactivate", texts.deactivate_act, Look::Plain)}
        </form>
    }
    .into_any()
}

fn activate_form(user: &User) -> AnyView {
    let texts = SettingsTexts::here();
    view! {
        <form class="card card-pad stack" method="post" action=action(user)>
            <h2>{texts.activate}</h2>
            <p class="small muted">{texts.activate_hint}</p>
            {act("activate", texts.activate_act, Look::Primary)}
        </form>
    }
    .into_any()
}

fn hand_over_form(state: &OneUser) -> Option<AnyView> {
    let texts = SettingsTexts::here();
    owns_something(state).then(|| {
        view! {
            <form class="card card-pad stack" method="post" action=action(&state.user) novalidate>
                <h2>{texts.hand_over}</h2>
                {heir(state, false)}
                {act("hand_over", texts.hand_over_act, Look::Plain)}
            </form>
        }
        .into_any()
    })
}

fn owns_something(state: &OneUser) -> bool {
    state.owned != (0, 0)
}

/// Who takes over. Nobody is chosen to begin with, so that it is thought about.
fn heir(state: &OneUser, or_leave: bool) -> AnyView {
    let texts = SettingsTexts::here();
    let mut options = vec![("".into(), texts.choose.into())];
    if or_leave {
        options.push(("leave".into(), texts.leave.into()));
    }
    options.extend(
        state
            .heirs
            .iter()
            .map(|heir| (heir.id.to_string().into(), heir.name.clone().into())),
    );
    let label = format!("{} {}", texts.heir, owns(state.owned));
    let error = error(&state.invalid, "heir");
    view! {
        <Field id="heir" label=label hint=texts.heir_hint error=error>
            <Select name="heir" options />
        </Field>
    }
    .into_any()
}
