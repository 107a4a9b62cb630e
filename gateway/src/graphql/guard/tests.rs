use std::fmt::Write as _;

use async_graphql::Variables;
use serde_json::json;

use super::*;

fn refusal(text: &str) -> String {
    match Document::read(text) {
        Err(Refusal::TooComplex(message)) => message,
        other => panic!("not refused as too complex: {other:?}"),
    }
}

fn with(text: &str, variables: serde_json::Value) -> Result<Vec<String>, Refusal> {
    let document = Document::read(text).expect("a document");
    let operation = document.operation(None).expect("an operation");
    operation.check(&Variables::from_json(variables))
}

/// `field` so many times, its `#` numbered.
fn repeated(count: usize, field: &str) -> String {
    let fields: Vec<_> = (0..count)
        .map(|n| field.replace('#', &n.to_string()))
        .collect();
    fields.join(" ")
}

/// `count` fragments, each of which spreads the next one twice.
fn bomb(count: usize) -> String {
    let mut text = "{ ...F0 }".to_owned();
    for number in 0..count {
        let next = number + 1;
        let _ = write!(
            text,
            "fragment F{number} on Query {{ ...F{next} ...F{next} }}"
        );
    }
    let _ = write!(text, "fragment F{count} on Query {{ __typename }}");
    text
}

#[test]
fn a_fragment_bomb_is_refused_at_once() {
    // Without memory this is a million million visits: that the test ends is what it shows.
    refusal(&bomb(40));
    // So many that the sums saturate.
    refusal(&bomb(90));
}

#[test]
fn a_fragment_that_spreads_itself_is_refused() {
    for text in [
        "{ ...A } fragment A on Query { ...A }",
        "{ ...A } fragment A on Query { a { ...B } } fragment B on A { b { ...A } }",
        "{ a } fragment A on Query { ...B } fragment B on Query { ...A }",
    ] {
        assert!(refusal(text).contains("spreads itself"), "{text}");
    }
}

#[test]
fn each_limit_refuses_what_exceeds_it() {
    let nested =
        |depth: usize| format!("{}a{}", "{ a ".repeat(depth - 1) + "{ ", " }".repeat(depth));
    let wide = |count: usize, field: &str| format!("{{ a {{ {} }} }}", repeated(count, field));
    for (good, bad, what) in [
        (nested(12), nested(13), "levels of fields"),
        (wide(30, "b#: b"), wide(31, "b#: b"), "aliases"),
        (
            wide(12, "b#(first: 1) { c }"),
            wide(13, "b#(first: 1) { c }"),
            "pages",
        ),
        (
            wide(50, "b# @skip(if: false)"),
            wide(51, "b# @skip(if: false)"),
            "directives",
        ),
        (
            wide(500, "... { b# }"),
            wide(501, "... { b# }"),
            "fragment spreads",
        ),
        (wide(1_999, "b#"), wide(2_000, "b#"), "fields"),
        (
            format!("{{ a # {} \n }}", "x".repeat(65_000)),
            " ".repeat(65_537),
            "bytes",
        ),
    ] {
        assert!(Document::read(&good).is_ok(), "{what}: {good:.80}");
        let message = refusal(&bad);
        assert!(message.contains(what), "{what}: {message}");
    }
    let roots = |count: usize| format!("{{ {} }}", repeated(count, "a#"));
    assert!(Document::read(&roots(20)).is_ok());
    assert!(refusal(&roots(21)).contains("root fields"));
    assert!(refusal(&wide(4_000, "b#")).contains("tokens"));
    assert!(refusal(&"{a".repeat(49)).contains("brackets"));
}

#[test]
fn limits_hold_over_all_operations_of_a_document() {
    let operation = |name: usize| format!("query Q{name} {{ a {{ {} }} }}", "b ".repeat(700));
    assert!(Document::read(&(operation(1) + &operation(2))).is_ok());
    assert!(refusal(&(operation(1) + &operation(2) + &operation(3))).contains("fields"));
}

#[test]
fn the_cost_of_a_list_is_that_of_its_entries_times_the_page_size() {
    let cost = |text: &str| {
        let document = Document::read(text).expect("a document");
        let operation = document.operation(None).expect("an operation").definition;
        let mut walk = Walk::new(&document.parsed.fragments);
        walk.operation(&operation.node).expect("a measure").cost
    };
    assert_eq!(cost("{ a { b c } }"), 3);
    assert_eq!(cost("{ a(first: 50) { nodes { b c } } }"), 1 + 50 * 3);
    // No size named: a connection has the usual one, also when a fragment hides it.
    assert_eq!(cost("{ a { nodes { b } } }"), 1 + 20 * 2);
    assert_eq!(
        cost("{ a { ...P } } fragment P on AConnection { edges { node { b } } }"),
        61
    );
    assert_eq!(cost("{ nodes(ids: [\"a\", \"b\"]) { id } }"), 1 + 2);
    assert_eq!(
        cost("{ a(first: 10) { nodes { b(last: 3) { nodes { c } } } } }"),
        1 + 10 * 8
    );
}

#[test]
fn the_writers_page_passes_and_greed_does_not() {
    let writers = |first: u32, samples: &str| {
        let samples =
            format!("samples{samples} {{ nodes {{ id title pages subject {{ name }} }} }}");
        let portfolio = format!("portfolio {{ id bio penName {samples} }}");
        let summary = "feedbackSummary { averageRating count last30Days label }";
        format!("{{ writers(first: {first}) {{ nodes {{ id name {portfolio} {summary} }} }} }}")
    };
    assert!(Document::read(&writers(50, "(first: 3)")).is_ok());
    assert!(Document::read(&writers(50, "")).is_ok());
    assert!(refusal(&writers(100, "(first: 100)")).contains("costs"));
    assert!(refusal(&writers(1_000_000, "(first: 3)")).contains("costs"));
    let aliased = repeated(15, "w#: writers(first: 100) { nodes { id } }");
    refusal(&format!("{{ {aliased} }}"));
}

#[test]
fn a_page_size_in_a_variable_is_counted_with_its_value() {
    let text = "query Q($n: Int = 2, $ids: [ID!]) {
        a(first: $n) { nodes { b(first: $n) { nodes { c } } } } nodes(ids: $ids) { id } }";
    assert_eq!(with(text, json!({})), Ok(vec![]));
    assert_eq!(with(text, json!({ "n": 90 })), Ok(vec![]));
    assert!(with(text, json!({ "n": 101 })).is_err());
    assert!(with(text, json!({ "n": 1, "ids": vec!["x"; 30_000] })).is_err());
    // Literals beside it are refused without knowing the variables' values.
    assert!(
        with(
            "query Q($n: Int) { a(first: $n) { b(first: 5000000) { c } } }",
            json!({})
        )
        .is_err()
    );
}

#[test]
fn missing_variables_are_all_named() {
    let text =
        "query Q($a: ID!, $b: Int! = 1, $c: [ID!], $d: ID!) { x(a: $a, b: $b, c: $c, d: $d) }";
    assert_eq!(with(text, json!({ "a": "1", "d": "2" })), Ok(vec![]));
    let missing = vec!["$a: ID!".to_owned(), "$d: ID!".to_owned()];
    assert_eq!(with(text, json!({ "a": null })), Ok(missing));
}

#[test]
fn introspection_is_counted_apart() {
    let document = Document::read(GRAPHIQL).expect("GraphiQL's own query");
    assert!(document.introspects());
    assert!(
        !Document::read("{ __typename }")
            .expect("a document")
            .introspects()
    );
    let nested = "{ __schema { types { fields { type { fields { type { fields { type { fields \
                  { name } } } } } } } } } }";
    assert!(refusal(nested).contains("introspection"));
    let deep = format!(
        "{{ __type(name: \"A\") {} }}",
        "{ ofType ".repeat(20) + "{ name }" + &"}".repeat(20)
    );
    assert!(refusal(&deep).contains("introspection"));
}

#[test]
fn an_operation_is_selected_as_graphql_does() {
    let two = Document::read("query A { a } mutation B { b }").expect("a document");
    assert!(
        two.operation(Some("A"))
            .is_ok_and(|operation| operation.is_query())
    );
    assert!(
        two.operation(Some("B"))
            .is_ok_and(|operation| !operation.is_query())
    );
    assert!(two.operation(Some("C")).is_err());
    assert!(two.operation(None).is_err());
    let one = Document::read("{ a }").expect("a document");
    assert!(one.operation(None).is_ok());
    assert!(one.operation(Some("A")).is_err());
}

#[test]
fn what_is_no_document_is_a_syntax_fault_with_its_place() {
    for text in [
        "",
        "{",
        "{ a(",
        "query",
        "{ a } { b }",
        "fragment A on B { c }",
        "\u{0}",
        "{ é }",
    ] {
        let refused = Document::read(text);
        assert!(
            matches!(refused, Err(Refusal::Syntax { .. })),
            "{text}: {refused:?}"
        );
    }
}

/// The query that GraphiQL sends, as graphql-js 16 writes it.
const GRAPHIQL: &str = r"
query IntrospectionQuery {
  __schema {
    description
    queryType { name kind }
    mutationType { name kind }
    subscriptionType { name kind }
    types { ...FullType }
    directives {
      name description isRepeatable locations
      args(includeDeprecated: true) { ...InputValue }
    }
  }
}
fragment FullType on __Type {
  kind name description specifiedByURL isOneOf
  fields(includeDeprecated: true) {
    name description
    args(includeDeprecated: true) { ...InputValue }
    type { ...TypeRef }
    isDeprecated deprecationReason
  }
  inputFields(includeDeprecated: true) { ...InputValue }
  interfaces { ...TypeRef }
  enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
  possibleTypes { ...TypeRef }
}
fragment InputValue on __InputValue {
  name description type { ...TypeRef } defaultValue isDeprecated deprecationReason
}
fragment TypeRef on __Type {
  kind name
  ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType {
    kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } }
  } } } } } }
}";
