//! Known formats.

/// Of the drafts, of OpenAPI and its registry, and of what writes schemas.
const KNOWN: &str = "\
    base64 base64url bigint binary byte char color commonmark currency date date-time date-time-local decimal \
    decimal128 double double-int duration email file float host-name hostname html http-date idn-email idn-hostname \
    int int-32 int-64 int128 int16 int32 int64 int8 integer ip ip-address ipv4 ipv6 iri iri-reference json-pointer \
    long long-text markdown media-range multi-line number partial-date-time password phone regex \
    relative-json-pointer style text textarea time time-local uint uint-64 uint128 uint16 uint32 uint64 uint8 \
    unix-time unixtime uri uri-reference uri-template utc-millisec uuid";

/// Whether a format is known. Others are reported: nothing checks them.
#[must_use]
pub fn is_known(format: &str) -> bool {
    KNOWN.split(' ').any(|known| known == format) || format.starts_with("sf-") // structured fields of HTTP
}
