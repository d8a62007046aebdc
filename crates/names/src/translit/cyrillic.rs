//! Cyrillic: the passport scheme (ICAO 9303), and second readings where countries differ.

/// Readings: the passport scheme; `ё` as io; `г` as h, `и` as y (Ukrainian, Belarusian); Bulgarian `щ`, `ъ`.
pub(super) fn readings(word: &str) -> Vec<String> {
    let ukrainian = word.contains(['і', 'ї', 'є', 'ґ', 'ў']);
    let first = write(word, Scheme { soft_g: ukrainian, ..Scheme::default() });
    let mut all = vec![first];
    if word.contains('ё') {
        all.push(write(word, Scheme { soft_g: ukrainian, full_yo: true, bulgarian: false }));
    }
    if word.contains(['г', 'ґ']) {
        all.push(write(word, Scheme { soft_g: !ukrainian, ..Scheme::default() }));
    }
    if word.contains(['щ', 'ъ']) {
        all.push(write(word, Scheme { bulgarian: true, ..Scheme::default() }));
    }
    all
}

#[derive(Clone, Copy, Default)]
struct Scheme {
    soft_g: bool,
    full_yo: bool,
    bulgarian: bool,
}

fn write(word: &str, scheme: Scheme) -> String {
    super::by_table(word, |c| {
        Some(match c {
            'а' | 'ә' => "a",
            'б' => "b",
            'в' => "v",
            'г' if scheme.soft_g => "h",
            'г' | 'ґ' | 'ғ' | 'ѓ' => "g",
            'д' => "d",
            'ђ' => "dj",
            'ѕ' => "dz",
            'е' => "e",
            'ё' if scheme.full_yo => "yo",
            'ё' | 'э' => "e",
            'є' => "ie",
            'ж' => "zh",
            'җ' => "j",
            'з' => "z",
            'и' | 'й' | 'і' | 'ї' | 'ѝ' => "i",
            'ј' => "j",
            'к' | 'қ' | 'ќ' | 'ҡ' => "k",
            'л' => "l",
            'љ' => "lj",
            'м' => "m",
            'н' => "n",
            'ң' => "ng",
            'њ' => "nj",
            'о' | 'ө' => "o",
            'п' => "p",
            'р' => "r",
            'с' | 'ҫ' => "s",
            'т' => "t",
            'ћ' => "c",
            'у' | 'ү' | 'ұ' | 'ў' => "u",
            'ф' => "f",
            'х' => "kh",
            'ҳ' | 'һ' => "h",
            'ц' => "ts",
            'ч' | 'ҷ' => "ch",
            'џ' => "dzh",
            'ш' => "sh",
            'щ' if scheme.bulgarian => "sht",
            'щ' => "shch",
            'ъ' if scheme.bulgarian => "a",
            'ъ' => "ie",
            'ы' => "y",
            'ю' => "yu",
            'я' => "ya",
            _ => return None,
        })
    })
}
