//! The tables of a live database.

use tokio_postgres::Client;

use crate::Catalog;
use crate::catalog::{Column, PRIMARY_KEY, references};

const COLUMNS: &str = "
    SELECT c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod),
           EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p' AND a.attnum = ANY (k.conkey)),
           (SELECT k.confrelid::regclass::text FROM pg_constraint k
            WHERE k.conrelid = c.oid AND k.contype = 'f' AND a.attnum = ANY (k.conkey) ORDER BY k.conname LIMIT 1),
           col_description(c.oid, a.attnum),
           has_column_privilege(c.oid, a.attnum, 'SELECT')
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
    ORDER BY c.oid, a.attnum";

impl Catalog {
    /// Reads the tables and views of a schema, with the columns that the client's role may read and the comments on
    /// them.
    ///
    /// # Errors
    ///
    /// PostgreSQL cannot be asked.
    pub async fn read_postgres(client: &Client, schema: &str) -> Result<Self, tokio_postgres::Error> {
        let mut catalog = Self::new();
        let shown = Some(schema).filter(|schema| *schema != "public");
        for row in client.query(COLUMNS, &[&schema]).await? {
            let mut traits = vec![row.try_get::<_, String>(2)?];
            if row.try_get(3)? {
                traits.push(PRIMARY_KEY.to_owned());
            }
            traits.extend(row.try_get::<_, Option<String>>(4)?.map(|table| references(&table)));
            let column = Column { name: row.try_get(1)?, traits, note: row.try_get(5)? };
            let (table, name) = (row.try_get::<_, String>(0)?, column.name.clone());
            let table = catalog.add_column(shown, table, column);
            if !row.try_get::<_, bool>(6)? {
                table.hide(&name);
            }
        }
        catalog.tables.retain(|table| !table.columns.is_empty());
        Ok(catalog)
    }
}
