//! Images, documents, videos and sounds, from bytes or from S3.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Map;

use crate::bedrock::{
    AudioBlock, AudioFormat, AudioSource, DocumentBlock, DocumentFormat, DocumentSource, ImageBlock, ImageFormat,
    ImageSource, S3Location, VideoBlock, VideoFormat, VideoSource,
};

impl S3Location {
    fn of(uri: impl Into<String>) -> Self {
        Self { uri: uri.into(), ..Self::default() }
    }
}

/// Blocks of a format and a source, with the members of each that may be absent.
macro_rules! media {
    ($($block:ident $a:literal $kind:literal $format:ident $source:ident $sample:literal { $($absent:ident)? })+) => {
        $(
            impl $block {
                #[doc = concat!($a, " of bytes, which travel as base64.\n\n",
                    "```\n", "use toolshape_types::bedrock::{ContentBlock, Message, ", stringify!($block), "};\n\n",
                    "# let bytes = b\"...\";\n",
                    "let ", $kind, " = ", stringify!($block), "::from_bytes(\"", $sample, "\", bytes);\n",
                    "let turn = Message::user([ContentBlock::from(\"What is this?\"), ", $kind, ".into()]);\n",
                    "# assert_eq!(turn.content[1].as_", $kind, "().and_then(|block| block.source.as_bytes()), Some(\"Li4u\"));\n",
                    "# assert_eq!(turn.content.len(), 2);\n```")]
                #[must_use]
                pub fn from_bytes(format: impl Into<$format>, bytes: impl AsRef<[u8]>) -> Self {
                    Self::new(format.into(), $source::Bytes(STANDARD.encode(bytes)))
                }

                #[doc = concat!($a, " in S3, for models that read from there.\n\n",
                    "```\n", "use toolshape_types::bedrock::", stringify!($block), ";\n\n",
                    "let ", $kind, " = ", stringify!($block), "::from_s3(\"", $sample, "\", \"s3://bucket/key.", $sample, "\");\n",
                    "# let location = ", $kind, ".source.as_s3_location().map(|location| location.uri.as_str());\n",
                    "# assert_eq!(location, Some(\"s3://bucket/key.", $sample, "\"));\n```")]
                #[must_use]
                pub fn from_s3(format: impl Into<$format>, uri: impl Into<String>) -> Self {
                    Self::new(format.into(), $source::S3Location(S3Location::of(uri)))
                }

                fn new(format: $format, source: $source) -> Self {
                    Self { format, source, $($absent: None,)? extra: Map::new() }
                }
            }
        )+
    };
}

media! {
    ImageBlock "An image" "image" ImageFormat ImageSource "png" { error }
    VideoBlock "A video" "video" VideoFormat VideoSource "mp4" { }
    AudioBlock "A sound" "audio" AudioFormat AudioSource "wav" { error }
}

impl DocumentBlock {
    /// A document of bytes, which travel as base64. A turn with a document needs a text, too.
    ///
    /// ```
    /// use toolshape_types::bedrock::{ContentBlock, DocumentBlock, Message};
    ///
    /// # let bytes = b"...";
    /// let report = DocumentBlock::from_bytes("report", "pdf", bytes);
    /// let turn = Message::user([ContentBlock::from("Sum this up."), report.into()]);
    /// # assert_eq!(turn.content[1].as_document().and_then(|block| block.source.as_bytes()), Some("Li4u"));
    /// ```
    #[must_use]
    pub fn from_bytes(name: impl Into<String>, format: impl Into<DocumentFormat>, bytes: impl AsRef<[u8]>) -> Self {
        Self::new(name.into(), format.into(), DocumentSource::Bytes(STANDARD.encode(bytes)))
    }

    /// A document in S3, for models that read from there.
    ///
    /// ```
    /// use toolshape_types::bedrock::DocumentBlock;
    ///
    /// let report = DocumentBlock::from_s3("report", "pdf", "s3://bucket/report.pdf");
    /// # let location = report.source.as_s3_location().map(|location| location.uri.as_str());
    /// # assert_eq!(location, Some("s3://bucket/report.pdf"));
    /// ```
    #[must_use]
    pub fn from_s3(name: impl Into<String>, format: impl Into<DocumentFormat>, uri: impl Into<String>) -> Self {
        Self::new(name.into(), format.into(), DocumentSource::S3Location(S3Location::of(uri)))
    }

    fn new(name: String, format: DocumentFormat, source: DocumentSource) -> Self {
        Self { name, format: Some(format), source, citations: None, context: None, extra: Map::new() }
    }
}
