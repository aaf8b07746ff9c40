//! What the words around an object say of it: that it is an example, or no more than a possibility.

/// How sentences speak of what they lead to. Each says it more plainly than the one before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Saying {
    #[default]
    Nothing,
    /// That it is possible, conditional or wrong.
    Hedge,
    /// That it is one of many, in passing: `such as`.
    Such,
    /// That it is an example.
    Example,
}

/// Phrases that name an example.
const EXAMPLE: [&str; 39] = [
    "example",
    "examples",
    "a sample",
    "sample call",
    "sample data",
    "sample input",
    "sample json",
    "sample output",
    "sample request",
    "sample response",
    "sample values",
    "a template",
    "json template",
    "placeholder",
    "placeholders",
    "dummy",
    "illustration",
    "illustrate",
    "illustrates",
    "illustrative",
    "hypothetical",
    "hypothetically",
    "fictional",
    "made up",
    "look like",
    "looks like",
    "looking like",
    "something like",
    "along the lines of",
    "for the sake of argument",
    // German, Spanish, French, Portuguese, Italian, Dutch, Russian.
    "beispiel",
    "beispielsweise",
    "ejemplo",
    "exemple",
    "exemplo",
    "esempio",
    "voorbeeld",
    "bijvoorbeeld",
    "например",
];

/// The same where words are not set apart: Chinese, Japanese, Korean.
const EXAMPLE_UNSPACED: [&str; 6] = ["例如", "比如", "示例", "例えば", "예를 들", "예시"];

/// Phrases that name one of many.
const SUCH: [&str; 24] = [
    "e g",
    "eg",
    "z b",
    "for instance",
    "such as",
    "like this",
    "like so",
    "like that",
    "like the following",
    "similar to",
    "suppose",
    "supposing",
    "imagine",
    "pretend",
    "let's say",
    "let us say",
    "let's assume",
    "say that",
    "say you",
    "typical",
    "typically",
    "how to",
    "how about",
    "what about",
];

/// What makes an example of all that follows on the line.
const OPENS: [&str; 13] = [
    "for example ",
    "for instance ",
    "e g ",
    "example ",
    "suppose ",
    "imagine ",
    "pretend ",
    "let's say ",
    "hypothetically ",
    "template ",
    "sample ",
    "usage ",
    "like ",
];

/// Conditions: they hold for the whole sentence.
const CONDITION: [&str; 5] = ["if", "unless", "in case", "provided that", "had you"];

/// What makes the last clause no statement.
const HEDGE: [&str; 45] = [
    "would",
    "could",
    "might",
    "may be",
    "can be",
    "maybe",
    "perhaps",
    "possibly",
    "possible",
    "not",
    "never",
    "cannot",
    "wrong",
    "incorrect",
    "invalid",
    "instead of",
    "rather than",
    "avoid",
    "should i",
    "shall i",
    "do you want",
    "did you mean",
    "do you mean",
    "is it",
    "expects",
    "expected",
    "following format",
    "this format",
    "this shape",
    "this structure",
    "must be",
    "has to",
    "option",
    "attempt",
    "previous",
    "earlier",
    "please provide",
    "please give",
    "please specify",
    "please send",
    "please tell",
    "i need",
    "a draft",
    "first draft",
    "guess",
];

/// What a clause begins with.
const CLAUSE: [&str; 8] = [",", " but ", " so ", " therefore ", " here is ", " here's ", " here are ", " below is "];

/// What presents an answer.
const PRESENTS: [&str; 11] = [
    "answer",
    "final",
    "actual",
    "actually",
    "result",
    "here is",
    "here's",
    "correct",
    "corrected",
    "solution",
    "therefore",
];

/// What a sentence says of the object that it leads to.
pub(super) fn leading(sentence: &str) -> Saying {
    let words = words(sentence);
    let asks = sentence.trim_end().ends_with(['?', '？']) && has(&words, &["this", "that", "these", "it", "following"]);
    plainly(sentence, &words).or(asks.then_some(Saying::Hedge)).unwrap_or_else(|| {
        let clause = CLAUSE.iter().filter_map(|mark| words.rfind(mark)).max().unwrap_or(0);
        hedge(&words, &words[clause..])
    })
}

/// What the rest of its sentence says of an object.
pub(super) fn following(sentence: &str) -> Saying {
    let words = words(sentence);
    plainly(sentence, &words).unwrap_or_else(|| hedge(&words, &words))
}

/// Whether a text behind an object says that it was an example.
pub(super) fn is_remark(text: &str) -> bool {
    let speaks_of_it = ["this", "that", "these", "those", "it", "above", "values"];
    sentences(text).into_iter().any(|sentence| {
        let words = words(sentence).replace(" for example ", " ");
        has(&words, &speaks_of_it) && plainly(sentence, &words) == Some(Saying::Example)
    })
}

/// Whether a text as a whole is an example, as it begins by saying so.
pub(super) fn opens_example(text: &str) -> bool {
    let words = words(text);
    OPENS.iter().any(|phrase| words.trim_start().starts_with(phrase))
}

/// Whether a sentence presents the answer.
pub(super) fn presents(sentence: &str) -> bool {
    has(&words(sentence), &PRESENTS)
}

/// Whether a label names a part of a call: an example may have several.
pub(super) fn is_part(label: &str) -> bool {
    has(&words(label), &["input", "output", "request", "response", "call", "arguments", "parameters", "example"])
}

/// Whether a text goes on with what was said before it.
pub(super) fn goes_on(text: &str) -> bool {
    let words = words(text);
    words.starts_with(" and ") || words.starts_with(" or ")
}

/// The sentences of a text, each with its end.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let (mut start, mut word) = (0, 0);
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if c.is_whitespace() {
            word = at + c.len_utf8();
            continue;
        }
        let is_last = characters.peek().is_none_or(|(_, next)| next.is_whitespace() || matches!(next, '"' | '*' | ')'));
        let ends = match c {
            '。' | '！' | '？' => true,
            '.' => is_last && !is_abbreviation(&text[word..at], word == 0),
            '!' | '?' => is_last,
            _ => false,
        };
        if ends {
            let end = at + c.len_utf8();
            sentences.push(&text[start..end]);
            start = end;
        }
    }
    if text[start..].contains(char::is_alphanumeric) || sentences.is_empty() {
        sentences.push(&text[start..]);
    }
    sentences
}

/// Whether a sentence has an end, and not one that asks.
pub(super) fn is_statement(sentence: &str) -> bool {
    sentence.ends_with(['.', '!', '。', '！'])
}

/// Whether a sentence has an end.
pub(super) fn has_end(sentence: &str) -> bool {
    is_statement(sentence) || sentence.ends_with(['?', '？'])
}

/// Whether the full stop behind a word is part of it, as in `e.g.`, `z. B.` and `1.`
fn is_abbreviation(word: &str, is_first: bool) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut characters = word.chars();
    let is_letter = characters.next().is_some_and(char::is_alphabetic) && characters.next().is_none();
    is_letter
        || word.contains('.') && word.chars().all(|c| c == '.' || c.is_alphabetic())
        || matches!(word, "eg" | "ex" | "cf" | "vs" | "approx")
        || is_first && word.chars().all(|c| c.is_ascii_digit())
}

fn plainly(sentence: &str, words: &str) -> Option<Saying> {
    if has(words, &EXAMPLE) || EXAMPLE_UNSPACED.iter().any(|phrase| sentence.contains(phrase)) {
        return Some(Saying::Example);
    }
    has(words, &SUCH).then_some(Saying::Such)
}

fn hedge(sentence: &str, clause: &str) -> Saying {
    // "Let me know if" sets no condition, and what someone would like is what they want.
    let sentence = sentence.replace(" know if ", " ");
    let clause = clause.replace(" know if ", " ").replace(" would like ", " ").replace("'d like ", " ");
    // An answer is *in* a format; what *is* the format is none.
    let is_format = has(&clause, &["format"]) && !has(&clause, &["in"]);
    let describes_the_tool =
        has(&clause, &["tool", "function"]) && has(&clause, &["takes", "accepts", "requires", "needs"]);
    let is_hedged = has(&sentence, &CONDITION)
        || has(&clause, &HEDGE)
        || is_format
        || describes_the_tool
        || clause.split(' ').any(|word| word.ends_with("n't") || word.ends_with("'d"));
    if is_hedged { Saying::Hedge } else { Saying::Nothing }
}

/// The words of a text in lower case, each between single spaces; of what stands between them only that a clause ends.
fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len() + 2);
    words.push(' ');
    let mut previous = None;
    for c in text.chars() {
        match c {
            '’' | '\'' => words.push('\''),
            c if c.is_alphanumeric() => words.extend(c.to_lowercase()),
            c => {
                if !words.ends_with(' ') {
                    words.push(' ');
                }
                let is_dash = matches!(c, '—' | '–') || c == '-' && previous == Some(' ');
                if (is_dash || matches!(c, ',' | ';')) && !words.ends_with(", ") {
                    words.push_str(", ");
                }
            }
        }
        previous = Some(c);
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
    words
}

/// Whether one of the phrases is among the words.
fn has(words: &str, phrases: &[&str]) -> bool {
    let bytes = words.as_bytes();
    phrases.iter().any(|phrase| {
        words
            .match_indices(phrase)
            .any(|(at, _)| at > 0 && bytes[at - 1] == b' ' && bytes.get(at + phrase.len()) == Some(&b' '))
    })
}
