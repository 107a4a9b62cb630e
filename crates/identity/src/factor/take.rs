//! Taking codes, in the transaction of whatever they open. The caller holds the
//! account.

use kernel::{AccountId, Tx, audit, outbox};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

use super::{codes, totp};
use crate::credential::TotpSecret;
use crate::security::{self, Kind};
use crate::{FactorChange, Identity, IdentityEvent, RecoveryCode, Result};

impl Identity {
    /// Whether this is a code of the person's authenticator that was not used before.
    pub(crate) async fn take_totp_in(
        &self,
        tx: &Tx,
        account: AccountId,
        code: &str,
    ) -> Result<bool> {
        let Some(factor) = totp::find_on(account).one(&**tx).await? else {
            return Ok(false);
        };
        let secret = self.opened_in(tx, account, &factor.secret).await?;
        match secret.step_of(code, tx.now()) {
            Some(step) => Ok(totp::take_in(tx, account, step).await?),
            None => Ok(false),
        }
    }

    /// Whether this is one of the person's recovery codes that was not used before.
    pub(crate) async fn take_recovery_code_in(
        &self,
        tx: &Tx,
        account: AccountId,
        code: &str,
    ) -> Result<bool> {
        let Some(code) = RecoveryCode::read(code) else {
            return Ok(false);
        };
        let taken = codes::take_in(tx, account, &code).await?;
        if taken {
            let action = "identity.recovery_code_used";
            audit::write(tx, audit::Note::new(action, &account));
        }
        Ok(taken)
    }

    /// Sets an authenticator up, if this is a code of the secret. Returns its recovery codes, which
    /// are shown once; none when the code is wrong.
    pub(crate) async fn enrol_in(
        &self,
        tx: &Tx,
        account: AccountId,
        secret: &TotpSecret,
        code: &str,
    ) -> Result<Option<Vec<RecoveryCode>>> {
        let Some(step) = secret.step_of(code, tx.now()) else {
            return Ok(None);
        };
        if totp::find_on(account).one(&**tx).await?.is_some() {
            return Err(crate::Error::FactorOn);
        }
        forget_factor_in(tx, account).await?;
        let row = totp::Model {
            account_id: account,
            secret: self.sealed_in(tx, account, secret).await?,
            started_at: tx.now(),
            confirmed_at: Some(tx.now()),
            last_step: Some(step),
        };
        row.into_active_model().reset_all().insert(&**tx).await?;
        let codes = codes::renew_in(tx, &*self.clock, account).await?;
        let note = security::Note::of(account, Kind::TwoFactorEnabled);
        security::note_in(tx, note);
        let action = "identity.second_factor_enabled";
        audit::write(tx, audit::Note::new(action, &account));
        tell_in(tx, account, FactorChange::Enabled)?;
        Ok(Some(codes))
    }

    /// Takes the second factor away, with its recovery codes. Its owner is told, where one was on.
    pub(super) async fn disable_in(
        &self,
        tx: &Tx,
        account: AccountId,
        change: FactorChange,
    ) -> Result<()> {
        if totp::find_on(account).one(&**tx).await?.is_some() {
            tell_in(tx, account, change)?;
        }
        forget_factor_in(tx, account).await?;
        codes::forget_in(tx, account).await?;
        let note = security::Note::of(account, Kind::TwoFactorDisabled);
        security::note_in(tx, note);
        let action = "identity.second_factor_disabled";
        audit::write(tx, audit::Note::new(action, &account));
        Ok(())
    }
}

/// Writes down what is different, for whoever tells the owner.
pub(super) fn tell_in(tx: &Tx, account: AccountId, change: FactorChange) -> Result<()> {
    let event = IdentityEvent::SecondFactorChanged {
        account,
        change,
        at: tx.now(),
    };
    outbox::write(tx, vec![outbox::Note::of(&event)])?;
    Ok(())
}

pub(super) async fn forget_factor_in(tx: &Tx, account: AccountId) -> Result<()> {
    totp::Entity::delete_by_id(account).exec(&**tx).await?;
    Ok(())
}
