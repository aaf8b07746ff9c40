//! Makes the modules from the schemas.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use toolshape_codegen::Folder;

#[path = "src/validate/schema.rs"]
mod schema;
#[path = "build/validators.rs"]
mod validators;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs"); // the schemas and codegen are crates: cargo watches them
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let has = |feature: &str| env::var_os(format!("CARGO_FEATURE_{feature}")).is_some();
    let bedrock = Folder::read(toolshape_schemas::bedrock::ALL)?;
    let appsync = Folder::read(toolshape_schemas::appsync::ALL)?;
    if has("BEDROCK") {
        fs::write(out.join("bedrock.rs"), bedrock.rust()?)?;
    }
    if has("APPSYNC") {
        fs::write(out.join("appsync.rs"), appsync.rust()?)?;
    }
    if has("SDK") {
        let operations = ["Converse", "ConverseStream", "ApplyGuardrail", "CountTokens"];
        fs::write(out.join("sdk.rs"), bedrock.sdk(&operations)?)?;
    }
    if has("VALIDATE") {
        let (types, validators) = validators::sources(&bedrock, &appsync)?;
        fs::write(out.join("validated.rs"), types)?;
        fs::write(out.join("validators.rs"), validators)?;
    }
    Ok(())
}
