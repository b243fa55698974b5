//! The page of a link: whoever has it chooses a password and is signed in.

use domain::Invalid;
use domain::user::Language;
use leptos::prelude::*;
use store::link::{LinkAccount, LinkKind};

use super::parts::TextField;
use super::state::InviteState;
use super::texts::SettingsTexts;
use crate::ui::{Button, LinkButton, Logo, Look};

/// The page, as HTML. Nothing where no page is asked for: when the routes are listed.
pub(super) fn content() -> String {
    let texts = SettingsTexts::here();
    let Some(state) = use_context::<InviteState>() else {
        return String::new();
    };
    let body = match state {
        InviteState::Form {
            action,
            account,
            name,
            invalid,
        } => form(action, account, &name, &invalid),
        InviteState::Gone => message(texts.link_gone, texts.link_gone_hint.to_owned()),
        InviteState::TooMany(minutes) => {
            let hint = texts.too_many.replace("{minutes}", &minutes.to_string());
            message(texts.link_gone, hint)
        }
    };
    view! { <main>{body}</main> }.to_html()
}

/// The title of the document.
#[must_use]
pub fn title(state: &InviteState, language: Language) -> &'static str {
    let texts = SettingsTexts::in_language(language);
    match state {
        InviteState::Form { account, .. } => match account.kind {
            LinkKind::Invite => texts.welcome,
            LinkKind::Password => texts.choose_password,
        },
        _ => texts.link_gone,
    }
}

fn form(action: String, account: LinkAccount, name: &str, invalid: &Invalid) -> AnyView {
    let texts = SettingsTexts::here();
    let invited = account.kind == LinkKind::Invite;
    let (title, lead) = if invited {
        (texts.welcome, texts.welcome_hint)
    } else {
        (texts.choose_password, texts.choose_password_hint)
    };
    let password = |name, label, hint| {
        TextField {
            name,
            label,
            kind: "password",
            autocomplete: "new-password",
            hint,
            ..TextField::default()
        }
        .view(invalid)
    };
    let own_name = invited.then(|| {
        TextField {
            name: "name",
            label: texts.your_name,
            value: name,
            autocomplete: "name",
            ..TextField::default()
        }
        .view(invalid)
    });
    let (email, next) = (account.email, action.clone());
    view! {
        <form method="post" action=action novalidate>
            <Logo />
            <h1 tabindex="-1">{title}</h1>
            <p>{lead.replace("{firm}", &account.firm)}</p>
            <p>{texts.sign_in_as}" "<b>{email.clone()}</b></p>
            // For password managers: whose password it is.
            <input type="text" name="username" autocomplete="username" value=email hidden />
            {own_name}
            {password("password", texts.new_password, texts.password_rule)}
            {password("repeat", texts.repeat_password, "")}
            <Button kind="submit" look=Look::Primary wide=true>{texts.begin}</Button>
        </form>
        {other_language(next)}
    }
    .into_any()
}

/// Whoever is invited need not read the language of whoever invited them.
fn other_language(next: String) -> AnyView {
    let (other, word) = match crate::i18n::language() {
        Language::Sv => ("en", "English"),
        Language::En => ("sv", "Svenska"),
    };
    view! {
        <form class="language" method="post" action="/language">
            <input type="hidden" name="next" value=next />
            <Button kind="submit" look=Look::Link small=true attr:name="language" attr:value=other attr:lang=other>{word}</Button>
        </form>
    }
    .into_any()
}

fn message(title: &'static str, hint: String) -> AnyView {
    let texts = SettingsTexts::here();
    view! {
        <div class="stack">
            <Logo />
            <h1 tabindex="-1">{title}</h1>
            <p>{hint}</p>
            <p><LinkButton href="/sign-in" attr:rel="external">{texts.to_sign_in}</LinkButton></p>
        </div>
    }
    .into_any()
}
