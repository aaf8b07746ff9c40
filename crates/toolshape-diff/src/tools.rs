//! The tools of two documents, and which of them belong together.

use std::collections::{HashMap, HashSet};

use serde_json::Value;
use toolshape::ToolSpec;
use toolshape_json_schema::{ReadTool, keyword, read_tools};

use crate::gap::{Gap, UNSHOWN, short};
use crate::schema::Schema;
use crate::told::{retold, without_words};
use crate::walk::gaps;
use crate::{Change, Diff, Error, Verdict};

/// The tools in a text. Patterns are compared as they are written, whether or not they compile.
pub(crate) fn read((name, text): (&str, &str)) -> Result<Vec<ReadTool>, Error> {
    read_tools(name, text, &|_pattern| true)
}

/// Tools in the form that is read.
pub(crate) fn document(specs: &[ToolSpec]) -> Value {
    let tools = specs.iter().map(
        |spec| serde_json::json!({"name": spec.name(), "description": spec.description(), "schema": spec.schema()}),
    );
    let mut tools: Vec<Value> = tools.collect();
    if tools.len() == 1 { tools.remove(0) } else { Value::Array(tools) }
}

pub(crate) fn compare(old: &[ReadTool], new: &[ReadTool]) -> Diff {
    let mut changes = Vec::new();
    if let ([old], [new]) = (old, new) {
        if let (Some(old), Some(new)) = (&old.name, &new.name)
            && old != new
        {
            changes.push(change(Verdict::Breaking, format!("name: {old} -> {new}")));
        }
        changes.extend(of_tool(old, new));
    } else {
        let (old, new) = (known(old), known(new));
        let mut add = |name: &str, found: Vec<Change>| {
            changes.extend(found.into_iter().map(|change| Change { tool: Some(name.to_owned()), ..change }));
        };
        for (name, old) in &old {
            match new.iter().find(|(other, _)| other == name) {
                Some((_, new)) => add(name, of_tool(old, new)),
                None => add(name, vec![change(Verdict::Breaking, "is no longer on offer".to_owned())]),
            }
        }
        for (name, _) in new.iter().filter(|(name, _)| old.iter().all(|(other, _)| other != name)) {
            add(name, vec![change(Verdict::Loosened, "is now on offer".to_owned())]);
        }
    }
    Diff { changes }.sorted()
}

/// A tool and what it is known by among the others: its name, and which of those with that name it is.
fn known(tools: &[ReadTool]) -> Vec<(String, &ReadTool)> {
    let one = |(at, tool): (usize, _)| {
        let tool: &ReadTool = tool;
        let number = tools[..at].iter().filter(|other| other.name == tool.name).count();
        let name = match (&tool.name, number) {
            (Some(name), 0) => name.clone(),
            (name, number) => format!("{}[{number}]", name.as_deref().unwrap_or_default()),
        };
        (name, tool)
    };
    tools.iter().enumerate().map(one).collect()
}

/// A change of the tool as a whole.
fn change(verdict: Verdict, text: String) -> Change {
    let path = "$".to_owned();
    Change { verdict, tool: None, path, pointer: None, text, reason: None, is_new_member: false }
}

fn of_tool(old: &ReadTool, new: &ReadTool) -> Vec<Change> {
    let mut changes = Vec::new();
    if old.description != new.description {
        let shown =
            |tool: &ReadTool| tool.description.as_ref().map_or("none".to_owned(), |text| short(&text.as_str().into()));
        changes.push(change(Verdict::Compatible, format!("description: {} -> {}", shown(old), shown(new))));
    }
    if old.written == new.written {
        return changes;
    }
    let of_schema = schemas(old, new);
    if of_schema.is_empty() {
        changes.push(change(Verdict::Compatible, "is written otherwise and accepts the same".to_owned()));
    }
    changes.extend(of_schema);
    // A tool and its schema often tell the same, as do the alternatives of a choice.
    let mut known = HashSet::new();
    changes.retain(|change| known.insert((change.verdict, change.path.clone(), change.text.clone())));
    changes
}

fn schemas(old_tool: &ReadTool, new_tool: &ReadTool) -> Vec<Change> {
    let (old, new) = (Schema::of(&old_tool.schema), Schema::of(&new_tool.schema));
    let pointers = [&old_tool.schema, &new_tool.schema].map(pointers);
    let pointer = |tool: &ReadTool, address| {
        let pointer = pointers.iter().find_map(|pointers| pointers.get(&address));
        pointer.map(|pointer| tool.origin(pointer))
    };
    let mut changes = Vec::new();
    if without_words(&old_tool.written) != without_words(&new_tool.written) {
        for (pointer, text) in new_tool.unread.iter().chain(&old_tool.unread) {
            let place = if pointer.is_empty() { String::new() } else { format!(", at #{pointer}") };
            let (pointer, reason) = (Some(pointer.clone()), Some(UNSHOWN));
            changes.push(Change { pointer, reason, ..change(Verdict::Breaking, format!("{text}{place}")) });
        }
        let missing = gaps(old, new);
        let gained = gaps(new, old);
        let told: HashSet<_> = missing.iter().filter_map(Gap::side).collect();
        changes.extend(missing.iter().map(|gap| Change {
            path: format!("${}", gap.path),
            pointer: pointer(new_tool, gap.schema),
            reason: gap.reason().filter(|_| !gap.is_new_member),
            is_new_member: gap.is_new_member,
            ..change(if gap.is_new_member { Verdict::Loosened } else { Verdict::Breaking }, gap.text(true))
        }));
        let gained = gained.iter().filter(|gap| gap.side().is_none_or(|side| !told.contains(&side)));
        changes.extend(gained.map(|gap| Change {
            path: format!("${}", gap.path),
            pointer: pointer(old_tool, gap.schema),
            ..change(Verdict::Loosened, gap.text(false))
        }));
    }
    changes.extend(retold(old, new).into_iter().map(|told| Change {
        path: told.path,
        pointer: pointer(new_tool, told.schema),
        ..change(Verdict::Compatible, told.text)
    }));
    changes
}

/// The JSON pointers of all schemas in a schema, by their addresses.
fn pointers(schema: &Value) -> HashMap<usize, String> {
    fn note(schema: &Value, pointer: String, found: &mut HashMap<usize, String>) {
        for (below, part) in keyword::children(schema) {
            note(part, format!("{pointer}{below}"), found);
        }
        found.insert(std::ptr::from_ref(schema).addr(), pointer);
    }
    let mut found = HashMap::new();
    note(schema, String::new(), &mut found);
    found
}
