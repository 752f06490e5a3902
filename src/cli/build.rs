//! `careleaf build`: the pipeline from a folder of text to one PDF, a stage a line, with what a nurse should know said on
//! the way.

use std::env;
use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use careleaf::content::ContactKind;
use careleaf::leaflet::{Imprint, Leaflet, Personal, PreparedFor, Since, compose};
use careleaf::library::Revision;
use careleaf::paged::fitting::LongLeaflet;
use careleaf::paged::layout::lay_out;
use careleaf::paged::layout::page::Pages;
use careleaf::paged::pdf::{self, PdfError};
use careleaf::phone::has_number;
use careleaf::printing::Paper;
use careleaf::proof::changes;
use careleaf::proof::record::Proof;
use careleaf::selection::{Request, ResolvedRequest, Selection};
use careleaf::typefaces::Typefaces;

use super::args::BuildArguments;
use super::cautions;
use super::console;
use super::keep::Keeper;
use super::open::{OpenLibrary, open};
use super::output::{self, Destination, Written};
use super::proof_args::KeepArguments;
use super::subject::Places;
use super::typed::{LONGEST_REASON, contact, prepared_for, printable};
use crate::error::{Error, counted};

/// Makes the leaflet that was asked for; `today` is the clock's date.
///
/// # Errors
/// Whatever keeps the leaflet from being whole, kept and delivered; then no leaflet was written.
pub(crate) fn run(arguments: BuildArguments, today: Date) -> Result<(), Error> {
    let mut order = Order::from_arguments(arguments, today)?;
    let source = open(&order.library)?;
    order.personal = order.typed.printable(&source.library.house.typefaces)?;
    let places = Places::new(&order.keep, &source.library.house);
    let revision = Revision::of(&order.library, &places.paths());
    let resolved = order.request.resolve(&source.library);
    let request = resolved.map_err(|error| source.explain(error))?;
    let selection = request.select().map_err(|error| source.explain(error))?;
    source.show_warnings(selection.leaflet.id.as_str());
    say_what_is_in_it(&selection);
    let imprint = Imprint {
        made_on: order.made_on,
        revision,
        since: order.since(&selection, &places)?,
    };
    let leaflet = compose(&selection, &imprint);
    order.warn(&selection, &leaflet);
    let name = leaflet.file_name(&selection.leaflet.id);
    let pages = lay_out(&leaflet, &order.personal);
    order.check_sheets((&request, &imprint), &pages)?;
    output::check(order.output.as_deref(), &places)?;
    Keeper::new(places)?.keep(leaflet.edition.code(), || {
        write(&lay_out(&leaflet, &Personal::default()), &source)
    })?;
    // The pages hold a leaflet of their own, and writing takes most memory.
    drop(leaflet);
    let pdf = write(&pages, &source)?;
    let written = output::deliver(&pdf, order.destination(name))?;
    say_what_was_written(&written, &pages);
    Ok(())
}

/// What was typed, checked as far as it can be without the library.
struct Order {
    library: PathBuf,
    output: Option<PathBuf>,
    /// Whether a file of the leaflet's own name may be replaced.
    replaces: bool,
    request: Request,
    since: Option<String>,
    keep: KeepArguments,
    personal: Personal,
    /// What is Personal as it was typed: the library's typefaces decide how it is printed.
    typed: TypedPersonal,
    /// How many sheets of paper it may take.
    sheets: Option<NonZeroUsize>,
    /// The clock's date where `--date` took its place.
    overruled_clock: Option<Date>,
    /// The day that `SOURCE_DATE_EPOCH` asks to be printed.
    made_on: Option<Date>,
}

/// What was typed for one copy.
struct TypedPersonal {
    urgent_line: Option<String>,
    nurse: Option<String>,
    prepared_for: Option<String>,
}

impl TypedPersonal {
    fn printable(&self, typefaces: &Typefaces) -> Result<Personal, Error> {
        Ok(Personal {
            urgent_line: contact("--urgent-line", self.urgent_line.as_deref(), typefaces)?,
            nurse: contact("--nurse", self.nurse.as_deref(), typefaces)?,
            prepared_for: prepared_for(self.prepared_for.as_deref(), typefaces)?,
        })
    }
}

impl Order {
    fn from_arguments(arguments: BuildArguments, today: Date) -> Result<Order, Error> {
        let reason = printable("--allow-overdue", arguments.allow_overdue, LONGEST_REASON)?;
        Ok(Order {
            library: arguments.library.library,
            output: arguments.output,
            replaces: arguments.force,
            request: Request {
                leaflet: arguments.leaflet,
                sections: arguments.wanted.into_wanted(),
                text_size: arguments.text_size,
                printing: arguments.printing.into_printing(),
                date: arguments.date.unwrap_or(today),
                clinic: arguments.clinic,
                allow_overdue: reason,
            },
            since: arguments.since,
            keep: arguments.keep,
            sheets: arguments.sheets,
            personal: Personal::default(),
            typed: TypedPersonal {
                urgent_line: arguments.urgent_line,
                nurse: arguments.nurse,
                prepared_for: arguments.prepared_for,
            },
            overruled_clock: arguments.date.map(|_| today),
            made_on: source_date(env::var_os("SOURCE_DATE_EPOCH"))?,
        })
    }

    /// Where the leaflet is to go, whose own name is `name`.
    fn destination(&self, name: String) -> Destination {
        match &self.output {
            Some(output) if output == Path::new("-") => Destination::Stdout,
            Some(output) => Destination::File(output.clone()),
            None if self.replaces => Destination::File(name.into()),
            None => Destination::Beside(name.into()),
        }
    }

    /// Refuses a leaflet that takes more paper than it may.
    fn check_sheets(
        &self,
        (request, imprint): (&ResolvedRequest, &Imprint),
        pages: &Pages,
    ) -> Result<(), Error> {
        let sheets = self.request.printing.paper.sheets(pages.pages.len());
        match self.sheets.map(NonZeroUsize::get) {
            Some(allowed) if sheets > allowed => {
                let long = LongLeaflet {
                    request,
                    imprint,
                    personal: &self.personal,
                };
                Err(Error::TooLong {
                    sheets,
                    allowed,
                    two_sided: long.two_sided(allowed),
                    shorter: long.shorter(allowed),
                })
            }
            _ => Ok(()),
        }
    }

    /// What has changed since the edition that was asked for.
    fn since(&self, selection: &Selection, places: &Places) -> Result<Option<Since>, Error> {
        let Some(typed) = &self.since else {
            return Ok(None);
        };
        let edition = places.edition(typed)?;
        let old = places.find_edition(edition.code())?;
        let Some(text) = old.text else {
            return Err(Error::NoOldText(old.record.edition));
        };
        if old.record.leaflet.id != selection.leaflet.id.as_str() {
            return Err(Error::OtherLeaflet(old.record.edition));
        }
        let old = Proof {
            record: old.record,
            text,
        };
        let now = Proof::of(&compose(selection, &Imprint::default()));
        Ok(Some(changes::since(edition, &old, &now)))
    }

    /// Says what somebody should look at before the leaflet is given out.
    fn warn(&self, selection: &Selection, leaflet: &Leaflet) {
        for (title, review_due) in selection.overdue.iter().flat_map(|overdue| &overdue.parts) {
            console::warning(
                format_args!("`{title}` was due for review on {review_due}"),
                "the leaflet says so, with your reason",
            );
        }
        cautions::warn_of_texts(&selection.changed, &selection.due_soon);
        if let Some(today) = self.overruled_clock.filter(|&day| leaflet.review_due < day) {
            console::warning(
                format_args!(
                    "this leaflet was due for review on {}, and today is {today}",
                    leaflet.review_due
                ),
                "build it without `--date` before it is given to anybody",
            );
        }
        if self.personal.prepared_for == Some(PreparedFor::ToWrite) {
            console::warning(
                "the name in `--prepared-for` cannot be printed: no typeface here has all of its letters",
                "write it by hand on the blank that the first page has for it, before the leaflet is given out",
            );
        }
        match leaflet.contact(ContactKind::Urgent, &self.personal) {
            None => console::warning(
                "the leaflet has no 24-hour number: it says to call 999 or go to A&E",
                "give one with `--urgent-line` or `--clinic`, or write it on the first page",
            ),
            // What was typed for one copy is not quoted.
            Some(line) if !has_number(line) => console::warning(
                "the 24-hour line of this leaflet has no telephone number in it",
                "give the number to ring with `--urgent-line`, or mend the clinic in `house.toml`",
            ),
            Some(_) => {}
        }
    }
}

/// The day of `SOURCE_DATE_EPOCH`, in UTC (reproducible-builds.org/specs/source-date-epoch, 1.1).
pub(crate) fn source_date(variable: Option<OsString>) -> Result<Option<Date>, Error> {
    let Some(typed) = variable else {
        return Ok(None);
    };
    let seconds = typed
        .to_str()
        .filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|digits| digits.parse().ok())
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .ok_or(Error::SourceDateEpoch)?;
    Ok(Some(seconds.to_zoned(TimeZone::UTC).date()))
}

/// Says which names stood for what, and what came along unasked.
fn say_what_is_in_it(selection: &Selection) {
    console::note(&selection.leaflet.title);
    if let Some(preset) = selection.preset {
        let title = preset.title.as_ref().map(|title| title.text.as_str());
        console::note(format_args!(
            "  preset: {}",
            title.unwrap_or(preset.id.as_str())
        ));
    }
    if let Some(clinic) = selection.clinic {
        console::note(format_args!("  clinic: {}", clinic.name));
    }
    for section in &selection.sections {
        let title = &section.title;
        match selection
            .required
            .iter()
            .find(|(added, _)| added.id == section.id)
        {
            Some((_, by)) => console::note(format_args!("  {title} (goes with {})", by.title)),
            None => console::note(format_args!("  {title}")),
        }
    }
}

/// Writes the PDF, and shows what keeps it from being one.
///
/// # Errors
/// [`Error::Pdf`] when it would not be accessible.
pub(crate) fn write(pages: &Pages, source: &OpenLibrary) -> Result<Vec<u8>, Error> {
    pdf::write(pages).map_err(|PdfError::Violations(violations)| {
        console::diagnostics(&violations, &source.sources);
        Error::Pdf {
            faults: violations.len(),
        }
    })
}

fn say_what_was_written(written: &Written, pages: &Pages) {
    let leaflet = &pages.leaflet;
    let done = match written {
        Written::Stdout => "wrote to stdout".to_owned(),
        Written::File(path) | Written::Numbered { path, .. } => {
            format!("wrote `{}`", path.display())
        }
        Written::There(path) => format!("`{}` is this leaflet already", path.display()),
    };
    let due = if leaflet.review_due < leaflet.provenance.date {
        "overdue since"
    } else {
        "due for review on"
    };
    console::note(format_args!(
        "{done}: {}, edition {}, {due} {}",
        length(pages),
        leaflet.edition.code(),
        leaflet.review_due
    ));
    if let Written::Numbered { taken, .. } = written {
        console::note(format_args!(
            "`{}` was there already and is not this copy: it stays (`--force` would replace it)",
            taken.display()
        ));
    }
    if leaflet.printing.paper == Paper::Booklet {
        cautions::say_how_to_fold(Paper::Booklet.sheets(pages.pages.len()));
    }
}

/// How long it is, and on how much paper where a sheet takes more than a page.
fn length(pages: &Pages) -> String {
    let paper = pages.leaflet.printing.paper;
    let count = pages.pages.len();
    let length = counted(count, "page");
    let sheets = counted(paper.sheets(count), "sheet");
    match paper {
        Paper::OneSided => length,
        Paper::TwoSided => format!("{length} on {sheets}"),
        Paper::Booklet => format!("{length} on {sheets} to fold"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn source_date_epoch_is_a_day_in_utc() {
        let day = source_date(Some("1795392000".into()));
        assert_eq!(day.ok().flatten(), Some(jiff::civil::date(2026, 11, 23)));
        assert!(source_date(None).is_ok_and(|day| day.is_none()));
    }

    #[test]
    fn malformed_source_date_epoch_is_refused() {
        for typed in [
            "",
            "tomorrow",
            "-1",
            "+1",
            "1.5",
            " 1",
            "99999999999999999999",
        ] {
            assert!(source_date(Some(typed.into())).is_err(), "{typed:?}");
        }
    }
}
