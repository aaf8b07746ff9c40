//! TypeScript types as text, laid out as prettier does.

use super::shape::{Member, Type};

/// The longest line that a type may make, in characters.
const WIDTH: usize = 120;

/// One exported type.
pub(super) fn declaration(name: &str, comment: &[String], ty: &Type) -> String {
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
    let list = |types: &[Type], between: &str| -> Option<String> {
        Some(types.iter().map(flat).collect::<Option<Vec<_>>>()?.join(between))
    };
    Some(match ty {
        Type::Word(word) => word.clone(),
        Type::Array(element) if is_compound(element) => format!("({})[]", flat(element)?),
        Type::Array(element) => format!("{}[]", flat(element)?),
        Type::Tuple { .. } => format!("[{}]", elements(ty, flat)?.join(", ")),
        Type::Object(members) => {
            let members = members.iter().map(|member| {
                let ty = flat(&member.ty).filter(|_| member.comment.is_empty())?;
                Some(format!("{} {ty}", member_head(member)))
            });
            format!("{{ {} }}", members.collect::<Option<Vec<_>>>()?.join("; "))
        }
        Type::Union(types) => list(types, " | ")?,
        Type::Intersection(types) => {
            let parts = types.iter().map(|part| {
                let text = flat(part)?;
                Some(if matches!(part, Type::Union(_)) { format!("({text})") } else { text })
            });
            parts.collect::<Option<Vec<_>>>()?.join(" & ")
        }
    })
}

/// The type over several lines; a union starts with a line break.
fn broken(ty: &Type, indent: usize) -> String {
    let (pad, deeper) = (padding(indent), padding(indent + 1));
    match ty {
        Type::Word(word) => word.clone(),
        Type::Array(element) => format!("{}[]", operand(element, indent)),
        Type::Tuple { .. } => {
            let elements = elements(ty, |element| Some(operand(element, indent + 1))).unwrap_or_default();
            let lines: String = elements.iter().map(|element| format!("{deeper}{element},\n")).collect();
            format!("[\n{lines}{pad}]")
        }
        Type::Object(members) => {
            let lines: String = members.iter().map(|member| member_lines(member, indent + 1)).collect();
            format!("{{\n{lines}{pad}}}")
        }
        Type::Union(types) => {
            let branch = |ty| format!("\n{deeper}| {}", fitting(ty, indent + 2, 2 * indent + 4));
            types.iter().map(branch).collect()
        }
        Type::Intersection(types) => {
            types.iter().map(|part| operand(part, indent)).collect::<Vec<_>>().join(" & ")
        }
    }
}

/// A type where a union or an intersection needs parentheses.
fn operand(ty: &Type, indent: usize) -> String {
    match (is_compound(ty), flat(ty).filter(|text| 2 * indent + text.chars().count() + 6 <= WIDTH)) {
        (false, _) => fitting(ty, indent, 2 * indent + 4),
        (true, Some(text)) => format!("({text})"),
        (true, None) => format!("({}\n{})", broken(ty, indent), padding(indent)),
    }
}

/// The elements of a tuple, each as the given function writes its type.
fn elements(ty: &Type, write: impl Fn(&Type) -> Option<String>) -> Option<Vec<String>> {
    let Type::Tuple { elements, least, rest } = ty else { return None };
    let mut texts = Vec::new();
    for (index, element) in elements.iter().enumerate() {
        let text = write(element)?;
        texts.push(match index < *least {
            true => text,
            false if matches!(element, Type::Word(_)) => format!("{text}?"),
            false => format!("({text})?"),
        });
    }
    if let Some(rest) = rest {
        let text = write(rest)?;
        let text = if is_compound(rest) && !text.starts_with('(') { format!("({text})") } else { text };
        texts.push(format!("...{text}[]"));
    }
    Some(texts)
}

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
            let lines: String = lines.iter().map(|line| format!("{}\n", format!("{pad} * {line}").trim_end())).collect();
            format!("{pad}/**\n{lines}{pad} */\n")
        }
    }
}

fn padding(indent: usize) -> String {
    "  ".repeat(indent)
}
