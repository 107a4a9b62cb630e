//! What of a document its variables decide.

use async_graphql::parser::types::{
    Directive, DocumentOperations, ExecutableDocument, Field, OperationDefinition, Selection,
    SelectionSet,
};
use async_graphql::{Name, Positioned};

/// The field that every object has.
const TYPENAME: &str = "__typename";

/// The document with those fields alone that take a value from a variable, and with what they
/// stand in. Of a document that is valid, nothing else can become invalid with other variables.
/// None where no variable decides anything.
pub fn decided_by_variables(document: &ExecutableDocument) -> Option<ExecutableDocument> {
    let mut operations = document.operations.iter();
    if operations.all(|(_, operation)| operation.node.variable_definitions.is_empty()) {
        return None;
    }
    let mut document = document.clone();
    let operation = |operation: &mut Positioned<OperationDefinition>| {
        prune(&mut operation.node.selection_set);
    };
    match &mut document.operations {
        DocumentOperations::Single(only) => operation(only),
        DocumentOperations::Multiple(all) => all.values_mut().for_each(operation),
    }
    for fragment in document.fragments.values_mut() {
        prune(&mut fragment.node.selection_set);
    }
    Some(document)
}

/// Leaves what takes variables, and whatever spreads a fragment: that may. Says whether there was
/// any; where not, one field stands for all, since no object may be asked for nothing.
fn prune(set: &mut Positioned<SelectionSet>) -> bool {
    let place = set.pos;
    let items = &mut set.node.items;
    if items.is_empty() {
        return false;
    }
    items.retain_mut(|item| {
        let decided = item.node.directives().iter().any(is_decided);
        let below = match &mut item.node {
            Selection::Field(field) => {
                let arguments = field.node.arguments.iter();
                let own = arguments.filter(|(_, value)| value.node.clone().into_const().is_none());
                let own = own.count() > 0;
                prune(&mut field.node.selection_set) || own
            }
            Selection::InlineFragment(inline) => prune(&mut inline.node.selection_set),
            Selection::FragmentSpread(_) => true,
        };
        decided || below
    });
    if !items.is_empty() {
        return true;
    }
    let typename = Field {
        alias: None,
        name: Positioned::new(Name::new(TYPENAME), place),
        arguments: Vec::new(),
        directives: Vec::new(),
        selection_set: Positioned::new(SelectionSet { items: Vec::new() }, place),
    };
    let typename = Selection::Field(Positioned::new(typename, place));
    items.push(Positioned::new(typename, place));
    false
}

fn is_decided(directive: &Positioned<Directive>) -> bool {
    let mut arguments = directive.node.arguments.iter();
    arguments.any(|(_, value)| value.node.clone().into_const().is_none())
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    /// The names of what is left, depth first, of one operation after the other by name.
    fn left(text: &str) -> Option<Vec<String>> {
        fn names(set: &SelectionSet, all: &mut Vec<String>) {
            for item in &set.items {
                match &item.node {
                    Selection::Field(field) => {
                        all.push(field.node.name.node.to_string());
                        names(&field.node.selection_set.node, all);
                    }
                    Selection::InlineFragment(inline) => {
                        all.push("...".to_owned());
                        names(&inline.node.selection_set.node, all);
                    }
                    Selection::FragmentSpread(spread) => {
                        all.push(format!("...{}", spread.node.fragment_name.node));
                    }
                }
            }
        }
        let document = decided_by_variables(&parse_query(text).expect("a document"))?;
        let mut all = Vec::new();
        let mut operations: Vec<_> = document.operations.iter().collect();
        operations.sort_by_key(|(name, _)| *name);
        for (_, operation) in operations {
            names(&operation.node.selection_set.node, &mut all);
        }
        for fragment in document.fragments.values() {
            names(&fragment.node.selection_set.node, &mut all);
        }
        Some(all)
    }

    #[test]
    fn what_takes_no_variable_is_left_out() {
        let text = "query($a: Int, $b: Boolean!) { one { two(x: $a) { three } four } five { six }
            seven @include(if: $b) eight(x: 1) { nine } }";
        let expected = ["one", "two", "__typename", "seven"].map(str::to_owned);
        assert_eq!(left(text).expect("decided"), expected);
    }

    #[test]
    fn variables_within_values_count() {
        let text = "query($a: Int) { one(x: { y: [1, $a] }) two(x: { y: [1] }) }";
        assert_eq!(left(text).expect("decided"), ["one"]);
    }

    #[test]
    fn fragments_stay_with_whatever_spreads_them() {
        let text = "query($a: Int) { one { ...F two } ... on Q { three } }
            fragment F on One { four(x: $a) five }";
        assert_eq!(left(text).expect("decided"), ["one", "...F", "four"]);
        let text = "query($a: Int) { one { ...F } two(x: $a) } fragment F on One { five }";
        let expected = ["one", "...F", "two", "__typename"];
        assert_eq!(left(text).expect("decided"), expected);
    }

    #[test]
    fn of_several_operations_each_keeps_a_field() {
        let text = "query A($a: Int) { one(x: $a) } query B { two { three } }";
        assert_eq!(left(text).expect("decided"), ["one", "__typename"]);
    }

    #[test]
    fn without_variables_nothing_is_decided_by_them() {
        assert_eq!(left("{ one(x: 1) { two } }"), None);
    }
}
