//! Several errors at once: a list with links, first in the form, which takes focus.

use leptos::html;
use leptos::prelude::*;

use super::{Glyph, Icon, Text};

/// One field that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// The id of the field's control.
    pub id: String,
    /// What to do: «Fyll i gatuadress».
    pub text: String,
}

/// The summary; nothing while there are no problems.
///
/// Takes focus each time the problems change from none to some, so give it the problems of a
/// finished attempt to save, not of every keystroke.
#[component]
pub fn ErrorSummary(
    /// The headline: «Två uppgifter saknas för privatkund».
    #[prop(into)]
    title: Text,
    /// What is wrong, in the order of the form.
    #[prop(into)]
    problems: Signal<Vec<FieldProblem>>,
    /// Leaves focus where it is.
    #[prop(optional)]
    still: bool,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if problems.with(|list| !list.is_empty())
            && !still
            && let Some(summary) = node.get()
        {
            let _ = summary.focus();
        }
    });
    move || {
        let list = problems.get();
        (!list.is_empty()).then(|| {
            view! {
                <div class="banner error" role="alert" tabindex="-1" node_ref=node>
                    <Icon glyph=Glyph::CircleAlert />
                    <div>
                        <h3>{title.clone()}</h3>
                        <ul>{list.into_iter().map(|problem| view! { <Entry problem /> }).collect_view()}</ul>
                    </div>
                </div>
            }
        })
    }
}

#[component]
fn Entry(problem: FieldProblem) -> impl IntoView {
    let FieldProblem { id, text } = problem;
    let href = format!("#{id}");
    let go = move |event: leptos::ev::MouseEvent| {
        // The address is not to change for this; without JavaScript the fragment does the same.
        if super::dom::focus_id(&id) {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    view! {
        <li>
            <a href=href on:click=go>
                {text}
            </a>
        </li>
    }
}
