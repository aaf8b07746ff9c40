//! Conversions between the types made here and those of the AWS SDK.
//!
//! The SDK's types have no serde, but follow fixed rules: a builder with a `set_…` a member, enums with `From<&str>`,
//! unions as enums with an `Unknown` that carries nothing. So the schemas are enough to write both directions. What
//! the code calls (`list`, `map`, `member`, …) is written by hand in toolshape-types.

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;
use toolshape_json_schema::keyword;

use super::model::rust_name;
use super::{Definition, type_name};
use crate::Error;

/// Members that the service model has and aws-sdk-bedrockruntime 1.153 has not.
const MISSING: [&str; 1] = ["projectIdentifier"];

/// The conversions of the operations given, and of every type they reach.
pub(crate) fn conversions(types: &BTreeMap<String, Definition>, operations: &[&str]) -> Result<syn::File, Error> {
    let roots = types
        .iter()
        .filter(|(_, definition)| operations.iter().any(|operation| definition.schema["x-operation"] == *operation));
    let mut reached = BTreeSet::new();
    for (name, _) in roots {
        reach(types, name, &mut reached);
    }
    let mut code = TokenStream::new();
    for name in reached {
        // The reply of a streaming operation is no value: its events are converted one by one.
        if !holds_stream(types, &types[name].schema) {
            code.extend(definition(types, name, &types[name])?);
        }
    }
    syn::parse2(code).map_err(|error| Error::new("documents", "", format!("the conversions do not parse: {error}")))
}

fn reach<'t>(types: &'t BTreeMap<String, Definition>, name: &'t str, reached: &mut BTreeSet<&'t str>) {
    let Some(definition) = types.get(name) else { return };
    // Errors of a stream are errors in the SDK too, and no members of its union.
    if definition.schema.get("x-http-status").is_none() && reached.insert(name) {
        references(&definition.schema, &mut |target| reach(types, target, reached));
    }
}

fn references<'s>(schema: &'s Value, visit: &mut impl FnMut(&'s str)) {
    if let Some(reference) = schema["$ref"].as_str() {
        visit(type_name(reference));
    }
    for (_, child) in keyword::children(schema) {
        references(child, visit);
    }
}

fn definition(types: &BTreeMap<String, Definition>, name: &str, definition: &Definition) -> Result<TokenStream, Error> {
    let schema = &definition.schema;
    if !is_plain(&rust_name(name)) {
        return Err(definition.error("", "the SDK has no type of such a name"));
    }
    let (ours, theirs) = (ident(&rust_name(name)), sdk_path(name, schema));
    let (to, from) = if schema["x-open-enum"] == true {
        (quote!(Ok(Self::from(value.as_str()))), quote!(Ok(Self::from(value.as_str()))))
    } else if schema["x-open-union"] == true {
        union(types, definition, &ours, &theirs)?
    } else {
        structure(types, definition, &theirs)?
    };
    // A struct without members has nothing to read.
    let value = if to.to_string().contains("value") { ident("value") } else { ident("_value") };
    let back = if from.to_string().contains("value") { ident("value") } else { ident("_value") };
    Ok(quote! {
        impl TryFrom<bedrock::#ours> for #theirs {
            type Error = ConversionError;
            fn try_from(#value: bedrock::#ours) -> Result<Self, ConversionError> {
                #to
            }
        }
        impl TryFrom<#theirs> for bedrock::#ours {
            type Error = ConversionError;
            fn try_from(#back: #theirs) -> Result<Self, ConversionError> {
                #from
            }
        }
    })
}

/// Where the SDK has a type: the input and output of an operation stand apart.
fn sdk_path(name: &str, schema: &Value) -> TokenStream {
    if let Some(operation) = schema["x-operation"].as_str() {
        let module = ident(&operation.to_snake_case());
        let suffix = if name.ends_with("Request") { "Input" } else { "Output" };
        let ty = format_ident!("{}{suffix}", operation.to_upper_camel_case());
        return quote!(aws_sdk_bedrockruntime::operation::#module::#ty);
    }
    let ty = ident(&name.to_upper_camel_case());
    quote!(aws_sdk_bedrockruntime::types::#ty)
}

fn union(
    types: &BTreeMap<String, Definition>,
    definition: &Definition,
    ours: &Ident,
    theirs: &TokenStream,
) -> Result<(TokenStream, TokenStream), Error> {
    let (mut to, mut from) = (TokenStream::new(), TokenStream::new());
    for branch in definition.schema["oneOf"].as_array().into_iter().flatten() {
        let Some((member, schema)) = branch["properties"].as_object().and_then(|members| members.iter().next()) else {
            continue;
        };
        let variant = ident(&member.to_upper_camel_case());
        let target = schema["$ref"].as_str().and_then(|reference| types.get(type_name(reference)));
        if target.is_some_and(|target| target.schema.get("x-http-status").is_some()) {
            to.extend(quote!(bedrock::#ours::#variant(_) => Err(ConversionError::error_event(#member)),));
            continue;
        }
        let (there, back) = (convert(definition, schema, Way::ToSdk)?, convert(definition, schema, Way::FromSdk)?);
        to.extend(quote!(bedrock::#ours::#variant(value) => Ok(#theirs::#variant(member(#member, value, #there)?)),));
        from.extend(quote!(#theirs::#variant(value) => Ok(Self::#variant(member(#member, value, #back)?)),));
    }
    Ok((
        quote! {
            match value {
                #to
                bedrock::#ours::Unknown(members) => Err(ConversionError::unknown_member(&members)),
            }
        },
        // The SDK's `Unknown` carries no data: an empty object stands for it.
        quote! {
            match value {
                #from
                _ => Ok(Self::Unknown(serde_json::Map::new())),
            }
        },
    ))
}

fn structure(
    types: &BTreeMap<String, Definition>,
    definition: &Definition,
    theirs: &TokenStream,
) -> Result<(TokenStream, TokenStream), Error> {
    let schema = &definition.schema;
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let (mut refuse, mut setters, mut fields) = (TokenStream::new(), TokenStream::new(), TokenStream::new());
    let mut may_be_incomplete = schema["x-operation"].as_str().is_some() && schema["x-reply"] != true;
    for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
        let snake = name.to_snake_case();
        if !is_plain(&snake) {
            return Err(definition.error(&format!("/properties/{name}"), "the SDK has no member of such a name"));
        }
        let ours = syn::parse_str::<Ident>(&snake).unwrap_or_else(|_| format_ident!("{snake}_"));
        let theirs = syn::parse_str::<Ident>(&snake).unwrap_or_else(|_| Ident::new_raw(&snake, Span::call_site()));
        let setter = format_ident!("set_{snake}");
        if MISSING.contains(&name.as_str()) {
            refuse.extend(quote!(absent(#name, value.#ours.as_ref())?;));
            fields.extend(quote!(#ours: None,));
            continue;
        }
        let (to, from) = (convert(definition, schema, Way::ToSdk)?, convert(definition, schema, Way::FromSdk)?);
        if required.contains(&name.as_str()) {
            // The SDK's builders check what has an empty value of its own; structures and unions stay options.
            may_be_incomplete |= !is_structured(types, schema);
            setters.extend(quote!(.#setter(Some(member(#name, value.#ours, #to)?))));
            fields.extend(quote!(#ours: required(#name, value.#theirs, #from)?,));
        } else {
            setters.extend(quote!(.#setter(optional(#name, value.#ours, #to)?)));
            fields.extend(quote!(#ours: held(#name, value.#theirs, #from)?,));
        }
    }
    let mut extra = TokenStream::new();
    if schema["x-reply"] == true {
        refuse.extend(quote!(ConversionError::refuse(&value.extra)?;));
        extra = quote!(extra: serde_json::Map::new(),);
    }
    let build = quote!(#theirs::builder() #setters .build());
    let build = if may_be_incomplete {
        quote!(#build.map_err(|error| ConversionError::incomplete(&error)))
    } else {
        quote!(Ok(#build))
    };
    Ok((quote!(#refuse #build), quote!(Ok(Self { #fields #extra }))))
}

fn holds_stream(types: &BTreeMap<String, Definition>, schema: &Value) -> bool {
    let mut found = false;
    for (_, child) in keyword::children(schema) {
        references(child, &mut |target| {
            let is_member = schema.get("properties").is_some();
            found |= is_member && types.get(target).is_some_and(|target| target.schema["x-event-stream"] == true);
        });
    }
    found
}

/// Whether the SDK has a structure or a union here.
fn is_structured(types: &BTreeMap<String, Definition>, schema: &Value) -> bool {
    let target = schema["$ref"].as_str().and_then(|reference| types.get(type_name(reference)));
    target.is_some_and(|target| target.schema["x-open-enum"] != true)
}

/// Which way a conversion goes.
#[derive(Clone, Copy)]
enum Way {
    ToSdk,
    FromSdk,
}

/// A function that converts the values of a schema.
fn convert(home: &Definition, schema: &Value, way: Way) -> Result<TokenStream, Error> {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = type_name(reference);
        let (ours, theirs) = (ident(&rust_name(name)), ident(&name.to_upper_camel_case()));
        let (ours, theirs) = (quote!(bedrock::#ours), quote!(aws_sdk_bedrockruntime::types::#theirs));
        return Ok(match way {
            Way::ToSdk => quote!(<#theirs as TryFrom<#ours>>::try_from),
            Way::FromSdk => quote!(<#ours as TryFrom<#theirs>>::try_from),
        });
    }
    let module = if matches!(way, Way::ToSdk) { quote!(to) } else { quote!(from) };
    if schema["x-document"] == true {
        return Ok(quote!(#module::document));
    }
    Ok(match (schema["type"].as_str().unwrap_or_default(), schema["format"].as_str()) {
        ("string", _) if schema["contentEncoding"] == "base64" => quote!(#module::blob),
        ("string" | "boolean", _) | ("integer", Some("int32" | "int64")) | ("number", Some("double")) => quote!(Ok),
        ("number", Some("float")) => quote!(#module::float),
        ("array", _) => {
            let item = convert(home, &schema["items"], way)?;
            quote!(|value| list(value, #item))
        }
        ("object", _) => {
            let item = convert(home, &schema["additionalProperties"], way)?;
            let map = if matches!(way, Way::ToSdk) { quote!(BTreeMap) } else { quote!(HashMap) };
            quote!(|value: #map<String, _>| map(value, #item))
        }
        (other, format) => {
            let format = format.unwrap_or("none");
            return Err(home.error("", format!("no rule for a member of type `{other}`, format `{format}`")));
        }
    })
}

/// Whether a name is of the letters and digits that the SDK's names are of.
fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
