//! Settings of the reader: language and theme, and who they are.

mod texts;

use domain::user::{Language, Theme, Viewer};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::boot::{boot, viewer};
use crate::i18n;
use crate::layout::ShortcutSetting;
use crate::ui::{Button, Fact, Facts, Line, Look, Radio};
use texts::SettingsTexts;

/// `/settings`.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let texts = SettingsTexts::here();
    view! {
        <Title text=texts.title />
        <main class="page settings" id="content">
            <h1 tabindex="-1">{texts.title}</h1>
            {viewer().map(|viewer| view! { <Account viewer /> })}
            <LanguageForm />
            <ThemeForm />
            <ShortcutSetting />
        </main>
    }
}

#[component]
fn Account(viewer: Viewer) -> impl IntoView {
    let texts = SettingsTexts::here();
    view! {
        <section class="card card-pad" aria-labelledby="account-heading">
            <h2 id="account-heading">{texts.account}</h2>
            <Facts>
                <Fact label=texts.name><Line>{viewer.name}</Line></Fact>
                <Fact label=texts.email><Line>{viewer.email}</Line></Fact>
                <Fact label=texts.role><Line>{i18n::role(viewer.role)}</Line></Fact>
                <Fact label=texts.firm><Line>{viewer.firm}</Line></Fact>
            </Facts>
            <form method="post" action="/sign-out"><Button kind="submit">{texts.sign_out}</Button></form>
        </section>
    }
}

#[component]
fn LanguageForm() -> impl IntoView {
    let texts = SettingsTexts::here();
    let now = i18n::language();
    // Each language is named in itself, so that whoever landed in the wrong one finds the way out.
    let choice = |language: Language, word: &'static str| {
        view! { <span lang=language.as_str()><Radio name="language" value=language.as_str() label=word checked=now == language /></span> }
    };
    view! {
        <form class="card card-pad stack" method="post" action="/language">
            <input type="hidden" name="next" value="/settings" />
            <fieldset class="stack">
                <legend><h2>{texts.language}</h2></legend>
                {choice(Language::Sv, "Svenska")}
                {choice(Language::En, "English")}
            </fieldset>
            <div><Button kind="submit" look=Look::Plain>{texts.save_language}</Button></div>
        </form>
    }
}

#[component]
fn ThemeForm() -> impl IntoView {
    let texts = SettingsTexts::here();
    let now = boot().theme;
    let choice = |theme: Theme, word: &'static str| {
        view! { <Radio name="theme" value=theme.as_str() label=word checked=now == theme /> }
    };
    view! {
        <form class="card card-pad stack" method="post" action="/theme">
            <input type="hidden" name="next" value="/settings" />
            <fieldset class="stack">
                <legend><h2>{texts.theme}</h2></legend>
                {choice(Theme::System, texts.system)}
                {choice(Theme::Light, texts.light)}
                {choice(Theme::Dark, texts.dark)}
            </fieldset>
            <div><Button kind="submit" look=Look::Plain>{texts.save_theme}</Button></div>
        </form>
    }
}
