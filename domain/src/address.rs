//! Postal addresses.

use serde::{Deserialize, Serialize};

use crate::user::words;
use crate::{AddressId, Invalid, Problem, text};

/// Longest street, in characters; it may hold a line break.
pub const MAX_STREET_CHARS: usize = 500;
/// Longest town, in characters.
pub const MAX_CITY_CHARS: usize = 200;
/// Longest postcode outside Sweden, in characters.
pub const MAX_POSTCODE_CHARS: usize = 20;
/// Where an address is when nothing else is said.
pub const HOME_COUNTRY: &str = "SE";

/// What an address is used for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressKind {
    /// Where post goes.
    #[default]
    Post,
    /// Where one visits.
    Visit,
    /// Where invoices go.
    Invoice,
}
words!(AddressKind { Post = "post", Visit = "visit", Invoice = "invoice" });

/// A saved address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// The address.
    pub id: AddressId,
    /// What it is used for.
    pub kind: AddressKind,
    /// Street and number; may hold a line break (c/o, a box).
    pub street: String,
    /// Postcode, `793 31` in Sweden.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}

/// An address in a form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AddressDraft {
    /// An [`AddressKind`] word; empty means post.
    pub kind: String,
    /// As typed.
    pub street: String,
    /// As typed.
    pub postcode: String,
    /// As typed.
    pub city: String,
    /// ISO 3166-1 alpha-2; empty means SE.
    pub country: String,
}

/// An address to be saved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewAddress {
    /// What it is used for.
    pub kind: AddressKind,
    /// Street and number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}

/// Countries that an address may be in: ISO 3166-1 alpha-2, in order.
pub const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH \
    BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX \
    CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM \
    GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG \
    KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN \
    MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK \
    PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST \
    SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI \
    VN VU WF WS YE YT ZA ZM ZW";

/// Reads a country code, in any case; empty means Sweden.
///
/// # Errors
/// [`Problem::Country`] when ISO 3166-1 does not have it.
pub fn country(typed: &str) -> Result<String, Problem> {
    let code = typed.trim().to_ascii_uppercase();
    if code.is_empty() {
        return Ok(HOME_COUNTRY.to_owned());
    }
    let known = COUNTRIES
        .split_ascii_whitespace()
        .any(|known| known == code);
    if known {
        Ok(code)
    } else {
        Err(Problem::Country)
    }
}

/// Reads a postcode: `79331`, `793 31` and `SE-793 31` give `793 31` in Sweden; elsewhere it is
/// only trimmed. Empty stays empty.
///
/// # Errors
/// [`Problem::Postcode`] when a Swedish one is not five digits.
pub fn postcode(country: &str, typed: &str) -> Result<String, Problem> {
    let typed = text::line(typed, MAX_POSTCODE_CHARS)?;
    if country != HOME_COUNTRY || typed.is_empty() {
        return Ok(typed);
    }
    let bare = ["SE-", "S-", "SE "]
        .iter()
        .find_map(|prefix| typed.strip_prefix(prefix));
    let digits: String = bare
        .unwrap_or(&typed)
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    // No postcode begins with 0: 10 is the lowest sorting district.
    let five = digits.len() == 5 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !five || digits.starts_with('0') {
        return Err(Problem::Postcode);
    }
    Ok(format!("{} {}", &digits[..3], &digits[3..]))
}

impl AddressDraft {
    /// Nothing has been written: an empty extra row, which is left out.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        [&self.street, &self.postcode, &self.city]
            .iter()
            .all(|part| part.trim().is_empty())
    }

    /// Reads an address that is added by itself; something must be written.
    ///
    /// # Errors
    /// [`Invalid`] with every problem, by field.
    pub fn read(&self) -> Result<NewAddress, Invalid> {
        if self.is_blank() {
            return Err(Invalid::one("street", Problem::Required));
        }
        let mut invalid = Invalid::default();
        let address = self.parse("", &mut invalid);
        invalid.or(address)
    }

    /// Reads the row; what is wrong is noted by field, after `path` (`addresses[0].`).
    pub(crate) fn parse(&self, path: &str, invalid: &mut Invalid) -> NewAddress {
        let kind = match self.kind.as_str() {
            "" => Ok(AddressKind::default()),
            word => word.parse(),
        };
        let country_code = invalid.check(&format!("{path}country"), country(&self.country));
        NewAddress {
            kind: invalid.check(&format!("{path}kind"), kind),
            street: invalid.check(
                &format!("{path}street"),
                text::lines(&self.street, MAX_STREET_CHARS),
            ),
            postcode: invalid.check(
                &format!("{path}postcode"),
                postcode(&country_code, &self.postcode),
            ),
            city: invalid.check(
                &format!("{path}city"),
                text::line(&self.city, MAX_CITY_CHARS),
            ),
            country: country_code,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_swedish_postcodes() {
        for typed in [
            "79331",
            "793 31",
            " 793\u{a0}31",
            "SE-793 31",
            "S-79331",
            "79 331",
        ] {
            assert_eq!(postcode("SE", typed).as_deref(), Ok("793 31"), "{typed}");
        }
        for typed in ["7933", "793311", "7933x", "012 34", "٧٩٣٣١"] {
            assert_eq!(postcode("SE", typed), Err(Problem::Postcode), "{typed}");
        }
        assert_eq!(postcode("NO", " 0150 ").as_deref(), Ok("0150"));
        assert_eq!(postcode("SE", "").as_deref(), Ok(""));
        assert_eq!(postcode("NO", "01\n50"), Err(Problem::ControlCharacter));
    }

    #[test]
    fn knows_countries() {
        assert_eq!(country("").as_deref(), Ok("SE"));
        assert_eq!(country(" no ").as_deref(), Ok("NO"));
        assert_eq!(country("XX"), Err(Problem::Country));
        assert_eq!(country("S"), Err(Problem::Country));
        assert_eq!(COUNTRIES.split_ascii_whitespace().count(), 249);
    }

    #[test]
    fn an_address_by_itself_is_read_by_field() {
        let draft = AddressDraft {
            street: " Storgatan 1 ".to_owned(),
            postcode: "7933".to_owned(),
            ..AddressDraft::default()
        };
        assert_eq!(
            draft.read(),
            Err(Invalid::one("postcode", Problem::Postcode))
        );
        let draft = AddressDraft {
            postcode: "79331".to_owned(),
            ..draft
        };
        assert_eq!(draft.read().unwrap().postcode, "793 31");
        assert!(AddressDraft::default().read().is_err());
    }

    proptest! {
        #[test]
        fn postcode_never_panics_and_reads_its_own_output(typed in "\\PC{0,12}") {
            if let Ok(written) = postcode("SE", &typed) {
                prop_assert_eq!(postcode("SE", &written), Ok(written.clone()));
            }
        }
    }
}
