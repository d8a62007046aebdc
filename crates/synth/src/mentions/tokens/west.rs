//! Latin, Cyrillic and Greek names.

use super::{Maker, NONE, Naming};
use crate::names::{
    CYRILLIC_MEN, CYRILLIC_WOMEN, GREEK_MEN, GREEK_WOMEN, LATIN_FAMILIES, LATIN_MEN, LATIN_WOMEN, Order, Part, parts,
};

const MORE_LATIN_MEN: &[Part] = parts! {
    "James" "James"; "John" "John" "Jon"; "Robert" "Robert"; "Michael" "Michael" "Micheal"; "William" "William";
    "David" "David"; "Thomas" "Thomas" "Tomas"; "Alexander" "Alexander" "Aleksander"; "Anthony" "Anthony" "Antony";
    "Joseph" "Joseph" "Josef"; "Christopher" "Christopher" "Kristofer"; "Stephen" "Stephen" "Steven"; "Andrew" "Andrew";
    "François" "Francois"; "José" "Jose"; "João" "Joao"; "Björn" "Bjorn" "Bjoern"; "Mateusz" "Mateusz"; "Piotr" "Piotr";
    "Emre" "Emre"; "Mehmet" "Mehmet" "Memet"; "Budi" "Budi" "Boedi"; "Minh" "Minh"; "Kofi" "Kofi"; "Ibrahima" "Ibrahima" "Ibrahim";
    "Luca" "Luca" "Luka"; "Pablo" "Pablo"; "Nicolás" "Nicolas" "Nikolas"; "Gábor" "Gabor"; "László" "Laszlo";
};
const MORE_LATIN_WOMEN: &[Part] = parts! {
    "Mary" "Mary" "Marie"; "Elizabeth" "Elizabeth" "Elisabeth"; "Catherine" "Catherine" "Katherine" "Kathryn"; "Margaret" "Margaret";
    "Sarah" "Sarah" "Sara"; "Jennifer" "Jennifer"; "Susan" "Susan" "Suzan"; "Patricia" "Patricia"; "Christine" "Christine" "Kristine";
    "Agnieszka" "Agnieszka"; "Elif" "Elif"; "Chloé" "Chloe"; "Inês" "Ines"; "Renée" "Renee"; "Sofía" "Sofia" "Sophia"; "Lucía" "Lucia";
    "Ewa" "Ewa" "Eva"; "Zsófia" "Zsofia"; "Fatoumata" "Fatoumata" "Fatumata"; "Linh" "Linh"; "Siti" "Siti"; "Helena" "Helena" "Elena";
    "Dorothy" "Dorothy"; "Barbara" "Barbara"; "Jessica" "Jessica"; "Beatriz" "Beatriz" "Beatrice"; "Ingrid" "Ingrid";
};
const MORE_LATIN_FAMILIES: &[Part] = parts! {
    "Smith" "Smith" "Smyth"; "García" "Garcia"; "Silva" "Silva" "da Silva"; "Kowalski" "Kowalski" "Kovalski"; "Nowak" "Nowak" "Novak";
    "Schmidt" "Schmidt" "Schmitt"; "Fernández" "Fernandez" "Fernandes"; "Rossi" "Rossi"; "Trần" "Tran"; "Yılmaz" "Yilmaz"; "Johansson" "Johansson" "Johanson";
    "Traoré" "Traore"; "Dubois" "Dubois" "Du Bois"; "Horváth" "Horvath"; "Ferreira" "Ferreira"; "Wójcik" "Wojcik"; "MacLeod" "MacLeod" "McLeod";
    "O'Connor" "O'Connor" "OConnor"; "Ðorđević" "Djordjevic" "Dordevic"; "Šarić" "Saric" "Sharich"; "Owusu" "Owusu"; "Wijaya" "Wijaya" "Widjaja";
};
const LATIN_STARTS: &[Part] = parts! {
    "Ash" "Ash"; "Brad" "Brad"; "Cal" "Cal"; "Dor" "Dor"; "El" "El"; "Fen" "Fen"; "Gar" "Gar"; "Hal" "Hal"; "Is" "Is"; "Kar" "Kar"; "Lin" "Lin" "Lyn";
    "Mar" "Mar"; "Nor" "Nor"; "Os" "Os"; "Per" "Per"; "Quar" "Quar" "Kwar"; "Ros" "Ros"; "Schö" "Scho" "Schoe"; "Tor" "Tor"; "Ulm" "Ulm"; "Var" "Var"; "Wes" "Wes"; "Yar" "Yar"; "Zel" "Zel";
};
const LATIN_MIDDLES: &[Part] = parts! {
    "ben" "ben"; "ca" "ca"; "der" "der"; "fe" "fe"; "gis" "gis"; "la" "la"; "lo" "lo"; "man" "man"; "ne" "ne"; "ri" "ri" "ry"; "sa" "sa"; "ta" "ta";
    "ti" "ti"; "vi" "vi"; "wi" "wi" "vi"; "zo" "zo";
};
const LATIN_TAILS: &[Part] = parts! {
    "ton" "ton"; "berg" "berg"; "ski" "ski" "sky"; "sen" "sen" "son"; "ford" "ford"; "mann" "mann" "man"; "ley" "ley" "ly"; "escu" "escu"; "oğlu" "oglu"; "ez" "ez" "es"; "ini" "ini"; "ström" "strom" "stroem"; "kamp" "kamp"; "well" "well"; "ić" "ic" "ich";
};
pub(super) const LATIN: Naming = Naming {
    order: Order::GivenFamily,
    men: Maker {
        heads: &[MORE_LATIN_MEN, LATIN_MEN],
        tails: NONE,
        tails_women: NONE,
        rare: [NONE, NONE, NONE],
        rare_share: 0,
    },
    women: Maker {
        heads: &[MORE_LATIN_WOMEN, LATIN_WOMEN],
        tails: NONE,
        tails_women: NONE,
        rare: [NONE, NONE, NONE],
        rare_share: 0,
    },
    families: Maker {
        heads: &[MORE_LATIN_FAMILIES, LATIN_FAMILIES, COMPOUNDS],
        tails: NONE,
        tails_women: NONE,
        rare: [LATIN_STARTS, LATIN_MIDDLES, LATIN_TAILS],
        rare_share: 550,
    },
    patronymics: None,
    nicknames: &[
        ("Alexander", "Alex", "Alex"),
        ("Robert", "Bob", "Bob"),
        ("William", "Bill", "Bill"),
        ("Michael", "Mike", "Mike"),
        ("Elizabeth", "Liz", "Liz"),
        ("Catherine", "Kate", "Kate"),
        ("Margaret", "Peggy", "Peggy"),
        ("Joseph", "Joe", "Joe"),
        ("Christopher", "Chris", "Chris"),
        ("Anthony", "Tony", "Tony"),
        ("James", "Jim", "Jim"),
        ("Thomas", "Tom", "Tom"),
        ("Andrew", "Andy", "Andy"),
        ("Stephen", "Steve", "Steve"),
        ("David", "Dave", "Dave"),
        ("Patricia", "Pat", "Pat"),
        ("Jennifer", "Jenny", "Jenny"),
        ("Jose", "Pepe", "Pepe"),
        ("Susan", "Sue", "Sue"),
        ("Malgorzata", "Gosia", "Gosia"),
        ("Dorothy", "Dot", "Dot"),
        ("Jessica", "Jess", "Jess"),
        ("John", "Jack", "Jack"),
        ("Mateusz", "Mati", "Mati"),
        ("Barbara", "Basia", "Basia"),
        ("Daniel", "Dan", "Dan"),
        ("Mehmet", "Memo", "Memo"),
    ],
    glue: &[""],
    countries: &["GB", "DE", "PL", "TR", "BR", "ES", "NG", "VN", "ID", "FR", "SE", "GH"],
    trades: parts! { "Trading" "Trading"; "Construction" "Construction" "Constr."; "Transport" "Transport"; "Textiles" "Textiles" "Textile"; "Energy" "Energy"; "Pharma" "Pharma" "Pharmaceuticals"; "Shipping" "Shipping"; "Holdings" "Holdings" "Holding"; },
    forms: parts! { "Ltd" "Ltd" "Limited" "Ltd."; "GmbH" "GmbH" "G.m.b.H."; "S.A." "S.A." "SA"; "Sp. z o.o." "Sp. z o.o." "Spolka z o.o."; "LLC" "LLC" "L.L.C."; "A.Ş." "A.S." "AS"; "Inc." "Inc." "Incorporated"; "B.V." "B.V." "BV"; },
    form_first: false,
};

const COMPOUNDS: &[Part] = parts! {
    "Hart-Lindley" "Hart-Lindley" "Hart Lindley"; "de Oliveira" "de Oliveira" "Oliveira"; "von Rabenau" "von Rabenau" "Rabenau"; "Ben Salah" "Ben Salah" "Bensalah"; "van den Hoek" "van den Hoek" "Vandenhoek"; "St. Aubyn" "St. Aubyn" "Saint Aubyn"; "de los Ríos" "de los Rios" "Delosrios";
};

const MORE_CYRILLIC_MEN: &[Part] = parts! {
    "Александр" "Alexander" "Aleksandr" "Alexandr"; "Иван" "Ivan"; "Владимир" "Vladimir" "Wladimir"; "Игорь" "Igor"; "Константин" "Konstantin" "Constantin"; "Анатолий" "Anatoly" "Anatolii" "Anatoliy"; "Фёдор" "Fyodor" "Fedor"; "Ярослав" "Yaroslav" "Iaroslav" "Jaroslav"; "Геннадий" "Gennady" "Gennadii"; "Тимур" "Timur"; "Вячеслав" "Vyacheslav" "Viacheslav"; "Роман" "Roman"; "Артём" "Artyom" "Artem";
};
const MORE_CYRILLIC_WOMEN: &[Part] = parts! {
    "Анна" "Anna"; "Мария" "Maria" "Mariia" "Mariya"; "Екатерина" "Ekaterina" "Yekaterina"; "Анастасия" "Anastasia" "Anastasiia" "Anastasiya"; "Людмила" "Lyudmila" "Liudmila" "Ludmila"; "Галина" "Galina" "Halyna"; "Валентина" "Valentina"; "Оксана" "Oksana" "Oxana"; "Дарья" "Darya" "Daria"; "Жанна" "Zhanna" "Janna";
};
const CYRILLIC_STEMS: &[Part] = parts! {
    "Иван" "Ivan"; "Петр" "Petr"; "Волк" "Volk"; "Лебед" "Lebed"; "Козл" "Kozl"; "Зайц" "Zayts" "Zaits"; "Степан" "Stepan"; "Гриш" "Grish"; "Шевчук" "Shevchuk" "Chevtchouk"; "Мельник" "Melnik"; "Ткач" "Tkach" "Tkatch"; "Рыбак" "Rybak" "Ribak"; "Гонч" "Gonch" "Gontch"; "Чернов" "Chernov" "Tchernov"; "Яков" "Yakov" "Iakov"; "Щёголь" "Shchegol" "Scegol";
};
const CYRILLIC_STARTS: &[Part] = parts! {
    "Бар" "Bar"; "Вор" "Vor"; "Гал" "Gal"; "Дан" "Dan"; "Жар" "Zhar" "Jar"; "Зуб" "Zub" "Zoub"; "Кар" "Kar"; "Лук" "Luk" "Louk"; "Мед" "Med"; "Нор" "Nor"; "Ост" "Ost"; "Пан" "Pan"; "Руд" "Rud" "Roud"; "Сав" "Sav"; "Тур" "Tur" "Tour"; "Хар" "Khar" "Har"; "Черн" "Chern" "Tchern"; "Шал" "Shal" "Chal"; "Юр" "Yur" "Iur"; "Яр" "Yar" "Iar";
};
const CYRILLIC_MIDDLES: &[Part] = parts! {
    "аб" "ab"; "бан" "ban"; "год" "god"; "дем" "dem"; "еж" "ezh" "ej"; "кош" "kosh"; "лиц" "lits" "lic"; "мач" "mach" "match"; "нух" "nukh" "nuh"; "рей" "rey" "rei"; "сим" "sim"; "тищ" "tishch" "tisc"; "фил" "fil"; "чук" "chuk" "tchouk"; "шин" "shin"; "юк" "yuk" "iuk";
};
const CYRILLIC_TAILS: &[Part] = parts! { "ов" "ov" "off"; "ин" "in" "ine"; "ский" "sky" "skiy" "skii" "ski"; "енко" "enko"; "ев" "ev" "eff"; "юк" "yuk" "iuk"; "ич" "ich" "itch"; };
const CYRILLIC_TAILS_WOMEN: &[Part] = parts! { "ова" "ova"; "ина" "ina"; "ская" "skaya" "skaia" "ska"; "енко" "enko"; "ева" "eva"; "юк" "yuk" "iuk"; "ич" "ich" "itch"; };

pub(super) const CYRILLIC: Naming = Naming {
    order: Order::Patronymic,
    men: Maker {
        heads: &[MORE_CYRILLIC_MEN, CYRILLIC_MEN],
        tails: NONE,
        tails_women: NONE,
        rare: [NONE, NONE, NONE],
        rare_share: 0,
    },
    women: Maker {
        heads: &[MORE_CYRILLIC_WOMEN, CYRILLIC_WOMEN],
        tails: NONE,
        tails_women: NONE,
        rare: [NONE, NONE, NONE],
        rare_share: 0,
    },
    families: Maker {
        heads: &[CYRILLIC_STEMS],
        tails: CYRILLIC_TAILS,
        tails_women: CYRILLIC_TAILS_WOMEN,
        rare: [CYRILLIC_STARTS, CYRILLIC_MIDDLES, NONE],
        rare_share: 550,
    },
    patronymics: Some([
        Part { own: "ич", latin: "ich", variants: &["itch", "ych"] },
        Part { own: "на", latin: "na", variants: &[] },
    ]),
    nicknames: &[
        ("Alexander", "Саша", "Sasha"),
        ("Dmitry", "Дима", "Dima"),
        ("Sergey", "Серёжа", "Seryozha"),
        ("Alexey", "Лёша", "Lyosha"),
        ("Yuri", "Юра", "Yura"),
        ("Evgeny", "Женя", "Zhenya"),
        ("Pavel", "Паша", "Pasha"),
        ("Mikhail", "Миша", "Misha"),
        ("Nikolay", "Коля", "Kolya"),
        ("Vladimir", "Вова", "Vova"),
        ("Ivan", "Ваня", "Vanya"),
        ("Elena", "Лена", "Lena"),
        ("Natalya", "Наташа", "Natasha"),
        ("Olga", "Оля", "Olya"),
        ("Tatyana", "Таня", "Tanya"),
        ("Anastasia", "Настя", "Nastya"),
        ("Ekaterina", "Катя", "Katya"),
        ("Maria", "Маша", "Masha"),
        ("Svetlana", "Света", "Sveta"),
        ("Konstantin", "Костя", "Kostya"),
        ("Lyudmila", "Люда", "Lyuda"),
    ],
    glue: &[""],
    countries: &["RU", "UA", "BY", "KZ", "BG", "KG"],
    trades: parts! { "Трейдинг" "Trading" "Treyding"; "Строй" "Stroy" "Stroi"; "Транс" "Trans"; "Текстиль" "Tekstil" "Textil"; "Энерго" "Energo"; "Фарм" "Farm" "Pharm"; "Инвест" "Invest"; },
    forms: parts! { "ООО" "OOO" "LLC" "Ltd"; "АО" "AO" "JSC"; "ПАО" "PAO" "PJSC"; "ЗАО" "ZAO" "CJSC"; "ТОВ" "TOV" "LLC"; },
    form_first: true,
};

const MORE_GREEK_MEN: &[Part] = parts! {
    "Αλέξανδρος" "Alexandros" "Alexander"; "Παναγιώτης" "Panagiotis" "Panayiotis" "Panayotis"; "Βασίλης" "Vasilis" "Vassilis" "Basilis"; "Θεόδωρος" "Theodoros" "Thodoros"; "Σπύρος" "Spyros" "Spiros"; "Μιχάλης" "Michalis" "Mihalis"; "Στέλιος" "Stelios"; "Ευάγγελος" "Evangelos" "Evaggelos" "Vangelis"; "Αντώνης" "Antonis"; "Χαράλαμπος" "Charalampos" "Haralambos";
};
const MORE_GREEK_WOMEN: &[Part] = parts! {
    "Άννα" "Anna"; "Δέσποινα" "Despoina" "Despina"; "Γεωργία" "Georgia" "Yeorgia"; "Βασιλική" "Vasiliki" "Vassiliki"; "Ιωάννα" "Ioanna" "Joanna"; "Παρασκευή" "Paraskevi" "Paraskeui"; "Αγγελική" "Angeliki" "Aggeliki"; "Ειρήνη" "Eirini" "Irini" "Irene"; "Φωτεινή" "Foteini" "Fotini"; "Ζωή" "Zoi" "Zoe";
};
const GREEK_STEMS: &[Part] = parts! {
    "Παπα" "Papa"; "Δημητρ" "Dimitr" "Demetr"; "Νικολα" "Nikola" "Nicola"; "Χατζη" "Chatzi" "Hatzi"; "Κωνσταντιν" "Konstantin" "Constantin"; "Ιωανν" "Ioann" "Yann"; "Βασιλ" "Vasil" "Vassil"; "Αγγελ" "Angel" "Aggel"; "Μαυρ" "Mavr" "Maur"; "Γιαννακ" "Giannak" "Yannak"; "Ευσταθ" "Efstath" "Eustath"; "Θεοδωρ" "Theodor"; "Ψυχ" "Psych" "Psih";
};
const GREEK_STARTS: &[Part] = parts! {
    "Αρ" "Ar"; "Βλα" "Vla"; "Γκο" "Gko" "Go"; "Δρα" "Dra"; "Ζαχ" "Zach" "Zah"; "Θε" "The"; "Καλ" "Kal" "Cal"; "Λυ" "Ly" "Li"; "Μπα" "Mpa" "Ba"; "Ντα" "Nta" "Da"; "Ξε" "Xe" "Kse"; "Πολυ" "Poly" "Poli"; "Ρου" "Rou"; "Σκα" "Ska"; "Τσι" "Tsi"; "Φρα" "Fra"; "Χρυ" "Chry" "Hri"; "Ψα" "Psa";
};
const GREEK_MIDDLES: &[Part] = parts! {
    "βεν" "ven"; "γιαν" "gian" "yian"; "δημ" "dim"; "κερ" "ker"; "λαμπ" "lamp" "lamb"; "μαν" "man"; "νιθ" "nith"; "ρακ" "rak"; "σταμ" "stam"; "τρυφ" "tryf" "trif"; "φυλ" "fyl" "phil"; "χαλ" "chal" "hal"; "ζογλ" "zogl"; "μπουρ" "mpour" "bour";
};
const GREEK_TAILS: &[Part] = parts! { "όπουλος" "opoulos" "opulos"; "ίδης" "idis" "ides"; "άκης" "akis" "akes"; "άκος" "akos"; "έλης" "elis"; "ιάδης" "iadis" "iades"; "άτος" "atos"; };
const GREEK_TAILS_WOMEN: &[Part] = parts! { "οπούλου" "opoulou" "opulu"; "ίδου" "idou" "idu"; "άκη" "aki"; "άκου" "akou"; "έλη" "eli"; "ιάδου" "iadou"; "άτου" "atou"; };

pub(super) const GREEK: Naming = Naming {
    order: Order::GivenFamily,
    men: Maker {
        heads: &[MORE_GREEK_MEN, GREEK_MEN],
        tails: NONE,
        tails_women: NONE,
        rare: [NONE, NONE, NONE],
        rare_share: 0,
    },
    women: Maker {
        heads: &[MORE_GREEK_WOMEN, GREEK_WOMEN],
        tails: NONE,
        tails_women: NONE,
        rare: [NONE, NONE, NONE],
        rare_share: 0,
    },
    families: Maker {
        heads: &[GREEK_STEMS],
        tails: GREEK_TAILS,
        tails_women: GREEK_TAILS_WOMEN,
        rare: [GREEK_STARTS, GREEK_MIDDLES, NONE],
        rare_share: 500,
    },
    patronymics: None,
    nicknames: &[
        ("Panagiotis", "Πάνος", "Panos"),
        ("Alexandros", "Αλέκος", "Alekos"),
        ("Evangelos", "Βαγγέλης", "Vangelis"),
        ("Charalampos", "Μπάμπης", "Babis"),
        ("Vasiliki", "Βάσω", "Vaso"),
        ("Katerina", "Κατίνα", "Katina"),
        ("Eleni", "Λένα", "Lena"),
        ("Despoina", "Δέπη", "Depy"),
        ("Paraskevi", "Βούλα", "Voula"),
        ("Theodoros", "Θόδωρος", "Thodoros"),
        ("Michalis", "Μίκης", "Mikis"),
        ("Spyros", "Σπύρος", "Spiro"),
    ],
    glue: &[""],
    countries: &["GR", "CY"],
    trades: parts! { "Εμπορική" "Emporiki"; "Κατασκευαστική" "Kataskevastiki"; "Ναυτιλιακή" "Naftiliaki" "Nautiliaki"; "Ενεργειακή" "Energeiaki"; "Μεταφορική" "Metaforiki"; "Φαρμακευτική" "Farmakeftiki"; },
    forms: parts! { "Α.Ε." "A.E." "S.A." "AE"; "Ε.Π.Ε." "E.P.E." "EPE" "Ltd"; "Ι.Κ.Ε." "I.K.E." "IKE" "P.C."; },
    form_first: false,
};
