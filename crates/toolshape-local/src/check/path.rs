use std::fmt;

/// Where in a request a value stands.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Path<'a> {
    Body,
    Member(&'a Path<'a>, &'a str),
    Item(&'a Path<'a>, usize),
}

impl<'a> Path<'a> {
    pub(crate) fn member(&'a self, name: &'a str) -> Self {
        Self::Member(self, name)
    }

    pub(crate) fn item(&'a self, index: usize) -> Self {
        Self::Item(self, index)
    }

    /// The member of the request that this is in.
    pub(crate) fn root(&self) -> &'a str {
        match self {
            Self::Body => "",
            Self::Member(Self::Body, name) => name,
            Self::Member(parent, _) | Self::Item(parent, _) => parent.root(),
        }
    }

    /// As the service writes it when a bound of its model is broken: lists count from 1.
    pub(crate) fn of_model(&self) -> OfModel<'_> {
        OfModel(self)
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, item: fn(usize) -> String) -> fmt::Result {
        match self {
            Self::Body => Ok(()),
            Self::Member(Self::Body, name) => f.write_str(name),
            Self::Member(parent, name) => {
                parent.write(f, item)?;
                write!(f, ".{name}")
            }
            Self::Item(parent, index) => {
                parent.write(f, item)?;
                write!(f, ".{}", item(*index))
            }
        }
    }
}

/// As the service writes it when one of its rules is broken: lists count from 0.
impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, |index| index.to_string())
    }
}

pub(crate) struct OfModel<'a>(&'a Path<'a>);

impl fmt::Display for OfModel<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(f, |index| format!("{}.member", index + 1))
    }
}
