//! Saving a row that is new.

use domain::LinkId;
use domain::address::AddressDraft;
use domain::edit::{Edit, Field, Target};
use domain::point::{PointDraft, PointKind};
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;

use super::super::texts::{EditTexts, label};
use super::{Open, Stage};
use crate::edit::api;

impl Open {
    pub(super) fn add_point(
        self,
        link: Option<LinkId>,
        kind: PointKind,
        typed: &[(Field, String)],
    ) {
        let of = |wanted: Field| value_of(typed, wanted);
        let field = match kind {
            PointKind::Phone => Field::Phone,
            PointKind::Email => Field::Email,
        };
        let draft = PointDraft {
            label: of(Field::Label),
            value: of(field),
        };
        if draft.is_blank() {
            return self.close();
        }
        if let Err(problem) = draft.read(kind) {
            return self
                .invalid
                .set(domain::Invalid::one(field.as_str(), problem));
        }
        let text = format!("{}: {}", EditTexts::here().added, draft.value);
        let (holder, key) = (self.holder(), self.key.get_value());
        self.stage.set(Stage::Saving);
        spawn_local_scoped(async move {
            let answer = match link {
                Some(link) => api::add_link_point(link, kind, draft, key).await,
                None => api::add_point(holder, kind, draft, key).await,
            };
            self.answered(answer, text);
        });
    }

    pub(super) fn add_address(self, typed: &[(Field, String)]) {
        let of = |wanted: Field| value_of(typed, wanted);
        let draft = AddressDraft {
            kind: of(Field::Kind),
            street: of(Field::Street),
            postcode: of(Field::Postcode),
            city: of(Field::City),
            country: of(Field::Country),
        };
        if draft.is_blank() {
            return self.close();
        }
        let probe = Edit {
            target: Target::Address(domain::AddressId(uuid::Uuid::nil())),
            changes: self.changes(typed.to_vec()),
        };
        if let Err(invalid) = probe.parse() {
            return self.invalid.set(invalid);
        }
        let text = format!(
            "{}: {}",
            EditTexts::here().added,
            label(Field::Street).to_lowercase()
        );
        let (holder, key) = (self.holder(), self.key.get_value());
        self.stage.set(Stage::Saving);
        spawn_local_scoped(async move {
            self.answered(api::add_address(holder, draft, key).await, text);
        });
    }
}

fn value_of(typed: &[(Field, String)], wanted: Field) -> String {
    typed
        .iter()
        .find(|(field, _)| *field == wanted)
        .map(|(_, value)| value.clone())
        .unwrap_or_default()
}
