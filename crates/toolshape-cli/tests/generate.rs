//! `toolshape generate`: what it prints, writes and says.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use toolshape_codegen::Builder;

const CITY: &str = r#"{
  "title": "City",
  "type": "object",
  "properties": { "name": { "type": "string" } },
  "required": ["name"]
}
"#;
const DICT: &str = r#"{
  "title": "City",
  "type": "dict",
  "properties": { "name": { "type": "string" } }
}
"#;
/// A folder of its own for one test.
fn folder(test: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generate").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("target/ can be written");
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("target/ can be written");
    }
    folder
}

/// What a run exits with, prints, and says on the standard error.
fn run(folder: &Path, arguments: &[&str], input: &str) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_toolshape"));
    command.current_dir(folder).arg("generate").args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let _ = child.stdin.take().expect("it is piped").write_all(input.as_bytes()); // some runs do not read it
    let Output { status, stdout, stderr } = child.wait_with_output().expect("the program ends");
    let text = |bytes| String::from_utf8(bytes).expect("it is UTF-8");
    (status.code().expect("no signal"), text(stdout), text(stderr))
}

fn said(folder: &Path, arguments: &[&str]) -> String {
    let (status, printed, said) = run(folder, arguments, "");
    assert_eq!(printed, "");
    format!("{said}exit {status}")
}

#[test]
fn the_help_tells_all_there_is() {
    let (status, printed, _) = run(Path::new("."), &["--help"], "");
    assert_eq!(status, 0);
    insta::assert_snapshot!(printed);
}

#[test]
fn the_source_is_the_builders() {
    let folder = folder("same", &[("city.json", CITY), ("dict.json", DICT)]);
    let source = || Builder::new().document("city.json", CITY).document("dict.json", DICT);
    let (status, printed, _) = run(&folder, &["city.json", "dict.json"], "");
    assert_eq!((status, printed), (0, source().rust().expect("they are schemas").source));
    for [rust, typescript] in [["rust", "typescript"], ["rs", "ts"]] {
        let (status, printed, _) = run(&folder, &["city.json", "dict.json", "--lang", rust], "");
        assert_eq!((status, printed), (0, source().rust().expect("they are schemas").source));
        let (status, printed, _) = run(&folder, &["city.json", "dict.json", "--lang", typescript], "");
        assert_eq!((status, printed), (0, source().typescript().expect("they are schemas").source));
    }
}

#[test]
fn a_schema_may_come_from_the_standard_input() {
    let folder = folder("input", &[]);
    let (status, printed, warned) = run(&folder, &["-", "--lang", "typescript"], &format!("\u{feff}{CITY}"));
    assert_eq!((status, warned.as_str()), (0, ""));
    assert!(printed.contains("export type City = {"), "{printed}");
    insta::assert_snapshot!(said(&folder, &["-", "-"]), @r"
    error: the standard input can be read once
    exit 2
    ");
}

#[test]
fn a_warning_shows_the_place_and_is_an_error_where_it_is_denied() {
    let folder = folder("warnings", &[("dict.json", DICT)]);
    let (status, printed, warned) = run(&folder, &["dict.json", "--out", "city.rs"], "");
    assert_eq!((status, printed.as_str()), (0, ""));
    insta::assert_snapshot!(warned, @r#"
    warning: `dict` is read as `object`
     --> dict.json:3:11
      |
    3 |   "type": "dict",
      |           ^^^^^^ #/type
    "#);
    assert!(folder.join("city.rs").exists());
    insta::assert_snapshot!(said(&folder, &["dict.json", "--deny-warnings"]), @r#"
    error: `dict` is read as `object`
     --> dict.json:3:11
      |
    3 |   "type": "dict",
      |           ^^^^^^ #/type
    error: a warning is denied
    exit 1
    "#);
}

#[test]
fn a_file_is_written_as_a_whole_or_not_at_all() {
    let folder = folder("out", &[("city.json", CITY), ("dict.json", DICT), ("city.rs", "as it was")]);
    let city = || fs::read_to_string(folder.join("city.rs")).expect("it is there");
    assert_eq!(run(&folder, &["dict.json", "--deny-warnings", "--out", "city.rs"], "").0, 1);
    assert_eq!(city(), "as it was");
    let source = Builder::new().document("city.json", CITY).rust().expect("it is a schema").source;
    assert_eq!(run(&folder, &["city.json", "--out", "city.rs"], ""), (0, String::new(), String::new()));
    assert_eq!(city(), source);
    insta::assert_snapshot!(said(&folder, &["city.json", "--out", "nowhere/city.rs"]), @r"
    error: cannot write nowhere/city.rs: No such file or directory (os error 2)
    exit 2
    ");
    insta::assert_snapshot!(said(&folder, &["city.json", "--out", "."]), @r"
    error: cannot write .: Is a directory (os error 21)
    exit 2
    ");
    let mut names: Vec<_> =
        fs::read_dir(&folder).expect("it is there").map(|entry| entry.expect("it is there").file_name()).collect();
    names.sort();
    assert_eq!(names, ["city.json", "city.rs", "dict.json"]);
}

#[test]
fn what_is_no_schema_is_an_error_with_its_place() {
    let broken = "{\n  \"type\": \"object\",\n  \"properties\": { \"name\": }\n}\n";
    let files = [("broken.json", broken), ("empty.json", "\n"), ("list.json", "[1]")];
    let folder = folder("errors", &files);
    let files = ["broken.json", "empty.json", "list.json", "nowhere.json", "."];
    insta::assert_snapshot!(files.map(|file| said(&folder, &[file])).join("\n"), @r#"
    error: not JSON: expected value
     --> broken.json:3:27
      |
    3 |   "properties": { "name": }
      |                           ^
    exit 1
    error: this is empty, not a JSON Schema
    --> empty.json
     = help: `{}` is the schema of any value
    exit 1
    error: not a schema: a schema is an object, or true or false
     --> list.json:1:1
      |
    1 | [1]
      | ^^^
    exit 1
    error: cannot read nowhere.json: No such file or directory (os error 2)
    exit 2
    error: cannot read .: Is a directory (os error 21)
    exit 2
    "#);
}

#[test]
fn a_document_in_one_line_is_cut_around_the_place() {
    let many = (0..2000).map(|at| format!("\"m{at}\": {{\"type\": \"string\"}}, ")).collect::<Vec<_>>().concat();
    let text = format!("{{\"type\": \"object\", \"properties\": {{{many}\"last\": {{\"$ref\": \"#/$defs/City\"}}}}}}");
    let folder = folder("line", &[("line.json", &text)]);
    insta::assert_snapshot!(said(&folder, &["line.json", "--deny-warnings"]), @r##"
    error: `#/$defs/City` does not resolve, and is read as any value
     --> line.json:1:56942
      |
    1 | ..."m1999": {"type": "string"}, "last": {"$ref": "#/$defs/City"}}}
      |                                                  ^^^^^^^^^^^^^^ #/properties/last/$ref
    error: a warning is denied
    exit 1
    "##);
}

#[test]
fn only_what_lies_around_a_place_is_laid_out() {
    let members = (0..4000).map(|at| format!("\"mäßig{at}\": {{\"type\": \"str\"}}")).collect::<Vec<_>>().join(", ");
    let text = format!(
        "{{\"type\": \"dict\", \"properties\": {{{members}}}, \"allOf\": {{\"x\": \"{}\"}}}}",
        "ö".repeat(50_000)
    );
    let folder = folder("long", &[("long.json", &text)]);
    let said = said(&folder, &["long.json", "--deny-warnings"]);
    let lines: Vec<_> = said.lines().collect();
    assert_eq!(lines.len(), 4002 * 5 + 2);
    insta::assert_snapshot!(lines[4000 * 5..].join("\n"), @r#"
    error: `str` is read as `string`
     --> long.json:1:118915
      |
    1 | ...ig3998": {"type": "str"}, "mäßig3999": {"type": "str"}}, "allOf": {"x": "ööööööööööööööööööööööööööööööööööööööööööööööööööööööööö...
      |                                                    ^^^^^ #/properties/mäßig3999/type
    error: a schema where a list of schemas belongs is read as a list of one
     --> long.json:1:118933
      |
    1 | ...": {"x": "öööööööööööööööööööööööööööööööööööööö...ööööööööööööööööööööööööööööööööööööööööööööö
      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^...^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ #/allOf
    error: 4002 warnings are denied
    exit 1
    "#);
}

#[test]
fn a_tool_is_made_of_its_schema_by_its_own_name() {
    let list = r#"[
  {"type": "function", "function": {"name": "get_weather", "parameters": {
    "type": "object", "properties": {"city": {"type": "str"}}
  }}},
  {"name": "find_city", "input_schema": {"city": {"type": "string"}}}
]"#;
    let folder = folder("tools", &[("list.json", list)]);
    let (status, printed, said) = run(&folder, &["list.json", "--lang", "ts"], "");
    assert_eq!(status, 0);
    assert!(printed.contains("type GetWeather = {") && printed.contains("type FindCity = unknown"), "{printed}");
    insta::assert_snapshot!(said, @r#"
    warning: `str` is read as `string`
     --> list.json:3:55
      |
    3 |     "type": "object", "properties": {"city": {"type": "str"}}
      |                                                       ^^^^^ #/0/function/parameters/properties/city/type
    warning: none of its members is a keyword of JSON Schema, and it is read as any value
     --> list.json:5:41
      |
    5 |   {"name": "find_city", "input_schema": {"city": {"type": "string"}}}
      |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ #/1/input_schema
      |
      = help: a tool's schema stands in `parameters`, `input_schema` or `inputSchema`
    "#);
}

#[test]
fn a_document_that_is_too_long_is_refused_also_where_it_has_no_end() {
    let folder = folder("long", &[("city.json", CITY)]);
    let most = CITY.len().to_string();
    assert_eq!(run(&folder, &["city.json", "--max-bytes", &most], "").0, 0);
    insta::assert_snapshot!(said(&folder, &["city.json", "--max-bytes", "9"]), @"
    error: cannot read city.json: longer than 9 bytes
    exit 2
    ");
    let (status, _, said) = run(&folder, &["-", "--max-bytes", "9"], CITY);
    assert_eq!((status, said.as_str()), (2, "error: cannot read -: longer than 9 bytes\n"));
    if cfg!(unix) {
        let (status, _, said) = run(&folder, &["/dev/zero"], "");
        assert_eq!((status, said.as_str()), (2, "error: cannot read /dev/zero: longer than 67108864 bytes\n"));
    }
}

/// What could steer a terminal, or turn the direction of a line.
#[test]
fn nothing_in_a_schema_or_its_name_steers_the_terminal() {
    let hostile = "\u{1b}[31m\u{9b}2J\u{202e}\u{e0041}";
    let reference = serde_json::json!({ "$ref": format!("#/{hostile}") });
    let schema = serde_json::json!({ "type": "object", "properties": { hostile: reference } });
    let name = format!("{hostile}.json");
    let folder = folder("hostile", &[(&name, &schema.to_string()), ("broken.json", "{\"\u{9b}\u{202e}\": }")]);
    for file in [name.as_str(), "broken.json", "absent\u{9b}\u{202e}.json"] {
        for is_coloured in [false, true] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_toolshape"));
            command.current_dir(&folder).args(["generate", file]).env_remove("CLICOLOR_FORCE");
            if is_coloured {
                command.env("CLICOLOR_FORCE", "1");
            }
            let said = String::from_utf8(command.output().expect("the program runs").stderr).expect("it is UTF-8");
            // The program's own colours: 31 is the schema's.
            let colours = ["0", "1", "32", "33", "36", "91", "92", "93", "94", "95", "96"];
            let plain = colours
                .iter()
                .fold(said.replace('\n', ""), |said, number| said.replace(&format!("\u{1b}[{number}m"), ""));
            let steers = |c: char| c.is_control() || matches!(c, '\u{202e}' | '\u{e0041}');
            assert!(!said.is_empty() && !plain.contains(steers), "{said:?}");
        }
    }
}
