//! The components as the server writes them: escaping, names, and what refers to what.
#![cfg(feature = "ssr")]

use app::dev::UiPage;
use app::ui::{
    Badge, Banner, Button, Check, Choice, Dialog, ErrorSummary, Field, FieldProblem, Filter,
    FilterMany, Glyph, Highlight, Hit, HitList, Input, TextArea,
};
use leptos::prelude::*;
use leptos_meta::ServerMetaContext;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::location::RequestUrl;
use leptos_router::path;

fn render<V: IntoView + 'static>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new();
    let html = owner.with(|| view().into_view().to_html());
    // The server finishes a page on whichever thread is free. What only the browser has must not
    // be kept here: it would panic now.
    let cleaned_up = std::thread::spawn(move || drop(owner)).join();
    assert!(cleaned_up.is_ok(), "cannot be cleaned up on another thread");
    html
}

fn page(address: &str) -> String {
    render(|| {
        let (meta, _output) = ServerMetaContext::new();
        provide_context(meta);
        provide_context(RequestUrl::new(address));
        view! {
            <Router>
                <Routes fallback=|| "">
                    <Route path=path!("/dev/ui") view=UiPage />
                </Routes>
            </Router>
        }
    })
}

/// Every value of an attribute, in order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    let after = html.split(start.as_str()).skip(1);
    after
        .filter_map(|rest| rest.split_once('"').map(|(value, _)| value))
        .collect()
}

#[test]
fn a_textarea_cannot_be_left() {
    let html = render(|| {
        view! { <TextArea name="comment" value="</textarea><script>alert(1)</script>" /> }
    });
    assert!(
        html.contains("&lt;/textarea&gt;&lt;script&gt;alert(1)"),
        "{html}"
    );
    assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
    assert!(!html.contains("<script"), "{html}");
}

/// What stands outside double quotes: tags without their values, and texts.
fn outside_quotes(html: &str) -> String {
    html.split('"').step_by(2).collect()
}

fn with_texts(text: &'static str) -> Vec<String> {
    vec![
        render(move || view! { <Badge text=text /> }),
        render(move || view! { <Highlight text=text ranges=vec![(0, 4)] /> }),
        render(move || view! { <Button name_of_icon=text>{text}</Button> }),
        render(move || view! { <Check name=text value=text label=text /> }),
        render(move || view! { <Banner><p>{text}</p></Banner> }),
        render(move || {
            view! {
                <Field id="f" label=text hint=text error=Some(text.to_owned())>
                    <Input name="f" value=text />
                </Field>
            }
        }),
    ]
}

#[test]
fn texts_cannot_become_tags() {
    for html in with_texts("<img src=x onerror=alert(1)>") {
        assert!(!outside_quotes(&html).contains("<img"), "{html}");
    }
}

#[test]
fn values_cannot_become_attributes() {
    for html in with_texts("\" onfocus=\"alert(1)\" x=\"") {
        let tags = html
            .split('<')
            .filter_map(|part| part.split_once('>'))
            .map(|(tag, _)| tag);
        for tag in tags {
            assert!(!tag.contains("\" onfocus"), "{html}");
        }
    }
}

#[test]
fn a_field_names_and_explains_its_control() {
    let html = render(|| {
        view! {
            <Field
                id="email"
                label="E-post"
                hint="Dit skickas fakturan."
                described_by="dup"
                error=Some("Skriv hela adressen.".to_owned())
            >
                <Input name="emails[0]" kind="email" value="karin@" />
            </Field>
        }
    });
    assert!(html.contains("for=\"email\""), "{html}");
    assert_eq!(
        values(&html, "aria-describedby"),
        ["email-error email-hint dup"],
        "{html}"
    );
    assert_eq!(values(&html, "aria-invalid"), ["true"], "{html}");
    for id in ["email", "email-hint", "email-error"] {
        assert!(values(&html, "id").contains(&id), "{id}: {html}");
    }
}

#[test]
fn a_field_without_problems_says_nothing_of_them() {
    let html = render(|| {
        view! {
            <Field id="email" label="E-post">
                <Input name="email" />
            </Field>
        }
    });
    assert!(!html.contains("aria-invalid"), "{html}");
    assert!(!html.contains("email-hint"), "{html}");
}

#[test]
fn a_button_with_only_an_icon_has_a_name() {
    let html = render(|| view! { <Button name_of_icon="Fler åtgärder" icon=Glyph::Ellipsis /> });
    assert!(html.contains("aria-label=\"Fler åtgärder\""), "{html}");
    assert!(html.contains("aria-hidden=\"true\""), "{html}");
    assert!(html.contains("/icons.svg#i-ellipsis"), "{html}");
}

#[test]
fn a_button_at_work_says_so_and_one_that_is_barred_says_why() {
    let busy = render(|| view! { <Button busy=true>"Sparar …"</Button> });
    assert!(busy.contains("aria-busy=\"true\""), "{busy}");
    let barred = render(
        || view! { <Button unavailable=Some("Du får bara läsa.".to_owned())>"Spara"</Button> },
    );
    assert!(
        barred.contains("aria-disabled=\"true\"") && barred.contains("Du får bara läsa."),
        "{barred}"
    );
    assert!(!barred.contains(" disabled"), "{barred}");
}

fn populations() -> Vec<Choice> {
    ["all", "mine"]
        .map(|value| Choice {
            value: value.to_owned(),
            label: value.to_uppercase().into(),
            count: None,
        })
        .to_vec()
}

#[test]
fn a_filter_works_without_javascript() {
    let html = render(|| {
        view! { <Filter id="pop" name="population" label="Urval" choices=populations() selected="mine" /> }
    });
    assert_eq!(values(&html, "popovertarget"), ["pop"], "{html}");
    assert_eq!(
        values(&html, "name"),
        ["population", "population"],
        "{html}"
    );
    assert_eq!(html.matches(" checked").count(), 1, "{html}");
    assert!(html.contains("data-set"), "{html}");
    assert!(html.contains("type=\"submit\""), "{html}");
    let plain = render(|| {
        view! { <Filter id="pop" name="population" label="Urval" choices=populations() selected="all" /> }
    });
    assert!(!plain.contains("data-set"), "{plain}");
}

#[test]
fn several_choices_are_checkboxes_of_one_name() {
    let html = render(|| {
        view! {
            <FilterMany
                id="cat"
                name="category"
                label="Kategori"
                choices=populations()
                selected=vec!["all".to_owned(), "mine".to_owned()]
                on_clear=|()| ()
            />
        }
    });
    assert_eq!(values(&html, "name"), ["category", "category"], "{html}");
    assert_eq!(html.matches(" checked").count(), 2, "{html}");
    assert!(html.contains("ALL +1"), "{html}");
}

#[test]
fn a_dialog_comes_open_and_can_be_left_by_a_link() {
    let html = render(|| {
        view! {
            <Dialog id="new" title="Ny kontakt" close_href="/contacts">
                <p>"…"</p>
            </Dialog>
        }
    });
    assert!(html.contains("<dialog") && html.contains(" open"), "{html}");
    assert_eq!(values(&html, "aria-labelledby"), ["new-title"], "{html}");
    assert_eq!(
        values(&html, "href"),
        ["/contacts", "/icons.svg#i-x"],
        "{html}"
    );
}

#[test]
fn a_hit_is_an_option_that_tab_reaches_until_the_page_is_alive() {
    let html = render(|| {
        view! {
            <HitList id="hits" label="27 träffar" on_move=|_| ()>
                <Hit
                    id="hit-1"
                    href="/contacts/1"
                    position=3
                    of=Some(27)
                    selected=true
                    avatar=().into_any()
                    name="Karin".into_any()
                    sub="Inköpschef".into_any()
                    end="070-174 06 12"
                    sub2="Leksand"
                />
            </HitList>
        }
    });
    assert!(
        html.contains("role=\"listbox\"") && html.contains("role=\"option\""),
        "{html}"
    );
    assert_eq!(values(&html, "aria-posinset"), ["3"], "{html}");
    assert_eq!(values(&html, "aria-setsize"), ["27"], "{html}");
    assert_eq!(values(&html, "aria-selected"), ["true"], "{html}");
    assert!(!html.contains("tabindex"), "{html}");
}

#[test]
fn an_error_summary_links_to_its_fields() {
    let problems = vec![FieldProblem {
        id: "street".to_owned(),
        text: "Fyll i gatuadress".to_owned(),
    }];
    let html = render(|| view! { <ErrorSummary title="En uppgift saknas" problems=problems /> });
    assert!(html.contains("role=\"alert\""), "{html}");
    assert!(html.contains("href=\"#street\""), "{html}");
    let none = render(|| view! { <ErrorSummary title="En uppgift saknas" problems=Vec::new() /> });
    assert!(!none.contains("role=\"alert\""), "{none}");
}

#[test]
fn the_component_page_follows_the_policy() {
    let html = page("/dev/ui");
    assert!(html.contains("Komponenter"), "{}", html.len());
    assert!(values(&html, "style").is_empty());
    assert!(!html.contains("<script") && !html.contains("<style"));
}

#[test]
fn every_id_is_unique_and_everything_referred_to_is_there() {
    let html = page("/dev/ui");
    let mut ids = values(&html, "id");
    assert!(ids.len() > 30);
    ids.sort_unstable();
    for pair in ids.windows(2) {
        assert_ne!(pair[0], pair[1], "twice on the page");
    }
    for attribute in [
        "for",
        "aria-labelledby",
        "aria-describedby",
        "popovertarget",
    ] {
        for id in values(&html, attribute)
            .into_iter()
            .flat_map(str::split_whitespace)
        {
            assert!(ids.binary_search(&id).is_ok(), "{attribute} refers to {id}");
        }
    }
}

#[test]
fn two_renderings_are_the_same() {
    assert_eq!(page("/dev/ui"), page("/dev/ui"));
}

#[test]
fn english_has_no_swedish_in_its_controls() {
    let html = page("/dev/ui?language=en&theme=dark");
    assert!(html.contains("data-theme=\"dark\"") && html.contains("lang=\"en\""));
    assert!(html.contains("Show hits") && html.contains("Clear"));
    for word in [
        "Visa träffar",
        "Rensa",
        "valfritt",
        "Stäng",
        "Skriv för att söka",
        "Ångra",
    ] {
        assert!(!html.contains(word), "{word}");
    }
}
