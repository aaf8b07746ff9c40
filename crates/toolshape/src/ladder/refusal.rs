//! What a service refuses, told from its words: a code says no more than that a request is invalid.

use super::{Rung, Rungs};

/// What a service refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The mechanism, whatever the schema.
    Mechanism,
    /// To be forced, be it to one tool or to any.
    Force,
    /// Tools altogether.
    Tools,
    /// Tools in a stream: they may pass without one.
    StreamedTools,
    /// What it would have to hold the model to: this schema, or `strict` on a tool.
    Schema,
}

/// A text of the service.
struct Text {
    /// What the message says, in small letters: all of it.
    says: &'static [&'static str],
    /// The mechanisms that the text is about.
    about: &'static [Rung],
    means: Refusal,
    /// Where it was read.
    #[cfg_attr(not(test), expect(dead_code, reason = "for whoever reads the table; a test holds each row to it"))]
    source: &'static str,
}

const CHOICE: &[Rung] = &[Rung::Forced, Rung::Any];
const TOOLS: &[Rung] = &[Rung::Forced, Rung::Any, Rung::Auto];
const NATIVE: &[Rung] = &[Rung::Native];
const EVERY: &[Rung] = &[Rung::Forced, Rung::Any, Rung::Native, Rung::Auto];

const fn row(says: &'static [&'static str], about: &'static [Rung], means: Refusal, source: &'static str) -> Text {
    Text { says, about, means, source }
}

/// The first text that fits counts.
static TEXTS: &[Text] = &[
    row(&["support tool use in streaming"], TOOLS, Refusal::StreamedTools, "earendil-works/pi#3739"),
    row(&["support tool use"], TOOLS, Refusal::Tools, "langchain-ai/langchain-aws#447"),
    row(&["forces tool use"], CHOICE, Refusal::Force, "pydantic/pydantic-ai#3092, browserbase/stagehand#2221"),
    row(&["tool_choice: type", "are not supported"], CHOICE, Refusal::Force, "langchain-ai/langchain-aws#1273"),
    row(&["toolchoice"], CHOICE, Refusal::Mechanism, "strands-agents/harness-sdk#1241, maximhq/bifrost#3196"),
    row(&["tool_choice"], CHOICE, Refusal::Mechanism, "deepseek-ai/DeepSeek-V3#1376: DeepSeek's own service"),
    row(&["tool choice"], CHOICE, Refusal::Mechanism, "assumed: the same in words"),
    row(&["custom.strict"], TOOLS, Refusal::Schema, "vercel/ai#16121"),
    row(
        &["support the strict field"],
        TOOLS,
        Refusal::Schema,
        "public code that calls Nova Lite and Nova 2 Lite; as the text about outputConfig",
    ),
    row(&["tools.", ".custom: "], TOOLS, Refusal::Schema, "strands-agents/harness-sdk#2210, BerriAI/litellm#39115"),
    row(&["grammar is too large"], EVERY, Refusal::Schema, "anthropics/anthropic-sdk-python#1185"),
    row(&["grammar compilation timed out"], EVERY, Refusal::Schema, "latitude-dev/latitude-llm#4216"),
    row(&["schema is too complex"], EVERY, Refusal::Schema, "genkit-ai/genkit#5230, TanStack/ai#686"),
    row(&["too many parameters with union types"], EVERY, Refusal::Schema, "vercel/ai#17268"),
    row(&["too many optional parameters"], EVERY, Refusal::Schema, "strands-agents/harness-sdk#2664"),
    row(
        &["output_config.format.schema"],
        NATIVE,
        Refusal::Schema,
        "vercel/ai#17197, gaiin-platform/amplify-genai-backend#383",
    ),
    row(&["output_config.format"], NATIVE, Refusal::Mechanism, "vercel/ai#14773, vectorize-io/hindsight#3300"),
    row(&["[output_config]"], NATIVE, Refusal::Mechanism, "BerriAI/litellm#22802"),
    row(&["output_config: "], NATIVE, Refusal::Mechanism, "anthropics/claude-code, changelog of 2.1.122"),
    row(&["extraneous key [outputconfig]"], NATIVE, Refusal::Mechanism, "MattJColes/lgtmaybe#536"),
    row(
        &["outputconfig", "schema"],
        NATIVE,
        Refusal::Schema,
        "assumed: as output_config.format.schema, by the field's name in Converse",
    ),
    row(&["outputconfig"], NATIVE, Refusal::Mechanism, "MattJColes/lgtmaybe#536, microsoft/agent-framework#6052"),
    row(&["textformat"], NATIVE, Refusal::Mechanism, "assumed: the member of outputConfig alone"),
    row(&["structured output", "support"], NATIVE, Refusal::Mechanism, "assumed: the capability in words"),
];

/// Texts about something else, though they name the tool choice or the output.
const OTHERS: &[&str] = &["failed to satisfy constraint", "output_config.effort", "outputconfig.effort"];

impl Refusal {
    /// Reads the message of a 400. `None` if it is about anything but how the value is asked for.
    pub(crate) fn of(rung: Rung, message: &str) -> Option<Self> {
        let message = message.to_ascii_lowercase();
        let says = |part: &&str| message.contains(*part);
        if OTHERS.iter().any(says) {
            return None;
        }
        let text = TEXTS.iter().find(|text| text.about.contains(&rung) && text.says.iter().all(says))?;
        Some(text.means)
    }

    /// What is refused with this mechanism.
    pub(crate) fn rungs(self, rung: Rung) -> Rungs {
        let refused = match self {
            Self::Mechanism | Self::Schema => &[rung][..],
            Self::Force => CHOICE,
            Self::Tools | Self::StreamedTools => TOOLS,
        };
        refused.iter().copied().collect()
    }

    /// Whether the model refuses the same in any request.
    pub(crate) fn is_lasting(self) -> bool {
        !matches!(self, Self::Schema | Self::StreamedTools)
    }
}

#[cfg(test)]
mod tests;
