//! What a client knows about models: the families that it was told, and what was refused.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use toolshape::{Family, Rungs};

/// Shared by a client and its clones.
#[derive(Debug, Default)]
pub(crate) struct Models {
    /// By a part of the model's id; the last that fits counts.
    families: Vec<(String, Family)>,
    /// By model id; a model that thinks refuses more.
    refused: RwLock<HashMap<String, Refused>>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Refused {
    plain: Rungs,
    thinking: Rungs,
}

impl Models {
    /// The same families and one more; what was refused is forgotten.
    pub(crate) fn with(&self, models: String, family: Family) -> Self {
        let mut families = self.families.clone();
        families.push((models, family));
        Self { families, refused: RwLock::default() }
    }

    pub(crate) fn family(&self, model: &str) -> &Family {
        let told = self.families.iter().rev().find(|(part, _)| model.contains(part.as_str()));
        told.map_or_else(|| Family::of(model), |(_, family)| family)
    }

    pub(crate) fn refused(&self, model: &str, thinking: bool) -> Rungs {
        let refused = self.refused.read().unwrap_or_else(PoisonError::into_inner);
        let refused = refused.get(model).copied().unwrap_or_default();
        if thinking { refused.thinking } else { refused.plain }
    }

    pub(crate) fn refuse(&self, model: &str, thinking: bool, rungs: Rungs) {
        let mut refused = self.refused.write().unwrap_or_else(PoisonError::into_inner);
        let refused = refused.entry(model.to_owned()).or_default();
        let known = if thinking { &mut refused.thinking } else { &mut refused.plain };
        rungs.iter().for_each(|rung| known.insert(rung));
    }
}
