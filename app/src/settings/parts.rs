//! Pieces that several settings pages are made of.

use domain::Invalid;
use domain::user::{Language, Role};
use leptos::prelude::*;
use store::account::Moment;
use store::link::LinkKind;

use super::state::Link;
use super::texts::SettingsTexts;
use crate::i18n;
use crate::ui::{Banner, BannerKind, Button, Field, Input, Look, Radio};

/// A field of a form.
pub struct TextField<'a> {
    /// Name in the form, and id.
    pub name: &'static str,
    /// Its label.
    pub label: &'static str,
    /// What it starts with.
    pub value: &'a str,
    /// `text`, `password`, `email` …
    pub kind: &'static str,
    /// What browsers may fill in.
    pub autocomplete: &'static str,
    /// A line under it.
    pub hint: &'static str,
    /// Place in the form grid.
    pub class: &'static str,
    /// May be left empty.
    pub optional: bool,
}

impl Default for TextField<'_> {
    fn default() -> Self {
        Self {
            name: "",
            label: "",
            value: "",
            kind: "text",
            autocomplete: "off",
            hint: "",
            class: "",
            optional: false,
        }
    }
}

impl TextField<'_> {
    /// Draws it; the first field that is wrong takes focus.
    pub fn view(self, invalid: &Invalid) -> AnyView {
        let error = error(invalid, self.name);
        let first = invalid
            .problems
            .first()
            .is_some_and(|(field, _)| field == self.name);
        let (name, kind, autocomplete) = (self.name, self.kind, self.autocomplete);
        let (label, optional, class) = (self.label, self.optional, self.class);
        let value = self.value.to_owned();
        // Drawn inside the field, which tells it its id.
        let control = move || {
            view! {
                <Input
                    name=name value kind=kind required=!optional autofocus=first
                    attr:autocomplete=autocomplete
                />
            }
        };
        if self.hint.is_empty() {
            view! { <Field id=name label optional error class>{control()}</Field> }.into_any()
        } else {
            view! { <Field id=name label optional hint=self.hint error class>{control()}</Field> }
                .into_any()
        }
    }
}

/// What is wrong with a field, in words.
pub fn error(invalid: &Invalid, field: &str) -> Signal<Option<String>> {
    Signal::stored(invalid.of(field).map(i18n::problem))
}

/// What is wrong with something that is no field of its own.
pub fn error_banner(invalid: &Invalid, field: &str) -> Option<AnyView> {
    let problem = i18n::problem(invalid.of(field)?);
    Some(view! { <Banner kind=BannerKind::Error><p>{problem}</p></Banner> }.into_any())
}

/// The roles, each with what it means.
pub fn role_choice(chosen: Role) -> AnyView {
    let texts = SettingsTexts::here();
    let choice = |role: Role| {
        let hint = match role {
            Role::Administrator => texts.administrator_hint,
            Role::User => texts.user_hint,
            Role::ReadOnly => texts.read_only_hint,
        };
        view! { <Radio name="role" value=role.as_str() label=i18n::role(role) hint=hint checked=role == chosen /> }
    };
    view! {
        <fieldset class="stack">
            <legend>{texts.role}</legend>
            {Role::ALL.iter().copied().map(choice).collect_view()}
        </fieldset>
    }
    .into_any()
}

/// The button that saves a form.
pub fn save(label: &'static str, look: Look) -> AnyView {
    view! { <div><Button kind="submit" look=look>{label}</Button></div> }.into_any()
}

/// A link that has just been made: shown this once, to be sent by hand.
pub fn link_card(link: Link) -> AnyView {
    let texts = SettingsTexts::here();
    let (title, lasts) = match link.kind {
        LinkKind::Invite => (texts.invite_link, texts.invite_lasts),
        LinkKind::Password => (texts.password_link, texts.password_lasts),
    };
    let title = title.replace("{name}", &link.name);
    view! {
        <section class="card card-pad new-link" aria-labelledby="link-heading" role="status">
            <h2 id="link-heading">{title}</h2>
            <p>{texts.link_once}" "{lasts}</p>
            <div class="link-row">
                <Field id="link" label=texts.link_label>
                    <Input name="link" value=link.href readonly=true attr:autocomplete="off" attr:spellcheck="false" />
                </Field>
                <Button look=Look::Primary attr:data-copy="link" attr:data-copied=texts.copied attr:class="btn primary once-hydrated">
                    {texts.copy}
                </Button>
            </div>
            <p class="small muted">{texts.link_no_mail}</p>
        </section>
    }
    .into_any()
}

/// `i dag 08.12`, `18 nov 08.12`.
pub fn moment(moment: &Moment) -> String {
    let texts = SettingsTexts::here();
    let (day, time) = moment.text.split_once(' ').unwrap_or((&moment.text, ""));
    let time = match i18n::language() {
        Language::Sv => time.replace(':', "."),
        Language::En => time.to_owned(),
    };
    let day = match moment.days_ago {
        0 => texts.today.to_owned(),
        1 => texts.yesterday.to_owned(),
        _ => day
            .parse()
            .map_or_else(|_| day.to_owned(), i18n::short_date),
    };
    format!("{day} {time}")
}
