-- A piece of a phone number as it is written, «74 06», is looked for as what it is, and so is a piece of an
-- e-mail address, «sson@leks». Word by word in every field (0102) they were the slowest of all searches, and
-- «74 06» found nothing that a person looks for.

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
