//! Names of types, JSON Schema's and those of other languages.

/// What a type's name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// One of JSON Schema's seven.
    Exact,
    /// Another name for one of the seven.
    As(&'static str),
    /// Any value at all.
    Anything,
    Unknown,
}

pub(super) fn read(name: &str) -> Reading {
    const EXACT: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];
    if EXACT.contains(&name) {
        return Reading::Exact;
    }
    let lower = name.trim().to_lowercase();
    // `List[str]`, `Map<String, Integer>`: the container counts. `string[]` is a list.
    let plain = lower.split(['<', '[']).next().unwrap_or_default().trim_end();
    if lower.ends_with("[]") {
        return Reading::As("array");
    }
    match plain {
        "object" | "dict" | "dictionary" | "hash" | "hashmap" | "hashtable" | "map" | "record" | "struct" => {
            Reading::As("object")
        }
        "array" | "arraylist" | "collection" | "deque" | "linkedlist" | "list" | "queue" | "sequence" | "set"
        | "stack" | "tuple" | "vector" => Reading::As("array"),
        "string" | "char" | "character" | "date" | "date-time" | "datetime" | "email" | "str" | "text" | "time"
        | "uri" | "url" | "uuid" => Reading::As("string"),
        "integer" | "bigint" | "biginteger" | "byte" | "int" | "int16" | "int32" | "int64" | "int8" | "long"
        | "short" | "uint" | "uint16" | "uint32" | "uint64" | "uint8" => Reading::As("integer"),
        "number" | "bigdecimal" | "decimal" | "double" | "float" | "float32" | "float64" | "numeric" | "real" => {
            Reading::As("number")
        }
        "boolean" | "bool" => Reading::As("boolean"),
        "null" | "nil" | "none" => Reading::As("null"),
        "" | "*" | "any" | "mixed" => Reading::Anything,
        _ => Reading::Unknown,
    }
}
