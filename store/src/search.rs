//! Finding contacts and companies. (Signatures only, until the search engineer's file replaces this.)

use domain::company::CompanyHit;
use domain::contact::ContactHit;
use domain::page::Page;
use domain::search::Search;

use crate::{Error, Session};

pub(crate) async fn contacts(
    _session: &Session,
    _search: &Search,
) -> Result<Page<ContactHit>, Error> {
    Ok(Page {
        items: Vec::new(),
        next: None,
        count: 0,
        more: false,
    })
}

pub(crate) async fn companies(
    _session: &Session,
    _search: &Search,
) -> Result<Page<CompanyHit>, Error> {
    Ok(Page {
        items: Vec::new(),
        next: None,
        count: 0,
        more: false,
    })
}
