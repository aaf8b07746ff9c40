//! What is seen of a value, and the value.

use toolshape_bedrock::Event;

use super::{ask, call, report, server};

#[tokio::test]
async fn a_value_grows_and_becomes_the_answer() {
    let (_server, client) = server([call().text_first("Let me see.").reasoning_first("Hm.").usage(10, 5)]).await;
    let mut stream = ask(&client).stream().await.expect("it opens");
    assert!(stream.partial().is_none());
    let (mut texts, mut thoughts, mut titles, mut completed) = (String::new(), String::new(), Vec::new(), Vec::new());
    while let Some(event) = stream.next().await.expect("nothing fails") {
        match event {
            Event::Text(text) => texts.push_str(text),
            Event::Reasoning(text) => thoughts.push_str(text),
            Event::Partial { value, changes } => {
                titles.extend(value.title.clone());
                completed.extend(changes.completed().map(|change| change.path().to_string()));
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((texts.as_str(), thoughts.as_str()), ("Let me see.", "Hm."));
    assert!(titles.is_sorted_by_key(String::len) && titles.last().is_some_and(|title| title == "Quarterly"));
    assert_eq!(
        completed.join(" "),
        "$.title $.findings[0].text $.findings[0] $.findings[0].severity $.findings[1].text \
         $ $.findings $.findings[1] $.findings[1].severity",
        "outer ones first in each fragment"
    );
    let answer = stream.answer().await.expect("an answer");
    assert_eq!(serde_json::to_value(&answer.value).expect("it is JSON"), report());
    assert_eq!((answer.usage.total_tokens, answer.requests, answer.attempts.len()), (15, 1, 1));
}
