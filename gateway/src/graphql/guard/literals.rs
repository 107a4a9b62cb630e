//! The values that stand in the document itself.

use async_graphql::parser::types::{Directive, ExecutableDocument, Field, Selection, SelectionSet};
use async_graphql::{Positioned, Value};

/// Whether any text among them holds a NUL, which no database of ours can keep.
pub fn hold_nul(document: &ExecutableDocument) -> bool {
    let operations = document.operations.iter().any(|(_, operation)| {
        let operation = &operation.node;
        in_set(&operation.selection_set.node)
            || in_directives(&operation.directives)
            || operation.variable_definitions.iter().any(|definition| {
                let default = definition.node.default_value.as_ref();
                default.is_some_and(|value| in_value(&value.node))
            })
    });
    let fragments = document.fragments.values();
    operations
        || fragments.into_iter().any(|fragment| {
            in_set(&fragment.node.selection_set.node) || in_directives(&fragment.node.directives)
        })
}

fn in_set(set: &SelectionSet) -> bool {
    set.items.iter().any(|item| {
        in_directives(item.node.directives())
            || match &item.node {
                Selection::Field(field) => in_field(&field.node),
                Selection::InlineFragment(inline) => in_set(&inline.node.selection_set.node),
                Selection::FragmentSpread(_) => false,
            }
    })
}

fn in_field(field: &Field) -> bool {
    let mut arguments = field.arguments.iter();
    arguments.any(|(_, value)| {
        // What a variable stands for is looked at where it comes from.
        let value = value.node.clone();
        let constant = value.into_const_with(|_| Ok::<_, ()>(Value::Null));
        constant.is_ok_and(|value| in_value(&value))
    }) || in_set(&field.selection_set.node)
}

fn in_directives(directives: &[Positioned<Directive>]) -> bool {
    directives.iter().any(|one| {
        let mut arguments = one.node.arguments.iter();
        arguments.any(|(_, value)| {
            let constant = value.node.clone().into_const();
            constant.is_some_and(|value| in_value(&value))
        })
    })
}

fn in_value(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::List(values) => values.iter().any(in_value),
        Value::Object(members) => members.values().any(in_value),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Refusal};

    #[test]
    fn a_nul_is_found_wherever_it_stands() {
        for text in [
            r#"{ a(b: "x\u0000") }"#,
            r#"{ a { b(c: { d: ["x", "\u0000"] }) } }"#,
            r#"query($a: String = "\u0000") { a(b: $a) }"#,
            r#"{ ... on A { b(c: "\u0000") } }"#,
            r#"{ ...F } fragment F on A { b(c: "\u0000") }"#,
            r#"mutation { a(b: "\u0000") @include(if: true) { c } }"#,
        ] {
            let refused = Document::read(text).expect_err(text);
            assert!(
                matches!(refused, Refusal::BadValue(_)),
                "{text}: {refused:?}"
            );
        }
        for text in [r#"{ a(b: "\\u0000") }"#, r#"{ a(b: "\u0041") }"#] {
            assert!(Document::read(text).is_ok(), "{text}");
        }
    }
}
