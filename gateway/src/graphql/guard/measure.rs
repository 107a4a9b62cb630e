//! The walk over a document: each fragment is measured once, however often it is spread.

use std::collections::HashMap;

use async_graphql::parser::types::{
    Field, FragmentDefinition, OperationDefinition, Selection, SelectionSet, VariableDefinition,
};
use async_graphql::{Name, Positioned, Value, Variables};

use kernel::Page;

use super::Refusal;

/// What a selection comes to once all its fragments are written out. Sums saturate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// Fields within fields.
    pub depth: u64,
    /// Fields of the outermost level.
    pub roots: u64,
    /// All fields.
    pub fields: u64,
    /// Renamed fields.
    pub aliases: u64,
    /// `@skip`, `@include` and the like.
    pub directives: u64,
    /// Fragments spread, named or inline.
    pub spreads: u64,
    /// Connections.
    pub pages: u64,
    /// 1 a field, what is below a list times its page size.
    pub cost: u64,
    /// Fields within fields below `__schema` and `__type`.
    pub introspection_depth: u64,
    /// What those come to, weighed by how many of each a schema has.
    pub introspection_cost: u64,
    /// Whether a page size was left to a variable.
    pub sized_by_variables: bool,
    /// Whether it asks for the schema.
    pub introspects: bool,
    /// Whether it holds `nodes` or `edges`: then the field above is a connection.
    is_page: bool,
}

impl Measure {
    /// Both, side by side.
    pub fn join(&mut self, other: &Self) {
        self.depth = self.depth.max(other.depth);
        self.roots = self.roots.saturating_add(other.roots);
        self.fields = self.fields.saturating_add(other.fields);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.directives = self.directives.saturating_add(other.directives);
        self.spreads = self.spreads.saturating_add(other.spreads);
        self.pages = self.pages.saturating_add(other.pages);
        self.cost = self.cost.saturating_add(other.cost);
        self.introspection_depth = self.introspection_depth.max(other.introspection_depth);
        self.introspection_cost = self
            .introspection_cost
            .saturating_add(other.introspection_cost);
        self.sized_by_variables |= other.sized_by_variables;
        self.introspects |= other.introspects;
        self.is_page |= other.is_page;
    }

    /// The same, spread into another selection.
    fn spread(mut self) -> Self {
        self.spreads = self.spreads.saturating_add(1);
        self
    }
}

/// What the walk remembers of a fragment.
#[derive(Clone, Copy)]
enum Known {
    /// Being measured: to meet it again is a cycle.
    Open,
    Done(Measure),
}

type Fragments = HashMap<Name, Positioned<FragmentDefinition>>;

/// One walk, with its memory.
pub struct Walk<'d> {
    fragments: &'d Fragments,
    known: HashMap<(&'d str, bool), Known>,
    variables: Option<(&'d Variables, &'d [Positioned<VariableDefinition>])>,
}

impl<'d> Walk<'d> {
    /// A walk that leaves page sizes given by variables open.
    pub fn new(fragments: &'d Fragments) -> Self {
        Self {
            fragments,
            known: HashMap::new(),
            variables: None,
        }
    }

    /// A walk for one operation with its variables.
    pub fn with(
        fragments: &'d Fragments,
        operation: &'d OperationDefinition,
        variables: &'d Variables,
    ) -> Self {
        Self {
            variables: Some((variables, &operation.variable_definitions)),
            ..Self::new(fragments)
        }
    }

    /// Measures one operation.
    pub fn operation(&mut self, operation: &'d OperationDefinition) -> Result<Measure, Refusal> {
        let mut all = self.selection(&operation.selection_set.node, false)?;
        all.directives = all
            .directives
            .saturating_add(count(operation.directives.len()));
        Ok(all)
    }

    /// Measures the fragments that no operation has reached: they are validated all the same.
    pub fn other_fragments(&mut self) -> Result<(), Refusal> {
        let fragments = self.fragments;
        for name in fragments.keys() {
            self.fragment(name.as_str(), false)?;
        }
        Ok(())
    }

    fn fragment(&mut self, name: &'d str, introspection: bool) -> Result<Measure, Refusal> {
        let key = (name, introspection);
        match self.known.get(&key) {
            Some(Known::Done(measure)) => return Ok(*measure),
            Some(Known::Open) => {
                let message = format!("The fragment `{name}` spreads itself.");
                return Err(Refusal::TooComplex(message));
            }
            None => {}
        }
        // Validation names a fragment that is not there.
        let Some(fragment) = self.fragments.get(name) else {
            return Ok(Measure::default());
        };
        self.known.insert(key, Known::Open);
        let mut measure = self.selection(&fragment.node.selection_set.node, introspection)?;
        measure.directives = measure
            .directives
            .saturating_add(count(fragment.node.directives.len()));
        self.known.insert(key, Known::Done(measure));
        Ok(measure)
    }

    fn selection(
        &mut self,
        selection: &'d SelectionSet,
        introspection: bool,
    ) -> Result<Measure, Refusal> {
        let mut all = Measure::default();
        for item in &selection.items {
            let mut measure = match &item.node {
                Selection::Field(field) => self.field(&field.node, introspection)?,
                Selection::FragmentSpread(spread) => {
                    let name = spread.node.fragment_name.node.as_str();
                    self.fragment(name, introspection)?.spread()
                }
                Selection::InlineFragment(inline) => {
                    let selection = &inline.node.selection_set.node;
                    self.selection(selection, introspection)?.spread()
                }
            };
            let directives = count(item.node.directives().len());
            measure.directives = measure.directives.saturating_add(directives);
            all.join(&measure);
        }
        Ok(all)
    }

    fn field(&mut self, field: &'d Field, introspection: bool) -> Result<Measure, Refusal> {
        let name = field.name.node.as_str();
        let introspection = introspection || matches!(name, "__schema" | "__type");
        let below = self.selection(&field.selection_set.node, introspection)?;
        let aliases = below
            .aliases
            .saturating_add(u64::from(field.alias.is_some()));
        if introspection {
            let cost = weight(name).saturating_mul(below.introspection_cost);
            return Ok(Measure {
                aliases,
                directives: below.directives,
                spreads: below.spreads,
                introspection_depth: below.introspection_depth.saturating_add(1),
                introspection_cost: cost.saturating_add(1),
                introspects: true,
                ..Measure::default()
            });
        }
        let asked = self.page_size(field);
        let is_connection = below.is_page || asked != Asked::Nothing;
        let times = match asked {
            Asked::For(size) => size,
            Asked::ByVariable => USUAL,
            Asked::Nothing if is_connection => USUAL,
            Asked::Nothing => 1,
        };
        Ok(Measure {
            depth: below.depth.saturating_add(1),
            roots: 1,
            fields: below.fields.saturating_add(1),
            aliases,
            pages: below.pages.saturating_add(u64::from(is_connection)),
            cost: times.saturating_mul(below.cost).saturating_add(1),
            sized_by_variables: below.sized_by_variables || asked == Asked::ByVariable,
            is_page: matches!(name, "nodes" | "edges"),
            ..below
        })
    }

    /// How many entries the field's arguments ask for.
    fn page_size(&self, field: &Field) -> Asked {
        let mut asked = Asked::Nothing;
        for name in ["first", "last", "ids"] {
            let Some(value) = field.get_argument(name) else {
                continue;
            };
            let value = value
                .node
                .clone()
                .into_const_with(|name| self.variable(&name));
            let Ok(value) = value else {
                return Asked::ByVariable;
            };
            let size = entries(&value);
            asked = match asked {
                Asked::For(other) => Asked::For(other.max(size)),
                _ => Asked::For(size),
            };
        }
        asked
    }

    /// The value of a variable; an error while nobody has given any.
    fn variable(&self, name: &Name) -> Result<Value, ()> {
        let (variables, definitions) = self.variables.ok_or(())?;
        let default = || {
            let definition = definitions.iter().find(|def| def.node.name.node == *name)?;
            definition.node.default_value()
        };
        let value = variables.get(name).or_else(default);
        Ok(value.cloned().unwrap_or_default())
    }
}

/// What a field says about the size of its list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Nothing,
    ByVariable,
    For(u64),
}

/// The entries of a page that names no number.
const USUAL: u64 = Page::USUAL;

fn entries(value: &Value) -> u64 {
    match value {
        Value::Number(number) => number.as_u64().unwrap_or(USUAL),
        Value::List(list) => count(list.len()),
        _ => USUAL,
    }
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// About how many entries a list of the introspection has in a schema of our size.
fn weight(list: &str) -> u64 {
    match list {
        "types" => 200,
        "fields" => 12,
        "inputFields" | "enumValues" | "possibleTypes" => 6,
        "args" => 2,
        _ => 1,
    }
}
