//! What each dialect has that only computes.
//!
//! A function is listed if it reads nothing but its arguments, changes nothing, does not wait, and gives no value that
//! is far larger than its arguments. SQLite holds every value to a length, PostgreSQL does not: `repeat`, `lpad`,
//! `replace` and `format` are missing there.

use sqlparser::ast::{ArrayElemTypeDef, BinaryOperator, DataType, UnaryOperator};

use super::refuse;
use crate::{Dialect, Refused};

/// The largest length or precision of a type.
const MAX_LENGTH: u64 = 1_000;

/// Functions that give a value.
pub(crate) fn functions(dialect: Dialect) -> impl Iterator<Item = &'static str> {
    let own = match dialect {
        Dialect::Sqlite => SQLITE,
        Dialect::Postgres => POSTGRES,
        Dialect::MySql => MYSQL,
        Dialect::Generic => GENERIC,
    };
    COMMON.split_whitespace().chain(own.split_whitespace())
}

/// Functions that give rows, and their columns.
pub(crate) fn rows(dialect: Dialect) -> &'static [(&'static str, &'static [&'static str])] {
    match dialect {
        Dialect::Sqlite => &[("json_each", JSON_EACH), ("json_tree", JSON_EACH)],
        Dialect::Postgres => &[
            ("generate_series", &[]),
            ("unnest", &[]),
            ("json_array_elements", &["value"]),
            ("json_array_elements_text", &["value"]),
            ("jsonb_array_elements", &["value"]),
            ("jsonb_array_elements_text", &["value"]),
        ],
        Dialect::MySql | Dialect::Generic => &[],
    }
}

/// Whether a table is the database's own.
pub(super) fn is_system(dialect: Dialect, parts: &[String]) -> bool {
    const SCHEMAS: [&str; 6] = ["information_schema", "mysql", "performance_schema", "pg_catalog", "pg_toast", "sys"];
    const PREFIXES: [&str; 3] = ["pg_", "pragma_", "sqlite_"];
    // SQLite's virtual tables that are there without being made.
    const VIRTUAL: [&str; 6] = ["bytecode", "dbstat", "fts3tokenize", "json_each", "json_tree", "tables_used"];
    parts.iter().any(|part| {
        SCHEMAS.contains(&&**part)
            || PREFIXES.iter().any(|prefix| part.starts_with(prefix))
            || dialect == Dialect::Sqlite && VIRTUAL.contains(&&**part)
    })
}

/// Refuses an operator that is made by an extension, calls a function of the application or sets a variable.
pub(super) fn operator(dialect: Dialect, operator: &BinaryOperator) -> Result<(), Refused> {
    use BinaryOperator as Op;
    #[rustfmt::skip] // one kind of operator a line
    let is_listed = match operator {
        Op::Plus | Op::Minus | Op::Multiply | Op::Divide | Op::Modulo | Op::MyIntegerDivide
        | Op::Gt | Op::Lt | Op::GtEq | Op::LtEq | Op::Spaceship | Op::Eq | Op::NotEq
        | Op::And | Op::Or | Op::Xor
        | Op::BitwiseOr | Op::BitwiseAnd | Op::BitwiseXor | Op::PGBitwiseShiftLeft | Op::PGBitwiseShiftRight
        | Op::StringConcat | Op::Glob | Op::Arrow | Op::LongArrow | Op::Overlaps => true,
        // SQLite calls a function of the application.
        Op::Regexp => dialect == Dialect::MySql,
        Op::PGBitwiseXor | Op::PGExp | Op::PGOverlap | Op::PGStartsWith
        | Op::PGRegexMatch | Op::PGRegexIMatch | Op::PGRegexNotMatch | Op::PGRegexNotIMatch
        | Op::PGLikeMatch | Op::PGILikeMatch | Op::PGNotLikeMatch | Op::PGNotILikeMatch
        | Op::HashArrow | Op::HashLongArrow | Op::AtArrow | Op::ArrowAt | Op::HashMinus
        | Op::Question | Op::QuestionAnd | Op::QuestionPipe | Op::AtAt | Op::AtQuestion => dialect == Dialect::Postgres,
        _ => false,
    };
    if is_listed { Ok(()) } else { refuse(format!("the operator {operator}")) }
}

/// As [`operator`], with one side.
pub(super) fn unary_operator(operator: UnaryOperator) -> Result<(), Refused> {
    use UnaryOperator as Op;
    match operator {
        Op::Plus | Op::Minus | Op::Not | Op::BitwiseNot | Op::PGAbs | Op::PGCubeRoot | Op::PGSquareRoot => Ok(()),
        _ => refuse(format!("the operator {operator}")),
    }
}

/// Refuses a type whose values look things up or are large.
pub(super) fn data_type(dialect: Dialect, data_type: &DataType) -> Result<(), Refused> {
    use DataType as T;
    let text = data_type.to_string();
    #[rustfmt::skip] // one kind of type a line
    let is_known = match data_type {
        T::Character(_) | T::Char(_) | T::CharacterVarying(_) | T::CharVarying(_) | T::Varchar(_) | T::Nvarchar(_)
        | T::Text | T::Clob(_) | T::Binary(_) | T::Varbinary(_) | T::Blob(_) | T::Bytea
        | T::Bool | T::Boolean | T::Uuid | T::JSON | T::JSONB
        | T::Date | T::Time(..) | T::Datetime(_) | T::Timestamp(..) | T::Interval { .. }
        | T::TinyInt(_) | T::SmallInt(_) | T::MediumInt(_) | T::Int(_) | T::Integer(_) | T::BigInt(_)
        | T::Int2(_) | T::Int4(_) | T::Int8(_) | T::Signed | T::SignedInteger
        | T::Unsigned | T::UnsignedInteger | T::IntUnsigned(_) | T::IntegerUnsigned(_) | T::BigIntUnsigned(_)
        | T::Float(_) | T::Float4 | T::Float8 | T::Real | T::Double(_) | T::DoublePrecision
        | T::Numeric(_) | T::Decimal(_) | T::Dec(_) => true,
        // In SQLite any name is a type, and none does more than convert.
        T::Custom(..) => dialect == Dialect::Sqlite,
        T::Array(ArrayElemTypeDef::SquareBracket(element, _)) => return self::data_type(dialect, element),
        _ => false,
    };
    let mut lengths = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let is_short = lengths.all(|digits| digits.parse::<u64>().is_ok_and(|length| length <= MAX_LENGTH));
    if is_known && is_short { Ok(()) } else { refuse(format!("the type {text}")) }
}

const JSON_EACH: &[&str] = &["key", "value", "type", "atom", "id", "parent", "fullkey", "path"];

/// What every dialect has.
const COMMON: &str = "abs avg ceil ceiling coalesce concat count cume_dist current_date current_time current_timestamp \
    dense_rank exp first_value floor lag last_value lead length ln lower ltrim max min mod nth_value ntile nullif \
    percent_rank power rank round row_number rtrim sign sqrt substr substring sum trim upper";

const SQLITE: &str = "acos asin atan atan2 char concat_ws cos date datetime degrees format group_concat hex if ifnull iif \
    instr json json_array json_array_length json_extract json_group_array json_group_object json_object json_quote \
    json_type json_valid julianday log log10 log2 octet_length pi pow printf quote radians random replace sin strftime \
    string_agg tan time timediff total trunc typeof unhex unicode unixepoch";

const POSTGRES: &str = "acos age any_value array array_agg array_length array_position array_to_string ascii asin atan \
    atan2 bit_and bit_or bool_and bool_or btrim cardinality cbrt char_length character_length clock_timestamp concat_ws \
    corr cos covar_pop covar_samp date_bin date_part date_trunc degrees div every gcd greatest grouping initcap \
    isfinite json_agg json_array_length json_build_array json_build_object json_extract_path json_extract_path_text \
    json_object_agg json_typeof jsonb_agg jsonb_array_length jsonb_build_array jsonb_build_object jsonb_extract_path \
    jsonb_extract_path_text jsonb_object_agg jsonb_typeof justify_days justify_hours justify_interval lcm least left \
    localtime localtimestamp log log10 make_date make_interval make_time make_timestamp md5 mode now num_nonnulls \
    num_nulls octet_length percentile_cont percentile_disc pi position radians random regexp_count regexp_instr \
    regexp_like regexp_match regexp_substr reverse right sin split_part starts_with statement_timestamp stddev \
    stddev_pop stddev_samp string_agg string_to_array strpos tan to_char to_date to_json to_jsonb to_number \
    to_timestamp transaction_timestamp translate trunc var_pop var_samp variance width_bucket";

const MYSQL: &str = "acos adddate any_value ascii asin atan atan2 bit_and bit_length bit_or bit_xor char_length \
    character_length concat_ws convert_tz cos curdate curtime date date_add date_format date_sub datediff day dayname \
    dayofmonth dayofweek dayofyear degrees elt field find_in_set format from_days from_unixtime greatest group_concat \
    hex hour if ifnull instr isnull json_array json_arrayagg json_contains json_extract json_length json_object \
    json_objectagg json_type json_unquote json_valid last_day lcase least left localtime localtimestamp locate log log10 \
    log2 makedate maketime mid minute month monthname now octet_length period_add period_diff pi position pow quarter \
    radians rand regexp_like regexp_substr replace reverse right sec_to_time second sin std stddev stddev_pop \
    stddev_samp str_to_date strcmp subdate substring_index tan time time_format time_to_sec timediff timestamp \
    timestampadd timestampdiff to_days to_seconds truncate ucase unix_timestamp utc_date utc_time utc_timestamp var_pop \
    var_samp variance week weekday weekofyear year yearweek";

const GENERIC: &str = "char_length character_length date_trunc greatest least left now position replace right";
