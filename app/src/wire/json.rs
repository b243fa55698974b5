//! Reading JSON with as little code as possible: for the browser, which must load it.
//!
//! What serde derives for a type is short when the fields come in their order, and long when they may come
//! in any. So an object is first taken apart into its fields, by code that all types share, and then
//! handed over in order. Only what the types of this program need can be read: no floating point.

use std::borrow::Cow;
use std::fmt;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer,
    MapAccess, SeqAccess, VariantAccess, Visitor,
};

/// It is no JSON, or not of this type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wrong;

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not what was expected")
    }
}

impl std::error::Error for Wrong {}

impl Error for Wrong {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

type Read<T> = Result<T, Wrong>;

/// Reads a value.
///
/// # Errors
/// When it is no JSON, or not of this type.
pub fn from_str<T: DeserializeOwned>(text: &str) -> Read<T> {
    T::deserialize(Value(Some(whole(text)?)))
}

/// The one value that a text is.
fn whole(text: &str) -> Read<&str> {
    let mut rest = Rest(text);
    let value = rest.value()?;
    rest.space();
    if rest.0.is_empty() {
        Ok(value)
    } else {
        Err(Wrong)
    }
}

/// How deep values may lie in each other.
const DEEPEST: u32 = 100;

/// What has not been read yet.
#[derive(Clone, Copy)]
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn space(&mut self) {
        self.0 = self.0.trim_start_matches([' ', '\n', '\r', '\t']);
    }

    /// Goes past a sign, if it is the next.
    fn sign(&mut self, sign: u8) -> bool {
        self.space();
        let there = self.0.as_bytes().first() == Some(&sign);
        if there {
            self.skip(1);
        }
        there
    }

    fn skip(&mut self, bytes: usize) {
        self.0 = self.0.get(bytes..).unwrap_or_default();
    }

    /// The next value, as it stands there.
    fn value(&mut self) -> Read<&'a str> {
        self.space();
        let before = self.0;
        let mut depth = 0_u32;
        loop {
            self.space();
            match self.0.as_bytes().first().ok_or(Wrong)? {
                b'"' => self.string()?,
                b'{' | b'[' if depth < DEEPEST => {
                    depth += 1;
                    self.skip(1);
                    continue;
                }
                // An empty one, or the end of one.
                b'}' | b']' if depth > 0 => {
                    depth -= 1;
                    self.skip(1);
                }
                b',' | b':' if depth > 0 => {
                    self.skip(1);
                    continue;
                }
                b'-' | b'a'..=b'z' | b'0'..=b'9' => {
                    let end = self.0.bytes().position(|byte| {
                        !matches!(byte, b'-' | b'+' | b'.' | b'E' | b'a'..=b'z' | b'0'..=b'9')
                    });
                    self.skip(end.unwrap_or(self.0.len()));
                }
                _ => return Err(Wrong),
            }
            if depth == 0 {
                return Ok(&before[..before.len() - self.0.len()]);
            }
        }
    }

    /// Goes past a string.
    fn string(&mut self) -> Read<()> {
        let mut escaped = true;
        // The first sign is the quotation mark it begins with: not the end.
        let end = self.0.bytes().position(|byte| {
            let ends = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            ends
        });
        self.skip(end.ok_or(Wrong)? + 1);
        Ok(())
    }
}

/// What a string says.
fn unquoted(value: &str) -> Read<Cow<'_, str>> {
    let inside = value
        .strip_prefix('"')
        .and_then(|value| value.strip_suffix('"'))
        .ok_or(Wrong)?;
    let Some(first) = inside.find('\\') else {
        return Ok(Cow::Borrowed(inside));
    };
    let (plain, mut rest) = inside.split_at(first);
    let mut said = plain.to_owned();
    while let Some(at) = rest.find('\\') {
        said.push_str(&rest[..at]);
        let sign = *rest.as_bytes().get(at + 1).ok_or(Wrong)?;
        rest = rest.get(at + 2..).ok_or(Wrong)?;
        said.push(match sign {
            b'"' | b'\\' | b'/' => char::from(sign),
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => escaped(&mut rest)?,
            _ => return Err(Wrong),
        });
    }
    said.push_str(rest);
    Ok(Cow::Owned(said))
}

/// A sign by its number, or two halves of one.
fn escaped(rest: &mut &str) -> Read<char> {
    let first = digits(rest)?;
    if !(0xD800..0xDC00).contains(&first) {
        return char::from_u32(first).ok_or(Wrong);
    }
    *rest = rest.strip_prefix("\\u").ok_or(Wrong)?;
    let second = digits(rest)?.checked_sub(0xDC00).ok_or(Wrong)?;
    char::from_u32(0x10000 + ((first - 0xD800) << 10) + second).ok_or(Wrong)
}

fn digits(rest: &mut &str) -> Read<u32> {
    let (digits, after) = rest.split_at_checked(4).ok_or(Wrong)?;
    *rest = after;
    u32::from_str_radix(digits, 16).map_err(|_| Wrong)
}

/// The parts of an array.
fn items(value: &str) -> Read<Vec<Option<&str>>> {
    let mut rest = Rest(value);
    if !rest.sign(b'[') {
        return Err(Wrong);
    }
    let mut items = Vec::new();
    if rest.sign(b']') {
        return Ok(items);
    }
    loop {
        items.push(Some(rest.value()?));
        if rest.sign(b']') {
            return Ok(items);
        }
        if !rest.sign(b',') {
            return Err(Wrong);
        }
    }
}

/// The names and values of an object.
fn members(value: &str) -> Read<Vec<(Cow<'_, str>, &str)>> {
    let mut rest = Rest(value);
    if !rest.sign(b'{') {
        return Err(Wrong);
    }
    let mut members = Vec::new();
    if rest.sign(b'}') {
        return Ok(members);
    }
    loop {
        let name = unquoted(rest.value()?)?;
        if !rest.sign(b':') {
            return Err(Wrong);
        }
        members.push((name, rest.value()?));
        if rest.sign(b'}') {
            return Ok(members);
        }
        if !rest.sign(b',') {
            return Err(Wrong);
        }
    }
}

/// The fields of an object, in this order; what is not there is `None`.
fn fields<'a>(value: &'a str, names: &[&str]) -> Read<Vec<Option<&'a str>>> {
    let members = members(value)?;
    let of = |name: &&str| {
        members
            .iter()
            .find(|(of, _)| of == name)
            .map(|(_, value)| *value)
    };
    Ok(names.iter().map(of).collect())
}

/// A value that is to be read; none for a field that is not there.
#[derive(Clone, Copy)]
struct Value<'a>(Option<&'a str>);

impl<'a> Value<'a> {
    fn text(self) -> Read<&'a str> {
        self.0.ok_or(Wrong)
    }

    fn null(self) -> bool {
        self.0.is_none_or(|value| value == "null")
    }

    fn number<T: std::str::FromStr>(self) -> Read<T> {
        self.text()?.parse().map_err(|_| Wrong)
    }

    fn parts(self) -> Read<Parts<'a>> {
        Ok(Parts(items(self.text()?)?.into_iter()))
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident),+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
            visitor.$visit(self.number()?)
        }
    )+};
}

macro_rules! strings {
    ($($method:ident),+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
            visitor.visit_str(&unquoted(self.text()?)?)
        }
    )+};
}

macro_rules! unread {
    ($($method:ident),+) => {$(
        fn $method<V: Visitor<'de>>(self, _: V) -> Read<V::Value> {
            Err(Wrong)
        }
    )+};
}

impl<'de> Deserializer<'de> for Value<'_> {
    type Error = Wrong;

    numbers!(
        deserialize_i8 visit_i8, deserialize_i16 visit_i16, deserialize_i32 visit_i32, deserialize_i64 visit_i64,
        deserialize_u8 visit_u8, deserialize_u16 visit_u16, deserialize_u32 visit_u32, deserialize_u64 visit_u64
    );
    strings!(
        deserialize_str,
        deserialize_string,
        deserialize_identifier,
        deserialize_char
    );
    unread!(
        deserialize_any,
        deserialize_f32,
        deserialize_f64,
        deserialize_bytes,
        deserialize_byte_buf
    );

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_bool(self.number()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if self.null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if self.null() {
            visitor.visit_unit()
        } else {
            Err(Wrong)
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Read<V::Value> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Read<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_seq(self.parts()?)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Read<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Read<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let members = members(self.text()?)?.into_iter();
        visitor.visit_map(Members {
            members,
            value: None,
        })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        visitor.visit_seq(Parts(fields(self.text()?, names)?.into_iter()))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        let value = self.text()?;
        if value.starts_with('"') {
            return visitor.visit_enum(Variant {
                name: unquoted(value)?,
                value: None,
            });
        }
        let (name, value) = members(value)?.pop().ok_or(Wrong)?;
        visitor.visit_enum(Variant {
            name,
            value: Some(value),
        })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_unit()
    }
}

/// The parts of an array, or the fields of an object.
struct Parts<'a>(std::vec::IntoIter<Option<&'a str>>);

impl<'de> SeqAccess<'de> for Parts<'_> {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        match self.0.next() {
            Some(part) => seed.deserialize(Value(part)).map(Some),
            None => Ok(None),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Members<'a> {
    members: std::vec::IntoIter<(Cow<'a, str>, &'a str)>,
    value: Option<&'a str>,
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        let Some((name, value)) = self.members.next() else {
            return Ok(None);
        };
        self.value = Some(value);
        seed.deserialize(name.into_deserializer()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Read<V::Value> {
        seed.deserialize(Value(self.value.take()))
    }
}

/// One of several: its name, and what belongs to it.
struct Variant<'a> {
    name: Cow<'a, str>,
    value: Option<&'a str>,
}

impl<'a, 'de> EnumAccess<'de> for Variant<'a> {
    type Error = Wrong;
    type Variant = Value<'a>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Read<(V::Value, Value<'a>)> {
        let name = seed.deserialize(self.name.into_deserializer())?;
        Ok((name, Value(self.value)))
    }
}

impl<'de> VariantAccess<'de> for Value<'_> {
    type Error = Wrong;

    fn unit_variant(self) -> Read<()> {
        if self.null() { Ok(()) } else { Err(Wrong) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Read<T::Value> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Read<V::Value> {
        self.deserialize_tuple(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        names: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        self.deserialize_struct("", names, visitor)
    }
}

#[cfg(test)]
mod tests;
