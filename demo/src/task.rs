//! What is left to do, and what has been done, for some of the cards: by chance that the cards' own
//! ids give, so that the same seed gives the same tasks.

use sqlx::PgConnection;

use crate::tables::Keys;

/// What is to be done, in the words of a firm that sells and services heat pumps.
const SUBJECTS: [&str; 12] = [
    "Ring om tid för service",
    "Skicka offert på värmepump",
    "Följ upp offerten",
    "Boka besiktning av fläktrummet",
    "Beställ filter",
    "Förbered underlag till avtalsmötet",
    "Bekräfta fakturaadressen",
    "Kontrollera garantin på kompressorn",
    "Skicka driftinstruktion",
    "Stäm av tillträde med fastighetsskötaren",
    "Gå igenom serviceavtalet",
    "Svara på frågan om elförbrukning",
];

/// Writes them; gives how many.
pub(crate) async fn write(owner: &mut PgConnection, keys: &Keys) -> Result<u64, sqlx::Error> {
    let some = sqlx::query(
        "with card as (
            select c.tenant_id, c.id as contact_id, null::uuid as company_id, c.owner_id,
                case when c.private then c.owner_id end as vis_owner, c.created_at, md5(c.id::text) as chance
            from crm.contact c where c.tenant_id = $1 and c.deleted_at is null
            union all
            select f.tenant_id, null, f.id, f.owner_id, null, f.created_at, md5(f.id::text)
            from crm.company f where f.tenant_id = $1 and f.deleted_at is null
         ), chosen as (
            select card.*, n, md5(card.chance || n) as chance_of
            from card cross join lateral generate_series(1, 1 + ('x' || substr(chance, 5, 2))::bit(8)::int % 3) n
            where ('x' || substr(chance, 1, 4))::bit(16)::int % 1000 < 18
         ), drawn as (
            select *, ('x' || substr(chance_of, 1, 4))::bit(16)::int as what,
                ('x' || substr(chance_of, 5, 4))::bit(16)::int as due,
                ('x' || substr(chance_of, 9, 4))::bit(16)::int % 10 as how
            from chosen
         ), dated as (
            select *, greatest(created_at, timestamptz '2026-11-20 09:00+00' - make_interval(days => 3 + due % 20)) as made
            from drawn
         )
         insert into crm.task (tenant_id, id, contact_id, company_id, subject, status, percent, priority, due_on, owner_id,
            vis_owner, created_at, updated_at)
         select d.tenant_id,
            (lpad(to_hex((extract(epoch from made) * 1000)::bigint), 12, '0') || '7' || substr(chance_of, 1, 3) || '8'
                || substr(chance_of, 13, 15))::uuid,
            contact_id, company_id, ($2::text[])[1 + what % 12],
            case how when 0 then 'done' when 1 then 'done' when 2 then 'cancelled' when 3 then 'waiting'
                when 4 then 'started' when 5 then 'started' else 'not_started' end,
            case how when 0 then 100 when 1 then 100 when 4 then 20 when 5 then 60 else 0 end,
            case what % 7 when 0 then 'high' when 1 then 'low' else 'normal' end,
            case when due % 9 > 0 then date '2026-11-23' + due % 29 - 7 end,
            case when u.deactivated_at is null and u.role <> 'read_only' then d.owner_id else $3 end,
            vis_owner, made, made
         from dated d join auth.user_account u on u.tenant_id = d.tenant_id and u.id = d.owner_id",
    )
    .bind(keys.tenant)
    .bind(&SUBJECTS[..])
    .bind(keys.users[crate::firm::MARYAM])
    .execute(&mut *owner)
    .await?;
    // Those of the design.
    let karin = sqlx::query(
        "insert into crm.task (tenant_id, id, contact_id, subject, status, due_on, owner_id, vis_owner, created_at, updated_at)
         select k.tenant_id, overlay(k.contact_id::text placing t.id from 35)::uuid, k.contact_id, t.subject, t.status,
            t.due_on, case t.who when 'johan' then $2 else $3 end, k.vis_owner, t.made, t.made
         from crm.customer k cross join (values
            ('a1', 'Skicka offert på frånluftsfilter', 'not_started', date '2026-11-20', 'maryam', timestamptz '2026-11-11 09:12+00'),
            ('a2', 'Ring om tillträde till fläktrummet', 'started', date '2026-11-23', 'johan', timestamptz '2026-11-16 10:40+00'),
            ('a3', 'Förbered underlag till avtalsmötet', 'not_started', date '2026-11-25', 'johan', timestamptz '2026-11-18 08:05+00'),
            ('a4', 'Bekräfta fakturaadress för fritidshuset', 'waiting', date '2026-11-27', 'maryam', timestamptz '2026-11-19 13:31+00')
         ) t (id, subject, status, due_on, who, made)
         where k.tenant_id = $1 and k.number = 20418 and k.contact_id is not null",
    )
    .bind(keys.tenant)
    .bind(keys.users[crate::firm::JOHAN])
    .bind(keys.users[crate::firm::MARYAM])
    .execute(owner)
    .await?;
    Ok(some.rows_affected() + karin.rows_affected())
}
