//! Which card the address is about.

use std::str::FromStr;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The id in the path of the page (`/contacts/:id`); nothing for what is no id.
pub fn id_in_path<Id>() -> Memo<Option<Id>>
where
    Id: FromStr + PartialEq + Send + Sync + 'static,
{
    let params = use_params_map();
    Memo::new(move |_| params.read().get("id").and_then(|id| id.parse().ok()))
}
