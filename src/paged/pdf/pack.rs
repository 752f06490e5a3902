//! Packing: the objects of a finished file into compressed object streams (ISO 32000-1, 7.5.7 and 7.5.8).
//!
//! krilla writes each structure element and each link as plain text of its own: more than half of a tagged leaflet.
//! Here all objects but streams move together, 200 to a compressed stream; they keep their numbers and their bytes.
//! Streams that krilla has left uncompressed are compressed by one compressor, whose tables are made once a file.
//! hayro-syntax finds the objects. This goes when krilla does the same (typst/pdf-writer, pull request 79).

use std::sync::Arc;

use flate2::{Compress, Compression, FlushCompress, Status};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, FromBytes, Name, Object, ObjectIdentifier};
use memchr::memmem;

/// How many objects share a stream: a reader has to unpack all to see one.
const OBJECTS_A_STREAM: usize = 200;
/// PDF 1.7, with the bytes above 127 that PDF/A asks for (ISO 19005-2, 6.1.2).
const HEADER: &[u8] = b"%PDF-1.7\n%\x80\x80\x80\x80\n";

/// Whether a file begins as those that are written here do: other programs that write a file anew have other bytes in its
/// second line. What is added to a file leaves them.
pub(crate) fn is_put_together_here(pdf: &[u8]) -> bool {
    pdf.starts_with(HEADER)
}

/// The same file, packed; as it was when there is anything in it that krilla is not known to write.
pub(super) fn pack(file: Vec<u8>) -> Vec<u8> {
    let file = Arc::new(file);
    packed(&file).unwrap_or_else(|| file.to_vec())
}

fn packed(file: &Arc<Vec<u8>>) -> Option<Vec<u8>> {
    let pdf = Pdf::new(Arc::clone(file)).ok()?;
    let at = file.windows(8).rposition(|it| it == b"trailer\n")? + 8;
    let trailer = Dict::from_bytes(&file[at..])?;
    let size: u32 = trailer.get("Size")?;
    let mut packer = Packer {
        file: HEADER.to_vec(),
        places: vec![ObjectPlace::Nowhere; size as usize],
        compressor: Compress::new(Compression::default(), true),
    };
    let mut loose = Vec::new();
    for number in 1..size {
        match pdf.xref().get(ObjectIdentifier::new(number, 0)) {
            Some(Object::Stream(stream)) => {
                packer.krillas_stream(number, stream.dict(), &stream.raw_data())?;
            }
            Some(Object::Dict(dict)) => loose.push((number, dict.data().to_vec())),
            Some(Object::Array(array)) => loose.push((number, brackets(&array))),
            Some(_) => return None,
            None => {}
        }
    }
    for objects in loose.chunks(OBJECTS_A_STREAM) {
        packer.object_stream(objects);
    }
    Some(packer.finish(&trailer_entries(&trailer)?))
}

fn brackets(array: &Array) -> Vec<u8> {
    [b"[", array.data(), b"]"].concat()
}

/// What a trailer says besides the size of the file.
fn trailer_entries(trailer: &Dict) -> Option<Vec<u8>> {
    let mut entries = Vec::new();
    for key in ["Root", "Info"] {
        let number = trailer.get_ref(key)?.obj_number;
        entries.extend(format!("/{key} {number} 0 R").bytes());
    }
    entries.extend(b"/ID");
    entries.extend(brackets(&trailer.get("ID")?));
    Some(entries)
}

/// Where an object stands in the file.
#[derive(Clone, Copy)]
enum ObjectPlace {
    Nowhere,
    /// At a byte.
    At(usize),
    /// In an object stream, as the object with this index.
    In(u32, usize),
}

impl ObjectPlace {
    /// Its entry in the cross-reference stream: a byte, four and two.
    fn entry(self) -> [u8; 7] {
        let (kind, first, second) = match self {
            ObjectPlace::Nowhere => (0, 0, u16::MAX),
            ObjectPlace::At(byte) => (1, byte as u32, 0),
            ObjectPlace::In(stream, index) => (2, stream, index as u16),
        };
        let [a, b, c, d] = first.to_be_bytes();
        let [e, f] = second.to_be_bytes();
        [kind, a, b, c, d, e, f]
    }
}

/// A file that is being written.
struct Packer {
    file: Vec<u8>,
    /// The place of each object, by its number.
    places: Vec<ObjectPlace>,
    compressor: Compress,
}

impl Packer {
    /// A stream as krilla has written it, compressed unless it is already or is to be found as it is.
    fn krillas_stream(&mut self, number: u32, dict: &Dict, data: &[u8]) -> Option<()> {
        if dict.contains_key("Filter") || stays_readable(dict) {
            self.stream(number, dict.data(), data);
            return Some(());
        }
        let entries = without_length(dict.data())?;
        self.compressed_stream(number, &entries, data);
        Some(())
    }

    fn stream(&mut self, number: u32, dict: &[u8], data: &[u8]) {
        self.places[number as usize] = ObjectPlace::At(self.file.len());
        self.file.extend(format!("{number} 0 obj\n").bytes());
        self.file.extend(dict);
        self.file.extend(b"\nstream\n");
        self.file.extend(data);
        self.file.extend(b"\nendstream\nendobj\n");
    }

    fn compressed_stream(&mut self, number: u32, entries: &[u8], data: &[u8]) {
        let data = self.deflate(data);
        let mut dict = b"<<".to_vec();
        dict.extend(entries);
        dict.extend(format!("/Filter/FlateDecode/Length {}>>", data.len()).bytes());
        self.stream(number, &dict, &data);
    }

    /// A number for one more object.
    fn number(&mut self) -> u32 {
        self.places.push(ObjectPlace::Nowhere);
        self.places.len() as u32 - 1
    }

    fn object_stream(&mut self, objects: &[(u32, Vec<u8>)]) {
        let stream = self.number();
        let mut index = String::new();
        let mut data = Vec::new();
        for (position, (number, object)) in objects.iter().enumerate() {
            index.push_str(&format!("{number} {} ", data.len()));
            data.extend(object);
            data.push(b'\n');
            self.places[*number as usize] = ObjectPlace::In(stream, position);
        }
        let (count, first) = (objects.len(), index.len());
        let entries = format!("/Type/ObjStm/N {count}/First {first}");
        let data = [index.as_bytes(), &data].concat();
        self.compressed_stream(stream, entries.as_bytes(), &data);
    }

    fn deflate(&mut self, data: &[u8]) -> Vec<u8> {
        self.compressor.reset();
        let mut packed = Vec::with_capacity(data.len() / 3 + 64);
        loop {
            let taken = self.compressor.total_in() as usize;
            let rest = &data[taken..];
            let status = self
                .compressor
                .compress_vec(rest, &mut packed, FlushCompress::Finish);
            if status.expect("deflate takes any data") == Status::StreamEnd {
                return packed;
            }
            packed.reserve(packed.len() / 2 + 64);
        }
    }

    fn finish(mut self, trailer: &[u8]) -> Vec<u8> {
        let number = self.number();
        let start = self.file.len();
        self.places[number as usize] = ObjectPlace::At(start);
        let table: Vec<u8> = self.places.iter().flat_map(|it| it.entry()).collect();
        let mut entries = format!("/Type/XRef/Size {}/W[1 4 2]", self.places.len()).into_bytes();
        entries.extend(trailer);
        self.compressed_stream(number, &entries, &table);
        self.file
            .extend(format!("startxref\n{start}\n%%EOF").bytes());
        self.file
    }
}

/// Whether a stream stays as it is: metadata, which programs that know no PDF search files for (ISO 32000-1, 14.3.2), and
/// the record, which is found by its first words.
fn stays_readable(dict: &Dict) -> bool {
    let kind = dict.get::<Name>("Type");
    kind.is_some_and(|kind| matches!(kind.as_str(), "Metadata" | "EmbeddedFile"))
}

/// A stream dictionary's entries but its length.
fn without_length(dict: &[u8]) -> Option<Vec<u8>> {
    let entries = dict.strip_prefix(b"<<")?.strip_suffix(b">>")?;
    let start = memmem::find(entries, b"/Length ")?;
    let value = start + b"/Length ".len();
    let digits = entries[value..].iter().take_while(|it| it.is_ascii_digit());
    let end = value + digits.count();
    Some([&entries[..start], &entries[end..]].concat())
}
