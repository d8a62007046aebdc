//! Parts of names in eleven customs and nine scripts, and how they are put together.
//!
//! The parts are common first and family names; people are made from them at random, so that no row is a person.
//! Each part has the spelling of its own script and one or more spellings in Latin letters: banks spell the same
//! person differently, which is what makes linking hard and therefore what the tests must contain.

/// A part of a name: as its bearer writes it, and as banks write it in Latin letters. Never empty.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    /// Own script.
    pub own: &'static str,
    /// First Latin spelling: the one on the identity card.
    pub latin: &'static str,
    /// Other Latin spellings met in files.
    pub variants: &'static [&'static str],
}

impl Part {
    /// The Latin spelling a bank uses; 0 is the one on the card, every other number one of all spellings.
    pub fn spelt(&self, choice: u64) -> &'static str {
        let spellings = 1 + self.variants.len() as u64;
        let at = (choice % spellings) as usize;
        at.checked_sub(1).and_then(|i| self.variants.get(i)).copied().unwrap_or(self.latin)
    }
}

/// How the parts of a name stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Given name, family name.
    GivenFamily,
    /// Family name first, no blank between in the own script.
    FamilyGiven,
    /// Given name, father's name, grandfather's name: no family name is inherited.
    Fathers,
    /// Given name, two family names: father's and mother's.
    TwoFamilies,
    /// Given name, patronymic, family name that shows the gender.
    Patronymic,
}

/// A custom of naming: one script with its parts.
#[derive(Debug)]
pub struct Custom {
    /// English name of the script, for lists.
    pub script: &'static str,
    /// Country from which relatives and remittances come, ISO 3166 alpha-2.
    pub abroad: &'static str,
    /// Order of the parts.
    pub order: Order,
    /// Given names of men.
    pub men: &'static [Part],
    /// Given names of women.
    pub women: &'static [Part],
    /// Family names; for [`Order::Fathers`] unused and equal to the men's names.
    pub families: &'static [Part],
    /// Endings of [`Order::Patronymic`] in own script and Latin: a man's and a woman's patronymic, a woman's family
    /// name.
    pub endings: [(&'static str, &'static str); 3],
}

const NO_ENDINGS: [(&str, &str); 3] = [("", ""); 3];

macro_rules! parts {
    ($($own:literal $latin:literal $($variant:literal)*;)*) => {
        &[$(Part { own: $own, latin: $latin, variants: &[$($variant),*] }),*]
    };
}
pub(crate) use parts;

pub(crate) const ARABIC_MEN: &[Part] = parts! {
    "محمد" "Mohammed" "Muhammad" "Mohamed" "Mohamad"; "أحمد" "Ahmed" "Ahmad"; "يوسف" "Yusuf" "Youssef" "Yousif";
    "حسين" "Hussein" "Hussain" "Husayn"; "خالد" "Khaled" "Khalid"; "عمر" "Omar" "Umar"; "كريم" "Karim" "Kareem";
    "سامي" "Sami" "Samy"; "طارق" "Tariq" "Tarek"; "ياسر" "Yasser" "Yasir"; "جمال" "Jamal" "Gamal";
    "إبراهيم" "Ibrahim" "Ebrahim"; "عبد الرحمن" "Abdul Rahman" "Abdulrahman" "Abd al-Rahman";
};
pub(crate) const ARABIC_WOMEN: &[Part] = parts! {
    "فاطمة" "Fatima" "Fatma" "Fatimah"; "عائشة" "Aisha" "Aysha"; "مريم" "Maryam" "Mariam"; "ليلى" "Layla" "Leila";
    "نور" "Noor" "Nour"; "سلمى" "Salma"; "هدى" "Huda" "Hoda"; "زينب" "Zainab" "Zaynab"; "سارة" "Sara" "Sarah";
};
pub(crate) const ARABIC_FAMILIES: &[Part] = parts! {
    "المنصوري" "Al Mansouri" "Almansoori" "El-Mansouri"; "الحداد" "Al Haddad" "Haddad" "El Haddad";
    "النجار" "Al Najjar" "Annajar"; "السيد" "El Sayed" "Al-Sayyid"; "الخطيب" "Al Khatib" "Alkhateeb";
    "درويش" "Darwish" "Darwiche"; "صالح" "Saleh" "Salih"; "منصور" "Mansour" "Mansur"; "قاسم" "Qasim" "Kassem";
    "الشامي" "Al Shami" "Chami"; "الزهراني" "Al Zahrani" "Alzahrani"; "بكري" "Bakri" "Bakry";
};
pub(crate) const CYRILLIC_MEN: &[Part] = parts! {
    "Дмитрий" "Dmitry" "Dmitri" "Dmitriy"; "Сергей" "Sergey" "Sergei"; "Алексей" "Alexey" "Aleksei" "Aleksey";
    "Юрий" "Yuri" "Iurii" "Yury"; "Евгений" "Evgeny" "Yevgeny" "Evgenii"; "Павел" "Pavel"; "Андрей" "Andrey" "Andrei";
    "Михаил" "Mikhail" "Michail"; "Николай" "Nikolay" "Nikolai"; "Олег" "Oleg"; "Виктор" "Viktor" "Victor";
};
pub(crate) const CYRILLIC_WOMEN: &[Part] = parts! {
    "Елена" "Elena" "Yelena"; "Наталья" "Natalya" "Natalia"; "Ольга" "Olga"; "Юлия" "Yulia" "Iuliia" "Julia";
    "Светлана" "Svetlana"; "Ирина" "Irina"; "Ксения" "Ksenia" "Xenia" "Kseniya"; "Татьяна" "Tatyana" "Tatiana";
};
pub(crate) const CYRILLIC_FAMILIES: &[Part] = parts! {
    "Кузнецов" "Kuznetsov" "Kouznetsov"; "Соловьёв" "Solovyov" "Soloviev" "Solovev"; "Морозов" "Morozov";
    "Фёдоров" "Fyodorov" "Fedorov"; "Жуков" "Zhukov" "Joukov"; "Щербаков" "Shcherbakov" "Scherbakov";
    "Ершов" "Ershov" "Yershov"; "Цветков" "Tsvetkov" "Cvetkov"; "Хромов" "Khromov" "Hromov"; "Беляев" "Belyaev" "Beliaev";
};
pub(crate) const GREEK_MEN: &[Part] = parts! {
    "Γιώργος" "Giorgos" "Georgios" "Yorgos"; "Δημήτρης" "Dimitris" "Dimitrios"; "Νίκος" "Nikos" "Nikolaos";
    "Κώστας" "Kostas" "Konstantinos"; "Γιάννης" "Giannis" "Ioannis" "Yannis"; "Χρήστος" "Christos" "Hristos";
};
pub(crate) const GREEK_WOMEN: &[Part] = parts! {
    "Μαρία" "Maria"; "Ελένη" "Eleni" "Heleni"; "Κατερίνα" "Katerina" "Aikaterini"; "Σοφία" "Sofia" "Sophia";
    "Ευαγγελία" "Evangelia" "Evaggelia"; "Χριστίνα" "Christina" "Hristina";
};
pub(crate) const GREEK_FAMILIES: &[Part] = parts! {
    "Παπαδάκης" "Papadakis"; "Γεωργιάδης" "Georgiadis" "Yeoryiadis"; "Οικονόμου" "Oikonomou" "Economou" "Ikonomou";
    "Χατζής" "Chatzis" "Hatzis"; "Βλάχος" "Vlachos" "Vlahos"; "Αθανασίου" "Athanasiou" "Athanassiou";
    "Μακρής" "Makris"; "Ξενάκης" "Xenakis" "Ksenakis"; "Ψαρράς" "Psarras";
};
pub(crate) const CHINESE_MEN: &[Part] = parts! {
    "伟" "Wei"; "志强" "Zhiqiang" "Zhi Qiang" "Chih-chiang"; "建国" "Jianguo" "Jian Guo"; "明" "Ming"; "浩然" "Haoran" "Hao Ran";
    "国华" "Guohua" "Kuo-hua"; "俊杰" "Junjie" "Jun Jie" "Chun-chieh"; "鹏" "Peng"; "家豪" "Jiahao" "Ka Ho";
};
pub(crate) const CHINESE_WOMEN: &[Part] = parts! {
    "丽" "Li"; "秀英" "Xiuying" "Xiu Ying" "Hsiu-ying"; "美玲" "Meiling" "Mei Ling"; "晓梅" "Xiaomei" "Xiao Mei";
    "静" "Jing" "Ching"; "雪" "Xue" "Hsueh"; "婷婷" "Tingting" "Ting Ting"; "桂芳" "Guifang" "Kuei-fang";
};
pub(crate) const CHINESE_FAMILIES: &[Part] = parts! {
    "王" "Wang" "Wong"; "李" "Li" "Lee"; "张" "Zhang" "Chang" "Cheung"; "刘" "Liu" "Lau"; "陈" "Chen" "Chan" "Tan";
    "黄" "Huang" "Wong"; "赵" "Zhao" "Chao"; "吴" "Wu" "Ng"; "徐" "Xu" "Hsu"; "孙" "Sun"; "欧阳" "Ouyang" "Ou Yang";
};
pub(crate) const DEVANAGARI_MEN: &[Part] = parts! {
    "राजेश" "Rajesh"; "सुरेश" "Suresh"; "अमित" "Amit" "Ameet"; "विजय" "Vijay" "Vijai"; "कृष्ण" "Krishna" "Kishan";
    "दीपक" "Deepak" "Dipak"; "मनोज" "Manoj"; "अशोक" "Ashok"; "प्रकाश" "Prakash" "Parkash"; "गणेश" "Ganesh";
};
pub(crate) const DEVANAGARI_WOMEN: &[Part] = parts! {
    "प्रिया" "Priya" "Preeya"; "सीता" "Sita" "Seeta"; "लक्ष्मी" "Lakshmi" "Laxmi" "Luxmi"; "अनीता" "Anita" "Aneeta";
    "कविता" "Kavita" "Kavitha"; "मीना" "Meena" "Mina"; "सुनीता" "Sunita" "Suneeta"; "पूजा" "Pooja" "Puja";
};
pub(crate) const DEVANAGARI_FAMILIES: &[Part] = parts! {
    "शर्मा" "Sharma" "Sarma"; "वर्मा" "Verma" "Varma"; "गुप्ता" "Gupta"; "श्रेष्ठ" "Shrestha" "Srestha"; "चौधरी" "Chaudhary" "Choudhury" "Chowdhary";
    "मिश्रा" "Mishra" "Misra"; "यादव" "Yadav"; "थापा" "Thapa"; "जोशी" "Joshi" "Joshee"; "पाटिल" "Patil";
};
pub(crate) const ETHIOPIC_MEN: &[Part] = parts! {
    "አበበ" "Abebe"; "ተስፋዬ" "Tesfaye" "Tesfaie"; "ግርማ" "Girma"; "ዳዊት" "Dawit" "Dawitt" "Daweet"; "ብርሃኑ" "Birhanu" "Berhanu";
    "ኃይሌ" "Haile" "Hailay"; "ከበደ" "Kebede"; "መኮንን" "Mekonnen" "Makonnen"; "ዮሐንስ" "Yohannes" "Yohanes"; "ሰለሞን" "Solomon" "Selomon";
};
pub(crate) const ETHIOPIC_WOMEN: &[Part] = parts! {
    "አልማዝ" "Almaz"; "ሂሩት" "Hirut" "Heerut"; "ትዕግስት" "Tigist" "Tigest"; "ሰላማዊት" "Selamawit" "Selamawet"; "ወይንሸት" "Woinshet" "Weynshet";
    "መሰረት" "Meseret" "Messeret"; "አስቴር" "Aster"; "ብርቱካን" "Birtukan" "Bertukan";
};
const GEORGIAN_MEN: &[Part] = parts! {
    "გიორგი" "Giorgi" "Georgi"; "ლევან" "Levan"; "დავით" "Davit" "David"; "ნიკა" "Nika" "Nica"; "ზურაბ" "Zurab" "Zourab";
};
const GEORGIAN_WOMEN: &[Part] = parts! {
    "ნინო" "Nino"; "თამარ" "Tamar" "Thamar"; "მარიამ" "Mariam"; "ქეთევან" "Ketevan" "Qetevan"; "ლელა" "Lela";
};
const GEORGIAN_FAMILIES: &[Part] = parts! {
    "ბერიძე" "Beridze"; "კაპანაძე" "Kapanadze"; "გელაშვილი" "Gelashvili"; "მაისურაძე" "Maisuradze" "Maysuradze"; "ლომიძე" "Lomidze"; "წიკლაური" "Tsiklauri" "Ciklauri";
};
pub(crate) const THAI_MEN: &[Part] = parts! {
    "สมชาย" "Somchai" "Somchay"; "วิชัย" "Wichai" "Vichai"; "ประเสริฐ" "Prasert" "Prasoet"; "สุรชัย" "Surachai"; "อนันต์" "Anan" "Anant";
};
pub(crate) const THAI_WOMEN: &[Part] = parts! {
    "มาลี" "Mali" "Malee"; "สุดา" "Suda"; "พรทิพย์" "Phonthip" "Porntip"; "กัญญา" "Kanya"; "วันเพ็ญ" "Wanphen" "Wanpen";
};
pub(crate) const THAI_FAMILIES: &[Part] = parts! {
    "แสงจันทร์" "Saengchan" "Sangjan"; "ทองดี" "Thongdi" "Tongdee"; "ศรีสุข" "Sisuk" "Srisuk"; "วงศ์ใหญ่" "Wongyai"; "บุญมา" "Bunma" "Boonma";
};
pub(crate) const LATIN_MEN: &[Part] = parts! {
    "Özgür" "Ozgur" "Oezguer"; "İlker" "Ilker"; "Łukasz" "Lukasz"; "Jürgen" "Jurgen" "Juergen"; "Ștefan" "Stefan";
    "Kwame" "Kwame" "Kwami"; "Chukwuemeka" "Chukwuemeka" "Emeka"; "Søren" "Soren" "Soeren"; "Ngọc" "Ngoc"; "Agus" "Agus";
    "Daniel" "Daniel"; "Marek" "Marek"; "Tomás" "Tomas"; "Ousmane" "Ousmane" "Usman"; "Peter" "Peter" "Petar";
};
pub(crate) const LATIN_WOMEN: &[Part] = parts! {
    "Zoë" "Zoe"; "Ayşe" "Ayse" "Ayshe"; "Małgorzata" "Malgorzata" "Margorzata"; "Ioana" "Ioana" "Joana"; "Abena" "Abena";
    "Ngozi" "Ngozi"; "Dewi" "Dewi"; "Hằng" "Hang"; "Anna" "Anna" "Ana"; "Märta" "Marta" "Maerta"; "Fatou" "Fatou" "Fatu";
};
pub(crate) const LATIN_FAMILIES: &[Part] = parts! {
    "Yıldız" "Yildiz"; "Kowalczyk" "Kowalczyk" "Kovalczyk"; "Müller" "Muller" "Mueller"; "Popescu" "Popescu"; "Nguyễn" "Nguyen";
    "Mensah" "Mensah"; "Okonkwo" "Okonkwo"; "O'Brannoc" "O'Brannoc" "OBrannoc"; "van der Meul" "van der Meul" "Vandermeul";
    "Nørby" "Norby" "Noerby"; "Diallo" "Diallo" "Jalloh"; "Santoso" "Santoso"; "Šimek" "Simek"; "Varga" "Varga"; "Zedmann" "Zedmann";
    "Quist-Arden" "Quist-Arden" "Quist Arden"; "Dąbrowa" "Dabrowa"; "Mbeki-Rand" "Mbeki-Rand";
};
const SPANISH_MEN: &[Part] = parts! {
    "José" "Jose"; "Jesús" "Jesus"; "Ángel" "Angel"; "Joaquín" "Joaquin"; "Íñigo" "Inigo"; "Martín" "Martin"; "Raúl" "Raul";
};
const SPANISH_WOMEN: &[Part] = parts! {
    "María" "Maria"; "Lucía" "Lucia"; "Inés" "Ines" "Inez"; "Sofía" "Sofia"; "Begoña" "Begona"; "Concepción" "Concepcion"; "Belén" "Belen";
};
const SPANISH_FAMILIES: &[Part] = parts! {
    "Núñez" "Nunez"; "García" "Garcia"; "Ibáñez" "Ibanez" "Ybanez"; "Gutiérrez" "Gutierrez"; "Peña" "Pena"; "Muñoz" "Munoz";
    "Jiménez" "Jimenez" "Gimenez"; "de la Vega" "de la Vega" "Delavega"; "Echeverría" "Echeverria" "Etxeberria"; "Quiroga" "Quiroga";
};

/// Stems of patronymics; [`Custom::endings`] completes them.
pub const PATRONYMICS: &[Part] = parts! {
    "Иванов" "Ivanov"; "Сергеев" "Sergeev" "Sergeyev"; "Петров" "Petrov"; "Андреев" "Andreev" "Andreyev"; "Николаев" "Nikolaev" "Nikolayev";
    "Дмитриев" "Dmitriev" "Dmitriyev"; "Юрьев" "Yuryev" "Iurev"; "Михайлов" "Mikhailov" "Mihajlov"; "Павлов" "Pavlov";
};

/// Every custom of Zedland.
pub const CUSTOMS: [Custom; 11] = [
    Custom {
        script: "Latin",
        abroad: "PL",
        order: Order::GivenFamily,
        men: LATIN_MEN,
        women: LATIN_WOMEN,
        families: LATIN_FAMILIES,
        endings: NO_ENDINGS,
    },
    Custom {
        script: "Arabic",
        abroad: "EG",
        order: Order::GivenFamily,
        men: ARABIC_MEN,
        women: ARABIC_WOMEN,
        families: ARABIC_FAMILIES,
        endings: NO_ENDINGS,
    },
    Custom {
        script: "Cyrillic",
        abroad: "KZ",
        order: Order::Patronymic,
        men: CYRILLIC_MEN,
        women: CYRILLIC_WOMEN,
        families: CYRILLIC_FAMILIES,
        endings: [("ич", "ich"), ("на", "na"), ("а", "a")],
    },
    Custom {
        script: "Greek",
        abroad: "CY",
        order: Order::GivenFamily,
        men: GREEK_MEN,
        women: GREEK_WOMEN,
        families: GREEK_FAMILIES,
        endings: NO_ENDINGS,
    },
    Custom {
        script: "Han",
        abroad: "CN",
        order: Order::FamilyGiven,
        men: CHINESE_MEN,
        women: CHINESE_WOMEN,
        families: CHINESE_FAMILIES,
        endings: NO_ENDINGS,
    },
    Custom {
        script: "Devanagari",
        abroad: "NP",
        order: Order::GivenFamily,
        men: DEVANAGARI_MEN,
        women: DEVANAGARI_WOMEN,
        families: DEVANAGARI_FAMILIES,
        endings: NO_ENDINGS,
    },
    Custom {
        script: "Ethiopic",
        abroad: "ET",
        order: Order::Fathers,
        men: ETHIOPIC_MEN,
        women: ETHIOPIC_WOMEN,
        families: ETHIOPIC_MEN,
        endings: NO_ENDINGS,
    },
    Custom {
        script: "Georgian",
        abroad: "GE",
        order: Order::GivenFamily,
        men: GEORGIAN_MEN,
        women: GEORGIAN_WOMEN,
        families: GEORGIAN_FAMILIES,
        endings: NO_ENDINGS,
    },
    Custom {
        script: "Thai",
        abroad: "TH",
        order: Order::GivenFamily,
        men: THAI_MEN,
        women: THAI_WOMEN,
        families: THAI_FAMILIES,
        endings: NO_ENDINGS,
    },
    Custom {
        script: "Latin (Spanish)",
        abroad: "MX",
        order: Order::TwoFamilies,
        men: SPANISH_MEN,
        women: SPANISH_WOMEN,
        families: SPANISH_FAMILIES,
        endings: NO_ENDINGS,
    },
    Custom {
        script: "Arabic (Fathers)",
        abroad: "SD",
        order: Order::Fathers,
        men: ARABIC_MEN,
        women: ARABIC_WOMEN,
        families: ARABIC_MEN,
        endings: NO_ENDINGS,
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_spellings_hold_letters_blanks_hyphens_and_apostrophes_only() {
        for part in CUSTOMS.iter().flat_map(|c| [c.men, c.women, c.families]).flatten() {
            for n in 0..=part.variants.len() as u64 {
                let spelt = part.spelt(n);
                assert!(spelt.len() >= 2, "{spelt}");
                assert!(spelt.chars().all(|c| c.is_ascii_alphabetic() || " -'".contains(c)), "{spelt}");
            }
            assert!(!part.own.is_empty());
        }
    }

    #[test]
    fn every_custom_has_names_for_everybody_and_seven_scripts_are_not_latin() {
        assert!(CUSTOMS.iter().all(|c| c.men.len() >= 5 && c.women.len() >= 5 && c.families.len() >= 5));
        let foreign = CUSTOMS.iter().filter(|c| c.men.iter().all(|p| !p.own.is_ascii() && p.own != p.latin));
        assert!(foreign.count() >= 7);
    }

    #[test]
    fn a_name_has_several_spellings() {
        let part = &ARABIC_MEN[0];
        let spelt: Vec<&str> = (0..4).map(|n| part.spelt(n)).collect();
        assert_eq!(spelt, ["Mohammed", "Muhammad", "Mohamed", "Mohamad"]);
    }
}
