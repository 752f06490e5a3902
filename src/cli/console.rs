//! What the program says on stderr: notes, warnings, errors and the library's diagnostics. Colour is decoration: anstream
//! takes it away when stderr is no terminal or `NO_COLOR` is set.
//!
//! Whatever could steer the terminal is made visible here, and for stdout in [`super::print`].
//!
//! A message that cannot be written is dropped: with stderr closed there is nobody to tell, and the exit code still
//! speaks.

use std::fmt::Display;
use std::io::Write;

use anstyle::{AnsiColor, Style};

use careleaf::diagnostic::{self, Diagnostic, Sources};
use careleaf::tasks::TaskError;
use careleaf::visible::{visible, visible_line};

use super::error::Error;
use super::remedies::phrased;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default().bold();

/// Says something that is neither good nor bad.
pub(crate) fn note(message: impl Display) {
    let message = message.to_string();
    let _ = writeln!(anstream::stderr(), "{}", visible(&message));
}

/// Says what somebody should look at before the leaflet is given out, and how to fix it.
pub(crate) fn warning(message: impl Display, hint: impl Display) {
    labelled(WARNING, "warning", message);
    labelled(HINT, "hint", hint);
}

/// Says why the run failed, with the faults in content behind it, and how to fix it where that can be said.
pub(crate) fn error(error: &Error) {
    match error {
        Error::Task(TaskError::Content(content)) => {
            diagnostics(&content.diagnostics, &content.sources);
        }
        Error::Task(TaskError::Pdf(faults)) => diagnostics(&faults.diagnostics, &faults.sources),
        _ => {}
    }
    labelled(ERROR, "error", error);
    if let Some(hint) = error.hint() {
        labelled(HINT, "hint", hint);
    }
}

/// Says what is wrong with the command line, or gives the help that was asked for, and ends the process as clap would.
pub(crate) fn usage(error: &clap::Error) -> ! {
    let said = error.render().to_string();
    let shown = visible(&said);
    // What was typed is quoted: with nothing in it that steers the terminal, clap may say it in its colours.
    if error.use_stderr() && shown != said {
        let _ = write!(anstream::stderr(), "{shown}");
        std::process::exit(error.exit_code());
    }
    error.exit()
}

/// Shows faults in content, each with the line that it is on.
pub(crate) fn diagnostics(diagnostics: &[Diagnostic], sources: &Sources) {
    if !diagnostics.is_empty() {
        let rendered =
            diagnostic::render(&phrased(diagnostics), sources, diagnostic::Style::Colored);
        let _ = writeln!(anstream::stderr(), "{rendered}\n");
    }
}

fn labelled(style: Style, label: &str, message: impl Display) {
    let message = message.to_string();
    let message = visible_line(&message);
    let _ = writeln!(anstream::stderr(), "{style}{label}{style:#}: {message}");
}
