//! What the demo is made of: names, topics, biographies.

/// Writers beside the two who can sign in.
pub(super) const WRITERS: [&str; 26] = [
    "Ada Brook",
    "Milan Horvat",
    "Ines Castro",
    "Jonas Weber",
    "Priya Nair",
    "Tomás Rivera",
    "Lena Fischer",
    "Kofi Mensah",
    "Hana Sato",
    "Piotr Zielinski",
    "Maya Cohen",
    "Elif Demir",
    "Noah Berg",
    "Clara Dubois",
    "Ravi Patel",
    "Sofia Rossi",
    "Yusuf Ali",
    "Greta Lind",
    "Diego Morales",
    "Anika Roy",
    "Felix Braun",
    "Zoe Laurent",
    "Ivan Petrov",
    "Nora Quinn",
    "Samir Haddad",
    "Olga Novak",
];

/// Clients beside the two who can sign in.
pub(super) const CLIENTS: [&str; 8] = [
    "Harbour Books",
    "Theo Lang",
    "Nimbus Travel",
    "Rosa Klein",
    "Green Acre Farms",
    "Iris Novak",
    "Petra Holm",
    "Bright Dental",
];

/// Topics with the subject they belong to, by its name in the standard catalog.
pub(super) const TOPICS: [(&str, &str); 16] = [
    ("What lighthouses cost and who paid for them", "History"),
    ("A small bank explains compound interest", "Economics"),
    (
        "How a river city learned to live with floods",
        "Engineering",
    ),
    (
        "Why hospital shifts are twelve hours long",
        "Nursing and Health",
    ),
    (
        "A field guide to reading a balance sheet",
        "Business and Management",
    ),
    ("The quiet return of night trains", "Marketing"),
    ("Teaching fractions with bread", "Education"),
    ("What bees tell us about cities", "Biology"),
    ("Contracts in plain words", "Law"),
    (
        "The first hundred years of concrete",
        "Art and Architecture",
    ),
    ("Caching for people in a hurry", "Computer Science"),
    ("Sleep and memory after sixty", "Psychology"),
    ("Three novels about weather", "Literature"),
    ("Salt, from mine to table", "Chemistry"),
    ("Who moves to small towns, and why", "Sociology"),
    (
        "Guessing well: a tour of estimation",
        "Mathematics and Statistics",
    ),
];

/// What writers say about themselves.
pub(super) const BIOS: [&str; 6] = [
    "Twelve years of long-form features; I like sources with page numbers.",
    "Former teacher. Plain words, short sentences, no filler.",
    "I write for engineers who have ten minutes and a deadline.",
    "Background in public health; careful with numbers and with people.",
    "Economics by training, storyteller by habit.",
    "Editor turned writer. I read your brief twice before I start.",
];

/// The samples of a portfolio: a title and how it begins.
pub(super) const SAMPLES: [(&str, &str); 9] = [
    (
        "The ferry that never sank",
        "Every morning at six the ferry leaves with eleven cars and a dog.",
    ),
    (
        "How to read a tide table",
        "A tide table is a promise made by the moon, with footnotes.",
    ),
    (
        "Bread, slowly",
        "Flour, water, salt, and the patience of somebody who has been hungry.",
    ),
    (
        "A bridge in four drawings",
        "The first drawing is a line. Everything after it is an argument.",
    ),
    (
        "What a budget is for",
        "A budget does not tell you what you can afford. It tells you what you chose.",
    ),
    (
        "The clerk who counted storms",
        "For forty years one man wrote down the weather, and nobody asked him to.",
    ),
    (
        "Small hospitals, long nights",
        "At three in the morning the corridor belongs to the cleaners.",
    ),
    (
        "A week without maps",
        "On Monday we got lost on purpose; by Thursday it had become a method.",
    ),
    (
        "Why the library hums",
        "The hum is the heating. The silence around it is a design decision.",
    ),
];

/// What clients write after the work.
pub(super) const PRAISE: [&str; 6] = [
    "Exactly what I asked for, a day early.",
    "Clear, well sourced, no padding.",
    "Good work; one figure had to be corrected.",
    "Reads well. I will come back.",
    "Solid, if a little dry.",
    "Understood the brief better than I did.",
];
