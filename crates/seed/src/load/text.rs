//! What people write: of the length that people write, never the same everywhere.

use super::chance::Chance;

pub(super) const BIO: &str = "I have written for journals and for people who read none. I like \
    questions with an answer and sources that can be opened. Before that I taught for ten years, \
    which is where I learnt to say things twice, in other words, and shorter.";

const TOPICS: [&str; 16] = [
    "The economy of lighthouses",
    "Bread prices and revolutions",
    "Memory in the novels of exile",
    "Why bridges fall",
    "The ethics of triage",
    "Noise and learning in open classrooms",
    "How rivers made borders",
    "The price of water",
    "Translating humour",
    "What clocks did to work",
    "Trust in small markets",
    "The law of the sea bed",
    "Sleep and shift work",
    "Cities without cars",
    "The grammar of maps",
    "Copying as an art",
];

const PEN_NAMES: [&str; 12] = [
    "Harbour", "Quill", "Lantern", "Margin", "Heron", "Copper", "Juniper", "Slate", "Ember",
    "Willow", "Compass", "Thistle",
];

const SENTENCES: [&str; 10] = [
    "The figures say less than the letters that were written about them. ",
    "Nobody who paid for it ever saw it at night. ",
    "A second source gives the same sum, with another reason. ",
    "What changed was not the price but who had to ask for it. ",
    "The council voted twice, and the minutes keep only the second vote. ",
    "It is easier to count ships than to count what they did not lose. ",
    "This holds for the north of the country, less so for the islands. ",
    "A table in the appendix gives the years that the text leaves out. ",
    "Both authors quote a report that neither of them can have read. ",
    "The argument needs no more than that, though it has been given more. ",
];

/// What an order is about.
pub(super) fn topic(chance: &mut Chance) -> &'static str {
    chance.one_of(&TOPICS)
}

/// A name to publish under.
pub(super) fn pen_name(chance: &mut Chance) -> String {
    format!("{} {}", chance.one_of(&PEN_NAMES), chance.within(1, 9_999))
}

/// So many sentences.
pub(super) fn sentences(chance: &mut Chance, count: i32) -> String {
    let text: String = (0..count).map(|_| chance.one_of(&SENTENCES)).collect();
    text.trim_end().to_owned()
}
