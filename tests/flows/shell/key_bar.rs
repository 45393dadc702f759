//! What the key bar has room for.

use super::of_company;

/// Why somebody may or may not is asked from the page of whoever it is about: that is in sight on a small screen, too, with a policy
/// selected.
#[test]
fn the_question_why_is_in_sight_on_every_page_of_a_principal_or_policy() {
    for (page, keys, why) in [
        ("user", ":user alice<enter>", "w why?"),
        ("group", ":group Developers<enter><tab>", "w why?"),
        ("role", ":role app<enter>", "w why?"),
        ("policy", ":policy AmazonS3ReadOnlyAccess<enter>", "w what can?"),
    ] {
        let mut console = of_company((80, 24));
        console.keys(keys).see("? keys").see("esc back");
        assert!(console.screen().lines().last().is_some_and(|bar| bar.contains(why)), "{page}:\n{}", console.screen());
    }
}
