//! The names that a query may use at a place.

use sqlparser::ast::Ident;

use super::Guard;
use crate::{Refused, RefusedKind};

/// Columns named in a refusal.
const SHOWN: usize = 60;

/// What a query, a table or a WITH clause gives to the query around it.
#[derive(Debug, Clone, Default)]
pub(super) struct Relation {
    /// The name or alias, as it is compared.
    pub(super) name: String,
    /// The name of the table, as it is shown.
    pub(super) shown: String,
    pub(super) columns: Vec<Column>,
    /// The parts of any further column, where it may have more than these.
    pub(super) others: Option<u64>,
    /// What stands for it when it is used.
    pub(super) parts: u64,
    /// Whether the application hides columns of it.
    pub(super) hides: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Column {
    /// As it is compared; empty if it cannot be named.
    pub(super) name: String,
    /// As it is shown.
    pub(super) shown: String,
    pub(super) parts: u64,
}

/// A name that a WITH clause makes.
#[derive(Debug, Clone)]
pub(super) struct Common {
    pub(super) name: String,
    /// Missing until its query is read.
    pub(super) relation: Option<Relation>,
}

/// The names around the current place, innermost last.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) common: Vec<Vec<Common>>,
    /// For each SELECT, what it reads from and, last, its own columns.
    pub(super) frames: Vec<Vec<Relation>>,
}

impl Relation {
    fn column(&self, name: &str) -> Option<u64> {
        let known = self.columns.iter().find(|column| column.name == name);
        known.map(|column| column.parts).or(self.others)
    }

    pub(super) fn list(&self) -> String {
        let names = self.columns.iter().filter(|column| !column.shown.is_empty()).map(|column| column.shown.as_str());
        names.take(SHOWN).collect::<Vec<_>>().join(", ")
    }
}

impl Guard {
    pub(super) fn fold(&self, ident: &Ident) -> String {
        self.rules.dialect.fold(ident)
    }

    /// A column by its name alone.
    pub(super) fn column(&self, ident: &Ident) -> Result<u64, Refused> {
        let name = self.fold(ident);
        for frame in self.names.frames.iter().rev() {
            // An alias and a column may have one name: the larger counts.
            if let Some(parts) = frame.iter().filter_map(|relation| relation.column(&name)).max() {
                return Ok(parts);
            }
        }
        let sources = self.names.frames.last().into_iter().flatten().filter(|relation| !relation.name.is_empty());
        let sources: Vec<_> = sources.collect();
        let quoted = match ident.quote_style {
            Some('"') => "; text is written in single quotes",
            _ => "",
        };
        let message = match sources.as_slice() {
            [] => format!("there is no column `{}` here{quoted}", ident.value),
            [one] => no_column(ident, one) + quoted,
            many => {
                let lists = many.iter().map(|relation| format!("`{}` has {}", relation.shown, relation.list()));
                let lists = lists.collect::<Vec<_>>().join("; ");
                format!("there is no column `{}`: {lists}{quoted}", ident.value)
            }
        };
        Err(Refused::new(RefusedKind::Column, message).at(ident.span))
    }

    /// A column by its table's name and its own.
    pub(super) fn qualified(&self, table: &Ident, ident: &Ident) -> Result<u64, Refused> {
        let relation = self.relation(table)?;
        let column = relation.column(&self.fold(ident));
        column.ok_or_else(|| Refused::new(RefusedKind::Column, no_column(ident, relation)).at(ident.span))
    }

    /// What the query reads from under this name.
    pub(super) fn relation(&self, table: &Ident) -> Result<&Relation, Refused> {
        let name = self.fold(table);
        let mut relations = self.names.frames.iter().rev().flatten();
        relations.find(|relation| relation.name == name).ok_or_else(|| {
            let message = format!("the query reads from nothing that is called `{}`", table.value);
            Refused::new(RefusedKind::Table, message).at(table.span)
        })
    }

    /// What a WITH clause around the place makes under this name.
    pub(super) fn common(&self, ident: &Ident) -> Result<Option<&Relation>, Refused> {
        let name = self.fold(ident);
        let Some(common) = self.names.common.iter().rev().flatten().find(|common| common.name == name) else {
            return Ok(None);
        };
        if common.relation.is_none() {
            let message = format!(
                "`{}` is used before its WITH clause ends; define it before its first use, under a name that no table has",
                ident.value
            );
            return Err(Refused::new(RefusedKind::Table, message).at(ident.span));
        }
        Ok(common.relation.as_ref())
    }
}

fn no_column(ident: &Ident, relation: &Relation) -> String {
    format!("there is no column `{}` in `{}`; it has {}", ident.value, relation.shown, relation.list())
}
