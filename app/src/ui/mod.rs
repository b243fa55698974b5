//! The components, one small file each, with all their states.
//!
//! Rules: texts come in as properties; ids come in as properties (never made up, so that server and
//! browser agree); inputs are uncontrolled (`value` is what they start with, the form is read when
//! it is sent); nothing sets a style attribute (the policy forbids it); everything that can work
//! before the page has come alive does. Attributes and events are added from outside with
//! `attr:name="…"` and `on:event=…`, which land on the outermost element.
//!
//! `/dev/ui` shows them together.

use leptos::oco::Oco;

pub mod announce;
pub mod avatar;
pub mod badge;
pub mod banner;
pub mod button;
pub mod card;
pub mod choice;
pub mod combobox;
pub mod copy;
pub mod dialog;
pub(crate) mod dom;
pub mod empty;
pub mod facts;
pub mod field;
pub mod filter;
pub mod form;
pub mod highlight;
pub mod hits;
pub mod icon;
pub mod logo;
pub mod menu;
pub mod segment;
pub mod small;
pub mod summary;
pub mod table;
pub mod tabs;
pub mod textarea;
pub mod toast;
pub mod waiting;
mod words;

pub use announce::{Announcer, LiveRegion};
pub use avatar::{Avatar, AvatarSize, Hue};
pub use badge::{Badge, Chip, Count, RemovableChip, Tone};
pub use banner::{Banner, BannerKind};
pub use button::{Button, LinkButton, Look};
pub use card::{Card, Flik, FlikKind};
pub use choice::{Check, Radio, Switch};
pub use combobox::{Combobox, Item};
pub use copy::CopyButton;
pub use dialog::{Dialog, DialogWidth};
pub use empty::{Empty, EmptyArt};
pub use facts::{Fact, Facts, Line};
pub use field::{Field, Input, Select};
pub use filter::{Choice, Filter, FilterMany, FilterSheet};
pub use form::form_pairs;
pub use highlight::Highlight;
pub use hits::{Hit, HitList, LoadMore};
pub use icon::{Glyph, Icon, IconSize};
pub use logo::{Logo, Mark};
pub use menu::{Menu, MenuLink};
pub use segment::{Segment, SegmentItem};
pub use small::{Hidden, Kbd};
pub use summary::{ErrorSummary, FieldProblem};
pub use table::{SortHead, Table};
pub use tabs::{Tab, Tabs};
pub use textarea::TextArea;
pub use toast::{Toast, ToastRegion, Toasts, living_toasts, use_toasts};
pub use waiting::{HitSkeleton, Progress, Skeleton};

/// A text that stands as long as its component: written in the code, or made once.
pub type Text = Oco<'static, str>;
