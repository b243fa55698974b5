//! What is searched for: drawn from the firm's own data, the same every time.

use anyhow::Result;
use domain::search::{Field, How, Search};
use sqlx::{AssertSqlSafe, PgConnection};

/// How many contacts the texts are drawn from.
const SAMPLE: i32 = 2_000;

/// One kind of search.
pub struct Class {
    /// Its name in the tables.
    pub name: String,
    /// What is searched.
    pub field: Field,
    /// And how.
    pub how: How,
    /// Three letters or more: the target speaks of those.
    pub three_letters: bool,
    /// What is typed, one for each time.
    pub texts: Vec<String>,
}

impl Class {
    /// The search for one of the texts.
    pub fn search(&self, number: usize) -> Search {
        Search {
            text: self.texts[number % self.texts.len()].clone(),
            field: self.field,
            how: self.how,
            ..Search::default()
        }
    }
}

/// Values of the firm, by the field they are found in.
pub struct Sample {
    tenant: i64,
    names: Vec<String>,
    fields: Vec<(Field, Vec<String>)>,
}

impl Sample {
    /// Reads it, as the superuser.
    pub async fn read(superuser: &mut PgConnection, tenant: i64) -> Result<Self> {
        let from = |table: &str, value: &str, condition: &str| {
            format!(
                "select {value} from crm.{table} s where s.tenant_id = $1 and {condition}
                 order by hashtextextended(s.id::text, 7) limit $2"
            )
        };
        let open = "s.deleted_at is null and s.vis_owner is null";
        let of_contact = "s.contact_id is not null and s.vis_owner is null";
        let wanted = [
            (
                Field::Email,
                from(
                    "contact_point",
                    "s.target",
                    &format!("{of_contact} and s.kind = 'email'"),
                ),
            ),
            (
                Field::Phone,
                from(
                    "contact_point",
                    "s.value",
                    &format!("{of_contact} and s.kind = 'phone'"),
                ),
            ),
            (Field::Address, from("address", "s.street", of_contact)),
            (
                Field::Number,
                from("customer", "s.number::text", of_contact),
            ),
            (
                Field::Title,
                from("contact", "s.title", &format!("{open} and s.title <> ''")),
            ),
            (
                Field::Website,
                from(
                    "contact",
                    "s.website",
                    &format!("{open} and s.website <> ''"),
                ),
            ),
        ];
        // A last name more often than a first name, as people type.
        let name =
            "case when abs(hashtext(s.id::text)) % 5 < 3 then s.last_name else s.first_name end";
        let names = texts(superuser, tenant, from("contact", name, open)).await?;
        let mut fields = vec![(Field::Name, names.clone())];
        for (field, sql) in wanted {
            fields.push((field, texts(superuser, tenant, sql).await?));
        }
        let everything = fields.iter().flat_map(|(_, values)| values.iter().take(60));
        let everything = everything.cloned().collect();
        fields.push((Field::Everything, everything));
        Ok(Self {
            tenant,
            names,
            fields,
        })
    }

    /// What the issue names, each in every field.
    pub fn main_classes(&self, count: usize) -> Vec<Class> {
        let mut dice = Dice(self.tenant.unsigned_abs());
        let phones = self.values(Field::Phone);
        let emails = self.values(Field::Email);
        let mut class = |name: &str, three_letters, values: &[String], cut: Cut| Class {
            name: name.to_owned(),
            field: Field::Everything,
            how: How::Contains,
            three_letters,
            texts: dice.cuts(values, count, cut),
        };
        vec![
            class("prefix", true, &self.names, Cut::Start(3, 6)),
            class("infix", true, &self.names, Cut::Inside(3, 6)),
            class("two letters", false, &self.names, Cut::Start(2, 2)),
            class("phone", true, phones, Cut::Inside(4, 9)),
            class("e-mail", true, emails, Cut::Inside(4, 12)),
        ]
    }

    /// Every field, in every way: each söktyp.
    pub fn every_kind(&self, count: usize) -> Vec<Class> {
        let mut dice = Dice(self.tenant.unsigned_abs() + 1);
        let mut all = Vec::new();
        for (field, values) in self.fields.iter().filter(|(_, values)| !values.is_empty()) {
            for how in How::ALL {
                let cut = match how {
                    How::Contains => Cut::Inside(3, 8),
                    How::StartsWith => Cut::Start(3, 8),
                    How::Exact => Cut::Whole,
                };
                let texts = dice.cuts(values, count, cut);
                // A field in which nothing is long enough.
                if texts.is_empty() {
                    continue;
                }
                all.push(Class {
                    name: format!("{}, {}", field.as_str(), how.as_str().replace('_', " ")),
                    field: *field,
                    how: *how,
                    three_letters: true,
                    texts,
                });
            }
        }
        all
    }

    /// Names of five letters and more, to be typed letter by letter.
    pub fn names_to_type(&self, count: usize) -> Vec<String> {
        let mut dice = Dice(self.tenant.unsigned_abs() + 2);
        dice.cuts(&self.names, count, Cut::Start(5, 5))
    }

    fn values(&self, field: Field) -> &[String] {
        let found = self.fields.iter().find(|(of, _)| *of == field);
        found.map_or(&[], |(_, values)| values)
    }
}

async fn texts(superuser: &mut PgConnection, tenant: i64, sql: String) -> Result<Vec<String>> {
    // Put together of our own words only.
    let values = sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(tenant)
        .bind(SAMPLE)
        .fetch_all(superuser)
        .await?;
    Ok(values)
}

/// Which part of a value is typed, with the least and most letters.
#[derive(Clone, Copy)]
enum Cut {
    Start(usize, usize),
    Inside(usize, usize),
    Whole,
}

/// Numbers that seem random and are the same every time (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) >> 33).unwrap_or_default() % end.max(1)
    }

    fn cuts(&mut self, values: &[String], count: usize, cut: Cut) -> Vec<String> {
        let mut texts = Vec::with_capacity(count);
        // Values that are too short give nothing; a few tries more make up for them.
        for _ in 0..count * 20 {
            if texts.len() == count || values.is_empty() {
                break;
            }
            let value = values[self.below(values.len())].trim();
            texts.extend(self.cut(value, cut));
        }
        texts
    }

    fn cut(&mut self, value: &str, cut: Cut) -> Option<String> {
        let letters: Vec<char> = value.chars().collect();
        let (least, most) = match cut {
            Cut::Whole => (1, letters.len()),
            Cut::Start(least, most) | Cut::Inside(least, most) => (least, most),
        };
        let most = most.min(letters.len());
        if most < least {
            return None;
        }
        let length = match cut {
            Cut::Whole => most,
            _ => least + self.below(most - least + 1),
        };
        let from = match cut {
            Cut::Inside(..) => self.below(letters.len() - length + 1),
            _ => 0,
        };
        let text: String = letters[from..from + length].iter().collect();
        let meant = text
            .chars()
            .filter(|letter| letter.is_alphanumeric())
            .count();
        // What folding would leave less of is a shorter search than it says.
        (meant >= least).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_drawn_alike_every_time() {
        let values = ["Söderström", "Ek", "08-465 004 51"].map(str::to_owned);
        let draw = || Dice(1).cuts(&values, 50, Cut::Inside(3, 6));
        let texts = draw();
        assert_eq!(texts, draw());
        assert_eq!(texts.len(), 50);
        for text in &texts {
            assert!((3..=6).contains(&text.chars().count()), "{text}");
            assert!(values.iter().any(|value| value.contains(text.as_str())));
            assert!(text.chars().filter(|c| c.is_alphanumeric()).count() >= 3);
        }
    }

    #[test]
    fn too_short_values_give_nothing() {
        let short = ["Ek".to_owned()];
        assert!(Dice(1).cuts(&short, 5, Cut::Start(3, 6)).is_empty());
        assert_eq!(Dice(1).cuts(&short, 2, Cut::Whole), ["Ek", "Ek"]);
    }
}
