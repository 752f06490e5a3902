//! QR codes for online addresses: error correction level M, quiet zone of four modules, modules of at least 0.4 mm and
//! symbols of at least 20 mm (ISO/IEC 18004; qrtool.ch and tetralogical.com for hand-held phones).

use qrcode::{Color, EcLevel, QrCode};

use crate::content::Address;
use crate::length::{Length, mm};

/// The clear space around a symbol, in modules (ISO/IEC 18004, 5.3.8).
pub const QUIET_ZONE: usize = 4;
/// The smallest module that phones read from a hand-held sheet.
pub const SMALLEST_MODULE: Length = mm(0.4);
/// The smallest symbol, without its quiet zone.
pub const SMALLEST_SYMBOL: Length = mm(20.0);

/// A QR symbol: a square of dark and light modules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrSymbol {
    width: usize,
    dark: Vec<bool>,
}

impl QrSymbol {
    /// The symbol that opens `address`; nothing when the address is longer than a QR code can hold (2,331 bytes at
    /// level M).
    pub fn for_address(address: &Address) -> Option<QrSymbol> {
        let code = QrCode::with_error_correction_level(address.as_str(), EcLevel::M).ok()?;
        Some(QrSymbol {
            width: code.width(),
            dark: code
                .to_colors()
                .into_iter()
                .map(|color| color == Color::Dark)
                .collect(),
        })
    }

    /// Modules on a side, without the quiet zone.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Whether the module in `column` of `row` is dark, counted from the top left.
    pub fn is_dark(&self, column: usize, row: usize) -> bool {
        self.dark[row * self.width + column]
    }

    /// The dark modules as horizontal strips: row, first column, number of modules.
    pub fn strips(&self) -> Vec<(usize, usize, usize)> {
        let mut strips: Vec<(usize, usize, usize)> = Vec::new();
        for row in 0..self.width {
            for column in (0..self.width).filter(|&column| self.is_dark(column, row)) {
                match strips.last_mut() {
                    Some((last_row, start, length))
                        if *last_row == row && *start + *length == column =>
                    {
                        *length += 1
                    }
                    _ => strips.push((row, column, 1)),
                }
            }
        }
        strips
    }
}
