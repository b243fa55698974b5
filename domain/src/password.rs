//! What a new password must be: long enough, and not one of those that are tried first.
//!
//! No rules about capitals, digits and signs: they make passwords harder to remember and no harder
//! to guess (NIST SP 800-63B-4 §3.1.1.2).

use crate::Problem;
use crate::text::fold;

/// Fewest characters.
pub const MIN_CHARS: u32 = 10;
/// Most characters; what is longer only takes time.
pub const MAX_CHARS: u32 = 200;

/// Those of the lists of leaked passwords that are long enough to pass, and their Swedish kin; folded.
const COMMON: &[&str] = &[
    "0123456789",
    "0987654321",
    "1029384756",
    "1111111111",
    "123123123123",
    "1234567890",
    "12345678910",
    "1234567891",
    "123456789a",
    "123456789q",
    "123qweasdzxc",
    "1q2w3e4r5t",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "1qazxsw23edc",
    "9876543210",
    "a123456789",
    "abc1234567",
    "abcd123456",
    "abcdefghij",
    "administrator",
    "alltidgladast",
    "asdfghjkl1",
    "asdfghjklo",
    "bajskorv123",
    "basketball",
    "changeme123",
    "fotboll123",
    "football123",
    "godmorgon123",
    "hejhejhej123",
    "hejsan1234",
    "hejsan12345",
    "hejsvejs123",
    "hemligt123",
    "iloveyou123",
    "iloveyou12",
    "jagalskardig",
    "kalleanka1",
    "kalleanka123",
    "kundkort123",
    "kundkort1234",
    "kundkort2026",
    "letmein123",
    "lidingo123",
    "liverpool1",
    "losenord12",
    "losenord123",
    "losenord1234",
    "losenord2025",
    "losenord2026",
    "manchester",
    "minkatt123",
    "mittlosenord",
    "nynashamn1",
    "passw0rd12",
    "password01",
    "password10",
    "password11",
    "password12",
    "password123",
    "password1234",
    "passwordpassword",
    "pokemon123",
    "princess123",
    "qazwsxedcrfv",
    "qwerty1234",
    "qwerty12345",
    "qwerty123456",
    "qwertyuiop",
    "qwertyuiop1",
    "qwertyuiopa",
    "sommar2024",
    "sommar2025",
    "sommar2026",
    "sommaren2026",
    "sommarlov1",
    "stockholm1",
    "stockholm123",
    "sunshine123",
    "superman123",
    "sverige123",
    "sverige1234",
    "trustno1trustno1",
    "valkommen1",
    "valkommen123",
    "valkommen2026",
    "welcome123",
    "welcome1234",
    "vinter2025",
    "vinter2026",
    "zxcvbnm123",
    "zxcvbnm1234",
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
            ("", Problem::PasswordShort { min: 10 }),
            ("åäöåäöåäö", Problem::PasswordShort { min: 10 }),
            ("Lösenord123", Problem::PasswordCommon),
            ("QWERTYUIOP", Problem::PasswordCommon),
            ("aaaaaaaaaaaa", Problem::PasswordCommon),
            ("ababababab", Problem::PasswordCommon),
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
            "正しい馬電池ホチキス針",
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
