//! Words of acts on many rows.

use domain::bulk::Progress;
use domain::search::Among;

use crate::i18n::number;

crate::texts! {
    /// Words of acts on many rows. `{}` is what they are about: «3 kontakter».
    pub struct BulkTexts {
        choose: "Välj" / "Choose",
        stop_choosing: "Avsluta val" / "Stop choosing",
        tick: "Markera" / "Tick",
        ticked: "Markerade" / "Ticked",
        one_ticked: "1 markerad" / "1 ticked",
        some_ticked: "{} markerade" / "{} ticked",
        all_ticked: "Alla {} träffar är markerade" / "All {} hits are ticked",
        every_ticked: "Alla träffar är markerade" / "All hits are ticked",
        tick_all: "Markera alla {} träffar" / "Tick all {} hits",
        tick_every: "Markera alla träffar" / "Tick all hits",
        untick: "Avmarkera alla" / "Untick all",
        more_acts: "Fler åtgärder" / "More acts",
        change_ticked: "Ändra markerade …" / "Change the ticked …",
        owner: "Byt ägare" / "Change owner",
        add_category: "Lägg till kategori" / "Add category",
        remove_category: "Ta bort kategori" / "Remove category",
        hide: "Gör privata (dolda för kollegor)" / "Make private (hidden from colleagues)",
        show: "Gör synliga för alla" / "Make visible to everyone",
        trash: "Flytta till papperskorgen" / "Move to the trash",
        restore: "Återställ" / "Restore",
        new_owner: "Ny ägare" / "New owner",
        category: "Kategori" / "Category",
        choose_one: "Välj …" / "Choose …",
        cancel: "Avbryt" / "Cancel",
        stop: "Stoppa" / "Stop",
        working: "Arbetar" / "Working",
        counting: "Räknar träffarna …" / "Counting the hits …",
        of: "av" / "of",
        one_contact: "1 kontakt" / "1 contact",
        contacts: "kontakter" / "contacts",
        one_company: "1 företag" / "1 company",
        companies: "företag" / "companies",
        did_owner: "{} har ny ägare." / "New owner for {}.",
        did_add_category: "{} har nu kategorin." / "Category added to {}.",
        did_remove_category: "Kategorin är borttagen från {}." / "Category removed from {}.",
        did_hide: "Dolda för kollegor: {}." / "Hidden from colleagues: {}.",
        did_show: "Synliga för alla: {}." / "Visible to everyone: {}.",
        did_trash: "{} flyttades till papperskorgen." / "{} moved to the trash.",
        did_restore: "{} återställdes." / "{} restored.",
        nothing_done: "Inget ändrades." / "Nothing was changed.",
        one_refused: "1 kunde inte ändras: du har inte rätt till den." / "1 could not be changed: you do not have the right to it.",
        some_refused: "{} kunde inte ändras: du har inte rätt till dem." / "{} could not be changed: you do not have the right to them.",
        stopped: "Stoppades innan {} återstående var klara." / "Stopped before the remaining {} were done.",
        too_many: "Det är för många på en gång. Begränsa sökningen och försök igen."
            / "That is too many at once. Narrow the search and try again.",
        title: "Ändra markerade" / "Change the ticked",
        none_ticked: "Inget är markerat. Gå tillbaka till listan och markera några träffar."
            / "Nothing is ticked. Go back to the list and tick some hits.",
        back: "Tillbaka till listan" / "Back to the list",
        going_on: "Det tar en stund. Det fortsätter även om du går härifrån." / "It takes a while. It goes on even if you leave.",
    }
}

/// «3 kontakter».
#[must_use]
pub fn things(among: Among, count: u32) -> String {
    let texts = BulkTexts::here();
    let (one, many) = match among {
        Among::Contacts => (texts.one_contact, texts.contacts),
        Among::Companies => (texts.one_company, texts.companies),
    };
    match count {
        1 => one.to_owned(),
        _ => format!("{} {many}", number(count)),
    }
}

/// What an act did, and what it did not do.
#[must_use]
pub fn outcome(act: &str, among: Among, progress: &Progress) -> String {
    let texts = BulkTexts::here();
    let mut said = vec![if progress.done == 0 {
        texts.nothing_done.to_owned()
    } else {
        let text = match act {
            "owner" => texts.did_owner,
            "add_category" => texts.did_add_category,
            "remove_category" => texts.did_remove_category,
            "hide" => texts.did_hide,
            "show" => texts.did_show,
            "restore" => texts.did_restore,
            _ => texts.did_trash,
        };
        text.replace("{}", &things(among, progress.done))
    }];
    match progress.refused {
        0 => {}
        1 => said.push(texts.one_refused.to_owned()),
        many => said.push(texts.some_refused.replace("{}", &number(many))),
    }
    if progress.stopped() {
        let left = progress.total - progress.done - progress.refused;
        said.push(texts.stopped.replace("{}", &number(left)));
    }
    said.join(" ")
}

/// The word of an act.
#[must_use]
pub fn label(act: &str) -> &'static str {
    let texts = BulkTexts::here();
    match act {
        "owner" => texts.owner,
        "add_category" => texts.add_category,
        "remove_category" => texts.remove_category,
        "hide" => texts.hide,
        "show" => texts.show,
        "restore" => texts.restore,
        _ => texts.trash,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::CommandId;

    #[test]
    fn says_what_was_done_and_what_was_not() {
        let progress = |done, refused, total| Progress {
            command: CommandId(uuid::Uuid::nil()),
            total,
            done,
            refused,
            running: false,
        };
        let said = |act, progress| outcome(act, Among::Contacts, &progress);
        assert_eq!(
            said("owner", progress(1238, 2, 1240)),
            "1\u{a0}238 kontakter har ny ägare. 2 kunde inte ändras: du har inte rätt till dem."
        );
        assert_eq!(
            said("trash", progress(1, 0, 1)),
            "1 kontakt flyttades till papperskorgen."
        );
        assert_eq!(
            said("hide", progress(0, 1, 1)),
            "Inget ändrades. 1 kunde inte ändras: du har inte rätt till den."
        );
        assert_eq!(
            said("owner", progress(2, 0, 5)),
            "2 kontakter har ny ägare. Stoppades innan 3 återstående var klara."
        );
    }
}
