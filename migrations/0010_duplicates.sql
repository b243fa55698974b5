-- What `store::contact::duplicates` looks up while somebody types a new contact: all three are
-- equalities, which are leakproof, so the policies leave the indexes alone.

drop index crm.contact_point_target;
create index contact_point_phone on crm.contact_point (tenant_id, target) where kind = 'phone';
create index contact_point_email on crm.contact_point (tenant_id, folded) where kind = 'email';
create index contact_name on crm.contact (tenant_id, last_folded, first_folded);
