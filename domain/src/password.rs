//! What a new password must be: long enough, and not one of those that are tried first.
//!
//! No rules about capitals, digits and signs: they make passwords harder to remember and no harder
//! to guess (NIST SP 800-63B-4 §3.1.1.2).

use crate::Problem;
use crate::text::fold;

/// Fewest characters, in the browser and on the command line. (NIST SP 800-63B-4 §3.1.1.2 asks for 15
/// where the password stands alone.)
pub const MIN_CHARS: u32 = 12;
/// Most characters; what is longer only takes time.
pub const MAX_CHARS: u32 = 200;

/// Those of the lists of leaked passwords that are long enough to pass, and their Swedish kin; folded.
const COMMON: &[&str] = &[
    "111111111111",
    "123123123123",
    "123456789012",
    "1234567890ab",
    "123qweasdzxc",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "1qazxsw23edc",
    "abcdefghijkl",
    "administrator",
    "alltidgladast",
    "asdfghjkl123",
    "fotboll12345",
    "godmorgon123",
    "hejhejhej123",
    "hejhejhejhej",
    "iloveyou1234",
    "jagalskardig",
    "kalleanka123",
    "kundkort1234",
    "kundkort2026",
    "losenord1234",
    "losenord2025",
    "losenord2026",
    "losenordlosenord",
    "mittlosenord",
    "password1234",
    "password2026",
    "passwordpassword",
    "qazwsxedcrfv",
    "qwerty123456",
    "qwertyuiop12",
    "sommaren2026",
    "sommarlov2026",
    "stockholm123",
    "trustno1trustno1",
    "valkommen123",
    "valkommen2025",
    "valkommen2026",
];

/// A new password. `own` are words that whoever guesses knows already: the e-mail, the name, the firm.
///
/// # Errors
/// [`Problem::PasswordShort`], [`Problem::TooLong`] or [`Problem::PasswordCommon`].
pub fn check(password: &str, own: &[&str]) -> Result<(), Problem> {
    let chars = password.chars().count();
    if chars < MIN_CHARS as usize {
        return Err(Problem::PasswordShort { min: MIN_CHARS });
    }
    if chars > MAX_CHARS as usize {
        return Err(Problem::TooLong { max: MAX_CHARS });
    }
    let folded: String = fold(password).split_whitespace().collect();
    let known = |word: &&str| {
        let word: String = fold(word).split_whitespace().collect();
        !word.is_empty() && word == folded
    };
    if COMMON.contains(&&*folded) || is_monotonous(&folded) || own.iter().any(known) {
        return Err(Problem::PasswordCommon);
    }
    Ok(())
}

/// Fewer than four different characters, or one after the other as they stand in the alphabet.
fn is_monotonous(text: &str) -> bool {
    let mut different: Vec<char> = text.chars().collect();
    different.sort_unstable();
    different.dedup();
    let codes: Vec<u32> = text.chars().map(u32::from).collect();
    let runs = |step: i64| {
        codes
            .windows(2)
            .all(|pair| i64::from(pair[1]) - i64::from(pair[0]) == step)
    };
    different.len() < 4 || runs(1) || runs(-1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_short_long_or_known_is_refused() {
        for (password, problem) in [
            ("", Problem::PasswordShort { min: 12 }),
            ("åäöåäöåäöåä", Problem::PasswordShort { min: 12 }),
            ("Lösenord 1234", Problem::PasswordCommon),
            ("QWERTY123456", Problem::PasswordCommon),
            ("aaaaaaaaaaaa", Problem::PasswordCommon),
            ("abababababab", Problem::PasswordCommon),
            ("bcdefghijklm", Problem::PasswordCommon),
            ("Eva.Ek@Alfa.example", Problem::PasswordCommon),
            ("eva margareta ek", Problem::PasswordCommon),
        ] {
            let own = ["eva.ek@alfa.example", "Eva Margareta Ek", ""];
            assert_eq!(check(password, &own), Err(problem), "{password}");
        }
        let long = "hjortron ".repeat(30);
        assert_eq!(check(&long, &[]), Err(Problem::TooLong { max: 200 }));
    }

    #[test]
    fn a_sentence_is_a_good_password() {
        for good in [
            "hjortron på myren",
            "blåbärssoppa-7",
            "korv med mos",
            "正しい馬の電池ホチキス針",
        ] {
            assert_eq!(check(good, &["eva@alfa.example", ""]), Ok(()), "{good}");
        }
    }

    #[test]
    fn the_list_is_folded_and_long_enough() {
        for common in COMMON {
            assert_eq!(&fold(common), common);
            assert!(common.chars().count() >= MIN_CHARS as usize, "{common}");
        }
    }
}
