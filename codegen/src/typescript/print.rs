//! TypeScript types as text, laid out as prettier does.

use super::shape::{Member, Type};

/// The longest line that a type may make, in characters.
const WIDTH: usize = 120;

/// One exported type.
pub(crate) fn declaration(name: &str, comment: &[String], ty: &Type) -> String {
    let head = format!("export type {name} =");
    let body = match ty {
        Type::Object(_) => broken(ty, 0), // one line a member, however short
        _ => fitting(ty, 0, head.len()),
    };
    format!("{}{}\n", block(comment, 0), statement(&head, &body))
}

fn statement(head: &str, body: &str) -> String {
    let space = if body.starts_with('\n') { "" } else { " " };
    format!("{head}{space}{body};")
}

/// The type in one line where that fits, after so many characters.
fn fitting(ty: &Type, indent: usize, used: usize) -> String {
    let one_line = flat(ty).filter(|text| used + text.chars().count() + 2 <= WIDTH);
    one_line.unwrap_or_else(|| broken(ty, indent))
}

/// The type in one line, where no comment stands in it.
fn flat(ty: &Type) -> Option<String> {
    Some(match ty {
        Type::Word(word) => word.clone(),
        Type::Array(element) => format!("{}[]", flat_operand(element)?),
        Type::Tuple(elements) => {
            format!("[{}]", elements.iter().map(flat_operand).collect::<Option<Vec<_>>>()?.join(", "))
        }
        Type::Object(members) => {
            let members = members.iter().map(|member| {
                let ty = flat(&member.ty).filter(|_| member.comment.is_empty())?;
                Some(format!("{} {ty}", member_head(member)))
            });
            format!("{{ {} }}", members.collect::<Option<Vec<_>>>()?.join("; "))
        }
        Type::Union(types) => types.iter().map(flat).collect::<Option<Vec<_>>>()?.join(" | "),
        Type::Intersection(types) => types.iter().map(flat_operand).collect::<Option<Vec<_>>>()?.join(" & "),
    })
}

fn flat_operand(ty: &Type) -> Option<String> {
    flat(ty).map(|text| if is_compound(ty) { format!("({text})") } else { text })
}

/// The type over several lines; a union starts with a line break.
fn broken(ty: &Type, indent: usize) -> String {
    let (pad, deeper) = (padding(indent), padding(indent + 1));
    match ty {
        Type::Word(word) => word.clone(),
        Type::Array(element) => format!("{}[]", operand(element, indent)),
        Type::Tuple(elements) => {
            let line = |ty| format!("{deeper}{},\n", operand(ty, indent + 1));
            format!("[\n{}{pad}]", elements.iter().map(line).collect::<String>())
        }
        Type::Object(members) => {
            let lines: String = members.iter().map(|member| member_lines(member, indent + 1)).collect();
            format!("{{\n{lines}{pad}}}")
        }
        Type::Union(types) => {
            let branch = |ty| format!("\n{deeper}| {}", fitting(ty, indent + 2, 2 * indent + 4));
            types.iter().map(branch).collect()
        }
        Type::Intersection(types) => types.iter().map(|part| operand(part, indent)).collect::<Vec<_>>().join(" & "),
    }
}

/// The type where a union or an intersection needs parentheses.
fn operand(ty: &Type, indent: usize) -> String {
    let one_line = flat_operand(ty).filter(|text| 2 * indent + text.chars().count() + OPERATORS <= WIDTH);
    one_line.unwrap_or_else(|| match ty {
        Type::Union(_) => format!("({}\n{})", broken(ty, indent), padding(indent)),
        Type::Intersection(_) => format!("({})", broken(ty, indent)),
        _ => broken(ty, indent),
    })
}

/// Room for what stands around an operand: `...`, `[]`, ` & `, `,`.
const OPERATORS: usize = 6;

fn is_compound(ty: &Type) -> bool {
    matches!(ty, Type::Union(_) | Type::Intersection(_))
}

fn member_lines(member: &Member, indent: usize) -> String {
    let head = format!("{}{}", padding(indent), member_head(member));
    let body = fitting(&member.ty, indent, head.chars().count());
    format!("{}{}\n", block(&member.comment, indent), statement(&head, &body))
}

fn member_head(Member { name, is_optional, .. }: &Member) -> String {
    format!("{name}{}:", if *is_optional { "?" } else { "" })
}

/// A doc comment.
fn block(lines: &[String], indent: usize) -> String {
    let pad = padding(indent);
    match lines {
        [] => String::new(),
        [line] => format!("{pad}/** {line} */\n"),
        lines => {
            let line = |line: &String| if line.is_empty() { format!("{pad} *\n") } else { format!("{pad} * {line}\n") };
            format!("{pad}/**\n{}{pad} */\n", lines.iter().map(line).collect::<Vec<_>>().concat())
        }
    }
}

fn padding(indent: usize) -> String {
    "  ".repeat(indent)
}
