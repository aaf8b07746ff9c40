/// `Assessment`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
pub struct Assessment {
    /// `action`.
    pub action: ::std::string::String,
}
/// `Trace`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct Trace {
    /// `assessments`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub assessments: ::std::option::Option<
        ::std::collections::BTreeMap<::std::string::String, TraceAssessmentsValue>,
    >,
}
/// `TraceAssessmentsValue`
pub type TraceAssessmentsValue = OneOrMany<Assessment>;
/// One value, or a list of them: what one service writes as an object, the other writes as a list.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[serde(untagged)]
pub enum OneOrMany<T> {
    /// Written as one value.
    One(T),
    /// Written as a list.
    Many(::std::vec::Vec<T>),
}
impl<T> OneOrMany<T> {
    /// The values, however they were written.
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        match self {
            Self::One(value) => ::std::slice::from_ref(value),
            Self::Many(values) => values,
        }
    }
}
impl<'de, T: ::serde::Deserialize<'de>> ::serde::Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        deserializer.deserialize_any(open::Shapes(::std::marker::PhantomData))
    }
}
/// How open enums and unions are read.
mod open {
    use ::std::marker::PhantomData;
    pub(super) struct Shapes<T>(pub(super) PhantomData<T>);
    impl<'de, T: ::serde::Deserialize<'de>> ::serde::de::Visitor<'de> for Shapes<T> {
        type Value = super::OneOrMany<T>;
        fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.write_str("an object or a list of objects")
        }
        fn visit_map<A: ::serde::de::MapAccess<'de>>(
            self,
            map: A,
        ) -> ::std::result::Result<Self::Value, A::Error> {
            let one = ::serde::de::value::MapAccessDeserializer::new(map);
            T::deserialize(one).map(super::OneOrMany::One)
        }
        fn visit_seq<A: ::serde::de::SeqAccess<'de>>(
            self,
            seq: A,
        ) -> ::std::result::Result<Self::Value, A::Error> {
            let many = ::serde::de::value::SeqAccessDeserializer::new(seq);
            ::serde::Deserialize::deserialize(many).map(super::OneOrMany::Many)
        }
    }
}
