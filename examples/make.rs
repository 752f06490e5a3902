//! Makes one leaflet, and says what a nurse has to know of it:
//!
//! ```text
//! cargo run --example make -- LIBRARY DAY OUTPUT.pdf LEAFLET SECTION…
//! cargo run --example make -- leaflets 2026-11-28 leaflet.pdf acute chemotherapy follow-up
//! ```

use std::env;
use std::error::Error;
use std::io::{self, Write};
use std::path::Path;

use careleaf::printing::{Printing, TextSize};
use careleaf::selection::{Request, Wanted};
use careleaf::tasks::make::{MakeEvent, MakeRequest, make};
use careleaf::tasks::{Destination, OpenLibrary};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    run(&arguments, &mut io::stdout())
}

/// Makes the leaflet that the arguments ask for; what there is to say goes to `out`.
pub(crate) fn run(arguments: &[String], out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    let [library, day, output, leaflet, sections @ ..] = arguments else {
        return Err("usage: make LIBRARY DAY OUTPUT.pdf LEAFLET SECTION…".into());
    };
    let open = OpenLibrary::read(Path::new(library))?;
    let request = Request {
        leaflet: leaflet.clone(),
        sections: Wanted::Sections(sections.to_vec()),
        text_size: TextSize::default(),
        printing: Printing::default(),
        date: day.parse()?,
        clinic: None,
        allow_overdue: None,
    };
    let wanted = MakeRequest {
        destination: Destination::File(output.into()),
        ..MakeRequest::of(request)
    };
    // A closure cannot give an error back from within: the first is kept.
    let mut said = Ok(());
    let made = make(&open, &wanted, &mut |event| {
        if said.is_ok() {
            said = tell(event, out);
        }
    })?;
    said?;
    writeln!(
        out,
        "{output}: edition {}, {} pages",
        made.edition.code(),
        made.pages
    )?;
    Ok(())
}

/// Tells what is known while the leaflet is made.
fn tell(event: MakeEvent, out: &mut dyn Write) -> io::Result<()> {
    match event {
        MakeEvent::Selected { selection, .. } => {
            for section in &selection.sections {
                writeln!(out, "with “{}”", section.title)?;
            }
            Ok(())
        }
        MakeEvent::Caution(caution) => writeln!(out, "look at this: {caution:?}"),
    }
}
