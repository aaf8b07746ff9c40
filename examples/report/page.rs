//! A report on a terminal, as far as it is written.

use std::io;

use console::{Style, Term};
use toolshape_examples::plain;

use crate::{PartialReport, Severity};

/// The rows of the report that stand on the terminal.
pub(crate) struct Page {
    term: Term,
    rows: Vec<String>,
}

impl Page {
    pub(crate) fn on(term: Term) -> Self {
        Self { term, rows: Vec::new() }
    }

    /// Draws the rows that are new or have changed, and leaves the others alone.
    pub(crate) fn draw(&mut self, report: &PartialReport) -> io::Result<()> {
        let (_, columns) = self.term.size();
        let rows = rows(report, usize::from(columns).clamp(20, 80) - 1);
        let same = rows.iter().zip(&self.rows).take_while(|(new, old)| new == old).count();
        self.term.clear_last_lines(self.rows.len() - same)?;
        for row in &rows[same..] {
            self.term.write_line(row)?;
        }
        self.rows = rows;
        self.term.flush()
    }
}

/// The report as rows that are no wider than that.
pub(crate) fn rows(report: &PartialReport, columns: usize) -> Vec<String> {
    let mut rows = Vec::new();
    let mut add = |style: Style, indent: &str, text: &str| {
        let options = textwrap::Options::new(columns).initial_indent(indent).subsequent_indent(indent);
        rows.extend(textwrap::wrap(&line(text), options).iter().map(|row| style.apply_to(row).to_string()));
    };
    let (normal, bold) = (Style::new(), Style::new().bold());
    add(bold.clone().underlined(), "", report.title.as_deref().unwrap_or_default());
    for section in report.sections.iter().flatten() {
        add(normal.clone(), "", "");
        add(bold.clone(), "", section.heading.as_deref().unwrap_or_default());
        add(normal.clone(), "", section.text.as_deref().unwrap_or_default());
    }
    for finding in report.findings.iter().flatten() {
        let (name, style) = match finding.severity {
            Some(Severity::High) => ("HIGH", normal.clone().red()),
            Some(Severity::Medium) => ("MEDIUM", normal.clone().yellow()),
            Some(Severity::Low) => ("LOW", normal.clone().green()),
            None => ("…", normal.clone()),
        };
        add(normal.clone(), "", "");
        add(style.bold(), "", name);
        add(normal.clone(), "  ", finding.text.as_deref().unwrap_or_default());
        if let Some(action) = &finding.action {
            add(normal.clone().dim(), "  ", &format!("→ {action}"));
        }
    }
    rows
}

/// The text in one line, with nothing in it that steers a terminal.
pub(crate) fn line(text: &str) -> String {
    plain(text).replace(['\n', '\t'], " ")
}
