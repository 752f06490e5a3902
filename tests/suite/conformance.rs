//! veraPDF over every golden file and every request of `tests/requests.toml`, in one call. The validator is a Java program that not everybody has: the environment variable
//! `VERAPDF` names the command, which is called with `--flavour ua1,3a FILE…` and ends with 0 when all files pass.
//! Without it the test says aloud that nothing was validated, past the test harness, which hides what passing tests
//! print.

use std::fs;
use std::io::Write;
use std::process::Command;

use crate::cases::{self, Case};

#[test]
fn files_pass_verapdf_where_there_is_one() {
    let validator = std::env::var_os("VERAPDF").filter(|command| !command.is_empty());
    let Some(validator) = validator else {
        let warning = "\nNOT VALIDATED: `VERAPDF` is unset, so no file was checked for PDF/UA-1 and PDF/A-3a\n\n";
        std::io::stderr().write_all(warning.as_bytes()).unwrap();
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(validator);
    command.args(["--flavour", "ua1,3a"]);
    let cases: Vec<&Case> = cases::golden().iter().chain(cases::requested()).collect();
    for case in &cases {
        let path = folder.path().join(&case.name).with_extension("pdf");
        fs::write(&path, &case.pdf).unwrap();
        command.arg(path);
    }
    let output = command.output().expect("`VERAPDF` names a command");
    let verdict = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{verdict}");
    let passed = verdict.lines().filter(|line| line.starts_with("PASS"));
    assert_eq!(passed.count(), 2 * cases.len(), "{verdict}");
}
