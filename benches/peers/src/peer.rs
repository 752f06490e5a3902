//! The peers: how each is started, and what it leaves out.

use std::path::{Path, PathBuf};
use std::process::Command;

use peers::sample::DAY;

use crate::data::Data;

/// One of those that are compared.
pub struct Peer {
    /// Its name in the table.
    pub name: &'static str,
    /// What it cannot write of the leaflet.
    pub leaves_out: &'static str,
    /// How it makes one PDF as a whole process.
    pub whole: fn(&Data, &Path) -> Command,
    /// The program that renders in process, the data for one leaflet and, where it can, for many.
    pub library: Option<Library>,
}

/// A peer that is a library.
#[derive(Clone, Copy)]
pub struct Library {
    /// The program beside this one that calls it.
    pub program: &'static str,
    /// The data of the whole leaflet.
    pub leaflet: &'static str,
    /// The data of many leaflets.
    pub many: Option<&'static str>,
}

/// All of them, Careleaf first.
pub const PEERS: [Peer; 6] = [
    Peer {
        name: "careleaf",
        leaves_out: "",
        whole: |data, out| {
            let mut command = beside("careleaf");
            command
                .args(["build", "acute-lymphoblastic-leukaemia", "-s"])
                .arg(data.sections.join(","))
                .args([
                    "--library",
                    concat!(env!("CARGO_MANIFEST_DIR"), "/../../leaflets"),
                ])
                .args(["--date", &DAY.to_string(), "-o"])
                .arg(out);
            command
        },
        library: Some(Library {
            program: "peer-careleaf",
            leaflet: "leaflet.sections",
            many: Some("many.sections"),
        }),
    },
    Peer {
        name: "typst",
        leaves_out: "",
        whole: |data, out| one("peer-typst", &data.folder.join("leaflet.typst"), out),
        library: Some(Library {
            program: "peer-typst",
            leaflet: "leaflet.typst",
            many: Some("many.typst"),
        }),
    },
    Peer {
        name: "printpdf",
        leaves_out: "tags, links, numbers of pages",
        whole: |data, out| one("peer-printpdf", &data.folder.join("leaflet.html"), out),
        library: Some(Library {
            program: "peer-printpdf",
            leaflet: "leaflet.html",
            many: None,
        }),
    },
    Peer {
        name: "genpdf",
        leaves_out: "tags, links, pictures, QR codes, numbers of pages",
        whole: |data, out| one("peer-genpdf", &data.folder.join("leaflet.json"), out),
        library: Some(Library {
            program: "peer-genpdf",
            leaflet: "leaflet.json",
            many: None,
        }),
    },
    Peer {
        name: "WeasyPrint",
        leaves_out: "",
        whole: |data, out| {
            let mut command = Command::new("weasyprint");
            command.args(["--pdf-variant", "pdf/ua-1"]);
            command.arg(data.folder.join("leaflet.html")).arg(out);
            command
        },
        library: None,
    },
    Peer {
        name: "Chromium",
        leaves_out: "numbers of pages",
        whole: |data, out| {
            let mut command = Command::new("chromium");
            command
                .args([
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                ])
                .args(["--no-first-run", "--disable-background-networking"])
                .args([
                    "--disable-component-update",
                    "--disable-sync",
                    "--no-pdf-header-footer",
                ])
                .arg(format!("--print-to-pdf={}", out.display()))
                .arg(data.folder.join("leaflet.html"));
            command
        },
        library: None,
    },
];

/// A program that stands beside this one.
pub fn beside(name: &str) -> Command {
    let here = std::env::current_exe().unwrap_or_else(|_| PathBuf::from(name));
    Command::new(here.with_file_name(name))
}

fn one(program: &str, data: &Path, out: &Path) -> Command {
    let mut command = beside(program);
    command.arg("one").arg(data).arg(out);
    command
}
