-- What stands on a card in the trash is as gone from the tabs of its project as from the card, and from what is counted there.

set local lock_timeout = '10s';

-- Neither the contact nor the company of a row lies in the trash.
create function crm.card_stands(contact uuid, company uuid) returns boolean
language sql stable
begin atomic
    select not exists (
            select from crm.contact c where c.tenant_id = auth.tenant_id() and c.id = contact and c.deleted_at is not null)
        and not exists (
            select from crm.company f where f.tenant_id = auth.tenant_id() and f.id = company and f.deleted_at is not null);
end;
grant execute on function crm.card_stands(uuid, uuid) to kundkort_web;

-- In the overview of a project (`of_company` is null), as 0601 has it: tasks, meetings, and the next of each.
do $$
declare
    target constant regprocedure := 'crm.card_overview(boolean, uuid)';
    text_now text := pg_get_functiondef(target);
    one record;
begin
    for one in
        select * from (values
            ('k', 'where k.tenant_id = tenant and k.deleted_at is null', 2),
            ('m', 'where m.tenant_id = tenant and m.deleted_at is null', 2)) v (alias, was, times)
    loop
        if (length(text_now) - length(replace(text_now, one.was, ''))) / length(one.was) <> one.times then
            raise exception '% has not % times «%»', target, one.times, one.was;
        end if;
        text_now := replace(text_now, one.was, format(
            '%s and (of_company is not null or crm.card_stands(%2$s.contact_id, %2$s.company_id))', one.was, one.alias));
    end loop;
    execute text_now;
end $$;

-- The latest projects, for whoever is to choose one.
create index project_choices on crm.project (tenant_id, (status in ('finished', 'dropped')), number desc)
    where deleted_at is null;
