//! What stands on the sign-in page.

use domain::user::Role;
use leptos::prelude::*;

use super::texts::SignInTexts;
use crate::boot::{DemoUser, Refusal, SignInState, boot};
use crate::ui;

/// The page, as HTML.
pub(super) fn content() -> String {
    let state = boot().sign_in.unwrap_or_default();
    view! {
        <main>
            <SignInForm state=state.clone() />
            <DemoUsers users=state.demo_users next=state.next />
            <LanguageLink />
        </main>
        <Register />
    }
    .to_html()
}

#[component]
fn SignInForm(state: SignInState) -> impl IntoView {
    let texts = SignInTexts::here();
    let refused = state.refusal.is_some();
    view! {
        <form method="post" action="/sign-in" novalidate>
            <ui::Logo />
            <h1 tabindex="-1">{texts.sign_in}</h1>
            <input type="hidden" name="next" value=state.next />
            <div class="field">
                <label for="email">{texts.email}</label>
                <input
                    class="input" id="email" name="email" type="email" autocomplete="username"
                    value=state.email required
                    aria-invalid=refused.then_some("true")
                    aria-describedby=refused.then_some("refusal")
                />
            </div>
            <div class="field">
                <label for="password">{texts.password}</label>
                <input
                    class="input" id="password" name="password" type="password"
                    autocomplete="current-password" required
                    aria-invalid=refused.then_some("true")
                    aria-describedby=refused.then_some("refusal")
                />
                {state.refusal.map(|refusal| view! {
                    <p class="error" id="refusal" role="alert">
                        <ui::Icon glyph=ui::Glyph::CircleAlert size=ui::IconSize::Sm />
                        {refusal_text(refusal)}
                    </p>
                })}
            </div>
            <label class="check">
                <input type="checkbox" name="remember" value="true" />
                <span>{texts.remember}<span class="hint">{texts.remember_hint}</span></span>
            </label>
            <button class="btn primary wide" type="submit">{texts.sign_in}</button>
        </form>
    }
}

fn refusal_text(refusal: Refusal) -> String {
    let texts = SignInTexts::here();
    match refusal {
        Refusal::WrongPair => texts.wrong_pair.to_owned(),
        Refusal::TooMany(minutes) => texts.too_many.replace("{minutes}", &minutes.to_string()),
        Refusal::Unavailable => texts.unavailable.to_owned(),
    }
}

/// One button per user of the demo firm; nothing when no demo firm is loaded.
#[component]
fn DemoUsers(users: Vec<DemoUser>, next: String) -> impl IntoView {
    let texts = SignInTexts::here();
    if users.is_empty() {
        return ().into_any();
    }
    let buttons = users
        .into_iter()
        .map(|user| {
            view! {
                <button class="btn wide demo-user" type="submit" name="email" value=user.email>
                    <span>{user.name}</span>
                    <span class="muted small">{role_text(user.role)}</span>
                </button>
            }
        })
        .collect_view();
    view! {
        <form class="stack demo-users" method="post" action="/sign-in/demo" aria-labelledby="demo-heading">
            <h2 id="demo-heading">{texts.demo_heading}</h2>
            <p class="small muted">{texts.demo_hint}</p>
            <input type="hidden" name="next" value=next />
            {buttons}
        </form>
    }
    .into_any()
}

fn role_text(role: Role) -> &'static str {
    let texts = SignInTexts::here();
    match role {
        Role::Administrator => texts.administrator,
        Role::User => texts.seller,
        Role::ReadOnly => texts.read_only,
    }
}

/// Switches the language of the sign-in page, each named in its own language.
#[component]
fn LanguageLink() -> impl IntoView {
    use domain::user::Language;
    let (other, word) = match crate::i18n::language() {
        Language::Sv => ("en", "English"),
        Language::En => ("sv", "Svenska"),
    };
    view! {
        <form class="language" method="post" action="/language">
            <input type="hidden" name="next" value="/sign-in" />
            <button class="btn link sm" type="submit" name="language" value=other lang=other>{word}</button>
        </form>
    }
}

/// The cards beside the form: a picture of what is inside, nothing to read out.
#[component]
fn Register() -> impl IntoView {
    let texts = SignInTexts::here();
    view! {
        <aside class="register" aria-hidden="true">
            <div class="cards">
                <div class="card-wrap">
                    <span class="flik org">{texts.company}</span>
                    <div class="card row top">
                        <span class="avatar org hue-6">"NF"</span>
                        <span><b>"Norrsken Fastigheter AB"</b><br /><span class="muted small">{texts.four_contacts}</span></span>
                    </div>
                </div>
                <div class="card-wrap">
                    <span class="flik">{texts.contact}</span>
                    <div class="card row top">
                        <span class="avatar hue-1">"LS"</span>
                        <span><b>"Linnéa Södergren"</b><br /><span class="muted small">{texts.caretaker}</span></span>
                    </div>
                </div>
                <div class="card-wrap">
                    <span class="flik privat">{texts.private_customer}" "<span class="num">"20418"</span></span>
                    <div class="card stack">
                        <div class="row">
                            <span class="avatar lg hue-4">"KS"</span>
                            <span><b class="name">"Karin Söderström"</b><br /><span class="muted">{texts.purchaser}</span></span>
                        </div>
                        <div class="row muted small facts-line">
                            <span class="row"><ui::Icon glyph=ui::Glyph::Phone size=ui::IconSize::Sm />"070-174 06 12"</span>
                            <span class="row"><ui::Icon glyph=ui::Glyph::Mail size=ui::IconSize::Sm />"karin@soderstrom.example"</span>
                        </div>
                    </div>
                </div>
            </div>
        </aside>
    }
}
