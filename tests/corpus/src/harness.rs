// Decodes the instances of the modules above. Reads `MODULE<tab>INSTANCE<tab>FILE` a line, writes a JSON of what came
// of it for each. It is the main file of a program that is made for the purpose, and no module of this crate.

mod kept;

use serde::Serialize;
use serde_json::Value;
use toolshape::ToolShape;

type Decode = fn(&str) -> Result<Result<String, String>, String>;

/// What decoding says; inside, the value written again, or why it cannot be.
fn decode<T: ToolShape + Serialize>(text: &str) -> Result<Result<String, String>, String> {
    let mut input = serde_json::Deserializer::from_str(text);
    let value = T::decode(&mut input).map_err(|error| error.to_string())?;
    input.end().map_err(|error| error.to_string())?;
    Ok(serde_json::to_string(&value).map_err(|error| error.to_string()))
}

fn outcome(decode: Decode, text: &str, schema: &Value) -> Value {
    let Ok(decoded) = std::panic::catch_unwind(|| decode(text)) else {
        return serde_json::json!({"accepted": false, "panicked": true});
    };
    match decoded {
        Err(why) => serde_json::json!({"accepted": false, "why": why}),
        Ok(written) => {
            let again = written.and_then(|written| match decode(&written) {
                Ok(Ok(again)) if again == written => match (serde_json::from_str(&written), serde_json::from_str(text)) {
                    (Ok(written), Ok(read)) if kept::is_kept(&written, &read, schema) => Ok(()),
                    _ => Err(format!("it becomes {written}")),
                },
                Ok(Ok(again)) => Err(format!("{written} becomes {again}")),
                Ok(Err(why)) => Err(why),
                Err(why) => Err(format!("{written} is refused: {why}")),
            });
            serde_json::json!({"accepted": true, "why": again.err()})
        }
    }
}

fn main() {
    for line in std::io::stdin().lines().map_while(Result::ok) {
        let mut parts = line.splitn(3, '\t');
        let (Some(module), Some(instance), Some(file)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let (Ok(module), Ok(instance)) = (module.parse::<usize>(), instance.parse::<usize>()) else { continue };
        let Some((_, decode)) = MODULES.iter().find(|(other, _)| *other == module) else { continue };
        let case: Value = serde_json::from_slice(&std::fs::read(file).expect("it was read before")).expect("as before");
        println!("{}", outcome(*decode, &case["tests"][instance]["data"].to_string(), &case["schema"]));
    }
}
