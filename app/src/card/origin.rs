//! Where a row comes from that is shown on the card of somebody else.

use domain::ProjectId;
use domain::edit::Holder;
use leptos::prelude::*;

use crate::ui::{Glyph, Icon, IconSize};

/// Of a row that stands on `own` and is of `project`, what is not said by the card that it is shown on:
/// nothing when it is shown among those of all cards, where `own` has a column.
#[must_use]
pub fn origin_of(
    shown: Option<Holder>,
    own: (Holder, String),
    project: Option<(ProjectId, String)>,
) -> Option<(Holder, String)> {
    if shown.is_some_and(|shown| shown != own.0) {
        return Some(own).filter(|(_, name)| !name.is_empty());
    }
    let (id, name) = project?;
    Some((Holder::Project(id), name)).filter(|(project, _)| *project != own.0)
}

/// A link to it; `before` is a word that it follows.
pub fn origin((card, name): (Holder, String), before: Option<&'static str>) -> AnyView {
    let glyph = match card {
        Holder::Contact(_) => Glyph::User,
        Holder::Company(_) => Glyph::Building,
        Holder::Project(_) => Glyph::Folder,
    };
    let before = before.map(|word| format!("{word} "));
    view! {
        <span class="origin">
            <Icon glyph size=IconSize::Xs />
            {before}<a href=card.path()>{name}</a>
        </span>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::origin_of;
    use domain::edit::Holder;
    use domain::{ContactId, ProjectId};
    use uuid::Uuid;

    #[test]
    fn a_row_says_which_card_it_comes_from_and_otherwise_which_project() {
        let contact = Holder::Contact(ContactId(Uuid::from_u128(1)));
        let project = ProjectId(Uuid::from_u128(2));
        let of_project = || Some((project, "1001 Kontoret".to_owned()));
        let own = || (contact, "Anna Ek".to_owned());

        let on_project = origin_of(Some(Holder::Project(project)), own(), of_project());
        assert_eq!(on_project, Some(own()));
        let on_card = origin_of(Some(contact), own(), of_project());
        assert_eq!(on_card.unwrap().0, Holder::Project(project));
        assert_eq!(origin_of(Some(contact), own(), None), None);
        let alone = (Holder::Project(project), "1001 Kontoret".to_owned());
        assert_eq!(origin_of(Some(alone.0), alone.clone(), of_project()), None);
        assert_eq!(origin_of(None, alone, of_project()), None);
        assert!(origin_of(None, own(), of_project()).is_some());
    }
}
