//! Which known name was meant.

use strsim::osa_distance;

/// Longer names are not compared: they are no slip of the pen, and the comparison is quadratic.
const LONGEST: usize = 64;

/// The known name nearest to one that is not known, if any is near: by its letters, or as the only one that begins with
/// it. Case, `_` and `-` do not count.
pub(super) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > LONGEST {
        return None;
    }
    let name = folded(name);
    let known: Vec<(String, &str)> = known.into_iter().map(|known| (folded(known), known)).collect();
    let tolerated = (name.chars().count() / 3).max(1);
    let distances = known.iter().map(|(folded, known)| (osa_distance(&name, folded), *known));
    let near = distances.filter(|(distance, _)| *distance <= tolerated).min_by_key(|(distance, _)| *distance);
    near.map(|(_, known)| known).or_else(|| {
        let mut longer = known.iter().filter(|(folded, _)| name.len() > 2 && folded.starts_with(&name));
        longer.next().filter(|_| longer.next().is_none()).map(|(_, known)| *known)
    })
}

fn folded(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    const MEMBERS: [&str; 4] = ["text", "toolUse", "toolResult", "image"];

    #[test]
    fn a_slip_and_another_case_are_near() {
        assert_eq!(nearest("tolUse", MEMBERS), Some("toolUse"));
        assert_eq!(nearest("tool_result", MEMBERS), Some("toolResult"));
        assert_eq!(nearest("txet", MEMBERS), Some("text"));
    }

    #[test]
    fn a_short_form_is_near_unless_several_names_begin_with_it() {
        assert_eq!(nearest("guardrail_id", ["guardrailIdentifier", "guardrailVersion"]), Some("guardrailIdentifier"));
        assert_eq!(nearest("tool", MEMBERS), None);
    }

    #[test]
    fn another_word_is_not_near() {
        assert_eq!(nearest("hologram", MEMBERS), None);
        assert_eq!(nearest("", MEMBERS), None);
        assert_eq!(nearest(&"text".repeat(1000), MEMBERS), None);
    }
}
