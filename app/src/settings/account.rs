//! One's own: name, language, theme, password, and where one is signed in.

use domain::user::{Language, Theme};
use leptos::prelude::*;
use store::account::Device;

use super::device::device;
use super::parts::{TextField, moment, save};
use super::state::{NameForm, Security};
use super::texts::SettingsTexts;
use crate::boot::{boot, viewer};
use crate::i18n;
use crate::ui::{Badge, Banner, BannerKind, Button, Fact, Facts, Line, Look, Radio, Tone};

/// `/settings/account`, and beside the list on `/settings`.
pub(super) fn page(form: NameForm, index: bool) -> AnyView {
    let texts = SettingsTexts::here();
    let heading = if index {
        view! { <h2 class="section-title">{texts.account}</h2> }.into_any()
    } else {
        view! { <h1 tabindex="-1">{texts.account}</h1> }.into_any()
    };
    let facts = viewer().map(|viewer| {
        view! {
            <Facts>
                <Fact label=texts.email><Line>{viewer.email}</Line></Fact>
                <Fact label=texts.role><Line>{i18n::role(viewer.role)}</Line></Fact>
                <Fact label=texts.your_firm><Line>{viewer.firm}</Line></Fact>
            </Facts>
        }
    });
    let name = TextField {
        name: "name",
        label: texts.name,
        value: &form.name,
        autocomplete: "name",
        hint: texts.name_hint,
        ..TextField::default()
    };
    view! {
        {heading}
        <section class="card card-pad" aria-label=texts.account>
            {facts}
            <form class="stack" method="post" action="/settings/account" novalidate>
                {name.view(&form.invalid)}
                {save(texts.save_name, Look::Primary)}
            </form>
        </section>
        <form class="card card-pad" method="post" action="/sign-out">
            <p class="small muted">{texts.sign_out_hint}</p>
            <Button kind="submit">{texts.sign_out}</Button>
        </form>
    }
    .into_any()
}

/// `/settings/appearance`.
pub(super) fn appearance() -> AnyView {
    let texts = SettingsTexts::here();
    let (language, theme) = (i18n::language(), boot().theme);
    // Each language is named in itself, so that whoever landed in the wrong one finds the way out.
    let speak = |this: Language, word: &'static str| {
        view! { <span lang=this.as_str()><Radio name="language" value=this.as_str() label=word checked=this == language /></span> }
    };
    let look = |this: Theme, word: &'static str| {
        view! { <Radio name="theme" value=this.as_str() label=word checked=this == theme /> }
    };
    view! {
        <h1 tabindex="-1">{texts.appearance}</h1>
        <form class="card card-pad stack" method="post" action="/language">
            <input type="hidden" name="next" value="/settings/appearance" />
            <fieldset class="stack">
                <legend><h2>{texts.language}</h2></legend>
                {speak(Language::Sv, "Svenska")}
                {speak(Language::En, "English")}
            </fieldset>
            {save(texts.save_language, Look::Plain)}
        </form>
        <form class="card card-pad stack" method="post" action="/theme">
            <input type="hidden" name="next" value="/settings/appearance" />
            <fieldset class="stack">
                <legend><h2>{texts.theme}</h2></legend>
                {look(Theme::System, texts.system)}
                {look(Theme::Light, texts.light)}
                {look(Theme::Dark, texts.dark)}
            </fieldset>
            {save(texts.save_theme, Look::Plain)}
        </form>
    }
    .into_any()
}

/// `/settings/security`.
pub(super) fn security(state: Security) -> AnyView {
    let texts = SettingsTexts::here();
    view! {
        <h1 tabindex="-1">{texts.security}</h1>
        {password_form(&state)}
        <section class="card" aria-labelledby="sessions-heading">
            <div class="card-pad stack">
                <h2 id="sessions-heading">{texts.sessions}</h2>
                <p class="small muted">{texts.sessions_hint}</p>
            </div>
            <ul class="settings-rows">{state.devices.into_iter().map(row).collect_view()}</ul>
            <form class="card-pad stack" method="post" action="/settings/security">
                <div>
                    <Button kind="submit" attr:name="act" attr:value="everywhere">{texts.everywhere}</Button>
                </div>
                <p class="small muted">{texts.everywhere_hint}</p>
            </form>
        </section>
    }
    .into_any()
}

fn password_form(state: &Security) -> AnyView {
    let texts = SettingsTexts::here();
    let wait = state.wait.map(|minutes| {
        let text = texts.too_many.replace("{minutes}", &minutes.to_string());
        view! { <Banner kind=BannerKind::Error><p>{text}</p></Banner> }
    });
    let field = |name, label, autocomplete, hint| {
        TextField {
            name,
            label,
            kind: "password",
            autocomplete,
            hint,
            ..TextField::default()
        }
        .view(&state.invalid)
    };
    let email = viewer().map(|viewer| viewer.email).unwrap_or_default();
    view! {
        <form class="card card-pad stack" method="post" action="/settings/security" novalidate>
            <h2>{texts.password}</h2>
            {wait}
            // For password managers: whose password it is.
            <input type="text" name="username" autocomplete="username" value=email hidden />
            {field("current", texts.current_password, "current-password", "")}
            {field("password", texts.new_password, "new-password", texts.password_rule)}
            {field("repeat", texts.repeat_password, "new-password", "")}
            <p class="small muted">{texts.password_hint}</p>
            <div>
                <Button kind="submit" look=Look::Primary attr:name="act" attr:value="password">{texts.save_password}</Button>
            </div>
        </form>
    }
    .into_any()
}

fn row(session: Device) -> AnyView {
    let texts = SettingsTexts::here();
    let name = device(&session.user_agent);
    let seen = format!("{} {}", texts.last_seen, moment(&session.last_seen));
    let act = if session.here {
        view! { <Badge text=texts.this_one tone=Tone::Gran /> }.into_any()
    } else {
        let label = format!("{}: {name}, {seen}", texts.sign_out);
        view! {
            <form method="post" action="/settings/security">
                <input type="hidden" name="session" value=session.id.to_string() />
                <Button kind="submit" small=true attr:name="act" attr:value="close" attr:aria-label=label>{texts.sign_out}</Button>
            </form>
        }
        .into_any()
    };
    let address = (!session.address.is_empty()).then(|| format!("{}\u{a0}· ", session.address));
    view! {
        <li>
            <div class="grow">
                <b>{name}</b>
                <p class="small muted">{address}{seen}</p>
            </div>
            {act}
        </li>
    }
    .into_any()
}
