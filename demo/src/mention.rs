//! Colleagues whom the demo firm's notes name with an `@`, and what they are told of it.

use sqlx::PgConnection;

use crate::firm::USERS;
use crate::tables::Keys;

/// How many notes name each of them.
const EACH: i64 = 3;

/// Puts the sign before a colleague's first name in the latest notes that say it, but in those of the design.
/// Who is named last has not looked yet.
pub(crate) async fn name(owner: &mut PgConnection, keys: &Keys) -> Result<(), sqlx::Error> {
    for (id, user) in keys.users.iter().zip(USERS).filter(|(_, user)| !user.quit) {
        sqlx::query(
            "with named as (
                select n.id, n.created_at, n.author_id, n.contact_id,
                    row_number() over (order by n.created_at desc, n.id) as place
                from crm.note n
                where n.tenant_id = $1 and n.vis_owner is null and n.author_id <> $2
                    and ' ' || n.body like '% ' || $3 || ' %' and n.body not like '%@%'
                    and not exists (select from crm.contact c where c.tenant_id = n.tenant_id and c.id = n.contact_id
                        and c.first_name || ' ' || c.last_name = 'Karin Söderström')
                    and not exists (select from crm.company f where f.tenant_id = n.tenant_id and f.id = n.company_id
                        and f.name like 'Norrsken%')
                order by n.created_at desc, n.id limit $4
            ), signed as (
                update crm.note n set body = regexp_replace(n.body, '\\m' || $3 || '\\M', '@' || $3)
                from named where n.tenant_id = $1 and n.id = named.id
            ), mentioned as (
                insert into crm.note_mention (tenant_id, note_id, user_id, words, contact_id, created_at)
                select $1, n.id, $2, array[$3], n.contact_id, n.created_at from named n
                returning note_id
            )
            insert into crm.notice (tenant_id, id, user_id, note_id, author_id, contact_id, created_at, read_at)
            select $1, md5(n.id::text || $3)::uuid, $2, n.id, n.author_id, n.contact_id, n.created_at,
                case when n.place > 1 then n.created_at + interval '3 hours' end
            from named n join mentioned m on m.note_id = n.id",
        )
        .bind(keys.tenant)
        .bind(id)
        .bind(user.first_name())
        .bind(EACH)
        .execute(&mut *owner)
        .await?;
    }
    Ok(())
}
