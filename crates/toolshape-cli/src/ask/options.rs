//! Options of `toolshape ask` with a form of their own.

use serde_json::{Value, json};
use toolshape::Family;

/// The least that Claude takes, and what it gets where no number is given.
const LEAST_BUDGET: u32 = 1024;

/// How much a model may think.
#[derive(Debug, Clone, Copy)]
pub(super) enum Budget {
    Tokens(u32),
    Adaptive,
}

pub(super) fn budget(argument: &str) -> Result<Budget, String> {
    if argument == "adaptive" {
        return Ok(Budget::Adaptive);
    }
    let tokens = argument.parse().ok().filter(|tokens| *tokens >= LEAST_BUDGET);
    tokens.map(Budget::Tokens).ok_or_else(|| format!("expected a number of tokens from {LEAST_BUDGET}, or `adaptive`"))
}

/// `ID:VERSION`, where the id may be an ARN.
pub(super) fn guardrail(argument: &str) -> Result<(String, String), &'static str> {
    let (id, version) = argument.rsplit_once(':').ok_or("expected ID:VERSION, such as abc123:DRAFT")?;
    Ok((id.to_owned(), version.to_owned()))
}

pub(super) fn url(argument: &str) -> Result<String, &'static str> {
    let has_scheme = ["http://", "https://"].iter().any(|scheme| argument.starts_with(scheme));
    has_scheme.then(|| argument.to_owned()).ok_or("expected http://… or https://…")
}

pub(super) fn temperature(argument: &str) -> Result<f64, &'static str> {
    let number = argument.parse().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or("expected a number from 0 to 1")
}

/// The additional model fields that make this model think.
pub(super) fn thinking(model: &str, budget: Option<Budget>) -> Result<Value, String> {
    let Family { name, thinking, .. } = Family::of(model);
    let takes = |field: &str| thinking.iter().any(|taken| taken == field);
    if name == "unknown" {
        return Err(format!("--thinking: the model family of `{model}` is unknown"));
    }
    if takes("thinking") {
        return Ok(match budget.unwrap_or(Budget::Tokens(LEAST_BUDGET)) {
            Budget::Tokens(tokens) => json!({"thinking": {"type": "enabled", "budget_tokens": tokens}}),
            Budget::Adaptive => json!({"thinking": {"type": "adaptive"}}),
        });
    }
    let fields = if takes("reasoningConfig") {
        json!({"reasoningConfig": {"type": "enabled", "maxReasoningEffort": "medium"}})
    } else if takes("reasoning_effort") {
        json!({"reasoning_effort": "medium"})
    } else {
        return Err(format!("--thinking is not supported for models of the family {name}"));
    };
    if budget.is_some() {
        return Err(format!("--thinking takes no BUDGET for models of the family {name}"));
    }
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_family_is_told_to_think_in_its_own_field() {
        let claude = "us.anthropic.claude-haiku-4-5-20251001-v1:0";
        for (model, budget, fields) in [
            (claude, None, json!({"thinking": {"type": "enabled", "budget_tokens": 1024}})),
            (claude, Some(Budget::Tokens(4096)), json!({"thinking": {"type": "enabled", "budget_tokens": 4096}})),
            (claude, Some(Budget::Adaptive), json!({"thinking": {"type": "adaptive"}})),
            (
                "us.amazon.nova-2-lite-v1:0",
                None,
                json!({"reasoningConfig": {"type": "enabled", "maxReasoningEffort": "medium"}}),
            ),
            ("deepseek.v3-v1:0", None, json!({"reasoning_effort": "medium"})),
        ] {
            let told = thinking(model, budget).expect("it can think");
            assert_eq!(told, fields, "{model}");
            assert!(Family::of(model).thinks(&told), "{model}: the library knows that it thinks");
        }
    }

    #[test]
    fn a_family_that_does_not_think_is_refused() {
        for (model, budget, refusal) in [
            ("us.meta.llama3-3-70b-instruct-v1:0", None, "--thinking is not supported for models of the family Llama"),
            (
                "us.amazon.nova-2-lite-v1:0",
                Some(Budget::Tokens(2048)),
                "--thinking takes no BUDGET for models of the family Nova",
            ),
            ("a-model", None, "--thinking: the model family of `a-model` is unknown"),
        ] {
            assert_eq!(thinking(model, budget).expect_err("it is refused"), refusal);
        }
    }
}
