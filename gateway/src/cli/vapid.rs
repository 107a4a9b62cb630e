//! `vapid`: makes the key that push messages are signed with.

use kernel::Clock;
use notifications::push::Vapid;

/// A fresh key, as the environment takes it.
pub fn made(clock: &dyn Clock) -> anyhow::Result<String> {
    let private = Vapid::mint(clock);
    let public = Vapid::read(&private, "")?.public_key();
    Ok(format!(
        "# Keep this secret, and keep it: with another key every browser has to be registered anew.\n\
         VAPID_PRIVATE_KEY={private}\n\
         # Browsers get its public half by themselves: {public}\n"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_can_be_used_as_it_is() {
        let printed = made(&kernel::SystemClock).expect("a key");
        let line = printed
            .lines()
            .find_map(|line| line.strip_prefix("VAPID_PRIVATE_KEY="));
        let vapid = Vapid::read(line.expect("a key"), "mailto:post@example.test");
        assert!(printed.contains(&vapid.expect("a key").public_key()));
    }
}
