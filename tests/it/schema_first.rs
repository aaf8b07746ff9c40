//! Types of a schema, made in each of the ways there are.

use std::process::Command;

use serde_json::json;
use toolshape::ToolShape;
use toolshape_codegen::Builder;

use crate::tools;

/// By the build script of this package.
#[expect(unreachable_pub, reason = "what is generated may be another crate's interface")]
mod built {
    include!(concat!(env!("OUT_DIR"), "/city.rs"));
}

/// By the macro.
mod expanded {
    toolshape::shape!("schemas/city.json");
}

#[test]
fn the_command_the_build_script_and_the_builder_give_the_same_source() {
    let built = include_str!(concat!(env!("OUT_DIR"), "/city.rs"));
    let generated = Builder::new().schema("schemas/city.json").rust().unwrap();
    assert_eq!(generated.source, built);

    let mut command = Command::new(tools::program("toolshape-cli", "toolshape"));
    let output = command.args(["generate", "schemas/city.json"]).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), built);
}

#[test]
fn the_build_scripts_types_and_the_macros_decode_alike() {
    let good = json!({ "name": "Lima", "country": "PE", "population": 10_000_000 });
    let built = built::City::decode(&good).unwrap();
    let expanded = expanded::City::decode(&good).unwrap();
    assert_eq!(format!("{built:?}"), format!("{expanded:?}"));
    assert_eq!((built.name.as_str(), built.population), ("Lima", Some(10_000_000)));
    assert_eq!(serde_json::to_value(&built).unwrap(), good);

    for bad in [json!({ "name": "Lima" }), json!({ "name": "Lima", "country": "Peru" })] {
        let (built, expanded) = (built::City::decode(&bad), expanded::City::decode(&bad));
        assert_eq!(built.unwrap_err().to_string(), expanded.unwrap_err().to_string());
    }
    assert_eq!(format!("{:?}", built::City::spec()), format!("{:?}", expanded::City::spec()));
}
