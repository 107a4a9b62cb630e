//! Who is there: the people who can sign in, and the many who can't.

use anyhow::{Context, Result};
use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};
use identity::Hashing;
use kernel::{AccountId, Instant, MemberId};
use sea_orm::{DatabaseTransaction, Value};

use super::chance::Chance;
use super::house::{House, SLUG};
use super::table::Table;

/// The password of those who can sign in: the one of the demo.
const PASSWORD: &str = "violet anchor meadow 42";

const FIRST: [&str; 30] = [
    "Ada", "Bela", "Cora", "Dara", "Edda", "Finn", "Gala", "Hana", "Ines", "Jona", "Kira", "Lior",
    "Mara", "Nils", "Odin", "Pola", "Remi", "Sana", "Timo", "Una", "Vera", "Wim", "Xenia", "Yara",
    "Zeno", "Aino", "Bruno", "Clio", "Dario", "Elin",
];
const LAST: [&str; 30] = [
    "Abel", "Brandt", "Costa", "Dumas", "Ekman", "Faro", "Grieg", "Holm", "Ibsen", "Jansen",
    "Keller", "Lind", "Moreau", "Novak", "Orlov", "Petit", "Quist", "Rossi", "Silva", "Toth",
    "Ugarte", "Vance", "Weiss", "Xavier", "Young", "Zeman", "Ashby", "Boyd", "Cole", "Drew",
];

/// One member of the website.
#[derive(Clone)]
pub(super) struct Person {
    pub(super) member: MemberId,
    pub(super) name: String,
    account: AccountId,
    email: String,
    role: &'static str,
    signs_in: bool,
    since: Instant,
}

/// Everybody. The first of each list can sign in.
pub(super) struct People {
    pub(super) clients: Vec<Person>,
    pub(super) writers: Vec<Person>,
    pub(super) editors: Vec<Person>,
    staff: Vec<Person>,
}

impl People {
    /// So many writers, and so many clients and editors as they need for so many orders.
    pub(super) fn plan(chance: &mut Chance, house: &House, writers: u32, orders: u32) -> Self {
        let mut people = |role, count| {
            (0..count)
                .map(|number| person(chance, house.opened, role, number))
                .collect()
        };
        Self {
            clients: people("client", orders / 20 + 2),
            writers: people("writer", writers),
            editors: people("editor", orders / 2_000 + 2),
            staff: ["admin", "support"]
                .into_iter()
                .flat_map(|role| -> Vec<_> { people(role, 1) })
                .collect(),
        }
    }

    /// Writes their accounts and memberships.
    pub(super) async fn write(&self, tx: &DatabaseTransaction, house: &House) -> Result<()> {
        let hash = hash()?;
        let columns = [
            "id",
            "email",
            "display_name",
            "locale",
            "time_zone",
            "password_hash",
            "is_superadmin",
            "created_at",
            "updated_at",
        ];
        let mut accounts = Table::new(tx, "accounts", columns);
        for person in self.all() {
            let row: [Value; 9] = [
                person.account.into(),
                person.email.as_str().into(),
                person.name.as_str().into(),
                None::<String>.into(),
                None::<String>.into(),
                person.signs_in.then_some(hash.as_str()).into(),
                false.into(),
                person.since.into(),
                person.since.into(),
            ];
            accounts.push(row).await?;
        }
        accounts.finish().await?;
        let columns = [
            "id",
            "website_id",
            "account_id",
            "role",
            "created_at",
            "updated_at",
        ];
        let mut memberships = Table::new(tx, "memberships", columns);
        for person in self.all() {
            let row = [
                person.member.into(),
                house.website.into(),
                person.account.into(),
                person.role.into(),
                person.since.into(),
                person.since.into(),
            ];
            memberships.push(row).await?;
        }
        memberships.finish().await
    }

    fn all(&self) -> impl Iterator<Item = &Person> {
        let lists = [&self.clients, &self.writers, &self.editors, &self.staff];
        lists.into_iter().flatten()
    }
}

fn person(chance: &mut Chance, since: Instant, role: &'static str, number: u32) -> Person {
    let signs_in = number == 0;
    let name = format!("{} {}", chance.one_of(&FIRST), chance.one_of(&LAST));
    Person {
        member: chance.id(since),
        account: chance.id(since),
        email: if signs_in {
            format!("{role}@{SLUG}.test")
        } else {
            format!("{role}{}@{SLUG}.test", number + 1)
        },
        name: if signs_in {
            name
        } else {
            format!("{name} {}", number + 1)
        },
        role,
        signs_in,
        since,
    }
}

/// Hashed once for everybody, at the cost at which identity hashes.
fn hash() -> Result<String> {
    let Hashing {
        memory_kib,
        passes,
        lanes,
        ..
    } = Hashing::default();
    let params = Params::new(memory_kib, passes, lanes, None);
    let params = params.ok().context("the usual cost of a password")?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = argon2.hash_password_with_salt(PASSWORD.as_bytes(), b"a public one....");
    Ok(hash.ok().context("a hashed password")?.to_string())
}
