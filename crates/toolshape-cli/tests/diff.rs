//! `toolshape diff`: what it prints, and its exit status.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

const OLD: &str = r#"{
  "name": "city",
  "description": "A city.",
  "inputSchema": { "json": {
    "type": "object",
    "properties": { "name": { "type": "string", "maxLength": 80 }, "kind": { "enum": ["town", "city"] } },
    "required": ["name"],
    "additionalProperties": false
  } }
}"#;

fn folder(test: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("target/ can be written");
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("target/ can be written");
    }
    folder
}

fn diff(folder: &Path, arguments: &[&str]) -> Output {
    diff_with(folder, arguments, "")
}

fn diff_with(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_toolshape"));
    command.current_dir(folder).arg("diff").args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let _ = child.stdin.take().expect("it is piped").write_all(input.as_bytes()); // some runs do not read it
    child.wait_with_output().expect("the program ends")
}

/// What is printed for two schemas, and the exit status.
fn between(old: &Value, new: &Value) -> String {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let test = format!("between-{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let folder = folder(&test, &[("old.json", &old.to_string()), ("new.json", &new.to_string())]);
    let output = diff(&folder, &["old.json", "new.json"]);
    let said = String::from_utf8_lossy(&output.stderr);
    format!("{}{said}{}", stdout(&output), output.status.code().expect("no signal"))
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_breaking_change_is_told_and_fails() {
    let new =
        OLD.replace("80", "40").replace("\"city\"] }", "\"city\", \"village\"] }").replace("A city.", "One city.");
    let folder = folder("breaking", &[("old.json", OLD), ("new.json", &new)]);
    let output = diff(&folder, &["old.json", "new.json"]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(stdout(&output), @r#"
    breaking    $.name  maxLength: 80 -> 40
    loosened    $.kind  values: also "village"
    compatible  $       description: "A city." -> "One city."
    "#);
    let output = diff(&folder, &["--json", "old.json", "new.json"]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(stdout(&output), @r#"{"verdict":"breaking","changes":[{"verdict":"breaking","tool":null,"path":"$.name","pointer":"/properties/name","text":"maxLength: 80 -> 40","reason":null},{"verdict":"loosened","tool":null,"path":"$.kind","pointer":"/properties/kind","text":"values: also \"village\"","reason":null},{"verdict":"compatible","tool":null,"path":"$","pointer":null,"text":"description: \"A city.\" -> \"One city.\"","reason":null}],"note":null}"#);
}

#[test]
fn what_still_decodes_succeeds() {
    let looser = OLD.replace("\"required\": [\"name\"],", "");
    let folder = folder("loosened", &[("old.json", OLD), ("same.json", OLD), ("looser.json", &looser)]);
    let output = diff(&folder, &["old.json", "looser.json"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stdout(&output), "loosened  $.name  is no longer required\n");
    let output = diff(&folder, &["old.json", "same.json"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stdout(&output), "no change\n");
    let output = diff(&folder, &["old.json", "same.json", "--json"]);
    assert_eq!(stdout(&output), "{\"verdict\":null,\"changes\":[],\"note\":null}\n");
}

#[test]
fn a_new_member_is_loosened_and_strictly_breaking() {
    let open = OLD.replace(",\n    \"additionalProperties\": false", "");
    let new = open.replace("\"kind\":", "\"country\": { \"type\": \"string\" }, \"kind\":");
    let folder = folder("member", &[("old.json", &open), ("new.json", &new)]);
    let output = diff(&folder, &["old.json", "new.json"]);
    assert_eq!(output.status.code(), Some(0));
    insta::assert_snapshot!(stdout(&output), @r"
    loosened  $.country  is a new member: string
    note: old replies are assumed not to have the new members; strictly, the old schema accepts any value there
    ");
    let output = diff(&folder, &["--strict", "old.json", "new.json"]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(stdout(&output), @"breaking  $.country  is a new member: string (the old schema lets it hold anything, described or not)");
}

#[test]
fn one_side_may_come_from_the_standard_input() {
    let folder = folder("input", &[("new.json", &OLD.replace("80", "40"))]);
    let output = diff_with(&folder, &["-", "new.json"], OLD);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(1), "breaking  $.name  maxLength: 80 -> 40\n"));
    let output = diff_with(&folder, &["new.json", "-"], OLD);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(0), "loosened  $.name  maxLength: 40 -> 80\n"));
    let output = diff_with(&folder, &["-", "-"], OLD);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), said.as_ref()), (Some(2), "error: the standard input can be read once\n"));
}

/// A schema of one draft or another in which a member is a text, and the same with an integer in its place.
fn retyped(schema: impl Fn(&str) -> Value) -> String {
    between(&schema("string"), &schema("integer"))
}

#[test]
fn schemas_are_read_as_generate_reads_them() {
    const FOUR: &str = "http://json-schema.org/draft-04/schema#";
    for schema in [
        (|ty| json!({"properties": {"a": {"$ref": "#x"}}, "$defs": {"q": {"$anchor": "x", "type": ty}}}))
            as fn(&str) -> Value,
        |ty| json!({"$schema": FOUR, "properties": {"a": {"$ref": "#x"}}, "definitions": {"q": {"id": "#x", "type": ty}}}),
        |ty| json!({"$id": "https://a.b/c", "properties": {"a": {"$ref": "https://a.b/c#/$defs/q"}}, "$defs": {"q": {"type": ty}}}),
        |ty| json!({"properties": {"a": {"$ref": "#/definitions/q"}}, "$defs": {"q": {"type": ty}}}),
        |ty| json!({"$schema": FOUR, "properties": {"a": {"$ref": "b"}}, "definitions": {"q": {"id": "b", "type": ty}}}),
    ] {
        assert_eq!(retyped(schema), "breaking  $.a  type: string -> integer\n1", "{}", schema("string"));
    }

    let old = json!({"type": "object", "properties": {"a": {"type": "string"}, "b": {}}});
    let with = |draft: &str, more: Value| {
        let (mut old, mut new) = (old.clone(), old.clone());
        new.as_object_mut().expect("it is one").extend(more.as_object().expect("it is one").clone());
        for schema in [&mut old, &mut new].into_iter().filter(|_| !draft.is_empty()) {
            schema["$schema"] = draft.into();
        }
        format!("{more}\n{}\n", between(&old, &new))
    };
    let newest = "https://json-schema.org/draft/2020-12/schema";
    let told = [
        with("", json!({"dependencies": {"a": ["b"]}})),
        with(newest, json!({"dependencies": {"a": ["b"]}})),
        with("", json!({"required": "a"})),
        with("", json!({"properties": {"a": {"type": "string", "required": true}, "b": {}}})),
        with("", json!({"properties": {"a": {"type": "string", "pattern": "\\p{Nothing}"}, "b": {}}})),
        with("", json!({"properties": {"a": {"$ref": "other.json"}, "b": {}}})),
    ];
    insta::assert_snapshot!(told.join("\n"), @r#"
    {"dependencies":{"a":["b"]}}
    breaking  $.b  is now required
    1

    {"dependencies":{"a":["b"]}}
    breaking  $.b  is now required
    1

    {"required":"a"}
    breaking  $.a  is now required
    1

    {"properties":{"a":{"type":"string","required":true},"b":{}}}
    breaking  $.a  is now required
    1

    {"properties":{"a":{"type":"string","pattern":"\\p{Nothing}"},"b":{}}}
    breaking  $.a  pattern: none -> "\\p{Nothing}" (what matches one pattern need not match another)
    1

    {"properties":{"a":{"$ref":"other.json"},"b":{}}}
    breaking  $    `other.json` leads to a document that was not given, and is read as any value, at #/properties/a/$ref (assumed breaking: could not be shown to be compatible)
    loosened  $.a  type: string -> any
    1
    "#);
    let old = json!({"type": ["string", "null"], "enum": ["a", null]});
    let new = json!({"type": "string", "enum": ["a"], "nullable": true});
    assert_eq!(between(&old, &new), "breaking  $  values: no longer null\n1");
}

#[test]
fn another_name_for_the_same_is_compatible() {
    let same = "compatible  $  is written otherwise and accepts the same\n0";
    let object = |ty: &str| json!({"type": ty, "properties": {"a": {"type": "string"}}});
    assert_eq!(between(&object("dict"), &object("object")), same);
    assert_eq!(
        between(&json!({"properties": {"a": {"type": "str"}}}), &json!({"properties": {"a": {"type": "string"}}})),
        same
    );
    let pair = [json!({"type": "string"}), json!({"type": "integer"})];
    assert_eq!(between(&json!({"items": pair}), &json!({"prefixItems": pair})), same);
}

#[test]
fn tools_are_read_in_the_forms_of_all() {
    let parameters = |ty: &str| json!({"type": "object", "properties": {"x": {"type": ty}}});
    for tool in [
        (|schema| json!({"type": "function", "function": {"name": "a", "description": "A.", "parameters": schema}}))
            as fn(Value) -> Value,
        |schema| json!({"name": "a", "description": "A.", "parameters": schema}),
        |schema| json!({"parameters": schema}),
        |schema| json!({"name": "a", "description": "A.", "input_schema": schema}),
        |schema| json!({"name": "a", "description": "A.", "inputSchema": schema}),
        |schema| json!({"toolSpec": {"inputSchema": {"json": schema}}}),
    ] {
        assert_eq!(retyped(|ty| tool(parameters(ty))), "breaking  $.x  type: string -> integer\n1");
        let told = retyped(|ty| json!([{"name": "b", "parameters": parameters("string")}, tool(parameters(ty))]));
        assert!(told.starts_with("breaking  ") && told.ends_with(" $.x  type: string -> integer\n1"), "{told}");
    }
}

#[test]
fn a_pointer_leads_to_the_place_as_it_was_written() {
    let new = OLD.replace(r#""maxLength": 80"#, r##""$ref": "#/definitions/N""##);
    let new = new
        .replace(r#""additionalProperties""#, r#""definitions": { "N": { "maxLength": 5 } }, "additionalProperties""#);
    let folder = folder("pointer", &[("old.json", OLD), ("new.json", &new)]);
    let printed = stdout(&diff(&folder, &["--json", "old.json", "new.json"]));
    assert!(printed.contains(r#""path":"$.name","pointer":"/definitions/N","text":"maxLength: 80 -> 5""#), "{printed}");
}

#[test]
fn what_cannot_be_read_is_an_error_of_usage() {
    let files =
        [("old.json", OLD), ("broken.json", "{\n  no"), ("text.json", "\"a\""), ("other.json", r#"{"name": "a"}"#)];
    let folder = folder("usage", &files);
    let arguments =
        [["old.json", "none.json"], ["old.json", "broken.json"], ["text.json", "old.json"], ["other.json", "old.json"]];
    let said = arguments.map(|arguments| {
        let output = diff(&folder, &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty());
        String::from_utf8_lossy(&output.stderr).into_owned()
    });
    insta::assert_snapshot!(said.concat(), @r#"
    error: cannot read none.json: No such file or directory (os error 2)
    error: not JSON: key must be a string
     --> broken.json:2:3
      |
    2 |   no
      |   ^
    error: not a schema: a schema is an object, or true or false
     --> text.json:1:1
      |
    1 | "a"
      | ^^^
    error: not a schema: none of its members is a keyword of JSON Schema
     --> other.json:1:1
      |
    1 | {"name": "a"}
      | ^^^^^^^^^^^^^
      |
      = help: a tool's schema stands in `parameters`, `input_schema` or `inputSchema`
    "#);
    assert_eq!(diff(&folder, &["old.json"]).status.code(), Some(2));
}
