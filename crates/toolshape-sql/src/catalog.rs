//! The tables that queries may read.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

use sqlparser::ast::{ColumnDef, ColumnOption, CreateTable, DataType, ObjectName, Statement, TableConstraint};
use sqlparser::parser::Parser;
use sqlparser::tokenizer::{Token, Tokenizer, Whitespace};

use crate::Dialect;

/// Tables and their columns: what a query may name, and what the model is told.
///
/// It is written as the system prompt has it.
///
/// ```
/// use toolshape_sql::{Catalog, Dialect};
///
/// let tables = Catalog::from_sql(
///     Dialect::Sqlite,
///     "CREATE TABLE Orders (
///          order_id INT PRIMARY KEY,
///          customer_id INT REFERENCES Customers,
///          order_date DATE -- YYYY-MM-DD
///      )",
/// )?;
/// assert_eq!(
///     tables.to_string(),
///     "Orders:\n\
///      - order_id (INT, PRIMARY KEY)\n\
///      - customer_id (INT, FOREIGN KEY REFERENCES Customers)\n\
///      - order_date (DATE): YYYY-MM-DD\n"
/// );
/// # Ok::<(), toolshape_sql::CatalogError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalog {
    pub(crate) tables: Vec<Table>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    /// The schema, where a query must name it.
    pub(crate) schema: Option<String>,
    pub(crate) name: String,
    pub(crate) columns: Vec<Column>,
    /// Whether these are all its columns, so that `*` reads no other.
    pub(crate) is_whole: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: String,
    /// Its type and keys.
    pub(crate) traits: Vec<String>,
    pub(crate) note: Option<String>,
}

impl Catalog {
    /// No tables.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a table by its name, or `schema.name`, and its columns. The database may have columns that are not listed: a
    /// query has to name the columns of this table, `*` is refused.
    #[must_use]
    pub fn table<C: Into<String>>(mut self, name: &str, columns: impl IntoIterator<Item = C>) -> Self {
        let (schema, name) = match name.split_once('.') {
            Some((schema, name)) => (Some(schema.to_owned()), name),
            None => (None, name),
        };
        let columns = columns.into_iter().map(|name| Column { name: name.into(), ..Column::default() }).collect();
        self.tables.push(Table { schema, name: name.to_owned(), columns, is_whole: false });
        self
    }

    /// Reads the tables that `CREATE TABLE` statements make, with the comment behind a column. Other statements are
    /// passed over.
    ///
    /// # Errors
    ///
    /// The text cannot be parsed, or makes no table.
    pub fn from_sql(dialect: Dialect, text: &str) -> Result<Self, CatalogError> {
        let fail = |message: String| CatalogError { message };
        let tokens = Tokenizer::new(dialect.parser(), text).tokenize_with_location();
        let tokens = tokens.map_err(|error| fail(error.to_string()))?;
        let notes = tokens.iter().filter_map(|token| match &token.token {
            Token::Whitespace(Whitespace::SingleLineComment { comment, .. }) => {
                Some((token.span.start.line, comment.trim()))
            }
            _ => None,
        });
        let notes: BTreeMap<u64, &str> = notes.collect();
        let statements = Parser::parse_sql(dialect.parser(), text).map_err(|error| fail(error.to_string()))?;
        let tables = statements.iter().filter_map(|statement| match statement {
            Statement::CreateTable(table) => Some(read_table(dialect, table, &notes)),
            _ => None,
        });
        let tables: Vec<_> = tables.collect();
        if tables.is_empty() { Err(fail("it makes no table".to_owned())) } else { Ok(Self { tables }) }
    }

    /// Keeps only these tables.
    #[must_use]
    pub fn only(mut self, tables: &[&str]) -> Self {
        self.tables.retain(|table| tables.contains(&&*table.shown()));
        self
    }

    /// Takes a column away: a query cannot read it. `*` is refused for its table from then on.
    #[must_use]
    pub fn without(mut self, table: &str, column: &str) -> Self {
        for known in self.tables.iter_mut().filter(|known| known.shown() == table) {
            known.hide(column);
        }
        self
    }

    /// Adds a column of a live database, whose columns come table by table.
    #[cfg(any(feature = "sqlite", feature = "postgres"))]
    pub(crate) fn add_column(&mut self, schema: Option<&str>, name: String, column: Column) -> &mut Table {
        let schema = schema.map(str::to_owned);
        if self.tables.last().is_none_or(|table| table.name != name || table.schema != schema) {
            self.tables.push(Table { schema, name, columns: Vec::new(), is_whole: true });
        }
        let last = self.tables.len() - 1;
        self.tables[last].columns.push(column);
        &mut self.tables[last]
    }

    /// The table that a query names, with its parts as the dialect compares them.
    pub(crate) fn find(&self, dialect: Dialect, parts: &[String]) -> Option<&Table> {
        let (name, schema) = parts.split_last()?;
        self.tables.iter().find(|table| {
            let own =
                table.schema.as_deref().map_or_else(|| dialect.default_schema().to_owned(), |own| dialect.stored(own));
            dialect.stored(&table.name) == *name
                && match schema {
                    [] => table.schema.is_none(),
                    [schema] => own == *schema,
                    _ => false,
                }
        })
    }
}

impl Table {
    pub(crate) fn hide(&mut self, column: &str) {
        self.columns.retain(|known| known.name != column);
        self.is_whole = false;
    }

    /// Its name as a query writes it.
    pub(crate) fn shown(&self) -> String {
        match &self.schema {
            Some(schema) => format!("{schema}.{}", self.name),
            None => self.name.clone(),
        }
    }
}

fn read_table(dialect: Dialect, table: &CreateTable, notes: &BTreeMap<u64, &str>) -> Table {
    let mut parts: Vec<_> = names(dialect, &table.name);
    let name = parts.pop().unwrap_or_default();
    let columns = table.columns.iter().map(|column| {
        let line = column.name.span.start.line;
        read_column(dialect, column, &table.constraints, notes.get(&line).map(|note| (*note).to_owned()))
    });
    let schema = parts.pop().filter(|schema| schema != dialect.default_schema());
    Table { schema, name, columns: columns.collect(), is_whole: true }
}

fn read_column(dialect: Dialect, column: &ColumnDef, constraints: &[TableConstraint], note: Option<String>) -> Column {
    let name = stored(dialect, &column.name);
    let mut read = Column { name, traits: Vec::new(), note };
    if column.data_type != DataType::Unspecified {
        read.traits.push(column.data_type.to_string());
    }
    for option in &column.options {
        match &option.option {
            ColumnOption::PrimaryKey(_) => read.traits.push(PRIMARY_KEY.to_owned()),
            ColumnOption::ForeignKey(key) => {
                read.traits.push(references(&names(dialect, &key.foreign_table).join(".")));
            }
            ColumnOption::Comment(note) => read.note = Some(note.clone()),
            _ => {}
        }
    }
    for constraint in constraints {
        match constraint {
            TableConstraint::PrimaryKey(key)
                if key.columns.iter().any(|part| part.column.expr.to_string() == column.name.to_string()) =>
            {
                read.traits.push(PRIMARY_KEY.to_owned());
            }
            TableConstraint::ForeignKey(key) if key.columns.iter().any(|part| part.value == column.name.value) => {
                read.traits.push(references(&names(dialect, &key.foreign_table).join(".")));
            }
            _ => {}
        }
    }
    read
}

pub(crate) const PRIMARY_KEY: &str = "PRIMARY KEY";

pub(crate) fn references(table: &str) -> String {
    format!("FOREIGN KEY REFERENCES {table}")
}

fn names(dialect: Dialect, name: &ObjectName) -> Vec<String> {
    name.0.iter().filter_map(|part| part.as_ident()).map(|ident| stored(dialect, ident)).collect()
}

/// The name that the database gives what is made under this one.
fn stored(dialect: Dialect, ident: &sqlparser::ast::Ident) -> String {
    if dialect == Dialect::Postgres { dialect.fold(ident) } else { ident.value.clone() }
}

impl fmt::Display for Catalog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for table in &self.tables {
            writeln!(f, "{}:", table.shown())?;
            for column in &table.columns {
                write!(f, "- {}", column.name)?;
                if !column.traits.is_empty() {
                    write!(f, " ({})", column.traits.join(", "))?;
                }
                if let Some(note) = &column.note {
                    write!(f, ": {note}")?;
                }
                writeln!(f)?;
            }
        }
        Ok(())
    }
}

/// Text that gives no catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogError {
    message: String,
}

impl fmt::Display for CatalogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no tables can be read from this SQL: {}", self.message)
    }
}

impl Error for CatalogError {}
