//! What a batch keeps from one leaflet to the next: it changes nothing in any of them.

use careleaf::paged::layout::StandingType;

use crate::cases;

/// Every case after all others, and twice in a row, so that its own parts have just been set.
#[test]
fn leaflets_laid_out_one_after_another_are_the_same_as_each_by_itself() {
    let mut standing = StandingType::default();
    for case in cases::golden().iter().chain(cases::requested()) {
        for _ in 0..2 {
            let pages = standing.lay_out(&case.leaflet, case.pages.form, &case.personal);
            assert!(pages.pages == case.pages.pages, "{}", case.name);
            assert_eq!(pages.destinations, case.pages.destinations, "{}", case.name);
        }
    }
}
