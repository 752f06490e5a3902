//! Colour profiles of PNG files. One is kept only if it is sound and made for the picture's colours: PDF/A takes no other
//! (ISO 19005-3, 6.2.4.2, after ICC.1:2010), and a viewer that meets another guesses.

/// The largest profile that is kept, in bytes.
const LARGEST_PROFILE: usize = 1_000_000;
/// The header, and the number of tags after it.
const HEADER: usize = 132;
/// An entry of the table of tags.
const ENTRY: usize = 12;

/// What the colours of a picture are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColorSpace {
    /// Red, green and blue.
    Rgb,
    /// Grey alone.
    Grey,
}

impl ColorSpace {
    /// How many values a colour has.
    pub(super) fn channels(self) -> usize {
        match self {
            ColorSpace::Rgb => 3,
            ColorSpace::Grey => 1,
        }
    }
}

/// Whether a profile is sound, for these colours, and of a version and class that PDF/A knows.
pub(super) fn is_sound(profile: &[u8], space: ColorSpace) -> bool {
    let Some(tags) = Tags::of(profile) else {
        return false;
    };
    let signature = match space {
        ColorSpace::Rgb => b"RGB ",
        ColorSpace::Grey => b"GRAY",
    };
    let is_known = profile.len() <= LARGEST_PROFILE
        && matches!(profile[8], 2 | 4)
        && [b"scnr", b"mntr", b"prtr", b"spac"].contains(&four(profile, 12))
        && four(profile, 16) == signature
        && four(profile, 36) == b"acsp"
        && number(profile, 64) <= 3;
    let is_described = [b"desc", b"cprt", b"wtpt"]
        .into_iter()
        .all(|tag| tags.find(tag).is_some());
    is_known && is_described && tags.convert(space, four(profile, 20))
}

/// The tags of a profile, each within it.
struct Tags<'p> {
    profile: &'p [u8],
    table: &'p [u8],
}

impl<'p> Tags<'p> {
    /// Finds the tags; `None` if the profile is not as long as it says, or one of them is not within it.
    fn of(profile: &'p [u8]) -> Option<Tags<'p>> {
        if profile.len() < HEADER || number(profile, 0) != profile.len() {
            return None;
        }
        let end = number(profile, HEADER - 4).checked_mul(ENTRY)? + HEADER;
        let table = profile.get(HEADER..end)?;
        let is_within = |entry: &[u8]| {
            let (start, size) = (number(entry, 4), number(entry, 8));
            start >= end && size >= 8 && start + size <= profile.len()
        };
        table
            .chunks_exact(ENTRY)
            .all(is_within)
            .then_some(Tags { profile, table })
    }

    fn find(&self, name: &[u8; 4]) -> Option<&'p [u8]> {
        let mut entries = self.table.chunks_exact(ENTRY);
        let entry = entries.find(|entry| four(entry, 0) == name)?;
        let start = number(entry, 4);
        Some(&self.profile[start..start + number(entry, 8)])
    }

    /// Whether the tags say how to turn these colours into those of the connection space: by a table, or by curves and,
    /// for three colours, a matrix.
    fn convert(&self, space: ColorSpace, connection: &[u8; 4]) -> bool {
        if ![b"XYZ ", b"Lab "].contains(&connection) {
            return false;
        }
        let kinds = [b"mft1", b"mft2", b"mAB "];
        if let Some(table) = self.find(b"A2B0") {
            return kinds.contains(&four(table, 0)) && table.len() >= 32;
        }
        let all = |names: &[&[u8; 4]], is_sound: fn(&[u8]) -> bool| {
            names
                .iter()
                .all(|name| self.find(name).is_some_and(is_sound))
        };
        match space {
            ColorSpace::Grey => all(&[b"kTRC"], is_curve),
            ColorSpace::Rgb => {
                connection == b"XYZ "
                    && all(&[b"rTRC", b"gTRC", b"bTRC"], is_curve)
                    && all(&[b"rXYZ", b"gXYZ", b"bXYZ"], is_point)
            }
        }
    }
}

fn is_point(tag: &[u8]) -> bool {
    four(tag, 0) == b"XYZ " && tag.len() >= 20
}

fn is_curve(tag: &[u8]) -> bool {
    // How many parameters each form of a parametric curve has.
    const PARAMETERS: [usize; 5] = [1, 3, 4, 5, 7];
    if tag.len() < 12 {
        return false;
    }
    match four(tag, 0) {
        b"curv" => tag.len() >= 12 + 2 * number(tag, 8),
        b"para" => {
            let form = usize::from(u16::from_be_bytes([tag[8], tag[9]]));
            let count = PARAMETERS.get(form);
            count.is_some_and(|count| tag.len() >= 12 + 4 * count)
        }
        _ => false,
    }
}

fn four(bytes: &[u8], at: usize) -> &[u8; 4] {
    bytes[at..]
        .first_chunk()
        .expect("lengths are checked before")
}

fn number(bytes: &[u8], at: usize) -> usize {
    u32::from_be_bytes(*four(bytes, at)) as usize
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A profile with a matrix and curves, of a class, for colours and into a connection space.
    pub(in crate::figure) fn profile(class: &[u8; 4], space: &[u8; 4]) -> Vec<u8> {
        let point = b"XYZ \0\0\0\0\0\0\x80\0\0\0\x80\0\0\0\x80\0";
        let curve = b"curv\0\0\0\0\0\0\0\x01\x02\x33";
        let text = b"text\0\0\0\0a\0\0\0";
        let tags: [(&[u8; 4], &[u8]); 10] = [
            (b"desc", text),
            (b"cprt", text),
            (b"wtpt", point),
            (b"kTRC", curve),
            (b"rTRC", curve),
            (b"gTRC", curve),
            (b"bTRC", curve),
            (b"rXYZ", point),
            (b"gXYZ", point),
            (b"bXYZ", point),
        ];
        let mut profile = vec![0; 128];
        profile[8] = 2;
        profile[12..16].copy_from_slice(class);
        profile[16..20].copy_from_slice(space);
        profile[20..24].copy_from_slice(b"XYZ ");
        profile[36..40].copy_from_slice(b"acsp");
        profile.extend((tags.len() as u32).to_be_bytes());
        let mut data = Vec::new();
        for (name, tag) in tags {
            profile.extend(name);
            let start = HEADER + tags.len() * ENTRY + data.len();
            profile.extend((start as u32).to_be_bytes());
            profile.extend((tag.len() as u32).to_be_bytes());
            data.extend(tag);
            data.resize(data.len().next_multiple_of(4), 0);
        }
        profile.extend(data);
        let size = profile.len() as u32;
        profile[..4].copy_from_slice(&size.to_be_bytes());
        profile
    }

    #[test]
    fn only_a_sound_profile_for_the_colours_of_the_picture_is_kept() {
        let rgb = profile(b"mntr", b"RGB ");
        assert!(is_sound(&rgb, ColorSpace::Rgb));
        assert!(!is_sound(&rgb, ColorSpace::Grey));
        assert!(is_sound(&profile(b"mntr", b"GRAY"), ColorSpace::Grey));
        for class in [b"abst", b"link", b"nmcl", b"    "] {
            assert!(!is_sound(&profile(class, b"RGB "), ColorSpace::Rgb));
        }
        for space in [b"Lab ", b"HSV ", b"CMYK", b"XYZ ", b"GRAY", b"3CLR"] {
            assert!(!is_sound(&profile(b"mntr", space), ColorSpace::Rgb));
        }
        for length in 0..rgb.len() {
            assert!(!is_sound(&rgb[..length], ColorSpace::Rgb));
        }
    }

    #[test]
    fn a_profile_with_a_damaged_part_is_not_kept() {
        let sound = profile(b"mntr", b"RGB ");
        let first_tag = HEADER;
        for (at, value) in [
            (8, 5),
            (20, b'R'),
            (36, b'x'),
            (67, 9),
            (131, 200),
            (first_tag + 4, 1),
            (first_tag + 8, 1),
            (first_tag, b'x'),
            (first_tag + 4 * ENTRY, b'x'),
        ] {
            let mut damaged = sound.clone();
            damaged[at] = value;
            assert!(!is_sound(&damaged, ColorSpace::Rgb), "{at}");
        }
    }
}
