//! Decides from the text alone whether a query only reads, what it names and how large it can grow.
//!
//! The walk lists what a query may consist of and refuses the rest. Its patterns name every field of the parser's tree,
//! so that a part which a newer parser adds does not compile until it is decided here.

mod expr;
mod from;
pub(crate) mod lists;
mod scope;
mod select;

use std::ops::Range;

use sqlparser::ast::{Query, SetExpr, Statement};
use sqlparser::keywords::Keyword;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::{Location, Span, Token, TokenWithSpan, Tokenizer, Whitespace};

use self::scope::Names;
use crate::{Catalog, Dialect, Refused, RefusedKind};

/// Bytes of a query, and of its parameters.
pub(crate) const MAX_SQL: usize = 10_000;
/// Words, signs and literals of a query.
const MAX_TOKENS: usize = 3_000;
/// Parentheses within each other. The parser tries an opening one as more than one thing.
const MAX_PARENTHESES: usize = 32;
/// Parts within each other: the walk and the databases recurse.
const MAX_DEPTH: usize = 100;
/// Parts of a query when each table of a WITH clause and each column of a subquery stands where it is used. That is
/// what a database plans.
const MAX_PARTS: u64 = 20_000;

/// Bytes of stack for the parser, the walk and the end of the tree.
const STACK: usize = 64 << 20;

/// What a query is held to.
#[derive(Clone, Copy)]
pub(crate) struct Rules {
    pub(crate) dialect: Dialect,
    /// Functions besides those of the dialect.
    pub(crate) functions: &'static [&'static str],
    pub(crate) catalog: Option<&'static Catalog>,
}

/// What a query that only reads consists of.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading {
    /// In the order of the text.
    pub(crate) placeholders: Vec<Placeholder>,
    /// The bytes at which semicolons stand.
    pub(crate) semicolons: Vec<usize>,
    pub(crate) reads_a_table: bool,
    /// The text of its comments, one a line.
    pub(crate) comment: Option<String>,
}

/// A placeholder and the bytes that it takes up.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Placeholder {
    pub(crate) name: String,
    pub(crate) range: Range<usize>,
}

/// Reads a query.
///
/// # Errors
///
/// It is not one SELECT that only reads, or names what it may not.
pub(crate) fn read(rules: Rules, text: &str) -> Result<Reading, Refused> {
    // The parser takes up to 150 KB for each parenthesis in a build without optimization.
    stacker::grow(STACK, || examine(rules, text))
}

fn examine(rules: Rules, text: &str) -> Result<Reading, Refused> {
    let size = |message: String| Err(Refused::new(RefusedKind::Size, message));
    if text.len() > MAX_SQL {
        return size(format!("the SQL is {} bytes long; write at most {MAX_SQL}", text.len()));
    }
    let dialect = rules.dialect.parser();
    let tokens = Tokenizer::new(dialect, text).tokenize_with_location();
    let tokens = tokens.map_err(|error| syntax(rules, &error.into()))?;
    let comment = bounded(&tokens)?;

    let parser = Parser::new(dialect).with_recursion_limit(MAX_DEPTH).with_tokens_with_locations(tokens.clone());
    let statements = { parser }.parse_statements().map_err(|error| syntax(rules, &error))?;
    let statement = |message: String| Err(Refused::new(RefusedKind::Statement, message));
    let query = match statements.as_slice() {
        [] if comment.is_some() => {
            return Ok(Reading { placeholders: Vec::new(), semicolons: Vec::new(), reads_a_table: false, comment });
        }
        [] => return statement("the SQL is empty; write a single SELECT".to_owned()),
        [Statement::Query(query)] if is_select(query) => query,
        [_] => return statement(format!("{} is not a SELECT; write a single SELECT", first_word(&tokens))),
        many => return statement(format!("these are {} statements; write a single SELECT", many.len())),
    };

    let mut guard = Guard { rules, names: Names::default(), spans: Vec::new(), reads_a_table: false, depth: 0 };
    guard.query(query)?;
    let mut placeholders = Vec::new();
    for (name, span) in guard.spans {
        placeholders.push(Placeholder { name, range: offset(text, span.start)..offset(text, span.end) });
    }
    placeholders.sort_by_key(|placeholder| placeholder.range.start);
    let semicolons = tokens.iter().filter(|token| token.token == Token::SemiColon);
    let semicolons = semicolons.map(|token| offset(text, token.span.start)).collect();
    Ok(Reading { placeholders, semicolons, reads_a_table: guard.reads_a_table, comment })
}

/// The walk over the parser's tree. Each step gives the number of parts it stands for, as [`MAX_PARTS`] counts them.
struct Guard {
    rules: Rules,
    names: Names,
    /// The placeholders and their places.
    spans: Vec<(String, Span)>,
    reads_a_table: bool,
    depth: usize,
}

type Parts = Result<u64, Refused>;

impl Guard {
    /// Takes a step down the tree.
    fn deeper<T>(&mut self, step: impl FnOnce(&mut Self) -> Result<T, Refused>) -> Result<T, Refused> {
        if self.depth == MAX_DEPTH {
            return Err(Refused::new(RefusedKind::Size, "the SQL is nested too deeply; write it flatter"));
        }
        self.depth += 1;
        let result = step(self);
        self.depth -= 1;
        result
    }
}

/// A part that is not known to only read.
fn refuse<T>(part: impl AsRef<str>) -> Result<T, Refused> {
    let message = format!("{} may not be used; write a plain SELECT", part.as_ref());
    Err(Refused::new(RefusedKind::Part, message))
}

/// Refuses a clause that stands there.
fn without(stands: bool, clause: &str) -> Result<(), Refused> {
    if stands { refuse(clause) } else { Ok(()) }
}

/// The sum of parts, while it is small enough.
fn sum(parts: impl IntoIterator<Item = u64>) -> Parts {
    let sum = parts.into_iter().fold(0, u64::saturating_add);
    if sum > MAX_PARTS {
        let message =
            "the SQL grows too large when its WITH clauses and subqueries are put in; use each of them less often";
        return Err(Refused::new(RefusedKind::Size, message));
    }
    Ok(sum)
}

fn is_select(query: &Query) -> bool {
    match &*query.body {
        SetExpr::Query(query) => is_select(query),
        // A part that writes is named by the walk.
        body => !matches!(body, SetExpr::Values(_) | SetExpr::Table(_)),
    }
}

fn syntax(rules: Rules, error: &ParserError) -> Refused {
    let message = match error {
        ParserError::RecursionLimitExceeded => {
            return Refused::new(RefusedKind::Size, "the SQL is nested too deeply; write it flatter");
        }
        ParserError::TokenizerError(reason) | ParserError::ParserError(reason) => reason,
    };
    Refused::new(RefusedKind::Syntax, format!("it cannot be parsed as {}: {message}", rules.dialect.name()))
}

/// Holds the tokens to what is parsed at all; the text of the comments.
fn bounded(tokens: &[TokenWithSpan]) -> Result<Option<String>, Refused> {
    let size = |message: &str| Err(Refused::new(RefusedKind::Size, message));
    let mut comments = Vec::new();
    let (mut count, mut open) = (0_usize, 0_usize);
    for token in tokens {
        match &token.token {
            Token::Whitespace(
                Whitespace::SingleLineComment { comment, .. } | Whitespace::MultiLineComment(comment),
            ) => {
                // MySQL runs the text of `/*! … */`, and databases take orders from `/*+ … */`.
                if comment.starts_with(['!', '+']) {
                    return Err(Refused::new(RefusedKind::Part, "a comment may not begin with ! or +").at(token.span));
                }
                comments.push(comment.trim());
            }
            Token::Whitespace(_) => {}
            sign => {
                count += 1;
                match sign {
                    Token::LParen => open += 1,
                    Token::RParen => open = open.saturating_sub(1),
                    _ => {}
                }
                if open > MAX_PARENTHESES {
                    return size("the SQL is nested too deeply; write it flatter");
                }
            }
        }
    }
    if count > MAX_TOKENS {
        return size("the SQL has too many words; write a shorter SELECT");
    }
    comments.retain(|comment| !comment.is_empty());
    Ok((!comments.is_empty()).then(|| comments.join("\n")))
}

fn first_word(tokens: &[TokenWithSpan]) -> String {
    let word = tokens.iter().find_map(|token| match &token.token {
        // Behind a WITH clause stands what the statement is.
        Token::Word(word) if word.keyword != Keyword::WITH => Some(word.value.to_uppercase()),
        _ => None,
    });
    word.unwrap_or_else(|| "this".to_owned())
}

/// The byte at a place of the text.
fn offset(text: &str, place: Location) -> usize {
    let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX).saturating_sub(1);
    let mut lines = text.split_inclusive('\n');
    let before: usize = lines.by_ref().take(number(place.line)).map(str::len).sum();
    let within: usize = lines.next().unwrap_or_default().chars().take(number(place.column)).map(char::len_utf8).sum();
    before + within
}

#[cfg(test)]
mod tests;
