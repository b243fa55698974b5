-- Tasks (S9): which statuses somebody wants to see, as they chose them last.

alter table auth.user_account
    add column task_statuses text not null default 'not_started started waiting',
    add constraint user_account_task_statuses_form check (task_statuses ~ '^[a-z_ ]{0,60}$');
-- One's own, like language and theme: the policy for changing lets nobody at another's row.
grant select (task_statuses), update (task_statuses) on auth.user_account to kundkort_web;
