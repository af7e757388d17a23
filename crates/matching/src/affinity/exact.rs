//! Logarithm and exponential from additions, multiplications and divisions alone. Those of the platform differ in the last bit
//! from machine to machine, and the order of what fits must not.

const LN_2: f64 = std::f64::consts::LN_2;

/// The natural logarithm of a positive finite number, to 15 digits.
///
/// With `x = 2^e · m`, `m` near 1, and `s = (m - 1) / (m + 1)`: `ln m = 2 (s + s³/3 + s⁵/5 + …)` (Abramowitz, Stegun, 4.1.27).
pub fn ln(x: f64) -> f64 {
    const MANTISSA: u64 = (1 << 52) - 1;
    let bits = x.max(f64::MIN_POSITIVE).to_bits();
    let mut exponent = (bits >> 52) as i64 - 1023;
    let mut m = f64::from_bits(bits & MANTISSA | 1023 << 52);
    if m > std::f64::consts::SQRT_2 {
        m /= 2.0;
        exponent += 1;
    }
    let s = (m - 1.0) / (m + 1.0);
    let square = s * s;
    let series = (0..11).rev().fold(0.0, |sum, n| sum * square + 1.0 / f64::from(2 * n + 1));
    exponent as f64 * LN_2 + 2.0 * s * series
}

/// The exponential of a number, to 14 digits; 0 below -700, and as for 700 above.
///
/// With `x = k · ln 2 + r`: `2^k` times the power series of `r`.
pub fn exp(x: f64) -> f64 {
    if x < -700.0 {
        return 0.0;
    }
    let x = x.min(700.0);
    let k = (x / LN_2).round();
    let r = x - k * LN_2;
    let series = (1..=14).rev().fold(1.0, |sum, n| 1.0 + sum * r / f64::from(n));
    series * f64::from_bits(((1023.0 + k) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn both_are_what_the_platform_says_but_for_the_last_digits(x in 1e-300_f64..1e300, y in -690.0_f64..690.0) {
            prop_assert!((ln(x) - x.ln()).abs() <= 1e-14 * x.ln().abs().max(1.0));
            prop_assert!((exp(y) / y.exp() - 1.0).abs() <= 1e-12);
        }
    }

    #[test]
    fn the_bits_are_these_on_every_machine() {
        let bits = [ln(2.0), ln(10.0), ln(1.0), exp(1.0), exp(-3.5), exp(-1e9)].map(f64::to_bits);
        assert_eq!(
            bits,
            [0x3fe6_2e42_fefa_39ef, 0x4002_6bb1_bbb5_5515, 0, 0x4005_bf0a_8b14_576a, 0x3f9e_ec10_18e4_ff66, 0]
        );
    }
}
