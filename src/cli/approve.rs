//! `careleaf approve` and `careleaf withdraw`: what people decide about a text, written into its file.

use jiff::civil::Date;

use careleaf::tasks::OpenLibrary;
use careleaf::tasks::approval::Approval;
use careleaf::tasks::approve::{ApproveRequest, Consequence, WithdrawnPart, approve, withdraw};

use super::args::{ApproveArguments, WithdrawArguments};
use super::console;
use super::error::Error;
use super::open::open;

/// Approves the named parts until a day; `today` is the clock's date.
///
/// # Errors
/// When a name, the approver or a date cannot be used, the library has errors in it, or a file cannot be written.
pub(crate) fn run_approve(arguments: ApproveArguments, today: Date) -> Result<(), Error> {
    let open = open(&arguments.library.library)?;
    let request = ApproveRequest {
        parts: arguments.parts,
        approval: Approval {
            by: arguments.by,
            reviewed: arguments.date.unwrap_or(today),
            until: arguments.until,
        },
        today,
    };
    for part in approve(&open, &request)? {
        console::note(format_args!(
            "approved `{}` until {}, in `{}`",
            part.name,
            arguments.until,
            part.file.display()
        ));
    }
    console::note("next: `careleaf due` shows what is still a draft or due for review");
    Ok(())
}

/// Withdraws the named parts.
///
/// # Errors
/// When a name cannot be used, the library has errors in it, or a file cannot be written.
pub(crate) fn run_withdraw(arguments: &WithdrawArguments) -> Result<(), Error> {
    let open = open(&arguments.library.library)?;
    let withdrawn = withdraw(&open, &arguments.parts)?;
    for WithdrawnPart { part, .. } in &withdrawn {
        console::note(format_args!(
            "withdrew `{}`, in `{}`: nothing is built with it",
            part.name,
            part.file.display()
        ));
    }
    for part in &withdrawn {
        say_what_next(&open, part);
    }
    Ok(())
}

/// What is left to do about a withdrawn part: where it is still asked for, and the paper that carries it.
fn say_what_next(open: &OpenLibrary, withdrawn: &WithdrawnPart) {
    let next = match withdrawn.consequence {
        Consequence::GlossaryOut => {
            "every leaflet that uses one of its words is refused until it is approved again"
        }
        Consequence::LeafletOut => "no leaflet is built of it until it is approved again",
        Consequence::UrgentHelpOut => "its leaflet is refused until it is approved again",
        Consequence::SectionOut => "take it out of presets and `requires`, or approve it again",
    };
    let ledger = if open.library.house.ledger.is_some() {
        ""
    } else {
        " --ledger FILE"
    };
    console::note(format_args!("next: {next}"));
    console::note(format_args!(
        "      `careleaf recall {}{ledger}` lists the editions that carry it",
        withdrawn.part.name
    ));
}
