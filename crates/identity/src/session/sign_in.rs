//! Signing in with a password.

use kernel::{Actor, Code, Faults, Tx};
use sea_orm::QuerySelect;

use super::{SignIn, SignedIn};
use crate::account::entity as account;
use crate::membership::address;
use crate::membership::entity as membership;
use crate::{Error, Identity, Result, policy};

impl Identity {
    /// The answer is [`BadCredentials`](Error::BadCredentials) whatever is wrong, after the same
    /// statements and one hash, so that neither text nor time tells which addresses are known.
    pub(super) async fn enter(&self, actor: &Actor, sign_in: SignIn) -> Result<SignedIn> {
        let SignIn {
            email,
            password,
            origin,
            remember_me,
        } = sign_in;
        let mut faults = Faults::none();
        let email = address(&mut faults, &email);
        if password.is_empty() {
            faults.add(Code::Required, "password", "Fill in the password.");
        }
        faults.extend(origin.check());
        let (Some(email), true) = (email, faults.is_empty()) else {
            return Err(faults.into());
        };
        let person = account::find_by_email(&email).one(&self.db).await?;
        let place = membership::find_place_by_email(actor.website(), &email);
        let place = place.one(&self.db).await?;
        let stored = person
            .as_ref()
            .and_then(|person| person.password_hash.clone());
        let compared = self.hasher.compare(password, stored.clone()).await?;
        let person = person
            .filter(|person| compared.right && policy::admitted(person, place.as_ref()).is_some());
        let person = person.ok_or(Error::BadCredentials)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        // Hashing takes long: the password may have been changed, or the person suspended.
        let person = account::find_own(person.id)
            .lock_exclusive()
            .one(&*tx)
            .await?;
        let person = person.filter(|person| person.password_hash == stored);
        let person = person.ok_or(Error::BadCredentials)?;
        let place = membership::find_place(actor.website(), person.id);
        let place = place.one(&*tx).await?;
        let who = policy::admitted(&person, place.as_ref()).ok_or(Error::BadCredentials)?;
        let person = match compared.renewed {
            Some(hash) => person.rehashed(hash, tx.now()).record(&tx).await?,
            None => person,
        };
        let signed_in = self
            .start_in(&tx, person, who, &origin, remember_me)
            .await?;
        tx.commit().await?;
        Ok(signed_in)
    }
}
