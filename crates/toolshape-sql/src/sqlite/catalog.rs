//! The tables of a live database.

use rusqlite::{Connection, Row};

use crate::Catalog;
use crate::catalog::{Column, PRIMARY_KEY, references};

const COLUMNS: &str = "
    SELECT t.name, c.name, c.type, c.pk,
           (SELECT k.\"table\" FROM pragma_foreign_key_list(t.name) k WHERE k.\"from\" = c.name)
    FROM pragma_table_list t, pragma_table_xinfo(t.name) c
    WHERE t.schema = 'main' AND t.type IN ('table', 'view') AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND c.hidden <> 1
    ORDER BY (SELECT s.rowid FROM sqlite_schema s WHERE s.name = t.name), c.cid";

impl Catalog {
    /// Reads the tables and views of a database.
    ///
    /// # Errors
    ///
    /// SQLite cannot read its schema.
    ///
    /// ```
    /// use toolshape_sql::Catalog;
    ///
    /// let database = rusqlite::Connection::open_in_memory()?;
    /// database.execute_batch("CREATE TABLE Products (product_id INTEGER PRIMARY KEY, price DECIMAL)")?;
    /// let tables = Catalog::read_sqlite(&database)?;
    /// assert_eq!(tables.to_string(), "Products:\n- product_id (INTEGER, PRIMARY KEY)\n- price (DECIMAL)\n");
    /// # Ok::<(), rusqlite::Error>(())
    /// ```
    pub fn read_sqlite(database: &Connection) -> rusqlite::Result<Self> {
        let mut statement = database.prepare(COLUMNS)?;
        let mut rows = statement.query([])?;
        let mut catalog = Self::new();
        while let Some(row) = rows.next()? {
            catalog.add_column(None, row.get(0)?, column(row)?);
        }
        Ok(catalog)
    }
}

fn column(row: &Row<'_>) -> rusqlite::Result<Column> {
    let mut traits: Vec<String> = Some(row.get(2)?).filter(|kind: &String| !kind.is_empty()).into_iter().collect();
    if row.get::<_, i64>(3)? > 0 {
        traits.push(PRIMARY_KEY.to_owned());
    }
    traits.extend(row.get::<_, Option<String>>(4)?.map(|table| references(&table)));
    Ok(Column { name: row.get(1)?, traits, note: None })
}
