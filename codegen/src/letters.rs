//! Which characters of a schema stand in source as they are.

/// Whether a character may stand in a literal: visible, of one direction, and the same in every normal form.
pub(crate) fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}') // Latin
        || matches!(c, '\u{400}'..='\u{482}' | '\u{48a}'..='\u{52f}') // Cyrillic
        || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{20a0}'..='\u{20bf}') // dashes, quotes, currencies
        || matches!(c, '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30ff}') // kana
        || matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff5e}') // ideographs, hangul
}

/// What is left of a character in a comment: those go that are invisible, such as tags, or turn the direction of the
/// source.
pub(crate) fn visible(c: char) -> Option<char> {
    match c {
        '\t' => Some(' '),
        '\u{ad}'
        | '\u{61c}'
        | '\u{115f}'..='\u{1160}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}' => None,
        c => (!c.is_control()).then_some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_marks_and_what_is_invisible_go() {
        for c in [
            '\0',
            '\u{1b}',
            '\u{85}',
            '\u{9b}',
            '\u{200f}',
            '\u{2028}',
            '\u{202e}',
            '\u{2066}',
            '\u{e0041}',
            '\u{e0100}',
        ] {
            assert!(!is_plain(c) && visible(c).is_none(), "{c:?}");
        }
        assert_eq!("a\u{202e}ß\t日".chars().filter_map(visible).collect::<String>(), "aß 日");
    }
}
