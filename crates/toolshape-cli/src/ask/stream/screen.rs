//! Rows of the terminal that are drawn anew in place.

use std::{env, io};

use console::Term;

/// The rows and columns that may be drawn on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    pub(super) rows: usize,
    pub(super) columns: usize,
}

/// What was drawn last stays when this is dropped; the cursor is back then.
pub(super) struct Screen {
    term: Term,
    drawn: Vec<String>,
}

impl Screen {
    pub(super) fn new() -> Self {
        // A frame is written at once, so that none is seen half.
        Self { term: Term::buffered_stdout(), drawn: Vec::new() }
    }

    /// Replaces what was drawn.
    pub(super) fn draw(&mut self, rows: impl FnOnce(Size) -> Vec<String>) -> io::Result<()> {
        if is_dumb() {
            return Ok(());
        }
        let size = self.size();
        let rows = rows(size);
        if rows == self.drawn {
            return Ok(());
        }
        if self.drawn.is_empty() {
            self.term.hide_cursor()?;
        }
        // Rows that stay as they are are not touched, so that they do not flicker.
        let same = rows.iter().zip(&self.drawn).take_while(|(row, drawn)| row == drawn).count();
        self.erase(same, size)?;
        for row in &rows[same..] {
            self.term.write_line(row)?;
        }
        self.drawn = rows;
        self.term.flush()
    }

    /// Takes away what was drawn.
    pub(super) fn clear(&mut self) -> io::Result<()> {
        if !self.drawn.is_empty() {
            self.erase(0, self.size())?;
            self.drawn.clear();
        }
        self.term.flush()
    }

    /// Leaves the last column free, where terminals differ in when they go on to the next row, and the row of the
    /// cursor.
    fn size(&self) -> Size {
        let (rows, columns) = self.term.size();
        Size {
            rows: usize::from(rows).saturating_sub(1).max(1),
            columns: usize::from(columns).saturating_sub(1).max(1),
        }
    }

    /// Takes away the rows from this one on. Each may be several in a window that has become narrower.
    fn erase(&self, from: usize, size: Size) -> io::Result<()> {
        let height = |row: &String| console::measure_text_width(row).div_ceil(size.columns + 1).max(1);
        let height: usize = self.drawn[from..].iter().map(height).sum();
        self.term.move_cursor_up(height.min(size.rows))?;
        self.term.clear_to_end_of_screen()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        if !is_dumb() {
            // There is nowhere to tell that the terminal has gone.
            let _ = self.term.show_cursor().and_then(|()| self.term.flush());
        }
    }
}

/// Whether the terminal cannot move its cursor.
fn is_dumb() -> bool {
    cfg!(unix) && env::var_os("TERM").is_none_or(|name| name == "dumb")
}
