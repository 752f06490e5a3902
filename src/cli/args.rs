//! What can be typed. Values with a fixed form (dates, text sizes) are parsed here, once, into types that cannot be
//! wrong; names of leaflets and sections are resolved later, against the library.
//!
//! Nothing here derives `Debug`, and contacts are taken as plain text: clap quotes a value that it refuses, and what is
//! typed for one patient's copy must not come back in a message.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{OsStringValueParser, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use careleaf::printing::{Colors, Paper, Printing, TextSize};
use careleaf::selection::Wanted;
use careleaf::tasks::batch::Encoding;

use super::error::LIBRARY_VARIABLE;
use super::proof_args::{self, DiffArguments, KeepArguments, RecallArguments, VerifyArguments};

/// The most leaflets to make at a time.
const MOST_JOBS: usize = 256;

const EXAMPLES: &str = "\
Examples:
  careleaf init leaflets                  start a library in the folder `leaflets`
  careleaf list                           see what it holds
  careleaf build blood-test --all         make a leaflet of all its sections
  careleaf batch ward.csv --out monday    make the leaflets of a whole ward
  careleaf verify leaflet.pdf             see whether it may still be given out
  careleaf check                          find faults and texts to mend
  careleaf overview                       see how hard the texts are to read
  careleaf due                            see what is overdue, due soon or a draft

Each command has its own help: careleaf build --help";

const BUILD_EXAMPLES: &str = "\
Examples:
  careleaf build acute -s chemotherapy,side-effects
  careleaf build acute -s \"Side effects\" -s Chemotherapy
  careleaf build acute --preset \"Finishing treatment\" --text-size 18
  careleaf build acute --all --urgent-line \"0123 456 789\" -o leaflet.pdf
  careleaf build acute --all -o - | lp
  careleaf build acute --all --duplex --grey --sheets 20

Names and titles are taken in any case, and can be shortened as long as they stay unique.
Without -o the file is named after the leaflet's short title, the edition, and the form where it
is not the usual one: treatment-for-all-K7QM-2F4X-9TRT.pdf, or with -18pt before the point. When
another copy has that name, the new one is treatment-for-all-K7QM-2F4X-9TRT-2.pdf.";

const BATCH_EXAMPLES: &str = "\
Examples:
  careleaf batch --template > ward.csv    a list to start from
  careleaf batch ward.csv --out monday    a leaflet a row, in the folder `monday`
  careleaf batch ward.csv --out monday --jobs 1 --quiet
  careleaf batch ward.csv --out monday --duplex --print-job monday.pdf

A list is a table as spreadsheets save it (CSV) or a workbook (.xlsx, .ods), its first line
naming the columns:

  leaflet        the leaflet's name in the library, or its title
  sections       names of its sections, with spaces or commas between them, or their titles,
                 with semicolons between them; or instead
  preset         the name or the title of a preset
  text_size      12, 14, 16, 18, 20, 24 or 28; otherwise 12
  copies         how many copies will be printed; otherwise 1
  clinic         a clinic of `house.toml`, by id or name, whose contacts are printed
  prepared_for   whom the copy is for: printed on its first page, and kept nowhere else; a name in
                 letters that no typeface has gets a blank to write it in

The columns stand in any order; only `leaflet` and one of `sections` and `preset` are needed,
and other columns are passed over. Rows are numbered as the spreadsheet shows them.
Names and titles are written in full, in any case. All rows are checked before anything is made. `manifest.csv` and
`manifest.json` list what was made: file, edition, form, pages, sheets of paper, and the hash of
the blank copy. A batch that was interrupted goes on when the same command is run again.";

const CHECK_EXAMPLES: &str = "\
Examples:
  careleaf check                          faults, and places that break a rule of writing
  careleaf check --strict                 the same, failing on warnings: for automatic checks
  careleaf check --format json            the same for other programs
  careleaf check --links                  ask for the online addresses too

A rule can be taken off one place, with a reason, in the front matter of its file:

  [[allow]]
  rule = \"long-sentence\"
  text = \"some words of the place\"
  reason = \"why it must stay as it is\"";

const OVERVIEW_EXAMPLES: &str = "\
Examples:
  careleaf overview                       all leaflets
  careleaf overview acute                 one of them
  careleaf overview acute --all           with its hardest sentences, by file and line
  careleaf overview acute --format json   all of it, for other programs";

const APPROVE_EXAMPLES: &str = "\
Examples:
  careleaf approve blood-test/after-the-test --by \"Lead nurse\" --until 2027-08-05
  careleaf approve before-the-test after-the-test --by NAME --until 2027-08-05
  careleaf approve blood-test blood-test/urgent-help glossary --by NAME --until 2027-08-05

A part is LEAFLET/SECTION, LEAFLET/urgent-help, LEAFLET (what `leaflet.toml` says) or
glossary; a section's own name will do where no other leaflet has it. Names are written out.

Approving writes `status`, `approved_by`, `last_reviewed`, `review_due` and `approved_hash`
into the part's file. The hash is of its title, summary, text and figures: when one of them
changes, the part is a draft again.";

const DUE_EXAMPLES: &str = "\
Examples:
  careleaf due                            what is overdue, due soon, a draft or withdrawn
  careleaf due --within 30                looking 30 days ahead
  careleaf due --owner \"Haematology\"     what one owner has to look at
  careleaf due --format csv > due.csv     for a spreadsheet

Exit codes, for automatic checks: 0 when nothing listed is overdue, 1 when something is or the
library has errors, 2 when the command was mistyped. Drafts and withdrawn parts do not count.";

/// Compose reviewed health information into the leaflet that one patient needs
#[derive(Parser)]
#[command(name = "careleaf", version, after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Make a leaflet as a PDF file
    #[command(after_help = BUILD_EXAMPLES)]
    Build(Box<BuildArguments>),
    /// Make the leaflets of a ward list, a row a leaflet
    #[command(after_help = BATCH_EXAMPLES)]
    Batch(BatchArguments),
    /// List the leaflets with their sections, presets, status and dates
    List(ListArguments),
    /// Report every fault in the library, and text that is hard to read
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArguments),
    /// Show how long and how hard to read the sections are, and when they are due
    #[command(after_help = OVERVIEW_EXAMPLES)]
    Overview(OverviewArguments),
    /// List what is overdue, due soon, a draft or withdrawn, by owner
    #[command(after_help = DUE_EXAMPLES)]
    Due(DueArguments),
    /// Write into a text's file that it is approved, by whom and until when
    #[command(after_help = APPROVE_EXAMPLES)]
    Approve(ApproveArguments),
    /// Write into a text's file that it is withdrawn: nothing is built with it
    Withdraw(WithdrawArguments),
    /// Say what a leaflet is, and whether it may still be given out
    #[command(after_help = proof_args::VERIFY_EXAMPLES)]
    Verify(VerifyArguments),
    /// List the editions that carry an older text of a part
    #[command(after_help = proof_args::RECALL_EXAMPLES)]
    Recall(RecallArguments),
    /// Show what changed between two editions, in words
    #[command(after_help = proof_args::DIFF_EXAMPLES)]
    Diff(DiffArguments),
    /// Write a small library to start from
    Init(InitArguments),
    /// Print what a shell needs to complete commands and options
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions(CompletionsArguments),
    /// Write a manual page for each command
    Man(ManArguments),
}

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  careleaf completions bash > ~/.local/share/bash-completion/completions/careleaf
  careleaf completions zsh > ~/.zfunc/_careleaf
  careleaf completions fish > ~/.config/fish/completions/careleaf.fish";

#[derive(Args)]
pub(crate) struct CompletionsArguments {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Args)]
pub(crate) struct ManArguments {
    /// The folder to write the pages to
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
}

#[derive(Args)]
pub(crate) struct LibraryArguments {
    /// The folder that holds the leaflets
    #[arg(
        long,
        value_name = "DIR",
        env = LIBRARY_VARIABLE,
        hide_env_values = true,
        default_value = "leaflets",
        // An empty name is taken here, to say later what was empty.
        value_parser = OsStringValueParser::new().map(PathBuf::from)
    )]
    pub(crate) library: PathBuf,
}

#[derive(Args)]
pub(crate) struct BuildArguments {
    /// The leaflet, by its name in the library or its title
    pub(crate) leaflet: String,

    #[command(flatten)]
    pub(crate) wanted: WantedArguments,

    /// The file to write, in the place of one that is there; `-` writes to stdout
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Without -o, replace a file of the leaflet's own name, in place of writing another beside it
    #[arg(long)]
    pub(crate) force: bool,

    /// The size of the text in points
    #[arg(long, value_name = "N", default_value = "12", value_parser = text_sizes())]
    pub(crate) text_size: TextSize,

    #[command(flatten)]
    pub(crate) printing: PrintingArguments,

    /// Refuse a leaflet that takes more sheets of paper, and say which sections to leave out
    #[arg(long, value_name = "N")]
    pub(crate) sheets: Option<NonZeroUsize>,

    /// The day the leaflet is made on, in place of today: decides what is overdue
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(crate) date: Option<Date>,

    /// A clinic of `house.toml`, by id or name, whose contacts are printed
    #[arg(long, value_name = "NAME")]
    pub(crate) clinic: Option<String>,

    /// The 24-hour number to print on this copy
    #[arg(long, value_name = "TEXT")]
    pub(crate) urgent_line: Option<String>,

    /// The specialist nurse's name or number to print on this copy
    #[arg(long, value_name = "TEXT")]
    pub(crate) nurse: Option<String>,

    /// Whom this copy is for: printed on its first page
    #[arg(long, value_name = "TEXT")]
    pub(crate) prepared_for: Option<String>,

    /// Use text that is past its review date; the reason is printed and recorded: no patient's name here
    #[arg(long, value_name = "REASON")]
    pub(crate) allow_overdue: Option<String>,

    /// Print what has changed since the archived edition with this code
    #[arg(long, value_name = "CODE")]
    pub(crate) since: Option<String>,

    #[command(flatten)]
    pub(crate) keep: KeepArguments,

    #[command(flatten)]
    pub(crate) library: LibraryArguments,
}

#[derive(Args, Clone, Copy)]
pub(crate) struct PrintingArguments {
    /// For printing on both sides: the binding margin changes sides with the page
    #[arg(long, conflicts_with = "booklet")]
    duplex: bool,

    /// An A5 booklet on A4 paper, to print, fold and staple; for paper only
    #[arg(long)]
    booklet: bool,

    /// In greys, for printers without colour
    #[arg(long)]
    grey: bool,
}

#[derive(Args)]
pub(crate) struct BatchArguments {
    /// The ward list: a CSV file, or a workbook (.xlsx, .ods)
    #[arg(value_name = "WARD.CSV", required_unless_present = "template")]
    pub(crate) list: Option<PathBuf>,

    /// The folder to write the leaflets to: a new one, or that of an earlier batch
    #[arg(long, value_name = "DIR", required_unless_present = "template")]
    pub(crate) out: Option<PathBuf>,

    /// How a list of text is saved, where that is said wrong: `windows-1250`, `macintosh`, `cp850` and their like
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<Encoding>,

    #[command(flatten)]
    pub(crate) printing: PrintingArguments,

    /// Refuse leaflets that take more sheets of paper, and say which sections to leave out
    #[arg(long, value_name = "N")]
    pub(crate) sheets: Option<NonZeroUsize>,

    #[command(flatten)]
    pub(crate) print_job: PrintJobArguments,

    /// How many leaflets to make at a time [default: as many as there are processors]
    #[arg(long, value_name = "N", value_parser = jobs)]
    pub(crate) jobs: Option<NonZeroUsize>,

    /// The day the leaflets are made on, in place of today: decides what is overdue
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(crate) date: Option<Date>,

    /// Do not say how far the batch has come
    #[arg(long)]
    pub(crate) quiet: bool,

    /// Print a list to start from
    #[arg(long, conflicts_with_all = ["list", "out"])]
    pub(crate) template: bool,

    #[command(flatten)]
    pub(crate) keep: KeepArguments,

    #[command(flatten)]
    pub(crate) library: LibraryArguments,
}

#[derive(Args)]
pub(crate) struct PrintJobArguments {
    /// Also write every copy into one PDF for the printer, in parts of at most 500 sheets
    #[arg(long, value_name = "FILE.pdf", value_parser = file)]
    pub(crate) print_job: Option<PathBuf>,

    /// Put a print job's copies together by clinic, each clinic's after a sheet with its name
    #[arg(long, requires = "print_job")]
    pub(crate) separators: bool,
}

#[derive(Args)]
#[group(multiple = false)]
pub(crate) struct WantedArguments {
    /// The sections, by name or title: names with commas between them; a title alone, or with `;` before the next
    #[arg(short, long, value_name = "A,B")]
    sections: Vec<String>,

    /// A named selection of sections, by name or title
    #[arg(long, value_name = "NAME")]
    preset: Option<String>,

    /// Every section
    #[arg(long)]
    all: bool,
}

#[derive(Args)]
pub(crate) struct ListArguments {
    /// Only this leaflet
    pub(crate) leaflet: Option<String>,

    /// The day that decides what is overdue, in place of today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(crate) date: Option<Date>,

    /// How the list is written
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: ListFormat,

    #[command(flatten)]
    pub(crate) library: LibraryArguments,
}

/// How the list of what a library holds is written.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people
    Text,
    /// For other programs
    Json,
}

#[derive(Args)]
pub(crate) struct CheckArguments {
    /// Fail when there are warnings
    #[arg(long)]
    pub(crate) strict: bool,

    /// The day that decides what can be built, in place of today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(crate) date: Option<Date>,

    /// Ask for each online address whether it is there; without it nothing goes over the network
    #[cfg(feature = "links")]
    #[arg(long)]
    pub(crate) links: bool,

    /// How the diagnostics are written
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: CheckFormat,

    #[command(flatten)]
    pub(crate) library: LibraryArguments,
}

/// How diagnostics are written.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people, on stderr
    Text,
    /// For other programs, on stdout
    Json,
}

#[derive(Args)]
pub(crate) struct OverviewArguments {
    /// Only this leaflet
    pub(crate) leaflet: Option<String>,

    /// Show the hardest sentences too
    #[arg(long)]
    pub(crate) all: bool,

    /// How the overview is written
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: OverviewFormat,

    #[command(flatten)]
    pub(crate) library: LibraryArguments,
}

/// How an overview is written.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum OverviewFormat {
    /// For people
    Table,
    /// For other programs
    Json,
}

#[derive(Args)]
pub(crate) struct DueArguments {
    /// How many days ahead to look, in place of the house's `warn_days`
    #[arg(long, value_name = "DAYS")]
    pub(crate) within: Option<u16>,

    /// Only what this owner looks after
    #[arg(long, value_name = "NAME")]
    pub(crate) owner: Option<String>,

    /// The day that decides what is overdue, in place of today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(crate) date: Option<Date>,

    /// How the list is written
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: DueFormat,

    #[command(flatten)]
    pub(crate) library: LibraryArguments,
}

/// How the list of what is due is written.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum DueFormat {
    /// For people
    Table,
    /// For other programs
    Json,
    /// For spreadsheets
    Csv,
}

#[derive(Args)]
pub(crate) struct ApproveArguments {
    /// The parts, by name
    #[arg(value_name = "PART", required = true)]
    pub(crate) parts: Vec<String>,

    /// Who approves: a name or a role
    #[arg(long, value_name = "NAME")]
    pub(crate) by: String,

    /// The day by which the next review is due
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(crate) until: Date,

    /// The day of the review, in place of today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(crate) date: Option<Date>,

    #[command(flatten)]
    pub(crate) library: LibraryArguments,
}

#[derive(Args)]
pub(crate) struct WithdrawArguments {
    /// The parts, by name, as `careleaf approve` takes them
    #[arg(value_name = "PART", required = true)]
    pub(crate) parts: Vec<String>,

    #[command(flatten)]
    pub(crate) library: LibraryArguments,
}

#[derive(Args)]
pub(crate) struct InitArguments {
    /// The folder to write: a new one, or an empty one
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
}

impl PrintingArguments {
    /// The paper and the colours that were asked for.
    pub(crate) fn into_printing(self) -> Printing {
        let paper = match (self.duplex, self.booklet) {
            (true, _) => Paper::TwoSided,
            (false, true) => Paper::Booklet,
            (false, false) => Paper::OneSided,
        };
        let colors = if self.grey {
            Colors::Grey
        } else {
            Colors::Full
        };
        Printing { paper, colors }
    }
}

impl WantedArguments {
    /// What was asked for; no section at all when nothing was, which the selection refuses with the names to choose
    /// from.
    pub(crate) fn into_wanted(self) -> Wanted {
        match self.preset {
            Some(preset) => Wanted::Preset(preset),
            None if self.all => Wanted::All,
            None => Wanted::Sections(self.sections),
        }
    }
}

/// The text sizes, listed by clap in the help and when another is typed.
fn text_sizes() -> impl TypedValueParser<Value = TextSize> {
    PossibleValuesParser::new(TextSize::ALL.map(|points| points.to_string())).map(|typed| {
        typed
            .parse()
            .ok()
            .and_then(TextSize::new)
            .expect("the parser takes only the text sizes")
    })
}

/// A file: `-` is not one.
fn file(typed: &str) -> Result<PathBuf, String> {
    match typed {
        "-" => Err("a print job may have several parts: name a file".to_owned()),
        _ => Ok(PathBuf::from(typed)),
    }
}

/// A number of threads that makes sense.
fn jobs(typed: &str) -> Result<NonZeroUsize, String> {
    let jobs = typed.parse().ok();
    jobs.filter(|jobs: &NonZeroUsize| jobs.get() <= MOST_JOBS)
        .ok_or_else(|| format!("write a whole number from 1 to {MOST_JOBS}"))
}

/// A date in the one form that cannot be misread (ISO 8601, extended format).
pub(super) fn date(typed: &str) -> Result<Date, String> {
    let digits_and_hyphens = typed.bytes().enumerate().all(|(place, byte)| match place {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    if typed.len() != 10 || !digits_and_hyphens {
        return Err("write it as YYYY-MM-DD, for example 2026-11-23".to_owned());
    }
    typed
        .parse()
        .map_err(|_| "there is no such day in the calendar".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_well_formed() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }

    #[test]
    fn date_has_one_form() {
        assert_eq!(date("2028-02-29"), Ok(jiff::civil::date(2028, 2, 29)));
        for typed in [
            "2027-2-3",
            "23-11-2026",
            "2026-11-23T10:00",
            "20261123",
            "",
            "２０２６",
        ] {
            assert!(
                date(typed).is_err_and(|message| message.starts_with("write it as")),
                "{typed}"
            );
        }
        assert!(date("2027-02-29").is_err_and(|message| message.starts_with("there is no")));
    }
}
