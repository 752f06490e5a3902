//! What a file is that was taken for another: a workbook for a list, a photograph for a leaflet. Told from its first bytes,
//! for messages only.

use infer::MatcherType;

/// "a JPEG picture", for bytes that start a file of a known kind; `None` for plain text and what is not known.
pub fn kind_of(bytes: &[u8]) -> Option<String> {
    // UTF-16 as Windows saves it, which older programs call "Unicode text".
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Some("text in UTF-16".to_owned());
    }
    let found = infer::get(bytes)?;
    let known = match found.mime_type() {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        | "application/msword" => "a Word document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        | "application/vnd.ms-excel" => "an Excel workbook",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation"
        | "application/vnd.ms-powerpoint" => "a PowerPoint presentation",
        "application/vnd.oasis.opendocument.text" => "an OpenDocument text",
        "application/vnd.oasis.opendocument.spreadsheet" => "an OpenDocument spreadsheet",
        "application/vnd.oasis.opendocument.presentation" => "an OpenDocument presentation",
        "application/x-ole-storage" => "a document of an older Office program",
        "application/pdf" => "a PDF",
        "application/rtf" => "an RTF document",
        "application/epub+zip" => "an EPUB book",
        "application/postscript" => "a PostScript file",
        "text/html" => "a web page",
        "text/xml" => "an XML file",
        "text/x-shellscript" => "a program",
        "image/vnd.adobe.photoshop" => "a Photoshop picture",
        _ => {
            let name = found.extension().to_uppercase();
            return match found.matcher_type() {
                MatcherType::Image if name == "JPG" => Some("a JPEG picture".to_owned()),
                MatcherType::Image if name.starts_with(['A', 'E', 'I', 'O']) => {
                    Some(format!("an {name} picture"))
                }
                MatcherType::Image => Some(format!("a {name} picture")),
                MatcherType::Video => Some(format!("a film ({name})")),
                MatcherType::Audio => Some(format!("a sound recording ({name})")),
                MatcherType::Archive => Some(format!("an archive ({name})")),
                MatcherType::App => Some("a program".to_owned()),
                MatcherType::Font => Some("a typeface".to_owned()),
                _ => None,
            };
        }
    };
    Some(known.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_other_programs_are_named_as_people_know_them() {
        for (start, name) in [
            (&b"\xFF\xD8\xFF\xE0\0\x10JFIF\0"[..], "a JPEG picture"),
            (b"GIF89a\0\0\0\0\0\0", "a GIF picture"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG picture"),
            (b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", "a PDF"),
            (b"{\\rtf1\\ansi", "an RTF document"),
            (b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0", "an archive (ZIP)"),
            (b"<!DOCTYPE html><html>", "a web page"),
            (b"\xFF\xFEh\0i\0", "text in UTF-16"),
        ] {
            assert_eq!(kind_of(start).as_deref(), Some(name));
        }
    }

    #[test]
    fn plain_text_is_no_kind_of_file() {
        for text in [
            "",
            "leaflet,sections\n",
            "+++\ntitle = \"A\"\n",
            "# Heading",
        ] {
            assert_eq!(kind_of(text.as_bytes()), None, "{text}");
        }
    }
}
