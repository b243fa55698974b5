//! Writing a note: a form that works without JavaScript, keeps a draft, and shows how it will look.

use domain::NoteId;
use domain::edit::{Clash, Edit, Field as Column, Target};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos::wasm_bindgen::JsCast;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;
use web_sys::HtmlTextAreaElement;

use super::api::{create_note, render_note};
use super::draft::Draft;
use super::form_data::{Posted, Writing};
use super::list::{List, not_told};
use super::mention::{LIST, Naming};
use super::texts::NoteTexts;
use super::tools::tools;
use crate::boot::boot;
use crate::edit::api::save_edit;
use crate::error::Error;
use crate::form_body::{self, Refused};
use crate::i18n;
use crate::notices::api::read_untold;
use crate::ui::{Banner, BannerKind, Button, Field, Look, TextArea};
use domain::command::Done;

/// Id of the text.
pub(super) const AREA: &str = "note-body";

/// The text, once the page is drawn.
pub(super) fn area(id: &str) -> Option<HtmlTextAreaElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// The state of the form.
#[derive(Clone, Copy)]
struct Form {
    list: List,
    writing: Writing,
    draft: StoredValue<Draft>,
    /// What the note said when the form was opened, or what was last heard of it.
    was: RwSignal<String>,
    problem: RwSignal<Option<String>>,
    clash: RwSignal<Option<Clash>>,
    has_draft: RwSignal<bool>,
    preview: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

/// The form; nothing for a note that is not there.
pub(super) fn note_form(list: List, writing: Writing) -> Option<AnyView> {
    let texts = NoteTexts::here();
    let (note, was, key) = list.page.with_untracked(|page| {
        let body_of = |id: Uuid| {
            let mut notes = page.pinned.iter().chain(&page.notes);
            notes
                .find(|shown| shown.note.id.0 == id)
                .map(|shown| shown.note.body.clone())
        };
        let (note, was) = match writing {
            Writing::New => (None, Some(String::new())),
            Writing::Edit(id) => (Some(id), body_of(id)),
        };
        (note, was, page.key.clone())
    });
    let was = was?;
    let refused = boot().note_form.and_then(|kept| kept.read::<Refused>());
    let posted = refused.as_ref().map(|refused| Posted::read(&refused.body));
    let form = Form {
        list,
        writing,
        draft: StoredValue::new(Draft::of(list.holder, writing)),
        was: RwSignal::new(was.clone()),
        problem: RwSignal::new(None),
        clash: RwSignal::new(None),
        has_draft: RwSignal::new(false),
        preview: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    let text = posted.map_or_else(|| was.clone(), |posted| posted.body);
    if let Some(refused) = refused {
        form.refused(refused.error);
    }
    let title = match writing {
        Writing::New => texts.new,
        Writing::Edit(_) => texts.edit,
    };
    Effect::new(move |_| form.take_up_draft());
    let naming = Naming::new(list.holder);
    let navigate = use_navigate();
    let submit = move |event: SubmitEvent| {
        let navigate = navigate.clone();
        if let Some((_, body)) = form_body::take(&event) {
            form.submit(Posted::read(&body), move |to: &str| {
                navigate(
                    to,
                    NavigateOptions {
                        scroll: false,
                        ..NavigateOptions::default()
                    },
                );
            });
        }
    };
    let keep = move |_| form.keep_draft();
    let words = move || match (form.busy.get(), form.clash.with(Option::is_some)) {
        (true, _) => texts.saving,
        (false, true) => texts.save_anyway,
        _ => texts.save,
    };
    let draft = move || {
        form.has_draft.get().then(|| {
            view! {
                <p class="row small" role="status">
                    {texts.draft}
                    <button type="button" class="btn link sm" on:click=move |_| form.drop_draft()>{texts.drop_draft}</button>
                </p>
            }
        })
    };
    Some(
        view! {
            <form
                class="note-form" method="post" action=format!("{}/notes", list.holder.path())
                aria-label=title novalidate on:submit=submit on:input=keep
            >
                <h2 class="section">{title}</h2>
                <input type="hidden" name="note" value=note.map(|id| id.to_string()) />
                <input type="hidden" name="key" value=key />
                <input type="hidden" name="was" value=form.was />
                {move || form.clash.get().map(clash_banner)}
                {tools(AREA, naming.tool())}
                <div class="naming">
                    <Field id=AREA label=texts.body hide_label=true error=form.problem>
                        <TextArea
                            name="body" value=text rows=6
                            attr:aria-autocomplete="list" attr:aria-controls=LIST attr:aria-activedescendant=move || naming.current_id()
                            on:input=move |_| naming.typed() on:click=move |_| naming.typed()
                            on:keydown=move |event| naming.on_key(&event) on:blur=move |_| naming.close()
                        />
                    </Field>
                    {naming.list()}
                </div>
                {draft}
                {move || form.preview.get().map(preview)}
                <div class="row">
                    <Button look=Look::Primary kind="submit" busy=form.busy>{words}</Button>
                    <a class="btn quiet" href=list.address("") on:click=move |_| form.draft.with_value(Draft::forget)>{texts.cancel}</a>
                    <button type="button" class="btn quiet once-hydrated end" on:click=move |_| form.show_preview()>
                        {texts.preview}
                    </button>
                </div>
            </form>
        }
        .into_any(),
    )
}

impl Form {
    /// What was written last and not saved stands there again.
    fn take_up_draft(self) {
        form_body::focus_soon(vec![AREA.to_owned()]);
        let kept = self.draft.with_value(Draft::read);
        let (Some(kept), Some(area)) = (kept, area(AREA)) else {
            return;
        };
        // What was typed before the page came alive is newer.
        if self.was.with_untracked(|was| *was == area.value()) && kept != area.value() {
            area.set_value(&kept);
            self.has_draft.set(true);
        }
    }

    fn keep_draft(self) {
        if let Some(area) = area(AREA) {
            self.draft.with_value(|draft| draft.keep(&area.value()));
        }
        self.problem.set(None);
    }

    fn drop_draft(self) {
        self.draft.with_value(Draft::forget);
        if let Some(area) = area(AREA) {
            area.set_value(&self.was.get_untracked());
            let _ = area.focus();
        }
        self.has_draft.set(false);
    }

    fn show_preview(self) {
        let Some(area) = area(AREA) else {
            return;
        };
        let text = area.value();
        spawn_local_scoped(async move {
            match render_note(text).await {
                Ok(html) => {
                    let _ = self.preview.try_set(Some(html));
                }
                Err(error) => self.list.acts.failed(&error),
            }
        });
    }

    fn submit(self, posted: Posted, go: impl Fn(&str) + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let (list, was) = (self.list, self.was.get_untracked());
        let names_somebody = posted.body.contains('@');
        spawn_local_scoped(async move {
            let said = match self.writing {
                Writing::New => {
                    let made = create_note(list.holder, posted.body, posted.key).await;
                    made.map(|made| (made.id, made.command))
                }
                Writing::Edit(id) => {
                    let id = NoteId(id);
                    let edit = Edit::one(Target::Note(id), Column::Body, was, posted.body);
                    save_edit(edit).await.map(|done| (id, done.command))
                }
            };
            let untold = match &said {
                Ok((id, _)) if names_somebody => read_untold(*id).await.unwrap_or_default(),
                _ => Vec::new(),
            };
            let _ = self.busy.try_set(false);
            match said {
                Ok((_, command)) => {
                    let _ = self.draft.try_with_value(Draft::forget);
                    let mut text = NoteTexts::here().saved.to_owned();
                    if let Some(not_told) = not_told(&untold) {
                        text.push(' ');
                        text.push_str(&not_told);
                    }
                    list.acts
                        .done(text, Done { command }, vec![list.holder.uuid()]);
                    go(&list.address(""));
                }
                Err(error) => self.refused(error),
            }
        });
    }

    /// Says what is wrong; what was typed stands where it is.
    fn refused(self, error: Error) {
        match error {
            Error::Clash(clashes) => {
                if let Some(clash) = clashes.into_iter().next() {
                    let _ = self.was.try_set(clash.theirs.clone());
                    let _ = self.clash.try_set(Some(clash));
                }
            }
            Error::Invalid(invalid) => {
                let problem = invalid
                    .problems
                    .first()
                    .map(|(_, problem)| i18n::problem(*problem));
                let _ = self.problem.try_set(problem);
            }
            error => {
                let _ = self.problem.try_set(Some(i18n::failure(&error).to_owned()));
            }
        }
    }
}

/// What somebody else has made of the note meanwhile.
fn clash_banner(clash: Clash) -> AnyView {
    let texts = NoteTexts::here();
    let by = match &*clash.by {
        "" => texts.clash_unknown.to_owned(),
        by => by.to_owned(),
    };
    view! {
        <Banner kind=BannerKind::Warn>
            <div>
                <p><b>{by}</b>" "{texts.clash}</p>
                <blockquote class="prose pre">{clash.theirs}</blockquote>
                <p>{texts.clash_hint}</p>
            </div>
        </Banner>
    }
    .into_any()
}

fn preview(html: String) -> AnyView {
    let texts = NoteTexts::here();
    view! {
        <section class="note-preview" aria-label=texts.preview_name aria-live="polite">
            <h3 class="small muted">{texts.preview_name}</h3>
            <div class="prose note-text" inner_html=html></div>
        </section>
    }
    .into_any()
}
