//! Dialog, menu and toast: live, and the two latter frozen open.

use leptos::prelude::*;

use super::Part;
use super::words::DevWords;
use crate::ui::toast::ToastView;
use crate::ui::{
    Button, Dialog, DialogWidth, Field, Glyph, Icon, IconSize, Input, Look, Menu, MenuLink, Toast,
    use_toasts,
};

#[component]
pub fn Overlays() -> impl IntoView {
    let words = DevWords::here();
    let open = RwSignal::new(false);
    let toasts = use_toasts();
    view! {
        <Part title=words.overlay>
            <div class="row wrap">
                <Button on:click=move |_| open.set(true) attr:aria-haspopup="dialog">
                    {words.open_dialog}
                </Button>
                <Button on:click=move |_| toasts.show(Toast::done(words.moved).undo(|()| ()))>
                    {words.show_toast}
                </Button>
                <Button on:click=move |_| toasts.show(Toast::failed(words.not_saved).retry(|()| ()))>
                    {words.show_failed}
                </Button>
                <Menu id="live-menu" label=words.more_acts>
                    <MenuLink href="#content" icon=Glyph::User label=words.change_owner />
                    <MenuLink href="#content" icon=Glyph::Lock label=words.make_private />
                </Menu>
            </div>
            <div class="specimens wider">
                <Frozen />
                <ToastView toast=Toast::done(words.moved).undo(|()| ()) on_close=|()| () />
                <ToastView toast=Toast::failed(words.not_saved).retry(|()| ()) on_close=|()| () />
            </div>
            <Show when=move || open.get()>
                <Example on_close=move |()| open.set(false) />
            </Show>
        </Part>
    }
}

#[component]
fn Frozen() -> impl IntoView {
    let words = DevWords::here();
    view! {
        <div class="pop shown" role="menu" aria-label=words.more_acts>
            <button role="menuitem" type="button">
                <Icon glyph=Glyph::User size=IconSize::Sm />
                {words.change_owner}
            </button>
            <button role="menuitem" type="button" class="is-current">
                <Icon glyph=Glyph::Lock size=IconSize::Sm />
                {words.make_private}
            </button>
            <hr />
            <button role="menuitem" type="button" class="danger">
                <Icon glyph=Glyph::Trash size=IconSize::Sm />
                {words.erase_contact}
            </button>
        </div>
    }
}

#[component]
fn Example(#[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let words = DevWords::here();
    view! {
        <Dialog
            id="example"
            title=words.new_contact
            flik=words.new_card
            width=DialogWidth::Wide
            on_close=on_close
        >
            <div class="dialog-body">
                <Field id="d-name" label=words.last_name>
                    <Input name="last_name" autofocus=true />
                </Field>
            </div>
            <footer class="dialog-foot">
                <Button look=Look::Quiet on:click=move |_| on_close.run(())>
                    {words.cancel}
                </Button>
                <span class="grow not-phone"></span>
                <Button look=Look::Primary>{words.save}</Button>
            </footer>
        </Dialog>
    }
}
