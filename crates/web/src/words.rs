//! The words of the screens, from Fluent files, one folder per language.
//!
//! A key that does not exist cannot be shown well, so it is shown as itself; a test in each face reads its sources and
//! proves that every key asked for exists, and a test here proves that all six languages have the same keys with the
//! same variables.

use crate::lang::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::OnceLock;

/// The Fluent source of a language, as it was built in.
pub const fn source(lang: Lang) -> &'static str {
    match lang {
        Lang::Ar => include_str!("../words/ar/ui.ftl"),
        Lang::En => include_str!("../words/en/ui.ftl"),
        Lang::Es => include_str!("../words/es/ui.ftl"),
        Lang::Fr => include_str!("../words/fr/ui.ftl"),
        Lang::Ru => include_str!("../words/ru/ui.ftl"),
        Lang::Zh => include_str!("../words/zh/ui.ftl"),
    }
}

type Bundle = FluentBundle<FluentResource>;

fn bundle(lang: Lang) -> &'static Bundle {
    static BUNDLES: OnceLock<[Bundle; 6]> = OnceLock::new();
    let bundles = BUNDLES.get_or_init(|| Lang::ALL.map(read));
    let index = Lang::ALL.iter().position(|known| *known == lang).unwrap_or(0);
    let [first, ..] = bundles;
    bundles.get(index).unwrap_or(first)
}

/// Reads one language. Broken entries are left out here; the tests refuse them.
fn read(lang: Lang) -> Bundle {
    let identifier = lang.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![identifier]);
    let resource = FluentResource::try_new(source(lang).to_owned()).unwrap_or_else(|(partial, _)| partial);
    let _ = bundle.add_resource(resource);
    bundle
}

impl Lang {
    /// The words of a key.
    pub fn t(self, key: &str) -> String {
        self.format(key, None)
    }

    /// The words of a key with a number, named `n` in the Fluent file.
    pub fn n(self, key: &str, n: u64) -> String {
        let mut args = FluentArgs::new();
        args.set("n", FluentValue::from(n));
        self.format(key, Some(&args))
    }

    /// The words of a key with named texts. Each text is isolated in direction.
    pub fn with(self, key: &str, texts: &[(&'static str, &str)]) -> String {
        let mut args = FluentArgs::new();
        for (name, text) in texts {
            args.set(*name, FluentValue::from((*text).to_owned()));
        }
        self.format(key, Some(&args))
    }

    fn format(self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let bundle = bundle(self);
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut errors = Vec::new();
        bundle.format_pattern(pattern, args, &mut errors).into_owned()
    }

    /// Whether the language has a key.
    pub fn has(self, key: &str) -> bool {
        bundle(self).has_message(key)
    }
}

/// The keys that a source text asks for by `.t("…")`, `.n("…"` and `.with("…"`. For the tests of the faces.
pub fn keys_asked_for(rust_source: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for call in [".t(\"", ".n(\"", ".with(\""] {
        for piece in rust_source.split(call).skip(1) {
            if let Some((key, _)) = piece.split_once('"') {
                keys.push(key.to_owned());
            }
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    /// Keys with the variables each mentions, read from the text so that the loader is not its own judge.
    fn variables(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut key = String::new();
        for line in source(lang).lines().filter(|line| !line.starts_with('#')) {
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                key = line.split_once(" =").expect("a message").0.to_owned();
                assert!(found.insert(key.clone(), BTreeSet::new()).is_none(), "{lang}: {key} twice");
            }
            for variable in line.split('$').skip(1) {
                let name = variable.chars().take_while(char::is_ascii_alphanumeric).collect();
                found.get_mut(&key).expect("a key before a variable").insert(name);
            }
        }
        found
    }

    #[test]
    fn all_languages_have_the_same_keys_and_variables() {
        let english = variables(Lang::En);
        assert!(english.len() > 150);
        for lang in Lang::ALL {
            let here = variables(lang);
            let missing: Vec<_> = english.keys().filter(|k| !here.contains_key(*k)).collect();
            let extra: Vec<_> = here.keys().filter(|k| !english.contains_key(*k)).collect();
            assert!(missing.is_empty() && extra.is_empty(), "{lang}: missing {missing:?}, extra {extra:?}");
            for (key, expected) in &english {
                assert_eq!(&here[key], expected, "{lang}: variables of {key}");
            }
        }
    }

    #[test]
    fn every_entry_reads_and_is_translated() {
        for lang in Lang::ALL {
            assert!(FluentResource::try_new(source(lang).to_owned()).is_ok(), "{lang}: broken entry");
            let same = variables(lang).keys().filter(|key| lang != Lang::En && lang.t(key) == Lang::En.t(key)).count();
            // French and Spanish share words such as "Transactions" and "Total" with English; the other scripts do not.
            let shared_max = if matches!(lang, Lang::Fr | Lang::Es) { 24 } else { 4 };
            assert!(same <= shared_max, "{lang}: {same} entries equal the English words");
        }
    }

    #[test]
    fn a_text_put_into_words_is_isolated_in_direction() {
        let words = Lang::Ar.with("welcome-title", &[("name", "Amina")]);
        assert!(words.contains("\u{2068}Amina\u{2069}"), "{words:?}");
    }

    #[test]
    fn every_key_this_crate_asks_for_exists() {
        for file in crate::testing::sources(env!("CARGO_MANIFEST_DIR")) {
            for key in keys_asked_for(&file) {
                assert!(key == "…" || Lang::En.has(&key), "no words for {key}");
            }
        }
    }
}
