//! From Latin to other scripts: to show a name to somebody who reads another script, and to make variants for tests.
//!
//! It writes what a newspaper would, by the longest group of letters that the table has. It is no way back: several
//! spellings in the other script may stand for one in Latin. Chinese characters cannot be told from their sound.

use crate::script::Script;

/// `latin` in letters of `script`; `None` for a script that has no table (Chinese, Korean, Armenian, Georgian, others).
///
/// Words stay apart; what is no letter is kept.
pub fn from_latin(latin: &str, script: Script) -> Option<String> {
    let (first, rest) = match script {
        Script::Latin => return Some(latin.to_owned()),
        Script::Cyrillic => ("", CYRILLIC),
        Script::Greek => (GREEK_FIRST, GREEK),
        Script::Arabic => (ARABIC_FIRST, ARABIC),
        Script::Hebrew => (HEBREW_FIRST, HEBREW),
        Script::Kana => ("", KANA),
        Script::Devanagari => return Some(each_word(latin, devanagari)),
        Script::Thai => return Some(each_word(latin, thai)),
        Script::Ethiopic => return Some(each_word(latin, ethiopic)),
        _ => return None,
    };
    Some(each_word(latin, |word| {
        let mut out = by_groups(word, first, rest);
        // Greek and Hebrew letters that look different at the end of a word.
        if let Some((end, last)) = out.chars().last().and_then(|c| FINAL.iter().find(|(from, _)| *from == c)).copied()
            && matches!(script, Script::Greek | Script::Hebrew)
        {
            out.truncate(out.len() - end.len_utf8());
            out.push(last);
        }
        out
    }))
}

const FINAL: [(char, char); 6] = [('σ', 'ς'), ('כ', 'ך'), ('מ', 'ם'), ('נ', 'ן'), ('פ', 'ף'), ('צ', 'ץ')];
const CYRILLIC: &str = "shch=щ yo=ё zh=ж kh=х ts=ц ch=ч sh=ш yu=ю ya=я ye=е ia=ия iu=ию ph=ф th=т ck=к a=а b=б c=к d=д e=е f=ф g=г h=х i=и j=дж \
k=к l=л m=м n=н o=о p=п q=к r=р s=с t=т u=у v=в w=в x=кс y=й z=з";
const GREEK_FIRST: &str = "b=μπ d=ντ";
const GREEK: &str = "th=θ ch=χ ps=ψ ph=φ ou=ου ng=γγ a=α b=μπ c=κ d=δ e=ε f=φ g=γ h=χ i=ι j=τζ k=κ l=λ m=μ n=ν o=ο p=π q=κ r=ρ s=σ t=τ u=ου \
v=β w=ου x=ξ y=υ z=ζ";
const ARABIC_FIRST: &str = "a=أ e=إ i=إ o=أ u=أ";
const ARABIC: &str = "sh=ش th=ث kh=خ dh=ذ gh=غ ch=تش ph=ف aa=ا ee=ي oo=و ou=و a=ا b=ب c=ك d=د e= f=ف g=ج h=ه i=ي j=ج k=ك l=ل m=م n=ن o=و p=ب q=ق r=ر \
s=س t=ت u=و v=ف w=و x=كس y=ي z=ز";
const HEBREW_FIRST: &str = "a=א e=א i=אי o=או u=או";
const HEBREW: &str = "sh=ש ch=ח kh=ח tz=צ ts=צ th=ת ph=פ a= b=ב c=ק d=ד e= f=פ g=ג h=ה i=י j=ג k=ק l=ל m=מ n=נ o=ו p=פ q=ק r=ר s=ס t=ט u=ו v=ו \
w=ו x=קס y=י z=ז";
const KANA: &str = "kya=キャ kyu=キュ kyo=キョ sha=シャ shu=シュ sho=ショ shi=シ sh=シュ cha=チャ chu=チュ cho=チョ chi=チ ch=チ tsu=ツ ts=ツ ja=ジャ ju=ジュ jo=ジョ ji=ジ j=ジ \
nya=ニャ nyu=ニュ nyo=ニョ hya=ヒャ hyu=ヒュ hyo=ヒョ rya=リャ ryu=リュ ryo=リョ ka=カ ki=キ ku=ク ke=ケ ko=コ ga=ガ gi=ギ gu=グ ge=ゲ go=ゴ sa=サ su=ス se=セ so=ソ \
za=ザ zu=ズ ze=ゼ zo=ゾ ta=タ ti=ティ tu=トゥ te=テ to=ト da=ダ di=ディ du=ドゥ de=デ do=ド na=ナ ni=ニ nu=ヌ ne=ネ no=ノ ha=ハ hi=ヒ fu=フ he=ヘ ho=ホ \
ba=バ bi=ビ bu=ブ be=ベ bo=ボ pa=パ pi=ピ pu=プ pe=ペ po=ポ ma=マ mi=ミ mu=ム me=メ mo=モ ya=ヤ yu=ユ yo=ヨ ra=ラ ri=リ ru=ル re=レ ro=ロ la=ラ li=リ lu=ル le=レ lo=ロ \
wa=ワ wo=ヲ fa=ファ fi=フィ fe=フェ fo=フォ va=ヴァ vi=ヴィ vu=ヴ ve=ヴェ vo=ヴォ a=ア i=イ u=ウ e=エ o=オ n=ン b=ブ c=ク d=ド f=フ g=グ h=フ k=ク l=ル m=ム p=プ q=ク r=ル s=ス t=ト v=ヴ w=ウ x=クス y=イ z=ズ";

fn each_word(latin: &str, write: impl Fn(&str) -> String) -> String {
    let (mut out, mut word) = (String::new(), String::new());
    for c in latin.chars().flat_map(char::to_lowercase) {
        let folded = super::fold(c.encode_utf8(&mut [0; 4]));
        if folded.is_empty() || c.is_ascii_digit() {
            out.push_str(&write(&std::mem::take(&mut word)));
            out.push(c);
        } else {
            word.push_str(&folded);
        }
    }
    out + &write(&word)
}

/// The longest group at the beginning of `rest`: its length and what it becomes.
fn group<'t>(rest: &str, table: &'t str) -> Option<(usize, &'t str)> {
    let fitting =
        table.split_whitespace().filter_map(|row| row.split_once('=')).filter(|(from, _)| rest.starts_with(from));
    fitting.max_by_key(|(from, _)| from.len()).map(|(from, to)| (from.len(), to))
}

fn by_groups(word: &str, first: &str, table: &str) -> String {
    let (mut out, mut rest) = (String::new(), word);
    while !rest.is_empty() {
        let start = rest.len() == word.len();
        let found = start.then(|| group(rest, first)).flatten().or_else(|| group(rest, table)).unwrap_or((1, ""));
        out.push_str(found.1);
        rest = rest.get(found.0..).unwrap_or_default();
    }
    out
}

const VOWELS: &str = "aa=a ai=ai au=au ee=i oo=u a=a e=e i=i o=o u=u";

/// A word as consonants with the vowel that follows each; the consonant is empty where a vowel stands alone.
fn syllables<'t>(word: &str, consonants: &'t str) -> Vec<(&'t str, &'static str)> {
    let (mut all, mut rest) = (Vec::new(), word);
    while !rest.is_empty() {
        let (length, consonant) = group(rest, consonants).unwrap_or((0, ""));
        rest = rest.get(length..).unwrap_or_default();
        let (long, vowel) = group(rest, VOWELS).unwrap_or((0, ""));
        rest = rest.get(long..).unwrap_or_default();
        if length + long == 0 {
            rest = rest.get(1..).unwrap_or_default();
        }
        all.push((consonant, vowel));
    }
    all
}

fn devanagari(word: &str) -> String {
    const CONSONANTS: &str = "chh=छ kh=ख gh=घ ch=च jh=झ th=थ dh=ध ph=फ bh=भ sh=श b=ब c=क d=द f=फ़ g=ग h=ह j=ज k=क l=ल m=म n=न p=प q=क़ r=र s=स t=त \
v=व w=व x=क्स y=य z=ज़";
    let all = syllables(word, CONSONANTS);
    let count = all.len();
    let mut out = String::new();
    for (at, (consonant, vowel)) in all.into_iter().enumerate() {
        out.push_str(consonant);
        let (alone, sign) = match vowel {
            "a" => ("अ", if at + 1 == count { "ा" } else { "" }),
            "i" => ("इ", "ि"),
            "u" => ("उ", "ु"),
            "e" => ("ए", "े"),
            "o" => ("ओ", "ो"),
            "ai" => ("ऐ", "ै"),
            "au" => ("औ", "ौ"),
            _ => ("", if at + 1 == count { "" } else { "्" }),
        };
        out.push_str(if consonant.is_empty() { alone } else { sign });
    }
    out
}

fn thai(word: &str) -> String {
    const CONSONANTS: &str = "kh=ข ch=ช th=ท ph=พ ng=ง sh=ช b=บ c=ก d=ด f=ฟ g=ก h=ห j=จ k=ก l=ล m=ม n=น p=ป q=ก r=ร s=ส t=ต v=ว w=ว x=กส y=ย z=ซ";
    let mut out = String::new();
    for (consonant, vowel) in syllables(word, CONSONANTS) {
        let body = if consonant.is_empty() && !vowel.is_empty() { "อ" } else { consonant };
        match vowel {
            "e" => out.extend(["เ", body]),
            "o" => out.extend(["โ", body]),
            "ai" => out.extend(["ไ", body]),
            "a" => out.extend([body, "า"]),
            "i" => out.extend([body, "ิ"]),
            "u" => out.extend([body, "ุ"]),
            "au" => out.extend(["เ", body, "า"]),
            _ => out.push_str(body),
        }
    }
    out
}

fn ethiopic(word: &str) -> String {
    const CONSONANTS: &str = "sh=ሸ ch=ቸ gn=ኘ zh=ዠ ts=ጸ kh=ኸ b=በ c=ከ d=ደ f=ፈ g=ገ h=ሀ j=ጀ k=ከ l=ለ m=መ n=ነ p=ፐ q=ቀ r=ረ s=ሰ t=ተ v=ቨ w=ወ x=ከ y=የ z=ዘ";
    let mut out = String::new();
    for (consonant, vowel) in syllables(word, CONSONANTS) {
        let row = consonant.chars().next().unwrap_or('አ');
        let order = match vowel {
            "e" if !consonant.is_empty() => 0,
            "u" => 1,
            "i" | "ai" => 2,
            "a" | "au" => 3,
            "e" => 4,
            "o" => 6,
            _ => 5,
        };
        out.extend(char::from_u32(u32::from(row) + order));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{NameKind, PreparedName, Rarity, score};

    #[test]
    fn a_name_written_in_another_script_is_found_again() {
        let rarity = Rarity::prior();
        let scripts = [
            Script::Cyrillic,
            Script::Greek,
            Script::Arabic,
            Script::Hebrew,
            Script::Devanagari,
            Script::Thai,
            Script::Ethiopic,
            Script::Kana,
        ];
        for name in ["Marina Toledano", "Samir Kabani", "Nikolas Meridis", "Rani Sukumar"] {
            let latin = PreparedName::new(NameKind::Person, name);
            for script in scripts {
                let written = from_latin(name, script).unwrap();
                let other = PreparedName::new(NameKind::Person, &written);
                let found = score(&latin, &other, &rarity);
                assert!(found >= 700, "{name} {written} {found}");
            }
        }
    }

    #[test]
    fn letters_at_the_end_look_as_they_should() {
        assert_eq!(from_latin("Nikos Meridis", Script::Greek).as_deref(), Some("νικος μεριδις"));
        assert_eq!(from_latin("Shalom", Script::Hebrew).as_deref(), Some("שלום"));
        assert_eq!(from_latin("Ivan Shcherbak", Script::Cyrillic).as_deref(), Some("иван щербак"));
        assert_eq!(from_latin("abc", Script::Han), None);
    }
}
