//! The documents of Bedrock Runtime held against the service model that botocore carries.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

use crate::tools::{BOTOCORE, codegen, python};

const UNPACK: &str = "
import gzip, pathlib, sys, botocore
model = pathlib.Path(botocore.__file__).parent / 'data/bedrock-runtime/2023-09-30/service-2.json.gz'
sys.stdout.buffer.write(gzip.decompress(model.read_bytes()))
";

/// What `import --check` exits with, prints and says about a model.
fn check(model: &[u8], name: &str) -> (Option<i32>, String, String) {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&file, model).unwrap();
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let mut command = Command::new(codegen());
    let Output { status, stdout, stderr } =
        command.current_dir(root).args(["import", "--check"]).arg(&file).output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn the_documents_are_those_of_the_botocore_that_the_readme_names() {
    let Some(python) = python() else { return };
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md")).unwrap();
    assert!(readme.contains(BOTOCORE), "the README names another version than {BOTOCORE}");

    let unpacked = Command::new(python).args(["-c", UNPACK]).output().unwrap();
    assert!(unpacked.status.success(), "{}", String::from_utf8_lossy(&unpacked.stderr));
    let (status, printed, said) = check(&unpacked.stdout, "service-2.json");
    assert_eq!((status, said.as_str()), (Some(0), ""), "{printed}");
    insta::assert_snapshot!(printed, @"nothing differs in the 9 documents of schemas/bedrock");

    let mut newer: Value = serde_json::from_slice(&unpacked.stdout).unwrap();
    let shapes = &mut newer["shapes"];
    shapes["ToolName"]["max"] = json!(128);
    shapes["ToolSpecification"]["members"]["hologram"] = json!({ "shape": "HologramBlock" });
    shapes["ToolSpecification"]["members"].as_object_mut().unwrap().remove("strict");
    shapes["HologramBlock"] =
        json!({ "type": "structure", "members": { "depth": { "shape": "Integer" } }, "required": ["depth"] });
    shapes["ConversationRole"]["enum"].as_array_mut().unwrap().push(json!("narrator"));
    let (status, printed, _) = check(newer.to_string().as_bytes(), "service-2-newer.json");
    assert_eq!(status, Some(1));
    insta::assert_snapshot!(printed, @r#"
    added value "narrator" of ConversationRole
    added type HologramBlock in converse.json: structure of depth
    changed SpecificToolChoice.name: maxLength 64 -> 128
    changed SystemTool.name: maxLength 64 -> 128
    added member ToolSpecification.hologram: HologramBlock
    changed ToolSpecification.name: maxLength 64 -> 128
    dropped member ToolSpecification.strict, was boolean
    changed ToolUseBlock.name: maxLength 64 -> 128
    changed ToolUseBlockStart.name: maxLength 64 -> 128
    "#);
}
