//! The secrets of authenticators, in and out of their seals.

use kernel::{AccountId, Tx};

use crate::credential::{Seal, TotpSecret};
use crate::{Error, Identity, Result, SealedSecret};

impl Identity {
    /// The secret as it is stored for this person.
    pub(crate) async fn sealed_in(
        &self,
        tx: &Tx,
        account: AccountId,
        secret: &TotpSecret,
    ) -> Result<SealedSecret> {
        let seal = self.seal_in(tx, account).await?;
        let sealed = seal.close(&*self.clock, account, secret.reveal());
        sealed.ok_or(Error::Unsealable(account))
    }

    /// The person's secret again.
    ///
    /// # Errors
    /// [`Unsealable`](Error::Unsealable) when the key is another one than it was sealed with, or
    /// somebody else's secret stands in the row.
    pub(crate) async fn opened_in(
        &self,
        tx: &Tx,
        account: AccountId,
        sealed: &SealedSecret,
    ) -> Result<TotpSecret> {
        let seal = self.seal_in(tx, account).await?;
        let secret = seal.open(account, sealed);
        let secret = secret.ok_or(Error::Unsealable(account))?;
        Ok(TotpSecret::unsealed(secret))
    }

    async fn seal_in(&self, tx: &Tx, account: AccountId) -> Result<Seal> {
        let key = self.guess_key(&**tx).await?;
        key.seal().ok_or(Error::Unsealable(account))
    }
}
