//! What a query reads from.

use sqlparser::ast::{
    FunctionArg, Ident, Join, JoinConstraint, JoinOperator, ObjectName, TableAlias, TableFactor, TableFunctionArgs,
    TableWithJoins,
};

use super::lists;
use super::scope::{Column, Relation};
use super::{Guard, Parts, refuse, sum, without};
use crate::catalog::Table;
use crate::{Refused, RefusedKind};

impl Guard {
    /// Enters what a FROM clause names into the innermost frame.
    pub(super) fn from(&mut self, from: &[TableWithJoins]) -> Parts {
        let mut parts = 0;
        for table in from {
            parts = sum([parts, self.joined(table)?])?;
        }
        Ok(parts)
    }

    fn joined(&mut self, table: &TableWithJoins) -> Parts {
        let TableWithJoins { relation, joins } = table;
        let mut parts = self.factor(relation)?;
        for Join { relation, global, join_operator } in joins {
            without(*global, "GLOBAL")?;
            parts = sum([parts, self.factor(relation)?, self.join(join_operator)?])?;
        }
        Ok(parts)
    }

    fn join(&mut self, operator: &JoinOperator) -> Parts {
        let (JoinOperator::Join(constraint)
        | JoinOperator::Inner(constraint)
        | JoinOperator::Left(constraint)
        | JoinOperator::LeftOuter(constraint)
        | JoinOperator::Right(constraint)
        | JoinOperator::RightOuter(constraint)
        | JoinOperator::FullOuter(constraint)
        | JoinOperator::CrossJoin(constraint)) = operator
        else {
            return refuse("a join of this kind");
        };
        match constraint {
            JoinConstraint::On(expr) => self.expr(expr),
            JoinConstraint::Using(columns) => {
                let mut parts = 0;
                for column in columns {
                    let [part] = column.0.as_slice() else { return refuse("a path in USING") };
                    let Some(ident) = part.as_ident() else { return refuse("a function in a name") };
                    parts = sum([parts, self.column(ident)?])?;
                }
                Ok(parts)
            }
            // Which columns it compares, only the database knows.
            JoinConstraint::Natural => refuse("NATURAL JOIN"),
            JoinConstraint::None => Ok(0),
        }
    }

    fn factor(&mut self, factor: &TableFactor) -> Parts {
        let relation = match factor {
            TableFactor::Table {
                name,
                alias,
                args,
                with_hints,
                version,
                with_ordinality,
                partitions,
                json_path,
                sample,
                index_hints,
            } => {
                without(!with_hints.is_empty() || !index_hints.is_empty(), "a hint")?;
                without(version.is_some(), "a table at another time")?;
                without(!partitions.is_empty(), "PARTITION")?;
                without(json_path.is_some(), "a path behind a table")?;
                without(sample.is_some(), "TABLESAMPLE")?;
                if let Some(TableFunctionArgs { args, settings }) = args {
                    without(settings.is_some(), "SETTINGS")?;
                    self.rows_of(name, args, alias.as_ref())?
                } else {
                    without(*with_ordinality, "WITH ORDINALITY without a function")?;
                    self.table(name, alias.as_ref())?
                }
            }
            TableFactor::Derived { lateral: _, subquery, alias, sample } => {
                without(sample.is_some(), "TABLESAMPLE")?;
                let output = self.query(subquery)?;
                let nameless = Ident::new("");
                self.renamed(output, &nameless, alias.as_ref())?
            }
            TableFactor::Function { lateral: _, name, args, with_ordinality: _, alias } => {
                self.rows_of(name, args, alias.as_ref())?
            }
            TableFactor::NestedJoin { table_with_joins, alias } => {
                without(alias.is_some(), "an alias behind a join in parentheses")?;
                return self.deeper(|guard| guard.joined(table_with_joins));
            }
            TableFactor::UNNEST { alias, array_exprs, with_offset, with_offset_alias: _, with_ordinality: _ } => {
                without(*with_offset, "WITH OFFSET")?;
                let columns = self.listed_rows("unnest", &Ident::new("unnest"))?;
                let parts = self.exprs(array_exprs)?;
                self.rows("unnest", columns, parts, alias.as_ref())?
            }
            _ => return refuse("this in FROM"),
        };
        let parts = relation.parts;
        if let Some(frame) = self.names.frames.last_mut() {
            frame.push(relation);
        }
        Ok(parts)
    }

    fn table(&mut self, name: &ObjectName, alias: Option<&TableAlias>) -> Result<Relation, Refused> {
        let Some(idents) = name.0.iter().map(|part| part.as_ident()).collect::<Option<Vec<_>>>() else {
            return refuse("a function in a name");
        };
        let Some(last) = idents.last() else { return refuse("a table without a name") };
        if let [ident] = idents.as_slice()
            && let Some(relation) = self.common(ident)?.cloned()
        {
            return self.renamed(Relation { shown: String::new(), ..relation }, ident, alias);
        }

        let dialect = self.rules.dialect;
        let parts: Vec<_> = idents.iter().map(|ident| dialect.fold(ident)).collect();
        self.reads_a_table = true;
        let refused = |message| Err(Refused::new(RefusedKind::Table, message).at(last.span));
        let relation = match self.rules.catalog {
            Some(catalog) => {
                let Some(table) = catalog.find(dialect, &parts) else {
                    let tables: Vec<_> = catalog.tables.iter().map(Table::shown).collect();
                    return refused(format!("there is no table `{name}`; there are {}", tables.join(", ")));
                };
                let columns = table.columns.iter().map(|column| Column {
                    name: dialect.stored(&column.name),
                    shown: column.name.clone(),
                    parts: 1,
                });
                let columns = columns.collect();
                Relation { shown: table.shown(), columns, hides: !table.is_whole, parts: 1, ..Relation::default() }
            }
            None if lists::is_system(dialect, &parts) => {
                return refused(format!("`{name}` belongs to the database itself; read the application's tables"));
            }
            None => Relation { shown: last.value.clone(), others: Some(1), parts: 1, ..Relation::default() },
        };
        self.renamed(relation, last, alias)
    }

    /// The rows that a function gives.
    fn rows_of(
        &mut self,
        name: &ObjectName,
        args: &[FunctionArg],
        alias: Option<&TableAlias>,
    ) -> Result<Relation, Refused> {
        let [part] = name.0.as_slice() else { return refuse(format!("the function `{name}` in FROM")) };
        let Some(ident) = part.as_ident() else { return refuse("a function in a name") };
        let function = ident.value.to_lowercase();
        let columns = self.listed_rows(&function, ident)?;
        let parts = self.arguments(args)?;
        self.rows(&function, columns, parts, alias)
    }

    /// The columns of a function that a query may read from.
    fn listed_rows(&self, function: &str, ident: &Ident) -> Result<&'static [&'static str], Refused> {
        let known = lists::rows(self.rules.dialect);
        if let Some((_, columns)) = known.iter().find(|(name, _)| *name == function) {
            return Ok(columns);
        }
        let read = match known {
            [] => "a query reads from tables only".to_owned(),
            known => {
                let names: Vec<_> = known.iter().map(|(name, _)| *name).collect();
                format!("besides tables, a query reads from {}", names.join(", "))
            }
        };
        let message = format!("the function `{function}` may not be read from; {read}");
        Err(Refused::new(RefusedKind::Function, message).at(ident.span))
    }

    /// The rows of a function. PostgreSQL calls the column of a function that has one after the function or its alias.
    fn rows(&self, name: &str, columns: &[&str], parts: u64, alias: Option<&TableAlias>) -> Result<Relation, Refused> {
        let named = columns.iter().copied().chain([name]).map(str::to_owned);
        let named = named.chain(alias.map(|alias| self.fold(&alias.name)));
        let columns = named.map(|name| Column { shown: name.clone(), name, parts: 1 });
        let relation = Relation { columns: columns.collect(), parts: sum([parts, 1])?, ..Relation::default() };
        self.renamed(relation, &Ident::new(name), alias)
    }
}
