//! QR codes for online addresses: error correction level M, quiet zone of four modules, modules of at least 0.4 mm and
//! symbols of at least 20 mm (ISO/IEC 18004; qrtool.ch and tetralogical.com for hand-held phones).

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;

use qrcode::{EcLevel, QrCode, bits};

use crate::content::Address;
use crate::length::{Length, mm, pt};

/// The longest address, in bytes: what the largest symbol whose modules are not too small holds (version 18 at level M;
/// ISO/IEC 18004, table 7).
pub const LONGEST_ADDRESS: usize = 560;
/// The largest symbol, without its quiet zone: as wide as the side column.
const LARGEST_SYMBOL: Length = mm(36.0);
/// The dots that a module has on a printer with 600 dots an inch. Each is a multiple of four, so that a printer with 150
/// gives every module the same number of dots too, and blurs none of them.
const DOTS_A_MODULE: [f32; 4] = [24.0, 20.0, 16.0, 12.0];

/// A QR symbol: a square of dark and light modules. Its size is known at once; choosing the mask, which is most of the
/// work, waits until the modules are asked for.
#[derive(Debug)]
pub struct QrSymbol {
    address: Address,
    width: usize,
    dark: OnceLock<Vec<bool>>,
}

/// The same address has the same symbol.
impl PartialEq for QrSymbol {
    fn eq(&self, other: &QrSymbol) -> bool {
        self.address == other.address
    }
}

impl QrSymbol {
    /// The symbol that opens `address`; `None` if the address is longer than a QR code can hold (2,331 bytes at level M).
    pub fn for_address(address: &Address) -> Option<QrSymbol> {
        let bits = bits::encode_auto(address.as_str().as_bytes(), EcLevel::M).ok()?;
        let width = bits.version().width();
        Some(QrSymbol {
            address: address.clone(),
            width: usize::try_from(width).expect("a symbol has at least 21 modules a side"),
            dark: OnceLock::new(),
        })
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
        self.modules()[row * self.width + column]
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

    /// All modules, row by row: made by whoever asks first, while others wait.
    fn modules(&self) -> &[bool] {
        self.dark.get_or_init(|| {
            let code = QrCode::with_error_correction_level(self.address.as_str(), EcLevel::M);
            let code = code.expect("an address that has a size fits into a symbol");
            let modules = code.to_colors().into_iter();
            modules
                .map(|module| module == qrcode::Color::Dark)
                .collect()
        })
    }
}

/// The symbols of a process, each made once and shared by all leaflets.
#[derive(Clone, Default)]
pub struct QrSymbols {
    made: Arc<Mutex<BTreeMap<Address, Arc<QrSymbol>>>>,
}

impl QrSymbols {
    /// The symbol that opens `address`; `None` if no symbol can hold it. A new one is made on a thread of its own, beside
    /// the layout of the pages that it stands on.
    pub fn get(&self, address: &Address) -> Option<Arc<QrSymbol>> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = made.get(address) {
            return Some(Arc::clone(known));
        }
        let symbol = Arc::new(QrSymbol::for_address(address)?);
        made.insert(address.clone(), Arc::clone(&symbol));
        let ahead = Arc::clone(&symbol);
        // Where no thread can be had, drawing makes the symbol.
        let _ = thread::Builder::new().spawn(move || {
            ahead.modules();
        });
        Some(symbol)
    }
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

    /// The smallest module that phones read from a hand-held sheet (qrtool.ch).
    const SMALLEST_MODULE: Length = mm(0.4);
    /// The smallest symbol that hand-held phones read well (tetralogical.com, QR codes).
    const SMALLEST_SYMBOL: Length = mm(20.0);

    fn symbol(length: usize) -> QrSymbol {
        let address = format!("https://example.org/{}", "a".repeat(length - 20));
        QrSymbol::for_address(&Address::checked(address)).unwrap()
    }

    fn module(symbol: &QrSymbol) -> Length {
        symbol.side() / symbol.width() as f32
    }

    #[test]
    fn symbols_and_modules_are_large_enough_for_every_address_that_is_allowed() {
        for length in [20, 60, 120, 200, 300, 400, LONGEST_ADDRESS] {
            let symbol = symbol(length);
            assert!(symbol.side() >= SMALLEST_SYMBOL && symbol.side() <= LARGEST_SYMBOL);
            assert!(module(&symbol) >= SMALLEST_MODULE, "{length}");
        }
        assert!(module(&symbol(LONGEST_ADDRESS + 1)) < SMALLEST_MODULE);
    }

    #[test]
    fn the_size_that_is_told_beforehand_is_that_of_the_modules() {
        for length in [20, 60, 120, 200, 300, 400, LONGEST_ADDRESS] {
            let symbol = symbol(length);
            assert_eq!(symbol.modules().len(), symbol.width() * symbol.width());
        }
    }

    #[test]
    fn a_symbol_is_made_once_for_all_who_ask() {
        let symbols = QrSymbols::default();
        let address = Address::checked("https://example.org/".to_owned());
        let one = symbols.clone().get(&address).unwrap();
        assert!(Arc::ptr_eq(&one, &symbols.get(&address).unwrap()));
    }
}
