//! `toolshape models`: what is known about families of models.

use clap::Args;
use comfy_table::Table;
use comfy_table::presets::NOTHING;
use serde_json::{Value, json};
use toolshape::{Family, Rung};

use crate::exit::Exit;
use crate::show;

/// Show how each family of models is asked for a value
///
/// A model belongs to the family whose longest part of an id occurs in the model's id. It is asked with
/// the first mechanism; each one that it refuses leads to the next. With `forced` it must call the one
/// tool, with `any` one of the tools; with `native` the service holds its JSON to the schema; with
/// `auto` it decides whether to call a tool.
#[derive(Args)]
#[command(after_help = "\
The columns:
  ids with    the parts of ids that the family is known by
  mechanisms  how the model is asked, in order; - for none: it takes no tools and has no native output
  strict      whether it takes `strict` on a tool
  dialect     the form of a schema that it takes where it is not held to it
  status      whether it takes the status of a tool's result

Exit status: 0 the table, 2 wrong usage or the output failed, 141 nobody reads the output any more")]
pub(crate) struct Models {
    /// Show the family of this model id, inference profile or ARN alone
    model: Option<String>,
    /// Print JSON in place of the table, with the source of each row
    #[arg(long)]
    json: bool,
}

impl Models {
    pub(crate) fn run(self) -> Exit {
        let families = self.model.as_deref().map_or(Family::all(), |model| std::slice::from_ref(Family::of(model)));
        let text = match self.json {
            true if self.model.is_some() => families.iter().map(as_json).map(|row| row.to_string()).collect(),
            true => families.iter().map(as_json).collect::<Value>().to_string(),
            false => table(families),
        };
        show::output(&format!("{text}\n"), Exit::Done, Exit::Usage)
    }
}

fn table(families: &[Family]) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING).set_header(["family", "ids with", "mechanisms", "strict", "dialect", "status"]);
    for family in families {
        table.add_row([
            family.name.clone(),
            or_none(&family.models, "\n"),
            or_none(&mechanisms(family), ", "),
            yes(family.strict),
            family.dialect.name().to_owned(),
            yes(family.result_status),
        ]);
    }
    if let Some(first) = table.column_mut(0) {
        first.set_padding((0, 1));
    }
    table.trim_fmt()
}

fn or_none<Part: AsRef<str>>(parts: &[Part], between: &str) -> String {
    match parts {
        [] => "-".to_owned(),
        _ => parts.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(between),
    }
}

fn yes(is_so: bool) -> String {
    if is_so { "yes" } else { "no" }.to_owned()
}

fn mechanisms(family: &Family) -> Vec<&'static str> {
    family.rungs.iter().map(Rung::as_str).collect()
}

/// Scripts rely on the form.
fn as_json(family: &Family) -> Value {
    json!({
        "family": family.name,
        "models": family.models,
        "mechanisms": mechanisms(family),
        "strict": family.strict,
        "dialect": family.dialect.name(),
        "result_status": family.result_status,
        "source": family.source,
    })
}
