//! The form of a copy: how the words of an edition are set.
//!
//! An edition stands for words alone. A nurse who prints the same words at 12 and at 28 points gives out one edition in two
//! forms. Records, ledger, archive and manifests name both; a form's short name stands in the name of a file where the form
//! is not the usual one.

use serde::{Deserialize, Serialize};

use crate::printing::{Colors, Paper, Printing, TextSize};

/// How the words of an edition are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "medium", rename_all = "kebab-case")]
pub enum Form {
    /// On pages, as a PDF file.
    Pdf(PagedForm),
}

/// How words are set on pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PagedForm {
    /// The size of body text.
    pub text_size: TextSize,
    /// On which paper, in which colours.
    #[serde(flatten)]
    pub printing: Printing,
}

impl Form {
    /// The form's short name, the same in every language: `12pt`, `28pt`, `booklet`, `14pt-two-sided-grey`. What is as
    /// usual is left out, but for a form that is usual throughout.
    pub fn name(self) -> String {
        match self {
            Form::Pdf(form) => {
                let unusual = form.unusual();
                if unusual.is_empty() {
                    form.size_name()
                } else {
                    unusual.join("-")
                }
            }
        }
    }

    /// What stands in a file's name after the edition: `-28pt`, or nothing for the usual form.
    pub fn suffix(self) -> String {
        match self {
            Form::Pdf(form) => {
                let unusual = form.unusual().into_iter();
                unusual.map(|name| format!("-{name}")).collect()
            }
        }
    }

    /// What its files end with, without the point.
    pub fn ending(self) -> &'static str {
        match self {
            Form::Pdf(_) => "pdf",
        }
    }
}

impl From<PagedForm> for Form {
    fn from(form: PagedForm) -> Form {
        Form::Pdf(form)
    }
}

impl PagedForm {
    /// Every form that pages can have.
    pub fn all() -> impl Iterator<Item = PagedForm> {
        let sizes = TextSize::ALL.into_iter().filter_map(TextSize::new);
        let papers = [Paper::OneSided, Paper::TwoSided, Paper::Booklet];
        let printings = papers.into_iter().flat_map(|paper| {
            let colors = [Colors::Full, Colors::Grey].into_iter();
            colors.map(move |colors| Printing { paper, colors })
        });
        let printings: Vec<Printing> = printings.collect();
        sizes.flat_map(move |text_size| {
            let of_size = printings.clone().into_iter();
            of_size.map(move |printing| PagedForm {
                text_size,
                printing,
            })
        })
    }

    fn size_name(self) -> String {
        format!("{}pt", self.text_size.points())
    }

    /// The names of what is not as usual.
    fn unusual(self) -> Vec<String> {
        let size = (self.text_size != TextSize::default()).then(|| self.size_name());
        let paper = match self.printing.paper {
            Paper::OneSided => None,
            Paper::TwoSided => Some("two-sided".to_owned()),
            Paper::Booklet => Some("booklet".to_owned()),
        };
        let colors = match self.printing.colors {
            Colors::Full => None,
            Colors::Grey => Some("grey".to_owned()),
        };
        [size, paper, colors].into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(points: u8, paper: Paper, colors: Colors) -> Form {
        let text_size = TextSize::new(points).expect("a size that there is");
        let printing = Printing { paper, colors };
        Form::Pdf(PagedForm {
            text_size,
            printing,
        })
    }

    #[test]
    fn a_form_is_named_by_what_is_not_as_usual() {
        let names = [
            form(12, Paper::OneSided, Colors::Full),
            form(28, Paper::OneSided, Colors::Full),
            form(12, Paper::Booklet, Colors::Full),
            form(14, Paper::TwoSided, Colors::Grey),
        ]
        .map(|form| (form.name(), form.suffix()));
        let expected = [
            ("12pt", ""),
            ("28pt", "-28pt"),
            ("booklet", "-booklet"),
            ("14pt-two-sided-grey", "-14pt-two-sided-grey"),
        ]
        .map(|(name, suffix)| (name.to_owned(), suffix.to_owned()));
        assert_eq!(names, expected);
    }

    #[test]
    fn a_form_reads_back_from_json() {
        let form = form(14, Paper::TwoSided, Colors::Grey);
        let json = serde_json::to_string(&form).unwrap();
        assert_eq!(
            json,
            r#"{"medium":"pdf","text_size":14,"paper":"two-sided","colors":"grey"}"#
        );
        assert_eq!(serde_json::from_str::<Form>(&json).unwrap(), form);
        let other = json.replace("14", "13");
        assert!(serde_json::from_str::<Form>(&other).is_err());
    }
}
