//! The model as TypeScript declarations.
//!
//! An object that allows members without a field says so with an index signature, `[key: string]: unknown`: without it
//! tsc would refuse a valid literal that has one. The signature speaks of the named members too, therefore it is
//! `unknown` also where the schema says what the other members are, unless there are no named ones: neither its own nor
//! the tag of a union.

mod print;
mod shape;

use crate::letters::visible;
use crate::model::{Docs, Field, Kind, Model, Rest, Shape, Struct, TaggedVariant, TypeId, UntaggedVariant};
use shape::{Member, Type, member_name, quoted, union, word};

/// One module: each type of the model under its name, in the model's order.
pub(crate) fn typescript(model: &Model) -> String {
    let declarations = Declarations { model, uses: uses(model) };
    let mut text = String::from("// Written by toolshape-codegen from JSON Schema documents; not edited by hand.\n");
    for (at, ty) in model.types.iter().enumerate() {
        text.push('\n');
        text.push_str(&print::declaration(&ty.name, &comment(&ty.docs), &declarations.declared(TypeId(at))));
    }
    if model.types.is_empty() {
        text.push_str("\nexport {};\n"); // without an export the file would be a script, not a module
    }
    text
}

struct Declarations<'m> {
    model: &'m Model,
    /// How each type is used.
    uses: Vec<Uses<'m>>,
}

/// Where a type is named, and as what.
#[derive(Clone, Copy, Default)]
struct Uses<'m> {
    count: usize,
    /// The tag and its text, where a tagged union has the type as a variant.
    tag: Option<(&'m str, &'m str)>,
}

impl<'m> Uses<'m> {
    /// The tag that a type declares itself: it is a variant of one tagged union, and nothing else.
    fn own_tag(&self) -> Option<(&'m str, &'m str)> {
        self.tag.filter(|_| self.count == 1)
    }
}

impl Declarations<'_> {
    /// What stands behind the `=` of a type's declaration.
    fn declared(&self, id: TypeId) -> Type {
        match &self.model.types[id.0].kind {
            Kind::Struct(fields) => self.object(fields, self.uses[id.0]),
            Kind::Enum(words) => union(words.iter().map(|text| word(&quoted(&text.wire))).collect()),
            Kind::Tagged { tag, variants } => union(variants.iter().map(|variant| self.tagged(tag, variant)).collect()),
            Kind::Untagged(variants) => {
                union(variants.iter().map(|UntaggedVariant { shape, .. }| self.shape(shape)).collect())
            }
            Kind::Newtype(shape) => self.shape(shape),
            Kind::OpenEnum(words) => {
                let known = words.iter().map(|text| word(&quoted(&text.wire)));
                union(known.chain([word("string")]).collect())
            }
            Kind::OpenUnion(members) => {
                union(members.iter().map(|member| Type::Object(vec![self.member(member)])).collect())
            }
        }
    }

    /// A struct that declares its tag itself, or the struct and the tag.
    fn tagged(&self, tag: &str, TaggedVariant { wire, ty, .. }: &TaggedVariant) -> Type {
        if self.uses[ty.0].own_tag().is_some() {
            return self.name(*ty);
        }
        let tag = Type::Object(vec![tag_member(tag, wire)]);
        match &self.model.types[ty.0].kind {
            // Its declaration allows no member at all, not even the tag.
            Kind::Struct(Struct { fields, rest: Rest::Denied }) if fields.is_empty() => tag,
            _ => Type::Intersection(vec![tag, self.name(*ty)]),
        }
    }

    fn object(&self, Struct { fields, rest }: &Struct, uses: Uses<'_>) -> Type {
        let mut members: Vec<Member> = uses.own_tag().into_iter().map(|(tag, wire)| tag_member(tag, wire)).collect();
        members.extend(fields.iter().map(|field| self.member(field)));
        let other = match rest {
            Rest::Denied | Rest::Unforeseen if !members.is_empty() => None,
            Rest::Denied => Some(word("never")), // `{}` would be any value but null
            Rest::Kept { shape, .. } if members.is_empty() && uses.tag.is_none() => Some(self.shape(shape)),
            Rest::Kept { .. } | Rest::Ignored | Rest::Unforeseen => Some(word("unknown")),
        };
        members.extend(other.map(Member::any_other));
        Type::Object(members)
    }

    fn member(&self, Field { wire, shape, is_required, docs, .. }: &Field) -> Member {
        Member { name: member_name(wire), is_optional: !is_required, comment: comment(docs), ty: self.shape(shape) }
    }

    fn shape(&self, shape: &Shape) -> Type {
        match shape {
            Shape::Any => word("unknown"),
            Shape::Null => word("null"),
            Shape::Boolean => word("boolean"),
            Shape::Integer | Shape::Integer32 | Shape::Unsigned | Shape::Number => word("number"),
            Shape::Text | Shape::Formatted(_) => word("string"),
            Shape::Named(id) => self.name(*id),
            Shape::List(element) => Type::Array(Box::new(self.shape(element))),
            Shape::OneOrMany(shape) => {
                let one = self.shape(shape);
                union(vec![Type::Array(Box::new(one.clone())), one])
            }
            Shape::Tuple(elements) => Type::Tuple(elements.iter().map(|element| self.shape(element)).collect()),
            Shape::Map(element) => Type::Object(vec![Member::any_other(self.shape(element))]),
            Shape::Nullable(shape) => union(vec![self.shape(shape), word("null")]),
        }
    }

    fn name(&self, id: TypeId) -> Type {
        word(&self.model.types[id.0].name)
    }
}

fn tag_member(tag: &str, wire: &str) -> Member {
    Member::required(member_name(tag), word(&quoted(wire)))
}

fn uses(model: &Model) -> Vec<Uses<'_>> {
    let mut uses = vec![Uses::default(); model.types.len()];
    for root in &model.roots {
        uses[root.ty.0].count += 1;
    }
    for ty in &model.types {
        match &ty.kind {
            Kind::Struct(Struct { fields, rest }) => {
                for field in fields {
                    count(&field.shape, &mut uses);
                }
                if let Rest::Kept { shape, .. } = rest {
                    count(shape, &mut uses);
                }
            }
            Kind::Enum(_) | Kind::OpenEnum(_) => {}
            Kind::OpenUnion(members) => members.iter().for_each(|member| count(&member.shape, &mut uses)),
            Kind::Tagged { tag, variants } => {
                for TaggedVariant { wire, ty, .. } in variants {
                    uses[ty.0].count += 1;
                    uses[ty.0].tag = Some((tag.as_str(), wire.as_str()));
                }
            }
            Kind::Untagged(variants) => variants.iter().for_each(|variant| count(&variant.shape, &mut uses)),
            Kind::Newtype(shape) => count(shape, &mut uses),
        }
    }
    uses
}

/// Counts the names in a shape.
fn count(shape: &Shape, uses: &mut [Uses<'_>]) {
    match shape {
        Shape::Named(id) => uses[id.0].count += 1,
        Shape::List(shape) | Shape::OneOrMany(shape) | Shape::Map(shape) | Shape::Nullable(shape) => count(shape, uses),
        Shape::Tuple(shapes) => shapes.iter().for_each(|shape| count(shape, uses)),
        _ => {}
    }
}

/// The lines of a doc comment: what the schema says, then what the type does not hold, then what is looser.
fn comment(Docs { text, rules, notes }: &Docs) -> Vec<String> {
    let mut lines: Vec<String> = text.iter().flat_map(|text| text.trim().split(['\n', '\r']).map(harmless)).collect();
    let sentences: Vec<&str> = rules.iter().chain(notes).map(|sentence| sentence.trim()).collect();
    if !sentences.is_empty() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(sentences.join(" ").split(['\n', '\r']).map(harmless));
    }
    lines
}

/// The line without what would end the comment or start a tag.
fn harmless(line: &str) -> String {
    let line: String = line.trim_end().chars().filter_map(visible).collect();
    let line = line.replace("*/", "*\\/").replace("{@", "{\\@");
    let text = line.trim_start();
    let blanks = &line[..line.len() - text.len()];
    if text.starts_with('@') { format!("{blanks}\\{text}") } else { line }
}

#[cfg(test)]
mod tests;
