//! The declarations that codegen writes, judged by tsc: against AWS's own, and by themselves.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::tools::node_modules;

/// Where our declarations differ from AWS's on purpose: the type, its member, and why.
///
/// What AWS declares fits ours at each of these places; what ours allow does not all fit AWS's.
const DIFFERENCES: [(&str, &str, &str); 6] = [
    ("BedrockGuardrailContextualGroundingPolicyAssessment", "filters", "AWS has one object, Bedrock sends a list"),
    (
        "BedrockGuardrailTraceAsssessment",
        "outputAssessments",
        "AWS has one assessment a guardrail, Bedrock sends a list",
    ),
    ("BedrockGuardrailTraceAsssessment", "inputAssessment", "holds contextualGroundingPolicy"),
    ("BedrockGuardrailAssessment", "contextualGroundingPolicy", "holds filters"),
    ("BedrockConverseTrace", "guardrail", "holds inputAssessment and outputAssessments"),
    ("BedrockConverseResult", "trace", "holds guardrail"),
];

const HEAD: &str = "
import type * as aws from '@aws-appsync/utils';
import type * as ours from './appsync';
type Keys<T> = T extends unknown ? keyof T : never;
// `any` fits everywhere and hides what stands in its place.
type Known<T> = 0 extends 1 & T ? unknown : { [K in keyof T]: 0 extends 1 & T[K] ? unknown : T[K] };
";

/// A folder of its own for one test, from which the packages are found.
pub(crate) fn folder(modules: &Path, test: &str) -> PathBuf {
    let folder = modules.join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// What tsc finds wrong with the files, a line each.
pub(crate) fn tsc(modules: &Path, folder: &Path, files: &[String]) -> Vec<String> {
    let compiler = modules.join("node_modules/typescript/bin/tsc");
    let mut command = Command::new("node");
    command.arg(compiler).args(["--strict", "--noEmit", "--pretty", "false"]).args(files).current_dir(folder);
    let output = command.output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.success(), printed.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    // Lines that belong to the one before are indented.
    printed.lines().filter(|line| !line.starts_with(' ')).map(str::to_owned).collect()
}

fn declarations(documents: &[(&str, &str)]) -> String {
    toolshape_codegen::Folder::read(documents).unwrap().typescript().unwrap()
}

#[test]
fn the_declarations_pass_tsc() {
    let Some(modules) = node_modules() else { return };
    let folder = folder(modules, "declarations");
    fs::write(folder.join("appsync.d.ts"), declarations(toolshape_schemas::appsync::ALL)).unwrap();
    fs::write(folder.join("bedrock.d.ts"), declarations(toolshape_schemas::bedrock::ALL)).unwrap();
    let mut files = vec!["appsync.d.ts".to_owned(), "bedrock.d.ts".to_owned()];
    for golden in ["golden", "generate"] {
        let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../codegen/tests").join(golden);
        for entry in fs::read_dir(home).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if name.ends_with(".d.ts") {
                let name = format!("{golden}-{name}");
                fs::copy(&path, folder.join(&name)).unwrap();
                files.push(name);
            }
        }
    }
    assert!(files.len() > 10, "{files:?}");
    assert_eq!(tsc(modules, &folder, &files), Vec::<String>::new());
}

/// The types of the `AppSync` documents.
fn types() -> Vec<(String, Value)> {
    let documents = toolshape_schemas::appsync::ALL.iter();
    let documents = documents.map(|(_, text)| serde_json::from_str::<Value>(text).unwrap());
    documents.flat_map(|document| document["$defs"].as_object().unwrap().clone()).collect()
}

/// The types of Bedrock that AWS declares.
fn awss_types(modules: &Path) -> BTreeSet<String> {
    let file = modules.join("node_modules/@aws-appsync/utils/lib/resolver-return-types.d.ts");
    let text = fs::read_to_string(file).unwrap();
    let names = text.lines().filter_map(|line| line.strip_prefix("export type ")?.split_once(" ="));
    let is_bedrocks = |name: &&str| name.starts_with("Bedrock") || *name == "ConversePayload";
    names.map(|(name, _)| name).filter(is_bedrocks).map(str::to_owned).collect()
}

/// Each pair of types that has to fit both ways, with its place: a type, or a member of one.
fn pairs(types: &[(String, Value)]) -> Vec<(String, String, String)> {
    let mut pairs = Vec::new();
    for (name, schema) in types {
        let (ours, aws) = (format!("ours.{name}"), format!("aws.{name}"));
        pairs.push((name.clone(), ours.clone(), aws.clone()));
        let is_union = schema.get("oneOf").is_some();
        if is_union || schema.get("properties").is_some() {
            // A type of optional members fits one that lacks some of them.
            pairs.push((format!("{name}, its keys"), format!("Keys<{ours}>"), format!("Keys<{aws}>")));
        }
        if is_union {
            pairs.push((format!("{name}, its documents"), format!("Known<{ours}>"), format!("Known<{aws}>")));
        }
        for (member, _) in schema["properties"].as_object().into_iter().flatten() {
            let picked = |ty: &str| format!("Pick<Known<{ty}>, '{member}'>");
            pairs.push((format!("{name}.{member}"), picked(&ours), picked(&aws)));
        }
    }
    pairs
}

#[test]
fn each_appsync_type_fits_awss_both_ways() {
    let Some(modules) = node_modules() else { return };
    let types = types();
    let names: BTreeSet<String> = types.iter().map(|(name, _)| name.clone()).collect();
    assert_eq!((names.len(), &names), (44, &awss_types(modules)));
    let ours = declarations(toolshape_schemas::appsync::ALL);
    let is_any = |line: &str| !line.trim_start().starts_with('/') && (line.contains(": any") || line.contains("= any"));
    assert!(!ours.lines().any(is_any), "`any` would fit everything");

    // One check a line, so that the line of an error tells which.
    let (mut source, mut places) = (HEAD.to_owned(), vec![None; HEAD.lines().count()]);
    for (place, ours, aws) in pairs(&types) {
        for (from, to, way) in [(&ours, &aws, "ours to AWS's"), (&aws, &ours, "AWS's to ours")] {
            places.push(Some(format!("{place}: {way}")));
            writeln!(source, "export const fits{} = (value: {from}): {to} => value;", places.len()).unwrap();
        }
    }
    let folder = folder(modules, "fits");
    fs::write(folder.join("appsync.d.ts"), ours).unwrap();
    fs::write(folder.join("fits.ts"), source).unwrap();
    let found: BTreeSet<String> = tsc(modules, &folder, &["fits.ts".to_owned()])
        .iter()
        .map(|error| {
            let line = error.strip_prefix("fits.ts(").and_then(|rest| rest.split_once(',')?.0.parse::<usize>().ok());
            let place = line.and_then(|line| places[line - 1].clone());
            place.unwrap_or_else(|| panic!("no difference between types: {error}"))
        })
        .collect();

    let listed: BTreeSet<String> = DIFFERENCES
        .iter()
        .flat_map(|(ty, member, _)| [(*ty).to_owned(), format!("{ty}.{member}")])
        .map(|place| format!("{place}: ours to AWS's"))
        .collect();
    let missing: Vec<_> = found.difference(&listed).collect();
    let stale: Vec<_> = listed.difference(&found).collect();
    assert!(missing.is_empty() && stale.is_empty(), "not in the table: {missing:#?}\nno longer so: {stale:#?}");
}
