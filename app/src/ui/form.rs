//! Reading a form as the browser would send it.

use web_sys::{FormData, HtmlFormElement};

/// The names and values of a form's controls, in their order; files are left out.
#[must_use]
pub fn form_pairs(form: &HtmlFormElement) -> Vec<(String, String)> {
    let Ok(data) = FormData::new_with_form(form) else {
        return Vec::new();
    };
    let pair = |entry| {
        let entry = js_sys::Array::from(&entry);
        Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
    };
    data.entries()
        .into_iter()
        .flatten()
        .filter_map(pair)
        .collect()
}
