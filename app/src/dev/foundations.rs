//! Colour and type.

use leptos::prelude::*;

use super::Part;
use super::words::DevWords;

const COLOURS: [&str; 17] = [
    "bg",
    "surface",
    "surface-sunken",
    "surface-raised",
    "line",
    "line-control",
    "text",
    "text-2",
    "text-3",
    "gran",
    "gran-soft",
    "hjortron",
    "hjortron-mark",
    "lingon",
    "mossa",
    "is",
    "ljung",
];

#[component]
pub fn Colours() -> impl IntoView {
    let swatch = |name: &'static str| {
        view! {
            <div class="swatch">
                <i class=format!("sw-{name}")></i>
                <span>{name}</span>
            </div>
        }
    };
    view! {
        <Part title=DevWords::here().colour>
            <div class="specimens">{COLOURS.map(swatch).into_iter().collect_view()}</div>
        </Part>
    }
}

#[component]
pub fn Type() -> impl IntoView {
    view! {
        <Part title=DevWords::here().type_>
            <div class="stack">
                <p class="t30">"Åsa Öhrnström-Ähl, 30/660"</p>
                <p class="t24">"Importera kontakter, 24/660"</p>
                <p class="t19">"Koppla till företag, 19/660"</p>
                <p class="prose">"Anteckning, 15/430. Vill samla alla fastigheter i ett avtal från årsskiftet."</p>
                <p>"Arbetsstorlek, 14/430. Inköpschef, Norrsken Fastigheter AB"</p>
                <p class="small muted">"Sekundär, 13/430. Senaste kontakt fre 20 nov"</p>
                <p class="tiny faint">"Etikett, 12/430. Kundnummer 20418"</p>
            </div>
        </Part>
    }
}
