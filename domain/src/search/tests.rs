use proptest::prelude::*;
use uuid::Uuid;

use super::*;

#[test]
fn is_tolerant() {
    let search = Search::from_query(
        "?q=+s%C3%B6der%zz+&population=nonsense&how=exact&category=x&nothing&after=",
    );
    assert_eq!(
        search,
        Search {
            text: "söder%zz".into(),
            how: How::Exact,
            ..Search::default()
        }
    );
    assert_eq!(Search::from_query(""), Search::default());
    let long = Search::from_pairs([("q", "å".repeat(500))]);
    assert_eq!(long.text.chars().count(), MAX_QUERY_CHARS);
}

#[test]
fn addresses_are_short_and_stable() {
    assert_eq!(Search::default().address(), "/contacts");
    let id = Uuid::nil();
    let search = Search {
        text: "söder & co".into(),
        among: Among::Companies,
        population: Population::Mine,
        categories: vec![CategoryId(id)],
        ..Search::default()
    };
    assert_eq!(
        search.address(),
        format!("/companies?q=s%C3%B6der+%26+co&population=mine&category={id}")
    );
    assert_eq!(search.filters(), 2);
}

#[test]
fn companies_lack_some_populations() {
    let search = Search {
        population: Population::Private,
        ..Search::default()
    };
    assert_eq!(search.among(Among::Companies).population, Population::All);
}

fn any_search() -> impl Strategy<Value = Search> {
    let id = any::<u128>().prop_map(Uuid::from_u128);
    (
        "\\PC{0,120}",
        prop::sample::select(Population::ALL),
        prop::sample::select(Field::ALL),
        prop::sample::select(How::ALL),
        prop::sample::select(Combine::ALL),
        prop::collection::btree_set(id.clone(), 0..4),
        prop::option::of(id),
        prop::option::of("[A-Za-z0-9_-]{1,60}"),
    )
        .prop_map(
            |(text, population, field, how, combine, categories, selection, after)| Search {
                text: clean(&text),
                among: Among::Contacts,
                population,
                field,
                how,
                combine,
                categories: categories.into_iter().map(CategoryId).collect(),
                selection: selection.map(SelectionId),
                after,
            },
        )
}

proptest! {
    #[test]
    fn print_then_parse_is_identity(search in any_search()) {
        let query = search.to_query();
        prop_assert!(query.is_ascii() && !query.contains(' '));
        prop_assert_eq!(Search::from_query(&query), search);
    }

    #[test]
    fn never_panics(query in "\\PC*") {
        let search = Search::from_query(&query);
        prop_assert_eq!(Search::from_query(&search.to_query()), search);
    }
}
