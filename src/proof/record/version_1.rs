//! Records of version 1, which the program's versions 0.1.0 and 0.2.0 wrote. There the form stood among the options, and the
//! edition's code stood for it as well.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::form::{Form, PagedForm};
use crate::printing::{Printing, TextSize};

use super::FormatError;

/// The field for the size of text among the options.
const TEXT_SIZE: &str = "text_size";
/// The field for paper and colours, which is left out where both are as usual.
const PRINTING: &str = "printing";

/// Reads a record of version 1 as one of this version.
///
/// # Errors
/// [`FormatError::Broken`] when it is not one.
pub(super) fn read<T: DeserializeOwned>(json: &[u8]) -> Result<T, FormatError> {
    let with_form = || {
        let mut record: Map<String, Value> = serde_json::from_slice(json).ok()?;
        let form = form(record.get_mut("options")?.as_object_mut()?)?;
        record.insert("form".to_owned(), serde_json::to_value(form).ok()?);
        serde_json::from_value(Value::Object(record)).ok()
    };
    with_form().ok_or(FormatError::Broken)
}

/// Takes the form out of the options.
fn form(options: &mut Map<String, Value>) -> Option<Form> {
    let text_size: TextSize = serde_json::from_value(options.remove(TEXT_SIZE)?).ok()?;
    let printing = match options.remove(PRINTING) {
        Some(printing) => serde_json::from_value(printing).ok()?,
        None => Printing::default(),
    };
    Some(Form::Pdf(PagedForm {
        text_size,
        printing,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form_of(options: &str) -> Option<Form> {
        form(
            serde_json::from_str::<Value>(options)
                .unwrap()
                .as_object_mut()?,
        )
    }

    #[test]
    fn the_form_is_read_from_the_options() {
        assert_eq!(
            form_of(r#"{"text_size": 12}"#),
            Some(Form::Pdf(PagedForm::default()))
        );
        let booklet = r#"{"text_size": 14, "printing": {"paper": "booklet", "colors": "grey"}}"#;
        assert_eq!(form_of(booklet).unwrap().name(), "14pt-booklet-grey");
        assert_eq!(form_of(r#"{"text_size": 13}"#), None);
        assert_eq!(form_of("{}"), None);
    }
}
