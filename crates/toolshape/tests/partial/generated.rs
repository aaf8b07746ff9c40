//! Types in the forms that generated code has.

#![expect(clippy::option_option, reason = "it keeps a null apart from a member that is not there")]

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};
use toolshape::partial::Parser;

use crate::fragments::read;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, toolshape::Partial)]
#[serde(deny_unknown_fields)]
pub(crate) struct Order {
    #[serde(rename = "order-id")]
    pub(crate) number: String,
    #[serde(rename = "type")]
    pub(crate) r#type: Kind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) address: Option<Box<Address>>,
    pub(crate) items: Items,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) labels: BTreeMap<String, Label>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) actions: Vec<Action>,
    #[tool(whole)]
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub(crate) cleared: Option<Option<i64>>,
    #[tool(whole)]
    #[serde(default, deserialize_with = "self::present", skip_serializing_if = "Option::is_none")]
    pub(crate) named: Option<Option<Kind>>,
    #[tool(whole)]
    pub(crate) range: (f64, String),
    #[serde(default)]
    pub(crate) corner: Option<(i32, i32)>,
    #[serde(default)]
    pub(crate) colour: Option<[u8; 3]>,
    #[tool(whole)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) anything: Option<Value>,
    #[tool(whole)]
    #[serde(default)]
    pub(crate) value: Value,
    pub(crate) since: Since,
}

/// Keeps a null apart from a member that is not there.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(input: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(input).map(Some)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, toolshape::Partial)]
pub(crate) enum Kind {
    #[serde(rename = "on-line")]
    OnLine,
    #[serde(rename = "in store")]
    InStore,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, toolshape::Partial)]
pub(crate) struct Address {
    pub(crate) city: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) forward: Option<Box<Address>>,
    #[serde(flatten)]
    pub(crate) extra: BTreeMap<String, Value>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, toolshape::Partial)]
#[serde(transparent)]
pub(crate) struct Items(pub(crate) Vec<Item>);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, toolshape::Partial)]
pub(crate) struct Item {
    pub(crate) sku: Sku,
    pub(crate) count: i64,
    #[serde(flatten)]
    pub(crate) extra: BTreeMap<String, Price>,
}

/// Of which the members without a field are integers, and a list is no object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, toolshape::Partial)]
#[tool(partial(derive(Debug, Clone, PartialEq, Serialize)))]
pub(crate) struct Stock {
    pub(crate) shop: String,
    #[serde(flatten, deserialize_with = "toolshape::generated::exact")]
    pub(crate) counts: BTreeMap<String, Vec<Option<i64>>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, toolshape::Partial)]
#[serde(transparent)]
pub(crate) struct Sku(pub(crate) String);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, toolshape::Partial)]
#[serde(transparent)]
pub(crate) struct Label {
    pub(crate) text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, toolshape::Partial)]
pub(crate) struct Price(pub(crate) f64);

/// Of a type that is not read in parts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, toolshape::Partial)]
#[serde(transparent)]
pub(crate) struct Since(#[tool(whole)] pub(crate) Day);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Day {
    pub(crate) year: u16,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, toolshape::Partial)]
#[serde(tag = "type")]
pub(crate) enum Action {
    #[serde(rename = "ship.to")]
    ShipTo(Address),
    #[serde(rename = "pack")]
    Pack(Box<Pack>),
    #[serde(rename = "wait")]
    Wait(Wait),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, toolshape::Partial)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pack {
    pub(crate) boxes: Vec<Vec<String>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, toolshape::Partial)]
pub(crate) struct Wait {}

fn order() -> Value {
    json!({
        "order-id": "o-1",
        "type": "in store",
        "note": "soon",
        "address": {"city": "Lima", "forward": {"city": "Cusco", "zone": [1, {"a": null}]}, "zone": "A"},
        "items": [{"sku": "a", "count": 1, "net": 1.5, "gross": 2.0}, {"sku": "b", "count": -2}],
        "labels": {"colour": "red", "": "empty"},
        "actions": [
            {"type": "pack", "boxes": [["a"], [], ["b", "c"]]},
            {"city": "Lima", "floor": 3, "type": "ship.to"},
            {"type": "wait"},
        ],
        "cleared": null,
        "named": "on-line",
        "range": [0.5, "m"],
        "corner": [3, -4],
        "colour": [1, 2, 255],
        "anything": {"deep": [true]},
        "value": [1, "x"],
        "since": {"year": 2026},
    })
}

fn reads_as_serde_does<T>(value: &Value)
where
    T: toolshape::Partial<Partial: Send + Sync + 'static> + for<'de> Deserialize<'de> + PartialEq + std::fmt::Debug,
{
    let text = value.to_string();
    let whole = serde_json::from_str::<T>(&text).map_err(|error| error.to_string());
    for size in [1, 2, 3, 5, 8, 13, text.len()] {
        match (read::<T>(&text, &[size]), &whole) {
            (Ok(ours), Ok(theirs)) => assert_eq!(&ours, theirs, "in fragments of {size}"),
            (Err(_), Err(_)) => {}
            (ours, theirs) => panic!("{text}: {ours:?}, {theirs:?}"),
        }
    }
}

#[test]
fn a_whole_order_is_serdes() {
    let whole: Order = serde_json::from_value(order()).unwrap();
    assert_eq!(whole.cleared, Some(None));
    reads_as_serde_does::<Order>(&order());
}

#[test]
fn what_is_left_out_is_as_serde_has_it() {
    let members: Vec<String> = order().as_object().unwrap().keys().cloned().collect();
    for member in members {
        let mut order = order();
        order.as_object_mut().unwrap().remove(&member);
        reads_as_serde_does::<Order>(&order);
    }
}

#[test]
fn nulls_and_unknown_members_are_as_serde_has_them() {
    for member in order().as_object().unwrap().keys().map(String::as_str).chain(["unknown"]) {
        let mut order = order();
        order[member] = Value::Null;
        reads_as_serde_does::<Order>(&order);
    }
}

#[test]
fn an_action_is_closed_where_its_struct_is() {
    for action in [
        json!({"type": "pack", "boxes": [], "more": 1}),
        json!({"more": 1, "type": "pack", "boxes": []}),
        json!({"boxes": [], "type": "pack"}),
        json!({"type": "wait", "more": 1}),
        json!({"type": "stay"}),
        json!({"type": "ship.to", "forward": null}),
    ] {
        reads_as_serde_does::<Action>(&action);
    }
}

#[test]
fn an_order_grows_in_all_its_parts() {
    let mut parser = Parser::<Order>::new();
    parser.feed(r#"{"order-id": "o-"#).unwrap();
    assert_eq!(parser.partial().unwrap().number.as_deref(), Some("o-"));
    parser.feed(r#"1", "type": "on-line", "items": [{"sku": "ab"#).unwrap();
    let partial = parser.partial().unwrap();
    assert_eq!(partial.r#type, Some(Kind::OnLine));
    assert_eq!(partial.items.as_ref().unwrap()[0].sku.as_deref(), Some("ab"), "a transparent type is its content");
    parser.feed(r#"", "net": 1.5, "count": 1}], "labels": {"colour": "re"#).unwrap();
    let partial = parser.partial().unwrap();
    assert_eq!(partial.items.as_ref().unwrap()[0].extra["net"].to_string(), "1.5");
    assert_eq!(partial.labels.as_ref().unwrap()["colour"], "re");
    parser.feed(r#"d"}, "address": {"city": "", "zone": ["x", "y"#).unwrap();
    let address = parser.partial().unwrap().address.as_ref().unwrap().as_ref().unwrap();
    assert_eq!(address.extra["zone"], json!(["x", "y"]), "an untyped member grows too");
    parser.feed(r#""]}, "actions": [{"boxes": [["a"]], "#).unwrap();
    assert!(parser.partial().unwrap().actions.as_ref().unwrap().is_empty(), "until its tag is known");
    parser.feed(r#""type": "pack""#).unwrap();
    let actions = parser.partial().unwrap().actions.as_ref().unwrap();
    assert!(matches!(&actions[0], PartialAction::Pack(pack) if pack.boxes.as_ref().unwrap()[0] == ["a"]));
    parser.feed(r#"}], "corner": [3"#).unwrap();
    assert_eq!(parser.partial().unwrap().corner, None, "a tuple appears when it is complete");
    parser.feed(r#", 4], "value": [1, "#).unwrap();
    let partial = parser.partial().unwrap();
    assert_eq!(partial.corner, Some(Some((3, 4))));
    assert_eq!(partial.value, None, "and so does what is read whole");
}

#[test]
fn members_without_a_field_are_read_as_their_function_does() {
    for stock in [
        json!({"shop": "Lima", "apples": [1.0, null], "pears": [], "a\"\\b\n": [3]}),
        json!({"apples": [1], "shop": "Lima"}),
        json!({"shop": "Lima"}),
        json!({"shop": "Lima", "apples": [0.5]}),
        json!({"shop": "Lima", "apples": 1}),
        json!({"apples": []}),
    ] {
        reads_as_serde_does::<Stock>(&stock);
    }
    reads_as_serde_does::<Vec<Stock>>(&json!([{"shop": "a", "b": [1]}, {"c": [2e2], "shop": "d"}]));
}

#[test]
fn members_without_a_field_appear_when_they_are_complete() {
    let mut parser = Parser::<Stock>::new();
    parser.feed(r#"{"apples": [1.0], "pears": [2, "#).unwrap();
    let partial = parser.partial().unwrap();
    assert_eq!((partial.counts.len(), &partial.counts["apples"]), (1, &vec![Some(1)]));
    parser.feed(r#"3], "pears": [4], "shop": "Li"#).unwrap();
    let partial = parser.partial().unwrap();
    assert_eq!((&partial.counts["pears"], partial.shop.as_deref()), (&vec![Some(4)], Some("Li")));
    assert_eq!(serde_json::to_value(partial).unwrap(), json!({"shop": "Li", "apples": [1], "pears": [4]}));
}

#[test]
fn a_transparent_type_can_be_the_whole() {
    let text = r#"[{"sku": "a", "count": 1}, {"sku": "b", "count": 2}]"#;
    let items = read::<Items>(text, &[3]).unwrap();
    assert_eq!(items, serde_json::from_str(text).unwrap());
}

/// The crates are reached through this one.
mod bundled {
    use toolshape::__private::serde;

    #[derive(Debug, PartialEq, serde::Deserialize, toolshape::Partial)]
    #[tool(partial(derive(Debug, Clone, toolshape::__private::serde::Serialize)))]
    #[serde(crate = "toolshape::__private::serde")]
    pub(crate) struct Page {
        pub(crate) rows: Vec<Row>,
    }

    #[derive(Debug, PartialEq, ::toolshape::__private::serde::Deserialize, ::toolshape::Partial)]
    #[tool(partial(derive(Debug, Clone, serde::Serialize)))]
    #[serde(crate = "::toolshape::__private::serde", tag = "kind")]
    pub(crate) enum Row {
        Text(Text),
    }

    #[derive(Debug, PartialEq, serde::Deserialize, toolshape::Partial)]
    #[tool(partial(derive(Debug, Clone, serde::Serialize)))]
    #[serde(crate = "serde")]
    pub(crate) struct Text {
        pub(crate) text: String,
    }
}

#[test]
fn serde_may_be_named_by_another_path() {
    let text = r#"{"rows": [{"kind": "Text", "text": "a"}]}"#;
    assert_eq!(read::<bundled::Page>(text, &[3]).unwrap(), serde_json::from_str(text).unwrap());
    let mut parser = Parser::<bundled::Page>::new();
    parser.feed(r#"{"rows": [{"kind": "Text", "text": "beg"#).unwrap();
    let shown = serde_json::to_value(parser.partial()).unwrap();
    assert_eq!(shown, json!({"rows": [{"kind": "Text", "text": "beg"}]}));
}
