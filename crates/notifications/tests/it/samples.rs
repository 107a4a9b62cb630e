//! Every letter, with other people's words in it.

use kernel::{Instant, OrderId, Role};
use notifications::alert::Switch;
use notifications::{AccountLetter, AlertLetter, Letter, MembershipLetter, Reason, SignIn, Told};

/// Every letter, in all its cases; `words` stand wherever other people's words do.
pub fn letters(words: &str, at: Instant, order: OrderId) -> Vec<Letter> {
    let mut letters = account_letters(words, at);
    letters.extend(other_letters(words, at, order));
    letters
}

fn account_letters(words: &str, at: Instant) -> Vec<Letter> {
    vec![
        AccountLetter::MagicLink {
            token: "svl_t0ken".to_owned(),
            until: at,
        }
        .into(),
        AccountLetter::PasswordReset {
            token: "svl_t0ken".to_owned(),
            until: at,
        }
        .into(),
        AccountLetter::PasswordChanged { at, by_link: true }.into(),
        AccountLetter::PasswordChanged { at, by_link: false }.into(),
        AccountLetter::SecondFactorOn { at }.into(),
        AccountLetter::SecondFactorOff { at, by_house: true }.into(),
        AccountLetter::SecondFactorOff {
            at,
            by_house: false,
        }
        .into(),
        AccountLetter::RecoveryCodesRenewed { at }.into(),
        AccountLetter::ConfirmEmail {
            token: "svl_t0ken".to_owned(),
            until: at,
        }
        .into(),
        AccountLetter::EmailTaken.into(),
        AccountLetter::EmailChanged {
            token: "svl_t0ken".to_owned(),
            at,
            until: at,
        }
        .into(),
        MembershipLetter::Invited {
            token: "svl_t0ken".to_owned(),
            role: Role::Editor,
            until: at,
        }
        .into(),
        MembershipLetter::RoleChanged {
            before: Role::Client,
            after: Role::Support,
        }
        .into(),
        MembershipLetter::Suspended.into(),
        MembershipLetter::Reinstated.into(),
        MembershipLetter::Impersonated {
            by: Some(words.to_owned()),
            reason: words.to_owned(),
            at,
            until: at,
        }
        .into(),
        MembershipLetter::Impersonated {
            by: None,
            reason: words.to_owned(),
            at,
            until: at,
        }
        .into(),
    ]
}

fn other_letters(words: &str, at: Instant, order: OrderId) -> Vec<Letter> {
    let number = words.to_owned();
    let sign_in = SignIn {
        at,
        device: Some(words.to_owned()),
        place: Some(words.to_owned()),
        network: Some("192.0.2.0/24".to_owned()),
        reasons: vec![Reason::NewDevice, Reason::NewLocation],
        session: None,
        answer: Some("scr_t0ken".to_owned()),
    };
    let one = sign_in.clone();
    let told = Told {
        title: words.to_owned(),
        body: words.to_owned(),
        path: "/orders/ord_1".to_owned(),
    };
    vec![
        AlertLetter::HeldBack {
            sign_ins: vec![sign_in.clone(); 60],
        }
        .into(),
        AlertLetter::SwitchedOff {
            off: Switch::ALL.to_vec(),
            at,
        }
        .into(),
        AlertLetter::Disowned {
            sign_in: sign_in.clone(),
            at,
        }
        .into(),
        Letter::VerifyRegistration {
            token: "scr_t0ken".to_owned(),
            until: at,
        },
        Letter::AlreadyRegistered {
            token: Some("scr_t0ken".to_owned()),
        },
        Letter::AlreadyRegistered { token: None },
        Letter::LoginAlert(SignIn {
            device: None,
            place: None,
            network: None,
            reasons: vec![Reason::NewLogin],
            answer: None,
            ..sign_in.clone()
        }),
        Letter::LoginAlert(sign_in),
        Letter::FeedbackInvited {
            order,
            number: number.clone(),
            until: at,
        },
        Letter::FeedbackReminder {
            order,
            number: number.clone(),
            until: at,
        },
        Letter::OrderAssigned {
            order,
            number: number.clone(),
            due: Some(at),
        },
        Letter::OrderDelivered {
            order,
            number: number.clone(),
            approved_at: Some(at),
        },
        Letter::OrderDelivered {
            order,
            number: number.clone(),
            approved_at: None,
        },
        Letter::OrderAssigned {
            order,
            number: number.clone(),
            due: None,
        },
        Letter::RevisionRequested {
            order,
            number: number.clone(),
            due: Some(at),
        },
        Letter::RevisionRequested {
            order,
            number,
            due: None,
        },
        AlertLetter::HeldBack {
            sign_ins: vec![one],
        }
        .into(),
        Letter::Digest {
            notices: vec![told.clone()],
        },
        Letter::Digest {
            notices: vec![told; 60],
        },
    ]
}
