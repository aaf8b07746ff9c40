//! The documents of Bedrock Runtime held against the service model that botocore carries.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::tools::{BOTOCORE, codegen, python};

const UNPACK: &str = "
import gzip, pathlib, sys, botocore
model = pathlib.Path(botocore.__file__).parent / 'data/bedrock-runtime/2023-09-30/service-2.json.gz'
sys.stdout.buffer.write(gzip.decompress(model.read_bytes()))
";

#[test]
fn the_documents_are_those_of_the_botocore_that_the_readme_names() {
    let Some(python) = python() else { return };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    assert!(readme.contains(BOTOCORE), "the README names another version than {BOTOCORE}");

    let unpacked = Command::new(python).args(["-c", UNPACK]).output().unwrap();
    assert!(unpacked.status.success(), "{}", String::from_utf8_lossy(&unpacked.stderr));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("service_model");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir(&folder).unwrap();
    let model = folder.with_extension("json");
    fs::write(&model, unpacked.stdout).unwrap();
    let imported = Command::new(codegen()).arg("import").arg(&model).arg("--out").arg(&folder).output().unwrap();
    assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
    assert_eq!(texts(&folder), texts(&root.join("schemas/bedrock")));
}

/// The files of a folder, by name.
fn texts(folder: &Path) -> BTreeMap<OsString, String> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    files.map(|file| (file.file_name(), fs::read_to_string(file.path()).unwrap())).collect()
}
