//! Values as text, which PostgreSQL reads and writes for every type.

use std::error::Error;

use bytes::BytesMut;
use tokio_postgres::types::{Format, IsNull, ToSql, Type, to_sql_checked};

use crate::Scalar;

/// A parameter that takes the type of its placeholder.
#[derive(Debug)]
pub(super) struct AsText<'v>(pub(super) &'v Scalar);

impl ToSql for AsText<'_> {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        let text = match self.0 {
            Scalar::Null => return Ok(IsNull::Yes),
            Scalar::Boolean(value) => value.to_string(),
            Scalar::Integer(value) => value.to_string(),
            Scalar::Number(value) => value.to_string(),
            Scalar::String(value) => value.clone(),
        };
        out.extend_from_slice(text.as_bytes());
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    fn encode_format(&self, _: &Type) -> Format {
        Format::Text
    }

    to_sql_checked!();
}

/// A value of this type from its text; as text where nothing else holds it exactly.
pub(super) fn scalar(text: Option<String>, kind: &Type) -> Scalar {
    let Some(text) = text else { return Scalar::Null };
    let read = match *kind {
        Type::BOOL => text.parse().ok().map(Scalar::Boolean),
        Type::INT2 | Type::INT4 | Type::INT8 => text.parse().ok().map(Scalar::Integer),
        Type::FLOAT4 | Type::FLOAT8 | Type::NUMERIC => {
            let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
            let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            // A decimal that no float holds stays text.
            let is_exact = |number: &f64| *kind != Type::NUMERIC || format!("{number:.decimals$}") == text;
            number.filter(is_exact).map(Scalar::Number)
        }
        _ => None,
    };
    read.unwrap_or(Scalar::String(text))
}

#[cfg(test)]
mod tests {
    use super::{Scalar, Type, scalar};

    #[test]
    fn a_decimal_is_a_number_where_a_float_holds_it() {
        let numeric = |text: &str| scalar(Some(text.to_owned()), &Type::NUMERIC);
        assert_eq!(numeric("24.50"), Scalar::Number(24.5));
        assert_eq!(numeric("-0.10"), Scalar::Number(-0.1));
        assert_eq!(numeric("7"), Scalar::Number(7.0));
        for text in ["12345678901234567890.25", "0.10000000000000000001", "NaN", "9007199254740993"] {
            assert_eq!(numeric(text), Scalar::String(text.to_owned()));
        }
        assert_eq!(scalar(Some("1.5e300".to_owned()), &Type::FLOAT8), Scalar::Number(1.5e300));
        assert_eq!(scalar(Some("t".to_owned()), &Type::DATE), Scalar::String("t".to_owned()));
        assert_eq!(scalar(None, &Type::INT4), Scalar::Null);
    }
}
