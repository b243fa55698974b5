//! Round every settings page: where one is, and where else one can go.

use domain::user::Role;
use leptos::prelude::*;

use super::calendar::CalendarTexts;
use super::state::{Content, Done, SettingsState, Undo};
use super::texts::SettingsTexts;
use super::{account, calendar, firm, user, users};
use crate::boot::viewer;
use crate::i18n;
use crate::ui::{Banner, BannerKind, Button, Glyph, Icon, IconSize, LinkButton, Look};

/// A section of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Account,
    Appearance,
    Security,
    Calendar,
    Firm,
    Users,
    Series,
    Categories,
}

impl Section {
    const OWN: [Self; 4] = [
        Self::Account,
        Self::Appearance,
        Self::Security,
        Self::Calendar,
    ];
    const ADMINISTRATION: [Self; 4] = [Self::Firm, Self::Users, Self::Series, Self::Categories];

    fn href(self) -> &'static str {
        match self {
            Self::Account => "/settings/account",
            Self::Appearance => "/settings/appearance",
            Self::Security => "/settings/security",
            Self::Calendar => "/settings/calendar",
            Self::Firm => "/settings/firm",
            Self::Users => "/settings/users",
            Self::Series => "/settings/series",
            // A page of its own (crate::categories); this is where one looks for it.
            Self::Categories => "/settings/categories",
        }
    }

    fn label(self) -> &'static str {
        let texts = SettingsTexts::here();
        match self {
            Self::Account => texts.account,
            Self::Appearance => texts.appearance,
            Self::Security => texts.security,
            Self::Calendar => CalendarTexts::here().title,
            Self::Firm => texts.firm,
            Self::Users => texts.users,
            Self::Series => texts.series,
            Self::Categories => texts.categories,
        }
    }

    fn of(content: &Content) -> Option<Self> {
        match content {
            Content::Index(_) | Content::Account(_) => Some(Self::Account),
            Content::Appearance => Some(Self::Appearance),
            Content::Security(_) => Some(Self::Security),
            Content::Calendar(_) => Some(Self::Calendar),
            Content::Users(_) | Content::User(_) => Some(Self::Users),
            Content::Firm(_) => Some(Self::Firm),
            Content::Series(_) => Some(Self::Series),
            Content::Refused => None,
        }
    }
}

/// The title of the document.
#[must_use]
pub fn title(content: &Content, language: domain::user::Language) -> String {
    let texts = SettingsTexts::in_language(language);
    let title = match content {
        Content::Index(_) => texts.title,
        Content::Account(_) => texts.account,
        Content::Appearance => texts.appearance,
        Content::Security(_) => texts.security,
        Content::Calendar(_) => CalendarTexts::in_language(language).title,
        Content::Users(_) => texts.users,
        Content::User(one) => return one.user.name.clone(),
        Content::Firm(_) => texts.firm,
        Content::Series(_) => texts.series,
        Content::Refused => texts.refused,
    };
    title.to_owned()
}

/// The page, as HTML. Nothing where no page is asked for: when the routes are listed.
pub(super) fn content() -> String {
    let Some(state) = use_context::<SettingsState>() else {
        return String::new();
    };
    let section = Section::of(&state.content);
    let index = matches!(state.content, Content::Index(_));
    let class = if index {
        "settings-grid index"
    } else {
        "settings-grid"
    };
    view! {
        <div class=class>
            {navigation(section, index)}
            <div class="settings-body">
                {(!index).then(back)}
                {state.done.map(done)}
                {body(state.content)}
            </div>
        </div>
    }
    .to_html()
}

/// The navigation alone, where the categories are open.
pub(super) fn beside_categories() -> String {
    navigation(Some(Section::Categories), false).to_html()
}

fn body(content: Content) -> AnyView {
    match content {
        Content::Index(form) => account::page(form, true),
        Content::Account(form) => account::page(form, false),
        Content::Appearance => account::appearance(),
        Content::Security(state) => account::security(state),
        Content::Calendar(state) => calendar::page(state),
        Content::Users(state) => users::page(state),
        Content::User(state) => user::page(*state),
        Content::Firm(state) => firm::page(*state),
        Content::Series(state) => firm::series(state),
        Content::Refused => refused(),
    }
}

fn navigation(current: Option<Section>, index: bool) -> AnyView {
    let texts = SettingsTexts::here();
    let administrator = viewer().is_some_and(|viewer| viewer.role == Role::Administrator);
    let title = if index {
        view! { <h1 class="settings-title" tabindex="-1">{texts.title}</h1> }.into_any()
    } else {
        view! { <p class="settings-title">{texts.title}</p> }.into_any()
    };
    let group = |id: &'static str, label: &'static str, sections: &'static [Section]| {
        let links = sections.iter().map(|&section| {
            let current = (current == Some(section)).then_some("page");
            // Not the router's: these pages are drawn by the server.
            view! {
                <li>
                    <a href=section.href() rel="external" aria-current=current>
                        {section.label()}
                        <Icon glyph=Glyph::ChevronDown size=IconSize::Sm />
                    </a>
                </li>
            }
        });
        view! {
            <p class="settings-group" id=id>{label}</p>
            <ul aria-labelledby=id>{links.collect_view()}</ul>
        }
    };
    view! {
        <nav class="settings-nav" aria-label=texts.title>
            {title}
            {group("own-settings", texts.own, &Section::OWN)}
            {administrator.then(|| group("firm-settings", texts.administration, &Section::ADMINISTRATION))}
        </nav>
    }
    .into_any()
}

fn back() -> AnyView {
    let texts = SettingsTexts::here();
    view! {
        <a class="crumb only-phone" href="/settings" rel="external">
            <Icon glyph=Glyph::ArrowLeft size=IconSize::Sm />
            {texts.title}
        </a>
    }
    .into_any()
}

fn done(done: Done) -> AnyView {
    let texts = SettingsTexts::here();
    let text = match done {
        Done::Saved => texts.saved,
        Done::Password => texts.password_changed,
        Done::SessionClosed => texts.session_closed,
        Done::NoCalendar => CalendarTexts::here().revoked,
        Done::Role => texts.role_changed,
        Done::IdentityReader(true) => texts.identity_given,
        Done::IdentityReader(false) => texts.identity_taken,
        Done::TaskAdministrator(true) => texts.tasks_given,
        Done::TaskAdministrator(false) => texts.tasks_taken,
        Done::Deactivated => texts.deactivated,
        Done::Activated => texts.activated,
        Done::HandedOver {
            deactivated,
            contacts,
            companies,
            command,
        } => return handed_over(deactivated, contacts, companies, command),
        Done::Undone { all } => {
            let text = if all {
                texts.undone
            } else {
                texts.undone_in_part
            };
            return view! { <Banner kind=BannerKind::Ok><p>{text}</p></Banner> }.into_any();
        }
        Done::NotUndone => {
            return view! { <Banner kind=BannerKind::Warn><p>{texts.not_undone}</p></Banner> }
                .into_any();
        }
    };
    view! { <Banner kind=BannerKind::Ok><p>{text}</p></Banner> }.into_any()
}

fn handed_over(deactivated: bool, contacts: i64, companies: i64, command: Undo) -> AnyView {
    let texts = SettingsTexts::here();
    let text = texts
        .handed_over
        .replace("{contacts}", &i18n::number(contacts))
        .replace("{companies}", &i18n::number(companies));
    let first = deactivated.then_some(texts.deactivated);
    view! {
        <Banner kind=BannerKind::Ok>
            <p>{first}" "{text}</p>
            <form class="actions" method="post" action="/undo">
                <input type="hidden" name="command" value=command.command />
                <input type="hidden" name="back" value=command.back />
                <Button kind="submit" look=Look::Link>{texts.undo_hand_over}</Button>
            </form>
        </Banner>
    }
    .into_any()
}

fn refused() -> AnyView {
    let texts = SettingsTexts::here();
    view! {
        <h1 tabindex="-1">{texts.refused}</h1>
        <p class="lead">{texts.refused_hint}</p>
        <p><LinkButton href="/settings" attr:rel="external">{texts.to_own}</LinkButton></p>
    }
    .into_any()
}
