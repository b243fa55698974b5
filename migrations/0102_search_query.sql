-- Finding: from what somebody typed to the ids of a page, in order. docs/adr/0005-search.md.
--
-- Everything that a person typed reaches a statement as a literal made by format('%L'); patterns
-- have to be literals, or the planner cannot tell a rare word from a common one.

-- A search, worked out.
create type crm.search_plan as (
    tenant bigint,
    -- contact_search or company_search, and its letter in search_name.
    rel text,
    among "char",
    -- The rows of the population, by a condition that an index has: «tenant_id = …».
    base text,
    -- What else they have to be: seen by the reader, in the categories …
    filter text,
    -- The firm, as the trigram index is asked for it; null when most rows are the firm's anyhow, since
    -- looking each candidate up in the firm's long list would then cost more than it saves.
    firm text,
    -- Where its alphabet is cut into slices.
    bounds text[] collate "C",
    -- One word as it is compared and as it sorts, when names are ranked by it.
    word text,
    swedish text,
    infix boolean,
    exact boolean,
    -- Several words as they sort, when names are ranked by them.
    several text[] collate "C",
    -- The row matches; and what the trigram index knows of that, if it can help. The same for names
    -- alone, and for the rest.
    matches text,
    gin text,
    names text,
    names_gin text,
    others text,
    others_gin text,
    -- Of several words: what the index knows of each, for finding the rarest.
    several_gin text[],
    several_words text[],
    -- The rank of a row that matches.
    rank text,
    -- The customer with this number comes before everything else.
    number bigint
);

-- The beginning of a LIKE pattern that takes a word literally.
create function crm.search_escape(word text) returns text
language sql immutable parallel safe
return replace(replace(replace(word, '\', '\\'), '%', '\%'), '_', '\_');

-- «column like '%…%'». The field may be a place-holder: see crm.search_everywhere.
create function crm.search_like(field text, before text, word text, after text) returns text
language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
    return format('s.%I like %L', field,
        '%' || before || replace(replace(replace(word, '\', '\\'), '%', '\%'), '_', '\_') || after || '%');
end $$;

-- The condition that a field has a word (`contains`), begins with it, or is it. One or two letters
-- are looked for at the beginning of words only.
create function crm.search_word(field text, word text, how text) returns text
language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
    if how = 'exact' then
        return crm.search_like(field, ' ', word, ' ');
    elsif how = 'starts_with' or char_length(word) < 3 then
        return crm.search_like(field, ' ', word, '');
    end if;
    return crm.search_like(field, '', word, '');
end $$;

-- What the trigram index is asked for a word: a few letters of it, since every further trigram costs
-- a pass through the list of those who have it, and a few leave few. Of digits the last are taken,
-- since numbers begin alike; of a long word the middle, where a compound is joined; of a word with
-- punctuation the longest pieces. Null when it cannot help.
create function crm.search_gin(field text, word text, how text) returns text
language plpgsql immutable parallel safe strict set search_path = pg_catalog, pg_temp
as $$
declare
    pieces text[];
begin
    if word ~ '^[0-9]{6,}$' then
        return crm.search_like(field, '', right(word, 5), '');
    elsif word ~ '^[[:alnum:]]{11,}$' then
        return crm.search_like(field, '', substr(word, (char_length(word) - 8) / 2 + 1, 8), '');
    elsif word ~ '^[[:alnum:]]+$' then
        return crm.search_like(field, case when how = 'contains' and char_length(word) > 2 then '' else ' ' end, word, '');
    end if;
    pieces := array(
        select left(run, 7) from regexp_split_to_table(regexp_replace(word, '(@.*)\.[^.]*$', '\1'), '[^[:alnum:]]+') run
        where char_length(run) > 2 order by char_length(run) desc limit 2);
    -- (Null when there is no second one.)
    return nullif(concat_ws(' and ', crm.search_like(field, '', pieces[1], ''), crm.search_like(field, '', pieces[2], '')), '');
end $$;

-- The same for the words of a value, one after the other from its beginning, `whole` or not.
create function crm.search_phrase_gin(field text, words text[], whole boolean) returns text
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
    condition text;
begin
    for i in 1 .. least(cardinality(words), 4) loop
        condition := nullif(concat_ws(' and ', condition,
            case when words[i] !~ '^[[:alnum:]]{1,5}$' then crm.search_gin(field, words[i], 'exact')
                when whole or i < cardinality(words) then crm.search_like(field, ' ', words[i], ' ')
                else crm.search_like(field, ' ', words[i], '') end), '');
    end loop;
    return condition;
end $$;

-- All of the words (or as many as the index can look up) in a field.
create function crm.search_all(field text, words text[], how text, gin boolean) returns text
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
    word text;
    condition text;
begin
    foreach word in array words loop
        -- Of several words, one that only two letters are known of is left to the others.
        continue when gin and cardinality(words) > 1 and word !~ '[[:alnum:]]{3}';
        condition := nullif(concat_ws(' and ', condition,
            case when gin then crm.search_gin(field, word, how) else crm.search_word(field, word, how) end), '');
    end loop;
    return condition;
end $$;

-- A condition on the field «@», on every field but the name's, or null.
create function crm.search_everywhere(condition text, extra text) returns text
language sql immutable parallel safe
return '(' || replace(condition, 's."@"', 's.email') || ' or ' || replace(condition, 's."@"', 's.phone')
    || ' or ' || replace(condition, 's."@"', 's.address') || ' or ' || replace(condition, 's."@"', 's.number')
    || ' or ' || replace(condition, 's."@"', 's.title') || ' or ' || replace(condition, 's."@"', 's.website')
    || ' or ' || replace(condition, 's."@"', 's.company') || coalesce(' or ' || extra, '') || ')';

-- The condition that a phone number has these digits, however they were typed; null when there
-- are none. 070…, +46 70…, 0046 70… and +46 (0)70… are the same number.
create function crm.search_digits(typed text, how text, out condition text, out gin text)
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
    digits text := left(crm.digits(typed), 30);
    abroad boolean := typed ~ '^[^0-9]*(\+|00)';
    national text;
    before text := case when how = 'contains' and char_length(digits) > 2 then '' else E'\x02 ' end;
    after text := case when how = 'exact' then E' \x02' else '' end;
begin
    if digits = '' then
        return;
    end if;
    if abroad then
        digits := regexp_replace(digits, '^00', '');
    end if;
    national := '0' || regexp_replace(digits, '^460?', '');
    if abroad and digits like '46%' then
        condition := crm.search_like('phone', E'\x02 ', national, after);
        gin := crm.search_gin('phone', national, 'starts_with');
    elsif abroad then
        condition := crm.search_like('phone', E'\x02 ', digits, after);
        gin := crm.search_gin('phone', digits, 'starts_with');
    elsif digits ~ '^46..' then
        condition := format('(%s or %s)', crm.search_like('phone', before, digits, after),
            crm.search_like('phone', E'\x02 ', national, after));
        gin := format('(%s or %s)', crm.search_gin('phone', digits, how), crm.search_gin('phone', national, 'starts_with'));
    else
        condition := crm.search_like('phone', before, digits, after);
        gin := crm.search_gin('phone', digits, how);
    end if;
end $$;

-- Who asks, and among which rows.
create function crm.search_scope(kind_of "char", population text, categories uuid[], combine text) returns crm.search_plan
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
    plan crm.search_plan;
    me record;
    today date;
begin
    select x.tenant_id, x.user_id, x.role, (now() at time zone t.time_zone)::date as today into me
    from auth.ctx() x join auth.tenant t on t.id = x.tenant_id;
    plan.tenant := me.tenant_id;
    plan.among := kind_of;
    plan.rel := case kind_of when 'c' then 'contact_search' else 'company_search' end;
    plan.base := format('s.tenant_id = %s::bigint', me.tenant_id) || case
        when population = 'mine' then format(' and s.owner_id = %L::uuid', me.user_id)
        when population = 'customers' then ' and s.customer'
        when population = 'trash' then ' and s.trashed'
        when kind_of = 'o' then ''
        when population = 'contact_persons' then ' and (s.linked_until is not null or not s.customer)'
        when population = 'without_company' then ' and s.linked_until is distinct from date ''infinity'''
        when population = 'private' then ' and s.vis_owner is not null'
        else '' end;
    plan.filter := concat(
        case when population is distinct from 'trash' then 'not ' end, 's.trashed',
        case when me.role <> 'administrator' then
            format(' and (s.vis_owner is null or s.vis_owner = %L::uuid)', me.user_id) end,
        case when kind_of = 'c' and population = 'contact_persons' then
            format(' and (s.linked_until >= %L or not s.customer)', me.today)
        when kind_of = 'c' and population = 'without_company' then
            format(' and (s.linked_until is null or s.linked_until < %L)', me.today) end,
        case when cardinality(categories) = 0 then null
        when combine = 'all' then format(' and s.categories @> %L::uuid[]', categories)
        when combine = 'none' then format(' and not s.categories && %L::uuid[]', categories)
        else format(' and s.categories && %L::uuid[]', categories) end);
    select s.bounds, case when s.everybody * 4 < (select c.reltuples from pg_class c where c.oid = 'crm.contact_search'::regclass)
        then format('s.tenant_id = %s::bigint', me.tenant_id) end
    into plan.bounds, plan.firm
    from crm.search_slices s where s.tenant_id = me.tenant_id and s.among = kind_of;
    if not found then
        plan.firm := format('s.tenant_id = %s::bigint', me.tenant_id);
    end if;
    return plan;
end $$;

-- Works out what was typed. Null when nothing can match; `matches` is null when nothing was typed.
create function crm.search_work_out(plan crm.search_plan, typed text, field text, how text) returns crm.search_plan
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
    if field in ('phone', 'everything') and folded ~ '^[0-9 +()./-]+$' then
        select * into digits from crm.search_digits(folded, how);
    else
        select null::text as condition, null::text as gin into digits;
    end if;
    if field in ('number', 'everything') and folded ~ '^[1-9][0-9]{0,17}$' then
        plan.number := folded::bigint;
    end if;

    -- So many digits, typed with spaces or hyphens, are a phone number and nothing else of a contact.
    if field = 'everything' and plan.among = 'c' and char_length(crm.digits(folded)) > 5 and digits.condition is not null
        and folded !~ '^[0-9]+$'
    then
        field := 'phone';
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
        plan.others := crm.search_everywhere(case how when 'exact' then crm.search_like('@', E'\x02 ', phrase, E' \x02')
            else crm.search_all('@', words, how, false) end, digits.condition);
        plan.others_gin := crm.search_everywhere(case how when 'exact' then crm.search_phrase_gin('@', words, true)
            else crm.search_all('@', words, how, true) end, digits.gin);
        plan.matches := format('((%s) or %s)', plan.names, plan.others);
        plan.gin := '((' || plan.names_gin || ') or ' || plan.others_gin || ')';
    elsif field = 'everything' then
        -- Each word may be in another field.
        for one in
            select w as word, d.condition, d.gin from unnest(words) w
            left join lateral crm.search_digits(w, how) d on w ~ '^[0-9+()/.-]*[0-9]{2}[0-9+()/.-]*$'
        loop
            parts := parts || format('(%s or %s)', crm.search_word('name', one.word, how),
                crm.search_everywhere(crm.search_word('@', one.word, how), one.condition));
            if one.word ~ '[[:alnum:]]{3}' then
                gins := gins || ('(' || crm.search_gin('name', one.word, how) || ' or '
                    || crm.search_everywhere(crm.search_gin('@', one.word, how), one.gin) || ')');
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

-- How rows that match are ranked, when names are searched:
-- one word: 1 the name begins with it, 2 another word of the name does, 3 and 4 the same with other
-- dots and accents, 5 somewhere in the name, 6 elsewhere; several: 1 the name begins with one of
-- them and has words that begin with the others, 5 all in the name, 6 elsewhere.
create function crm.search_rank(plan crm.search_plan, words text[], swedish text[], how text) returns crm.search_plan
language plpgsql immutable set search_path = pg_catalog, pg_temp
as $$
begin
    if cardinality(words) = 1 then
        plan.word := words[1];
        plan.swedish := swedish[1];
        plan.exact := how = 'exact';
        plan.infix := how = 'contains' and char_length(plan.word) > 2;
        plan.rank := case when plan.exact then
            format('case when %s then 2 when %s then 4 else 6 end', crm.search_like('words', ' ', plan.swedish, ' '), plan.names)
        else format('case when s.name_sort like %L then 1 when %s then 2 when s.name like %L then 3 when %s then 4 when %s then 5 else 6 end',
            crm.search_escape(plan.swedish) || '%', crm.search_like('words', ' ', plan.swedish, ''),
            E'\x02 ' || crm.search_escape(plan.word) || '%', crm.search_like('name', ' ', plan.word, ''), plan.names) end;
        return plan;
    end if;
    -- A word that begins with another one is in the same part of the alphabet.
    plan.several := array(select distinct w collate "C" from unnest(swedish) w
        where how <> 'exact' and not exists (select from unnest(swedish) o where o <> w and starts_with(w, o))
        order by 1);
    plan.rank := format('case when %s and (%s) then 1 when %s then 5 else 6 end',
        crm.search_all('name', words, case how when 'exact' then how else 'starts_with' end, false),
        coalesce((select string_agg(format('s.name_sort like %L', crm.search_escape(w) || '%'), ' or ')
            from unnest(plan.several) w), 'false'),
        plan.names);
    return plan;
end $$;
