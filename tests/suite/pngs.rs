//! PNG files of any kind, sound and odd.

use std::borrow::Cow;

use png::{BitDepth, ColorType, Encoder};

/// What a PNG is made of, its dots aside, which are noise.
#[derive(Clone)]
pub(crate) struct Recipe {
    /// Dots from left to right and from top to bottom.
    pub(crate) size: u32,
    /// The kind of its colours.
    pub(crate) color: ColorType,
    /// Bits of a channel.
    pub(crate) depth: BitDepth,
    /// What the noise starts from.
    pub(crate) seed: u32,
    /// The chunk `tRNS`.
    pub(crate) transparency: Option<Vec<u8>>,
    /// The chunk `iCCP`, unpacked.
    pub(crate) profile: Option<Vec<u8>>,
}

impl Recipe {
    /// A picture without transparency and without profile.
    pub(crate) fn new(color: ColorType, depth: BitDepth) -> Recipe {
        Recipe {
            size: 60,
            seed: 7,
            color,
            depth,
            transparency: None,
            profile: None,
        }
    }

    /// The file.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut info = png::Info::with_size(self.size, self.size);
        info.color_type = self.color;
        info.bit_depth = self.depth;
        info.trns = self.transparency.clone().map(Cow::Owned);
        info.icc_profile = self.profile.clone().map(Cow::Owned);
        if self.color == ColorType::Indexed {
            let colors = 1 << self.depth as u32;
            info.palette = Some((0..colors * 3).map(|byte| (byte * 37) as u8).collect());
        }
        let row = (self.size as usize * self.color.samples() * self.depth as usize).div_ceil(8);
        let mut state = self.seed;
        let dots: Vec<u8> = (0..row * self.size as usize)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            })
            .collect();
        let mut bytes = Vec::new();
        let encoder = Encoder::with_info(&mut bytes, info).unwrap();
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&dots).unwrap();
        writer.finish().unwrap();
        bytes
    }
}

/// A file with other content in the first chunk of a kind, its sum made right; `None` as content takes the chunk out.
pub(crate) fn with_chunk(png: &[u8], kind: &[u8; 4], content: Option<&[u8]>) -> Vec<u8> {
    let at = png.windows(4).position(|it| it == kind).unwrap();
    let length = u32::from_be_bytes(*png[at - 4..].first_chunk().unwrap()) as usize;
    let mut changed = png[..at - 4].to_vec();
    if let Some(content) = content {
        changed.extend(chunk(kind, content));
    }
    changed.extend(&png[at + 4 + length + 4..]);
    changed
}

/// The same picture in passes over the whole (Adam7): of dots in one plain colour, so that no order is needed.
pub(crate) fn interlaced(recipe: &Recipe) -> Vec<u8> {
    let passes = [
        (0, 8, 0, 8),
        (4, 8, 0, 8),
        (0, 4, 4, 8),
        (2, 4, 0, 4),
        (0, 2, 2, 4),
        (1, 2, 0, 2),
        (0, 1, 1, 2),
    ];
    let bits = recipe.color.samples() * recipe.depth as usize;
    let count = |start: u32, step: u32| (recipe.size - start).div_ceil(step) as usize;
    let mut dots = Vec::new();
    for (x, x_step, y, y_step) in passes {
        for _ in 0..count(y, y_step) {
            dots.push(0);
            dots.extend(vec![0x55; (count(x, x_step) * bits).div_ceil(8)]);
        }
    }
    let plain = recipe.encode();
    let at = plain.windows(4).position(|it| it == b"IHDR").unwrap();
    let mut header = plain[at + 4..at + 17].to_vec();
    header[12] = 1;
    let changed = with_chunk(&plain, b"IHDR", Some(&header));
    with_chunk(&changed, b"IDAT", Some(&stored(&dots)))
}

/// A chunk.
fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut bytes = (content.len() as u32).to_be_bytes().to_vec();
    let mut summed = kind.to_vec();
    summed.extend(content);
    bytes.extend(&summed);
    bytes.extend(crc(&summed).to_be_bytes());
    bytes
}

/// The cyclic redundancy check of PNG (ISO/IEC 15948, annex D).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                (sum >> 1) ^ 0xEDB8_8320
            } else {
                sum >> 1
            }
        })
    })
}

/// A zlib stream that stores bytes as they are.
fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let mut blocks = bytes.chunks(0xFFFF).peekable();
    while let Some(block) = blocks.next() {
        stream.push(u8::from(blocks.peek().is_none()));
        let length = block.len() as u16;
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
    }
    let (low, high) = bytes.iter().fold((1_u32, 0_u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    stream.extend((high << 16 | low).to_be_bytes());
    stream
}

/// A colour profile with curves and a matrix: version, class, colours and connection space as they are asked for.
pub(crate) fn profile(version: u8, class: &[u8; 4], space: &[u8; 4]) -> Vec<u8> {
    let description = b"desc\0\0\0\0\0\0\0\x02a\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    let text = b"text\0\0\0\0a\0\0\0";
    let curve = b"curv\0\0\0\0\0\0\0\x01\x02\x33\0\0";
    let point = |x: u32, y: u32, z: u32| {
        let mut tag = b"XYZ \0\0\0\0".to_vec();
        tag.extend([x, y, z].into_iter().flat_map(u32::to_be_bytes));
        tag
    };
    let mut tags: Vec<(&[u8; 4], Vec<u8>)> = vec![
        (b"desc", description.to_vec()),
        (b"cprt", text.to_vec()),
        (b"wtpt", point(0xF6D6, 0x1_0000, 0xD32D)),
    ];
    if space == b"GRAY" {
        tags.push((b"kTRC", curve.to_vec()));
    } else {
        tags.push((b"rXYZ", point(0x6FA2, 0x38F5, 0x0390)));
        tags.push((b"gXYZ", point(0x6299, 0xB785, 0x18DA)));
        tags.push((b"bXYZ", point(0x24A0, 0x0F84, 0xB6CF)));
        for name in [b"rTRC", b"gTRC", b"bTRC"] {
            tags.push((name, curve.to_vec()));
        }
    }
    let mut bytes = vec![0; 128];
    bytes[8] = version;
    bytes[12..16].copy_from_slice(class);
    bytes[16..20].copy_from_slice(space);
    bytes[20..24].copy_from_slice(b"XYZ ");
    bytes[24..28].copy_from_slice(&[0x07, 0xEA, 0, 1]);
    bytes[28..32].copy_from_slice(&[0, 1, 0, 0]);
    bytes[36..40].copy_from_slice(b"acsp");
    bytes[68..80].copy_from_slice(&[0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D]);
    bytes.extend((tags.len() as u32).to_be_bytes());
    let mut start = bytes.len() + tags.len() * 12;
    for (name, tag) in &tags {
        bytes.extend(*name);
        bytes.extend((start as u32).to_be_bytes());
        bytes.extend((tag.len() as u32).to_be_bytes());
        start += tag.len();
    }
    for (_, tag) in &tags {
        bytes.extend(tag);
    }
    let size = bytes.len() as u32;
    bytes[..4].copy_from_slice(&size.to_be_bytes());
    bytes
}
