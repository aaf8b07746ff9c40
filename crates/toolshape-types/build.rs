//! Makes the modules from the schemas.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

#[path = "src/validate/schema.rs"]
mod schema;
#[path = "build/validators.rs"]
mod validators;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs"); // the schemas and codegen are crates: cargo watches them
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let has = |feature: &str| env::var_os(format!("CARGO_FEATURE_{feature}")).is_some();
    if has("BEDROCK") {
        fs::write(out.join("bedrock.rs"), toolshape_codegen::rust(toolshape_schemas::bedrock::ALL)?)?;
    }
    if has("APPSYNC") {
        fs::write(out.join("appsync.rs"), toolshape_codegen::rust(toolshape_schemas::appsync::ALL)?)?;
    }
    if has("SDK") {
        let operations = ["Converse", "ConverseStream", "ApplyGuardrail", "CountTokens"];
        fs::write(out.join("sdk.rs"), toolshape_codegen::sdk(toolshape_schemas::bedrock::ALL, &operations)?)?;
    }
    if has("VALIDATE") {
        let (types, validators) = validators::sources()?;
        fs::write(out.join("validated.rs"), types)?;
        fs::write(out.join("validators.rs"), validators)?;
    }
    Ok(())
}
