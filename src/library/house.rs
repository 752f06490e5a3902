//! `house.toml`: who publishes, to which hosts leaflets may lead, how long a review lasts, clinics and organisations.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::address::{self, PrintedAs};
use super::brought;
use super::fields::{self, Fields, Key, Located, key};
use super::pictures;
use super::reach::KnownContacts;
use super::source::{Quoted, SourceFile};
use super::{Clinic, House, Organisation, ReviewPolicy, allowance};
use crate::content::{Id, Written};
use crate::figure::Figure;
use crate::typefaces::Typefaces;

/// The longest contact that fits its line on the first page, in characters.
const LONGEST_CONTACT: usize = 60;

/// The only version of the format so far.
const FORMAT: u16 = 1;

const FORMAT_KEY: Key = key("format", "1");
const NAME: Key = key("name", "\"Northfield Hospitals Haematology\"").at_most(100);
const LINK_HOSTS: Key = key("link_hosts", "[\"www.example.org\"]");
const REVIEW: Key = key("review", "`longest_years = 3` and `warn_days = 90`");
const LONGEST_YEARS: Key = key("longest_years", "3");
const WARN_DAYS: Key = key("warn_days", "90");
const CLINIC_NAME: Key = key("name", "\"Haematology day unit\"").at_most(LONGEST_CONTACT);
const ORGANISATION_NAME: Key = key("name", "\"Cancer Research UK nurses\"");

/// What the other files need of the house, as far as it could be read.
#[derive(Debug, Default)]
pub(super) struct HouseFile {
    /// The house; `None` if there was an error.
    pub(super) house: Option<House>,
    /// The hosts that addresses may lead to.
    pub(super) hosts: Option<Vec<String>>,
    /// What texts can be set in.
    pub(super) typefaces: Arc<Typefaces>,
    /// The telephone numbers and e-mail addresses that links may lead to.
    pub(super) reach: Option<KnownContacts>,
}

/// The words of the house that are printed, names apart, as they are read.
#[derive(Debug, Default)]
struct Details(Vec<Written>);

impl Details {
    /// Reads words of at most so many characters that may be there.
    fn read(&mut self, fields: &mut Fields, name: &'static str, longest: usize) -> Option<String> {
        let written = fields.optional_written(name, longest)?;
        self.0.push(written.clone());
        Some(written.text)
    }
}

/// Reads `house.toml` of the library in `root`.
pub(super) fn read(file: &mut SourceFile, root: &Path) -> HouseFile {
    let span = file.span(0..0);
    let Some(mut fields) = fields::parse(file, 0..file.text.len()) else {
        return HouseFile::default();
    };
    check_format(&mut fields);
    // Before any words: which of them can be set depends on it.
    let typefaces = brought::read(&mut fields, root);
    fields.file.typefaces = Arc::clone(&typefaces);
    let name = fields.text(NAME);
    let mut details = Details::default();
    let feedback = details.read(&mut fields, "feedback", usize::MAX);
    let ledger = fields
        .optional_path("ledger")
        .map(|(path, _)| root.join(path));
    let archive = read_archive(&mut fields, root);
    let logo = fields.optional_path("logo");
    let logo = logo.map(|written| read_logo(&mut fields, &written, root));
    let hosts = read_hosts(&mut fields);
    let review = read_review(&mut fields);
    let clinics = fields.named_tables("clinic", |fields, id| read_clinic(fields, id, &mut details));
    let organisations = fields.tables("organisation", |fields| {
        read_organisation(fields, hosts.as_deref(), &mut details)
    });
    let allowances = allowance::read(&mut fields);
    fields.finish();

    let reach = KnownContacts::of(&details.0);
    let house = name.zip(review).map(|(name, review)| House {
        name,
        logo: logo.flatten(),
        review,
        clinics: clinics.into_iter().collect::<BTreeMap<_, _>>(),
        organisations,
        feedback,
        ledger,
        archive,
        link_hosts: hosts.clone().unwrap_or_default(),
        typefaces: Arc::clone(&typefaces),
        details: details.0,
        allowances,
        folder: root.to_owned(),
        span,
    });
    HouseFile {
        house,
        hosts,
        typefaces,
        reach: Some(reach),
    }
}

fn check_format(fields: &mut Fields) {
    if let Some((format, place)) = fields.number(FORMAT_KEY)
        && format != FORMAT
    {
        let message = format!("format `{format}` is not known");
        fields
            .file
            .error(place, message, "this program reads `format = 1`");
    }
}

fn read_logo(fields: &mut Fields, written: &Located, root: &Path) -> Option<Arc<Figure>> {
    let (name, place) = written;
    pictures::read(fields.file, Quoted::new(name, place.clone()), root, root)
}

/// The allowed hosts; `None` if one of them is not a host, so that addresses on it are not complained of as well.
fn read_hosts(fields: &mut Fields) -> Option<Vec<String>> {
    let hosts = fields.texts(LINK_HOSTS)?;
    let mut sound = true;
    for (host, place) in &hosts {
        let plain = url::Host::parse(host).is_ok_and(|parsed| parsed.to_string() == *host);
        let hint = match (plain, host.contains('*')) {
            (true, false) => continue,
            // To a parser a `*` is a letter like another, but no address is on such a host.
            (_, true) => "name each host in full: `www.example.org`",
            (false, false) => {
                "write it without `https://` and path, in small letters: `www.example.org`"
            }
        };
        sound = false;
        let message = format!("`{host}` is not a host");
        fields.file.error(place.clone(), message, hint);
    }
    sound.then(|| hosts.into_iter().map(|(host, _)| host).collect())
}

/// A folder that the program writes to, seen from the library's.
fn read_archive(fields: &mut Fields, root: &Path) -> Option<PathBuf> {
    let (path, place) = fields.optional_path("archive")?;
    let archive = root.join(path);
    if lies_in(&archive, root) {
        let hint = "name a folder beside it: `archive = \"../archive\"`";
        fields
            .file
            .error(place, "`archive` is in the library", hint);
        return None;
    }
    Some(archive)
}

/// Whether `path`, which need not be there yet, lies in `folder` or is it, whatever names and links lead there. A folder
/// in a library would be taken for a leaflet.
pub fn lies_in(path: &Path, folder: &Path) -> bool {
    let Ok(folder) = folder.canonicalize() else {
        return false;
    };
    let mut present = path.ancestors().map(|path| {
        if path == Path::new("") {
            Path::new(".")
        } else {
            path
        }
    });
    let present = present.find_map(|path| path.canonicalize().ok());
    present.is_some_and(|present| present.starts_with(&folder))
}

fn read_review(fields: &mut Fields) -> Option<ReviewPolicy> {
    let mut review = fields.table(REVIEW)?;
    let longest_years = review.number(LONGEST_YEARS);
    let warn_days = review.number(WARN_DAYS);
    review.finish();
    Some(ReviewPolicy {
        longest_years: longest_years?.0,
        warn_days: warn_days?.0,
    })
}

fn read_clinic(fields: &mut Fields, id: Id, details: &mut Details) -> Option<Clinic> {
    let span = fields.file.span(fields.place.clone());
    let name = fields.text(CLINIC_NAME);
    let urgent_line = details.read(fields, "urgent_line", LONGEST_CONTACT);
    let nurse = details.read(fields, "nurse", LONGEST_CONTACT);
    fields.finish();
    Some(Clinic {
        id,
        name: name?,
        urgent_line,
        nurse,
        span,
    })
}

fn read_organisation(
    fields: &mut Fields,
    hosts: Option<&[String]>,
    details: &mut Details,
) -> Option<Organisation> {
    let name = fields.text(ORGANISATION_NAME);
    let phone = details.read(fields, "phone", usize::MAX);
    let hours = details.read(fields, "hours", usize::MAX);
    let online = fields.optional_located_text("online");
    let online = online.and_then(|(text, place)| {
        address::check(
            fields.file,
            Quoted::new(&text, place),
            hosts,
            PrintedAs::Text,
        )
    });
    fields.finish();
    Some(Organisation {
        name: name?,
        phone,
        hours,
        online,
    })
}
