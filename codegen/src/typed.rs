//! The call of typify, its errors and its panics.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use schemars08::schema::Schema;
use serde_json::Value;
use toolshape_json_schema::keyword;

use crate::Error;
use crate::bundle::Definition;

/// The Rust types of the definitions, as typify makes them.
pub(crate) fn types(definitions: &BTreeMap<String, Definition>) -> Result<syn::File, Error> {
    let schemas = definitions.iter().map(|(name, definition)| (name.as_str(), &definition.schema));
    generate(schemas).map_err(|reason| {
        let (home, pointer, reason) = culprit(definitions, reason);
        match home {
            Some(home) => home.error(&pointer, reason),
            None => Error::new("documents", "", reason),
        }
    })
}

fn generate<'s>(schemas: impl Iterator<Item = (&'s str, &'s Value)>) -> Result<syn::File, String> {
    let schemas = schemas
        .map(|(name, schema)| {
            let schema = serde_json::from_value::<Schema>(schema.clone());
            schema.map(|schema| (name.to_owned(), schema)).map_err(|error| format!("not a JSON Schema: {error}"))
        })
        .collect::<Result<Vec<_>, _>>()?;
    let tokens = contained(|| {
        let mut settings = typify::TypeSpaceSettings::default();
        settings.with_map_type("::std::collections::BTreeMap"); // sorted: what is written twice is written the same
        let mut space = typify::TypeSpace::new(&settings);
        space.add_ref_types(schemas).map_err(|error| first_line(&error.to_string()))?;
        Ok(space.to_stream())
    })?;
    syn::parse2(tokens).map_err(|error| format!("the code made of it does not parse: {error}"))
}

/// Runs typify, which panics on what it does not support, and turns a panic into its message.
///
/// The first call puts a hook before the process's own, so that these panics, and no others, print nothing.
fn contained<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    thread_local!(static QUIET: Cell<bool> = const { Cell::new(false) });
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                before(info);
            }
        }));
    });
    QUIET.set(true);
    let outcome = catch_unwind(AssertUnwindSafe(work));
    QUIET.set(false);
    outcome.unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no reason given");
        Err(first_line(text))
    })
}

/// typify's messages go on with the whole schema.
fn first_line(text: &str) -> String {
    format!("typify cannot make a type of this: {}", text.lines().next().unwrap_or_default())
}

/// The smallest schema that fails when all around it accepts anything.
fn culprit(definitions: &BTreeMap<String, Definition>, reason: String) -> (Option<&Definition>, String, String) {
    let anything = Value::Bool(true);
    let fails = |name: &str, schema: &Value| {
        let alone = definitions.keys().map(|other| (other.as_str(), if other == name { schema } else { &anything }));
        generate(alone).err()
    };
    for (name, definition) in definitions {
        let Some(mut reason) = fails(name, &definition.schema) else { continue };
        let (mut pointer, mut schema) = (String::new(), &definition.schema);
        while let Some((below, child, deeper)) =
            keyword::children(schema).into_iter().find_map(|(below, child)| Some((below, child, fails(name, child)?)))
        {
            pointer.push_str(&below);
            (schema, reason) = (child, deeper);
        }
        return (Some(definition), pointer, reason);
    }
    (None, String::new(), reason)
}
