//! The rules of signing in, as pure functions: how long a door stays shut after wrong guesses, when a session ends,
//! which passwords are taken.
//!
//! Both doors, that of the reporters at the edge and that of the office, load what they know, ask here, and save what
//! comes out. Times are microseconds UTC.

use zeroize::Zeroizing;

use crate::secret::{CodeSecret, PASSWORD_BYTES_MAX};
use crate::{Chance, Header, OpeningKey, SealError, sealed};

/// What a door is set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// So many wrong guesses in a row cost nothing.
    pub guesses_free: i64,
    /// The wait after one more; it doubles with each further one.
    pub wait_seconds_first: i64,
    /// The longest wait. A door is never shut for good: that would let a stranger shut people out.
    pub wait_seconds_max: i64,
    /// After so long without a guess the count begins anew.
    pub forget_seconds: i64,
    /// How long one may take between password and code, and to enrol.
    pub half_seconds: i64,
    /// A session that is not used ends after so long.
    pub idle_seconds: i64,
    /// A session ends after so long in any case.
    pub whole_seconds: i64,
    /// How long the link for a first sign-in is good.
    pub invitation_seconds: i64,
}

/// What OpenFIU's doors are set to: five free guesses, one minute doubling to one hour, fifteen minutes idle, eight
/// hours in all, a link for three days.
pub const RULES: Rules = Rules {
    guesses_free: 5,
    wait_seconds_first: 60,
    wait_seconds_max: 3_600,
    forget_seconds: 86_400,
    half_seconds: 300,
    idle_seconds: 900,
    whole_seconds: 28_800,
    invitation_seconds: 259_200,
};

/// The guesses under one name that have not been followed by a full sign-in. Kept for names that do not exist as well,
/// so that the door treats them alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Guesses {
    /// How many.
    pub count: i64,
    /// When the last was.
    pub last_us: i64,
}

impl Guesses {
    /// Until when no guess is looked at; `None` if one is looked at now.
    pub fn shut_until_us(self, now_us: i64, rules: &Rules) -> Option<i64> {
        let over = self.fresh(now_us, rules).count.saturating_sub(rules.guesses_free);
        if over < 0 {
            return None;
        }
        let doublings = u32::try_from(over).unwrap_or(u32::MAX).min(30);
        let wait = rules.wait_seconds_first.saturating_mul(1_i64 << doublings).min(rules.wait_seconds_max);
        let until = self.last_us.saturating_add(micros(wait));
        (now_us < until).then_some(until)
    }

    /// One guess more. It is counted before it is looked at, so that guesses made at the same time all count.
    #[must_use]
    pub fn one_more(self, now_us: i64, rules: &Rules) -> Self {
        Self { count: self.fresh(now_us, rules).count.saturating_add(1), last_us: now_us }
    }

    /// A guess that was right is taken back; the time stays.
    #[must_use]
    pub fn taken_back(self) -> Self {
        Self { count: self.count.saturating_sub(1).max(0), last_us: self.last_us }
    }

    fn fresh(self, now_us: i64, rules: &Rules) -> Self {
        let forgotten = now_us.saturating_sub(self.last_us) > micros(rules.forget_seconds);
        if forgotten { Self::default() } else { self }
    }
}

/// How far somebody has come through the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The password was right; the code is still asked for.
    Half,
    /// Signed in.
    Whole,
}

/// Whether a session is over.
pub fn is_over(step: Step, made_us: i64, seen_us: i64, now_us: i64, rules: &Rules) -> bool {
    let age = now_us.saturating_sub(made_us);
    match step {
        Step::Half => age >= micros(rules.half_seconds),
        Step::Whole => {
            age >= micros(rules.whole_seconds) || now_us.saturating_sub(seen_us) >= micros(rules.idle_seconds)
        }
    }
}

/// Fewest characters of a password (NIST SP 800-63B-4, second factor in use, rounded up).
pub const PASSWORD_CHARS_MIN: usize = 12;

/// Whether a new password is taken: long enough, not too long, not one character over and over, not the name itself.
///
/// # Errors
///
/// [`SealError::Password`] with the reason.
pub fn check_new_password(password: &str, name: &str) -> Result<(), SealError> {
    let refused = |reason| Err(SealError::Password { reason });
    if password.chars().count() < PASSWORD_CHARS_MIN {
        return refused("a password has at least 12 characters");
    }
    if password.len() > PASSWORD_BYTES_MAX {
        return refused("the password is longer than 1,024 bytes");
    }
    let mut chars = password.chars();
    let first = chars.next();
    if chars.all(|c| Some(c) == first) {
        return refused("a password is not one character over and over");
    }
    let (password, name) = (password.to_lowercase(), name.to_lowercase());
    if !name.is_empty() && password.replace(&name, "").chars().count() < PASSWORD_CHARS_MIN / 2 {
        return refused("a password is not made of the name one signs in with");
    }
    Ok(())
}

/// Seals the secret of a person's one-time codes to the door's own key, so that the table alone gives no codes away.
/// It is bound to the person: copied into another person's row it does not open.
///
/// # Errors
///
/// As [`sealed::seal`].
pub fn shut_code_secret(
    own: &OpeningKey,
    person: &[u8; 16],
    chance: &Chance,
    secret: &[u8; 20],
) -> Result<Vec<u8>, SealError> {
    sealed::seal(&own.public(), &code_secret_header(person), chance, secret)
}

/// Opens what [`shut_code_secret`] sealed.
///
/// # Errors
///
/// [`SealError::Sealed`] if it is damaged, another person's or sealed to another key; [`SealError::Totp`].
pub fn open_code_secret(own: &OpeningKey, person: &[u8; 16], shut: &[u8]) -> Result<CodeSecret, SealError> {
    let secret = Zeroizing::new(sealed::open(own, &code_secret_header(person), shut)?);
    let secret: [u8; 20] = secret.as_slice().try_into().map_err(|_| SealError::Totp)?;
    Ok(CodeSecret::new(secret))
}

fn code_secret_header(person: &[u8; 16]) -> Header {
    Header {
        letter: *person,
        kind: "code-secret".to_owned(),
        sender: String::new(),
        addressee: String::new(),
        reference: String::new(),
        media_type: String::new(),
        moment_us: 0,
        body: None,
    }
}

fn micros(seconds: i64) -> i64 {
    seconds.saturating_mul(1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: i64 = 1_000_000;

    fn after(count: i64) -> Guesses {
        Guesses { count, last_us: 1_000 * SECOND }
    }

    #[test]
    fn the_door_shuts_longer_with_every_wrong_guess_and_never_for_good() {
        let wait = |count| {
            after(count).shut_until_us(1_000 * SECOND, &RULES).map_or(0, |until| (until - 1_000 * SECOND) / SECOND)
        };
        assert_eq!([0, 4, 5, 6, 7, 10, 11, 12, i64::MAX].map(wait), [0, 0, 60, 120, 240, 1_920, 3_600, 3_600, 3_600]);
        assert_eq!(after(5).shut_until_us(1_060 * SECOND, &RULES), None);
        assert!(after(5).shut_until_us(1_060 * SECOND - 1, &RULES).is_some());
    }

    #[test]
    fn guesses_are_counted_taken_back_and_forgotten_after_a_day() {
        let one = Guesses::default().one_more(5, &RULES);
        assert_eq!(one, Guesses { count: 1, last_us: 5 });
        assert_eq!(one.taken_back().count, 0);
        assert_eq!(Guesses::default().taken_back().count, 0);
        assert_eq!(after(9).one_more((1_001 + 86_400) * SECOND, &RULES).count, 1);
    }

    #[test]
    fn a_code_secret_opens_for_its_person_and_key_only() {
        let (own, other) = (OpeningKey::new(&[1; 64]), OpeningKey::new(&[2; 64]));
        let shut = shut_code_secret(&own, &[7; 16], &[3; 64], b"12345678901234567890").unwrap();
        assert_eq!(open_code_secret(&own, &[7; 16], &shut).unwrap().code(59), "287082");
        assert!(open_code_secret(&own, &[8; 16], &shut).is_err());
        assert!(open_code_secret(&other, &[7; 16], &shut).is_err());
    }

    #[test]
    fn sessions_end() {
        let over = |step, made: i64, seen: i64| is_over(step, made * SECOND, seen * SECOND, 100_000 * SECOND, &RULES);
        assert!(!over(Step::Whole, 100_000 - 28_799, 100_000 - 899));
        assert!(over(Step::Whole, 100_000 - 28_800, 100_000));
        assert!(over(Step::Whole, 99_000, 100_000 - 900));
        assert!(!over(Step::Half, 100_000 - 299, 0));
        assert!(over(Step::Half, 100_000 - 300, 100_000));
    }

    #[test]
    fn passwords_are_taken_or_refused() {
        for (password, taken) in [
            ("elf Kamele gehen", true),
            ("short", false),
            ("aaaaaaaaaaaaaaaa", false),
            ("amina@bank.example", false),
            ("Amina@bank.example1", false),
            ("密码密码密码密码密码密码", true),
        ] {
            assert_eq!(check_new_password(password, "amina@bank.example").is_ok(), taken, "{password}");
        }
    }
}
