//! Structs, and the variants with named fields.

use super::expand::knows_its_end;
use super::model::{Field, Model, Read};
use super::serde::{is_debug, is_serialize, written};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use serde_derive_internals::attr::Default;
use syn::Member;
use syn::ext::IdentExt;

const MAP_FIRST: &str = "a flattened map takes every key: let it be the last of the flattened fields";

/// Where members of several stand in one object.
pub(super) const BY_INTEGERS: &str = "of a map that stands among other members, serde reads the keys as texts: let them \
                                      be strings, or mark the type `#[tool(whole)]`";

/// The flag that the object has ended.
fn flag() -> Ident {
    format_ident!("__is_complete")
}

pub(super) fn expand(model: &Model<'_>, fields: &[Field<'_>]) -> TokenStream {
    let ident = &model.input.ident;
    let partial = model.partial_ident();
    let definition = define(model, &partial, fields, &format!("What there is of a [`{ident}`] while it arrives."));
    let (impl_generics, ty_generics, where_clause) = model.generics.split_for_impl();
    let body = complete(model, &quote!(Self), fields);
    let knows_its_end = knows_its_end();
    quote! {
        #definition

        #[automatically_derived]
        #[allow(deprecated, reason = "a part on its way out is still a part")]
        impl #impl_generics ::toolshape::partial::Partial for #ident #ty_generics #where_clause {
            type Partial = #partial #ty_generics;

            fn complete(partial: Self::Partial) -> ::core::result::Result<Self, ::toolshape::partial::Error> {
                #body
            }

            #knows_its_end
        }

        #[automatically_derived]
        #[allow(deprecated, reason = "a part on its way out is still a part")]
        impl #impl_generics ::core::convert::TryFrom<#partial #ty_generics> for #ident #ty_generics #where_clause {
            type Error = ::toolshape::partial::Error;

            fn try_from(partial: #partial #ty_generics) -> ::core::result::Result<Self, Self::Error> {
                <Self as ::toolshape::partial::Partial>::complete(partial)
            }
        }
    }
}

/// A struct of optional fields, and how it is read.
pub(super) fn define(model: &Model<'_>, partial: &Ident, fields: &[Field<'_>], doc: &str) -> TokenStream {
    let vis = &model.input.vis;
    let (debug, derives): (Vec<_>, Vec<_>) = model.settings.derives.iter().partition(|derive| is_debug(derive));
    let is_written = is_serialize(&model.settings.derives);
    let flag = flag();
    let shown: Vec<&Field> = fields.iter().filter(|field| !matches!(field.read, Read::Skipped)).collect();

    let declared = shown.iter().map(|field| {
        let Field { member, vis, attrs, name, .. } = field;
        let ty = field.partial_ty();
        let serde = is_written.then(|| written(name, matches!(field.read, Read::Flat | Read::FlatWith(_))));
        quote!(#(#attrs)* #serde #vis #member: #ty)
    });
    let flag_serde = is_written.then(|| quote!(#[serde(skip)]));
    let serde_crate = is_written.then(|| quote!(#[serde(crate = "::toolshape::__private::serde")]));
    let members: Vec<&Member> = shown.iter().map(|field| &field.member).collect();
    let reading = reading(model, partial, &shown);
    let debug = (!debug.is_empty()).then(|| self::debug(model, partial, &members));
    let (impl_generics, ty_generics, where_clause) = model.generics.split_for_impl();
    quote! {
        #[doc = #doc]
        #[allow(missing_docs, deprecated, reason = "as the type itself has it")]
        #[derive(#(#derives),*)]
        #serde_crate
        #vis struct #partial #impl_generics #where_clause {
            #(#declared,)*
            #[doc(hidden)]
            #flag_serde
            #flag: bool,
        }

        #[automatically_derived]
        #[allow(deprecated, dead_code, reason = "not everyone asks")]
        impl #impl_generics #partial #ty_generics #where_clause {
            /// Whether the object has ended, so that nothing in it changes.
            #[must_use]
            #vis fn is_complete(&self) -> bool {
                self.#flag
            }
        }

        #[automatically_derived]
        #[allow(deprecated, reason = "a part on its way out is still a part")]
        impl #impl_generics ::core::default::Default for #partial #ty_generics #where_clause {
            fn default() -> Self {
                Self {
                    #(#members: ::core::default::Default::default(),)*
                    #flag: false,
                }
            }
        }

        #debug

        #reading
    }
}

/// `Debug` of what the user declared, without the flag.
fn debug(model: &Model<'_>, partial: &Ident, members: &[&Member]) -> TokenStream {
    let mut generics = model.generics.clone();
    let params: Vec<Ident> = generics.type_params().map(|param| param.ident.clone()).collect();
    if !params.is_empty() {
        generics.make_where_clause().predicates.extend(params.iter().map(|param| -> syn::WherePredicate {
            syn::parse_quote! {
                #param: ::core::fmt::Debug + ::toolshape::partial::Partial<Partial: ::core::fmt::Debug>
            }
        }));
    }
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let name = partial.to_string();
    let fields = members.iter().map(|member| {
        let name = match member {
            Member::Named(ident) => ident.unraw().to_string(),
            Member::Unnamed(index) => index.index.to_string(),
        };
        quote!(.field(#name, &self.#member))
    });
    quote! {
        #[automatically_derived]
        #[allow(deprecated, reason = "a part on its way out is still a part")]
        impl #impl_generics ::core::fmt::Debug for #partial #ty_generics #where_clause {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(#name) #(#fields)* .finish()
            }
        }
    }
}

/// The fields of a record as its methods need them: its own by index, then the flattened ones.
struct Parts<'a> {
    own: Vec<&'a Field<'a>>,
    indices: Vec<usize>,
    flat_members: Vec<&'a Member>,
    /// `Record` of each flattened type.
    flat_records: Vec<TokenStream>,
    /// The index at which the fields of each flattened type begin.
    offsets: Vec<TokenStream>,
}

impl<'a> Parts<'a> {
    fn new(fields: &[&'a Field<'a>]) -> Self {
        let (flattened, own): (Vec<&Field>, Vec<&Field>) =
            fields.iter().partition(|field| matches!(field.read, Read::Flat | Read::FlatWith(_)));
        let flat_records: Vec<TokenStream> = flattened
            .iter()
            .map(|field| {
                let ty = field.partial_ty();
                quote_spanned!(field.span()=> <#ty as ::toolshape::partial::machine::Record>)
            })
            .collect();
        let count = own.len();
        let offsets = (0..flat_records.len())
            .map(|index| {
                let before = &flat_records[..index];
                quote!((#count #(+ #before::FIELDS)*))
            })
            .collect();
        let flat_members = flattened.iter().map(|field| &field.member).collect();
        Parts { indices: (0..count).collect(), own, flat_members, flat_records, offsets }
    }

    fn members(&self) -> impl Iterator<Item = &'a Member> {
        self.own.iter().map(|field| &field.member)
    }

    /// Assertions that no flattened map takes the keys of a field after it, and that serde reads it.
    fn order(&self) -> Vec<TokenStream> {
        let before_last = self.flat_records.iter().take(self.flat_records.len().saturating_sub(1));
        let last = before_last.map(|record| quote!(::core::assert!(!#record::TAKES_ALL, #MAP_FIRST)));
        let read = self.flat_records.iter().map(|record| quote!(::core::assert!(#record::MAY_BE_FLAT, #BY_INTEGERS)));
        last.chain(read).collect()
    }

    /// The body of `find`.
    fn find(&self) -> TokenStream {
        let Parts { own, indices, flat_members, flat_records, offsets } = self;
        let names = own.iter().map(|field| &field.name);
        let aliases = own.iter().map(|field| &field.aliases);
        quote! {
            match key {
                #(#names #(| #aliases)* => ::core::option::Option::Some(#indices),)*
                _ => {
                    #(
                        if let ::core::option::Option::Some(field) = #flat_records::find(&self.#flat_members, key) {
                            return ::core::option::Option::Some(#offsets + field);
                        }
                    )*
                    ::core::option::Option::None
                }
            }
        }
    }

    /// The body of a method on one field: `own` for each of the own, `call` for that of a flattened
    /// type, `other` for none.
    fn by_field(
        &self,
        own: impl Iterator<Item = TokenStream>,
        call: impl Fn(&TokenStream, &Member) -> TokenStream,
        other: &TokenStream,
    ) -> TokenStream {
        let Parts { indices, flat_members, flat_records, offsets, .. } = self;
        let calls = flat_records.iter().zip(flat_members).map(|(record, member)| call(record, member));
        quote! {
            match field {
                #(#indices => #own,)*
                _ => {
                    #(
                        if let ::core::option::Option::Some(field) = field.checked_sub(#offsets)
                            && field < #flat_records::FIELDS
                        {
                            return #calls;
                        }
                    )*
                    #other
                }
            }
        }
    }

    /// The body of `missing`.
    fn missing(&self, container: &Default) -> TokenStream {
        let Parts { flat_members, flat_records, .. } = self;
        let needs_all = matches!(container, Default::None);
        let needed = self.own.iter().filter(|field| needs_all && matches!(field.serde.default(), Default::None));
        let own = needed.map(|field| {
            let Field { member, ty, name, .. } = field;
            let is_optional = match field.read {
                Read::Grow => quote_spanned!(field.span()=> <#ty as ::toolshape::partial::Partial>::absent().is_some()),
                Read::Whole => quote_spanned!(field.span()=> ::toolshape::partial::machine::absent::<#ty>().is_some()),
                _ => quote!(false),
            };
            quote! {
                if self.#member.is_none() && !#is_optional {
                    return ::core::option::Option::Some(#name);
                }
            }
        });
        quote! {
            #(#own)*
            #(
                if let ::core::option::Option::Some(field) = #flat_records::missing(&self.#flat_members) {
                    return ::core::option::Option::Some(field);
                }
            )*
            ::core::option::Option::None
        }
    }
}

/// How the members of the object go into the fields.
fn reading(model: &Model<'_>, partial: &Ident, fields: &[&Field<'_>]) -> TokenStream {
    let ended = flag();
    let (impl_generics, ty_generics, where_clause) = model.generics.split_for_impl();
    let parts = Parts::new(fields);
    let Parts { own, flat_members, flat_records, .. } = &parts;
    let count = own.len();
    let is_closed = model.container.deny_unknown_fields();

    // With a parameter, the types are known only where the type is used.
    let order = parts.order();
    let is_generic = !model.generics.params.is_empty();
    let order_here = (!is_generic).then(|| quote!(#(const _: () = #order;)*));
    let order_in_use = is_generic.then(|| quote!(#(const { #order };)*));

    let none = quote!(::core::option::Option::None);
    let find = parts.find();
    let name = parts.by_field(
        own.iter().map(|Field { name, .. }| quote!(::core::option::Option::Some(#name))),
        |record, member| quote!(#record::name(&self.#member, field)),
        &none,
    );
    let is_taken = parts.by_field(
        parts.members().map(|member| quote!(self.#member.is_some())),
        |record, member| quote!(#record::is_taken(&self.#member, field)),
        &quote!(false),
    );
    let grow_field = parts.by_field(
        own.iter().map(|field| {
            let member = &field.member;
            grow(field, &quote!(&mut self.#member))
        }),
        |record, member| {
            let field = fields.iter().find(|field| field.member == *member);
            let Some(Read::FlatWith(path)) = field.map(|field| &field.read) else {
                return quote!(#record::grow_field(&mut self.#member, field, input));
            };
            quote! {
                ::toolshape::partial::machine::member_with(&mut self.#member, input, |text| {
                    #path(&mut ::toolshape::__private::serde_json::Deserializer::from_str(text))
                })
            }
        },
        &quote!(::core::result::Result::Ok(())),
    );
    let missing = parts.missing(model.container.default());

    quote! {
        #order_here

        #[automatically_derived]
        #[allow(deprecated, reason = "a part on its way out is still a part")]
        impl #impl_generics ::toolshape::partial::machine::Record for #partial #ty_generics #where_clause {
            const FIELDS: usize = #count #(+ #flat_records::FIELDS)*;
            const TAKES_ALL: bool = false #(|| #flat_records::TAKES_ALL)*;

            fn is_closed(&self) -> bool {
                #is_closed
            }

            #[inline]
            fn find(&self, key: &::core::primitive::str) -> ::core::option::Option<usize> {
                #order_in_use
                #find
            }

            #[inline]
            fn name(&self, field: usize) -> ::core::option::Option<&'static ::core::primitive::str> {
                #name
            }

            #[inline]
            fn is_taken(&self, field: usize) -> bool {
                #is_taken
            }

            fn grow_field(
                &mut self,
                field: usize,
                input: &mut ::toolshape::partial::machine::Input<'_>,
            ) -> ::toolshape::partial::machine::Flow {
                #grow_field
            }

            fn missing(&self) -> ::core::option::Option<&'static ::core::primitive::str> {
                #missing
            }

            fn close(&mut self) {
                self.#ended = true;
                #(#flat_records::close(&mut self.#flat_members);)*
            }
        }

        #[automatically_derived]
        #[allow(deprecated, reason = "a part on its way out is still a part")]
        impl #impl_generics ::toolshape::partial::machine::Grow for #partial #ty_generics #where_clause {
            fn grow<__S: ::toolshape::partial::machine::Place<Self>>(
                place: &mut __S,
                input: &mut ::toolshape::partial::machine::Input<'_>,
            ) -> ::toolshape::partial::machine::Flow {
                ::toolshape::partial::machine::grow(place, input)
            }

            fn resume(
                &mut self,
                input: &mut ::toolshape::partial::machine::Input<'_>,
            ) -> ::toolshape::partial::machine::Flow {
                ::toolshape::partial::machine::resume(self, input)
            }
        }
    }
}

/// Reading on in a field that stands at `place`.
pub(super) fn grow(field: &Field<'_>, place: &TokenStream) -> TokenStream {
    let ty = field.ty;
    match &field.read {
        Read::Grow => {
            quote_spanned!(field.span()=> ::toolshape::partial::machine::grow_on::<_>(#place, input))
        }
        Read::Whole => quote_spanned!(field.span()=> ::toolshape::partial::machine::whole::<#ty, _>(#place, input)),
        Read::With(path) => quote! {
            ::toolshape::partial::machine::whole_with::<#ty, _>(#place, input, |text| {
                #path(&mut ::toolshape::__private::serde_json::Deserializer::from_str(text))
            })
        },
        // Neither has a place of its own.
        Read::Flat | Read::FlatWith(_) | Read::Skipped => quote!(::core::result::Result::Ok(())),
    }
}

/// The value that the fields of `partial` make.
pub(super) fn complete(model: &Model<'_>, constructor: &TokenStream, fields: &[Field<'_>]) -> TokenStream {
    let flag = flag();
    let container = model.container.default();
    let default = match container {
        Default::None => TokenStream::new(),
        Default::Default => quote!(let default: Self = ::core::default::Default::default();),
        Default::Path(path) => quote!(let default: Self = #path();),
    };
    let values = fields.iter().map(|field| {
        let Field { member, ty, name, .. } = field;
        let absent = match (field.serde.default(), container) {
            (Default::Path(path), _) => quote!(#path()),
            (Default::Default, _) => quote!(::core::default::Default::default()),
            (Default::None, Default::Default | Default::Path(_)) => quote!(default.#member),
            (Default::None, Default::None) => {
                let absent = match field.read {
                    Read::Grow => quote_spanned! {field.span()=>
                        <#ty as ::toolshape::partial::Partial>::absent()
                            .map(<#ty as ::toolshape::partial::Partial>::complete_content)
                            .transpose()?
                    },
                    Read::Whole => quote_spanned!(field.span()=> ::toolshape::partial::machine::absent::<#ty>()),
                    _ => quote!(::core::option::Option::None),
                };
                quote!(#absent.ok_or_else(|| ::toolshape::partial::Error::missing(#name))?)
            }
        };
        let value = match field.read {
            Read::Skipped => absent,
            Read::Flat => quote_spanned! {field.span()=>
                <#ty as ::toolshape::partial::Partial>::complete(partial.#member)?
            },
            Read::FlatWith(_) => quote!(partial.#member.into_inner()),
            Read::Grow => {
                let made = quote_spanned!(field.span()=> <#ty as ::toolshape::partial::Partial>::complete(value));
                quote! {
                    match partial.#member {
                        ::core::option::Option::Some(value) => #made.map_err(|error| error.within(#name))?,
                        ::core::option::Option::None => #absent,
                    }
                }
            }
            Read::Whole | Read::With(_) => quote! {
                match partial.#member {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => #absent,
                }
            },
        };
        quote!(#member: #value)
    });
    quote! {
        if !partial.#flag {
            return ::core::result::Result::Err(::toolshape::partial::Error::incomplete());
        }
        #default
        ::core::result::Result::Ok(#constructor { #(#values),* })
    }
}
