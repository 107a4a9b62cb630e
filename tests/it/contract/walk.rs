//! Reads the schema by introspection and makes requests out of it, for tests that must not forget
//! a field.

use std::collections::BTreeMap;

use kernel::OrderId;
use serde_json::{Map, Value, json};

use crate::house::Client;

const INTROSPECTION: &str = "{
  __schema {
    queryType { name } mutationType { name }
    types {
      name kind isOneOf
      enumValues { name }
      inputFields { name type { ...ref } defaultValue }
      fields { name args { name type { ...ref } defaultValue } type { ...ref } }
      possibleTypes { name }
    }
  }
}
fragment ref on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

/// Which kind of object an id argument names: the prefix of its ids.
pub fn kind_of(root: &str, argument: &str) -> &'static str {
    match (root, argument) {
        ("retryParkedEvent", "id") => "evt",
        (_, "orderId" | "sourceOrderId" | "objectId")
        | ("order" | "node", "id")
        | ("nodes", "ids") => "ord",
        ("orderDraft" | "updateOrderDraft" | "quoteOrderDraft" | "convertOrderDraft", "id") => {
            "dft"
        }
        (_, "quoteId") => "quo",
        (_, "writerId" | "preferredWriterId" | "clientId" | "writerIds" | "memberId")
        | ("writer", "id") => "mem",
        (_, "invitationId") => "min",
        (_, "websiteId") => "web",
        (_, "challengeId") => "chl",
        (_, "sessionId") => "ses",
        (_, "deviceId") => "dev",
        ("markNotificationsRead", "ids") => "ntf",
        (_, "revisionRequestId") => "rev",
        (_, "itemId") => "chg",
        (
            _,
            "subjectId" | "typeOfWorkId" | "academicLevelId" | "englishTypeId"
            | "formattingStyleId" | "specialtyIds",
        ) => "cat",
        (_, "additionalServiceIds") => "svc",
        _ => panic!("say in kind_of what `{argument}` of `{root}` names"),
    }
}

/// One place for an id in the arguments of a root field.
#[derive(Clone, Debug)]
pub struct Place(pub Vec<String>);

pub struct Schema {
    types: BTreeMap<String, Value>,
}

impl Schema {
    /// The schema as the client sees it.
    pub async fn of(client: &Client) -> Self {
        let answer = client.ask(INTROSPECTION, json!({})).await;
        let types = answer["data"]["__schema"]["types"]
            .as_array()
            .expect("types");
        let name = |value: &Value| value["name"].as_str().expect("a name").to_owned();
        Self {
            types: types.iter().map(|one| (name(one), one.clone())).collect(),
        }
    }

    /// The fields of a type.
    pub fn fields(&self, type_name: &str) -> Vec<Value> {
        self.types[type_name]["fields"]
            .as_array()
            .cloned()
            .unwrap_or_default()
    }

    /// The values of an enum.
    pub fn enum_values(&self, type_name: &str) -> Vec<String> {
        let values = self.types[type_name]["enumValues"]
            .as_array()
            .expect("an enum");
        values
            .iter()
            .map(|value| value["name"].as_str().expect("a name").to_owned())
            .collect()
    }

    /// A value that passes validation, with every optional id left out but those below `place`.
    fn value(&self, of: &Value, ids: &Ids, root: &str, name: &str, place: &[String]) -> Value {
        match of["kind"].as_str() {
            Some("NON_NULL") => self.value(&of["ofType"], ids, root, name, place),
            Some("LIST") => json!([self.value(&of["ofType"], ids, root, name, place)]),
            Some("ENUM") => {
                let type_name = of["name"].as_str().expect("a name");
                self.types[type_name]["enumValues"][0]["name"].clone()
            }
            Some("INPUT_OBJECT") => self.object(of, ids, root, place),
            _ => match of["name"].as_str().expect("a scalar") {
                "ID" if place.is_empty() => ids.tried.clone(),
                "ID" => ids.own(kind_of(root, name)),
                "Int" => json!(1),
                "Boolean" => json!(true),
                "DateTime" => json!("2026-12-20T12:00:00Z"),
                "Date" => json!("2026-12-20"),
                "Decimal" => json!("1.00"),
                "UUID" => json!("00000000-0000-4000-8000-000000000001"),
                _ => json!("A sentence of some length about nothing."),
            },
        }
    }

    fn object(&self, of: &Value, ids: &Ids, root: &str, place: &[String]) -> Value {
        let type_name = of["name"].as_str().expect("a name");
        let fields = self.types[type_name]["inputFields"]
            .as_array()
            .expect("input fields");
        let mut object = Map::new();
        // Of an either-or input one field has to be there.
        let either = self.types[type_name]["isOneOf"] == true
            && place
                .first()
                .is_none_or(|one| fields.iter().all(|field| field["name"] != one.as_str()));
        for (index, field) in fields.iter().enumerate() {
            let name = field["name"].as_str().expect("a name");
            let on_the_way = place.first().is_some_and(|first| first == name);
            let needed = field["type"]["kind"] == "NON_NULL" && field["defaultValue"].is_null();
            if on_the_way {
                let value = self.value(&field["type"], ids, root, name, &place[1..]);
                object.insert(name.to_owned(), value);
            } else if needed || (either && index == 0) {
                let elsewhere = ["-".to_owned()];
                let value = self.value(&field["type"], ids, root, name, &elsewhere);
                object.insert(name.to_owned(), value);
            }
        }
        Value::Object(object)
    }

    /// Every place for an id below `of`.
    pub fn places(&self, of: &Value, path: &[String], found: &mut Vec<Place>) {
        match of["kind"].as_str() {
            Some("NON_NULL" | "LIST") => self.places(&of["ofType"], path, found),
            Some("INPUT_OBJECT") if path.len() < 5 => {
                let type_name = of["name"].as_str().expect("a name");
                let fields = self.types[type_name]["inputFields"]
                    .as_array()
                    .expect("fields");
                for field in fields {
                    let mut path = path.to_vec();
                    path.push(field["name"].as_str().expect("a name").to_owned());
                    self.places(&field["type"], &path, found);
                }
            }
            _ if of["name"] == "ID" => found.push(Place(path.to_vec())),
            _ => {}
        }
    }

    /// Everything that can be selected without arguments, three levels deep.
    pub fn selection(&self, of: &Value, depth: usize) -> String {
        let mut inner = of;
        while !inner["ofType"].is_null() {
            inner = &inner["ofType"];
        }
        let type_name = inner["name"].as_str().expect("a name");
        if !matches!(
            inner["kind"].as_str(),
            Some("OBJECT" | "INTERFACE" | "UNION")
        ) {
            return String::new();
        }
        let mut words = vec!["__typename".to_owned()];
        for field in self.fields(type_name) {
            let args = field["args"].as_array().expect("args");
            if args.iter().any(|arg| arg["type"]["kind"] == "NON_NULL") {
                continue;
            }
            let name = field["name"].as_str().expect("a name");
            let mut leaf = &field["type"];
            while !leaf["ofType"].is_null() {
                leaf = &leaf["ofType"];
            }
            let composite = matches!(leaf["kind"].as_str(), Some("OBJECT" | "INTERFACE"));
            if !composite {
                words.push(name.to_owned());
            } else if depth > 0 && name != "edges" {
                let selection = self.selection(&field["type"], depth - 1);
                // Two of each are enough, and keep the document within its cost.
                let pages = args.iter().any(|arg| arg["name"] == "first");
                let name = if pages {
                    format!("{name}(first: 2)")
                } else {
                    name.to_owned()
                };
                words.push(format!("{name}{selection}"));
            }
        }
        format!(" {{ {} }}", words.join(" "))
    }
}

/// The ids of one trial: the one that is tried, and right ones for everything else.
pub struct Ids {
    /// Where the trial puts its id.
    pub tried: Value,
    /// One of each kind, by prefix.
    pub own: BTreeMap<String, String>,
}

impl Ids {
    fn own(&self, kind: &str) -> Value {
        let none = OrderId::from(uuid::Uuid::nil())
            .to_string()
            .replacen("ord", kind, 1);
        json!(self.own.get(kind).cloned().unwrap_or(none))
    }
}

fn type_text(of: &Value) -> String {
    match of["kind"].as_str() {
        Some("NON_NULL") => format!("{}!", type_text(&of["ofType"])),
        Some("LIST") => format!("[{}]", type_text(&of["ofType"])),
        _ => of["name"].as_str().expect("a name").to_owned(),
    }
}

/// A document with its variables, `ids.tried` standing at `path` of the argument `tried`.
pub fn request(
    schema: &Schema,
    operation: &str,
    field: &Value,
    ids: &Ids,
    tried: &str,
    path: &[String],
) -> (String, Value) {
    let name = field["name"].as_str().expect("a name");
    let mut declared = Vec::new();
    let mut passed = Vec::new();
    let mut variables = Map::new();
    for arg in field["args"].as_array().expect("args") {
        let arg_name = arg["name"].as_str().expect("a name");
        let elsewhere = ["-".to_owned()];
        let place = if arg_name == tried { path } else { &elsewhere };
        if arg_name != tried && arg["type"]["kind"] != "NON_NULL" {
            continue;
        }
        declared.push(format!("${arg_name}: {}", type_text(&arg["type"])));
        passed.push(format!("{arg_name}: ${arg_name}"));
        let value = schema.value(&arg["type"], ids, name, arg_name, place);
        variables.insert(arg_name.to_owned(), value);
    }
    let selection = schema.selection(&field["type"], 2);
    let brackets = |inside: Vec<String>| match inside.join(", ") {
        none if none.is_empty() => none,
        some => format!("({some})"),
    };
    let (declared, passed) = (brackets(declared), brackets(passed));
    let document = format!("{operation}{declared} {{ {name}{passed}{selection} }}");
    (document, Value::Object(variables))
}
