//! Expressions: what computes a value, and only that.

use sqlparser::ast::{
    AccessExpr, CaseWhen, CeilFloorKind, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArgumentClause,
    FunctionArgumentList, FunctionArguments, Ident, Interval, Subscript, TypedString, Value, ValueWithSpan,
    WindowFrameBound, WindowSpec, WindowType,
};

use super::lists;
use super::{Guard, Parts, refuse, sum, without};
use crate::{Refused, RefusedKind};

impl Guard {
    pub(super) fn exprs<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) -> Parts {
        let mut parts = 0;
        for expr in exprs {
            parts = sum([parts, self.expr(expr)?])?;
        }
        Ok(parts)
    }

    pub(super) fn expr(&mut self, expr: &Expr) -> Parts {
        let mut expr = expr;
        let mut parts = 1;
        // A chain of operators leans to the left: it is long, not deep.
        while let Expr::BinaryOp { left, op, right } = expr {
            lists::operator(self.rules.dialect, op)?;
            parts = sum([parts, 1, self.deeper(|guard| guard.expr(right))?])?;
            expr = left;
        }
        let rest = self.deeper(|guard| guard.term(expr))?;
        sum([parts, rest])
    }

    fn term(&mut self, expr: &Expr) -> Parts {
        match expr {
            Expr::Identifier(ident) => self.column(ident),
            Expr::CompoundIdentifier(idents) => match idents.as_slice() {
                [table, column] | [_, table, column] => self.qualified(table, column),
                _ => refuse("a path of this length"),
            },
            Expr::Value(value) => self.value(value),
            Expr::TypedString(TypedString { data_type, value, uses_odbc_syntax }) => {
                without(*uses_odbc_syntax, "{d …}")?;
                lists::data_type(self.rules.dialect, data_type)?;
                self.value(value)
            }
            Expr::Interval(Interval { value, .. }) => self.expr(value),

            Expr::Nested(inner)
            | Expr::IsFalse(inner)
            | Expr::IsNotFalse(inner)
            | Expr::IsTrue(inner)
            | Expr::IsNotTrue(inner)
            | Expr::IsNull(inner)
            | Expr::IsNotNull(inner)
            | Expr::IsUnknown(inner)
            | Expr::IsNotUnknown(inner)
            | Expr::Extract { field: _, syntax: _, expr: inner } => self.expr(inner),
            Expr::IsDistinctFrom(left, right)
            | Expr::IsNotDistinctFrom(left, right)
            | Expr::AtTimeZone { timestamp: left, time_zone: right }
            | Expr::Position { expr: left, r#in: right } => self.exprs([&**left, right]),
            Expr::Between { expr, negated: _, low, high } => self.exprs([&**expr, low, high]),
            Expr::Like { negated: _, any: _, expr, pattern, escape_char }
            | Expr::ILike { negated: _, any: _, expr, pattern, escape_char }
            | Expr::SimilarTo { negated: _, expr, pattern, escape_char } => {
                self.exprs([&**expr, pattern].into_iter().chain(escape_char.as_deref()))
            }
            Expr::RLike { negated: _, expr, pattern, regexp: _ } => self.exprs([&**expr, pattern]),
            Expr::AnyOp { left, compare_op, right, is_some: _ } | Expr::AllOp { left, compare_op, right } => {
                lists::operator(self.rules.dialect, compare_op)?;
                self.exprs([&**left, right])
            }
            Expr::UnaryOp { op, expr } => {
                lists::unary_operator(*op)?;
                self.expr(expr)
            }
            Expr::Cast { kind: _, expr, data_type, format } => {
                without(format.is_some(), "CAST … FORMAT")?;
                lists::data_type(self.rules.dialect, data_type)?;
                self.expr(expr)
            }
            Expr::Ceil { expr, field } | Expr::Floor { expr, field } => {
                if let CeilFloorKind::Scale(scale) = field {
                    self.value(scale)?;
                }
                self.expr(expr)
            }
            Expr::Substring { expr, substring_from, substring_for, special: _, shorthand: _ } => {
                let rest = substring_from.as_deref().into_iter().chain(substring_for.as_deref());
                self.exprs([&**expr].into_iter().chain(rest))
            }
            Expr::Trim { trim_where: _, trim_what, expr, trim_characters } => {
                let rest = trim_what.as_deref().into_iter().chain(trim_characters.iter().flatten());
                self.exprs([&**expr].into_iter().chain(rest))
            }
            Expr::Overlay { expr, overlay_what, overlay_from, overlay_for } => {
                self.exprs([&**expr, overlay_what, overlay_from].into_iter().chain(overlay_for.as_deref()))
            }
            Expr::Collate { expr, collation: _ } => self.expr(expr),
            Expr::Case { case_token: _, end_token: _, operand, conditions, else_result } => {
                let branches = conditions.iter().flat_map(|CaseWhen { condition, result }| [condition, result]);
                self.exprs(operand.as_deref().into_iter().chain(branches).chain(else_result.as_deref()))
            }
            Expr::Tuple(exprs) => self.exprs(exprs),
            Expr::Array(array) => self.exprs(&array.elem),
            Expr::GroupingSets(sets) | Expr::Rollup(sets) => self.exprs(sets.iter().flatten()),
            // It stands for all their subsets.
            Expr::Cube(sets) => sum([self.exprs(sets.iter().flatten())? << sets.len().min(32)]),
            Expr::CompoundFieldAccess { root, access_chain } => {
                let mut parts = self.expr(root)?;
                for access in access_chain {
                    let AccessExpr::Subscript(Subscript::Index { index }) = access else {
                        return refuse("a field or a range of a value");
                    };
                    parts = sum([parts, self.expr(index)?])?;
                }
                Ok(parts)
            }

            Expr::InList { expr, list, negated: _ } => self.exprs([&**expr].into_iter().chain(list)),
            Expr::InSubquery { expr, subquery, negated: _ } => sum([self.expr(expr)?, self.query(subquery)?.parts]),
            Expr::Exists { subquery, negated: _ } | Expr::Subquery(subquery) => Ok(self.query(subquery)?.parts),
            Expr::Function(function) => self.function(function),
            _ => refuse(format!("the expression {}", first_words(expr))),
        }
    }

    fn value(&mut self, value: &ValueWithSpan) -> Parts {
        match &value.value {
            Value::Number(..)
            | Value::SingleQuotedString(_)
            | Value::DollarQuotedString(_)
            | Value::EscapedStringLiteral(_)
            | Value::NationalStringLiteral(_)
            | Value::HexStringLiteral(_)
            | Value::DoubleQuotedString(_)
            | Value::Boolean(_)
            | Value::Null => Ok(1),
            Value::Placeholder(placeholder) => {
                let Some(name) = placeholder.strip_prefix(':') else {
                    let message = format!("the placeholder {placeholder} cannot be bound; write :name");
                    return Err(Refused::new(RefusedKind::Placeholder, message).at(value.span));
                };
                self.spans.push((name.to_owned(), value.span));
                Ok(1)
            }
            other => refuse(format!("a literal of the form {other}")),
        }
    }

    fn function(&mut self, function: &Function) -> Parts {
        let Function { name, uses_odbc_syntax, parameters, args, within_group, filter, null_treatment: _, over } =
            function;
        let [part] = name.0.as_slice() else { return self.unlisted(&name.to_string(), &Ident::new("")) };
        let Some(ident) = part.as_ident() else { return refuse("a function in a name") };
        let called = ident.value.to_lowercase();
        if !self.listed().any(|known| known == called) {
            return self.unlisted(&ident.value, ident);
        }
        without(*uses_odbc_syntax, "{fn …}")?;
        without(!matches!(parameters, FunctionArguments::None), "parameters before arguments")?;
        let mut parts = match args {
            FunctionArguments::None => 0,
            FunctionArguments::Subquery(query) => self.query(query)?.parts,
            FunctionArguments::List(FunctionArgumentList { duplicate_treatment: _, args, clauses }) => {
                let mut parts = self.arguments(args)?;
                for clause in clauses {
                    let clause = match clause {
                        FunctionArgumentClause::IgnoreOrRespectNulls(_) => 0,
                        FunctionArgumentClause::OrderBy(exprs) => self.order(exprs)?,
                        FunctionArgumentClause::Separator(value) => self.value(value)?,
                        other => return refuse(format!("{other} in a call")),
                    };
                    parts = sum([parts, clause])?;
                }
                parts
            }
        };
        parts = sum([parts, self.order(within_group)?])?;
        if let Some(filter) = filter {
            parts = sum([parts, self.expr(filter)?])?;
        }
        if let Some(WindowType::WindowSpec(window)) = over {
            parts = sum([parts, self.window(window)?])?;
        }
        sum([parts, 1])
    }

    fn listed(&self) -> impl Iterator<Item = &'static str> + use<> {
        lists::functions(self.rules.dialect).chain(self.rules.functions.iter().copied())
    }

    fn unlisted(&self, name: &str, ident: &Ident) -> Parts {
        let known = self.listed().collect::<Vec<_>>().join(", ");
        let message = format!("the function `{name}` may not be called; a query calls only {known}");
        Err(Refused::new(RefusedKind::Function, message).at(ident.span))
    }

    pub(super) fn arguments(&mut self, args: &[FunctionArg]) -> Parts {
        let mut parts = 0;
        for arg in args {
            let arg = match arg {
                FunctionArg::Unnamed(arg) | FunctionArg::Named { name: _, arg, operator: _ } => arg,
                FunctionArg::ExprNamed { .. } => return refuse("an argument of this form"),
            };
            let arg = match arg {
                FunctionArgExpr::Expr(expr) => self.expr(expr)?,
                // `count(*)`
                FunctionArgExpr::Wildcard => 1,
                FunctionArgExpr::QualifiedWildcard(_) | FunctionArgExpr::WildcardWithOptions(_) => {
                    return refuse("a whole row as an argument");
                }
            };
            parts = sum([parts, arg])?;
        }
        Ok(parts)
    }

    pub(super) fn window(&mut self, window: &WindowSpec) -> Parts {
        let WindowSpec { window_name: _, partition_by, order_by, window_frame } = window;
        let bounds = window_frame.iter().flat_map(|frame| [Some(&frame.start_bound), frame.end_bound.as_ref()]);
        let bounds = bounds.flatten().filter_map(|bound| match bound {
            WindowFrameBound::CurrentRow => None,
            WindowFrameBound::Preceding(expr) | WindowFrameBound::Following(expr) => expr.as_deref(),
        });
        let exprs = self.exprs(partition_by.iter().chain(bounds))?;
        sum([exprs, self.order(order_by)?])
    }
}

/// The beginning of an expression, to name it.
fn first_words(expr: &Expr) -> String {
    expr.to_string().chars().take(40).collect()
}
