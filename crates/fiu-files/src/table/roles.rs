//! Which column is what, by the names that people give them.

use super::mapping::Mapping;
use crate::failure::{CellFault, Failure};

macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident = $name:literal: $($usual:literal)*;)*) => {
        /// What a column means.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Role {
            $($(#[$doc])* $role,)*
        }

        impl Role {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$role,)*];

            /// Its name in a mapping file.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$role => $name,)*
                }
            }

            /// Names of columns that mean it, in small letters and without blanks and signs: English, Spanish, French,
            /// German, Portuguese, Russian, Arabic, Chinese.
            pub const fn usual(self) -> &'static [&'static str] {
                match self {
                    $(Self::$role => &[$($usual,)*],)*
                }
            }
        }
    };
}

roles! {
    /// What a transaction is called.
    Id = "id": "id" "number" "transactionid" "txid" "txhash" "transactionnumber" "transactionref" "reference" "ref"
        "referencia" "référence" "referenz" "identifier" "номер" "رقمالعملية" "交易编号" "交易号";
    /// When it was.
    Time = "time": "time" "timestamp" "date" "datetime" "transactiondate" "datetransaction" "valuedate"
        "bookingdate" "fecha" "fechahora" "datum" "data" "datahora" "zeit" "дата" "التاريخ" "日期" "时间" "交易时间";
    /// The account that pays.
    From = "from": "from" "fromaccount" "source" "sender" "senderaccount" "payer" "payeraccount" "debtor"
        "debtoraccount" "origin" "origen" "cuentaorigen" "ordenante" "emisor" "expéditeur" "payeur" "compteorigine"
        "absender" "auftraggeber" "origem" "contaorigem" "отправитель" "плательщик" "المرسل" "付款方" "付款账户";
    /// The account that is paid.
    To = "to": "to" "toaccount" "target" "destination" "receiver" "receiveraccount" "recipient" "payee"
        "payeeaccount" "beneficiary" "beneficiaryaccount" "creditor" "creditoraccount" "destino" "cuentadestino"
        "beneficiario" "destinataire" "bénéficiaire" "comptedestination" "empfänger" "contadestino" "beneficiário"
        "получатель" "المستلم" "المستفيد" "收款方" "收款账户";
    /// What leaves, the fee included.
    Amount = "amount": "amount" "amountminor" "value" "sum" "importe" "monto" "cantidad" "montant" "betrag" "valor"
        "сумма" "المبلغ" "金额" "交易金额";
    /// In which currency it leaves.
    Currency = "currency": "currency" "ccy" "currencycode" "asset" "moneda" "divisa" "devise" "monnaie" "währung"
        "moeda" "валюта" "العملة" "币种" "货币";
    /// What of the amount is a fee.
    Fee = "fee": "fee" "fees" "feeminor" "charge" "charges" "commission" "comisión" "comision" "frais" "gebühr"
        "taxa" "tarifa" "комиссия" "الرسوم" "手续费";
    /// What arrives, if it is another amount.
    ToAmount = "to_amount": "toamount" "toamountminor" "amountto" "receivedamount" "creditamount" "targetamount"
        "importedestino" "montantreçu" "zielbetrag" "valordestino";
    /// In which currency it arrives.
    ToCurrency = "to_currency": "tocurrency" "currencyto" "receivedcurrency" "creditcurrency" "targetcurrency"
        "monedadestino" "devisereçue" "zielwährung" "moedadestino";
    /// An account, in a table of balances.
    Account = "account": "account" "accountnumber" "accountid" "iban" "wallet" "address" "cuenta" "compte" "konto"
        "conta" "счет" "счёт" "الحساب" "账户" "账号";
    /// What is in it.
    Balance = "balance": "balance" "balanceminor" "openingbalance" "amount" "amountminor" "saldo" "solde" "остаток"
        "الرصيد" "余额";
    /// What it is worth in the currency that amounts are compared in.
    Reference = "reference": "referenceamount" "referenceminor" "amountlocal" "localamount"
        "basecurrencyamount" "amountinbasecurrency";
    /// How it was paid.
    Channel = "channel": "channel" "method" "paymentmethod" "paymenttype" "transactiontype" "transmode"
        "transmodecode" "canal" "medio" "kanal" "канал" "القناة" "渠道" "交易方式";
    /// Who stood at the counter.
    Conductor = "conductor": "conductor" "depositor" "conductedby" "depositante" "einzahler" "déposant" "вноситель"
        "المودع" "存款人";
    /// Whose account it is.
    Owner = "owner": "owner" "holder" "accountholder" "accountowner" "titular" "titulaire" "inhaber" "kontoinhaber"
        "владелец" "المالك" "صاحبالحساب" "开户人" "户主";
    /// What an account or its owner is.
    Class = "class": "class" "kind" "type" "accounttype" "category" "clase" "tipo" "art" "typ" "тип" "النوع" "类型";
    /// When an account was opened.
    Opened = "opened": "opened" "openedon" "openingdate" "dateopened" "apertura" "fechaapertura" "ouverture"
        "eröffnet" "датаоткрытия" "تاريخالفتح" "开户日期";
    /// What ties an account to something.
    Tie = "tie": "tie" "relation" "relationship" "link" "vínculo" "relación" "lien" "verbindung" "связь" "العلاقة"
        "关系";
    /// To what it is tied.
    Value = "value": "value" "target" "with" "valor" "valeur" "wert" "значение" "القيمة" "值";
    /// Whether it is a person or an organisation.
    Kind = "kind": "kind" "type" "schema" "subjecttype" "entitytype" "personorcompany" "tipo" "art" "тип" "النوع"
        "类型";
    /// The whole name.
    Name = "name": "name" "fullname" "nombre" "nombrecompleto" "nomcomplet" "nom" "vollername" "nome"
        "nomecompleto" "имя" "фио" "الاسم" "الاسمالكامل" "姓名" "名称";
    /// Given names.
    Given = "given": "given" "givenname" "givennames" "firstname" "firstnames" "forename" "nombres" "prénom"
        "prénoms" "vorname" "prenome" "имена" "الاسمالأول" "名";
    /// Further given names, or a patronymic.
    Middle = "middle": "middle" "middlename" "middlenames" "secondname" "segundonombre" "отчество" "اسمالأب";
    /// Family name.
    Family = "family": "family" "familyname" "lastname" "surname" "apellido" "apellidos" "nomdefamille" "nachname"
        "familienname" "sobrenome" "apelido" "фамилия" "اسمالعائلة" "اللقب" "姓";
    /// Other names, with semicolons between them.
    Alias = "alias": "alias" "aliases" "aka" "othernames" "otrosnombres" "псевдоним" "الاسمالمستعار" "别名";
    /// Date of birth or foundation.
    Born = "born": "born" "birthdate" "dateofbirth" "dob" "birthday" "incorporationdate" "founded" "nacimiento"
        "fechadenacimiento" "datedenaissance" "geburtsdatum" "datadenascimento" "датарождения" "تاريخالميلاد"
        "出生日期";
    /// Sex.
    Sex = "sex": "sex" "gender" "sexo" "género" "sexe" "geschlecht" "пол" "الجنس" "性别";
    /// Nationality.
    Nationality = "nationality": "nationality" "citizenship" "nacionalidad" "nationalité" "staatsangehörigkeit"
        "nacionalidade" "гражданство" "الجنسية" "国籍";
    /// Country of residence or seat.
    Country = "country": "country" "countrycode" "residence" "jurisdiction" "país" "pais" "pays" "land" "страна"
        "البلد" "国家";
    /// Street and number.
    Street = "street": "street" "address" "addressline" "streetaddress" "dirección" "direccion" "calle" "adresse"
        "rue" "straße" "endereço" "адрес" "العنوان" "地址";
    /// Town.
    City = "city": "city" "town" "ciudad" "ville" "stadt" "ort" "cidade" "город" "المدينة" "城市";
    /// Postal code.
    Postcode = "postcode": "postcode" "zip" "zipcode" "postalcode" "códigopostal" "codepostal" "plz" "postleitzahl"
        "cep" "индекс" "الرمزالبريدي" "邮编";
    /// Telephone.
    Phone = "phone": "phone" "telephone" "phonenumber" "mobile" "teléfono" "telefono" "téléphone" "telefon"
        "telefone" "телефон" "الهاتف" "电话";
    /// Mail address.
    Mail = "mail": "mail" "email" "emailaddress" "correo" "correoelectrónico" "courriel" "почта" "البريدالإلكتروني"
        "电子邮件";
    /// Number of the state for a person.
    National = "national_id": "national" "nationalid" "nationalnumber" "personalnumber" "ssn" "idnumber"
        "identitynumber" "dni" "curp" "cpf" "снилс" "الرقمالوطني" "身份证号";
    /// Passport.
    Passport = "passport": "passport" "passportnumber" "pasaporte" "passeport" "reisepass" "passaporte" "паспорт"
        "جوازالسفر" "护照";
    /// Number in a register of companies.
    Register = "register": "register" "registration" "registrationnumber" "companynumber" "companyregister"
        "registro" "siren" "handelsregister" "огрн" "السجلالتجاري" "注册号";
    /// Number of the tax office.
    Tax = "tax": "tax" "taxnumber" "taxid" "tin" "nif" "rfc" "steuernummer" "cnpj" "инн" "الرقمالضريبي" "税号";
    /// Legal entity identifier.
    Lei = "lei": "lei" "leicode";
    /// Bank identifier code.
    Bic = "bic": "bic" "swift" "swiftbic";
    /// International account number.
    Iban = "iban": "iban" "iban1" "bankaccount";
    /// Address on a chain.
    Wallet = "wallet": "wallet" "walletaddress" "publickey" "cryptoaddress";
    /// Number of a ship.
    Imo = "imo": "imo" "imonumber";
    /// One of two records.
    First = "first": "first" "a" "left" "record1" "id1";
    /// The other record.
    Second = "second": "second" "b" "right" "record2" "id2";
    /// What somebody decided about two records.
    Verdict = "verdict": "verdict" "judgement" "judgment" "decision";
    /// Whether two records are the same, as a label that weights are learnt from.
    Same = "same": "same";
    /// Who decided.
    By = "by": "by" "author" "who";
}

/// A name as it is compared: small letters and digits of any script, nothing else.
fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Which column plays which role in one file.
#[derive(Clone, Debug)]
pub struct Columns {
    file: String,
    names: Vec<String>,
    at: Vec<(Role, usize)>,
}

impl Columns {
    /// Finds the columns of some roles: what the mapping names, else what the usual names say.
    ///
    /// # Errors
    ///
    /// [`Failure::Column`] if a needed role or a mapped column is not there, [`Failure::ColumnTwice`] if two fit.
    pub fn find(
        file: &str,
        names: &[String],
        mapping: &Mapping,
        (needed, optional): (&[Role], &[Role]),
    ) -> Result<Self, Failure> {
        let mut columns = Self { file: file.to_owned(), names: names.to_vec(), at: Vec::new() };
        for role in needed.iter().chain(optional).copied() {
            let mapped = mapping.column(role);
            let fits = |name: &String| match mapped {
                Some(wanted) => name == wanted,
                None => role.usual().contains(&folded(name).as_str()),
            };
            let mut found = names.iter().enumerate().filter(|(_, name)| fits(name));
            match (found.next(), found.next()) {
                (Some((_, first)), Some((_, second))) => {
                    let (file, first, second) = (columns.file, first.clone(), second.clone());
                    return Err(Failure::ColumnTwice { file, role: role.name(), first, second });
                }
                (Some((at, _)), None) => columns.at.push((role, at)),
                (None, _) if needed.contains(&role) || mapped.is_some() => {
                    let known: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                    return Err(Failure::Column { file: columns.file, role: role.name(), known: known.join(", ") });
                }
                (None, _) => {}
            }
        }
        Ok(columns)
    }

    /// The cell of a role, without blanks around it; empty if there is no such column.
    pub fn cell<'c>(&self, role: Role, cells: &[&'c str]) -> &'c str {
        self.place(role).and_then(|at| cells.get(at)).map_or("", |cell| cell.trim())
    }

    /// Whether there is a column of a role.
    pub fn has(&self, role: Role) -> bool {
        self.place(role).is_some()
    }

    fn place(&self, role: Role) -> Option<usize> {
        self.at.iter().find(|(known, _)| *known == role).map(|(_, at)| *at)
    }

    /// Whether the column's own name says that it counts minor units.
    pub fn says_minor(&self, role: Role) -> bool {
        let name = self.place(role).and_then(|at| self.names.get(at));
        name.is_some_and(|name| folded(name).ends_with("minor"))
    }

    /// A fault at the cell of a role.
    pub fn fault(&self, row: u64, role: Role, fault: CellFault) -> Failure {
        let column = self.place(role).and_then(|at| self.names.get(at)).cloned();
        Failure::Cell { file: self.file.clone(), row, column: column.or_else(|| Some(role.name().to_owned())), fault }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_are_written_as_they_are_compared_and_names_are_unique() {
        let mut names = Vec::new();
        for role in Role::ALL {
            names.push(role.name());
            for usual in role.usual() {
                assert_eq!(folded(usual), *usual, "{role:?}");
            }
        }
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
