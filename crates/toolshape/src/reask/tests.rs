//! The decisions, one table a question.

use serde_json::{Value, json};

use super::*;
use crate::{Rungs, Terms, ToolCall, read_value};

const NOVA: [Rung; 3] = [Rung::Forced, Rung::Any, Rung::Auto];

fn offered() -> Vec<ToolSpec> {
    let schema = json!({"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]});
    vec![ToolSpec::new("count", "A count.", schema).unwrap()]
}

fn plan(limits: Limits) -> Plan {
    Plan::new(Ladder::new(Rungs::from_iter(NOVA), Terms::default(), Rungs::default()), limits, true)
}

fn spent(tokens: u64) -> Spent {
    Spent { input_tokens: tokens - tokens / 4, output_tokens: tokens / 4, elapsed: Duration::from_secs(1) }
}

fn reply<'a>(stop_reason: &'a str, texts: &[&'a str], calls: &[(&'a str, &'a str, &'a Value)]) -> Reply<'a, &'a Value> {
    let mut reply = Reply::new(stop_reason);
    reply.texts.extend(texts);
    reply.calls.extend(calls.iter().map(|&(id, name, input)| ToolCall { id, name, input }));
    reply
}

fn step(plan: &mut Plan, reply: &Reply<'_, &Value>, tokens: u64) -> Step {
    let error = read_value(&offered(), reply).map(|_| ()).err();
    plan.after_reply(&offered(), reply, error.as_ref(), spent(tokens))
}

fn results(step: Step) -> Vec<(String, String)> {
    match step {
        Step::Ask(FollowUp::Results(results)) => {
            assert!(results.iter().all(|result| result.error_status));
            results.into_iter().map(|result| (result.id, result.text)).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_value_is_accepted() {
    let input = json!({"n": 1});
    let reply = reply("tool_use", &[], &[("t1", "count", &input)]);
    assert_eq!(step(&mut plan(Limits::default()), &reply, 9), Step::Accept);
}

#[test]
fn what_a_model_can_better_is_asked_for_again_and_nothing_else() {
    for (stop_reason, asked) in [
        ("end_turn", true),
        ("malformed_tool_use", true),
        ("malformed_model_output", true),
        ("max_tokens", false),
        ("guardrail_intervened", false),
        ("content_filtered", false),
        ("model_context_window_exceeded", false),
    ] {
        let step = step(&mut plan(Limits::default()), &reply(stop_reason, &["No."], &[]), 9);
        assert_eq!(matches!(step, Step::Ask(_)), asked, "{stop_reason}: {step:?}");
        assert!(asked || step == Step::GiveUp(End::Final), "{stop_reason}: {step:?}");
    }
}

#[test]
fn every_call_gets_its_result_and_the_one_that_was_read_the_reason() {
    let (wrong, other) = (json!(3), json!({}));
    let reply = reply(
        "tool_use",
        &["Hm."],
        &[("t1", "look", &other), ("t2", "count", &wrong), ("t2", "count", &wrong), ("no id", "count", &wrong)],
    );
    let results = results(step(&mut plan(Limits::default()), &reply, 9));
    insta::assert_snapshot!(format!("{results:#?}"), @r#"
    [
        (
            "t1",
            "This call was not used: only one is.",
        ),
        (
            "t2",
            "The input does not match the schema:\n- $: invalid type: number, expected an object\nAnswer with a call of the tool `count`, not in words. Give the whole input again.",
        ),
    ]
    "#);
}

#[test]
fn every_violation_is_told_at_once() {
    let schema = json!({
        "type": "object",
        "properties": {"n": {"type": "integer"}, "unit": {"enum": ["box", "piece"]}},
        "required": ["n", "unit", "sku"],
    });
    let offered = [ToolSpec::new("count", "A count.", schema).unwrap()];
    let input = json!({"n": [3], "unit": 7});
    let reply = reply("tool_use", &[], &[("t1", "count", &input)]);
    let error = read_value(&offered, &reply).unwrap_err();
    let results = results(plan(Limits::default()).after_reply(&offered, &reply, Some(&error), spent(9)));
    insta::assert_snapshot!(results[0].1);
}

#[test]
fn a_tool_that_is_not_on_offer_is_told_so() {
    let input = json!({});
    let results = results(step(&mut plan(Limits::default()), &reply("tool_use", &[], &[("t1", "look", &input)]), 9));
    assert!(results[0].1.contains("the tool `look` is not on offer, expected `count`"), "{results:?}");
}

#[test]
fn a_call_that_cannot_go_back_is_answered_in_words() {
    let input = json!(3);
    let reply = reply("tool_use", &[], &[("t1", "$FUNCTION", &input)]);
    let step = step(&mut plan(Limits::default()), &reply, 9);
    assert!(matches!(step, Step::Ask(FollowUp::Prompt(_))), "{step:?}");
}

#[test]
fn when_the_attempts_are_used_up_that_is_the_end() {
    for attempts in [0, 1, 2, 5] {
        let mut plan = plan(Limits { attempts, ..Limits::default() });
        let mut asked = 1;
        while step(&mut plan, &reply("end_turn", &["No."], &[]), 9) != Step::GiveUp(End::Attempts) {
            asked += 1;
        }
        assert_eq!(asked, attempts.max(1));
    }
}

#[test]
fn tokens_and_time_end_it_before_they_are_overspent() {
    let words = reply("end_turn", &["No."], &[]);
    let tokens = |tokens| Limits { tokens: Some(tokens), ..Limits::default() };
    assert_eq!(step(&mut plan(tokens(199)), &words, 100), Step::GiveUp(End::Tokens));
    assert!(matches!(step(&mut plan(tokens(200)), &words, 100), Step::Ask(_)));
    let time = |seconds| Limits { time: Some(Duration::from_secs(seconds)), ..Limits::default() };
    assert_eq!(step(&mut plan(time(1)), &words, 100), Step::GiveUp(End::Time));
    assert!(matches!(step(&mut plan(time(2)), &words, 100), Step::Ask(_)));
}

#[test]
fn a_limit_of_output_is_raised_once() {
    let cut = reply("max_tokens", &["Let me"], &[]);
    let mut raising = plan(Limits { attempts: 3, max_tokens_retry: Some(4096), ..Limits::default() });
    assert_eq!(step(&mut raising, &cut, 9), Step::Raise(4096));
    assert_eq!(step(&mut raising, &cut, 9), Step::GiveUp(End::Final));
}

#[test]
fn native_output_is_asked_for_as_json_until_there_is_a_call() {
    let ladder = Ladder::new(Rungs::from_iter([Rung::Native]), Terms::default(), Rungs::default());
    let mut native = Plan::new(ladder, Limits::default(), true);
    let Step::Ask(FollowUp::Prompt(text)) = step(&mut native, &reply("end_turn", &["No."], &[]), 9) else {
        panic!("it is asked again");
    };
    assert_eq!(text, "Answer with JSON that matches the schema and nothing else.");

    let input = json!(3);
    let all = Rungs::from_iter([Rung::Any, Rung::Native]);
    let mut plan = Plan::new(Ladder::new(all, Terms::default(), Rungs::default()), Limits::default(), false);
    step(&mut plan, &reply("tool_use", &[], &[("t1", "count", &input)]), 9);
    let refusal = "This model doesn't support the toolConfig.toolChoice.any field.";
    let remember = Rungs::from_iter([Rung::Any]);
    assert_eq!(plan.after_refusal(refusal), Step::Move { to: Rung::Auto, remember });
    assert_eq!(plan.after_refusal(refusal), Step::GiveUp(End::Final));
}

#[test]
fn a_model_without_tools_is_asked_for_native_output_and_nothing_else() {
    let refusal = "This model doesn't support tool use.";
    let tools = Rungs::from_iter(NOVA);
    for start in NOVA {
        let family = Rungs::from_iter([Rung::Forced, Rung::Any, Rung::Native, Rung::Auto]);
        let ladder = Ladder::new(family, Terms::default(), Rungs::default()).from_rung(start);
        let mut with_native = Plan::new(ladder, Limits::default(), true);
        assert_eq!(with_native.after_refusal(refusal), Step::Move { to: Rung::Native, remember: tools });
        let native = "This model doesn't support the outputConfig field. Remove outputConfig and try again.";
        assert_eq!(with_native.after_refusal(native), Step::GiveUp(End::Final));
    }
    assert_eq!(plan(Limits::default()).after_refusal(refusal), Step::GiveUp(End::Final));

    let streamed = "This model doesn't support tool use in streaming mode.";
    let all = Rungs::from_iter([Rung::Native, Rung::Auto]);
    let ladder = Ladder::new(all, Terms::default(), Rungs::default()).from_rung(Rung::Auto);
    let step = Plan::new(ladder, Limits::default(), true).after_refusal(streamed);
    assert_eq!(step, Step::Move { to: Rung::Native, remember: Rungs::default() });
}

#[test]
fn thinking_rules_out_both_ways_to_force_at_once() {
    let refusal = "Thinking may not be enabled when tool_choice forces tool use.";
    let remember = Rungs::from_iter([Rung::Forced, Rung::Any]);
    assert_eq!(plan(Limits::default()).after_refusal(refusal), Step::Move { to: Rung::Auto, remember });
}

#[test]
fn a_strict_tool_that_is_refused_is_sent_without_strict_before_the_mechanism_changes() {
    let refusal = "The compiled grammar is too large, which would cause performance issues. Simplify your tool \
                   schemas or reduce the number of strict tools.";
    let remember = Rungs::default();
    let mut strict = plan(Limits::default()).strict(true);
    assert_eq!(strict.after_refusal(refusal), Step::Move { to: Rung::Forced, remember });
    assert!(!strict.is_strict());
    assert_eq!(strict.after_refusal(refusal), Step::Move { to: Rung::Any, remember });

    let native = Rungs::from_iter([Rung::Native]);
    let mut native = Plan::new(Ladder::new(native, Terms::default(), remember), Limits::default(), true).strict(true);
    assert_eq!(native.after_refusal(refusal), Step::Move { to: Rung::Auto, remember });
}
