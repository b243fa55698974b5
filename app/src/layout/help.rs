//! All shortcuts, on `?`.

use leptos::prelude::*;

use super::words::LayoutWords;
use crate::lazy::Later;
use crate::ui::{Dialog, DialogWidth, Glyph, Icon, Kbd};

/// The help button of the rail. Without JavaScript there are no shortcuts, and no button.
#[component]
pub fn Help() -> impl IntoView {
    let later = Later::here();
    let open = RwSignal::new(false);
    view! {
        <button
            class="dest once-hydrated"
            type="button"
            aria-haspopup="dialog"
            data-shortcut="?"
            on:click=move |_| later.run(move |_| open.set(true))
        >
            <Icon glyph=Glyph::CircleHelp />
            {LayoutWords::here().help}
        </button>
        {move || open.get().then(|| later.get().map(|parts| (parts.help)(open)))}
    }
}

/// What it opens.
pub fn shortcuts(open: RwSignal<bool>) -> AnyView {
    view! {
        <Dialog
            id="shortcuts"
            title=LayoutWords::here().shortcuts
            width=DialogWidth::Narrow
            sheet=true
            on_close=move |()| open.set(false)
        >
            <div class="dialog-body">
                <List />
            </div>
        </Dialog>
    }
    .into_any()
}

#[component]
fn List() -> impl IntoView {
    let words = LayoutWords::here();
    let keys: [(&[&'static str], &'static str); 18] = [
        (&["Ctrl", "K"], words.key_palette),
        (&["N"], words.key_new),
        (&["/"], words.key_search),
        (&["↑", "↓"], words.key_move),
        (&["Home", "End"], words.key_ends),
        (&["Enter"], words.key_open),
        (&["Ctrl", "Enter"], words.key_new_tab),
        (&["J", "K"], words.key_step),
        (&["1", "–", "8"], words.key_tabs),
        (&["E"], words.key_edit),
        (&["A"], words.key_note),
        (&["U"], words.key_task),
        (&["F"], words.key_link),
        (&["M"], words.key_meeting),
        (&["Ctrl", "Enter"], words.key_save),
        (&["Ctrl", "Z"], words.key_undo),
        (&["Esc"], words.key_close),
        (&["?"], words.key_help),
    ];
    let row = |(keys, label): (&[&'static str], &'static str)| {
        let names = keys.join(" ");
        let caps = keys
            .iter()
            .map(|key| view! { <Kbd key=*key /> })
            .collect_view();
        view! {
            <div class="row between">
                <dt>{label}</dt>
                <dd class="row gap-1">
                    {caps} <span class="vh">{names}</span>
                </dd>
            </div>
        }
    };
    view! {
        <div class="stack">
            <dl class="stack gap-2">{keys.into_iter().map(row).collect_view()}</dl>
            <p class="small muted">{words.shortcuts_note}</p>
        </div>
    }
}
