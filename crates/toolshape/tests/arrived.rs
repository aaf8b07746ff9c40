//! A value that was read while its call arrived is taken where decoding would give the same.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use toolshape::{Error, Outcome, Reading, Reply, ToolCall, ToolShape, ToolSpec};

#[derive(Debug, PartialEq, Deserialize)]
struct City {
    name: String,
}

impl ToolShape for City {
    fn spec() -> ToolSpec {
        let name = json!({"type": "string", "pattern": "^[A-Z]"});
        let schema = json!({"type": "object", "properties": {"name": name}, "required": ["name"]});
        ToolSpec::new("city", "The city.", schema).unwrap()
    }

    fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let city = Self::deserialize(input)?;
        if city.name == "Atlantis" { Err(D::Error::custom("no such city")) } else { Ok(city) }
    }

    fn accept(value: Self) -> Option<Self> {
        (value.name != "Atlantis").then_some(value)
    }
}

/// A type that leaves all to its decoding.
struct Careful(City);

impl ToolShape for Careful {
    fn spec() -> ToolSpec {
        City::spec()
    }

    fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        <City as ToolShape>::decode(input).map(Self)
    }
}

fn reply<'a>(stop_reason: &'a str, input: &'a Value) -> Reply<'a, &'a Value> {
    let mut reply = Reply::new(stop_reason);
    reply.calls.push(ToolCall { id: "t1", name: "city", input });
    reply
}

fn city(name: &str) -> City {
    City { name: name.to_owned() }
}

fn read(input: &Value, arrived: Option<City>) -> Result<Outcome<City>, Error> {
    Reading { check: false, ..Reading::default() }.read_arrived(&[City::spec()], &reply("tool_use", input), || arrived)
}

#[test]
fn the_input_is_not_looked_at_again() {
    let outcome = read(&Value::Null, Some(city("Lima"))).unwrap();
    assert_eq!((outcome.value, outcome.call_id.as_deref()), (city("Lima"), Some("t1")));
}

#[test]
fn what_did_not_arrive_as_a_value_is_read_as_ever() {
    assert_eq!(read(&json!({"name": "Lima"}), None).unwrap().value, city("Lima"));
    assert_eq!(read(&json!({"input": {"name": "Lima"}}), None).unwrap().repairs.len(), 1);
    assert!(read(&json!({"name": 1}), None).unwrap_err().is_mismatch());
}

#[test]
fn what_decoding_refuses_is_refused() {
    let input = json!({"name": "Atlantis"});
    assert!(read(&input, Some(city("Atlantis"))).unwrap_err().is_mismatch());

    let read = |input: &Value| {
        let careful = || Some(Careful(city("Lima")));
        Reading::default().read_arrived(&[City::spec()], &reply("tool_use", input), careful)
    };
    assert!(read(&input).is_err(), "the value that arrived is not asked");
    assert_eq!(read(&json!({"name": "Cusco"})).unwrap().value.0, city("Cusco"));
}

/// A span of years.
#[derive(Debug, PartialEq, Deserialize, schemars::JsonSchema, ToolShape)]
#[tool(partial, validate = Years::in_order)]
struct Years {
    from: u16,
    to: u16,
}

impl Years {
    fn in_order(&self) -> Result<(), &'static str> {
        if self.from <= self.to { Ok(()) } else { Err("not in order") }
    }
}

#[test]
fn a_derived_type_is_taken_as_it_arrived_unless_its_own_check_refuses_it() {
    let read = |from, input: &Value| {
        let mut reply = Reply::new("tool_use");
        reply.calls.push(ToolCall { id: "t1", name: "years", input });
        Reading::default().read_arrived(&[Years::spec()], &reply, || Some(Years { from, to: 2000 }))
    };
    assert_eq!(read(1990, &Value::Null).unwrap().value.from, 1990, "nothing is decoded");
    let error = read(2010, &json!({"from": 2010, "to": 2000})).unwrap_err();
    assert_eq!(error.detail(), Some("not in order"));
}

#[test]
fn the_stop_reason_comes_first() {
    let never = || -> Option<City> { panic!("it is not asked for") };
    let input = json!({"name": "Lima"});
    let error = Reading::default().read_arrived(&[City::spec()], &reply("max_tokens", &input), never).unwrap_err();
    assert!(error.is_truncated());
}

#[test]
fn an_untyped_value_is_an_object_that_fits() {
    let read = |value: Value| {
        Reading::default().read_value_arrived(&[City::spec()], &reply("tool_use", &value), || Some(value.clone()))
    };
    assert!(read(json!({"name": "Lima"})).is_ok());
    for wrong in [json!([]), json!({"name": 1}), json!({})] {
        assert!(read(wrong.clone()).unwrap_err().is_mismatch(), "{wrong}");
    }
}

#[cfg(feature = "check")]
#[test]
fn constraints_are_held_against_the_input() {
    let read = |name: &str| {
        let input = json!({"name": name});
        Reading::default()
            .read_arrived(&[City::spec()], &reply("tool_use", &input), || Some(city(name)))
            .map(|outcome| outcome.value)
    };
    assert_eq!(read("Lima").unwrap(), city("Lima"));
    assert_eq!(read("lima").unwrap_err().json_path(), Some("$.name"));
}

#[test]
fn an_element_is_held_to_its_part_of_the_schema() {
    let schema = json!({
        "type": "object",
        "properties": {
            "report": {"anyOf": [{"$ref": "#/$defs/Report"}, {"type": "null"}]},
            "trees": {"type": "array", "items": {"$ref": "#/$defs/Tree"}},
            "same": {"type": "array", "items": {"$ref": "#"}},
            "free": {"type": "object"},
            "closed": {"type": "object", "additionalProperties": false},
            "named": {"patternProperties": {"^row": {"type": "array"}}, "additionalProperties": false},
        },
        "$defs": {
            "Report": {
                "type": "object",
                "properties": {"levels": {"type": ["array", "null"], "items": {"enum": ["low", "high"]}}},
            },
            "Tree": {"type": "object", "properties": {"under": {"type": "array", "items": {"$ref": "#/$defs/Tree"}}}},
        },
    });
    let spec = ToolSpec::new("tool", "A tool.", schema).unwrap();
    let read = |list: &str, input: Value| {
        let element = spec.element(list).unwrap();
        Reading::default().read_element::<Value>(&element, "$.list[0]", &input).ok()
    };
    assert_eq!(read("report.levels", json!("low")), Some(json!("low")));
    for list in ["same", "free.any", "named.rows"] {
        assert_eq!(read(list, json!({"any": 1})), Some(json!({"any": 1})), "{list}");
    }
    assert_eq!(read("same", json!({"trees": 3})), None);
    assert_eq!(read("trees", json!({"under": [{"under": []}]})), Some(json!({"under": [{"under": []}]})));
    for list in ["levels", "report", "report.rows", "trees.under", "closed.any", ""] {
        assert!(spec.element(list).unwrap_err().is_invalid_request(), "{list}");
    }
}

#[test]
fn an_element_that_the_schema_refuses_is_refused_as_in_the_whole() {
    let line = json!({
        "type": "object",
        "properties": {"n": {"type": "integer", "minimum": 1}, "unit": {"type": "string"}},
        "required": ["n"],
        "additionalProperties": false,
    });
    let schema = json!({"type": "object", "properties": {"lines": {"type": "array", "items": line}}});
    let spec = ToolSpec::new("order", "The order.", schema).unwrap();
    let element = spec.element("lines").unwrap();
    for (wrong, path) in [
        (json!({"n": "abc"}), "$.lines[0].n"),
        (json!({}), "$.lines[0]"),
        (json!(3), "$.lines[0]"),
        (json!({"n": 1, "unit": 2}), "$.lines[0].unit"),
        (json!({"n": 1, "size": 2}), "$.lines[0].size"),
        (json!({"n": 0}), "$.lines[0].n"),
    ] {
        let error = Reading::default().read_element::<Value>(&element, "$.lines[0]", &wrong).unwrap_err();
        assert_eq!((error.is_mismatch(), error.json_path()), (true, Some(path)), "{wrong}");
        // Also where the type that it is read as knows nothing of it.
        assert!(Reading::default().read_element::<serde::de::IgnoredAny>(&element, "$.lines[0]", &wrong).is_err());

        let input = json!({"lines": [wrong]});
        let mut reply = Reply::new("tool_use");
        reply.calls.push(ToolCall { id: "t1", name: "order", input: &input });
        let whole = Reading::default().read_value(std::slice::from_ref(&spec), &reply).unwrap_err();
        assert_eq!((whole.json_path(), whole.detail()), (error.json_path(), error.detail()), "{wrong}");
    }
    let repaired = Reading::default().read_element::<Value>(&element, "$.lines[0]", &json!({"n": "7"})).unwrap();
    assert_eq!(repaired, json!({"n": 7}));
    let unchecked = Reading { check: false, ..Reading::default() };
    assert!(unchecked.read_element::<Value>(&element, "$.lines[0]", &json!({"n": 0})).is_ok(), "a bound");
    assert!(unchecked.read_element::<Value>(&element, "$.lines[0]", &json!({})).is_err());
}
