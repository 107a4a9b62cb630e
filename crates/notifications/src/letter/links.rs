//! Addresses in messages: always on the canonical host of the record's website.

use kernel::Site;
use url::Url;

/// How pages of the installation are reached: the scheme and port of `PUBLIC_URL`. The host is each
/// website's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    scheme: String,
    port: Option<u16>,
}

/// What a mailed link is for. Its page asks first and then posts: mail scanners open links, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opens {
    Registration,
    MagicLink,
    ResetPassword,
    ConfirmEmail,
    UndoEmail,
    Invitation,
    WasItYou,
}

impl Opens {
    /// The page of the website.
    fn path(self) -> &'static str {
        match self {
            Self::Registration => "/verify",
            Self::MagicLink => "/magic-link",
            Self::ResetPassword => "/reset-password",
            Self::ConfirmEmail => "/confirm-email",
            Self::UndoEmail => "/undo-email",
            Self::Invitation => "/invitation",
            Self::WasItYou => "/was-it-you",
        }
    }
}

/// The text is no address that pages could be reached at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write it as `https://host` or `http://host:port`")]
pub struct UnusableAddress;

impl Links {
    /// Links like `public_url`.
    ///
    /// # Errors
    /// [`UnusableAddress`] when it is no `http` or `https` address.
    pub fn like(public_url: &str) -> Result<Self, UnusableAddress> {
        let url = Url::parse(public_url).map_err(|_| UnusableAddress)?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(UnusableAddress);
        }
        Ok(Self {
            scheme: url.scheme().to_owned(),
            port: url.port(),
        })
    }

    /// The address of the page that opens `token` on the website. The secret stands behind the `#`:
    /// browsers send it to no server and in no referrer.
    pub(super) fn opening(&self, site: &Site, opens: Opens, token: &str) -> String {
        self.to(site, &format!("{}#token={token}", opens.path()))
    }

    /// The address of `path` (which begins with a slash) on the website.
    pub fn to(&self, site: &Site, path: &str) -> String {
        let Self { scheme, port } = self;
        let host = &site.canonical_host;
        match port {
            Some(port) => format!("{scheme}://{host}:{port}{path}"),
            None => format!("{scheme}://{host}{path}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_scheme_and_perhaps_a_port() {
        let links = |scheme: &str, port| {
            Ok(Links {
                scheme: scheme.to_owned(),
                port,
            })
        };
        assert_eq!(
            Links::like("https://scriptorium.test"),
            links("https", None)
        );
        assert_eq!(
            Links::like("http://localhost:8080/"),
            links("http", Some(8080))
        );
        for wrong in [
            "",
            "localhost:8080",
            "ftp://host",
            "https://",
            "javascript:alert(1)",
        ] {
            assert_eq!(Links::like(wrong), Err(UnusableAddress), "{wrong}");
        }
    }
}
