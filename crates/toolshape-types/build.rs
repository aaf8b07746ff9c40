//! Makes the modules from the schemas.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs"); // the schemas and codegen are crates: cargo watches them
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("bedrock.rs"), toolshape_codegen::rust(toolshape_schemas::bedrock::ALL)?)?;
    fs::write(out.join("appsync.rs"), toolshape_codegen::rust(toolshape_schemas::appsync::ALL)?)?;
    if env::var_os("CARGO_FEATURE_SDK").is_some() {
        let operations = ["Converse", "ConverseStream", "ApplyGuardrail", "CountTokens"];
        fs::write(out.join("sdk.rs"), toolshape_codegen::sdk(toolshape_schemas::bedrock::ALL, &operations)?)?;
    }
    Ok(())
}
