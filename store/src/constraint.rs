//! From the name of a constraint to the field of the form that it is about.

use domain::Problem;

const fn too_long(max: u32) -> Problem {
    Problem::TooLong { max }
}

/// Every constraint that what somebody writes can break. `domain` has tested the form already, so
/// these speak when two people write at once, or when a rule is in one place only.
pub(crate) const FIELDS: &[(&str, &str, Problem)] = &[
    ("contact_first_name_length", "first_name", too_long(200)),
    ("contact_last_name_length", "last_name", too_long(200)),
    ("contact_nickname_length", "nickname", too_long(200)),
    ("contact_title_length", "title", too_long(200)),
    ("contact_birth_date_range", "birth_date", Problem::BirthDate),
    ("contact_language_length", "language", too_long(35)),
    ("contact_website_length", "website", too_long(2_000)),
    ("contact_comment_length", "comment", too_long(10_000)),
    ("contact_owner_fkey", "owner", Problem::Gone),
    ("contact_owner_active", "owner", Problem::NoAccount),
    ("task_contact_fkey", "contact", Problem::Gone),
    ("task_company_fkey", "company", Problem::Gone),
    ("task_owner_fkey", "owner", Problem::Gone),
    ("task_owner_active", "owner", Problem::NoAccount),
    ("task_owner_right", "owner", Problem::Others),
    ("task_subject_length", "subject", too_long(200)),
    ("task_description_length", "description", too_long(10_000)),
    ("task_status_choice", "status", Problem::Choice),
    ("task_percent_range", "percent", Problem::Choice),
    ("task_priority_choice", "priority", Problem::Choice),
    ("meeting_contact_fkey", "contact", Problem::Gone),
    ("meeting_company_fkey", "company", Problem::Gone),
    ("meeting_owner_fkey", "owner", Problem::Gone),
    ("meeting_owner_active", "owner", Problem::NoAccount),
    ("meeting_owner_right", "owner", Problem::Others),
    ("meeting_subject_length", "subject", too_long(200)),
    ("meeting_place_length", "place", too_long(500)),
    (
        "meeting_description_length",
        "description",
        too_long(10_000),
    ),
    ("meeting_outcome_length", "outcome", too_long(10_000)),
    ("meeting_time_zone_length", "time_zone", Problem::Choice),
    ("meeting_starts_at_range", "starts_at", Problem::Date),
    ("meeting_ends_at_order", "ends_at", Problem::EndsBefore),
    ("meeting_starts_at_wall", "starts_at", Problem::NoSuchTime),
    ("meeting_ends_at_wall", "ends_at", Problem::NoSuchTime),
    ("meeting_rrule_form", "rrule", Problem::Choice),
    ("meeting_participant_meeting_fkey", "meeting", Problem::Gone),
    (
        "meeting_participant_contact_fkey",
        "participants",
        Problem::Gone,
    ),
    (
        "meeting_participant_user_fkey",
        "participants",
        Problem::Gone,
    ),
    (
        "meeting_participant_contact_taken",
        "participants",
        Problem::Taken,
    ),
    (
        "meeting_participant_user_taken",
        "participants",
        Problem::Taken,
    ),
    ("contact_category_contact_fkey", "contact", Problem::Gone),
    (
        "contact_category_category_fkey",
        "categories",
        Problem::Gone,
    ),
    ("contact_category_pkey", "categories", Problem::Taken),
    ("contact_point_contact_fkey", "contact", Problem::Gone),
    ("contact_point_company_fkey", "company", Problem::Gone),
    ("contact_point_link_fkey", "link", Problem::Gone),
    ("contact_point_kind_choice", "kind", Problem::Choice),
    ("contact_point_label_choice", "label", Problem::Choice),
    ("contact_point_value_length", "value", too_long(254)),
    ("contact_point_target_length", "value", too_long(254)),
    ("address_contact_fkey", "contact", Problem::Gone),
    ("address_company_fkey", "company", Problem::Gone),
    ("address_kind_choice", "kind", Problem::Choice),
    ("address_street_length", "street", too_long(500)),
    ("address_postcode_length", "postcode", too_long(20)),
    ("address_city_length", "city", too_long(200)),
    ("address_country_form", "country", Problem::Country),
    ("company_name_length", "name", too_long(200)),
    (
        "company_organisation_number_form",
        "organisation_number",
        Problem::OrganisationNumber,
    ),
    ("company_industry_length", "industry", too_long(200)),
    ("company_website_length", "website", too_long(2_000)),
    ("company_comment_length", "comment", too_long(10_000)),
    ("company_owner_fkey", "owner", Problem::Gone),
    ("company_owner_active", "owner", Problem::NoAccount),
    ("company_category_company_fkey", "company", Problem::Gone),
    (
        "company_category_category_fkey",
        "categories",
        Problem::Gone,
    ),
    ("company_category_pkey", "categories", Problem::Taken),
    ("contact_company_contact_fkey", "contact", Problem::Gone),
    ("contact_company_company_fkey", "company", Problem::Gone),
    ("contact_company_role_length", "role", too_long(200)),
    (
        "contact_company_department_length",
        "department",
        too_long(200),
    ),
    ("contact_company_ended_on_order", "ended_on", Problem::Date),
    ("contact_company_one_primary", "primary", Problem::Taken),
    ("customer_number_taken", "number", Problem::Taken),
    ("customer_contact_taken", "contact", Problem::Taken),
    ("customer_company_taken", "company", Problem::Taken),
    ("customer_contact_fkey", "contact", Problem::Gone),
    ("customer_company_fkey", "company", Problem::Gone),
    (
        "customer_invoice_email_length",
        "invoice_email",
        too_long(254),
    ),
    (
        "customer_payment_terms_days_range",
        "payment_terms_days",
        Problem::Number { min: 0, max: 365 },
    ),
    ("customer_delivery_choice", "delivery", Problem::Choice),
    (
        "customer_delivery_email",
        "invoice_email",
        Problem::Required,
    ),
    ("customer_identity_contact_fkey", "contact", Problem::Gone),
    ("customer_language_length", "language", too_long(35)),
    ("customer_currency_form", "currency", Problem::Choice),
    ("category_name_length", "name", too_long(100)),
    ("category_name_taken", "name", Problem::Taken),
    ("category_color_choice", "color", Problem::Choice),
    ("selection_among_choice", "among", Problem::Choice),
    ("selection_pin_selection_fkey", "selection", Problem::Gone),
    ("selection_name_length", "name", too_long(100)),
    ("selection_query_length", "query", too_long(4_000)),
    ("note_project_fkey", "project", Problem::Gone),
    ("task_project_fkey", "project", Problem::Gone),
    ("task_one_holder", "project", Problem::Required),
    ("meeting_project_fkey", "project", Problem::Gone),
    ("meeting_one_holder", "project", Problem::Required),
    ("project_number_taken", "number", Problem::Taken),
    ("project_company_fkey", "company", Problem::Gone),
    ("project_owner_fkey", "owner", Problem::Gone),
    ("project_owner_active", "owner", Problem::NoAccount),
    ("project_name_length", "name", too_long(200)),
    (
        "project_description_length",
        "description",
        too_long(10_000),
    ),
    ("project_status_choice", "status", Problem::Choice),
    ("project_ends_on_order", "ends_on", Problem::EndsBefore),
    ("project_participant_project_fkey", "project", Problem::Gone),
    (
        "project_participant_contact_fkey",
        "participants",
        Problem::Gone,
    ),
    (
        "project_participant_user_fkey",
        "participants",
        Problem::Gone,
    ),
    (
        "project_participant_contact_taken",
        "participants",
        Problem::Taken,
    ),
    (
        "project_participant_user_taken",
        "participants",
        Problem::Taken,
    ),
    ("project_participant_role_length", "role", too_long(200)),
    ("note_contact_fkey", "contact", Problem::Gone),
    ("note_company_fkey", "company", Problem::Gone),
    ("note_body_length", "body", too_long(100_000)),
    ("tenant_name_length", "name", too_long(200)),
    ("user_account_email_taken", "email", Problem::Taken),
    ("user_account_email_length", "email", Problem::Email),
    ("user_account_name_length", "name", too_long(200)),
    ("user_account_role_choice", "role", Problem::Choice),
    ("user_account_language_choice", "language", Problem::Choice),
    ("user_account_theme_choice", "theme", Problem::Choice),
    (
        "user_account_last_administrator",
        "role",
        Problem::LastAdministrator,
    ),
    ("user_account_own", "role", Problem::Oneself),
    (
        "tenant_organisation_number_form",
        "organisation_number",
        Problem::OrganisationNumber,
    ),
    ("tenant_street_length", "street", too_long(500)),
    ("tenant_postcode_length", "postcode", too_long(20)),
    ("tenant_city_length", "city", too_long(200)),
    ("tenant_phone_length", "phone", too_long(50)),
    ("tenant_email_length", "email", too_long(254)),
    ("tenant_website_length", "website", too_long(2_000)),
    ("tenant_bankgiro_form", "bankgiro", Problem::Bankgiro),
    ("tenant_time_zone_choice", "time_zone", Problem::Choice),
];

/// The field that a constraint is about, and what is wrong with it.
pub(crate) fn on_constraint(name: &str) -> Option<(&'static str, Problem)> {
    FIELDS
        .iter()
        .find(|(constraint, ..)| *constraint == name)
        .map(|(_, field, problem)| (*field, *problem))
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use std::collections::BTreeSet;

    use super::FIELDS;
    use crate::testing::TestDb;

    /// Constraints that only a mistake in the server could break, and keys that it makes itself.
    const OURS: &[&str] = &[
        "address_one_holder",
        "contact_company_contact_key",
        "contact_point_link_of_contact",
        "contact_point_one_holder",
        "customer_identity_customer_fkey",
        "customer_identity_hash_length",
        "customer_identity_masked_form",
        "customer_identity_sealed_length",
        "customer_one_holder",
        "customer_series_next_number_range",
        "customer_series_tenant_fkey",
        "category_tenant_fkey",
        "bulk_act_state_choice",
        "bulk_act_total_range",
        "bulk_act_user_fkey",
        "idempotency_request_hash_length",
        "idempotency_user_fkey",
        "meeting_exdates_length",
        "meeting_from_fkey",
        "meeting_from_whole",
        "meeting_participant_one",
        "note_author_fkey",
        "note_mention_contact_fkey",
        "note_mention_note_fkey",
        "note_mention_user_fkey",
        "note_one_holder",
        "notice_author_fkey",
        "notice_contact_fkey",
        "notice_mention_fkey",
        "notice_once",
        "project_participant_one",
        "project_series_next_number_range",
        "project_series_tenant_fkey",
        "recent_among_choice",
        "recent_user_fkey",
        "selection_owner_fkey",
        "selection_pin_user_fkey",
    ];

    #[tokio::test]
    async fn every_constraint_speaks_of_a_field_and_every_field_has_its_constraint() {
        let db = TestDb::new().await.unwrap();
        let there: Vec<String> = sqlx::query_scalar(
            "select conname::text from pg_constraint
             where connamespace = 'crm'::regnamespace and contype in ('c', 'u', 'f')",
        )
        .fetch_all(&mut db.owner().await.unwrap())
        .await
        .unwrap();
        let there: BTreeSet<&str> = there.iter().map(String::as_str).collect();
        let spoken: BTreeSet<&str> = FIELDS.iter().map(|(name, ..)| *name).collect();
        let silent: Vec<_> = there
            .iter()
            .filter(|name| !spoken.contains(*name) && !OURS.contains(name))
            .collect();
        assert!(silent.is_empty(), "{silent:?}");
        // Primary keys and unique indexes are not among those read; accounts and firms are not in crm.
        // Owners, and times on the clock, are tested by a trigger.
        let keys = |name: &str| {
            [
                "_pkey",
                "_one_primary",
                "_owner_active",
                "_owner_right",
                "_wall",
            ]
            .iter()
            .any(|end| name.ends_with(end))
        };
        let elsewhere =
            |name: &str| name.starts_with("user_account_") || name.starts_with("tenant_");
        let gone: Vec<_> = spoken
            .iter()
            .filter(|name| !there.contains(*name) && !keys(name) && !elsewhere(name))
            .collect();
        assert!(gone.is_empty(), "{gone:?}");
        db.drop().await.unwrap();
    }
}
