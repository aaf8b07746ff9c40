use schemars::JsonSchema;
use serde::Deserialize;
use toolshape::ToolShape;

/// One read-only query.
#[derive(Deserialize, JsonSchema, ToolShape)]
struct OneReadOnlyQueryThatAnswersTheQuestionOfThePersonWhoAsksIt {
    sql: String,
}

fn main() {}
