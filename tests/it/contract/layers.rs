//! Who may depend on whom: read from `cargo metadata`, and from the sources where a dependency
//! alone does not tell (docs/ARCHITECTURE.md).

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What each crate of ours may use of ours.
const ALLOWED: &[(&str, &[&str])] = &[
    ("kernel", &[]),
    ("migration", &[]),
    ("identity", &["kernel"]),
    ("tenancy", &["kernel"]),
    ("orders", &["kernel"]),
    ("writer-management", &["kernel"]),
    ("notifications", &["kernel"]),
    (
        "views",
        &["kernel", "identity", "orders", "writer-management"],
    ),
    (
        "flows",
        &[
            "kernel",
            "identity",
            "tenancy",
            "orders",
            "writer-management",
            "notifications",
            "views",
        ],
    ),
    (
        "gateway",
        &[
            "kernel",
            "identity",
            "tenancy",
            "orders",
            "writer-management",
            "notifications",
            "flows",
            "views",
            "migration",
            "seed",
        ],
    ),
    (
        "seed",
        &[
            "kernel",
            "identity",
            "tenancy",
            "orders",
            "writer-management",
            "flows",
        ],
    ),
    ("testkit", &["kernel", "migration"]),
    ("bench", &["kernel", "migration"]),
    ("xtask", &[]),
];

/// Libraries that only some crates may name.
const KEPT_APART: &[(&str, &[&str])] = &[
    ("async-graphql", &["gateway"]),
    ("axum", &["gateway", "bench"]),
    ("lettre", &["notifications"]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("a workspace")
        .to_owned()
}

/// The normal dependencies of every package of the workspace.
fn edges() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("json");
    let packages = metadata["packages"].as_array().expect("packages");
    let name = |value: &serde_json::Value| value["name"].as_str().expect("a name").to_owned();
    packages
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().expect("dependencies");
            let normal = dependencies.iter().filter(|one| one["kind"].is_null());
            (name(package), normal.map(name).collect())
        })
        .collect()
}

#[test]
fn crates_depend_downwards_only() {
    let edges = edges();
    let ours: BTreeSet<_> = edges.keys().cloned().collect();
    let allowed: BTreeMap<_, _> = ALLOWED.iter().copied().collect();
    let mut wrong = Vec::new();
    for (package, dependencies) in edges.iter().filter(|(package, _)| *package != "it") {
        let Some(allowed) = allowed.get(package.as_str()) else {
            wrong.push(format!("{package} has no line in ALLOWED"));
            continue;
        };
        for dependency in dependencies.intersection(&ours) {
            if !allowed.contains(&dependency.as_str()) {
                wrong.push(format!("{package} -> {dependency}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "edges that the house does not have: {wrong:#?}"
    );
}

#[test]
fn libraries_stay_where_they_belong() {
    let edges = edges();
    for (library, homes) in KEPT_APART {
        for (package, dependencies) in edges.iter().filter(|(package, _)| *package != "it") {
            assert!(
                !dependencies.contains(*library) || homes.contains(&package.as_str()),
                "{package} uses {library}, which belongs to {homes:?}"
            );
        }
    }
}

/// Every source file below the folders, with its text.
fn sources(folders: &[&str]) -> Vec<(PathBuf, String)> {
    let mut open: Vec<_> = folders.iter().map(|folder| root().join(folder)).collect();
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).expect("text");
                found.push((path, text));
            }
        }
    }
    assert!(found.len() > 10, "the sources are where this test looks");
    found
}

/// The part of a file before its unit tests.
fn product(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or_default()
}

#[test]
fn permits_are_made_in_policies_only() {
    for (path, text) in sources(&["crates", "gateway/src"]) {
        let home = path.ends_with("policy.rs") || path.ends_with("kernel/src/actor.rs");
        let test = path.components().any(|part| part.as_os_str() == "tests");
        assert!(
            home || test || !product(&text).contains(".allow("),
            "{} makes a permit: only policy.rs may",
            path.display()
        );
    }
}

#[test]
fn the_gateway_builds_no_query() {
    for (path, text) in sources(&["gateway/src"]) {
        for word in ["EntityTrait", "QueryFilter", "sea_query"] {
            assert!(
                !product(&text).contains(word),
                "{} names {word}: queries belong to the domains",
                path.display()
            );
        }
    }
}

#[test]
fn rows_are_read_through_find_and_visible_to() {
    for (path, text) in sources(&["crates"]) {
        assert!(
            !product(&text).contains("Entity::load("),
            "{} loads an entity past `visible_to`",
            path.display()
        );
    }
}
