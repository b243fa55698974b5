//! Why a comparison found no row, and who was first.

use domain::Problem;
use domain::edit::{Change, Clash, Field, Target};
use sqlx::{AssertSqlSafe, Row as _};

use super::column::{Row, compared, invalid, name, only_of};
use crate::Error;
use crate::session::Tx;

/// Locks the row and reads what stands there now. Gives the changes that are still to be made: those
/// whose field stands as it was; a field that stands as wanted needs none.
pub(super) async fn what_is_left<'a>(
    tx: &mut Tx,
    row: &Row,
    target: Target,
    changes: &[&'a Change],
) -> Result<Vec<&'a Change>, Error> {
    let mut parts = vec!["auth.can_write()".to_owned()];
    parts.push(match target {
        Target::Point(_) => "t.kind".to_owned(),
        _ => "''::text".to_owned(),
    });
    parts.extend(changes.iter().map(|change| compared(change.field)));
    let statement = format!(
        "select {} from {} t where t.id = $1 and {} for no key update of t",
        parts.join(", "),
        row.table,
        row.alive
    );
    let found = sqlx::query(AssertSqlSafe(statement))
        .bind(row.id)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or(Error::NotFound)?;
    if !found.try_get::<bool, _>(0)? {
        return Err(Error::Forbidden);
    }
    let kind: String = found.try_get(1)?;
    let (mut left, mut clashes) = (Vec::new(), Vec::new());
    for (place, change) in changes.iter().enumerate() {
        if only_of(change.field).is_some() && change.field.as_str() != kind {
            return Err(invalid(change.field, Problem::Choice));
        }
        let theirs: String = found.try_get(place + 2)?;
        if theirs == change.value {
            continue;
        }
        if theirs == change.was {
            left.push(*change);
        } else {
            clashes.push(clash(tx, row, change, theirs).await?);
        }
    }
    if clashes.is_empty() {
        Ok(left)
    } else {
        Err(Error::Clash(clashes))
    }
}

async fn clash(tx: &mut Tx, row: &Row, change: &Change, theirs: String) -> Result<Clash, Error> {
    Ok(Clash {
        field: change.field,
        was: change.was.clone(),
        mine: change.value.clone(),
        by: who(tx, row, change.field).await?,
        theirs,
    })
}

/// Who made the newest change of the field; nobody when that was before the journal.
async fn who(tx: &mut Tx, row: &Row, field: Field) -> Result<String, Error> {
    let name: Option<String> = sqlx::query_scalar(
        "select u.name from journal.change c
         join auth.user_account u on u.tenant_id = c.tenant_id and u.id = c.actor_id
         where c.row_id = $1 and c.table_name = $2 and c.after ? $3
         order by c.at desc, c.seq desc limit 1",
    )
    .bind(row.id)
    .bind(row.name)
    .bind(name(field))
    .fetch_optional(&mut **tx)
    .await?;
    Ok(name.unwrap_or_default())
}
