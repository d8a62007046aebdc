//! Chinese, Japanese, Korean, Devanagari and Thai names.

use super::{Maker, NONE, Naming};
use crate::names::{
    CHINESE_FAMILIES, CHINESE_MEN, CHINESE_WOMEN, DEVANAGARI_FAMILIES, DEVANAGARI_MEN, DEVANAGARI_WOMEN, Order, Part,
    THAI_FAMILIES, THAI_MEN, THAI_WOMEN, parts,
};

const MORE_CHINESE_FAMILIES: &[Part] = parts! {
    "杨" "Yang" "Yeung"; "周" "Zhou" "Chow" "Chou"; "林" "Lin" "Lam" "Lim"; "高" "Gao" "Kao" "Ko"; "郭" "Guo" "Kuo" "Kwok"; "马" "Ma"; "罗" "Luo" "Lo" "Law"; "梁" "Liang" "Leung" "Neo"; "郑" "Zheng" "Cheng"; "谢" "Xie" "Hsieh" "Tse"; "许" "Xu" "Hsu" "Hui"; "邓" "Deng" "Teng" "Tang"; "蔡" "Cai" "Tsai" "Choi"; "曾" "Zeng" "Tseng" "Tsang"; "彭" "Peng" "Pang"; "叶" "Ye" "Yeh" "Yip"; "何" "He" "Ho"; "诸葛" "Zhuge" "Chu-ko"; "司马" "Sima" "Szuma"; "冯" "Feng" "Fung";
};
const CHINESE_FIRST: &[Part] = parts! {
    "文" "wen" "wen" "man"; "志" "zhi" "chih" "chi"; "国" "guo" "kuo" "kwok"; "建" "jian" "chien" "kin"; "晓" "xiao" "hsiao" "hiu"; "玉" "yu" "yu" "yuk"; "春" "chun" "chun" "chun"; "海" "hai" "hai" "hoi"; "永" "yong" "yung" "wing"; "家" "jia" "chia" "ka"; "俊" "jun" "chun" "chun"; "天" "tian" "tien" "tin"; "秀" "xiu" "hsiu" "sau"; "金" "jin" "chin" "kam"; "嘉" "jia" "chia" "ka"; "子" "zi" "tzu" "tsz"; "思" "si" "szu" "sze"; "正" "zheng" "cheng" "ching"; "宏" "hong" "hung" "wang"; "雅" "ya" "ya" "nga"; "美" "mei" "mei" "mei"; "振" "zhen" "chen" "chun"; "佳" "jia" "chia" "kai"; "瑞" "rui" "jui" "sui"; "梦" "meng" "meng" "mung"; "泽" "ze" "tse" "chak"; "欣" "xin" "hsin" "yan"; "世" "shi" "shih" "sai";
};
const CHINESE_SECOND: &[Part] = parts! {
    "军" "jun" "chun" "kwan"; "明" "ming" "ming" "ming"; "强" "qiang" "chiang" "keung"; "平" "ping" "ping" "ping"; "华" "hua" "hua" "wah"; "龙" "long" "lung" "lung"; "伟" "wei" "wei" "wai"; "杰" "jie" "chieh" "kit"; "峰" "feng" "feng" "fung"; "涛" "tao" "tao" "to"; "波" "bo" "po" "po"; "辉" "hui" "hui" "fai"; "芳" "fang" "fang" "fong"; "燕" "yan" "yen" "yin"; "玲" "ling" "ling" "ling"; "娟" "juan" "chuan" "kuen"; "红" "hong" "hung" "hung"; "梅" "mei" "mei" "mui"; "萍" "ping" "ping" "ping"; "琴" "qin" "chin" "kam"; "轩" "xuan" "hsuan" "hin"; "怡" "yi" "i" "yi"; "宇" "yu" "yu" "yu"; "成" "cheng" "cheng" "shing"; "德" "de" "te" "tak"; "英" "ying" "ying" "ying"; "东" "dong" "tung" "tung"; "林" "lin" "lin" "lam";
};

pub(super) const CHINESE: Naming = Naming {
    order: Order::FamilyGiven,
    men: Maker {
        heads: &[CHINESE_MEN],
        tails: NONE,
        tails_women: NONE,
        rare: [CHINESE_FIRST, CHINESE_SECOND, NONE],
        rare_share: 800,
    },
    women: Maker {
        heads: &[CHINESE_WOMEN],
        tails: NONE,
        tails_women: NONE,
        rare: [CHINESE_FIRST, CHINESE_SECOND, NONE],
        rare_share: 800,
    },
    families: Maker {
        heads: &[CHINESE_FAMILIES, MORE_CHINESE_FAMILIES],
        tails: NONE,
        tails_women: NONE,
        rare: [NONE; 3],
        rare_share: 0,
    },
    patronymics: None,
    nicknames: &[
        ("Wei", "阿伟", "Ah Wei"),
        ("Ming", "阿明", "Ah Ming"),
        ("Li", "小丽", "Xiao Li"),
        ("Jing", "小静", "Xiao Jing"),
        ("Xue", "阿雪", "Ah Xue"),
        ("Peng", "小鹏", "Xiao Peng"),
        ("Jiahao", "豪仔", "Ho Zai"),
        ("Meiling", "玲玲", "Lingling"),
    ],
    glue: &["", " ", "-"],
    countries: &["CN", "HK", "SG", "TW", "MY"],
    trades: parts! { "贸易" "Trading" "Maoyi"; "建设" "Construction" "Jianshe"; "物流" "Logistics" "Wuliu"; "纺织" "Textile" "Fangzhi"; "能源" "Energy" "Nengyuan"; "医药" "Pharmaceutical" "Yiyao"; "投资" "Investment" "Touzi"; "科技" "Technology" "Keji"; },
    forms: parts! { "有限公司" "Co., Ltd" "Company Limited" "Ltd"; "股份有限公司" "Co., Ltd" "Joint Stock Company" "Inc"; "集团" "Group" "Jituan"; },
    form_first: false,
};

const JAPANESE_FIRST: &[Part] = parts! {
    "山" "Yama"; "田" "Ta" "Da"; "佐" "Sa"; "中" "Naka"; "小" "Ko" "O"; "松" "Matsu"; "高" "Taka"; "井" "I"; "木" "Ki"; "石" "Ishi" "Isi"; "川" "Kawa"; "大" "Oo" "O" "Oh"; "西" "Nishi" "Nisi"; "東" "Higashi" "Higasi"; "藤" "Fuji" "Huzi"; "竹" "Take"; "森" "Mori"; "長" "Naga"; "岡" "Oka"; "福" "Fuku" "Huku"; "吉" "Yoshi" "Yosi"; "村" "Mura"; "北" "Kita"; "上" "Ue" "Uye"; "横" "Yoko"; "島" "Shima" "Sima"; "渡" "Wata"; "柳" "Yanagi";
};
const JAPANESE_SECOND: &[Part] = parts! {
    "田" "da" "ta"; "本" "moto"; "藤" "to" "toh"; "口" "guchi" "guti"; "野" "no"; "村" "mura"; "川" "kawa" "gawa"; "島" "shima" "jima" "sima"; "原" "hara" "wara"; "山" "yama"; "崎" "saki" "zaki"; "井" "i"; "沢" "zawa" "sawa"; "林" "bayashi" "bayasi"; "木" "ki" "gi"; "谷" "tani" "ya"; "内" "uchi" "uti"; "橋" "hashi" "bashi"; "下" "shita" "sita"; "岡" "oka"; "瀬" "se"; "池" "ike"; "辺" "be" "nabe"; "塚" "tsuka" "zuka" "tuka";
};
const JAPANESE_MEN: &[Part] = parts! {
    "太郎" "Taro" "Tarou" "Taroh"; "一郎" "Ichiro" "Ichirou" "Itiro"; "健二" "Kenji" "Kenzi"; "浩" "Hiroshi" "Hirosi"; "誠" "Makoto"; "隆" "Takashi" "Takasi"; "勇気" "Yuki" "Yuuki"; "大輔" "Daisuke"; "翔太" "Shota" "Shouta" "Syota"; "雄一" "Yuichi" "Yuuichi" "Yuiti"; "修" "Osamu"; "進" "Susumu"; "洋介" "Yosuke" "Yousuke" "Yohsuke"; "直樹" "Naoki"; "剛" "Tsuyoshi" "Tuyosi"; "信夫" "Nobuo"; "純一郎" "Junichiro" "Jun'ichiro" "Zyunitiro"; "光" "Hikaru"; "亮" "Ryo" "Ryou" "Ryoh"; "勝" "Masaru"; "達也" "Tatsuya" "Tatuya"; "康夫" "Yasuo";
};
const JAPANESE_WOMEN: &[Part] = parts! {
    "花子" "Hanako"; "陽子" "Yoko" "Youko" "Yohko"; "恵子" "Keiko"; "由美" "Yumi"; "裕子" "Yuko" "Yuuko" "Hiroko"; "美咲" "Misaki"; "智子" "Tomoko"; "久美子" "Kumiko"; "幸子" "Sachiko" "Yukiko" "Satiko"; "真由美" "Mayumi"; "直美" "Naomi"; "明美" "Akemi"; "さくら" "Sakura"; "葵" "Aoi"; "結衣" "Yui"; "京子" "Kyoko" "Kyouko" "Kyohko"; "順子" "Junko" "Zyunko"; "文子" "Fumiko" "Humiko"; "千春" "Chiharu" "Tiharu"; "優" "Yu" "Yuu";
};

pub(super) const JAPANESE: Naming = Naming {
    order: Order::FamilyGiven,
    men: Maker { heads: &[JAPANESE_MEN], tails: NONE, tails_women: NONE, rare: [NONE; 3], rare_share: 0 },
    women: Maker { heads: &[JAPANESE_WOMEN], tails: NONE, tails_women: NONE, rare: [NONE; 3], rare_share: 0 },
    families: Maker {
        heads: &[JAPANESE_FIRST],
        tails: JAPANESE_SECOND,
        tails_women: NONE,
        rare: [NONE; 3],
        rare_share: 0,
    },
    patronymics: None,
    nicknames: &[
        ("Kenji", "けんちゃん", "Ken-chan"),
        ("Yoko", "ようちゃん", "Yo-chan"),
        ("Daisuke", "だいちゃん", "Dai"),
        ("Sakura", "さっちゃん", "Sacchan"),
        ("Junichiro", "じゅん", "Jun"),
        ("Keiko", "けいちゃん", "Kei"),
        ("Naoki", "なおちゃん", "Nao"),
    ],
    glue: &[""],
    countries: &["JP"],
    trades: parts! { "商事" "Shoji" "Trading" "Syozi"; "建設" "Kensetsu" "Construction"; "運輸" "Unyu" "Transport"; "繊維" "Seni" "Textile"; "工業" "Kogyo" "Kougyou" "Industries"; "製薬" "Seiyaku" "Pharmaceutical"; },
    forms: parts! { "株式会社" "K.K." "Co., Ltd" "Kabushiki Kaisha"; "有限会社" "Y.K." "Ltd" "Yugen Kaisha"; "合同会社" "G.K." "LLC"; },
    form_first: true,
};

const KOREAN_FAMILIES: &[Part] = parts! {
    "김" "Kim" "Gim"; "이" "Lee" "Yi" "Rhee" "I"; "박" "Park" "Bak" "Pak"; "최" "Choi" "Choe" "Ch'oe"; "정" "Jung" "Jeong" "Chung"; "강" "Kang" "Gang"; "조" "Cho" "Jo" "Joh"; "윤" "Yoon" "Yun"; "장" "Jang" "Chang"; "임" "Lim" "Im" "Rim"; "한" "Han" "Hahn"; "오" "Oh" "O"; "서" "Seo" "Suh" "So"; "신" "Shin" "Sin"; "권" "Kwon" "Gwon"; "황" "Hwang"; "안" "Ahn" "An"; "송" "Song"; "류" "Ryu" "Yoo" "Yu"; "홍" "Hong"; "노" "Noh" "Roh" "No"; "백" "Baek" "Paik" "Back"; "남궁" "Namgung" "Namkoong"; "허" "Heo" "Hur" "Huh";
};
const KOREAN_FIRST: &[Part] = parts! {
    "민" "Min"; "지" "Ji" "Chi" "Jee"; "서" "Seo" "Suh"; "현" "Hyun" "Hyeon" "Hyon"; "수" "Su" "Soo"; "영" "Young" "Yeong" "Yong"; "성" "Sung" "Seong" "Song"; "재" "Jae" "Chae"; "은" "Eun" "Un"; "정" "Jung" "Jeong" "Chong"; "준" "Jun" "Joon" "Chun"; "경" "Kyung" "Gyeong" "Kyong"; "동" "Dong" "Tong"; "상" "Sang"; "미" "Mi" "Mee"; "혜" "Hye" "Hae"; "태" "Tae"; "승" "Seung" "Sung"; "진" "Jin" "Chin"; "유" "Yu" "Yoo"; "종" "Jong" "Chong"; "기" "Ki" "Gi"; "창" "Chang"; "광" "Kwang" "Gwang";
};
const KOREAN_SECOND: &[Part] = parts! {
    "준" "jun" "joon"; "우" "woo" "u"; "호" "ho"; "훈" "hoon" "hun"; "영" "young" "yeong" "yong"; "희" "hee" "hui"; "수" "soo" "su"; "연" "yeon" "yun" "yon"; "민" "min"; "아" "ah" "a"; "석" "seok" "suk" "sok"; "철" "chul" "cheol" "chol"; "진" "jin" "chin"; "숙" "sook" "suk"; "자" "ja" "cha"; "빈" "bin" "been"; "원" "won"; "환" "hwan"; "현" "hyun" "hyeon"; "규" "kyu" "gyu"; "경" "kyung" "gyeong"; "국" "kook" "guk"; "순" "soon" "sun"; "은" "eun" "un";
};

pub(super) const KOREAN: Naming = Naming {
    order: Order::FamilyGiven,
    men: Maker { heads: &[KOREAN_FIRST], tails: KOREAN_SECOND, tails_women: NONE, rare: [NONE; 3], rare_share: 0 },
    women: Maker { heads: &[KOREAN_FIRST], tails: KOREAN_SECOND, tails_women: NONE, rare: [NONE; 3], rare_share: 0 },
    families: Maker { heads: &[KOREAN_FAMILIES], tails: NONE, tails_women: NONE, rare: [NONE; 3], rare_share: 0 },
    patronymics: None,
    nicknames: &[],
    glue: &["-", "", " "],
    countries: &["KR", "KP"],
    trades: parts! { "무역" "Trading" "Muyeok"; "건설" "Construction" "Geonseol"; "운수" "Transport" "Unsu"; "섬유" "Textile" "Seomyu"; "에너지" "Energy"; "제약" "Pharm" "Jeyak"; "상사" "Sangsa" "Corporation"; },
    forms: parts! { "주식회사" "Co., Ltd" "Jusikhoesa" "Corp."; "유한회사" "LLC" "Yuhanhoesa"; },
    form_first: true,
};

const MORE_DEVANAGARI_MEN: &[Part] = parts! {
    "राम" "Ram" "Rama"; "संजय" "Sanjay" "Sanjai"; "अनिल" "Anil" "Aneel"; "सुनील" "Sunil" "Suneel"; "राकेश" "Rakesh"; "मुकेश" "Mukesh"; "अर्जुन" "Arjun" "Arjuna"; "विक्रम" "Vikram" "Bikram"; "हरि" "Hari" "Hary"; "मोहन" "Mohan"; "शिव" "Shiv" "Siva" "Shiva"; "बिष्णु" "Bishnu" "Vishnu"; "ओम" "Om"; "जगदीश" "Jagdish" "Jagadeesh"; "चन्द्र" "Chandra" "Chander"; "लोकेन्द्र" "Lokendra" "Lokender"; "धर्मेन्द्र" "Dharmendra" "Dharmender"; "रवि" "Ravi"; "योगेश" "Yogesh"; "देवेन्द्र" "Devendra" "Devender";
};
const MORE_DEVANAGARI_WOMEN: &[Part] = parts! {
    "गीता" "Geeta" "Gita"; "राधा" "Radha"; "सरस्वती" "Saraswati" "Sarasvati"; "रेखा" "Rekha"; "आशा" "Asha"; "कमला" "Kamala" "Kamla"; "सुमन" "Suman"; "नेहा" "Neha"; "पार्वती" "Parvati" "Parbati"; "उषा" "Usha"; "शान्ति" "Shanti" "Santi"; "मधु" "Madhu"; "ज्योति" "Jyoti" "Jyothi"; "निर्मला" "Nirmala"; "सावित्री" "Savitri" "Sabitri"; "रीता" "Rita" "Reeta";
};
const DEVANAGARI_STARTS: &[Part] = parts! { "अग्र" "Agra"; "बड" "Bad"; "चतुर" "Chatur"; "देव" "Dev" "Deb"; "गौत" "Gaut" "Gout"; "हम" "Ham"; "जाज" "Jaj"; "कुल" "Kul" "Cool"; "खण्ड" "Khand"; "लाम" "Lam"; "मल" "Mal"; "नेप" "Nep"; "ओझ" "Ojh"; "पन" "Pan"; "राज" "Raj"; "सिंघ" "Singh"; "तिव" "Tiv" "Tiw"; "उप" "Up"; "वाज" "Vaj" "Waj"; "भट" "Bhat"; };
const DEVANAGARI_MIDDLES: &[Part] = parts! { "कर" "kar"; "वाल" "wal" "val"; "पाल" "pal" "paul"; "ानी" "ani"; "पुरी" "puri" "poori"; "ेकर" "ekar"; "राज" "raj"; "नाथ" "nath"; "दास" "das" "dass"; "वाडे" "wade" "vade"; "लाल" "lal" "lall"; "वंशी" "vanshi" "wanshi" "vansi"; "धर" "dhar"; "ेरा" "era"; };

pub(super) const DEVANAGARI: Naming = Naming {
    order: Order::GivenFamily,
    men: Maker {
        heads: &[DEVANAGARI_MEN, MORE_DEVANAGARI_MEN],
        tails: NONE,
        tails_women: NONE,
        rare: [NONE; 3],
        rare_share: 0,
    },
    women: Maker {
        heads: &[DEVANAGARI_WOMEN, MORE_DEVANAGARI_WOMEN],
        tails: NONE,
        tails_women: NONE,
        rare: [NONE; 3],
        rare_share: 0,
    },
    families: Maker {
        heads: &[DEVANAGARI_FAMILIES],
        tails: NONE,
        tails_women: NONE,
        rare: [DEVANAGARI_STARTS, DEVANAGARI_MIDDLES, NONE],
        rare_share: 550,
    },
    patronymics: None,
    nicknames: &[
        ("Rajesh", "राजू", "Raju"),
        ("Sanjay", "संजू", "Sanju"),
        ("Priya", "पिंकी", "Pinky"),
        ("Lakshmi", "लच्छी", "Lachhi"),
        ("Krishna", "किशन", "Kishan"),
        ("Vijay", "विज्जु", "Vijju"),
        ("Geeta", "गीतू", "Gitu"),
        ("Mukesh", "मुक्कु", "Mukku"),
        ("Sunil", "सोनू", "Sonu"),
        ("Vikram", "विक्की", "Vicky"),
    ],
    glue: &[""],
    countries: &["IN", "NP"],
    trades: parts! { "ट्रेडर्स" "Traders" "Tredars"; "निर्माण" "Nirman" "Construction"; "ट्रांसपोर्ट" "Transport"; "टेक्सटाइल्स" "Textiles" "Tex"; "ऊर्जा" "Urja" "Energy"; "फार्मा" "Pharma" "Farma"; "उद्योग" "Udyog" "Industries"; },
    forms: parts! { "प्राइवेट लिमिटेड" "Private Limited" "Pvt Ltd" "Pvt. Ltd." "P Ltd"; "लिमिटेड" "Limited" "Ltd"; "एंड संस" "& Sons" "and Sons"; },
    form_first: false,
};

const MORE_THAI_MEN: &[Part] = parts! {
    "สมศักดิ์" "Somsak"; "ประสิทธิ์" "Prasit" "Prasith"; "ณรงค์" "Narong"; "ชัยวัฒน์" "Chaiwat" "Chaivat"; "พิชัย" "Phichai" "Pichai"; "ธนา" "Thana" "Tana"; "สุพจน์" "Suphot" "Supoj" "Supot"; "กิตติ" "Kitti"; "วีระ" "Wira" "Veera" "Vira"; "อำนาจ" "Amnat" "Amnaj"; "ศักดิ์ชัย" "Sakchai"; "มานพ" "Manop" "Manob"; "ธีรวัฒน์" "Thirawat" "Teerawat" "Theerawat"; "จักรพันธ์" "Chakkraphan" "Jakkrapan"; "พงษ์ศักดิ์" "Phongsak" "Pongsak";
};
const MORE_THAI_WOMEN: &[Part] = parts! {
    "สมหญิง" "Somying"; "นภา" "Napha" "Napa"; "ศิริพร" "Siriphon" "Siriporn"; "รัตนา" "Rattana" "Ratana"; "สุนีย์" "Suni" "Sunee"; "ประภา" "Prapha" "Prapa"; "อรทัย" "Orathai" "Oratai"; "จันทร์เพ็ญ" "Chanphen" "Janpen"; "วิไล" "Wilai" "Vilai"; "ปราณี" "Prani" "Pranee"; "นงลักษณ์" "Nonglak" "Nongluck"; "ดวงใจ" "Duangchai" "Duangjai"; "พิมพ์" "Phim" "Pim"; "สุภาพร" "Suphaphon" "Supaporn";
};
const THAI_STARTS: &[Part] = parts! { "จิตร" "Chitra" "Jitra"; "ชัย" "Chai"; "ธน" "Thana" "Tana"; "นาค" "Nakha" "Nak"; "ประเสริฐ" "Prasoet" "Prasert"; "พงษ์" "Phong" "Pong"; "รัตน" "Rattana" "Ratana"; "วัฒน" "Watthana" "Wattana" "Vatana"; "ศรี" "Si" "Sri"; "สุวรรณ" "Suwanna" "Suvanna"; "อภิ" "Aphi" "Api"; "กิตติ" "Kitti"; "เจริญ" "Charoen" "Jaroen"; "ทรัพย์" "Sap" "Sab"; "บุญ" "Bun" "Boon"; "เพชร" "Phet" "Petch"; "มงคล" "Mongkhon" "Mongkol"; "วิจิตร" "Wichit" "Vijit"; "สิริ" "Siri"; "อุดม" "Udom" "Oudom"; };
const THAI_MIDDLES: &[Part] = parts! { "กุล" "kun" "kul"; "ชัย" "chai"; "ทอง" "thong" "tong"; "พันธ์" "phan" "pan" "bhandh"; "มณี" "mani" "manee"; "รักษ์" "rak" "ruk"; "วงศ์" "wong" "vong"; "ศักดิ์" "sak"; "สกุล" "sakun" "sakul"; "สุข" "suk"; "โชติ" "chot" "choti"; "ไพศาล" "phaisan" "paisarn"; "เดช" "det" "dej"; "วัฒน์" "wat" "vat"; };
const THAI_TAILS: &[Part] = parts! { "กุล" "kun" "kul"; "ชัย" "chai"; "พงศ์" "phong" "pong"; "วาณิช" "wanit" "vanich"; "สุวรรณ" "suwan" "suvan"; "รัตน์" "rat"; "เสถียร" "sathian" "sathien"; "พานิช" "phanit" "panich"; };

pub(super) const THAI: Naming = Naming {
    order: Order::GivenFamily,
    men: Maker { heads: &[THAI_MEN, MORE_THAI_MEN], tails: NONE, tails_women: NONE, rare: [NONE; 3], rare_share: 0 },
    women: Maker {
        heads: &[THAI_WOMEN, MORE_THAI_WOMEN],
        tails: NONE,
        tails_women: NONE,
        rare: [NONE; 3],
        rare_share: 0,
    },
    families: Maker {
        heads: &[THAI_FAMILIES],
        tails: NONE,
        tails_women: NONE,
        rare: [THAI_STARTS, THAI_MIDDLES, THAI_TAILS],
        rare_share: 850,
    },
    patronymics: None,
    nicknames: &[
        ("Somchai", "ชาย", "Chai"),
        ("Wichai", "เล็ก", "Lek"),
        ("Prasert", "เสริฐ", "Soet"),
        ("Mali", "ลี", "Lee"),
        ("Kanya", "แก้ว", "Kaew"),
        ("Phonthip", "ทิพย์", "Thip"),
        ("Somsak", "ศักดิ์", "Sak"),
        ("Siriphon", "พร", "Phon"),
        ("Duangchai", "ดวง", "Duang"),
    ],
    glue: &[""],
    countries: &["TH"],
    trades: parts! { "เทรดดิ้ง" "Trading" "Thretding"; "ก่อสร้าง" "Kosang" "Construction"; "ขนส่ง" "Khonsong" "Transport"; "สิ่งทอ" "Singtho" "Textile"; "พลังงาน" "Phalangngan" "Energy"; "เภสัช" "Phesat" "Pharma"; },
    forms: parts! { "จำกัด" "Co., Ltd" "Company Limited" "Ltd"; "จำกัด (มหาชน)" "PCL" "Public Company Limited"; "ห้างหุ้นส่วนจำกัด" "Ltd Part." "Limited Partnership"; },
    form_first: false,
};
