//! A type with one field of each kind, and a document of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use toolshape::Partial;

#[derive(Debug, PartialEq, Deserialize, Partial)]
#[tool(partial(derive(Debug, Clone, Serialize)))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Kitchen {
    pub(crate) title: String,
    #[serde(rename = "n")]
    pub(crate) number: i64,
    pub(crate) big_number: u64,
    pub(crate) score: f64,
    pub(crate) done: bool,
    #[serde(alias = "remark")]
    pub(crate) note: Option<String>,
    #[serde(default)]
    pub(crate) nothing: Option<u8>,
    pub(crate) boxed: Box<Leaf>,
    pub(crate) tree: Tree,
    pub(crate) list: Vec<Leaf>,
    pub(crate) texts: Vec<String>,
    pub(crate) maybes: Vec<Option<i32>>,
    pub(crate) matrix: Vec<Vec<f32>>,
    pub(crate) labels: BTreeMap<String, String>,
    pub(crate) by_name: HashMap<String, Leaf>,
    pub(crate) by_number: BTreeMap<u16, bool>,
    pub(crate) set: BTreeSet<String>,
    pub(crate) level: Level,
    pub(crate) shape: Shape,
    pub(crate) shapes: Vec<Shape>,
    pub(crate) event: Event,
    pub(crate) events: Vec<Event>,
    pub(crate) adjacent: Vec<Adjacent>,
    pub(crate) scalar: Vec<Scalar>,
    #[tool(whole)]
    pub(crate) pair: (u8, String),
    #[tool(whole)]
    pub(crate) maybe_pair: Option<(u8, u8)>,
    #[serde(deserialize_with = "doubled")]
    pub(crate) doubled: u32,
    pub(crate) any: Value,
    pub(crate) id: Id,
    pub(crate) left_out: Clear,
    pub(crate) given: Opaque,
    #[serde(flatten)]
    pub(crate) extra: Extra,
    #[serde(flatten)]
    pub(crate) rest: BTreeMap<String, Value>,
    #[serde(skip)]
    pub(crate) skipped: u8,
    #[serde(default = "seven")]
    pub(crate) seven: u8,
}

#[derive(Debug, PartialEq, Deserialize, Partial)]
#[tool(partial(derive(Debug, Clone, Serialize)))]
pub(crate) struct Leaf {
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) weight: u32,
}

#[derive(Debug, PartialEq, Deserialize, Partial)]
#[tool(partial(derive(Debug, Clone, Serialize)))]
pub(crate) struct Tree {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) children: Vec<Tree>,
    pub(crate) left: Option<Box<Tree>>,
}

#[derive(Debug, PartialEq, Deserialize, Partial)]
#[tool(partial(derive(Debug, Clone, Serialize)))]
pub(crate) struct Extra {
    pub(crate) extra_one: String,
    pub(crate) extra_two: Option<Leaf>,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, Partial)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Level {
    Low,
    #[serde(alias = "top")]
    VeryHigh,
}

#[derive(Debug, PartialEq, Deserialize, Partial)]
#[tool(partial(derive(Debug, Clone, Serialize)))]
#[serde(rename_all = "lowercase")]
pub(crate) enum Shape {
    Point,
    Circle(Leaf),
    Label(String),
    Rect { width: f64, height: f64, name: Option<String> },
    Pair(u8, String),
    List(Vec<String>),
    Table(BTreeMap<String, u8>),
    Maybe(Option<String>),
    Any(Box<Value>),
}

#[derive(Debug, PartialEq, Deserialize, Partial)]
#[tool(partial(derive(Debug, Clone, Serialize)))]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub(crate) enum Event {
    Opened,
    Renamed {
        old_name: String,
        new_name: String,
    },
    Moved(Leaf),
    Labelled(BTreeMap<String, String>),
    #[serde(other)]
    Unknown,
}

#[derive(Debug, PartialEq, Deserialize, Partial)]
#[tool(partial(derive(Debug, Clone, Serialize)))]
#[serde(tag = "t", content = "c")]
pub(crate) enum Adjacent {
    None,
    Text(String),
    Leaf(Leaf),
    Fields { a: i8, b: Vec<String> },
    List(Vec<Option<u8>>),
    Maybe(Option<String>),
    Clear(Box<Clear>),
    Opaque(Opaque),
    Whole(#[tool(whole)] Option<(u8, u8)>),
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, Partial)]
#[serde(untagged)]
pub(crate) enum Scalar {
    Number(i64),
    Float(f64),
    Text(String),
    List(Vec<u8>),
}

#[derive(Debug, PartialEq, Deserialize, Partial)]
pub(crate) struct Id(pub(crate) String);

/// None where it is left out.
#[derive(Debug, PartialEq, Deserialize, Partial)]
#[serde(transparent)]
pub(crate) struct Clear(pub(crate) Option<String>);

/// Never left out.
#[derive(Debug, PartialEq, Deserialize, Partial)]
pub(crate) struct Opaque(pub(crate) Option<String>);

fn doubled<'de, D: serde::Deserializer<'de>>(input: D) -> Result<u32, D::Error> {
    u32::deserialize(input).map(|number| number * 2)
}

fn seven() -> u8 {
    7
}

pub(crate) const SAMPLE: &str = r#" {
  "title": "Caf\u00e9 \ud83d\ude00 \"quoted\" \\ and/or \n ünï 🦀", "n": -9223372036854775808, "bigNumber": 18446744073709551615,
  "score": -1.25e-3, "done": true, "remark": "a remark", "boxed": {"text": "b", "weight": 3, "unknown": {"x": [1, {"y": null}, "\ud800"]}},
  "tree": {"name": "root", "children": [{"name": "a", "children": [{"name": "b", "left": {"name": "c"}}]}, {"name": "d"}], "left": null},
  "list": [{"text": "one"}, {"weight": 2, "text": "two"}, {"text": ""}], "texts": ["", "a", "long enough to be cut \t here"],
  "maybes": [1, null, -3], "matrix": [[], [1], [1.5, 2e2, -0]], "labels": {"a": "1", "b": "2", "a": "3", "": "empty"},
  "byName": {"x": {"text": "X"}, "y": {"text": "Y", "weight": 1}, "x": {"text": "again"}}, "byNumber": {"1": true, "65535": false},
  "set": ["b", "a", "b"], "level": "very_high",
  "shape": {"rect": {"width": 1, "height": 2.5, "name": "r"}},
  "shapes": ["point", {"point": null}, {"circle": {"text": "c"}}, {"label": "lab\u0065l"}, {"pair": [1, "p"]}, {"rect": {"height": 1, "width": 2}},
    {"list": ["a", "b"]}, {"table": {"x": 1, "y": 2}}, {"maybe": null}, {"maybe": "m"}, {"any": {"z": ["t"]}}],
  "event": {"oldName": "before", "nested": [1, {"a": "b"}], "type": "renamed", "newName": "after"},
  "events": [{"type": "opened", "ignored": 1}, {"type": "moved", "text": "m", "weight": 9}, {"weight": 10, "text": "n", "type": "moved"}, {"type": "new_kind", "x": 1}, {"type": "renamed", "oldName": "p", "newName": "q"}, {"k": "v", "type": "labelled", "l": "w"}],
  "adjacent": [{"t": "None"}, {"t": "Text", "c": "after"}, {"c": "before", "t": "Text"}, {"c": {"a": -1, "b": ["x", "y"]}, "t": "Fields"}, {"t": "Leaf", "c": {"text": "l"}}, {"t": "None", "c": null},
    {"t": "List", "c": [1, null]}, {"t": "Maybe"}, {"t": "Maybe", "c": "m"}, {"t": "Clear"}, {"c": null, "t": "Opaque"}, {"t": "Whole"}, {"t": "Whole", "c": [1, 2]}],
  "scalar": [1, 1.5, "s", [1, 2]], "pair": [ 1 , "p]" ], "doubled": 21, "any": {"k": [1, 2.5, "t", null, {"z": true}], "e": {}},
  "id": "the id", "given": null, "extra_one": "one", "extra_two": {"text": "two"}, "further": {"deep": [1]}, "level2": "x"
} "#;
