//! Where a rule was written: from a place in a rewritten schema back to the document.

use serde_json::Value;

/// A rule's place in the documents.
pub(super) struct Origin {
    /// The keyword, its value, and the pointer to it; where strict validation adds the rule, to the type.
    pub(super) keyword: String,
    pub(super) limit: Value,
    pub(super) place: String,
    /// The name of the type in its document.
    pub(super) type_name: String,
    pub(super) page: Option<String>,
}

/// Follows a pointer into the rewritten form of a document through the document as it stands.
pub(super) fn origin(document: &Value, rewritten: &str) -> Origin {
    let mut walk = Walk { at: document, place: String::new() };
    let mut segments = rewritten.split('/').skip(1).peekable();
    let mut keyword = "";
    while let Some(segment) = segments.next() {
        keyword = segment;
        let at = walk.at;
        let marked = |mark: &str| at[mark] == true && at.get(segment).is_none();
        if marked("x-open-union") {
            let member = (segment == "properties").then(|| segments.peek().copied()).flatten();
            walk.branch(|branch| match member {
                Some(name) => branch["properties"].get(unescaped(name)).is_some(),
                None => branch.get(segment).is_some(),
            });
        } else if marked("x-one-or-many") {
            walk.branch(|branch| (branch["type"] == "array") == (segment == "then"));
            continue;
        } else if marked("x-open-enum") {
            walk.go("anyOf").go(if segment == "enum" { "0" } else { "1" });
        } else if at.get(segment).is_none() {
            keyword = match segment {
                super::schema::INTEGER => "format",
                "format" => "contentEncoding",
                other => other,
            };
            if at.get(keyword).is_none() {
                break;
            }
        }
        walk.go(keyword);
    }
    let name = walk.place.strip_prefix("/$defs/").and_then(|place| place.split('/').next()).unwrap_or_default();
    let limit = if walk.place.ends_with(&format!("/{keyword}")) { walk.at.clone() } else { Value::Bool(false) };
    Origin {
        keyword: keyword.to_owned(),
        limit,
        page: page(&document["$defs"][name]),
        type_name: name.to_owned(),
        place: walk.place,
    }
}

/// A place in a document, and the pointer to it.
struct Walk<'a> {
    at: &'a Value,
    place: String,
}

impl Walk<'_> {
    fn go(&mut self, segment: &str) -> &mut Self {
        let name = unescaped(segment);
        let next = match self.at {
            Value::Array(items) => name.parse().ok().and_then(|index: usize| items.get(index)),
            at => at.get(&name),
        };
        if let Some(next) = next {
            self.at = next;
            self.place = format!("{}/{segment}", self.place);
        }
        self
    }

    /// Goes to the branch of a choice that is looked for.
    fn branch(&mut self, is_it: impl Fn(&Value) -> bool) {
        let position = self.at["oneOf"].as_array().and_then(|branches| branches.iter().position(is_it));
        if let Some(position) = position {
            self.go("oneOf").go(&position.to_string());
        }
    }
}

/// The page that a type's description links to.
fn page(definition: &Value) -> Option<String> {
    let (_, link) = definition["description"].as_str()?.split_once("](https://docs.aws.amazon.com/")?;
    let (page, _) = link.split_once(')')?;
    Some(format!("https://docs.aws.amazon.com/{page}"))
}

fn unescaped(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}
