//! A query as a value.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::guard::{self, MAX_SQL, Reading, Rules};
use crate::{Database, Parameters, Refused, RefusedKind, Scalar};

/// One SELECT that only reads.
///
/// Reading one, from a string or from JSON, refuses everything else: see the [front page](crate). Values stand in it as
/// `:name` in every dialect.
///
/// ```
/// use schemars::JsonSchema;
/// use serde::Deserialize;
/// use serde_json::json;
/// use toolshape::{Reply, ToolCall, ToolSet, ToolShape};
/// use toolshape_sql::{Parameters, Refused, Sql, Sqlite};
///
/// /// One read-only query that answers the question.
/// #[derive(Debug, Deserialize, JsonSchema, ToolShape)]
/// #[tool(validate = SqlQuery::check)]
/// struct SqlQuery {
///     sql: Sql<Sqlite>,
///     /// The value of each placeholder, by its name without the colon.
///     #[serde(default)]
///     parameters: Parameters,
/// }
///
/// impl SqlQuery {
///     fn check(&self) -> Result<(), Refused> {
///         self.sql.check(&self.parameters)
///     }
/// }
///
/// let input = json!({ "sql": "SELECT * FROM Orders WHERE status = :status", "parameters": { "state": "open" } });
/// let mut reply = Reply::new("tool_use");
/// reply.calls.push(ToolCall { id: "t1", name: "sql_query", input: &input });
/// let error = toolshape::read::<SqlQuery, _>(&SqlQuery::specs(), &reply).unwrap_err();
/// // What the model hears when it is asked again.
/// assert_eq!(error.detail(), Some("the placeholder :status has no value in the parameters"));
/// ```
pub struct Sql<D> {
    text: String,
    reading: Reading,
    database: PhantomData<fn() -> D>,
}

impl<D> Sql<D> {
    /// The query as the model wrote it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The names of its placeholders, without the colon, in the order of their first use.
    pub fn placeholders(&self) -> impl Iterator<Item = &str> {
        let all = &self.reading.placeholders;
        let first = all.iter().enumerate().filter(|(at, place)| all[..*at].iter().all(|past| past.name != place.name));
        first.map(|(_, place)| place.name.as_str())
    }

    /// Whether it reads no table. That is how a model declines in SQL: `SELECT NULL; -- I cannot help with that`. There
    /// is nothing to run then, and [`comment`](Self::comment) says why.
    ///
    /// ```
    /// use toolshape_sql::{Sql, Sqlite};
    ///
    /// let sql: Sql<Sqlite> = "SELECT NULL; -- the store has no passwords".parse()?;
    /// assert!(sql.is_declined());
    /// assert_eq!(sql.comment(), Some("the store has no passwords"));
    /// # Ok::<(), toolshape_sql::Refused>(())
    /// ```
    #[must_use]
    pub fn is_declined(&self) -> bool {
        !self.reading.reads_a_table
    }

    /// The text of its comments, one a line.
    #[must_use]
    pub fn comment(&self) -> Option<&str> {
        self.reading.comment.as_deref()
    }

    /// Holds the query and the values of its placeholders against each other.
    ///
    /// # Errors
    ///
    /// A placeholder without a value, a value without a placeholder, or values that are too long together.
    pub fn check(&self, parameters: &Parameters) -> Result<(), Refused> {
        let refuse = |message| Err(Refused::new(RefusedKind::Placeholder, message));
        let texts =
            parameters.values().filter_map(|value| if let Scalar::String(text) = value { Some(text) } else { None });
        let size: usize = texts.map(String::len).sum();
        if size > MAX_SQL {
            let message = format!("the parameters are {size} bytes long; write at most {MAX_SQL}");
            return Err(Refused::new(RefusedKind::Size, message));
        }
        if let Some(name) = self.placeholders().find(|name| !parameters.contains_key(*name)) {
            return refuse(format!("the placeholder :{name} has no value in the parameters"));
        }
        match parameters.keys().find(|key| self.placeholders().all(|name| name != *key)) {
            Some(key) => {
                refuse(format!("the parameter {key:?} has no placeholder :{} in the SQL", key.trim_start_matches(':')))
            }
            None => Ok(()),
        }
    }

    /// The query without semicolons and with each placeholder written as `$1`, by the place of its name in
    /// [`placeholders`](Self::placeholders).
    #[cfg(feature = "postgres")]
    pub(crate) fn numbered(&self) -> String {
        let number = |name| self.placeholders().take_while(|known| *known != name).count() + 1;
        let numbers = self
            .reading
            .placeholders
            .iter()
            .map(|place| (place.range.clone(), format!("${}", number(place.name.as_str()))));
        let semicolons = self.reading.semicolons.iter().map(|at| (*at..at + 1, String::new()));
        let mut edits: Vec<_> = numbers.chain(semicolons).collect();
        edits.sort_by_key(|(range, _)| range.start);
        let mut text = self.text.clone();
        for (range, new) in edits.into_iter().rev() {
            text.replace_range(range, &new);
        }
        text
    }
}

impl<D: Database> FromStr for Sql<D> {
    type Err = Refused;

    fn from_str(text: &str) -> Result<Self, Refused> {
        let rules = Rules { dialect: D::DIALECT, functions: D::FUNCTIONS, catalog: D::catalog() };
        let reading = guard::read(rules, text)?;
        Ok(Self { text: text.to_owned(), reading, database: PhantomData })
    }
}

impl<'de, D: Database> Deserialize<'de> for Sql<D> {
    fn deserialize<R: Deserializer<'de>>(deserializer: R) -> Result<Self, R::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl<D> Serialize for Sql<D> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<D: Database> JsonSchema for Sql<D> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Sql".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let dialect = D::DIALECT.name();
        let description = format!(
            "A single SELECT in {dialect}, which only reads. Values from the question stand in it as :named placeholders."
        );
        json_schema!({ "type": "string", "description": description })
    }
}

impl<D> fmt::Display for Sql<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<D> fmt::Debug for Sql<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Sql").field(&self.text).finish()
    }
}

impl<D> Clone for Sql<D> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), reading: self.reading.clone(), database: PhantomData }
    }
}

impl<D> PartialEq for Sql<D> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<D> Eq for Sql<D> {}
