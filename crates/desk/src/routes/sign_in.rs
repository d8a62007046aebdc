//! The door of the desk: whom `staff` lets in.

use super::{Desk, refused};
use crate::pages;
use staff::{Member, StaffError};
use store::door::{Answer, DoorError};
use web::door::{Door, Invited};
use web::visit::Network;
use web::{Fault, Manners, TokenDigest};

impl Door for Desk {
    const FACE: &'static str = pages::FACE;
    const LEAD: &'static str = pages::LEAD;
    const PASSWORD_CHARS_MIN: u64 = seal::signin::PASSWORD_CHARS_MIN as u64;

    fn manners(&self) -> &Manners {
        &self.manners
    }

    async fn password(&self, login: &str, password: &str, half: TokenDigest, from: &Network) -> Result<bool, Fault> {
        let answer = self.staff.password(login, password, &half.0, &from.0).await;
        Ok(answer.map_err(refused)? == Answer::Next)
    }

    async fn waits_for_code(&self, half: TokenDigest) -> Result<bool, Fault> {
        self.staff.waits_for_code(&half.0).await.map_err(refused)
    }

    async fn code(&self, half: TokenDigest, code: &str, whole: TokenDigest) -> Result<bool, Fault> {
        Ok(self.staff.code(&half.0, code, &whole.0).await.map_err(refused)? == Answer::Next)
    }

    async fn end(&self, person: &Member, session: TokenDigest) -> Result<(), Fault> {
        self.staff.end(person, &session.0).await.map_err(refused)
    }

    async fn invited(&self, invitation: &str) -> Result<Invited, Fault> {
        let pairing = self.staff.begin_enrolment(invitation).await.map_err(refused)?;
        Ok(Invited { name: pairing.name, login: pairing.login, address: pairing.address })
    }

    async fn enrol(&self, invitation: &str, password: &str, code: &str) -> Result<bool, Fault> {
        match self.staff.finish_enrolment(invitation, password, code).await {
            Ok(_) => Ok(true),
            Err(StaffError::Door(DoorError::Code | DoorError::Seal(_))) => Ok(false),
            Err(other) => Err(refused(other)),
        }
    }
}
