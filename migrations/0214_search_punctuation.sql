-- Punctuation, the second part of 0211. To the trigram index it is nothing, and «.eriksson» whatever has «eriksson» in
-- it. So capitals stand for it there, which a folded text has none of, and of letters that are rare beside what they touch.
create function crm.search_letters(value text) returns text language sql immutable parallel safe
return translate(value, '.@-_+', 'QXZWJ');
grant execute on function crm.search_letters(text) to kundkort_definer;

-- The indexes that a rebuild of a big firm drops and makes anew. No `fastupdate` for GIN: its list of what
-- is yet to be sorted in would be read through by every search.
create or replace function crm.search_indexes(make boolean) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    target text;
    part record;
begin
    foreach target in array array['contact_search', 'company_search'] loop
        for part in
            select * from (values
                ('order', 'btree (tenant_id, name_sort, id)', null),
                ('customer', 'btree (tenant_id, name_sort, id)', 'customer'),
                ('private', 'btree (tenant_id, name_sort, id)', 'vis_owner is not null'),
                ('trashed', 'btree (tenant_id, name_sort, id)', 'trashed'),
                ('person', 'btree (tenant_id, name_sort, id)', 'linked_until is not null or not customer'),
                ('unlinked', 'btree (tenant_id, name_sort, id)', 'linked_until is distinct from date ''infinity'''),
                ('trigram', 'gin (tenant_id, (tenant_id * 1000 + slice), (tenant_id * 100 + region), name ext.gin_trgm_ops, '
                    || (select string_agg(format('(crm.search_letters(%I)) ext.gin_trgm_ops', f), ', ')
                        from unnest(array['email', 'phone', 'address', 'number', 'title', 'website', 'company']) f)
                    || ') with (fastupdate = off)', null)
            ) as i (suffix, body, condition)
        loop
            -- Companies have neither of these.
            continue when target = 'company_search' and part.suffix in ('private', 'person', 'unlinked');
            if make then
                execute format('create index %I on crm.%I using %s %s', target || '_' || part.suffix, target, part.body,
                    'where ' || part.condition);
            else
                execute format('drop index crm.%I', target || '_' || part.suffix);
            end if;
        end loop;
    end loop;
end $$;


-- A slice is known to the index with its firm: the first slices of other firms would be visited too.
do $$
declare
    kind text;
begin
    foreach kind in array array['contact', 'company'] loop
        execute format('create or replace view crm.%I as
            select s.tenant_id, c.id, c.owner_id, c.name_sort, s.slice, s.region, s.words, s.name, s.email, s.phone,
                s.address, s.number, s.title, s.website, s.company, s.vis_owner, s.trashed, s.customer,
                s.linked_until, s.categories
            from crm.%I c join crm.%I s on s.tenant_id = c.tenant_id and s.id = c.id',
            kind || '_mine', kind, kind || '_search');
    end loop;
end $$;
drop index crm.contact_search_trigram, crm.company_search_trigram;
do $$
declare
    target text;
begin
    foreach target in array array['contact_search', 'company_search'] loop
        execute format('create index %I on crm.%I using gin (tenant_id, (tenant_id * 1000 + slice), (tenant_id * 100 + region), name ext.gin_trgm_ops, %s) with (fastupdate = off)',
            target || '_trigram', target,
            (select string_agg(format('(crm.search_letters(%I)) ext.gin_trgm_ops', f), ', ')
                from unnest(array['email', 'phone', 'address', 'number', 'title', 'website', 'company']) f));
    end loop;
end $$;


-- «column like '%…%'» as the trigram index has the column: the name as it is, since its parts are words too.
create function crm.search_gin_like(field text, before text, piece text, after text) returns text
language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
    if field = 'name' then
        return crm.search_like(field, before, piece, after);
    end if;
    return format('crm.search_letters(s.%I) like %L', field,
        '%' || before || crm.search_escape(crm.search_letters(piece)) || after || '%');
end $$;
grant execute on function crm.search_gin_like(text, text, text, text) to kundkort_definer;

-- What the trigram index is asked for a word: a few letters of it, since every further trigram costs
-- a pass through the list of those who have it, and a few leave few. Of digits the last are taken,
-- since numbers begin alike; of a long word three letters at its beginning, in the middle and at its end, and where there
-- is punctuation those around it, which few have. Null when it cannot help.
create or replace function crm.search_gin(field text, word text, how text) returns text
language plpgsql immutable parallel safe strict set search_path = pg_catalog, pg_temp
as $$
declare
    inside boolean := how = 'contains' and char_length(word) > 2;
    -- The at sign, or whatever there is first.
    rare integer := coalesce(nullif(position('@' in word), 0), regexp_instr(word, '[^[:alnum:]]'));
    letters text := case when field = 'name' then word else crm.search_letters(word) end;
    condition text;
begin
    if word ~ '^[0-9]{6,}$' then
        return crm.search_gin_like(field, '', right(word, 5), '');
    end if;
    if char_length(word) > 6 then
        select string_agg(crm.search_gin_like(field, '', substr(word, p.place, 3), ''), ' and ') into condition
        from (
            select distinct x.place
            from unnest(case when rare > 0 and char_length(word) > 12
                -- (A long one is an address, and what it ends with stands in all of them.)
                then array[1, rare / 2, rare - 1, least(rare + 4, char_length(word) - 2)]
                when rare > 0 or char_length(word) < 8
                then array[1, (char_length(word) - 1) / 2, char_length(word) - 2, rare - 1]
                else array[1, char_length(word) / 3, char_length(word) * 2 / 3 - 1, char_length(word) - 2] end) x (place)
            where x.place > 0) p
        where substr(letters, p.place, 3) collate "C" ~ '^[[:alnum:]]{3}$';
        if condition is not null then
            return condition;
        end if;
    end if;
    if letters ~ '^[[:alnum:]]+$' then
        return crm.search_gin_like(field, case when inside then '' else ' ' end, word, '');
    end if;
    -- The longest of what is left between punctuation; null when that is nothing.
    select crm.search_gin_like(field, '', r.run, '') into condition
    from regexp_split_to_table(word, '[^[:alnum:]]+') r (run)
    where char_length(r.run) > 2 order by char_length(r.run) desc limit 1;
    return condition;
end $$;


-- The same for the words of a value, one after the other from its beginning, `whole` or not.
create or replace function crm.search_phrase_gin(field text, words text[], whole boolean) returns text
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
    condition text;
begin
    for i in 1 .. least(cardinality(words), 4) loop
        condition := nullif(concat_ws(' and ', condition,
            case when words[i] !~ '^[[:alnum:]]{1,5}$' then crm.search_gin(field, words[i], 'exact')
                when whole or i < cardinality(words) then crm.search_gin_like(field, ' ', words[i], ' ')
                else crm.search_gin_like(field, ' ', words[i], '') end), '');
    end loop;
    return condition;
end $$;


-- A condition on the field «@», on each field but the name's that it can be true of (a phone number and a number are
-- digits), and another one; null when there is none.
create function crm.search_each(condition text, letters boolean, extra text) returns text[]
language sql immutable parallel safe
return case when condition is not null then (
    select array_remove(array_agg(replace(condition, 's."@"', 's.' || f)) || extra, null)
    from unnest(case when letters then array['email', 'address', 'title', 'website', 'company']
        else array['email', 'phone', 'address', 'number', 'title', 'website', 'company'] end) f) end;

-- The same in one.
create function crm.search_elsewhere(condition text, letters boolean, extra text) returns text
language sql immutable parallel safe
return '(' || array_to_string(crm.search_each(condition, letters, extra), ' or ') || ')';
drop function crm.search_everywhere(text, text);
grant execute on function crm.search_each(text, boolean, text), crm.search_elsewhere(text, boolean, text) to kundkort_definer;

-- The longest letters in it, when what is looked for may be a name and lie close together in the alphabet.
alter type crm.search_plan add attribute run text;
-- What the trigram index knows of each field but the name's: `others_gin` in its parts.
alter type crm.search_plan add attribute others_gins text[];

-- Works out what was typed. Null when nothing can match; `matches` is null when nothing was typed.
create or replace function crm.search_work_out(plan crm.search_plan, typed text, field text, how text) returns crm.search_plan
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
    -- Control characters are what fields are marked with, and are in no name.
    query text := left(regexp_replace(coalesce(typed, ''), '[\x01-\x1f\x7f]', ' ', 'g'), 100);
    folded text := crm.fold(query);
    -- The beginning of a web address is not stored.
    words text[] := (string_to_array(nullif(regexp_replace(folded, '(^| )(https?://)?(www\.)?(?=[^ ])', '\1', 'g'), ''), ' '))[:12];
    swedish text[] := (string_to_array(crm.sort_key(query), ' '))[:12];
    phrase text;
    digits record;
    one record;
    parts text[];
    gins text[];
    long text[];
    -- What is neither a phone number nor a number.
    letters boolean;
begin
    plan.rank := '6';
    if coalesce(cardinality(words), 0) = 0 then
        return plan;
    end if;
    -- A postcode in two parts is stored in one part too.
    if field in ('address', 'everything') and how = 'contains' then
        words := string_to_array(regexp_replace(array_to_string(words, ' '), '(^| )([0-9]{3}) ([0-9]{1,2})(?= |$)', '\1\2\3'), ' ');
        swedish := string_to_array(regexp_replace(array_to_string(swedish, ' '), '(^| )([0-9]{3}) ([0-9]{1,2})(?= |$)', '\1\2\3'), ' ');
    end if;
    phrase := array_to_string(words, ' ');
    letters := phrase ~ '[^0-9-]';
    if field in ('phone', 'everything') and folded ~ '^[0-9 +()./-]+$' then
        select * into digits from crm.search_digits(folded, how);
    else
        select null::text as condition, null::text as gin into digits;
    end if;
    if field in ('number', 'everything') and folded ~ '^[1-9][0-9]{0,17}$' then
        plan.number := folded::bigint;
    end if;

    -- Digits with spaces or hyphens between them are a piece of a phone number and nothing else of a contact,
    -- unless they look like a postcode or like the houses «12-14».
    if field = 'everything' and plan.among = 'c' and digits.condition is not null and char_length(crm.digits(folded)) > 2
        and folded !~ '^([0-9]+|[0-9]{3} [0-9]{1,2}|[1-9][0-9]{0,2}-[1-9][0-9]{0,2})$'
    then
        field := 'phone';
    -- Nothing else of a contact has an at sign.
    elsif field = 'everything' and plan.among = 'c' and phrase ~ '^[^ ]*@[^ ]*$' then
        field := 'email';
    end if;
    if field = 'email' or phrase ~ '[^[:alnum:] ]' then
        -- (Of two names together there are few.)
        plan.run := (select min(run) from regexp_split_to_table(phrase, '[^[:alnum:]]+') run
            where run ~ '^[^0-9]{3,}$' having count(*) = 1);
    end if;
    if field = 'phone' then
        plan.matches := digits.condition;
        plan.gin := digits.gin;
        return case when plan.matches is not null then plan end;
    elsif field not in ('everything', 'name') then
        -- Beginning and whole are said of the field's value, words and all.
        plan.matches := case how when 'starts_with' then crm.search_like(field, E'\x02 ', phrase, '')
            when 'exact' then crm.search_like(field, E'\x02 ', phrase, E' \x02')
            else crm.search_all(field, words, how, false) end;
        plan.gin := case how when 'contains' then crm.search_all(field, words, how, true)
            else crm.search_phrase_gin(field, words, how = 'exact') end;
        return plan;
    end if;

    plan.names := crm.search_all('name', words, how, false);
    plan.names_gin := crm.search_all('name', words, how, true);
    plan.matches := plan.names;
    plan.gin := plan.names_gin;
    if field = 'everything' and (how = 'exact' or cardinality(words) = 1) then
        plan.others := crm.search_elsewhere(case how when 'exact' then crm.search_like('@', E'\x02 ', phrase, E' \x02')
            else crm.search_all('@', words, how, false) end, letters, digits.condition);
        plan.others_gins := crm.search_each(case how when 'exact' then crm.search_phrase_gin('@', words, true)
            else crm.search_all('@', words, how, true) end, letters, digits.gin);
        plan.others_gin := '(' || array_to_string(plan.others_gins, ' or ') || ')';
        plan.matches := format('((%s) or %s)', plan.names, plan.others);
        plan.gin := '((' || plan.names_gin || ') or ' || plan.others_gin || ')';
    elsif field = 'everything' then
        -- Each word may be in another field.
        for one in
            select w as word, d.condition, d.gin from unnest(words) w
            left join lateral crm.search_digits(w, how) d on w ~ '^[0-9+()/.-]*[0-9]{2}[0-9+()/.-]*$'
        loop
            parts := parts || format('(%s or %s)', crm.search_word('name', one.word, how),
                crm.search_elsewhere(crm.search_word('@', one.word, how), one.word ~ '[^0-9-]', one.condition));
            if one.word ~ '[[:alnum:]]{3}' then
                gins := gins || ('(' || crm.search_gin('name', one.word, how) || ' or '
                    || crm.search_elsewhere(crm.search_gin('@', one.word, how), one.word ~ '[^0-9-]', one.gin) || ')');
                long := long || one.word;
            end if;
        end loop;
        plan.matches := array_to_string(parts, ' and ');
        plan.gin := array_to_string(gins, ' and ');
        plan.several_gin := gins;
        plan.several_words := long;
        if digits.condition is not null then
            plan.matches := format('((%s) or %s)', plan.matches, digits.condition);
            plan.gin := '((' || plan.gin || ') or ' || digits.gin || ')';
            plan.several_gin := null;
        end if;
        plan.others := plan.matches;
        plan.others_gin := plan.gin;
    end if;
    return crm.search_rank(plan, words, swedish, how);
end $$;
