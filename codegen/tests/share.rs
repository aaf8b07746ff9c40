//! Documents that refer to each other: one type for one place, whichever document leads there.

use serde_json::{Value, json};
use toolshape_codegen::{Builder, Growth};

fn builder(documents: &[(&str, Value)]) -> Builder {
    let builder = Builder::new().growth(Growth::Nothing);
    documents.iter().fold(builder, |builder, (name, schema)| builder.document(*name, schema.to_string()))
}

/// The types in Rust with what they hold, one a line.
fn types(documents: &[(&str, Value)]) -> String {
    let source = builder(documents).rust().unwrap().source;
    let items = syn::parse_file(&source).unwrap().items.into_iter().filter_map(|item| match item {
        syn::Item::Struct(item) => {
            let fields = item.fields.iter().map(|field| (field.ident.as_ref(), &field.ty));
            let field = |(name, ty): (Option<&syn::Ident>, &syn::Type)| {
                format!("{}: {}", name.unwrap(), quote::quote!(#ty).to_string().replace(' ', ""))
            };
            Some(format!("{} {{ {} }}", item.ident, fields.map(field).collect::<Vec<_>>().join(", ")))
        }
        syn::Item::Enum(item) => {
            let variants = &item.variants;
            let variants = if variants.iter().all(|variant| variant.fields.is_empty()) {
                "texts".to_owned()
            } else {
                quote::quote!(#variants).to_string().replace(' ', "")
            };
            Some(format!("{} = {variants}", item.ident))
        }
        _ => None,
    });
    items.collect::<Vec<_>>().join("\n")
}

fn object(properties: &Value) -> Value {
    json!({ "type": "object", "properties": properties })
}

#[test]
fn documents_that_refer_to_each_other_share_their_types() {
    let city = object(&json!({
        "mayor": { "$ref": "person.json" },
        "size": { "enum": ["large", "small"] },
        "streets": { "type": "array", "items": object(&json!({ "name": { "type": "string" } })) },
    }));
    let person = object(&json!({
        "home": { "$ref": "city.json" },
        "size": { "$ref": "city.json#/properties/size" },
        "any": { "anyOf": [{ "$ref": "city.json" }, { "type": "array", "items": { "$ref": "#" } }] },
    }));
    let documents = [("person.json", person), ("city.json", city)];
    insta::assert_snapshot!(types(&documents), @r#"
    Person { home: Option<City>, size: Option<Size>, any: Option<PersonAny> }
    City { mayor: Option<Box<Person>>, size: Option<Size>, streets: Option<Vec<CityStreet>> }
    Size = texts
    CityStreet { name: Option<String> }
    PersonAny = City(#[serde(deserialize_with="::toolshape::generated::exact")]City),List(#[serde(deserialize_with="::toolshape::generated::exact")]Vec<Person>),
    "#);
    let declarations = builder(&documents).typescript().unwrap().source;
    let declared = declarations.lines().filter_map(|line| line.strip_prefix("export type "));
    let expected =
        ["Person = {", "City = {", "Size = 'large' | 'small';", "CityStreet = {", "PersonAny = City | Person[];"];
    assert_eq!(declared.collect::<Vec<_>>(), expected);
}

#[test]
fn a_document_that_is_only_a_reference_has_a_type_of_its_own() {
    let reference = |to: &str| json!({ "$ref": to });
    let person = object(&json!({ "home": reference("city.json"), "work": reference("office.json") }));
    let city = object(&json!({ "name": { "type": "string" } }));
    let documents = [("office.json", reference("city.json")), ("person.json", person), ("city.json", city)];
    insta::assert_snapshot!(types(&documents), @"
    Office { name: Option<String> }
    Person { home: Option<City>, work: Option<City> }
    City { name: Option<String> }
    ");
}

#[test]
fn what_another_document_reads_otherwise_has_a_type_of_its_own() {
    // Where nothing says `object`, a root is one all the same, and a member may be anything.
    let city = json!({ "properties": { "twin": { "$ref": "#" } } });
    let person = object(&json!({ "home": { "$ref": "city.json" } }));
    insta::assert_snapshot!(types(&[("city.json", city.clone()), ("person.json", person.clone())]), @r#"
    City { twin: Option<Box<City>> }
    Person { home: Option<City2> }
    City2 = Object(#[serde(deserialize_with="::toolshape::generated::exact")]City2Object),Other(::toolshape::Value),
    City2Object { twin: Option<Box<City2>> }
    "#);
    let flat = json!({ "properties": { "name": { "type": "string" } } });
    insta::assert_snapshot!(types(&[("city.json", flat), ("person.json", person)]), @r#"
    City { name: Option<String> }
    Person { home: Option<City2> }
    City2 = Object(#[serde(deserialize_with="::toolshape::generated::exact")]City),Other(::toolshape::Value),
    "#);
}

#[test]
fn operations_share_the_components_of_their_document() {
    let operation = |name: &str, member: &str| {
        let schema = object(&json!({ member: { "$ref": "#/components/schemas/City" } }));
        json!({ "post": { "operationId": name, "requestBody": { "content": { "application/json": { "schema": schema } } } } })
    };
    let document = json!({
        "openapi": "3.1.0",
        "paths": { "/trips": operation("plan_trip", "to"), "/homes": operation("find_home", "near") },
        "components": { "schemas": { "City": object(&json!({ "name": { "type": "string" } })) } },
    });
    insta::assert_snapshot!(types(&[("api.json", document)]), @"
    PlanTrip { to: Option<City> }
    City { name: Option<String> }
    FindHome { near: Option<City> }
    ");
}

#[test]
fn tools_of_one_list_share_nothing() {
    let tool = |name: &str| {
        let city = object(&json!({ "name": { "type": "string" } }));
        let mut schema = object(&json!({ "city": { "$ref": "#/$defs/City" } }));
        schema["$defs"] = json!({ "City": city });
        json!({ "name": name, "input_schema": schema })
    };
    insta::assert_snapshot!(types(&[("tools.json", json!([tool("arrive"), tool("leave")]))]), @"
    Arrive { city: Option<City> }
    City { name: Option<String> }
    Leave { city: Option<City2> }
    City2 { name: Option<String> }
    ");
}
