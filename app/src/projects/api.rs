//! What is asked of the server about projects.

use domain::edit::Holder;
use domain::project::{ProjectCard, ProjectPage, ProjectQuery, ProjectRow, SavedProject};
use domain::user::{Colleague, Language};
use domain::{CompanyId, ProjectId};
use serde::{Deserialize, Serialize};

/// What the form is drawn with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectForm {
    /// The project; nothing of a new one.
    pub project: Option<ProjectCard>,
    /// Who may own it.
    pub colleagues: Vec<Colleague>,
    /// Companies to choose among: value and name.
    pub companies: Vec<(String, String)>,
    /// A new idempotency key.
    pub key: String,
}

crate::api! {
    /// A page of projects.
    pub fn read_projects(query: ProjectQuery) -> ProjectPage = "read_projects" {
        store::project::page(&session()?, query).await.map_err(report)
    }

    /// A project, with who takes part.
    pub fn read_project(id: ProjectId) -> ProjectCard = "read_project" {
        store::project::card(&session()?, id).await.map_err(report)
    }

    /// The projects of a contact or company.
    pub fn read_projects_of(holder: Holder) -> Vec<ProjectRow> = "read_projects_of" {
        store::project::of_card(&session()?, holder).await.map_err(report)
    }

    /// What the form of a project is drawn with; `company` is who a new one is for, `find` companies
    /// that were searched for.
    pub fn read_project_form(id: Option<ProjectId>, company: Option<CompanyId>, find: String) -> ProjectForm = "read_project_form" {
        crate::projects::manage::form(&session()?, id, company, find).await.map_err(report)
    }

    /// Contacts and colleagues (`people`) or companies that are called something: value and name.
    pub fn find_for_project(what: String, text: String, language: Language) -> Vec<(String, String)> = "find_for_project" {
        provide_context(language);
        crate::projects::manage::found(&session()?, &what, text).await.map_err(report)
    }

    /// What one of the forms of projects says.
    pub fn manage_project(body: String) -> SavedProject = "manage_project" {
        crate::projects::manage::manage(&session()?, &body).await.map_err(report)
    }
}
