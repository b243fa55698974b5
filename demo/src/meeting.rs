//! Meetings of the demo firm: a few for some contacts, on working days round Monday 2026-11-23.

use sqlx::PgConnection;

use crate::firm::{JOHAN, MARYAM};
use crate::tables::Keys;

/// What meetings are about.
const SUBJECTS: [&str; 8] = [
    "Genomgång av serviceavtal",
    "Besiktning av fläktrum",
    "Uppföljning efter service",
    "Offert på ny värmepump",
    "Visning av driftkort",
    "Uppstart av stambyte",
    "Injustering av ventilation",
    "Avstämning inför vintern",
];

/// Books them, and gives how many. By what the keys of the contacts say, so that the same seed gives the same meetings.
pub(crate) async fn book(owner: &mut PgConnection, keys: &Keys) -> Result<u64, sqlx::Error> {
    let some = sqlx::query(
        "insert into crm.meeting (tenant_id, id, contact_id, subject, place, starts_at, ends_at, owner_id, vis_owner,
            created_at, updated_at)
         select c.tenant_id, md5(c.id::text || n)::uuid, c.id, ($2::text[])[1 + b.chance[3] % 8],
            coalesce((
                select concat_ws(', ', a.street, a.city) from crm.address a
                where a.tenant_id = c.tenant_id and a.contact_id = c.id order by a.position limit 1), 'Videomöte'),
            w.day + t.hour, w.day + t.hour + interval '1 hour',
            case when c.owner_id = any ($3) then c.owner_id else $4 end, c.vis_owner,
            least(w.day - 14, '2026-11-20')::date + time '10:00', least(w.day - 14, '2026-11-20')::date + time '10:00'
         from crm.contact c
         cross join generate_series(1, 3) n
         cross join lateral (
            select array(select get_byte(decode(md5(c.id::text || n), 'hex'), g) from generate_series(0, 3) g order by g) as chance) b
         -- In weeks, and on a working day of the week: some have been, some are to come.
         cross join lateral (
            select date '2026-11-23' + (b.chance[2] % 30 - 22) * 7 + b.chance[4] % 5 as day) w
         cross join lateral (select make_interval(mins => 480 + 30 * (b.chance[3] % 15)) as hour) t
         where c.tenant_id = $1 and c.deleted_at is null and b.chance[1] < 6
            and not exists (select from unnest($5::text[]) k where c.first_name || ' ' || c.last_name = k)",
    )
    .bind(keys.tenant)
    .bind(SUBJECTS.to_vec())
    .bind(&keys.users[..6])
    .bind(keys.users[JOHAN])
    .bind(vec!["Karin Söderström"])
    .execute(&mut *owner)
    .await?
    .rows_affected();
    Ok(some + of_the_design(owner, keys).await? + again_and_again(owner, keys).await?)
}

/// The three of the design.
async fn of_the_design(owner: &mut PgConnection, keys: &Keys) -> Result<u64, sqlx::Error> {
    let mut booked = 0;
    let meetings = [
        (
            "Genomgång av serviceavtal 2027",
            "Hamngatan 14, Stockholm",
            "2026-11-26 13:00",
            JOHAN,
        ),
        (
            "Besiktning, fläktrum Brf Björken",
            "Tallstigen 3, Leksand",
            "2026-10-08 09:30",
            MARYAM,
        ),
        (
            "Uppstart Kv. Björken, stambyte",
            "Videomöte",
            "2026-05-19 14:00",
            JOHAN,
        ),
    ];
    for (subject, place, starts, who) in meetings {
        booked += sqlx::query(
            "insert into crm.meeting (tenant_id, id, contact_id, subject, place, starts_at, ends_at, owner_id,
                created_at, updated_at)
             select c.tenant_id, md5(c.id::text || $2)::uuid, c.id, $2, $3, $4::text::timestamp,
                $4::text::timestamp + interval '1 hour', $5, '2026-05-04 08:00+00', '2026-05-04 08:00+00'
             from crm.contact c
             where c.tenant_id = $1 and c.first_name = 'Karin' and c.last_name = 'Söderström'
             order by c.id limit 1",
        )
        .bind(keys.tenant)
        .bind(subject)
        .bind(place)
        .bind(starts)
        .bind(keys.users[who])
        .execute(&mut *owner)
        .await?
        .rows_affected();
    }
    Ok(booked)
}

/// Two that repeat, each on the card of somebody whose owner has it.
async fn again_and_again(owner: &mut PgConnection, keys: &Keys) -> Result<u64, sqlx::Error> {
    let mut booked = 0;
    for (subject, starts, rule, who) in [
        (
            "Månadsavstämning",
            "2026-09-24 09:00",
            "FREQ=MONTHLY",
            JOHAN,
        ),
        (
            "Driftmöte",
            "2026-10-06 08:15",
            "FREQ=WEEKLY;INTERVAL=2",
            MARYAM,
        ),
    ] {
        booked += sqlx::query(
            "insert into crm.meeting (tenant_id, id, contact_id, subject, place, starts_at, ends_at, owner_id, rrule,
                created_at, updated_at)
             select c.tenant_id, md5(c.id::text || $2)::uuid, c.id, $2, 'Videomöte', $3::text::timestamp,
                $3::text::timestamp + interval '45 minutes', $4, $5, '2026-09-14 08:00+00', '2026-09-14 08:00+00'
             from crm.contact c
             where c.tenant_id = $1 and c.owner_id = $4 and c.deleted_at is null and c.vis_owner is null
                and c.first_name || ' ' || c.last_name <> 'Karin Söderström'
             order by c.id limit 1",
        )
        .bind(keys.tenant)
        .bind(subject)
        .bind(starts)
        .bind(keys.users[who])
        .bind(rule)
        .execute(&mut *owner)
        .await?
        .rows_affected();
    }
    Ok(booked)
}
