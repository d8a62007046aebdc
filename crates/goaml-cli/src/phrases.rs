//! The program's own words, in the six languages. Words about findings are in the profile.

use profile::Language;

/// Something the program says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phrase {
    /// A report would be taken.
    Taken,
    /// A report would be taken, with remarks.
    TakenWithWarnings,
    /// A report would be refused.
    Refused,
    /// A file could not be read.
    Unreadable,
    /// Before the basis of a check.
    CheckedAgainst,
    /// Behind the basis, when the file was asked for it.
    ByTags,
    /// Before the advice of a finding.
    WhatToDo,
    /// Before the law behind a rule.
    Law,
    /// Before the number of files.
    Files,
    /// Before the number of findings that were not listed.
    NotListed,
    /// Before the number of findings that are like one shown.
    Alike,
    /// Before line numbers.
    Lines,
    /// Nothing was found.
    NothingFound,
    /// What findings are.
    Findings,
    /// Label of a filter.
    Filter,
    /// What a code means.
    Meaning,
    /// An example that is right.
    ExampleRight,
    /// An example that is wrong.
    ExampleWrong,
    /// From when a rule counts.
    InEffectFrom,
    /// Until when a rule counts.
    InEffectUntil,
    /// What a rule does.
    Consequence,
    /// A field of a schema.
    Field,
    /// The kind of value of a field.
    Type,
    /// How often a field may stand.
    Occurrence,
    /// Codes of a list.
    Codes,
    /// A code.
    Code,
    /// What a code stands for.
    Label,
    /// One of the following.
    OneOf,
    /// The following in order.
    InOrder,
    /// Title of a dictionary.
    Dictionary,
    /// Code lists.
    CodeLists,
    /// Title of a rule book.
    RuleBook,
    /// Elements that are not used.
    NotUsed,
    /// Title of the codes of the checker.
    CheckerCodes,
}

impl Phrase {
    /// The phrase in a language.
    #[rustfmt::skip]
    pub(crate) const fn text(self, language: Language) -> &'static str {
        // Arabic, English, Spanish, French, Russian, Chinese: the order of `Language::ALL`.
        let all = match self {
            Self::Taken => ["مقبول", "Would be taken", "Se aceptaría", "Serait accepté", "Будет принято", "可以接收"],
            Self::TakenWithWarnings => ["مقبول مع ملاحظات", "Would be taken, with remarks", "Se aceptaría, con observaciones", "Serait accepté, avec remarques", "Будет принято с замечаниями", "可以接收，但有提示"],
            Self::Refused => ["مرفوض", "Would be refused", "Se rechazaría", "Serait refusé", "Будет отклонено", "将被拒收"],
            Self::Unreadable => ["تعذرت القراءة", "Could not be read", "No se pudo leer", "N’a pas pu être lu", "Не удалось прочитать", "无法读取"],
            Self::CheckedAgainst => ["فُحص وفق", "Checked against", "Comprobado con", "Contrôlé selon", "Проверено по", "检查依据"],
            Self::ByTags => ["اختير من عناصر الملف؛ حدّد بلدك بـ --profile", "chosen by the tags of the file; name your country with --profile", "elegido por las etiquetas del archivo; indique su país con --profile", "choisi d’après les balises du fichier ; indiquez votre pays avec --profile", "выбрано по тегам файла; укажите свою страну в --profile", "按文件标签选择；请用 --profile 指定国家"],
            Self::WhatToDo => ["ما العمل", "What to do", "Qué hacer", "Que faire", "Что делать", "如何处理"],
            Self::Law => ["السند القانوني", "Legal source", "Base legal", "Base légale", "Правовая основа", "法律依据"],
            Self::Files => ["الملفات", "Files", "Archivos", "Fichiers", "Файлов", "文件"],
            Self::NotListed => ["ملاحظات أخرى غير معروضة", "Further findings not listed", "Otras observaciones no mostradas", "Autres constats non affichés", "Ещё замечаний, не показано", "未列出的其他问题"],
            Self::Alike => ["ملاحظات مماثلة أخرى", "More like this", "Más como esta", "Autres semblables", "Ещё таких же", "更多同类问题"],
            Self::Lines => ["الأسطر", "lines", "líneas", "lignes", "строки", "行"],
            Self::NothingFound => ["لا ملاحظات", "Nothing to object to", "Sin observaciones", "Rien à signaler", "Замечаний нет", "没有发现问题"],
            Self::Findings => ["الملاحظات", "Findings", "Observaciones", "Constats", "Замечания", "问题"],
            Self::Filter => ["تصفية", "Filter", "Filtrar", "Filtrer", "Отбор", "筛选"],
            Self::Meaning => ["المعنى", "Meaning", "Significado", "Signification", "Значение", "含义"],
            Self::ExampleRight => ["مثال صحيح", "Right", "Correcto", "Correct", "Верно", "正确示例"],
            Self::ExampleWrong => ["مثال خاطئ", "Wrong", "Incorrecto", "Incorrect", "Неверно", "错误示例"],
            Self::InEffectFrom => ["سارية من", "In effect from", "Vigente desde", "En vigueur dès le", "Действует с", "生效日"],
            Self::InEffectUntil => ["حتى (غير مشمول)", "until (not included)", "hasta (no incluido)", "jusqu’au (exclu)", "до (не включая)", "截止（不含）"],
            Self::Consequence => ["الأثر", "Consequence", "Consecuencia", "Conséquence", "Последствие", "后果"],
            Self::Field => ["الحقل", "Field", "Campo", "Champ", "Поле", "字段"],
            Self::Type => ["النوع", "Type", "Tipo", "Type", "Тип", "类型"],
            Self::Occurrence => ["التكرار", "Occurrence", "Aparición", "Occurrence", "Сколько раз", "出现次数"],
            Self::Codes => ["الرموز", "Codes", "Códigos", "Codes", "Коды", "代码"],
            Self::Code => ["الرمز", "Code", "Código", "Code", "Код", "代码"],
            Self::Label => ["الدلالة", "Stands for", "Corresponde a", "Désigne", "Обозначает", "代表"],
            Self::OneOf => ["واحد مما يلي", "one of these", "uno de estos", "l’un de ceux-ci", "одно из следующего", "以下之一"],
            Self::InOrder => ["ما يلي بالترتيب", "these in order", "estos en orden", "ceux-ci dans l’ordre", "следующее по порядку", "以下按顺序"],
            Self::Dictionary => ["قاموس الحقول", "Dictionary", "Diccionario", "Dictionnaire", "Словарь полей", "数据字典"],
            Self::CodeLists => ["قوائم الرموز", "Code lists", "Listas de códigos", "Listes de codes", "Списки кодов", "代码表"],
            Self::RuleBook => ["كتاب القواعد", "Rule book", "Libro de reglas", "Recueil des règles", "Свод правил", "规则手册"],
            Self::NotUsed => ["غير مستعمل", "Not used", "No se usa", "Non utilisé", "Не используется", "不使用"],
            Self::CheckerCodes => ["رموز الفاحص", "Codes of the checker", "Códigos del verificador", "Codes du contrôleur", "Коды проверки", "检查代码"],
        };
        let [ar, en, es, fr, ru, zh] = all;
        match language {
            Language::Ar => ar,
            Language::En => en,
            Language::Es => es,
            Language::Fr => fr,
            Language::Ru => ru,
            Language::Zh => zh,
        }
    }
}
