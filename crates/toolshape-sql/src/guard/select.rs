//! Queries, their clauses and their columns.

use sqlparser::ast::{
    ConnectByKind, Cte, Distinct, Expr, Fetch, FunctionArguments, GroupByExpr, GroupByWithModifier, Ident, LimitClause,
    NamedWindowDefinition, NamedWindowExpr, Offset, OrderBy, OrderByExpr, OrderByKind, Query, Select, SelectFlavor,
    SelectItem, SelectItemQualifiedWildcardKind, SetExpr, SetOperator, SetQuantifier, TableAlias, Values,
    WildcardAdditionalOptions, With,
};

use super::scope::{Column, Common, Relation};
use super::{Guard, Parts, refuse, sum, without};
use crate::{Refused, RefusedKind};

type Output = Result<Relation, Refused>;

/// The place of the name of a recursive query.
#[derive(Clone, Copy)]
struct Own<'a> {
    level: usize,
    at: usize,
    alias: &'a TableAlias,
}

impl Guard {
    /// A query, with the columns that it gives.
    pub(super) fn query(&mut self, query: &Query) -> Output {
        self.deeper(|guard| guard.clauses(query, None))
    }

    fn clauses(&mut self, query: &Query, own: Option<Own<'_>>) -> Output {
        let Query {
            with,
            body,
            order_by,
            limit_clause,
            fetch,
            locks,
            for_clause,
            settings,
            format_clause,
            pipe_operators,
        } = query;
        without(!locks.is_empty(), "FOR UPDATE and FOR SHARE")?;
        without(for_clause.is_some(), "FOR XML, JSON or BROWSE")?;
        without(settings.is_some(), "SETTINGS")?;
        without(format_clause.is_some(), "FORMAT")?;
        without(!pipe_operators.is_empty(), "|>")?;

        let tables = self.with(with.as_ref())?;
        let mut output = self.body(body, order_by.as_ref(), own)?;
        let limits = self.limits(limit_clause.as_ref(), fetch.as_ref())?;
        self.names.common.pop();
        output.parts = sum([output.parts, tables, limits])?;
        Ok(output)
    }

    /// Enters the names of a WITH clause; the parts of those that are not used elsewhere count here.
    fn with(&mut self, with: Option<&With>) -> Parts {
        self.names.common.push(Vec::new());
        let Some(With { with_token: _, recursive, cte_tables }) = with else { return Ok(0) };
        // All names first: SQLite lets a query use one before it is defined.
        for table in cte_tables {
            let name = self.fold(&table.alias.name);
            if let Some(commons) = self.names.common.last_mut() {
                commons.push(Common { name, relation: None });
            }
        }
        let level = self.names.common.len() - 1;
        let mut parts = 0;
        for (at, table) in cte_tables.iter().enumerate() {
            let Cte { alias, query, from, materialized: _, closing_paren_token: _ } = table;
            without(from.is_some(), "FROM in a WITH clause")?;
            let own = Own { level, at, alias };
            let output = self.deeper(|guard| guard.clauses(query, recursive.then_some(own)))?;
            parts = sum([parts, output.parts])?;
            self.define(own, output)?;
        }
        Ok(parts)
    }

    fn define(&mut self, own: Own<'_>, relation: Relation) -> Result<(), Refused> {
        let relation = self.renamed(relation, &own.alias.name, Some(own.alias))?;
        self.names.common[own.level][own.at].relation = Some(relation);
        Ok(())
    }

    /// A relation under the name that it is used by.
    pub(super) fn renamed(&self, mut relation: Relation, name: &Ident, alias: Option<&TableAlias>) -> Output {
        let name = alias.map_or(name, |alias| &alias.name);
        relation.name = self.fold(name);
        if relation.shown.is_empty() {
            relation.shown.clone_from(&name.value);
        }
        let Some(TableAlias { explicit: _, name: _, columns, at }) = alias else { return Ok(relation) };
        without(at.is_some(), "AT")?;
        for (index, column) in columns.iter().enumerate() {
            let (name, shown) = (self.fold(&column.name), column.name.value.clone());
            match relation.columns.get_mut(index) {
                Some(known) => (known.name, known.shown) = (name, shown),
                None => relation.columns.push(Column { name, shown, parts: relation.others.unwrap_or(1) }),
            }
        }
        Ok(relation)
    }

    fn body(&mut self, body: &SetExpr, order_by: Option<&OrderBy>, own: Option<Own<'_>>) -> Output {
        let output = match body {
            SetExpr::Select(select) => return self.select(select, order_by),
            SetExpr::Query(query) => self.query(query)?,
            SetExpr::SetOperation { left, op, set_quantifier, right } => {
                match op {
                    SetOperator::Union | SetOperator::Except | SetOperator::Intersect | SetOperator::Minus => {}
                }
                match set_quantifier {
                    SetQuantifier::All | SetQuantifier::Distinct | SetQuantifier::None => {}
                    SetQuantifier::ByName | SetQuantifier::AllByName | SetQuantifier::DistinctByName => {
                        return refuse("BY NAME");
                    }
                }
                let first = &**left;
                let mut left = self.deeper(|guard| guard.body(first, None, own))?;
                if let Some(own) = own.filter(|_| !matches!(first, SetExpr::SetOperation { .. })) {
                    // From here on the query may use its own name, which stands for the rows of the step before.
                    let mut rows = Relation { parts: 1, others: left.others.map(|_| 1), ..left.clone() };
                    rows.columns.iter_mut().for_each(|column| column.parts = 1);
                    self.define(own, rows)?;
                }
                let right = self.deeper(|guard| guard.body(right, None, None))?;
                for (column, other) in left.columns.iter_mut().zip(&right.columns) {
                    column.parts = column.parts.max(other.parts);
                }
                left.others = left.others.max(right.others);
                left.parts = sum([left.parts, right.parts])?;
                left
            }
            SetExpr::Values(Values { explicit_row: _, value_keyword: _, rows }) => {
                let mut output = Relation::default();
                for row in rows {
                    for (at, value) in row.content.iter().enumerate() {
                        let parts = self.expr(value)?;
                        let shown = format!("column{}", at + 1);
                        output.columns.extend((at == output.columns.len()).then(|| Column {
                            name: shown.clone(),
                            shown,
                            parts,
                        }));
                        output.columns[at].parts = output.columns[at].parts.max(parts);
                        output.parts = sum([output.parts, parts])?;
                    }
                }
                output
            }
            SetExpr::Insert(_) => return self::statement("INSERT"),
            SetExpr::Update(_) => return self::statement("UPDATE"),
            SetExpr::Delete(_) => return self::statement("DELETE"),
            SetExpr::Merge(_) => return self::statement("MERGE"),
            SetExpr::Table(_) => return refuse("TABLE"),
        };
        self.names.frames.push(vec![output.clone()]);
        let order = self.order_by(order_by)?;
        self.names.frames.pop();
        Ok(Relation { parts: sum([output.parts, order])?, ..output })
    }

    fn select(&mut self, select: &Select, order_by: Option<&OrderBy>) -> Output {
        let Select {
            select_token: _,
            optimizer_hints,
            distinct,
            select_modifiers,
            top,
            top_before_distinct: _,
            projection,
            exclude,
            into,
            from,
            lateral_views,
            prewhere,
            selection,
            connect_by,
            group_by,
            cluster_by,
            distribute_by,
            sort_by,
            having,
            named_window,
            qualify,
            window_before_qualify: _,
            value_table_mode,
            flavor,
        } = select;
        without(!optimizer_hints.is_empty(), "a hint")?;
        without(select_modifiers.is_some(), "a modifier behind SELECT")?;
        without(top.is_some(), "TOP")?;
        without(exclude.is_some(), "EXCLUDE")?;
        without(into.is_some(), "SELECT … INTO")?;
        without(!lateral_views.is_empty(), "LATERAL VIEW")?;
        without(prewhere.is_some(), "PREWHERE")?;
        let connects =
            |kind: &ConnectByKind| matches!(kind, ConnectByKind::ConnectBy { .. } | ConnectByKind::StartWith { .. });
        without(connect_by.iter().any(connects), "CONNECT BY")?;
        without(!cluster_by.is_empty(), "CLUSTER BY")?;
        without(!distribute_by.is_empty(), "DISTRIBUTE BY")?;
        without(!sort_by.is_empty(), "SORT BY")?;
        without(qualify.is_some(), "QUALIFY")?;
        without(value_table_mode.is_some(), "AS STRUCT and AS VALUE")?;
        without(*flavor != SelectFlavor::Standard, "FROM before SELECT")?;

        self.names.frames.push(Vec::new());
        let mut parts = self.from(from)?;
        let mut output = self.projection(projection)?;
        // SQLite and MySQL know a column by its alias in every clause.
        if let Some(frame) = self.names.frames.last_mut() {
            frame.push(Relation { others: None, ..output.clone() });
        }
        parts = sum([parts, output.parts])?;
        for expr in selection.iter().chain(having) {
            parts = sum([parts, self.expr(expr)?])?;
        }
        if let Some(Distinct::On(exprs)) = distinct {
            parts = sum([parts, self.exprs(exprs)?])?;
        }
        parts = sum([parts, self.group_by(group_by)?, self.windows(named_window)?, self.order_by(order_by)?])?;
        self.names.frames.pop();
        output.parts = sum([parts, 1])?;
        Ok(output)
    }

    fn projection(&mut self, items: &[SelectItem]) -> Output {
        let mut output = Relation::default();
        for item in items {
            match item {
                SelectItem::UnnamedExpr(expr) => {
                    let parts = self.expr(expr)?;
                    let (name, shown) = self.implied(expr);
                    output.columns.push(Column { name, shown, parts });
                }
                SelectItem::ExprWithAlias { expr, alias } => {
                    let parts = self.expr(expr)?;
                    output.columns.push(Column { name: self.fold(alias), shown: alias.value.clone(), parts });
                }
                SelectItem::ExprWithAliases { .. } => return refuse("a list of aliases"),
                SelectItem::Wildcard(options) => {
                    no_options(options)?;
                    let sources = self.names.frames.last().cloned().unwrap_or_default();
                    for source in &sources {
                        all_columns(&mut output, source)?;
                    }
                }
                SelectItem::QualifiedWildcard(kind, options) => {
                    no_options(options)?;
                    let SelectItemQualifiedWildcardKind::ObjectName(name) = kind else {
                        return refuse("the fields of a value as columns");
                    };
                    let Some(table) = name.0.last().and_then(|part| part.as_ident()) else {
                        return refuse("a function in a name");
                    };
                    let source = self.relation(table)?.clone();
                    all_columns(&mut output, &source)?;
                }
            }
            let parts = output.columns.iter().map(|column| column.parts.max(1));
            output.parts = sum(parts.chain(output.others))?;
        }
        Ok(output)
    }

    /// The name that a column has without an alias.
    fn implied(&self, expr: &Expr) -> (String, String) {
        let ident = match expr {
            Expr::Identifier(ident) => Some(ident),
            Expr::CompoundIdentifier(idents) => idents.last(),
            Expr::Function(function) if !matches!(function.args, FunctionArguments::Subquery(_)) => {
                function.name.0.last().and_then(|part| part.as_ident())
            }
            Expr::Cast { expr, .. } | Expr::Nested(expr) | Expr::Collate { expr, .. } => return self.implied(expr),
            _ => None,
        };
        ident.map(|ident| (self.fold(ident), ident.value.clone())).unwrap_or_default()
    }

    fn group_by(&mut self, group_by: &GroupByExpr) -> Parts {
        let (exprs, modifiers) = match group_by {
            GroupByExpr::All(modifiers) => (&[][..], modifiers),
            GroupByExpr::Expressions(exprs, modifiers) => (exprs.as_slice(), modifiers),
        };
        let mut parts = self.exprs(exprs)?;
        for modifier in modifiers {
            match modifier {
                GroupByWithModifier::Rollup | GroupByWithModifier::Cube => {}
                GroupByWithModifier::Totals => return refuse("WITH TOTALS"),
                GroupByWithModifier::GroupingSets(expr) => parts = sum([parts, self.expr(expr)?])?,
            }
        }
        Ok(parts)
    }

    fn windows(&mut self, windows: &[NamedWindowDefinition]) -> Parts {
        let mut parts = 0;
        for NamedWindowDefinition(_, window) in windows {
            if let NamedWindowExpr::WindowSpec(window) = window {
                parts = sum([parts, self.window(window)?])?;
            }
        }
        Ok(parts)
    }

    fn order_by(&mut self, order_by: Option<&OrderBy>) -> Parts {
        let Some(OrderBy { kind, interpolate }) = order_by else { return Ok(0) };
        without(interpolate.is_some(), "INTERPOLATE")?;
        match kind {
            OrderByKind::All(_) => refuse("ORDER BY ALL"),
            OrderByKind::Expressions(exprs) => self.order(exprs),
        }
    }

    pub(super) fn order(&mut self, exprs: &[OrderByExpr]) -> Parts {
        let mut parts = 0;
        for OrderByExpr { expr, options, with_fill } in exprs {
            without(with_fill.is_some(), "WITH FILL")?;
            let using = !matches!(
                options.sort,
                None | Some(sqlparser::ast::OrderBySort::Asc | sqlparser::ast::OrderBySort::Desc)
            );
            without(using, "ORDER BY … USING")?;
            parts = sum([parts, self.expr(expr)?])?;
        }
        Ok(parts)
    }

    fn limits(&mut self, limit: Option<&LimitClause>, fetch: Option<&Fetch>) -> Parts {
        let mut exprs = Vec::new();
        match limit {
            None => {}
            Some(LimitClause::LimitOffset { limit, offset, limit_by }) => {
                without(!limit_by.is_empty(), "LIMIT … BY")?;
                exprs.extend(limit);
                exprs.extend(offset.as_ref().map(|Offset { value, rows: _ }| value));
            }
            Some(LimitClause::OffsetCommaLimit { offset, limit }) => exprs.extend([offset, limit]),
        }
        if let Some(Fetch { with_ties: _, percent: _, quantity }) = fetch {
            exprs.extend(quantity);
        }
        self.exprs(exprs)
    }
}

fn statement<T>(keyword: &str) -> Result<T, Refused> {
    let message = format!("a part of it is {keyword}; write a single SELECT, which only reads");
    Err(Refused::new(RefusedKind::Statement, message))
}

fn no_options(options: &WildcardAdditionalOptions) -> Result<(), Refused> {
    let WildcardAdditionalOptions {
        wildcard_token: _,
        opt_ilike,
        opt_exclude,
        opt_except,
        opt_replace,
        opt_rename,
        opt_alias,
    } = options;
    let any = opt_ilike.is_some()
        || opt_exclude.is_some()
        || opt_except.is_some()
        || opt_replace.is_some()
        || opt_rename.is_some()
        || opt_alias.is_some();
    without(any, "an option behind *")
}

/// Takes over what `*` gives.
fn all_columns(output: &mut Relation, source: &Relation) -> Result<(), Refused> {
    if source.hides {
        let message = format!("name the columns of `{}` instead of *; it has {}", source.shown, source.list());
        return Err(Refused::new(RefusedKind::Column, message));
    }
    output.columns.extend(source.columns.iter().cloned());
    output.others = output.others.max(source.others);
    Ok(())
}
