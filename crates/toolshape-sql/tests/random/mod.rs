//! SQL made of choices: each byte picks a branch of a grammar, so that less bytes make a smaller statement. It has what
//! reads, what writes, and what a guard could confuse.

/// What the names of a statement are picked from.
pub(crate) struct Words<'w> {
    pub(crate) tables: &'w [&'w str],
    pub(crate) columns: &'w [&'w str],
    /// Every function of the database.
    pub(crate) functions: &'w [String],
    /// Statements and clauses that are of this database alone.
    pub(crate) statements: &'w [&'w str],
}

/// A statement, or two.
pub(crate) fn statement(words: &Words<'_>, choices: &[u8]) -> String {
    let mut writer = Writer { words, choices: choices.iter(), depth: 0, sql: String::new() };
    match writer.choose(16) {
        0 => writer.write(),
        1 => {
            writer.query();
            writer.push(";");
            writer.write();
        }
        _ => writer.query(),
    }
    writer.sql
}

struct Writer<'w, 'c> {
    words: &'w Words<'w>,
    choices: std::slice::Iter<'c, u8>,
    depth: usize,
    sql: String,
}

impl Writer<'_, '_> {
    /// One of so many branches, the last when the choices are used up.
    fn choose(&mut self, branches: usize) -> usize {
        self.choices.next().map_or(branches - 1, |choice| usize::from(*choice) % branches)
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.choose(from.len())]
    }

    fn push(&mut self, text: &str) {
        if !self.sql.is_empty() {
            self.sql.push(' ');
        }
        self.sql.push_str(text);
    }

    fn name(&mut self) {
        let name = match self.choose(4) {
            0 => self.pick(&["a", "b", "q"]),
            _ => self.pick(self.words.tables),
        };
        self.push(name);
    }

    fn write(&mut self) {
        let table = self.pick(self.words.tables);
        let column = self.pick(self.words.columns);
        match self.choose(5) {
            0 => self.push(&format!("DELETE FROM {table}")),
            1 => self.push(&format!("UPDATE {table} SET {column} = {column}")),
            2 => {
                self.push(&format!("INSERT INTO {table}"));
                self.query();
            }
            3 => self.push("CREATE TABLE made (a int)"),
            _ => {
                let statement = self.pick(self.words.statements);
                self.push(statement);
            }
        }
        if self.choose(3) == 0 {
            self.push("RETURNING *");
        }
    }

    fn query(&mut self) {
        self.depth += 1;
        if self.choose(4) == 0 {
            let with = self.pick(&[
                "WITH RECURSIVE a AS (",
                "WITH b AS MATERIALIZED (",
                "WITH q (c1, c2) AS (",
                "WITH a AS (",
            ]);
            self.push(with);
            if self.choose(6) == 0 {
                self.write();
            } else {
                self.query();
            }
            self.push(")");
        }
        self.select();
        if self.choose(6) == 0 {
            let operator = self.pick(&["UNION", "UNION ALL", "EXCEPT", "INTERSECT"]);
            self.push(operator);
            self.select();
        }
        if self.choose(5) == 0 {
            self.push("ORDER BY");
            self.expr();
        }
        if self.choose(3) == 0 {
            self.push("LIMIT");
            self.expr();
        }
        if self.choose(12) == 0 {
            self.push("FOR UPDATE");
        }
        self.depth -= 1;
    }

    fn select(&mut self) {
        let select = self.pick(&["SELECT DISTINCT", "SELECT", "SELECT"]);
        self.push(select);
        for at in 0..=self.choose(3) % 2 {
            if at > 0 {
                self.push(",");
            }
            if self.choose(6) == 0 { self.push("*") } else { self.expr() }
        }
        if self.choose(16) == 0 {
            self.push("INTO made");
        }
        self.push("FROM");
        self.source();
        if self.choose(3) == 0 {
            let join = self.pick(&["JOIN", "LEFT JOIN", "CROSS JOIN", ",", "NATURAL JOIN"]);
            self.push(join);
            self.source();
            if join.ends_with("T JOIN") || join == "JOIN" {
                self.push("ON");
                self.expr();
            }
        }
        for clause in ["WHERE", "GROUP BY", "HAVING"] {
            if self.choose(4) == 0 {
                self.push(clause);
                self.expr();
            }
        }
    }

    fn source(&mut self) {
        match self.choose(8) {
            0 if self.depth < 4 => {
                self.push("(");
                self.query();
                self.push(")");
            }
            1 => self.call(),
            _ => self.name(),
        }
        let alias = self.pick(&["AS a", "b", "", ""]);
        self.push(alias);
    }

    fn call(&mut self) {
        let functions = self.words.functions;
        let at = self.choose(256) * 256 + self.choose(256);
        let function = functions[at % functions.len()].clone();
        self.push(&function);
        self.push("(");
        for at in 0..self.choose(4) {
            if at > 0 {
                self.push(",");
            }
            self.expr();
        }
        self.push(")");
    }

    fn expr(&mut self) {
        self.depth += 1;
        match if self.depth > 6 { 11 } else { self.choose(14) } {
            0 | 1 => self.call(),
            2 => {
                self.expr();
                let operator = self.pick(&[
                    "+",
                    "-",
                    "*",
                    "||",
                    "=",
                    "<",
                    "AND",
                    "OR",
                    "->>",
                    "::",
                    ":=",
                    "~",
                    "MATCH",
                    "IS NOT DISTINCT FROM",
                ]);
                self.push(operator);
                self.expr();
            }
            3 => {
                self.push("CASE WHEN");
                self.expr();
                self.push("THEN");
                self.expr();
                self.push("END");
            }
            4 => {
                self.push("CAST(");
                self.expr();
                let kind = self.pick(&["AS text)", "AS int)", "AS regclass)", "AS date)", "AS numeric(10, 2))"]);
                self.push(kind);
            }
            5 => {
                let before = self.pick(&["(", "EXISTS (", "1 IN (", "ARRAY("]);
                self.push(before);
                self.query();
                self.push(")");
            }
            6 => {
                self.call();
                self.push("OVER (ORDER BY");
                self.expr();
                self.push(")");
            }
            7 => {
                self.call();
                self.push("FILTER (WHERE");
                self.expr();
                self.push(")");
            }
            8 => {
                self.push("NOT");
                self.expr();
            }
            9 => {
                let literal = self.pick(&[
                    "'open'",
                    "'2025-01-01'",
                    "'numbers'",
                    "'orders'",
                    "'DELETE FROM orders'",
                    "'{\"a\":1}'",
                ]);
                self.push(literal);
            }
            10 => {
                let literal = self.pick(&["0", "1", "-7", "2.5", "NULL", "X'00'", "TRUE", "CURRENT_TIMESTAMP"]);
                self.push(literal);
            }
            _ => {
                let column = self.pick(self.words.columns);
                self.push(column);
            }
        }
        self.depth -= 1;
    }
}
