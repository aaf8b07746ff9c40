//! A shape as a Rust type, broken into lines where it must be.

use std::fmt;

use super::super::model::Shape;
use super::plan::Plan;
use super::source::Source;

const MAP: &str = "::std::collections::BTreeMap";
const VALUE: &str = "::toolshape::Value";

/// The widest line that rustfmt leaves.
pub(super) const WIDTH: usize = 100;

/// The name of a type, with its arguments.
pub(super) enum Ty<'m> {
    Name(&'m str),
    Of(&'static str, Vec<Ty<'m>>),
    Tuple(Vec<Ty<'m>>),
}

impl<'m> Ty<'m> {
    pub(super) fn option(self) -> Self {
        Self::Of("Option", vec![self])
    }

    pub(super) fn boxed(self) -> Self {
        Self::Of("Box", vec![self])
    }

    pub(super) fn map(value: Self) -> Self {
        Self::Of(MAP, vec![Self::Name("String"), value])
    }

    /// The type of a shape in a type.
    pub(super) fn of(plan: &Plan<'m>, from: usize, shape: &Shape) -> Self {
        Self::inline(plan, from, shape, true)
    }

    fn inline(plan: &Plan<'m>, from: usize, shape: &Shape, is_inline: bool) -> Self {
        match shape {
            Shape::Any => Self::Name(VALUE),
            Shape::Null => Self::Name("()"),
            Shape::Boolean => Self::Name("bool"),
            Shape::Integer => Self::Name("i64"),
            Shape::Integer32 => Self::Name("i32"),
            Shape::Unsigned => Self::Name("u64"),
            Shape::Number => Self::Name("f64"),
            Shape::Text => Self::Name("String"),
            Shape::Formatted(format) => Self::Name(plan.formats.ty(*format).unwrap_or("String")),
            Shape::Named(id) => {
                let name = Self::Name(&plan.get(*id).name);
                if is_inline && plan.layout.is_boxed(from, *id) { name.boxed() } else { name }
            }
            Shape::List(inner) | Shape::OneOrMany(inner) => {
                Self::Of("Vec", vec![Self::inline(plan, from, inner, false)])
            }
            Shape::Map(inner) => Self::map(Self::inline(plan, from, inner, false)),
            Shape::Nullable(inner) => Self::inline(plan, from, inner, is_inline).option(),
            Shape::Tuple(parts) => {
                Self::Tuple(parts.iter().map(|part| Self::inline(plan, from, part, is_inline)).collect())
            }
        }
    }

    /// Writes the type where a line holds `before` columns already and `after` must follow.
    pub(super) fn write(&self, out: &mut Source, indent: usize, before: usize, after: usize) {
        let line = self.to_string();
        let (open, arguments, close) = match self {
            Self::Of(name, arguments) if before + width(&line) + after > WIDTH => (format!("{name}<"), arguments, ">"),
            Self::Tuple(arguments) if before + width(&line) + after > WIDTH => ("(".to_owned(), arguments, ")"),
            _ => {
                out.text(&line);
                return;
            }
        };
        out.text(&open);
        out.text("\n");
        for argument in arguments {
            let deeper = indent + 4;
            out.blanks(deeper);
            argument.write(out, deeper, deeper, 1);
            out.text(",\n");
        }
        out.blanks(indent);
        out.text(close);
    }
}

impl fmt::Display for Ty<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, types: &[Ty<'_>]| {
            types.iter().enumerate().try_for_each(|(at, ty)| {
                f.write_str(if at == 0 { "" } else { ", " })?;
                ty.fmt(f)
            })
        };
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Of(name, arguments) => {
                write!(f, "{name}<")?;
                list(f, arguments)?;
                f.write_str(">")
            }
            Self::Tuple(parts) => {
                f.write_str("(")?;
                list(f, parts)?;
                f.write_str(if parts.len() == 1 { ",)" } else { ")" })
            }
        }
    }
}

/// How many columns a text takes.
pub(super) fn width(text: &str) -> usize {
    // From here on nearly all are ideographs and such, which are twice as wide.
    text.chars().map(|c| if c >= '\u{1100}' { 2 } else { 1 }).sum()
}
