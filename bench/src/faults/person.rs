//! Somebody who works on the contacts: does one thing after the other and notes what was answered.

use anyhow::{Result, bail};
use domain::command::{Done, Undone};
use domain::contact::ContactCard;
use domain::edit::{Edit, Field, Holder, Target};
use domain::history::HistoryQuery;
use domain::note::NotesQuery;
use domain::point::PointDraft;
use domain::search::{Search, form_encode};
use domain::user::{Language, Role};
use domain::{CommandId, ContactId};
use serde_json::{Value, json};
use std::rc::Rc;
use std::time::Instant;
use uuid::Uuid;

use super::World;
use super::desk::Desk;
use super::seen::{Made, Outcome, Title};

/// Somebody at a desk.
pub struct Person {
    world: Rc<World>,
    number: usize,
    role: Role,
    id: Uuid,
    desk: Desk,
    random: u64,
    count: usize,
    /// The last thing that was done, to be taken back.
    latest: Option<Uuid>,
}

impl Person {
    /// Somebody who is signed in.
    pub fn new(
        world: Rc<World>,
        number: usize,
        role: Role,
        id: Uuid,
        token: String,
        seed: u64,
    ) -> Self {
        let desk = Desk::new(world.server, token);
        let random = seed.wrapping_mul(31).wrapping_add(number as u64);
        Self {
            world,
            number,
            role,
            id,
            desk,
            random,
            count: 0,
            latest: None,
        }
    }

    /// Works until told to stop.
    pub async fn work(mut self) -> Result<()> {
        while !self.world.end.exists() {
            let contact = self.below(self.world.contacts.len());
            let reads_only = self.role == Role::ReadOnly;
            match self.below(100) {
                _ if reads_only => self.look(contact).await?,
                0..25 => self.retitle(contact).await?,
                25..45 => self.add(contact).await?,
                45..55 => self.take_back().await?,
                55..65 => self.hide_or_show().await?,
                _ => self.look(contact).await?,
            }
        }
        self.world.seen.borrow_mut().broken += self.desk.broken;
        Ok(())
    }

    /// Sets a title that nobody else sets, where the one that was read still stands.
    async fn retitle(&mut self, contact: usize) -> Result<()> {
        let Some(card) = self.card(contact).await? else {
            return Ok(());
        };
        let value = self.word();
        let target = Target::Contact(card.id);
        let edit = Edit::one(target, Field::Title, card.title, value.as_str());
        let hiding = self.hiding(contact);
        let outcome = self.save(&edit).await?;
        if hiding.is_some()
            && hiding == self.hiding(contact)
            && matches!(outcome, Outcome::Done(..))
        {
            self.wrong(format!(
                "person {} changed contact {contact}, which is hidden",
                self.number
            ));
        }
        self.world.seen.borrow_mut().titles.push(Title {
            contact,
            value,
            outcome,
        });
        Ok(())
    }

    /// Saves; where no answer came, asks again: the field itself says whether it was done.
    async fn save(&mut self, edit: &Edit) -> Result<Outcome> {
        let sent = Instant::now();
        let body = json!({ "edit": edit });
        let mut again = false;
        loop {
            let answer = match self.desk.try_once("/api/save_edit", &body).await? {
                Some(answer) if answer.status < 500 => answer,
                _ => {
                    again = true;
                    self.desk.rest(sent).await?;
                    continue;
                }
            };
            return Ok(match answer.status {
                200 => {
                    let Done { command } = answer.read()?;
                    self.latest = Some(command.0);
                    Outcome::Done(sent, Instant::now())
                }
                409 if again => {
                    let text = answer.text();
                    let mine = edit.changes.first().map(|change| change.value.as_str());
                    match mine.is_some_and(|mine| text.contains(&format!("\"theirs\":\"{mine}\"")))
                    {
                        true => Outcome::Done(sent, Instant::now()),
                        false => Outcome::Unknown,
                    }
                }
                // Done, and hidden by its owner since: who knows.
                404 if again => Outcome::Unknown,
                403 | 404 | 409 | 422 => Outcome::Refused,
                status => bail!("saving was answered with {status}: {}", answer.text()),
            });
        }
    }

    /// Makes a note, a task or a phone number, under one key however often it has to be sent.
    async fn add(&mut self, contact: usize) -> Result<()> {
        let id = self.world.contacts[contact].id;
        let holder = Holder::Contact(ContactId(id));
        let key = Uuid::now_v7().to_string();
        let word = self.word();
        let (path, body, table, column, value) = match self.below(3) {
            0 => {
                let body = json!({ "holder": holder, "body": word, "key": key });
                ("/api/create_note", body, "note", "body", word)
            }
            1 => {
                let form = format!(
                    "act=create&contact={id}&subject={}&key={key}",
                    form_encode(&word)
                );
                (
                    "/api/manage_task",
                    json!({ "body": form }),
                    "task",
                    "subject",
                    word,
                )
            }
            _ => {
                let number = format!("070{:07}", self.number * 1_000_000 + self.count);
                let draft = PointDraft {
                    label: String::new(),
                    value: number.clone(),
                };
                let body = json!({ "holder": holder, "kind": "phone", "draft": draft, "key": key });
                (
                    "/api/add_point",
                    body,
                    "contact_point",
                    "target",
                    format!("+46{}", &number[1..]),
                )
            }
        };
        let sent = Instant::now();
        let hiding = self.hiding(contact);
        let answer = self.desk.insist(path, &body).await?;
        let outcome = match answer.status {
            200 => {
                let said: Value = answer.read()?;
                let command = said.get("command").and_then(Value::as_str);
                self.latest = command.and_then(|command| command.parse().ok());
                Outcome::Done(sent, Instant::now())
            }
            403 | 404 | 422 => Outcome::Refused,
            status => bail!("{path} was answered with {status}: {}", answer.text()),
        };
        if hiding.is_some() && hiding == self.hiding(contact) && outcome != Outcome::Refused {
            self.wrong(format!(
                "person {} wrote on contact {contact}, which is hidden",
                self.number
            ));
        }
        self.world.seen.borrow_mut().made.push(Made {
            table,
            column,
            value,
            outcome,
        });
        Ok(())
    }

    /// Takes the last thing back.
    async fn take_back(&mut self) -> Result<()> {
        let Some(command) = self.latest.take() else {
            return Ok(());
        };
        let body = json!({ "command": CommandId(command) });
        // Once: a second time would say that it has been taken back.
        if let Some(answer) = self.desk.try_once("/api/undo_command", &body).await?
            && answer.status == 200
        {
            let undone: Undone = answer.read()?;
            if undone.restored > 0 {
                self.world
                    .seen
                    .borrow_mut()
                    .undone
                    .push((command, undone.command.0));
            }
        }
        Ok(())
    }

    /// The owner hides the contact, or shows it again. Nobody else does.
    async fn hide_or_show(&mut self) -> Result<()> {
        // The first two are administrators; each contact has one desk where it is hidden.
        let Some(contact) = self.number.checked_sub(2) else {
            return Ok(());
        };
        let Some(card) = self.card(contact).await? else {
            bail!("the owner of contact {contact} does not see it");
        };
        let word = |hidden: bool| if hidden { "true" } else { "false" };
        let edit = Edit::one(
            Target::Contact(card.id),
            Field::Private,
            word(card.private),
            word(!card.private),
        );
        if card.private {
            self.world.seen.borrow_mut().show(contact);
        }
        let outcome = self.save(&edit).await?;
        // Taken back it would be shown without a word.
        self.latest = None;
        if !card.private && matches!(outcome, Outcome::Done(..)) {
            self.world.seen.borrow_mut().hide(contact);
        }
        Ok(())
    }

    /// Reads something of a contact; while it is hidden that must show nothing.
    async fn look(&mut self, contact: usize) -> Result<()> {
        let id = self.world.contacts[contact].id;
        let holder = Holder::Contact(ContactId(id));
        let search = Search {
            text: format!("Haveri Prov {contact}"),
            ..Search::default()
        };
        let (path, body) = match self.below(5) {
            0 => (
                "/api/read_notes",
                json!({ "holder": holder, "query": NotesQuery::default() }),
            ),
            1 => (
                "/api/read_history",
                json!({ "holder": holder, "query": HistoryQuery::default(), "language": Language::Sv }),
            ),
            2 => ("/api/search_contacts", json!({ "search": search })),
            _ => {
                self.card(contact).await?;
                return Ok(());
            }
        };
        let hiding = self.hiding(contact);
        let Some(answer) = self.desk.try_once(path, &body).await? else {
            return Ok(());
        };
        let there = match answer.status {
            200 if path.ends_with("search_contacts") => answer.text().contains(&id.to_string()),
            200 => true,
            404 | 503 => false,
            status => bail!("{path} was answered with {status}"),
        };
        self.saw(contact, hiding, there, path);
        Ok(())
    }

    /// The card, where it is shown.
    async fn card(&mut self, contact: usize) -> Result<Option<ContactCard>> {
        let id = self.world.contacts[contact].id;
        let hiding = self.hiding(contact);
        let least = self.world.seen.borrow().version(contact);
        let answer = self
            .desk
            .insist("/api/read_contact", &json!({ "id": id }))
            .await?;
        let card: Option<ContactCard> = match answer.status {
            200 => Some(answer.read()?),
            404 => None,
            status => bail!("the card was answered with {status}"),
        };
        self.saw(contact, hiding, card.is_some(), "/api/read_contact");
        if let Some(card) = &card {
            self.world
                .seen
                .borrow_mut()
                .shown(contact, least, card.version);
        }
        Ok(card)
    }

    fn saw(&mut self, contact: usize, hiding: Option<usize>, there: bool, path: &str) {
        let all_the_time = hiding.is_some() && hiding == self.hiding(contact);
        let mut seen = self.world.seen.borrow_mut();
        seen.reads += 1;
        if all_the_time {
            seen.reads_of_hidden += 1;
            if there {
                seen.wrong.push(format!(
                    "person {} was shown contact {contact} by {path}",
                    self.number
                ));
            }
        }
    }

    /// Which hiding keeps the contact from this person.
    fn hiding(&self, contact: usize) -> Option<usize> {
        let may = self.role == Role::Administrator || self.world.contacts[contact].owner == self.id;
        if may {
            None
        } else {
            self.world.seen.borrow().hiding(contact)
        }
    }

    fn wrong(&self, what: String) {
        self.world.seen.borrow_mut().wrong.push(what);
    }

    /// A word that nobody else says.
    fn word(&mut self) -> String {
        self.count += 1;
        format!("haveri-{}-{}", self.number, self.count)
    }

    /// `SplitMix64`: the same seed gives each person the same wishes.
    fn below(&mut self, limit: usize) -> usize {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.random;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }
}
