//! Lengths on paper. Everything that is measured is a [`Length`], born from [`mm`] or [`pt`]; a bare number appears
//! only where a library asks for one.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length on paper. Stored in points (1/72 inch), the unit of PDF.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Length(f32);

/// A length given in millimetres.
pub const fn mm(value: f32) -> Length {
    Length(value * 72.0 / 25.4)
}

/// A length given in points.
pub const fn pt(value: f32) -> Length {
    Length(value)
}

impl Length {
    /// No length at all.
    pub const ZERO: Length = Length(0.0);

    /// The length in points.
    pub const fn to_pt(self) -> f32 {
        self.0
    }

    /// The length in millimetres.
    pub fn to_mm(self) -> f32 {
        self.0 * 25.4 / 72.0
    }

    /// The larger of the two.
    pub fn max(self, other: Length) -> Length {
        Length(self.0.max(other.0))
    }

    /// The smaller of the two.
    pub fn min(self, other: Length) -> Length {
        Length(self.0.min(other.0))
    }
}

impl Add for Length {
    type Output = Length;
    fn add(self, other: Length) -> Length {
        Length(self.0 + other.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        self.0 += other.0;
    }
}

impl Sub for Length {
    type Output = Length;
    fn sub(self, other: Length) -> Length {
        Length(self.0 - other.0)
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Length) {
        self.0 -= other.0;
    }
}

impl Neg for Length {
    type Output = Length;
    fn neg(self) -> Length {
        Length(-self.0)
    }
}

impl Mul<f32> for Length {
    type Output = Length;
    fn mul(self, factor: f32) -> Length {
        Length(self.0 * factor)
    }
}

impl Div<f32> for Length {
    type Output = Length;
    fn div(self, divisor: f32) -> Length {
        Length(self.0 / divisor)
    }
}

impl Div for Length {
    type Output = f32;
    fn div(self, other: Length) -> f32 {
        self.0 / other.0
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Length>>(lengths: I) -> Length {
        lengths.fold(Length::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_millimetre_is_as_long_as_its_points() {
        assert!((mm(25.4).to_pt() - 72.0).abs() < 1e-4);
        assert!((pt(72.0).to_mm() - 25.4).abs() < 1e-4);
    }
}
