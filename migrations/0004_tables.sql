-- What the firm works with. Every key has the tenant first, so that a row can never point into
-- another firm, and so that the schema can be spread by tenant without redesign.
-- `vis_owner` on a row: null = seen by the whole firm, otherwise only by that user and administrators.

-- A contact person or private customer.
create table crm.contact (
    tenant_id bigint not null default auth.tenant_id(),
    id uuid not null default uuidv7(),
    first_name text not null default '',
    last_name text not null,
    nickname text not null default '',
    title text not null default '',
    birth_date date,
    language text not null default '',
    website text not null default '',
    comment text not null default '',
    owner_id uuid not null default auth.user_id(),
    private boolean not null default false,
    vis_owner uuid generated always as (case when private then owner_id end) stored,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    updated_by uuid not null default auth.user_id(),
    deleted_at timestamptz,
    name_folded text collate "C" generated always as
        (crm.fold(last_name || ' ' || first_name || ' ' || nickname)) stored,
    last_folded text collate "C" generated always as (crm.fold(last_name)) stored,
    first_folded text collate "C" generated always as (crm.fold(first_name)) stored,
    name_sort text collate "C" generated always as
        (crm.sort_key(last_name) || ' ' || crm.sort_key(first_name)) stored,
    constraint contact_pkey primary key (tenant_id, id),
    constraint contact_owner_fkey foreign key (tenant_id, owner_id) references auth.user_account (tenant_id, id),
    constraint contact_first_name_length check (char_length(first_name) <= 200),
    constraint contact_last_name_length check (char_length(last_name) between 1 and 200),
    constraint contact_nickname_length check (char_length(nickname) <= 200),
    constraint contact_title_length check (char_length(title) <= 200),
    constraint contact_birth_date_range check (birth_date >= date '1875-01-01'),
    constraint contact_language_length check (char_length(language) <= 35),
    constraint contact_website_length check (char_length(website) <= 2000),
    constraint contact_comment_length check (char_length(comment) <= 10000)
);
create index contact_of_owner on crm.contact (tenant_id, owner_id);

-- A customer company.
create table crm.company (
    tenant_id bigint not null default auth.tenant_id(),
    id uuid not null default uuidv7(),
    name text not null,
    -- Ten digits with a hyphen, or empty. Not unique: a firm may list branches of one company.
    organisation_number text not null default '',
    industry text not null default '',
    website text not null default '',
    comment text not null default '',
    owner_id uuid not null default auth.user_id(),
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    updated_by uuid not null default auth.user_id(),
    deleted_at timestamptz,
    name_folded text collate "C" generated always as (crm.fold(name)) stored,
    name_sort text collate "C" generated always as (crm.sort_key(name)) stored,
    constraint company_pkey primary key (tenant_id, id),
    constraint company_owner_fkey foreign key (tenant_id, owner_id) references auth.user_account (tenant_id, id),
    constraint company_name_length check (char_length(name) between 1 and 200),
    constraint company_organisation_number_form check (organisation_number ~ '^([0-9]{6}-[0-9]{4})?$'),
    constraint company_industry_length check (char_length(industry) <= 200),
    constraint company_website_length check (char_length(website) <= 2000),
    constraint company_comment_length check (char_length(comment) <= 10000)
);
create index company_of_owner on crm.company (tenant_id, owner_id);

-- A person's role at a company. Ended roles are kept.
create table crm.contact_company (
    tenant_id bigint not null default auth.tenant_id(),
    id uuid not null default uuidv7(),
    contact_id uuid not null,
    company_id uuid not null,
    role text not null default '',
    department text not null default '',
    is_primary boolean not null default false,
    started_on date,
    ended_on date,
    position integer not null default 0,
    vis_owner uuid,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint contact_company_pkey primary key (tenant_id, id),
    -- What a contact point's `link_id` refers to, together with its contact.
    constraint contact_company_contact_key unique (tenant_id, id, contact_id),
    constraint contact_company_contact_fkey foreign key (tenant_id, contact_id)
        references crm.contact (tenant_id, id) on delete cascade,
    constraint contact_company_company_fkey foreign key (tenant_id, company_id)
        references crm.company (tenant_id, id) on delete cascade,
    constraint contact_company_role_length check (char_length(role) <= 200),
    constraint contact_company_department_length check (char_length(department) <= 200),
    constraint contact_company_ended_on_order check (ended_on >= started_on)
);
create index contact_company_of_contact on crm.contact_company (tenant_id, contact_id);
create index contact_company_of_company on crm.contact_company (tenant_id, company_id);
-- One main company at most.
create unique index contact_company_one_primary on crm.contact_company (tenant_id, contact_id)
    where is_primary and ended_on is null;

-- An e-mail address or phone number of a contact, of a contact's role at a company, or of a company.
create table crm.contact_point (
    tenant_id bigint not null default auth.tenant_id(),
    id uuid not null default uuidv7(),
    contact_id uuid,
    company_id uuid,
    link_id uuid,
    kind text not null,
    label text not null default 'work',
    -- As it is shown: an e-mail address, or a phone number in national form.
    value text not null,
    -- What it is linked by: the e-mail address with its domain in lower case, or E.164.
    target text not null,
    position integer not null default 0,
    vis_owner uuid,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    -- An e-mail address folded; a phone number as its national digits, a space, its E.164 digits.
    folded text collate "C" generated always as (
        case kind when 'phone' then crm.digits(value) || ' ' || crm.digits(target) else crm.fold(target) end) stored,
    constraint contact_point_pkey primary key (tenant_id, id),
    constraint contact_point_contact_fkey foreign key (tenant_id, contact_id)
        references crm.contact (tenant_id, id) on delete cascade,
    constraint contact_point_company_fkey foreign key (tenant_id, company_id)
        references crm.company (tenant_id, id) on delete cascade,
    constraint contact_point_link_fkey foreign key (tenant_id, link_id, contact_id)
        references crm.contact_company (tenant_id, id, contact_id) on delete cascade,
    constraint contact_point_one_holder check (num_nonnulls(contact_id, company_id) = 1),
    constraint contact_point_link_of_contact check (link_id is null or contact_id is not null),
    constraint contact_point_kind_choice check (kind in ('email', 'phone')),
    constraint contact_point_label_choice
        check (label in ('mobile', 'work', 'home', 'switchboard', 'invoice', 'other')),
    constraint contact_point_value_length check (char_length(value) between 1 and 254),
    constraint contact_point_target_length check (char_length(target) between 1 and 254)
);
create index contact_point_of_contact on crm.contact_point (tenant_id, contact_id, position)
    where contact_id is not null;
create index contact_point_of_company on crm.contact_point (tenant_id, company_id, position)
    where company_id is not null;
create index contact_point_of_link on crm.contact_point (tenant_id, link_id) where link_id is not null;
create index contact_point_target on crm.contact_point (tenant_id, target, kind);

-- A postal address of a contact or company.
create table crm.address (
    tenant_id bigint not null default auth.tenant_id(),
    id uuid not null default uuidv7(),
    contact_id uuid,
    company_id uuid,
    kind text not null default 'post',
    street text not null default '',
    postcode text not null default '',
    city text not null default '',
    country text not null default 'SE',
    position integer not null default 0,
    vis_owner uuid,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    folded text collate "C" generated always as (
        crm.fold(translate(street, E'\n', ' ') || ' ' || replace(postcode, ' ', '') || ' ' || city)) stored,
    constraint address_pkey primary key (tenant_id, id),
    constraint address_contact_fkey foreign key (tenant_id, contact_id)
        references crm.contact (tenant_id, id) on delete cascade,
    constraint address_company_fkey foreign key (tenant_id, company_id)
        references crm.company (tenant_id, id) on delete cascade,
    constraint address_one_holder check (num_nonnulls(contact_id, company_id) = 1),
    constraint address_kind_choice check (kind in ('post', 'visit', 'invoice')),
    constraint address_street_length check (char_length(street) <= 500),
    constraint address_postcode_length check (char_length(postcode) <= 20),
    constraint address_city_length check (char_length(city) <= 200),
    constraint address_country_form check (country ~ '^[A-Z]{2}$')
);
create index address_of_contact on crm.address (tenant_id, contact_id, position) where contact_id is not null;
create index address_of_company on crm.address (tenant_id, company_id, position) where company_id is not null;

-- The next customer number of a firm. A row and not a sequence: a number that was drawn by a
-- transaction that failed must come again, and the series must not be shared between firms.
create table crm.customer_series (
    tenant_id bigint not null default auth.tenant_id(),
    next_number bigint not null default 10001,
    constraint customer_series_pkey primary key (tenant_id),
    constraint customer_series_tenant_fkey foreign key (tenant_id) references auth.tenant (id),
    constraint customer_series_next_number_range check (next_number > 0)
);

-- Being invoiced: points to a contact (a private customer) or to a company.
create table crm.customer (
    tenant_id bigint not null default auth.tenant_id(),
    id uuid not null default uuidv7(),
    -- Drawn from the series when it is left out.
    number bigint not null,
    contact_id uuid,
    company_id uuid,
    invoice_email text not null default '',
    payment_terms_days smallint not null default 30,
    delivery text not null default 'letter',
    language text not null default '',
    currency text not null default 'SEK',
    blocked boolean not null default false,
    ended_at timestamptz,
    vis_owner uuid,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint customer_pkey primary key (tenant_id, id),
    constraint customer_number_taken unique (tenant_id, number),
    constraint customer_contact_taken unique (tenant_id, contact_id),
    constraint customer_company_taken unique (tenant_id, company_id),
    constraint customer_contact_fkey foreign key (tenant_id, contact_id) references crm.contact (tenant_id, id),
    constraint customer_company_fkey foreign key (tenant_id, company_id) references crm.company (tenant_id, id),
    constraint customer_one_holder check (num_nonnulls(contact_id, company_id) = 1),
    constraint customer_invoice_email_length check (char_length(invoice_email) <= 254),
    constraint customer_payment_terms_days_range check (payment_terms_days between 0 and 365),
    constraint customer_delivery_choice check (delivery in ('email', 'e_invoice', 'letter')),
    constraint customer_language_length check (char_length(language) <= 35),
    constraint customer_currency_form check (currency ~ '^[A-Z]{3}$')
);

-- The firm's own labels.
create table crm.category (
    tenant_id bigint not null default auth.tenant_id(),
    id uuid not null default uuidv7(),
    name text not null,
    for_contacts boolean not null default true,
    for_companies boolean not null default true,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    name_key text collate "C" generated always as (lower(name collate "pg_c_utf8")) stored,
    name_sort text collate "C" generated always as (crm.sort_key(name)) stored,
    constraint category_pkey primary key (tenant_id, id),
    constraint category_tenant_fkey foreign key (tenant_id) references auth.tenant (id),
    constraint category_name_taken unique (tenant_id, name_key),
    constraint category_name_length check (char_length(name) between 1 and 100)
);

create table crm.contact_category (
    tenant_id bigint not null default auth.tenant_id(),
    contact_id uuid not null,
    category_id uuid not null,
    vis_owner uuid,
    constraint contact_category_pkey primary key (tenant_id, contact_id, category_id),
    constraint contact_category_contact_fkey foreign key (tenant_id, contact_id)
        references crm.contact (tenant_id, id) on delete cascade,
    constraint contact_category_category_fkey foreign key (tenant_id, category_id)
        references crm.category (tenant_id, id) on delete cascade
);
create index contact_category_of_category on crm.contact_category (tenant_id, category_id, contact_id);

create table crm.company_category (
    tenant_id bigint not null default auth.tenant_id(),
    company_id uuid not null,
    category_id uuid not null,
    constraint company_category_pkey primary key (tenant_id, company_id, category_id),
    constraint company_category_company_fkey foreign key (tenant_id, company_id)
        references crm.company (tenant_id, id) on delete cascade,
    constraint company_category_category_fkey foreign key (tenant_id, category_id)
        references crm.category (tenant_id, id) on delete cascade
);
create index company_category_of_category on crm.company_category (tenant_id, category_id, company_id);

-- A search with a name. One that is not shared is seen by its owner alone.
create table crm.selection (
    tenant_id bigint not null default auth.tenant_id(),
    id uuid not null default uuidv7(),
    name text not null,
    -- The query part of its address, without `?`.
    query text not null,
    shared boolean not null default false,
    owner_id uuid not null default auth.user_id(),
    vis_owner uuid generated always as (case when not shared then owner_id end) stored,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    name_sort text collate "C" generated always as (crm.sort_key(name)) stored,
    constraint selection_pkey primary key (tenant_id, id),
    constraint selection_owner_fkey foreign key (tenant_id, owner_id) references auth.user_account (tenant_id, id),
    constraint selection_name_length check (char_length(name) between 1 and 100),
    constraint selection_query_length check (char_length(query) <= 4000)
);
create index selection_of_owner on crm.selection (tenant_id, owner_id);

-- A note on a contact or company.
create table crm.note (
    tenant_id bigint not null default auth.tenant_id(),
    id uuid not null default uuidv7(),
    contact_id uuid,
    company_id uuid,
    body text not null,
    author_id uuid not null default auth.user_id(),
    vis_owner uuid,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    constraint note_pkey primary key (tenant_id, id),
    constraint note_contact_fkey foreign key (tenant_id, contact_id)
        references crm.contact (tenant_id, id) on delete cascade,
    constraint note_company_fkey foreign key (tenant_id, company_id)
        references crm.company (tenant_id, id) on delete cascade,
    constraint note_author_fkey foreign key (tenant_id, author_id) references auth.user_account (tenant_id, id),
    constraint note_one_holder check (num_nonnulls(contact_id, company_id) = 1),
    constraint note_body_length check (char_length(body) between 1 and 100000)
);
create index note_of_contact on crm.note (tenant_id, contact_id, created_at desc)
    where contact_id is not null and deleted_at is null;
create index note_of_company on crm.note (tenant_id, company_id, created_at desc)
    where company_id is not null and deleted_at is null;

-- The answer to a create that has been carried out, kept in the same transaction as its effect, so
-- that a double click or a resend gives the same answer and not a second row.
create table crm.idempotency (
    tenant_id bigint not null default auth.tenant_id(),
    user_id uuid not null default auth.user_id(),
    key uuid not null,
    request_hash bytea not null,
    response jsonb not null,
    created_at timestamptz not null default now(),
    constraint idempotency_pkey primary key (tenant_id, user_id, key),
    constraint idempotency_user_fkey foreign key (tenant_id, user_id)
        references auth.user_account (tenant_id, id) on delete cascade,
    constraint idempotency_request_hash_length check (octet_length(request_hash) = 32)
);
create index idempotency_age on crm.idempotency (tenant_id, created_at);
