//! Arabic, Persian, Hebrew and Amharic names.

use super::{Maker, NONE, Naming};
use crate::names::{ARABIC_FAMILIES, ARABIC_MEN, ARABIC_WOMEN, ETHIOPIC_MEN, ETHIOPIC_WOMEN, Order, Part, parts};

const MORE_ARABIC_MEN: &[Part] = parts! {
    "علي" "Ali" "Aly"; "حسن" "Hassan" "Hasan"; "مصطفى" "Mustafa" "Moustafa" "Mostafa"; "محمود" "Mahmoud" "Mahmud"; "عبد الله" "Abdullah" "Abdallah" "Abdulla"; "سعيد" "Saeed" "Said" "Sayed"; "ناصر" "Nasser" "Nasir" "Naser"; "فيصل" "Faisal" "Faysal";
    "سليمان" "Suleiman" "Sulayman" "Soliman"; "عثمان" "Othman" "Uthman" "Osman"; "زياد" "Ziad" "Ziyad"; "بلال" "Bilal" "Belal"; "أنس" "Anas"; "حمزة" "Hamza" "Hamzah"; "عبد العزيز" "Abdulaziz" "Abdel Aziz" "Abd al-Aziz"; "نبيل" "Nabil" "Nabeel"; "رشيد" "Rashid" "Rachid" "Rasheed"; "وليد" "Walid" "Waleed" "Oualid";
};
const MORE_ARABIC_WOMEN: &[Part] = parts! {
    "خديجة" "Khadija" "Khadijah" "Kadija"; "آمنة" "Amina" "Aminah"; "رانيا" "Rania" "Raniya"; "سميرة" "Samira" "Sameera"; "نادية" "Nadia" "Nadiya"; "هبة" "Hiba" "Heba"; "إيمان" "Iman" "Eman"; "رقية" "Ruqayya" "Roukaya" "Ruqaya"; "جميلة" "Jamila" "Gamila" "Djamila"; "ياسمين" "Yasmin" "Yasmeen" "Jasmin"; "لطيفة" "Latifa" "Lateefa"; "وفاء" "Wafa" "Wafaa";
};
const ARABIC_STARTS: &[Part] = parts! {
    "ال" "Al " "El-" "Al-"; "بن " "Ben " "Bin " "Ibn "; "أبو " "Abu " "Abou " "Abo "; "آل " "Al " "Aal "; "ال" "Al-" "El " "Al";
};
const ARABIC_MIDDLES: &[Part] = parts! {
    "بغداد" "Baghdad" "Bagdad"; "حلب" "Halab" "Aleb"; "مصر" "Masr" "Misr"; "كوف" "Kuf" "Kouf"; "تميم" "Tamim"; "قرش" "Qurash" "Kurash"; "هاشم" "Hashim" "Hachem"; "شريف" "Sharif" "Cherif"; "نعيم" "Naim" "Naeem"; "عمر" "Omar" "Umar"; "سالم" "Salim" "Salem"; "جبل" "Jabal" "Gebal"; "فلح" "Falah"; "حرب" "Harb"; "غامد" "Ghamid" "Gamed"; "دوسر" "Dosar" "Dusar"; "رفاع" "Rifa" "Refa"; "طائ" "Ta" "Tai"; "كندر" "Kandar"; "زبيد" "Zubayd" "Zobeid"; "عتب" "Utayb" "Otaib"; "مطير" "Mutayr" "Mutair"; "خزرج" "Khazraj" "Khazradj"; "بصر" "Basr";
};
const ARABIC_TAILS: &[Part] = parts! { "ي" "i" "y" "ee"; "اوي" "awi" "aoui" "awy"; "اني" "ani" "any"; };

pub(super) const ARABIC: Naming = Naming {
    order: Order::Fathers,
    men: Maker {
        heads: &[ARABIC_MEN, MORE_ARABIC_MEN],
        tails: NONE,
        tails_women: NONE,
        rare: [NONE; 3],
        rare_share: 0,
    },
    women: Maker {
        heads: &[ARABIC_WOMEN, MORE_ARABIC_WOMEN],
        tails: NONE,
        tails_women: NONE,
        rare: [NONE; 3],
        rare_share: 0,
    },
    families: Maker {
        heads: &[ARABIC_FAMILIES, MORE_ARABIC_MEN],
        tails: NONE,
        tails_women: NONE,
        rare: [ARABIC_STARTS, ARABIC_MIDDLES, ARABIC_TAILS],
        rare_share: 550,
    },
    patronymics: None,
    nicknames: &[
        ("Mohammed", "حمودة", "Hamouda"),
        ("Ahmed", "حمادة", "Hamada"),
        ("Mustafa", "درش", "Darsh"),
        ("Yusuf", "جو", "Joe"),
        ("Ibrahim", "هيما", "Hima"),
        ("Abdullah", "عبودي", "Aboudi"),
        ("Fatima", "فطوم", "Fattoum"),
        ("Khadija", "خدوج", "Khaddouj"),
        ("Zainab", "زنوبة", "Zannouba"),
        ("Aisha", "عيوش", "Ayoush"),
        ("Hussein", "حسونة", "Hassouna"),
        ("Ali", "علوش", "Alloush"),
        ("Khaled", "خلود", "Khalloud"),
    ],
    glue: &[""],
    countries: &["EG", "SA", "IQ", "MA", "SY", "JO", "SD", "AE"],
    trades: parts! { "للتجارة" "Trading" "Tejara"; "للمقاولات" "Contracting" "Moqawalat"; "للنقل" "Transport" "Naql"; "للنسيج" "Textiles" "Naseej"; "للطاقة" "Energy" "Taqa"; "القابضة" "Holding" "Qabida"; "للصرافة" "Exchange" "Sirafa"; },
    forms: parts! { "ذ.م.م" "LLC" "L.L.C." "WLL"; "ش.م.م" "S.A.E." "JSC"; "وشركاه" "& Partners" "and Co"; },
    form_first: false,
};

const PERSIAN_MEN: &[Part] = parts! {
    "محمد" "Mohammad" "Mohamad" "Muhammad"; "علی" "Ali"; "حسین" "Hossein" "Hosein" "Husain"; "رضا" "Reza" "Riza"; "مهدی" "Mehdi" "Mahdi"; "امیر" "Amir"; "حسن" "Hassan" "Hasan"; "سعید" "Saeed" "Saeid" "Said"; "مسعود" "Masoud" "Massoud" "Masood"; "بهرام" "Bahram"; "کوروش" "Kourosh" "Cyrus" "Kurosh"; "داریوش" "Dariush" "Daryoush" "Darius"; "فرهاد" "Farhad"; "کامران" "Kamran"; "جمشید" "Jamshid" "Djamshid"; "ایرج" "Iraj"; "هوشنگ" "Houshang" "Hushang"; "منوچهر" "Manouchehr" "Manuchehr"; "پرویز" "Parviz"; "بهزاد" "Behzad"; "شاهین" "Shahin" "Shaheen"; "آرش" "Arash"; "نادر" "Nader" "Nadir"; "غلامرضا" "Gholamreza" "Gholam Reza" "Qolamreza";
};
const PERSIAN_WOMEN: &[Part] = parts! {
    "فاطمه" "Fatemeh" "Fatima" "Fatemah"; "زهرا" "Zahra"; "مریم" "Maryam" "Mariam"; "لیلا" "Leila" "Leyla" "Laila"; "نرگس" "Narges" "Nargess"; "پروین" "Parvin" "Parveen"; "شیرین" "Shirin" "Shireen"; "مهناز" "Mahnaz"; "ناهید" "Nahid" "Naheed"; "آزاده" "Azadeh"; "سیمین" "Simin" "Simine"; "نسرین" "Nasrin" "Nasreen"; "ژاله" "Zhaleh" "Jaleh"; "فرشته" "Fereshteh" "Freshteh"; "مینا" "Mina"; "الهام" "Elham"; "سمیرا" "Samira"; "گلناز" "Golnaz"; "مهسا" "Mahsa";
};
const PERSIAN_STEMS: &[Part] = parts! {
    "احمد" "Ahmad"; "حسین" "Hossein" "Hosein"; "محمد" "Mohammad" "Mohamad"; "کریم" "Karim"; "رحیم" "Rahim"; "ابراهیم" "Ebrahim" "Ibrahim"; "جعفر" "Jafar" "Djafar"; "موسو" "Mousav" "Musav"; "صادق" "Sadegh" "Sadeq"; "نور" "Nour" "Noor"; "عباس" "Abbas"; "یوسف" "Yousef" "Yusef"; "طاهر" "Taher"; "قاسم" "Ghasem" "Qasem"; "هاشم" "Hashem"; "اکبر" "Akbar"; "شریف" "Sharif"; "رستم" "Rostam"; "بهمن" "Bahman"; "فرخ" "Farrokh" "Farokh"; "خسرو" "Khosrow" "Khosro"; "سلیمان" "Soleiman" "Soleyman";
};
const PERSIAN_STARTS: &[Part] = parts! { "آذر" "Azar"; "بهار" "Bahar"; "پیر" "Pir"; "تبر" "Tabr"; "جهان" "Jahan"; "خوش" "Khosh"; "دل" "Del"; "رنج" "Ranj"; "زر" "Zar"; "سرو" "Sarv"; "شهر" "Shahr"; "فر" "Far"; "گل" "Gol"; "مهر" "Mehr"; "نیک" "Nik"; "هنر" "Honar"; "یزد" "Yazd"; "کاش" "Kash"; };
const PERSIAN_MIDDLES: &[Part] = parts! { "آباد" "abad"; "بان" "ban"; "دوست" "doust" "dust"; "گر" "gar"; "خواه" "khah"; "مند" "mand"; "نام" "nam"; "پسند" "pasand"; "تاش" "tash"; "زاد" "zad"; "فام" "fam"; "یار" "yar"; "منش" "manesh"; };
const PERSIAN_TAILS: &[Part] = parts! { "ی" "i" "y"; "زاده" "zadeh" "zade"; "پور" "pour" "pur"; "نژاد" "nejad" "nezhad"; "یان" "ian" "yan"; "نیا" "nia" "niya"; "فر" "far"; };

pub(super) const PERSIAN: Naming = Naming {
    order: Order::GivenFamily,
    men: Maker { heads: &[PERSIAN_MEN], tails: NONE, tails_women: NONE, rare: [NONE; 3], rare_share: 0 },
    women: Maker { heads: &[PERSIAN_WOMEN], tails: NONE, tails_women: NONE, rare: [NONE; 3], rare_share: 0 },
    families: Maker {
        heads: &[PERSIAN_STEMS],
        tails: PERSIAN_TAILS,
        tails_women: NONE,
        rare: [PERSIAN_STARTS, PERSIAN_MIDDLES, NONE],
        rare_share: 500,
    },
    patronymics: None,
    nicknames: &[
        ("Mohammad", "ممد", "Mamad"),
        ("Fatemeh", "فاطی", "Fati"),
        ("Gholamreza", "غلام", "Gholam"),
        ("Hossein", "حسینو", "Hosseinou"),
        ("Maryam", "مری", "Mari"),
        ("Manouchehr", "منو", "Manou"),
        ("Fereshteh", "فری", "Feri"),
        ("Kourosh", "کوری", "Kouri"),
        ("Amir", "امیری", "Amiri"),
    ],
    glue: &["", " ", "-"],
    countries: &["IR", "AF"],
    trades: parts! { "بازرگانی" "Bazargani" "Trading"; "ساختمانی" "Sakhtemani" "Construction"; "حمل و نقل" "Haml va Naghl" "Transport"; "نساجی" "Nassaji" "Textile"; "انرژی" "Energy" "Enerji"; "دارویی" "Darouei" "Pharma"; },
    forms: parts! { "(سهامی خاص)" "PJSC" "(Private Joint Stock)"; "با مسئولیت محدود" "LLC" "Ltd"; "(سهامی عام)" "PLC" "(Public Joint Stock)"; },
    form_first: false,
};

const HEBREW_MEN: &[Part] = parts! {
    "אברהם" "Avraham" "Abraham"; "יצחק" "Yitzhak" "Itzhak" "Isaac"; "יעקב" "Yaakov" "Jacob" "Yakov"; "משה" "Moshe" "Moses" "Mosheh"; "דוד" "David" "Dawid"; "שלמה" "Shlomo" "Solomon" "Shelomo"; "יוסף" "Yosef" "Joseph" "Yoseph"; "חיים" "Chaim" "Haim" "Hayim"; "אליהו" "Eliyahu" "Elijah" "Eliahu"; "מנחם" "Menachem" "Menahem"; "צבי" "Zvi" "Tzvi" "Tsvi"; "נתן" "Natan" "Nathan"; "אורי" "Uri" "Ouri"; "עמית" "Amit"; "גיא" "Guy" "Gai"; "יהונתן" "Yehonatan" "Jonathan"; "רפאל" "Rafael" "Raphael" "Refael"; "עידו" "Ido"; "אריאל" "Ariel"; "ברוך" "Baruch" "Barukh"; "זאב" "Zeev" "Ze'ev"; "שמעון" "Shimon" "Simon" "Shim'on";
};
const HEBREW_WOMEN: &[Part] = parts! {
    "שרה" "Sara" "Sarah"; "רבקה" "Rivka" "Rebecca" "Rivkah"; "רחל" "Rachel" "Rahel"; "לאה" "Leah" "Lea"; "מרים" "Miriam" "Miryam"; "אסתר" "Esther" "Ester"; "חנה" "Hannah" "Chana" "Hana"; "יעל" "Yael" "Jael"; "תמר" "Tamar"; "נועה" "Noa" "Noah"; "שירה" "Shira"; "מיכל" "Michal" "Mikhal"; "צפורה" "Tzipora" "Zipora" "Tsipora"; "דבורה" "Devora" "Deborah" "Dvora"; "אביגיל" "Avigail" "Abigail"; "רות" "Ruth" "Rut"; "אילנה" "Ilana"; "גלית" "Galit"; "חוה" "Chava" "Hava" "Eva";
};
const HEBREW_FAMILIES: &[Part] = parts! {
    "כהן" "Cohen" "Kohen" "Kohn"; "לוי" "Levi" "Levy"; "מזרחי" "Mizrahi" "Mizrachi"; "פרץ" "Peretz" "Perez"; "ביטון" "Biton" "Bitton"; "דהן" "Dahan"; "אזולאי" "Azoulay" "Azulai"; "פרידמן" "Friedman" "Fridman"; "שפירא" "Shapira" "Schapira" "Shapiro"; "אוחנה" "Ohana" "Ohayon"; "חדד" "Hadad" "Haddad"; "קפלן" "Kaplan" "Caplan"; "בן דוד" "Ben David" "Ben-David"; "שוורץ" "Schwartz" "Shvarts"; "יוספי" "Yosefi" "Yossefi"; "אלמוג" "Almog"; "גבאי" "Gabay" "Gabbai"; "צרפתי" "Tzarfati" "Sarfati" "Zarfati"; "בן חיים" "Ben Haim" "Ben-Chaim";
};
const HEBREW_STARTS: &[Part] = parts! { "גולד" "Gold"; "רוזנ" "Rosen" "Rozen"; "ויינ" "Wein" "Vain"; "שטיינ" "Stein" "Shtain"; "ליכט" "Licht" "Liht"; "אייזנ" "Eisen" "Aizen"; "גרינ" "Green" "Grin"; "זילבר" "Silber" "Zilber"; "פיינ" "Fein" "Fain"; "הירש" "Hirsch" "Hirsh"; "קירש" "Kirsch" "Kirsh"; "בלומנ" "Blumen"; "דיאמנ" "Diamen"; "ברנ" "Bern"; "מנדל" "Mandel" "Mendel"; "פרל" "Perl" "Pearl"; };
const HEBREW_MIDDLES: &[Part] = parts! { "ברג" "berg"; "שטיין" "stein" "shtain"; "מן" "man" "mann"; "בוים" "baum" "boim"; "פלד" "feld"; "בלט" "blatt" "blat"; "טל" "thal" "tal"; "צוויג" "zweig" "tzvaig"; "הולץ" "holz" "holtz"; "בלום" "blum" "bloom"; "ור" "er"; "סון" "son" "sohn"; };

pub(super) const HEBREW: Naming = Naming {
    order: Order::GivenFamily,
    men: Maker { heads: &[HEBREW_MEN], tails: NONE, tails_women: NONE, rare: [NONE; 3], rare_share: 0 },
    women: Maker { heads: &[HEBREW_WOMEN], tails: NONE, tails_women: NONE, rare: [NONE; 3], rare_share: 0 },
    families: Maker {
        heads: &[HEBREW_FAMILIES],
        tails: NONE,
        tails_women: NONE,
        rare: [HEBREW_STARTS, HEBREW_MIDDLES, NONE],
        rare_share: 500,
    },
    patronymics: None,
    nicknames: &[
        ("Avraham", "אבי", "Avi"),
        ("Yitzhak", "איציק", "Itzik"),
        ("Yaakov", "קובי", "Kobi"),
        ("Yosef", "יוסי", "Yossi"),
        ("David", "דודו", "Dudu"),
        ("Menachem", "מני", "Meni"),
        ("Shlomo", "שלומי", "Shlomi"),
        ("Rafael", "רפי", "Rafi"),
        ("Yehonatan", "יוני", "Yoni"),
        ("Rachel", "רחלי", "Racheli"),
        ("Esther", "אסתי", "Esti"),
        ("Tzipora", "ציפי", "Tzipi"),
        ("Devora", "דבי", "Debbie"),
        ("Hannah", "חני", "Hani"),
        ("Eliyahu", "אלי", "Eli"),
        ("Moshe", "מושיק", "Moshik"),
        ("Michal", "מיכלי", "Michali"),
    ],
    glue: &[""],
    countries: &["IL"],
    trades: parts! { "סחר" "Sachar" "Trading"; "בניה" "Bniya" "Construction"; "הובלות" "Hovalot" "Transport"; "טקסטיל" "Textile" "Tekstil"; "אנרגיה" "Energia" "Energy"; "פארמה" "Pharma" "Farma"; "יהלומים" "Yahalomim" "Diamonds"; },
    forms: parts! { "בע\"מ" "Ltd" "Ltd." "B.M."; "ושות'" "& Co" "and Co."; },
    form_first: false,
};

const MORE_ETHIOPIC_MEN: &[Part] = parts! {
    "አለማየሁ" "Alemayehu" "Alemayhu"; "በቀለ" "Bekele" "Bekelle"; "ታደሰ" "Tadesse" "Taddese" "Tadese"; "ወርቁ" "Worku" "Workou"; "ገብረ ማርያም" "Gebremariam" "Gebre Mariam" "Ghebremariam"; "ኃይለ ስላሴ" "Haileselassie" "Haile Selassie" "Hailesellasie"; "አሰፋ" "Assefa" "Asefa"; "ደምሴ" "Demissie" "Demisse"; "ፍቃዱ" "Fikadu" "Fekadu"; "ሙሉጌታ" "Mulugeta" "Muluguetta"; "ንጉሴ" "Niguse" "Nigussie" "Neguse"; "ጌታቸው" "Getachew" "Getatchew"; "ተክለ" "Tekle" "Tecle"; "ዘውዴ" "Zewde" "Zewdie" "Zaude"; "እሸቱ" "Eshetu" "Esheto"; "ጸጋዬ" "Tsegaye" "Tsegay" "Segaye"; "ይልማ" "Yilma" "Ylma"; "ሽፈራው" "Shiferaw" "Shifferaw"; "ካሳ" "Kassa" "Kasa"; "ልዑል" "Leul" "Liul";
};
const MORE_ETHIOPIC_WOMEN: &[Part] = parts! {
    "አበባ" "Abeba" "Abebba"; "ገነት" "Genet" "Ghenet"; "ፀሐይ" "Tsehay" "Tsehai" "Sehay"; "ዘነበች" "Zenebech" "Zenebetch"; "ሙሉ" "Mulu" "Moulou"; "እመቤት" "Emebet" "Imebet"; "ብዙነሽ" "Bizunesh" "Bezunesh"; "የሺ" "Yeshi" "Yeshee"; "ራሄል" "Rahel" "Rachel"; "ሳራ" "Sara" "Sarah"; "ማርታ" "Marta" "Martha"; "ደስታ" "Desta"; "ሕይወት" "Hiwot" "Hiywot"; "ምህረት" "Mihret" "Mehret"; "ስንዱ" "Sindu" "Sendu"; "ጥሩነሽ" "Tirunesh" "Trunesh";
};
const ETHIOPIC_STARTS: &[Part] = parts! { "ገብረ " "Gebre" "Gebre " "Ghebre"; "ወልደ " "Wolde" "Wolde " "Welde"; "ኃይለ " "Haile" "Haile " "Hayle"; "ተስፋ " "Tesfa" "Tesfa "; "ተክለ " "Tekle" "Tekle " "Tecle"; "ሣህለ " "Sahle" "Sahle "; "ፍቅረ " "Fikre" "Fikre " "Fekre"; "ክፍለ " "Kifle" "Kifle " "Kefle"; };
const ETHIOPIC_MIDDLES: &[Part] = parts! { "ማርያም" "mariam" "maryam"; "ጊዮርጊስ" "giorgis" "georgis"; "ሚካኤል" "mikael" "michael"; "ሥላሴ" "selassie" "silase" "sellassie"; "ሕይወት" "hiwot" "hiywot"; "መድኅን" "medhin" "medhen"; "ክርስቶስ" "kristos" "christos"; "ጻድቅ" "tsadik" "tsadiq"; "አማኑኤል" "amanuel" "emanuel"; "ሐና" "hanna" "hana"; };

pub(super) const AMHARIC: Naming = Naming {
    order: Order::Fathers,
    men: Maker {
        heads: &[ETHIOPIC_MEN, MORE_ETHIOPIC_MEN],
        tails: NONE,
        tails_women: NONE,
        rare: [ETHIOPIC_STARTS, ETHIOPIC_MIDDLES, NONE],
        rare_share: 300,
    },
    women: Maker {
        heads: &[ETHIOPIC_WOMEN, MORE_ETHIOPIC_WOMEN],
        tails: NONE,
        tails_women: NONE,
        rare: [NONE; 3],
        rare_share: 0,
    },
    families: Maker {
        heads: &[MORE_ETHIOPIC_MEN, ETHIOPIC_MEN],
        tails: NONE,
        tails_women: NONE,
        rare: [ETHIOPIC_STARTS, ETHIOPIC_MIDDLES, NONE],
        rare_share: 400,
    },
    patronymics: None,
    nicknames: &[
        ("Tesfaye", "ተስፍሽ", "Tesfish"),
        ("Abebe", "አቤ", "Abe"),
        ("Dawit", "ዳዊ", "Dawi"),
        ("Yohannes", "ጆኒ", "Johnny"),
        ("Solomon", "ሶል", "Sol"),
        ("Mulugeta", "ሙሌ", "Mule"),
        ("Getachew", "ጌች", "Gech"),
        ("Tigist", "ቲጂ", "Tiji"),
        ("Selamawit", "ሰላም", "Selam"),
        ("Birtukan", "ብርቱ", "Birtu"),
        ("Zenebech", "ዘኒ", "Zeni"),
    ],
    glue: &["", " "],
    countries: &["ET", "ER"],
    trades: parts! { "ንግድ" "Nigd" "Trading"; "ኮንስትራክሽን" "Construction" "Konstrakshin"; "ትራንስፖርት" "Transport"; "ጨርቃጨርቅ" "Cherkacherk" "Textile"; "ኢነርጂ" "Energy"; "አስመጪና ላኪ" "Import Export" "Asmechi Lakki"; },
    forms: parts! { "ኃ/የተ/የግ/ማ" "PLC" "P.L.C."; "አ.ማ" "S.C." "Share Company"; },
    form_first: false,
};
