//! Makes a leaflet for each row of a ward list, and shows how far it is:
//!
//! ```text
//! cargo run --example batch -- LIBRARY DAY LIST FOLDER
//! cargo run --example batch -- leaflets 2026-11-28 ward.csv monday
//! ```

use std::env;
use std::error::Error;
use std::io::{self, Write};
use std::path::Path;

use careleaf::diagnostic::{self, Style};
use careleaf::printing::Printing;
use careleaf::tasks::batch::{BatchEvent, BatchRequest, Outcome, batch};
use careleaf::tasks::{OpenLibrary, StorePaths};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    run(&arguments, &mut io::stdout())
}

/// Makes the leaflets that the arguments ask for; progress and what failed go to `out`.
pub(crate) fn run(arguments: &[String], out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    let [library, day, list, folder] = arguments else {
        return Err("usage: batch LIBRARY DAY LIST FOLDER".into());
    };
    let open = OpenLibrary::read(Path::new(library))?;
    let request = BatchRequest {
        list: list.into(),
        encoding: None,
        folder: folder.into(),
        printing: Printing::default(),
        most_sheets: None,
        threads: None,
        date: day.parse()?,
        made_on: None,
        store: StorePaths::default(),
        print_job: None,
    };
    let mut progress = Progress::default();
    // A closure cannot give an error back from within: the first is kept.
    let mut said = Ok(());
    let made = batch(&open, &request, &mut |event| {
        if said.is_ok() {
            said = progress.show(event, out);
        }
    });
    said?;
    let made = made?;
    for (row, outcome) in made.list.rows.iter().zip(&made.outcomes) {
        if let Outcome::Failed(why) = outcome {
            writeln!(out, "row {} failed: {why}", row.number)?;
        }
    }
    Ok(())
}

/// How far a batch is.
#[derive(Default)]
struct Progress {
    rows: usize,
    done: usize,
}

impl Progress {
    fn show(&mut self, event: BatchEvent, out: &mut dyn Write) -> io::Result<()> {
        match event {
            BatchEvent::ListFaults(faults, sources) => {
                write!(out, "{}", diagnostic::render(faults, sources, Style::Plain))
            }
            BatchEvent::Begun(rows) => {
                self.rows = rows;
                writeln!(out, "{rows} leaflets to make")
            }
            BatchEvent::RowDone => {
                self.done += 1;
                writeln!(out, "{} of {}", self.done, self.rows)
            }
            BatchEvent::Written { made, .. } => writeln!(out, "{made} leaflets are made"),
            // What else is known is for a program that talks to people.
            _ => Ok(()),
        }
    }
}
