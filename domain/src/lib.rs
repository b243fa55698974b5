//! The words and rules of Kundkort, without any input or output.
//!
//! Compiled into the server and into the WASM, so it depends on `serde` and `uuid` alone.
//! Text from a person comes in as a *draft* (all strings), is parsed once, and is a typed value
//! from there on: `Draft → parse → Result<New…, Invalid>`.

pub mod address;
pub mod bankgiro;
pub mod bulk;
pub mod category;
pub mod command;
pub mod company;
pub mod contact;
pub mod content_line;
pub mod customer;
pub mod date;
mod draft;
pub mod edit;
pub mod email;
pub mod firm;
pub mod history;
pub mod id;
pub mod identity;
pub mod invalid;
pub mod link;
pub mod meeting;
pub mod note;
pub mod notice;
pub mod overview;
pub mod page;
pub mod password;
pub mod phone;
pub mod point;
pub mod project;
pub mod search;
pub mod selection;
pub mod task;
pub mod text;
pub mod user;
pub mod vcard;
pub mod website;

pub use id::{
    AddressId, CategoryId, CommandId, CompanyId, ContactId, CustomerId, LinkId, MeetingId, NoteId,
    NoticeId, ParticipantId, PointId, ProjectId, SelectionId, TaskId, TenantId, UserId,
};
pub use invalid::{Invalid, Problem};
