//! What is not Careleaf's in a file, said so that somebody knows where to look.

use memchr::memmem;
use serde_json::Value;

use crate::proof::readback::Readback;
use crate::proof::record;

/// What a file ends with.
const END: &[u8] = b"%%EOF";
/// The field of the record that differs whatever else does.
const HASH: &str = "pdf_sha256";

/// What `given` has that `genuine`, the file as it is made of the library, has not.
pub(super) fn between(genuine: &[u8], given: &[u8]) -> String {
    if let Some(field) = field(genuine, given) {
        return format!("its record does not say what the library says: {field} is another");
    }
    if memmem::find_iter(given, END).count() > memmem::find_iter(genuine, END).count() {
        return "something was added after its end".to_owned();
    }
    match page(genuine, given) {
        Some(page) => format!("page {page} does not draw what its edition draws"),
        None => "it holds something that Careleaf did not put there, or lacks something".to_owned(),
    }
}

/// The field of the record that differs.
fn field(genuine: &[u8], given: &[u8]) -> Option<String> {
    let [genuine, given] = [genuine, given].map(|pdf| Some(record::open(pdf).ok()?.record));
    let (genuine, given) = (genuine?, given?);
    for (part, other) in genuine.parts.iter().zip(&given.parts) {
        if let Some(field) = first_difference(&value(part), &value(other)) {
            return Some(format!("`{field}` of `{}`", part.part));
        }
    }
    first_difference(&value(&genuine), &value(&given)).map(|field| format!("`{field}`"))
}

fn value(of: &impl serde::Serialize) -> Value {
    serde_json::to_value(of).unwrap_or_default()
}

/// The name of the first field that differs between two objects: of an object in them, with that one's name before it.
fn first_difference(one: &Value, other: &Value) -> Option<String> {
    let (one, other) = (one.as_object()?, other.as_object()?);
    let names = one.keys().chain(other.keys());
    let mut differing = names.filter(|name| *name != HASH && one.get(*name) != other.get(*name));
    let name = differing.next()?;
    let inner = one.get(name).zip(other.get(name));
    let inner = inner.and_then(|(one, other)| first_difference(one, other));
    Some(inner.map_or(name.clone(), |inner| format!("{name}.{inner}")))
}

/// The first page that draws something else, counted from 1.
fn page(genuine: &[u8], given: &[u8]) -> Option<usize> {
    let [genuine, given] = [genuine, given].map(|pdf| Some(Readback::of(pdf)?.operators()));
    let (genuine, given) = (genuine?, given?);
    let differs = |page: &usize| genuine.get(*page) != given.get(*page);
    (0..genuine.len().max(given.len()))
        .find(differs)
        .map(|page| page + 1)
}
