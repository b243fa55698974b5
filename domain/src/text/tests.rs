use proptest::prelude::*;

use super::*;

#[test]
fn lines_are_trimmed_and_bounded() {
    assert_eq!(line(" Åsa \u{a0}", 3).as_deref(), Ok("Åsa"));
    assert_eq!(line("Åsas", 3), Err(Problem::TooLong { max: 3 }));
    for text in ["a\nb", "a\0b", "a\u{7f}b", "a\u{85}b", "a\tb"] {
        assert_eq!(line(text, 9), Err(Problem::ControlCharacter));
    }
    assert_eq!(lines("a\r\nb\tc\rd", 9).as_deref(), Ok("a\nb\tc\nd"));
    assert_eq!(lines("a\0", 9), Err(Problem::ControlCharacter));
}

#[test]
fn folds_what_people_type() {
    for (text, folded) in [
        ("Åke  ÄNGSTRÖM\u{a0}Öberg", "ake angstrom oberg"),
        ("José Müller-Strauß", "jose muller-strauss"),
        ("Łukasz Şahin Đorđević Þór", "lukasz sahin dordevic thor"),
        ("Ærø Œuvre İstanbul ılık", "aero oeuvre istanbul ilik"),
        ("Re\u{301}ne\u{301}e", "renee"),
        ("Nguyễn Σίσυφος 李", "nguyen σίσυφοσ 李"),
        (" \u{301} ", ""),
    ] {
        // Sigma is kept, but not in its final form when the capital was typed.
        assert_eq!(fold(text), folded.replace("σίσυφοσ", "σίσυφος"), "{text}");
    }
}

#[test]
fn sorts_as_a_swede_does() {
    let mut names = [
        "Öberg",
        "Zetterlund",
        "Ågren",
        "Ängman",
        "Émile",
        "Eva",
        "Østby",
        "adam",
    ];
    names.sort_by_key(|name| sort_key(name));
    assert_eq!(
        names,
        [
            "adam",
            "Émile",
            "Eva",
            "Zetterlund",
            "Ågren",
            "Ängman",
            "Öberg",
            "Østby"
        ]
    );
}

#[test]
fn marks_the_original_letters() {
    let marked = |text: &str, query: &str| -> Vec<String> {
        highlight(text, query)
            .into_iter()
            .map(|(a, b)| text[a..b].to_owned())
            .collect()
    };
    assert_eq!(marked("Karin Söderström", "soder"), ["Söder"]);
    assert_eq!(marked("Tomas Västersöder", "SÖDER"), ["söder"]);
    assert_eq!(marked("Karin Söderström", "ka sö"), ["Ka", "Sö"]);
    assert_eq!(marked("Per Strauß", "strauss"), ["Strauß"]);
    assert_eq!(marked("Ande\u{301}rs", "ander"), ["Ande\u{301}r"]);
    assert_eq!(marked("ananas", "anan nana"), ["anana"]);
    assert!(
        marked("Karin", "ri").is_empty(),
        "two letters only begin words"
    );
}

#[test]
fn initials_skip_particles() {
    assert_eq!(initials("Per-Olof", "Södergren"), "PS");
    assert_eq!(initials("Carl", "von Essen"), "CE");
    assert_eq!(initials("", "åkesson"), "Å");
    assert_eq!(company_initials("Kyl & Klimat i Mora AB"), "KK");
    assert_eq!(company_initials("Brf Björken 4"), "BB");
}

#[test]
fn hues_spread() {
    let mut seen = std::collections::BTreeSet::new();
    (0..64_u128).for_each(|n| {
        seen.insert(hue(Uuid::from_u128(
            0x0199_0000_0000_7000_8000_0000_0000_0000 + n,
        )));
    });
    assert_eq!(seen.len(), 8);
}

#[test]
fn tables_are_lower_case_and_disjoint() {
    let from: Vec<char> = FOLDED
        .iter()
        .flat_map(|(_, letters)| letters.chars())
        .chain(EXPANDED.iter().map(|(letter, _)| *letter))
        .collect();
    let unique: std::collections::BTreeSet<_> = from.iter().collect();
    assert_eq!(unique.len(), from.len());
    assert!(
        from.iter()
            .all(|letter| letter.is_lowercase() && !letter.is_ascii())
    );
}

proptest! {
    #[test]
    fn fold_is_idempotent(text in "\\PC*") {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once.clone());
        prop_assert!(!once.starts_with(' ') && !once.ends_with(' ') && !once.contains("  "));
    }

    #[test]
    fn fold_of_sort_key_loses_nothing_but_after_z(text in "[a-zA-Z éüñ]{0,20}") {
        prop_assert_eq!(sort_key(&text), fold(&text));
    }

    #[test]
    fn highlights_fold_to_the_query(text in "\\PC{0,30}", query in "\\PC{1,4}") {
        let known = words(&query);
        let mut end = 0;
        for (from, to) in highlight(&text, &query) {
            prop_assert!(from >= end && from < to);
            end = to;
            let part = fold(&text[from..to]);
            prop_assert!(known.iter().any(|word| part.contains(word.as_str())));
        }
    }

    #[test]
    fn what_is_typed_from_the_text_is_marked(text in "[A-Za-zåäöÅÄÖéüß -]{1,20}", at in 0..20usize) {
        let letters: Vec<(usize, char)> = text.char_indices().collect();
        let start = letters[at % letters.len()].0;
        let word: String = text[start..].split_whitespace().next().unwrap_or("").to_owned();
        prop_assume!(word.chars().count() > 2);
        prop_assert!(!highlight(&text, &word).is_empty());
    }

    #[test]
    fn initials_never_panic(first in "\\PC*", last in "\\PC*") {
        prop_assert!(initials(&first, &last).chars().count() <= 6);
    }
}
