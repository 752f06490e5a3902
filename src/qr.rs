//! QR codes for online addresses: error correction level M, quiet zone of four modules, modules of at least 0.4 mm and
//! symbols of at least 20 mm (ISO/IEC 18004; qrtool.ch and tetralogical.com for hand-held phones).

use fast_qr::{ECL, Mask, QRBuilder};

use crate::content::Address;
use crate::length::{Length, mm, pt};

/// The clear space around a symbol, in modules (ISO/IEC 18004, 5.3.8).
pub const QUIET_ZONE: usize = 4;
/// The smallest module that phones read from a hand-held sheet.
pub const SMALLEST_MODULE: Length = mm(0.4);
/// The largest symbol, without its quiet zone: as wide as the side column.
const LARGEST_SYMBOL: Length = mm(36.0);
/// The dots that a module has on a printer with 600 dots an inch. Each is a multiple of four, so that a printer with 150
/// gives every module the same number of dots too, and blurs none of them.
const DOTS_A_MODULE: [f32; 4] = [24.0, 20.0, 16.0, 12.0];

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
        let code = builder(address).build().ok()?;
        let rows = (0..code.size).map(|row| &code[row][..code.size]);
        let dark = rows.flatten().map(|module| module.value()).collect();
        Some(QrSymbol {
            width: code.size,
            dark,
        })
    }

    /// How large a module of the symbol for `address` is; nothing when no symbol can hold it.
    pub fn module_for(address: &Address) -> Option<Length> {
        // The mask changes the pattern, not the size: any one saves looking for the best.
        let code = builder(address).mask(Mask::Checkerboard).build().ok()?;
        Some(side_of(code.size) / code.size as f32)
    }

    /// Modules on a side, without the quiet zone.
    pub fn width(&self) -> usize {
        self.width
    }

    /// How long a side is on paper, without the quiet zone: from 21 mm for the shortest address to 36 mm.
    pub fn side(&self) -> Length {
        side_of(self.width)
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

fn builder(address: &Address) -> QRBuilder {
    let mut builder = QRBuilder::new(address.as_str());
    builder.ecl(ECL::M);
    builder
}

fn side_of(width: usize) -> Length {
    DOTS_A_MODULE
        .into_iter()
        .map(|dots| pt(dots * 72.0 / 600.0) * width as f32)
        .find(|side| *side <= LARGEST_SYMBOL)
        .unwrap_or(LARGEST_SYMBOL)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The smallest symbol that hand-held phones read well (tetralogical.com, QR codes).
    const SMALLEST_SYMBOL: Length = mm(20.0);

    #[test]
    fn symbols_and_modules_are_large_enough_for_every_address_that_is_allowed() {
        for length in [20, 60, 120, 200, 300, 400] {
            let address = format!("https://example.org/{}", "a".repeat(length - 20));
            let address = Address::checked(address);
            let symbol = QrSymbol::for_address(&address).unwrap();
            let module = symbol.side() / symbol.width() as f32;
            assert_eq!(QrSymbol::module_for(&address), Some(module));
            assert!(symbol.side() >= SMALLEST_SYMBOL && symbol.side() <= LARGEST_SYMBOL);
            assert!(module >= SMALLEST_MODULE, "{length}");
        }
    }
}
