//! What a guardrail makes of a reply.

use serde_json::{Value, json};

use super::Reply;

impl Reply {
    /// Blocks the reply by a guardrail: `message` is all of its content, the stop reason is
    /// `guardrail_intervened`, and the trace has a topic with action `BLOCKED`.
    pub fn guardrail_blocked(self, message: &str) -> Self {
        let assessment = json!({"topicPolicy": {"topics": [
            {"name": "Blocked topic", "type": "DENY", "action": "BLOCKED", "detected": true},
        ]}});
        self.content(|content| *content = vec![json!({ "text": message })])
            .intervened("Guardrail blocked.", &assessment)
    }

    /// Blocks the reply as [`guardrail_blocked`](Self::guardrail_blocked) does; in a stream,
    /// `deltas` deltas of its content come first, as they do where the guardrail works
    /// asynchronously.
    pub fn guardrail_blocked_after(mut self, deltas: usize, message: &str) -> Self {
        self.streamed.prelude = self.blocks().map(|content| (content.clone(), deltas));
        self.guardrail_blocked(message)
    }

    /// Marks the reply as masked by a guardrail: the content stays as the script has it, the
    /// stop reason is `guardrail_intervened`, and the trace has a name with action
    /// `ANONYMIZED`. That is no block.
    pub fn guardrail_masked(self) -> Self {
        let assessment = json!({"sensitiveInformationPolicy": {
            "piiEntities": [{"type": "NAME", "match": "Ada", "action": "ANONYMIZED", "detected": true}],
            "regexes": [],
        }});
        self.intervened("Guardrail masked.", &assessment)
    }

    fn intervened(self, reason: &str, assessment: &Value) -> Self {
        let trace = json!({"guardrail": {
            "outputAssessments": {"local0guardrail": [assessment]},
            "actionReason": reason,
        }});
        self.stop_reason("guardrail_intervened").member("trace", trace)
    }
}
