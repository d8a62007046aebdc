//! Companies and accounts in goAML, as the reporter's own client or as somebody else's.

use super::Pen;
use super::person::{Address, Depth};
use crate::accounts::{Account, AccountId, Holder, push_wallet};
use crate::civil::push_digits;
use crate::companies::Company;
use crate::places::abroad_of;
use crate::tx::End;

impl Pen {
    /// The content of an entity element.
    pub fn entity(&mut self, company: &Company, depth: Depth) {
        self.xml.text_with("name", |out| company.push_name(out));
        if depth == Depth::Name {
            return;
        }
        let country = company.abroad.map_or(self.profile.home(), |c| c.code);
        self.xml.leaf_with("commercial_name", |out| {
            for text in [company.first, " ", company.trade] {
                out.extend_from_slice(text.as_bytes());
            }
        });
        self.xml.leaf("incorporation_legal_form", company.form_code);
        self.xml.leaf_with("incorporation_number", |out| {
            out.extend_from_slice(if company.abroad.is_none() { b"Z" } else { b"F" });
            push_digits(out, company.register, 7);
        });
        self.xml.leaf("business", company.business);
        self.xml.open("phones");
        self.phone("phone", "WORK", company.abroad.map_or("999", |c| c.dial), company.phone);
        self.xml.close("phones");
        self.xml.open("addresses");
        let (street, house, city, abroad) = (company.street, company.house, company.city, company.abroad);
        self.address("address", Address { kind: "REG", street, house, city, abroad });
        self.xml.close("addresses");
        self.xml.leaf("incorporation_country_code", country);
        self.directors(company);
        self.xml.day("incorporation_date", company.founded_days);
        if depth == Depth::Client {
            self.xml.number("tax_number", company.register * 97);
        }
    }

    fn directors(&mut self, company: &Company) {
        let director = self.country.director(company);
        if self.newer() {
            self.xml.open("related_persons");
            let owner = self.country.owner(company);
            for (person, role) in [(director, "DIR"), (owner, "UBO")] {
                self.xml.open("entity_related_person");
                self.xml.open("person");
                self.person(&person, Depth::Shown);
                self.xml.close("person");
                self.xml.leaf("role", role);
                if role == "UBO" {
                    self.xml.number("share_percentage", 26 + company.spare % 75);
                }
                self.xml.close("entity_related_person");
            }
            self.xml.close("related_persons");
        } else {
            self.xml.open("director_id");
            self.person(&director, Depth::Shown);
            self.xml.leaf("role", "DIR");
            self.xml.close("director_id");
        }
    }

    /// The content of an account element, on the day `days`.
    pub fn account(&mut self, end: End, client: bool, days: i64) {
        match end {
            End::Account(id) if client => self.client_account(id, days),
            End::Account(id) => self.other_account(id),
            End::Wallet(wallet) => self.wallet(wallet),
            End::Holder(_) => {}
        }
    }

    fn institution(&mut self, account: &Account) {
        match account.reporter() {
            Some(bank) => {
                self.xml.text("institution_name", bank.name);
                self.xml.leaf("swift", bank.swift);
            }
            None => {
                let country = abroad_of(self.country.country_of(account.id.holder, ""));
                self.xml.leaf("institution_name", country.bank);
                self.xml.leaf("swift", country.swift);
            }
        }
    }

    fn institution_country(&mut self, account: &Account) {
        if self.profile.is_5() {
            let country = self.country.country_of(account.id.holder, self.profile.home());
            self.xml.leaf("institution_country", country);
        }
    }

    fn client_account(&mut self, id: AccountId, days: i64) {
        let account = self.country.account(id);
        self.institution(&account);
        self.institution_country(&account);
        self.xml.leaf_with("branch", |out| {
            out.extend_from_slice(b"Branch ");
            push_digits(out, account.branch, 3);
        });
        self.xml.leaf_with("account", |out| account.push_number(out));
        self.xml.leaf("currency_code", self.profile.currency());
        self.holder_name("account_name", id.holder);
        self.xml.leaf_with("iban", |out| account.push_iban(out));
        self.xml.leaf_with("client_number", |out| push_digits(out, account.client, 9));
        let kind = match (id.holder, id.slot) {
            (Holder::Company(_), _) => "BUS",
            (_, 1) => "SAV",
            _ => "CUR",
        };
        self.xml.leaf(if self.newer() { "account_type" } else { "personal_account_type" }, kind);
        self.holder_of(&account);
        self.xml.day("opened", account.opened_days);
        self.xml.amount("balance", account.balance_minor);
        self.xml.day("date_balance", days);
        self.xml.leaf("status_code", "ACT");
    }

    /// The company behind a client's account, when it is one, and who may sign.
    fn holder_of(&mut self, account: &Account) {
        let (person, role) = match account.id.holder {
            Holder::Person(index) => (self.country.person(index), "HOLD"),
            Holder::Company(index) => {
                let company = self.country.company(index);
                self.xml.open("t_entity");
                self.entity(&company, Depth::Client);
                self.xml.close("t_entity");
                (self.country.director(&company), "SIGN")
            }
        };
        let newer = self.newer();
        let (group, one) = ("related_persons", if newer { "account_related_person" } else { "signatory" });
        if newer {
            self.xml.open(group);
        }
        self.xml.open(one);
        self.xml.leaf("is_primary", "1");
        self.xml.open("t_person");
        self.person(&person, Depth::Client);
        self.xml.close("t_person");
        self.xml.leaf("role", role);
        self.xml.close(one);
        if newer {
            self.xml.close(group);
        }
    }

    fn other_account(&mut self, id: AccountId) {
        let account = self.country.account(id);
        self.institution(&account);
        self.institution_country(&account);
        self.xml.leaf_with("account", |out| account.push_number(out));
        self.holder_name("account_name", id.holder);
        if account.bank.is_some() {
            self.xml.leaf_with("iban", |out| account.push_iban(out));
        }
    }

    fn wallet(&mut self, wallet: u64) {
        let seed = self.country.seed;
        self.xml.leaf("institution_name", "Wallet without custodian");
        self.xml.leaf("institution_code", "NONE");
        if self.profile.is_5() {
            self.xml.leaf("account_category", "VADDR");
        }
        self.xml.leaf_with("account", |out| push_wallet(out, seed, wallet));
        self.xml.leaf(if self.newer() { "account_type" } else { "personal_account_type" }, "VWAL");
    }

    fn holder_name(&mut self, name: &str, holder: Holder) {
        match holder {
            Holder::Person(index) => {
                let person = self.country.person(index);
                let spelling = self.spelling(index);
                self.xml.leaf_with(name, |out| person.push_full(out, spelling));
            }
            Holder::Company(index) => {
                let company = self.country.company(index);
                self.xml.text_with(name, |out| company.push_name(out));
            }
        }
    }
}
