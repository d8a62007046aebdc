//! The door of the portal: whom `post` lets in.

use super::{Portal, refused};
use crate::pages;
use post::PostError;
use post::edge::enrol;
use post::edge::sign_in::{self, Visitor};
use store::door::{Answer, DoorError};
use web::door::{Door, Invited};
use web::visit::Network;
use web::{Fault, Manners, TokenDigest};

impl Door for Portal {
    const FACE: &'static str = pages::FACE;
    const LEAD: &'static str = pages::LEAD;
    const PASSWORD_CHARS_MIN: u64 = seal::signin::PASSWORD_CHARS_MIN as u64;

    fn manners(&self) -> &Manners {
        &self.manners
    }

    async fn password(&self, login: &str, password: &str, half: TokenDigest, from: &Network) -> Result<bool, Fault> {
        let answer = sign_in::password(&self.edge, login, password, &half.0, &from.0).await;
        Ok(answer.map_err(refused)? == Answer::Next)
    }

    async fn waits_for_code(&self, half: TokenDigest) -> Result<bool, Fault> {
        sign_in::waits_for_code(&self.edge, &half.0).await.map_err(refused)
    }

    async fn code(&self, half: TokenDigest, code: &str, whole: TokenDigest) -> Result<bool, Fault> {
        Ok(sign_in::code(&self.edge, &half.0, code, &whole.0).await.map_err(refused)? == Answer::Next)
    }

    async fn end(&self, person: &Visitor, session: TokenDigest) -> Result<(), Fault> {
        self.fresh.forget(session);
        sign_in::end(&self.edge, person, &session.0).await.map_err(refused)
    }

    async fn invited(&self, invitation: &str) -> Result<Invited, Fault> {
        let pairing = enrol::begin(&self.edge, invitation).await.map_err(refused)?;
        Ok(Invited { name: pairing.name, login: pairing.login, address: pairing.address })
    }

    async fn enrol(&self, invitation: &str, password: &str, code: &str) -> Result<bool, Fault> {
        match enrol::finish(&self.edge, invitation, password, code).await {
            Ok(_) => Ok(true),
            Err(PostError::Door(DoorError::Code | DoorError::Seal(_))) => Ok(false),
            Err(other) => Err(refused(other)),
        }
    }
}
