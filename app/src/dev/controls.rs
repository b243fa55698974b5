//! Buttons and fields.

use leptos::prelude::*;

use super::words::DevWords;
use super::{Part, State};
use crate::ui::{Button, Combobox, Field, Glyph, Input, Item, LinkButton, Look, Select, TextArea};

#[component]
pub fn Buttons() -> impl IntoView {
    let words = DevWords::here();
    let looks = [
        (Look::Primary, "btn primary", words.save),
        (Look::Plain, "btn", words.link_company),
        (Look::Quiet, "btn quiet", words.cancel),
        (Look::Danger, "btn danger", words.erase),
    ];
    let row = move |(look, class, label): (Look, &'static str, &'static str)| {
        let frozen = ["hover", "focus", "active"].map(|state| {
            view! {
                <State name=state>
                    <button class=format!("{class} is-{state}") type="button">
                        {label}
                    </button>
                </State>
            }
        });
        view! {
            <div class="specimens">
                <State name="default">
                    <Button look>{label}</Button>
                </State>
                {frozen.into_iter().collect_view()}
                <State name="disabled">
                    <Button look disabled=true>
                        {label}
                    </Button>
                </State>
                <State name="loading">
                    <Button look busy=true>
                        {words.saving}
                    </Button>
                </State>
            </div>
        }
    };
    view! {
        <Part title=words.button>
            {looks.map(row).into_iter().collect_view()}
            <div class="row wrap">
                <Button look=Look::Link icon=Glyph::Plus small=true>
                    {words.categories}
                </Button>
                <Button name_of_icon=words.more_acts icon=Glyph::Ellipsis />
                <Button name_of_icon=words.more_acts icon=Glyph::Ellipsis look=Look::Quiet small=true />
                <Button unavailable=Some(words.only_reading.to_owned())>{words.save}</Button>
                <LinkButton href="#content" icon=Glyph::UserPlus>
                    {words.new_contact}
                </LinkButton>
            </div>
        </Part>
    }
}

#[component]
pub fn Fields() -> impl IntoView {
    let words = DevWords::here();
    let frozen = move |id: &'static str, name: &'static str, value: &'static str| {
        view! {
            <State name>
                <div class="field">
                    <label for=id>{words.email}</label>
                    <input class=format!("input is-{name}") id=id type="email" value=value />
                </div>
            </State>
        }
    };
    view! {
        <Part title=words.field>
            <div class="specimens wide">
                <State name="default">
                    <Field id="f-default" label=words.email optional=true hint=words.email_hint>
                        <Input name="f-default" kind="email" />
                    </Field>
                </State>
                {frozen("f-hover", "hover", "")}
                {frozen("f-focus", "focus", "karin@")}
                <State name="error">
                    <Field id="f-error" label=words.email error=Some(words.email_wrong.to_owned())>
                        <Input name="f-error" kind="email" value="karin@norrsken" />
                    </Field>
                </State>
                <State name="disabled">
                    <Field id="f-disabled" label=words.email>
                        <Input name="f-disabled" value="karin@norrsken.example" disabled=true />
                    </Field>
                </State>
                <State name="readonly">
                    <Field id="f-readonly" label=words.email>
                        <Input name="f-readonly" value="karin@norrsken.example" readonly=true />
                    </Field>
                </State>
                <State name="select">
                    <Field id="f-select" label=words.owner>
                        <Select
                            name="f-select"
                            value="2"
                            options=vec![("1".into(), "Johan Ek".into()), ("2".into(), "Maryam Haddad".into())]
                        />
                    </Field>
                </State>
                <State name="textarea">
                    <Field id="f-area" label=words.comment>
                        <TextArea name="f-area" value="</textarea><script>alert(1)</script> Ek & Söner" />
                    </Field>
                </State>
                <State name="combobox">
                    <Picker />
                </State>
            </div>
        </Part>
    }
}

#[component]
fn Picker() -> impl IntoView {
    let names = [
        "Beslutsfattare",
        "Inköpare",
        "Leverantör",
        "Serviceavtal",
        "Styrelse",
        "Värmepump",
    ];
    let items = names.map(|name| Item {
        value: name.to_lowercase(),
        label: name.to_owned(),
    });
    view! {
        <Field id="f-combo" label=DevWords::here().categories>
            <Combobox
                name="f-combo"
                items=items.to_vec()
                chosen=RwSignal::new(vec!["serviceavtal".to_owned()])
            />
        </Field>
    }
}
