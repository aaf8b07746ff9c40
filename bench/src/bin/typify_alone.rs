//! Prints what typify alone makes of the schemas: a module `bedrock` and a module `appsync`.

use toolshape_bench::typify_alone::{definitions, source};
use toolshape_schemas::{appsync, bedrock};

fn main() {
    for (module, documents) in [("bedrock", bedrock::ALL), ("appsync", appsync::ALL)] {
        let file = syn::parse2(source(&definitions(documents))).unwrap();
        println!("pub mod {module} {{\n{}\n}}", prettyplease::unparse(&file));
    }
}
