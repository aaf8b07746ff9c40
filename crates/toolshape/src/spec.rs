//! A tool as the model sees it.

use std::fmt;
use std::sync::{Arc, OnceLock};

use serde_json::Value;

use crate::check::Checks;
use crate::{Dialect, Error, bounds, dialect};

/// A tool on offer to a model: its name, what it is for, and the JSON Schema of its input.
///
/// A spec keeps the schema exactly as its type defines it; [`portable`](Self::portable) is the
/// form that is sent. Cloning is cheap: clones share one allocation.
///
/// ```
/// use serde_json::json;
/// use toolshape::ToolSpec;
///
/// let spec = ToolSpec::new(
///     "sql_query",
///     "One read-only query that answers the question.",
///     json!({"type": "object", "properties": {"sql": {"type": "string"}}, "required": ["sql"]}),
/// )?;
/// assert_eq!(spec.name(), "sql_query");
/// assert!(!spec.is_strict());
///
/// let error = ToolSpec::new("sql query", "A name with a space.", json!({"type": "object"}));
/// assert_eq!(error.unwrap_err().field(), Some("tool.name"));
/// # Ok::<(), toolshape::Error>(())
/// ```
#[derive(Clone)]
pub struct ToolSpec {
    inner: Arc<Inner>,
    strict: bool,
}

/// What the schema of a spec is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A document. What reads its input need not be of it.
    Document,
    /// A Rust type, which enforces most of the schema by itself.
    Type,
    /// The document that a Rust type was made from. The type alone enforces little of it, so all of it is checked.
    TypeOfDocument,
}

struct Inner {
    name: String,
    description: String,
    schema: Value,
    origin: Origin,
    inlined: OnceLock<Value>,
    portable: OnceLock<Value>,
    plain: OnceLock<Value>,
    /// What is wrong with it where the schema cannot be strict.
    strict: OnceLock<Result<Value, String>>,
    /// The text of `portable`, `plain` and `strict`.
    texts: [OnceLock<String>; 3],
    checks: OnceLock<Checks>,
}

impl ToolSpec {
    /// Makes a spec of a name, a description and the JSON Schema of the input.
    ///
    /// The bounds are those of [ToolSpecification] in the Bedrock API reference.
    ///
    /// # Errors
    ///
    /// The error [is an invalid request](Error::is_invalid_request) that names its field when
    /// - the name is not 1 to 64 of `a-z A-Z 0-9 _ -`,
    /// - the description is empty,
    /// - the schema cannot be checked: part of it is not understood, such as the name of a type, a pattern, or a
    ///   reference that leads nowhere,
    /// - the schema does not say `"type": "object"` at its root, references followed, or has
    ///   a choice there (`oneOf`, `anyOf`, `allOf`) of more than 64, or of which none is an object.
    ///
    /// [ToolSpecification]: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolSpecification.html
    pub fn new(name: impl Into<String>, description: impl Into<String>, schema: Value) -> Result<Self, Error> {
        let spec = Self::unchecked(name.into(), description.into(), schema, Origin::Document);
        spec.check()?;
        Ok(spec)
    }

    /// A spec whose check is left to [`check_tools`](crate::check_tools).
    pub(crate) fn unchecked(name: String, description: String, schema: Value, origin: Origin) -> Self {
        let inner = Inner {
            name,
            description,
            schema,
            origin,
            inlined: OnceLock::new(),
            portable: OnceLock::new(),
            plain: OnceLock::new(),
            strict: OnceLock::new(),
            texts: Default::default(),
            checks: OnceLock::new(),
        };
        Self { inner: Arc::new(inner), strict: false }
    }

    /// Asks the service to hold the model to the schema while it writes.
    ///
    /// Models that offer this take the subset of JSON Schema that [`Dialect::STRICT`] writes; a
    /// schema that it refuses cannot be sent strict.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// The name that the model calls the tool by.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// What the tool is for, in words for the model.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.inner.description
    }

    /// The full schema of the input, as the type defines it.
    #[must_use]
    pub fn schema(&self) -> &Value {
        &self.inner.schema
    }

    /// The schema in the form that nearly every model takes; see [`portable`](crate::portable). It
    /// is made once and kept.
    #[must_use]
    pub fn portable(&self) -> &Value {
        self.inner.portable.get_or_init(|| dialect::one_object(self.inlined()))
    }

    /// The schema as this dialect writes it, made once and kept.
    ///
    /// # Errors
    ///
    /// As [`Dialect::rewrite`].
    ///
    /// ```
    /// use serde_json::json;
    /// use toolshape::{Dialect, ToolSpec};
    ///
    /// let schema = json!({"type": "object", "properties": {"sql": {"type": "string"}}});
    /// let spec = ToolSpec::new("sql_query", "One query.", schema)?;
    /// assert_eq!(spec.in_dialect(Dialect::STRICT)?["additionalProperties"], false);
    /// # Ok::<(), toolshape::Error>(())
    /// ```
    pub fn in_dialect(&self, dialect: Dialect) -> Result<&Value, Error> {
        let inner = &self.inner;
        match dialect {
            Dialect::PORTABLE => Ok(self.portable()),
            Dialect::PLAIN => Ok(inner.plain.get_or_init(|| dialect::plain(self.portable()))),
            _ => {
                let made = inner.strict.get_or_init(|| {
                    let strict = Dialect::STRICT.rewrite_inlined(self.inlined());
                    strict.map_err(|error| error.rule().unwrap_or_default().to_owned())
                });
                made.as_ref().map_err(|rule| Error::invalid_request("tool.schema", rule))
            }
        }
    }

    /// The schema as this dialect writes it, as the JSON text that is sent; made once and kept.
    ///
    /// # Errors
    ///
    /// As [`Dialect::rewrite`].
    ///
    /// ```
    /// use serde_json::json;
    /// use toolshape::{Dialect, ToolSpec};
    ///
    /// let spec = ToolSpec::new("anything", "Anything.", json!({"type": "object"}))?;
    /// assert_eq!(spec.text_in(Dialect::PORTABLE)?, r#"{"type":"object"}"#);
    /// # Ok::<(), toolshape::Error>(())
    /// ```
    pub fn text_in(&self, dialect: Dialect) -> Result<&str, Error> {
        let schema = self.in_dialect(dialect)?;
        let [portable, plain, strict] = &self.inner.texts;
        let text = match dialect {
            Dialect::PORTABLE => portable,
            Dialect::PLAIN => plain,
            _ => strict,
        };
        Ok(text.get_or_init(|| schema.to_string()))
    }

    /// The normal form with its references inlined.
    pub(crate) fn inlined(&self) -> &Value {
        self.inner.inlined.get_or_init(|| dialect::inlined(self.rules()))
    }

    pub(crate) fn origin(&self) -> Origin {
        self.inner.origin
    }

    /// What holds values to the schema.
    ///
    /// # Errors
    ///
    /// What cannot be checked, and its place in the schema.
    pub(crate) fn checks(&self) -> Result<&Checks, &str> {
        let checks = self.read();
        checks.unread().map_or(Ok(checks), Err)
    }

    /// The schema in normal form: what values are held to.
    pub(crate) fn rules(&self) -> &Value {
        self.read().schema()
    }

    /// The schema as it was read, once.
    fn read(&self) -> &Checks {
        let Inner { schema, origin, checks, .. } = &*self.inner;
        checks.get_or_init(|| Checks::new(schema, *origin == Origin::TypeOfDocument))
    }

    /// Whether the service is asked to hold the model to the schema.
    #[must_use]
    pub fn is_strict(&self) -> bool {
        self.strict
    }

    /// Checks the bounds named at [`new`](Self::new).
    pub(crate) fn check(&self) -> Result<(), Error> {
        if !bounds::is_tool_name(self.name()) {
            return Err(Error::invalid_request("tool.name", "must be 1 to 64 of a-z, A-Z, 0-9, _ and -"));
        }
        if self.description().trim().is_empty() {
            return Err(Error::invalid_request("tool.description", "must not be empty"));
        }
        self.checks().map_err(cannot_be_checked)?;
        let root = self.portable();
        if root.get("type").and_then(Value::as_str) != Some("object") {
            return Err(Error::invalid_request("tool.schema", "must say \"type\": \"object\" at its root"));
        }
        for word in ["oneOf", "anyOf", "allOf"] {
            if root.get(word).is_some() {
                let rule = format!(
                    "must not have {word} at its root with more than 64 choices, or with none that is an object; put \
                     the choice in a property"
                );
                return Err(Error::invalid_request("tool.schema", rule));
            }
        }
        Ok(())
    }
}

pub(crate) fn cannot_be_checked(reason: &str) -> Error {
    Error::invalid_request("tool.schema", format!("cannot be checked: {reason}"))
}

impl fmt::Debug for ToolSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ToolSpec")
            .field("name", &self.name())
            .field("description", &self.description())
            .field("schema", &format_args!("{}", self.schema()))
            .field("strict", &self.strict)
            .finish_non_exhaustive()
    }
}
