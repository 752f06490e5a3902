//! Telephone numbers that `house.toml` does not have, under an organisation or a clinic. Source: this program's own: a
//! number is checked in one place, and a wrong one in a leaflet can cost a life. 999 and 112 are the law's, not the
//! house's, and stay quiet.

use super::{Finding, Languages, Remark, Rule};
use crate::diagnostic::RuleReference;
use crate::library::House;
use crate::prose::{Manuscript, Stretch, Text};
use crate::telephone::{EMERGENCY, PATTERN, digits, number, numbers_in};

pub(super) const RULE: Rule = Rule {
    reference: RuleReference {
        name: "phone-number",
        source: "Careleaf: every number that a leaflet gives is checked in `house.toml`",
    },
    languages: Languages::Every,
    check,
};

fn check(text: &Text, manuscript: &Manuscript) -> Vec<Finding> {
    let known = known_numbers(&manuscript.library.house);
    let stretches = text.stretches.iter();
    stretches
        .flat_map(|stretch| check_stretch(stretch, &known))
        .collect()
}

fn known_numbers(house: &House) -> Vec<String> {
    let organisations = house.organisations.iter();
    let clinics = house.clinics.values();
    let clinics = clinics.flat_map(|clinic| [&clinic.urgent_line, &clinic.nurse]);
    organisations
        .map(|organisation| &organisation.phone)
        .chain(clinics)
        .flatten()
        .flat_map(|line| numbers_in(line))
        .map(|number| digits(&number))
        .collect()
}

fn check_stretch(stretch: &Stretch, known: &[String]) -> Vec<Finding> {
    let found = PATTERN.captures_iter(&stretch.text);
    found
        .filter_map(|found| number(&found))
        .filter(|number| !is_year(&stretch.text[..number.start()], number.as_str()))
        .filter(|number| !is_known(&digits(number.as_str()), known))
        .map(|number| {
            let message = format!(
                "`house.toml` does not have the number `{}`",
                number.as_str()
            );
            let hint = "correct it, or add it there under an `[[organisation]]`".to_owned();
            Finding::in_words(stretch, number.range(), Remark { message, hint })
        })
        .collect()
}

fn is_known(digits: &str, known: &[String]) -> bool {
    EMERGENCY.contains(&digits) || known.iter().any(|known| known == digits)
}

/// Whether a number is the year of what stands before it: "© NHS 2026".
fn is_year(before: &str, number: &str) -> bool {
    let is_recent = number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    is_recent && before.ends_with("NHS ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_no_number_to_ring() {
        assert!(is_year("© NHS ", "2026"));
        assert!(
            !is_year("ring ", "2026") && !is_year("NHS ", "111") && !is_year("NHS ", "2026 1234")
        );
    }

    #[test]
    fn a_number_is_known_however_it_is_written_but_only_as_a_whole() {
        let lines = [
            "0808 800 4040",
            "Ward: 020 7946 0000 (24 hours), or ring 1234",
            "85258",
        ];
        let known = lines.into_iter().flat_map(numbers_in);
        let known: Vec<String> = known.map(|number| digits(&number)).collect();
        for number in [
            "+44 808 800 40 40",
            "+44 (0)808 800 4040",
            "0044 808 800 4040",
            "(0808) 800-4040",
            "020 7946 0000",
            "1234",
            "85258",
            "999",
        ] {
            assert!(is_known(&digits(number), &known), "{number}");
        }
        for number in [
            "0808 800 404",
            "0808 800 40400",
            "808",
            "7946 0000",
            "111",
            "24",
        ] {
            assert!(!is_known(&digits(number), &known), "{number}");
        }
    }
}
