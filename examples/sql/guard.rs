//! Decides from the text alone whether a model's SQL may reach the database.

use std::error::Error;
use std::fmt;
use std::ops::ControlFlow;

use sqlparser::ast::{Query, Select, SetExpr, Statement, TableFactor, Visit, Visitor};
use sqlparser::dialect::SQLiteDialect;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::{Token, Tokenizer, Whitespace};

/// Bytes of SQL that are looked at. The parser builds a tree as deep as a chain of operators is
/// long, and its destructor recurses: a longer text could exhaust the stack.
const MAX_SQL: usize = 10_000;

/// What to do with SQL that breaks no rule.
#[derive(Debug, PartialEq)]
pub(crate) enum Verdict {
    /// One SELECT that reads at least one table.
    Run,
    /// Nothing to run: the model declined, and these are the comments in which it says why.
    Declined(Option<String>),
}

/// The rule that the SQL breaks.
#[derive(Debug, PartialEq)]
pub(crate) enum Refused {
    Empty,
    TooLong(usize),
    Syntax(ParserError),
    ManyStatements(usize),
    NotASelect(String),
    Writes(String),
    SelectInto,
    LocksRows,
    TableFunction(String),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the model's SQL is not run: ")?;
        match self {
            Self::Empty => f.write_str("it is empty"),
            Self::TooLong(bytes) => {
                write!(f, "it is {bytes} bytes long, and the limit is {MAX_SQL}")
            }
            Self::Syntax(ParserError::RecursionLimitExceeded) => f.write_str("it is nested too deeply to be checked"),
            Self::Syntax(ParserError::TokenizerError(reason) | ParserError::ParserError(reason)) => {
                write!(f, "it cannot be parsed as SQLite's SQL: {reason}")
            }
            Self::ManyStatements(count) => {
                write!(f, "it holds {count} statements; only a single SELECT is run")
            }
            Self::NotASelect(keyword) => {
                write!(f, "{keyword} is no SELECT, and only a single SELECT is run")
            }
            Self::Writes(keyword) => {
                write!(f, "a part of it is {keyword}, and a query may only read")
            }
            Self::SelectInto => f.write_str("its SELECT … INTO makes a table; a query may only read"),
            Self::LocksRows => f.write_str("its FOR clause locks rows; a query may only read"),
            Self::TableFunction(name) => {
                write!(f, "it reads rows from the function {name}; a query may only read the store's tables")
            }
        }?;
        f.write_str(". Put the question in other words, as one thing to look up")
    }
}

impl Error for Refused {}

/// Says whether `sql` may run: exactly one SELECT, which only reads, and which reads a table.
///
/// # Errors
///
/// Any other statement, more than one, or a part that writes, wherever it stands.
pub(crate) fn judge(sql: &str) -> Result<Verdict, Refused> {
    if sql.len() > MAX_SQL {
        return Err(Refused::TooLong(sql.len()));
    }
    let statements = Parser::parse_sql(&SQLiteDialect {}, sql).map_err(Refused::Syntax)?;
    let query = match statements.as_slice() {
        [] => {
            return match comments(sql) {
                Some(text) => Ok(Verdict::Declined(Some(text))),
                None => Err(Refused::Empty),
            };
        }
        [Statement::Query(query)] => query,
        [_] => return Err(Refused::NotASelect(first_word(sql))),
        many => return Err(Refused::ManyStatements(many.len())),
    };
    if let SetExpr::Values(_) = *query.body {
        return Err(Refused::NotASelect(first_word(sql)));
    }

    let mut reader = Reader::default();
    if let ControlFlow::Break(refused) = query.visit(&mut reader) {
        return Err(*refused);
    }
    Ok(if reader.reads_a_table { Verdict::Run } else { Verdict::Declined(comments(sql)) })
}

/// Walks a query, looking for anything but reading.
#[derive(Default)]
struct Reader {
    /// The names that the WITH clauses around the current place define, innermost last.
    scopes: Vec<Vec<String>>,
    reads_a_table: bool,
}

impl Visitor for Reader {
    type Break = Box<Refused>; // boxed as the trait advises: the walk recurses

    fn pre_visit_statement(&mut self, statement: &Statement) -> ControlFlow<Self::Break> {
        refuse(Refused::Writes(keyword(statement)))
    }

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<Self::Break> {
        let tables = query.with.iter().flat_map(|with| &with.cte_tables);
        self.scopes.push(tables.map(|table| table.alias.name.value.clone()).collect());
        if query.locks.is_empty() { ControlFlow::Continue(()) } else { refuse(Refused::LocksRows) }
    }

    fn post_visit_query(&mut self, _: &Query) -> ControlFlow<Self::Break> {
        self.scopes.pop();
        ControlFlow::Continue(())
    }

    fn pre_visit_select(&mut self, select: &Select) -> ControlFlow<Self::Break> {
        if select.into.is_some() {
            return refuse(Refused::SelectInto);
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_table_factor(&mut self, table: &TableFactor) -> ControlFlow<Self::Break> {
        if let TableFactor::Table { name, args, .. } = table {
            if args.is_some() {
                return refuse(Refused::TableFunction(name.to_string()));
            }
            // A name from a WITH clause is not a table: what it stands for is visited by itself.
            let defined = match name.0.as_slice() {
                [part] => part.as_ident().is_some_and(|ident| {
                    let mut names = self.scopes.iter().flatten();
                    names.any(|known| known.eq_ignore_ascii_case(&ident.value))
                }),
                _ => false,
            };
            self.reads_a_table |= !defined;
        }
        ControlFlow::Continue(())
    }
}

fn refuse(refused: Refused) -> ControlFlow<Box<Refused>> {
    ControlFlow::Break(Box::new(refused))
}

/// The word that a statement begins with.
fn keyword(statement: &Statement) -> String {
    first_word(&statement.to_string())
}

fn first_word(sql: &str) -> String {
    let word = tokens(sql).into_iter().find_map(|token| match token {
        Token::Word(word) => Some(word.value.to_uppercase()),
        _ => None,
    });
    word.unwrap_or_else(|| "the statement".to_owned())
}

/// The text of all comments, one a line.
fn comments(sql: &str) -> Option<String> {
    let tokens = tokens(sql);
    let lines: Vec<_> = tokens
        .iter()
        .filter_map(|token| match token {
            Token::Whitespace(
                Whitespace::SingleLineComment { comment, .. } | Whitespace::MultiLineComment(comment),
            ) => Some(comment.trim()),
            _ => None,
        })
        .filter(|line| !line.is_empty())
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The tokens of SQL that was parsed before, so that there is no error to report.
fn tokens(sql: &str) -> Vec<Token> {
    Tokenizer::new(&SQLiteDialect {}, sql).tokenize().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{MAX_SQL, Refused, Verdict, judge};

    #[test]
    fn a_select_that_reads_a_table_runs() {
        for sql in [
            "SELECT * FROM Products",
            "select * from products;",
            "SELECT * FROM products; -- all of them",
            "/* all */ SELECT * FROM products",
            "SELECT 'DELETE FROM products; DROP TABLE x' FROM products",
            "SELECT \"drop\" FROM [Order_Items]",
            "SELECT * FROM main.Products",
            "SELECT (SELECT MAX(price) FROM Products)",
            "SELECT 1 WHERE EXISTS (SELECT 1 FROM Orders)",
            "SELECT * FROM (SELECT * FROM Products) AS p",
            "SELECT * FROM (Products JOIN Reviews USING (product_id))",
            "WITH p AS (SELECT * FROM Products) SELECT * FROM p",
            "WITH a AS (SELECT * FROM b), b AS (SELECT * FROM Orders) SELECT * FROM a",
            "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 3)
             SELECT i, price FROM n JOIN Products ON product_id = i",
            "SELECT price FROM Products UNION SELECT total_amount FROM Orders",
            "SELECT price FROM Products EXCEPT SELECT 1",
            "SELECT * FROM Products WHERE price > :price AND category IN ('Tea', :other)",
            "SELECT product_name FROM Products WHERE product_name GLOB 'E*' LIMIT 3 OFFSET 1",
            "SELECT product_name, RANK() OVER (PARTITION BY category ORDER BY price) FROM Products",
            "SELECT COUNT(*) FILTER (WHERE price > 20) FROM Products",
            // The inner name hides the table only inside the subquery.
            "SELECT * FROM Products WHERE product_id IN
             (WITH Products AS (SELECT 1 AS i) SELECT i FROM Products)",
            // Not the store's: the database itself says so.
            "SELECT * FROM sqlite_schema",
        ] {
            assert_eq!(judge(sql), Ok(Verdict::Run), "{sql}");
        }
    }

    #[test]
    fn a_select_without_a_table_is_the_model_declining() {
        let declined = |text: Option<&str>| Ok(Verdict::Declined(text.map(str::to_owned)));
        for (sql, why) in [
            ("SELECT null; -- I cannot and will not assist", Some("I cannot and will not assist")),
            ("-- No.\nSELECT NULL /* Sorry. */", Some("No.\nSorry.")),
            ("-- I cannot help with that", Some("I cannot help with that")),
            ("SELECT NULL", None),
            ("SELECT 'see -- above' --", None),
            ("SELECT load_extension('/tmp/x')", None),
            ("SELECT writefile('x', 'y')", None),
            ("SELECT 1 UNION SELECT 2", None),
            ("SELECT * FROM (SELECT 1)", None),
            ("WITH Products AS (SELECT 1) SELECT * FROM products", None),
            ("SELECT :a", None),
        ] {
            assert_eq!(judge(sql), declined(why), "{sql}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for (sql, reason) in [
            ("", "it is empty"),
            (" ;; ", "it is empty"),
            ("DELETE FROM Orders", "DELETE is no SELECT"),
            ("delete from Orders returning *", "DELETE is no SELECT"),
            ("UPDATE Products SET price = 0", "UPDATE is no SELECT"),
            ("INSERT INTO Orders SELECT * FROM Orders", "INSERT is no SELECT"),
            ("REPLACE INTO Orders VALUES (1)", "REPLACE is no SELECT"),
            ("DROP TABLE Orders", "DROP is no SELECT"),
            ("CREATE TABLE x AS SELECT * FROM Orders", "CREATE is no SELECT"),
            ("ALTER TABLE Orders RENAME TO x", "ALTER is no SELECT"),
            ("ATTACH DATABASE 'x.db' AS x", "ATTACH is no SELECT"),
            ("PRAGMA query_only = 0", "PRAGMA is no SELECT"),
            ("PRAGMA table_info(Orders)", "it cannot be parsed"),
            ("VACUUM", "VACUUM is no SELECT"),
            ("BEGIN", "BEGIN is no SELECT"),
            ("EXPLAIN SELECT * FROM Orders", "EXPLAIN is no SELECT"),
            ("EXPLAIN QUERY PLAN DELETE FROM Orders", "EXPLAIN is no SELECT"),
            ("VALUES (1)", "VALUES is no SELECT"),
            ("SELECT 1; DROP TABLE x", "it holds 2 statements"),
            ("SELECT * FROM Orders; SELECT * FROM Orders", "it holds 2 statements"),
            ("SELECT null; -- no\nDELETE FROM Orders;", "it holds 2 statements"),
            ("WITH d AS (DELETE FROM Orders RETURNING *) SELECT * FROM d", "a part of it is DELETE,"),
            (
                "WITH a AS (WITH d AS (DELETE FROM Orders RETURNING *) SELECT * FROM d) \
                 SELECT * FROM a JOIN Products",
                "a part of it is DELETE,",
            ),
            ("WITH a AS (SELECT 1) INSERT INTO Orders SELECT * FROM a", "a part of it is INSERT,"),
            ("WITH a AS (SELECT 1) UPDATE Orders SET status = 'x'", "a part of it is UPDATE,"),
            ("SELECT * INTO Backup FROM Orders", "its SELECT … INTO"),
            ("SELECT * FROM Orders UNION SELECT * INTO b FROM Orders", "its SELECT … INTO"),
            ("SELECT * FROM Orders FOR UPDATE", "its FOR clause"),
            ("SELECT * FROM pragma_table_info('Orders')", "the function pragma_table_info"),
            ("SELECT * FROM Orders, json_each('[1]')", "the function json_each"),
            // SQLite reads this one, sqlparser does not: the model is told to write it otherwise.
            ("SELECT * FROM Customers WHERE phone IS :phone", "it cannot be parsed"),
            ("SELECT * FROM", "it cannot be parsed"),
            ("TABLE Orders", "it cannot be parsed"),
            ("SELECT /* FROM Orders", "it cannot be parsed"),
            ("I cannot help with that", "it cannot be parsed"),
        ] {
            let refused = judge(sql).expect_err(sql).to_string();
            assert!(refused.contains(reason), "{sql}\n{refused}");
        }
    }

    #[test]
    fn long_and_deep_sql_is_refused_and_does_not_exhaust_the_stack() {
        let chain = |terms: usize| format!("SELECT * FROM Orders WHERE 1{}", "+1".repeat(terms));
        assert_eq!(judge(&chain((MAX_SQL - 40) / 2)), Ok(Verdict::Run));
        assert!(matches!(judge(&chain(MAX_SQL)), Err(Refused::TooLong(_))));

        let nested = format!("SELECT {}1{} FROM Orders", "(".repeat(4000), ")".repeat(4000));
        let refused = judge(&nested).expect_err("nested").to_string();
        assert!(refused.contains("nested too deeply"), "{refused}");
    }
}
