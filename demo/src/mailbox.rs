//! E-mail addresses under `.example`, which no letter ever reaches (RFC 2606).

use domain::date::Date;
use domain::text::fold;

use crate::rng::Rng;

/// Where people have their private e-mail.
const PROVIDERS: [&str; 9] = [
    "post.example",
    "mejl.example",
    "brevlada.example",
    "hemma.example",
    "bredband.example",
    "fjallgard.example",
    "dalanet.example",
    "byanet.example",
    "inkorg.example",
];

/// A name as it stands in an address: ASCII letters and hyphens.
fn plain(name: &str) -> String {
    fold(name)
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-')
        .collect()
}

/// `karin.soderstrom@norrsken.example`.
pub(crate) fn at_work(first: &str, last: &str, domain: &str) -> String {
    format!("{}.{}@{domain}", plain(first), plain(last))
}

/// A private address, as people make them up.
pub(crate) fn at_home(first: &str, last: &str, born: Option<Date>, rng: &mut Rng) -> String {
    let (first, last, provider) = (plain(first), plain(last), rng.pick(&PROVIDERS));
    let initial = first.get(..1).unwrap_or_default().to_owned();
    let number = born.map_or_else(|| rng.between(1, 99), |date| i32::from(date.year() % 100));
    match rng.below(10) {
        0..5 => format!("{first}.{last}@{provider}"),
        5..7 => format!("{first}.{last}{number:02}@{provider}"),
        7..9 => format!("{initial}.{last}@{provider}"),
        _ => format!("{first}{number:02}@{provider}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names;

    #[test]
    fn addresses_are_addresses() {
        assert_eq!(
            at_work("Per-Olof", "von Essen", "norrsken.example"),
            "per-olof.vonessen@norrsken.example"
        );
        let mut rng = Rng::of(1, 1, 1);
        for _ in 0..5_000 {
            let name = names::person(500, &mut rng);
            let address = at_home(&name.first, &name.last, None, &mut rng);
            assert_eq!(
                domain::email::parse(&address).map(|email| email.address),
                Ok(address)
            );
        }
    }
}
