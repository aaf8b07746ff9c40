use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

/// One read-only query.
#[derive(Deserialize, JsonSchema, ToolShape)]
#[tool(name = "one_read_only_query_that_answers_the_question_of_the_person_who_asks")]
struct SqlQuery {
    sql: String,
}

fn main() {}
