//! Projects of some of the companies, with those who work there and colleagues who take part, and notes
//! on them: by chance that the companies' own ids give, so that the same seed gives the same projects.

use sqlx::PgConnection;

use crate::tables::Keys;

/// What is done, in the words of a firm that sells and services heat pumps.
const NAMES: [&str; 10] = [
    "Byte av frånluftsfläktar",
    "Ny bergvärme",
    "Energikartläggning",
    "Stambyte med nya undercentraler",
    "Serviceavtal 2027",
    "Konvertering från fjärrvärme",
    "Injustering av värmesystem",
    "Solceller på taket",
    "Styr- och övervakningssystem",
    "Luftvärmepump i lokalerna",
];

const NOTES: [&str; 6] = [
    "Startmötet är hållet. **Styrelsen** vill ha en etapp per trapphus.",
    "Bygglovet är klart, inga villkor som ändrar tidplanen.",
    "Elinstallatören kan tidigast vecka 4. Meddelat beställaren.",
    "Offerten är godkänd med tillägg för isolering av kulvert.",
    "Provdrift pågår. Flödet i östra slingan ska justeras.",
    "Slutbesiktning bokad; två anmärkningar från förbesiktningen återstår.",
];

/// Writes them, with who takes part and what is noted; gives how many of each.
pub(crate) async fn write(
    owner: &mut PgConnection,
    keys: &Keys,
) -> Result<[(&'static str, u64); 3], sqlx::Error> {
    let projects = sqlx::query(
        "insert into crm.project (tenant_id, id, number, name, company_id, status, starts_on, ends_on, description,
            owner_id, created_at, updated_at)
         select f.tenant_id, md5('project' || f.id)::uuid, 1000 + row_number() over (order by f.created_at, f.id),
            ($2::text[])[1 + what % 10], f.id,
            case how when 0 then 'planned' when 1 then 'planned' when 2 then 'paused' when 3 then 'finished'
                when 4 then 'finished' when 5 then 'dropped' else 'active' end,
            day, case when what % 4 > 0 then day + 30 + what % 200 end,
            case what % 3 when 0 then 'Enligt offert. Arbetet sker på vardagar 7–16; boende aviseras en vecka före.'
                else '' end,
            case when u.deactivated_at is null and u.role <> 'read_only' then f.owner_id else $3 end, made, made
         from (
            -- From the links to the companies, each by its key: of a firm that has just been loaded beside a big one
            -- there are no statistics, and the other way round took minutes.
            with linked as materialized (
                select distinct l.company_id
                from crm.contact_company l
                join crm.contact h on h.tenant_id = l.tenant_id and h.id = l.contact_id
                where l.tenant_id = $1 and l.ended_on is null and h.deleted_at is null)
            select f.*
            from linked l
            join crm.company f on f.tenant_id = $1 and f.id = l.company_id
            where f.deleted_at is null
            order by md5(f.id::text) limit 40) f
         join auth.user_account u on u.tenant_id = f.tenant_id and u.id = f.owner_id
         cross join lateral (
            select md5('project' || f.id) as chance) c
         cross join lateral (
            select ('x' || substr(chance, 1, 4))::bit(16)::int as what,
                ('x' || substr(chance, 5, 2))::bit(8)::int % 10 as how) d
         cross join lateral (
            select case when how < 2 then date '2026-12-01' + what % 60 else date '2026-10-20' - what % 160 end as day) s
         cross join lateral (
            select greatest(f.created_at, least(day::timestamp at time zone 'UTC', timestamptz '2026-11-20 09:00+00'))
                as made) m",
    )
    .bind(keys.tenant)
    .bind(&NAMES[..])
    .bind(keys.users[crate::firm::MARYAM])
    .execute(&mut *owner)
    .await?
    .rows_affected();
    let participants = sqlx::query(
        "insert into crm.project_participant (tenant_id, id, project_id, contact_id, user_id, role, vis_owner,
            created_at, updated_at)
         select p.tenant_id, md5(p.id::text || h.id)::uuid, p.id, h.id, null,
            case h.place when 1 then 'Beställare' when 2 then 'Kontaktperson på plats' else '' end, h.vis_owner,
            p.created_at, p.created_at
         from crm.project p
         cross join lateral (
            select h.id, h.vis_owner, row_number() over (order by h.id) as place
            from crm.contact h
            where h.tenant_id = p.tenant_id and h.deleted_at is null and h.id in (
                select l.contact_id from crm.contact_company l
                where l.tenant_id = p.tenant_id and l.company_id = p.company_id and l.ended_on is null)
            order by h.id limit 3) h
         where p.tenant_id = $1
         union all
         select p.tenant_id, md5(p.id::text || p.owner_id)::uuid, p.id, null, p.owner_id, 'Projektledare', null,
            p.created_at, p.created_at
         from crm.project p where p.tenant_id = $1",
    )
    .bind(keys.tenant)
    .execute(&mut *owner)
    .await?
    .rows_affected();
    let notes = sqlx::query(
        "insert into crm.note (tenant_id, id, project_id, body, author_id, created_at, updated_at)
         select p.tenant_id, md5(p.id::text || n)::uuid, p.id,
            ($2::text[])[1 + (('x' || substr(md5(p.id::text || n), 1, 4))::bit(16)::int + n) % 6], p.owner_id,
            p.created_at + make_interval(days => 3 * n, hours => n), p.created_at + make_interval(days => 3 * n, hours => n)
         from crm.project p cross join generate_series(1, 2) n
         where p.tenant_id = $1 and p.status <> 'planned'
            and p.created_at + make_interval(days => 3 * n, hours => n) < timestamptz '2026-11-23 06:00+00'",
    )
    .bind(keys.tenant)
    .bind(&NOTES[..])
    .execute(&mut *owner)
    .await?
    .rows_affected();
    sqlx::query(
        "insert into crm.project_series (tenant_id, next_number)
         select $1, 1 + coalesce(max(p.number), 1000) from crm.project p where p.tenant_id = $1",
    )
    .bind(keys.tenant)
    .execute(owner)
    .await?;
    Ok([
        ("project", projects),
        ("project_participant", participants),
        ("note of projects", notes),
    ])
}
