//! What the palette offers, in groups.

use domain::search::{Among, Search};
use domain::text::highlight;
use leptos::prelude::*;
use web_sys::HtmlElement;

use super::texts::PaletteTexts;
use super::{Palette, press_later};
use crate::boot::viewer;
use crate::recent::Opened;
use crate::ui::{Avatar, AvatarSize, Glyph, Highlight, Hue, Icon, Kbd, dom};

/// Acts that the page offers: what is there to be seen and pressed.
const ACTS: &str = "[data-act]:not([disabled], [aria-disabled=true])";
/// The pages of the rail.
const PAGES: &str = ".rail a.dest";

/// An option before it is drawn.
struct Entry {
    name: String,
    sub: String,
    key: String,
    picture: AnyView,
    does: Does,
}

enum Does {
    /// Leads there.
    Go(String),
    /// Presses the element of the page that this finds, by its place among them.
    Press(&'static str, usize),
}

/// The groups, each with a name, for what is typed and offered now.
pub(super) fn entries(palette: Palette) -> AnyView {
    let texts = PaletteTexts::here();
    let typed = palette.typed.get();
    let text = typed.trim();
    let offered = palette.offered.get();
    let (companies, contacts): (Vec<Opened>, Vec<Opened>) = offered
        .cards
        .into_iter()
        .partition(|card| card.company && !text.is_empty());
    let cards = if text.is_empty() {
        texts.recent
    } else {
        texts.contacts
    };
    let saved = offered
        .selections
        .into_iter()
        .map(|(name, href)| entry(name, Glyph::Star, Does::Go(href)));
    let (acts, commands) = (acts(text), commands(text));
    // Whoever types what something is called means that, and must not have it move from under Enter.
    let meant = |entry: &Entry| begins_word(&entry.name, text);
    let acts_first =
        text.chars().count() > 2 && (acts.iter().any(meant) || commands.iter().any(meant));
    let mut groups: [(String, Vec<Entry>); 5] = [
        (cards.to_owned(), contacts.into_iter().map(card).collect()),
        (
            texts.companies.to_owned(),
            companies.into_iter().map(card).collect(),
        ),
        (on_the_page(), acts),
        (texts.commands.to_owned(), commands),
        (texts.saved.to_owned(), saved.collect()),
    ];
    if acts_first {
        groups[..4].rotate_left(2);
    }
    let mut place = 0;
    let drawn: Vec<AnyView> = groups
        .into_iter()
        .enumerate()
        .filter(|(_, (_, entries))| !entries.is_empty())
        .map(|(group, (name, entries))| {
            let id = format!("palette-group-{group}");
            let options = entries
                .into_iter()
                .map(|entry| {
                    place += 1;
                    option(palette, place - 1, entry, text)
                })
                .collect_view();
            let named_by = id.clone();
            view! {
                <div role="group" aria-labelledby=named_by>
                    <p class="pop-label" id=id role="presentation">{name}</p>
                    {options}
                </div>
            }
            .into_any()
        })
        .collect();
    if drawn.is_empty() {
        return view! { <p class="none" role="presentation">{texts.nothing}</p> }.into_any();
    }
    drawn.collect_view().into_any()
}

fn option(palette: Palette, place: usize, entry: Entry, text: &str) -> AnyView {
    let id = format!("palette-{place}");
    let here = move || palette.current.get() == place;
    let class = move || if here() { "is-current" } else { "" };
    let selected = move || here().to_string();
    let ranges = highlight(&entry.name, text);
    let key = (!entry.key.is_empty()).then(|| view! { <Kbd key=entry.key /> });
    let sub =
        (!entry.sub.is_empty()).then(|| view! { " "<span class="muted small">{entry.sub}</span> });
    let inside = view! {
        {entry.picture}
        <span class="grow trunc"><Highlight text=entry.name ranges />{sub}</span>
        {key}
    };
    let keep = move |event: leptos::ev::MouseEvent| palette.on_press(&event);
    match entry.does {
        Does::Go(href) => {
            let path = href.split('?').next().unwrap_or_default().to_owned();
            // A page that stays gives focus back; another one takes it to its heading.
            let go = move |event: leptos::ev::MouseEvent| {
                if palette.has_slipped(&event) {
                    return;
                }
                let stays = window()
                    .location()
                    .pathname()
                    .is_ok_and(|here| here == path);
                palette.close(stays);
            };
            view! {
                <a role="option" id=id href=href tabindex="-1" class=class aria-selected=selected on:mousedown=keep on:click=go>
                    {inside}
                </a>
            }
            .into_any()
        }
        Does::Press(selector, at) => {
            let press = move |event: leptos::ev::MouseEvent| {
                if palette.has_slipped(&event) {
                    return;
                }
                palette.close(true);
                press_later(selector, at);
            };
            view! {
                <div role="option" id=id class=class aria-selected=selected on:mousedown=keep on:click=press>
                    {inside}
                </div>
            }
            .into_any()
        }
    }
}

fn entry(name: impl Into<String>, glyph: Glyph, does: Does) -> Entry {
    Entry {
        name: name.into(),
        sub: String::new(),
        key: String::new(),
        picture: view! { <Icon glyph /> }.into_any(),
        does,
    }
}

fn card(card: Opened) -> Entry {
    let hue = Hue::of(card.id.as_bytes());
    let picture =
        view! { <Avatar name=card.name.clone() hue size=AvatarSize::Sm org=card.company /> };
    Entry {
        does: Does::Go(card.href()),
        picture: picture.into_any(),
        name: card.name,
        sub: card.sub,
        key: String::new(),
    }
}

/// «På Karin Söderström».
fn on_the_page() -> String {
    let texts = PaletteTexts::here();
    let card = document().query_selector("#card-name").ok().flatten();
    let name = card
        .and_then(|card| card.text_content())
        .unwrap_or_default();
    match name.trim() {
        "" => texts.here.to_owned(),
        name => format!("{} {name}", texts.on),
    }
}

/// Everything on the page that can be pressed and says what it does.
fn acts(text: &str) -> Vec<Entry> {
    let Some(root) = document().document_element() else {
        return Vec::new();
    };
    dom::all::<HtmlElement>(&root, ACTS)
        .into_iter()
        .enumerate()
        .filter_map(|(place, element)| {
            let name = element.get_attribute("data-act")?;
            let key = element.get_attribute("data-shortcut").unwrap_or_default();
            matches(&name, text).then(|| Entry {
                key: key.to_uppercase(),
                ..entry(name, Glyph::ArrowRight, Does::Press(ACTS, place))
            })
        })
        .collect()
}

fn commands(text: &str) -> Vec<Entry> {
    let texts = PaletteTexts::here();
    let mut all = Vec::new();
    if viewer().is_some_and(|viewer| viewer.can_write()) {
        let new = entry(
            texts.new_contact,
            Glyph::UserPlus,
            Does::Go("/contacts/new".to_owned()),
        );
        all.push(Entry {
            key: "N".to_owned(),
            ..new
        });
        let company = Does::Go("/companies/new".to_owned());
        all.push(entry(texts.new_company, Glyph::Building, company));
        let project = Does::Go("/projects/new".to_owned());
        all.push(entry(texts.new_project, Glyph::Folder, project));
    }
    if let Some(root) = document().document_element() {
        let pages = dom::all::<HtmlElement>(&root, PAGES);
        all.extend(pages.into_iter().filter_map(|page| {
            let name = page.text_content()?;
            let href = page.get_attribute("href")?;
            let name = format!("{} {}", texts.go_to, name.trim());
            Some(entry(name, Glyph::ArrowRight, Does::Go(href)))
        }));
    }
    let keys = entry(
        texts.shortcuts,
        Glyph::CircleHelp,
        Does::Press("[data-shortcut=\"?\"]", 0),
    );
    all.push(Entry {
        key: "?".to_owned(),
        ..keys
    });
    all.retain(|entry| matches(&entry.name, text));
    if !text.is_empty() {
        for (among, label) in [
            (Among::Contacts, texts.search_contacts),
            (Among::Companies, texts.search_companies),
        ] {
            let search = Search {
                text: text.to_owned(),
                ..Search::default()
            };
            let address = search.among(among).address();
            all.push(entry(
                format!("{label} ”{text}”"),
                Glyph::Search,
                Does::Go(address),
            ));
        }
    }
    all
}

fn matches(name: &str, text: &str) -> bool {
    name.to_lowercase().contains(&text.to_lowercase())
}

/// A word of the name begins with what is typed. A search for what is typed has it in quotes.
fn begins_word(name: &str, text: &str) -> bool {
    let (name, text) = (name.to_lowercase(), text.to_lowercase());
    name.match_indices(&text)
        .any(|(at, _)| name[..at].chars().next_back().is_none_or(|c| c == ' '))
}
