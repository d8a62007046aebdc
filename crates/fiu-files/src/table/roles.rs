//! Which column is what, by the names that people give them.

use super::mapping::Mapping;
use crate::failure::{CellFault, Failure};

/// What a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// What a transaction is called.
    Id,
    /// When it was.
    Time,
    /// The account that pays.
    From,
    /// The account that is paid.
    To,
    /// What leaves, the fee included.
    Amount,
    /// In which currency it leaves.
    Currency,
    /// What of the amount is a fee.
    Fee,
    /// What arrives, if it is another amount.
    ToAmount,
    /// In which currency it arrives.
    ToCurrency,
    /// An account, in a table of balances.
    Account,
    /// What is in it.
    Balance,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Id,
        Self::Time,
        Self::From,
        Self::To,
        Self::Amount,
        Self::Currency,
        Self::Fee,
        Self::ToAmount,
        Self::ToCurrency,
        Self::Account,
        Self::Balance,
    ];

    /// Its name in a mapping file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Time => "time",
            Self::From => "from",
            Self::To => "to",
            Self::Amount => "amount",
            Self::Currency => "currency",
            Self::Fee => "fee",
            Self::ToAmount => "to_amount",
            Self::ToCurrency => "to_currency",
            Self::Account => "account",
            Self::Balance => "balance",
        }
    }

    /// Names of columns that mean it, in small letters and without blanks and signs: English, Spanish, French, German,
    /// Portuguese, Russian, Arabic, Chinese.
    pub fn usual(self) -> &'static [&'static str] {
        USUAL.iter().find(|(role, _)| *role == self).map_or(&[], |(_, names)| names)
    }
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

/// Names of columns by role, in small letters and without blanks and signs.
const USUAL: &[(Role, &[&str])] = &[
    (
        Role::Id,
        &[
            "id",
            "transactionid",
            "txid",
            "txhash",
            "transactionnumber",
            "transactionref",
            "reference",
            "ref",
            "referencia",
            "référence",
            "referenz",
            "identifier",
            "номер",
            "رقمالعملية",
            "交易编号",
            "交易号",
        ],
    ),
    (
        Role::Time,
        &[
            "time",
            "timestamp",
            "date",
            "datetime",
            "transactiondate",
            "datetransaction",
            "valuedate",
            "bookingdate",
            "fecha",
            "fechahora",
            "datum",
            "data",
            "datahora",
            "zeit",
            "дата",
            "التاريخ",
            "日期",
            "时间",
            "交易时间",
        ],
    ),
    (
        Role::From,
        &[
            "from",
            "fromaccount",
            "source",
            "sender",
            "senderaccount",
            "payer",
            "payeraccount",
            "debtor",
            "debtoraccount",
            "origin",
            "origen",
            "cuentaorigen",
            "ordenante",
            "emisor",
            "expéditeur",
            "payeur",
            "compteorigine",
            "absender",
            "auftraggeber",
            "origem",
            "contaorigem",
            "отправитель",
            "плательщик",
            "المرسل",
            "付款方",
            "付款账户",
        ],
    ),
    (
        Role::To,
        &[
            "to",
            "toaccount",
            "target",
            "destination",
            "receiver",
            "receiveraccount",
            "recipient",
            "payee",
            "payeeaccount",
            "beneficiary",
            "beneficiaryaccount",
            "creditor",
            "creditoraccount",
            "destino",
            "cuentadestino",
            "beneficiario",
            "destinataire",
            "bénéficiaire",
            "comptedestination",
            "empfänger",
            "contadestino",
            "beneficiário",
            "получатель",
            "المستلم",
            "المستفيد",
            "收款方",
            "收款账户",
        ],
    ),
    (
        Role::Amount,
        &[
            "amount",
            "amountminor",
            "value",
            "sum",
            "importe",
            "monto",
            "cantidad",
            "montant",
            "betrag",
            "valor",
            "сумма",
            "المبلغ",
            "金额",
            "交易金额",
        ],
    ),
    (
        Role::Currency,
        &[
            "currency",
            "ccy",
            "currencycode",
            "asset",
            "moneda",
            "divisa",
            "devise",
            "monnaie",
            "währung",
            "moeda",
            "валюта",
            "العملة",
            "币种",
            "货币",
        ],
    ),
    (
        Role::Fee,
        &[
            "fee",
            "fees",
            "feeminor",
            "charge",
            "charges",
            "commission",
            "comisión",
            "comision",
            "frais",
            "gebühr",
            "taxa",
            "tarifa",
            "комиссия",
            "الرسوم",
            "手续费",
        ],
    ),
    (
        Role::ToAmount,
        &[
            "toamount",
            "toamountminor",
            "amountto",
            "receivedamount",
            "creditamount",
            "targetamount",
            "importedestino",
            "montantreçu",
            "zielbetrag",
            "valordestino",
        ],
    ),
    (
        Role::ToCurrency,
        &[
            "tocurrency",
            "currencyto",
            "receivedcurrency",
            "creditcurrency",
            "targetcurrency",
            "monedadestino",
            "devisereçue",
            "zielwährung",
            "moedadestino",
        ],
    ),
    (
        Role::Account,
        &[
            "account",
            "accountnumber",
            "accountid",
            "iban",
            "wallet",
            "address",
            "cuenta",
            "compte",
            "konto",
            "conta",
            "счет",
            "счёт",
            "الحساب",
            "账户",
            "账号",
        ],
    ),
    (
        Role::Balance,
        &[
            "balance",
            "balanceminor",
            "openingbalance",
            "amount",
            "amountminor",
            "saldo",
            "solde",
            "остаток",
            "الرصيد",
            "余额",
        ],
    ),
];
