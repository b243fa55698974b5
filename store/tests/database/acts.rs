//! Anything that somebody does to a card, for laws that hold whatever is done.

use domain::command::Done;
use domain::edit::{Edit, Field, Holder, Target};
use domain::point::PointDraft;
use domain::{AddressId, CategoryId, CommandId, CompanyId, ContactId, CustomerId, LinkId, PointId};
use proptest::prelude::*;
use serde_json::Value;
use sqlx::{AssertSqlSafe, PgConnection};
use store::{Error, Session, contact, edit, trash};
use uuid::Uuid;

use crate::common::{World, eva};

/// Something that somebody does; what is not there is not done.
#[derive(Debug, Clone)]
pub enum Act {
    Edit(Field, String),
    AddPoint(u8),
    AddAddress,
    Remove(Kind),
    Move(Kind, u32),
    Link,
    Category(bool),
    Trash,
    Restore,
    TrashCompany(bool),
    Create,
    Customer,
}

#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Point,
    Address,
    Link,
}

pub fn any_act() -> impl Strategy<Value = Act> {
    let text = "[a-zåäö'\\\\]{1,6}";
    let edit = prop_oneof![
        (
            prop::sample::select(vec![
                Field::FirstName,
                Field::LastName,
                Field::Title,
                Field::Comment,
                Field::City,
                Field::Role
            ]),
            text
        ),
        (
            prop::sample::select(vec![Field::BirthDate, Field::StartedOn, Field::EndedOn]),
            prop::sample::select(vec!["", "2001-01-01", "2011-11-11"]).prop_map(str::to_owned)
        ),
        (
            prop::sample::select(vec![Field::Private, Field::IsPrimary, Field::Blocked]),
            any::<bool>().prop_map(|on| on.to_string())
        ),
        (
            Just(Field::Label),
            prop::sample::select(vec!["home", "other"]).prop_map(str::to_owned)
        ),
        (
            Just(Field::Phone),
            prop::sample::select(vec!["070-174 06 70", "070-174 06 71"]).prop_map(str::to_owned)
        ),
        (
            Just(Field::PaymentTermsDays),
            (0..60_u8).prop_map(|days| days.to_string())
        ),
    ];
    let kind = || prop::sample::select(vec![Kind::Point, Kind::Address, Kind::Link]);
    prop_oneof![
        8 => edit.prop_map(|(field, value)| Act::Edit(field, value)),
        2 => (13..30_u8).prop_map(Act::AddPoint),
        1 => Just(Act::AddAddress),
        2 => kind().prop_map(Act::Remove),
        2 => (kind(), 0..3_u32).prop_map(|(kind, to)| Act::Move(kind, to)),
        2 => Just(Act::Link),
        1 => any::<bool>().prop_map(Act::Category),
        1 => Just(Act::Trash),
        2 => Just(Act::Restore),
        1 => any::<bool>().prop_map(Act::TrashCompany),
        1 => Just(Act::Create),
        1 => Just(Act::Customer),
    ]
}

/// Where it all happens.
pub struct Scene {
    pub contact: ContactId,
    pub company: CompanyId,
    pub category: CategoryId,
    pub raw: PgConnection,
}

impl Scene {
    pub async fn new(world: &World) -> Self {
        let contact = world.contact(false).await;
        let (company, category) = (Uuid::now_v7(), Uuid::now_v7());
        let mut raw = world.raw(world.firm.admin).await;
        for statement in [
            format!("insert into crm.company (id, name) values ('{company}', 'Ek')"),
            format!("insert into crm.category (id, name) values ('{category}', '{category}')"),
        ] {
            sqlx::raw_sql(AssertSqlSafe(statement))
                .execute(&mut raw)
                .await
                .unwrap();
        }
        Self {
            contact,
            company: CompanyId(company),
            category: CategoryId(category),
            raw,
        }
    }

    /// One of the contact's rows.
    async fn one_of(&mut self, table: &str) -> Option<Uuid> {
        let statement = format!(
            "select id from crm.{table} where contact_id = '{}' order by position desc, id limit 1",
            self.contact
        );
        sqlx::query_scalar(AssertSqlSafe(statement))
            .fetch_optional(&mut self.raw)
            .await
            .unwrap()
    }

    async fn row(&mut self, kind: Kind) -> Option<Target> {
        Some(match kind {
            Kind::Point => Target::Point(PointId(self.one_of("contact_point").await?)),
            Kind::Address => Target::Address(AddressId(self.one_of("address").await?)),
            Kind::Link => Target::Link(LinkId(self.one_of("contact_company").await?)),
        })
    }

    async fn target(&mut self, field: Field) -> Option<Target> {
        match field {
            Field::Label => self.row(Kind::Point).await,
            Field::Phone => {
                let statement = format!(
                    "select id from crm.contact_point where contact_id = '{}' and kind = 'phone' limit 1",
                    self.contact
                );
                let id = sqlx::query_scalar(AssertSqlSafe(statement))
                    .fetch_optional(&mut self.raw)
                    .await
                    .unwrap();
                id.map(|id| Target::Point(PointId(id)))
            }
            Field::City => self.row(Kind::Address).await,
            Field::Role | Field::IsPrimary | Field::StartedOn | Field::EndedOn => {
                self.row(Kind::Link).await
            }
            Field::Blocked | Field::PaymentTermsDays => {
                let statement = format!(
                    "select id from crm.customer where contact_id = '{}'",
                    self.contact
                );
                let id = sqlx::query_scalar(AssertSqlSafe(statement))
                    .fetch_optional(&mut self.raw)
                    .await
                    .unwrap();
                id.map(|id| Target::Customer(CustomerId(id)))
            }
            _ => Some(Target::Contact(self.contact)),
        }
    }

    /// Everything of the contact and the company that undoing restores: not who made a change when,
    /// and of a customer not that it was one (its number is drawn once).
    pub async fn state(&mut self) -> Value {
        let mut parts = Vec::new();
        for (table, of) in [
            ("contact", "t.id = $1"),
            ("company", "t.id = $2"),
            ("contact_point", "t.contact_id = $1"),
            ("address", "t.contact_id = $1"),
            ("contact_company", "t.contact_id = $1"),
            ("contact_category", "t.contact_id = $1"),
            ("customer", "t.contact_id = $1 and t.ended_at is null"),
        ] {
            parts.push(format!(
                "'{table}', (select jsonb_agg(to_jsonb(t) - '{{version,created_at,updated_at,updated_by}}'::text[]
                    order by to_jsonb(t)::text) from crm.{table} t where {of})"
            ));
        }
        let statement = format!(
            "select jsonb_build_object({}), $1::uuid, $2::uuid",
            parts.join(", ")
        );
        sqlx::query_scalar(AssertSqlSafe(statement))
            .bind(self.contact.0)
            .bind(self.company.0)
            .fetch_one(&mut self.raw)
            .await
            .unwrap()
    }

    /// Does it, if it can be done; the command is what can be undone.
    pub async fn act(&mut self, session: &Session, act: &Act) -> Option<CommandId> {
        let card = Holder::Contact(self.contact);
        let done = match act {
            Act::Edit(field, value) => {
                let target = self.target(*field).await?;
                save(session, target, *field, value).await
            }
            Act::AddPoint(end) => {
                let draft = PointDraft {
                    value: format!("070-174 06 {end}"),
                    ..PointDraft::default()
                };
                edit::add_point(session, card, draft.phone().unwrap(), Uuid::now_v7()).await
            }
            Act::AddAddress => {
                let address = domain::address::NewAddress {
                    country: "SE".to_owned(),
                    ..Default::default()
                };
                edit::add_address(session, card, address, Uuid::now_v7()).await
            }
            Act::Remove(kind) => edit::remove_row(session, self.row(*kind).await?).await,
            Act::Move(kind, to) => edit::move_row(session, self.row(*kind).await?, *to).await,
            Act::Category(on) => edit::set_category(session, card, self.category, *on).await,
            Act::Trash => trash::trash(session, card).await,
            Act::Restore => trash::restore(session, card).await,
            Act::TrashCompany(true) => trash::trash(session, Holder::Company(self.company)).await,
            Act::TrashCompany(false) => {
                trash::restore(session, Holder::Company(self.company)).await
            }
            Act::Create => {
                let id = contact::create(session, eva(), Uuid::now_v7(), false)
                    .await
                    .unwrap()
                    .id;
                return command_of(&mut self.raw, id.0).await;
            }
            Act::Link | Act::Customer => return self.insert(act).await,
        };
        match done {
            Ok(done) => Some(done.command),
            Err(Error::NotFound | Error::Forbidden | Error::Invalid(_)) => None,
            Err(other) => panic!("{act:?}: {other}"),
        }
    }

    async fn insert(&mut self, act: &Act) -> Option<CommandId> {
        let (contact, company, command) = (self.contact, self.company, Uuid::now_v7());
        let statement = match act {
            Act::Link => format!("insert into crm.contact_company (contact_id, company_id, is_primary)
                select '{contact}', '{company}', not exists (select from crm.contact_company where contact_id = '{contact}' and is_primary)"),
            _ => format!("insert into crm.customer (contact_id) select '{contact}'
                where not exists (select from crm.customer where contact_id = '{contact}')"),
        };
        let statement = format!("begin; set local app.command = '{command}'; {statement}; commit");
        sqlx::raw_sql(AssertSqlSafe(statement))
            .execute(&mut self.raw)
            .await
            .unwrap();
        Some(CommandId(command))
    }
}

async fn save(session: &Session, target: Target, field: Field, value: &str) -> Result<Done, Error> {
    // As a card does that is up to date: what stands there is what it was.
    let mut was = String::new();
    for _ in 0..2 {
        match edit::save(session, &Edit::one(target, field, was.clone(), value)).await {
            Err(Error::Clash(clashes)) => was.clone_from(&clashes[0].theirs),
            done => return done,
        }
    }
    Err(Error::NotFound)
}

async fn command_of(raw: &mut PgConnection, row: Uuid) -> Option<CommandId> {
    let command: Option<Uuid> =
        sqlx::query_scalar("select command from journal.change where row_id = $1 limit 1")
            .bind(row)
            .fetch_optional(raw)
            .await
            .unwrap();
    command.map(CommandId)
}
