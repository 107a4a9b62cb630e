//! Decides whether a document is small enough to be validated at all.
//!
//! async-graphql follows fragment spreads without memory, in validation as in execution: twenty
//! fragments that spread each other twice are a million visits, before any of its own limits is
//! asked. So every document passes here first, in this order: bytes, tokens, parse, and one walk
//! that measures each fragment once (docs/decisions/0006).

mod documents;
mod literals;
mod measure;
mod tokens;
mod variables;

use std::sync::OnceLock;

use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, OperationType, Selection,
    SelectionSet,
};
use async_graphql::parser::{Pos, parse_query};
use async_graphql::{Positioned, Variables};

pub use documents::Documents;
use measure::{Measure, Walk};

/// The most that a document may be. Each figure is what the largest page of the web app and
/// GraphiQL's introspection need, a few times over.
mod limits {
    pub const BYTES: usize = 64 * 1024;
    pub const TOKENS: usize = 4_000;
    /// Brackets within brackets: the parser recurses, and a stack that overflows takes the server
    /// with it.
    pub const NESTING: usize = 48;
    pub const DEFINITIONS: usize = 100;
    pub const DEPTH: u64 = 12;
    pub const ROOT_FIELDS: u64 = 20;
    pub const FIELDS: u64 = 2_000;
    pub const ALIASES: u64 = 30;
    pub const DIRECTIVES: u64 = 50;
    pub const SPREADS: u64 = 500;
    /// Connections, however deep; nested ones multiply in the cost.
    pub const PAGES: u64 = 12;
    pub const COST: u64 = 20_000;
    pub const INTROSPECTION_DEPTH: u64 = 20;
    pub const INTROSPECTION_COST: u64 = 500_000;
}

/// Why a document is not executed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is no GraphQL document.
    Syntax {
        /// What the parser says.
        message: String,
        /// Where.
        at: Vec<Pos>,
    },
    /// It is more than one request may ask for.
    TooComplex(String),
    /// It holds no operation of this name, or several and none is named.
    NoSuchOperation(String),
    /// It holds a value that nothing can be done with.
    BadValue(String),
}

impl Refusal {
    fn too_complex(message: impl Into<String>) -> Self {
        Self::TooComplex(message.into())
    }
}

/// A document that was parsed and measured; what does not depend on variables is decided.
#[derive(Debug)]
pub struct Document {
    parsed: ExecutableDocument,
    /// Whether a page size comes from a variable, so that the cost is known only with them.
    sized_by_variables: bool,
    introspects: bool,
    /// What each operation costs, as far as its variables do not decide.
    costs: Vec<u64>,
    /// Once it was found valid: what of it other variables can make invalid.
    decided: OnceLock<Option<ExecutableDocument>>,
}

impl Document {
    /// Parses and measures `text`.
    ///
    /// # Errors
    /// [`Refusal::TooComplex`] with the first limit it exceeds, or [`Refusal::Syntax`].
    pub fn read(text: &str) -> Result<Self, Refusal> {
        if text.len() > limits::BYTES {
            let most = limits::BYTES;
            return Err(Refusal::too_complex(format!(
                "The document is longer than {most} bytes. Send values as variables."
            )));
        }
        let size = tokens::measure(text);
        at_most("tokens", size.tokens, limits::TOKENS)?;
        at_most("levels of brackets", size.nesting, limits::NESTING)?;
        let parsed = parse_query(text).map_err(|error| {
            let message = error.to_string();
            // The parser draws the line and points at it; what it expected stands last.
            let expected = message.rsplit("= ").next().unwrap_or_default();
            Refusal::Syntax {
                message: format!(
                    "The document cannot be read: {}.",
                    expected.trim_end_matches('.')
                ),
                at: error.positions().collect(),
            }
        })?;
        let definitions = parsed.fragments.len() + parsed.operations.iter().count();
        at_most("operations and fragments", definitions, limits::DEFINITIONS)?;
        // Only an escape can stand for a NUL.
        if text.contains("\\u") && literals::hold_nul(&parsed) {
            let message = "A text in the document holds the character NUL. Leave it out.";
            return Err(Refusal::BadValue(message.to_owned()));
        }
        Self::measured(parsed)
    }

    fn measured(parsed: ExecutableDocument) -> Result<Self, Refusal> {
        let mut walk = Walk::new(&parsed.fragments);
        let mut all = Measure::default();
        let mut costs = Vec::new();
        for (_, operation) in parsed.operations.iter() {
            let measure = walk.operation(&operation.node)?;
            costs.push(measure.cost);
            if !measure.sized_by_variables {
                check_cost(&measure)?;
            }
            all.join(&measure);
        }
        walk.other_fragments()?;
        check_shape(&all)?;
        Ok(Self {
            sized_by_variables: all.sized_by_variables,
            introspects: all.introspects,
            costs,
            decided: OnceLock::new(),
            parsed,
        })
    }

    /// The operation to be executed, as GraphQL selects it.
    ///
    /// # Errors
    /// [`Refusal::NoSuchOperation`].
    pub fn operation(&self, name: Option<&str>) -> Result<Operation<'_>, Refusal> {
        let found = match (&self.parsed.operations, name) {
            (DocumentOperations::Single(operation), None) => Some(operation),
            (DocumentOperations::Single(_), Some(_)) => None,
            (DocumentOperations::Multiple(operations), Some(name)) => operations.get(name),
            (DocumentOperations::Multiple(operations), None) => {
                let mut all = operations.values();
                all.next().filter(|_| all.next().is_none())
            }
        };
        let document = self;
        found
            .map(|definition| Operation {
                document,
                definition,
            })
            .ok_or_else(|| {
                Refusal::NoSuchOperation(match name {
                    Some(name) => format!("The document holds no operation named `{name}`."),
                    None => "Name one of the document's operations in `operationName`.".to_owned(),
                })
            })
    }

    /// Whether it asks for the schema.
    pub fn introspects(&self) -> bool {
        self.introspects
    }

    /// Whether the argument whose name stands at `place` takes its value from variables.
    pub fn has_variable_at(&self, place: Pos) -> bool {
        let fragments = self.parsed.fragments.values();
        let fragments = fragments.map(|fragment| &fragment.node.selection_set.node);
        let operations = self.parsed.operations.iter();
        let operations = operations.map(|(_, operation)| &operation.node.selection_set.node);
        fragments
            .chain(operations)
            .any(|set| has_variable_at(set, place))
    }

    /// Remembers that it was found valid, with whatever variables.
    pub fn found_valid(&self) {
        let decided = || variables::decided_by_variables(&self.parsed);
        self.decided.get_or_init(decided);
    }

    /// Of a document that was found valid, what its variables decide, if anything. None of one
    /// that was not yet.
    pub fn decided_by_variables(&self) -> Option<Option<&ExecutableDocument>> {
        self.decided.get().map(Option::as_ref)
    }

    /// A copy for the executor, which takes it apart.
    pub fn to_parsed(&self) -> ExecutableDocument {
        self.parsed.clone()
    }
}

/// One operation of a document.
pub struct Operation<'d> {
    document: &'d Document,
    definition: &'d Positioned<OperationDefinition>,
}

impl Operation<'_> {
    /// Whether it only reads.
    pub fn is_query(&self) -> bool {
        self.definition.node.ty == OperationType::Query
    }

    /// Whether it watches.
    pub fn is_subscription(&self) -> bool {
        self.definition.node.ty == OperationType::Subscription
    }

    /// Whether it names one root field, by itself: the executor follows no fragment at the root of
    /// a subscription, and what cannot be told apart cannot be watched.
    pub fn names_one_field(&self) -> bool {
        match &*self.definition.node.selection_set.node.items {
            [only] => matches!(
                &only.node,
                Selection::Field(field) if field.node.directives.is_empty()
            ),
            _ => false,
        }
    }

    /// Whether it asks for one of these root fields, or may: what stands in a fragment at the root
    /// is not looked for.
    pub fn may_ask(&self, names: &[&str]) -> bool {
        let roots = &self.definition.node.selection_set.node.items;
        let is_one_of = |root: &Positioned<Selection>| match &root.node {
            Selection::Field(field) => names.contains(&field.node.name.node.as_str()),
            Selection::FragmentSpread(_) | Selection::InlineFragment(_) => true,
        };
        self.definition.node.ty == OperationType::Mutation && roots.iter().any(is_one_of)
    }

    /// What it costs: 1 a field, what is below a list times its page size.
    pub fn cost(&self, variables: &Variables) -> u64 {
        if self.document.sized_by_variables {
            let fragments = &self.document.parsed.fragments;
            let mut walk = Walk::with(fragments, &self.definition.node, variables);
            let measure = walk.operation(&self.definition.node);
            return measure.map_or(limits::COST, |measure| measure.cost);
        }
        let operations = self.document.parsed.operations.iter();
        let mut costs = operations.zip(&self.document.costs);
        let own = costs.find(|((_, operation), _)| std::ptr::eq(*operation, self.definition));
        own.map_or(limits::COST, |(_, cost)| *cost)
    }

    /// The most that any operation may cost.
    pub const MOST: u64 = limits::COST;

    /// Checks what depends on the variables: those it needs are there, and the pages they ask for
    /// are not too large.
    ///
    /// # Errors
    /// The names of the variables that are missing, or [`Refusal::TooComplex`].
    pub fn check(&self, variables: &Variables) -> Result<Vec<String>, Refusal> {
        let definition = &self.definition.node;
        if self.document.sized_by_variables {
            let fragments = &self.document.parsed.fragments;
            let measure = Walk::with(fragments, definition, variables).operation(definition)?;
            check_cost(&measure)?;
        }
        let missing = definition.variable_definitions.iter().filter_map(|def| {
            let def = &def.node;
            let needed = !def.var_type.node.nullable;
            let absent = match variables.get(&def.name.node) {
                None => def.default_value.is_none(),
                Some(value) => *value == async_graphql::Value::Null,
            };
            (needed && absent).then(|| format!("${}: {}", def.name.node, def.var_type.node))
        });
        Ok(missing.collect())
    }
}

fn has_variable_at(set: &SelectionSet, place: Pos) -> bool {
    set.items.iter().any(|item| {
        let directives = item.node.directives().iter();
        let conditions = directives.flat_map(|directive| &directive.node.arguments);
        let (own, below): (&[_], _) = match &item.node {
            Selection::Field(field) => {
                let field = &field.node;
                (&field.arguments, Some(&field.selection_set))
            }
            Selection::InlineFragment(inline) => (&[], Some(&inline.node.selection_set)),
            Selection::FragmentSpread(_) => (&[], None),
        };
        let mut arguments = conditions.chain(own);
        match arguments.find(|(name, _)| name.pos == place) {
            Some((_, value)) => value.node.clone().into_const().is_none(),
            None => below.is_some_and(|below| has_variable_at(&below.node, place)),
        }
    })
}

fn at_most<N: Copy + PartialOrd + std::fmt::Display>(
    what: &str,
    count: N,
    most: N,
) -> Result<(), Refusal> {
    if count <= most {
        return Ok(());
    }
    Err(Refusal::too_complex(format!(
        "The document has more than {most} {what}. Ask for less, or in several requests."
    )))
}

fn check_shape(measure: &Measure) -> Result<(), Refusal> {
    at_most("levels of fields", measure.depth, limits::DEPTH)?;
    at_most("root fields", measure.roots, limits::ROOT_FIELDS)?;
    at_most("fields", measure.fields, limits::FIELDS)?;
    at_most("aliases", measure.aliases, limits::ALIASES)?;
    at_most("directives", measure.directives, limits::DIRECTIVES)?;
    at_most("fragment spreads", measure.spreads, limits::SPREADS)?;
    at_most("pages", measure.pages, limits::PAGES)?;
    at_most(
        "levels of introspection",
        measure.introspection_depth,
        limits::INTROSPECTION_DEPTH,
    )?;
    if measure.introspection_cost > limits::INTROSPECTION_COST {
        return Err(Refusal::too_complex(
            "The introspection asks for too much at once. Follow types by name instead.",
        ));
    }
    Ok(())
}

fn check_cost(measure: &Measure) -> Result<(), Refusal> {
    let (cost, most) = (measure.cost, limits::COST);
    if cost <= most {
        return Ok(());
    }
    Err(Refusal::too_complex(format!(
        "The document costs {cost}, and {most} is the most: a field counts 1, a list its fields \
         times its page size. Ask for smaller pages or fewer fields."
    )))
}

#[cfg(test)]
mod tests;
