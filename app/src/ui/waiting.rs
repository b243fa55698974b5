//! Waiting: nothing under 300 ms, then the shape of what comes, and numbers for what takes long.

use leptos::prelude::*;

use super::Text;

/// A line of what will come.
#[component]
pub fn Skeleton(
    /// `w-40`, `w-55`, `w-65` or `w-80`: per cent of its place; with `thin` for a second line.
    #[prop(default = "w-80")]
    class: &'static str,
) -> impl IntoView {
    view! { <span class=format!("skel {class}")></span> }
}

/// The hit list before its first hits: the same geometry, so that nothing jumps.
#[component]
pub fn HitSkeleton(
    /// What is fetched: «Hämtar kontakter».
    #[prop(into)]
    label: Text,
    /// How many rows.
    #[prop(default = 8)]
    rows: usize,
) -> impl IntoView {
    const LINES: [(&str, &str); 4] = [
        ("w-55", "w-80 thin"),
        ("w-40", "w-65 thin"),
        ("w-65", "w-55 thin"),
        ("w-40", "w-80 thin"),
    ];
    let row = |n: usize| {
        let (name, sub) = LINES[n % LINES.len()];
        view! {
            <div class="hit">
                <span class="skel round avatar"></span>
                <span class="name">
                    <Skeleton class=name />
                </span>
                <span class="sub">
                    <Skeleton class=sub />
                </span>
            </div>
        }
    };
    view! {
        <p class="vh" role="status">
            {label}
        </p>
        <div class="hits" aria-hidden="true">
            {(0..rows).map(row).collect_view()}
        </div>
    }
}

/// How far something has come.
#[component]
pub fn Progress(
    /// Id of the label.
    #[prop(into)]
    id: Text,
    /// What is going on.
    #[prop(into)]
    label: Text,
    /// How far, as shown: «1 840 av 2 615».
    #[prop(into)]
    shown: Signal<String>,
    /// How much is done.
    #[prop(into)]
    value: Signal<u32>,
    /// How much there is.
    max: u32,
) -> impl IntoView {
    view! {
        <div class="progress">
            <div class="of">
                <span id=id.clone()>{label}</span>
                <span class="nowrap">{shown}</span>
            </div>
            <progress max=max.to_string() value=move || value.get().to_string() aria-labelledby=id></progress>
        </div>
    }
}
