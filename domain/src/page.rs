//! Paging by keyset: a page carries the cursor of the next one, never an offset.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Rows per page of a hit list.
pub const PAGE_SIZE: u32 = 60;

/// How far hits are counted; beyond it the interface says «fler än».
pub const COUNT_CAP: u32 = 1_000;

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows, in order.
    pub items: Vec<T>,
    /// Opaque (base64url) position after the last row; `None` on the last page.
    pub next: Option<String>,
    /// How many rows the whole list has, counted to [`COUNT_CAP`] at most.
    pub count: u32,
    /// There are more than `count`.
    pub more: bool,
}

/// Where one card stands among the hits of a search: «10 av 27».
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbours {
    /// Its place, counted from 1.
    pub place: u32,
    /// How many hits there are, counted to [`COUNT_CAP`] at most.
    pub count: u32,
    /// There are more than `count`.
    pub more: bool,
    /// The hit before it.
    pub previous: Option<Uuid>,
    /// The hit after it.
    pub next: Option<Uuid>,
}
