//! The pages of the door: signing in by name and password, then by code; and the first time, behind an invitation.

use crate::format::code;
use crate::layout::{Context, Page, Width, heading};
use crate::parts::badge::Tone;
use crate::parts::form::{Field, csrf, field};
use crate::parts::list::facts;
use crate::parts::notice::notice;
use maud::{Markup, html};

/// Which step is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInStep {
    /// Name and password.
    Password,
    /// The code of the second factor.
    Code,
}

/// The page to sign in.
#[derive(Clone, Debug)]
pub struct SignInView {
    /// The step.
    pub step: SignInStep,
    /// Whether the last attempt failed. The page never says in what.
    pub failed: bool,
    /// Whether the visitor has just signed out.
    pub signed_out: bool,
}

/// Writes the page. `lead` is the sentence that says for whom it is.
pub fn page(context: &Context, face: &'static str, lead: &str, view: &SignInView) -> Markup {
    let lang = context.lang;
    let title = match view.step {
        SignInStep::Password => lang.t("signin-title"),
        SignInStep::Code => lang.t("signin-code-title"),
    };
    let body = html! {
        (heading(&title, (view.step == SignInStep::Password).then_some(lead), None))
        @if view.failed { (notice(Tone::Bad, &lang.t("signin-wrong"), Some(&lang.t("signin-wrong-hint")))) }
        @if view.signed_out { (notice(Tone::Good, &lang.t("signed-out"), None)) }
        @match view.step {
            SignInStep::Password => {
                form.form.card method="post" action="/sign-in" {
                    (csrf(&context.csrf))
                    (field(&Field { name: "login", label: lang.t("signin-login"), required: true, chars_max: 200, autocomplete: "username", ..Field::default() }))
                    (field(&Field { name: "password", kind: "password", label: lang.t("signin-password"), required: true, chars_max: 500, autocomplete: "current-password", ..Field::default() }))
                    button.button.primary type="submit" { (lang.t("signin-continue")) }
                }
            }
            SignInStep::Code => {
                form.form.card method="post" action="/sign-in/code" {
                    (csrf(&context.csrf))
                    (field(&Field { name: "code", label: lang.t("signin-code"), hint: Some(lang.t("signin-code-hint")), required: true, chars_max: 6, autocomplete: "one-time-code", class: "code", ..Field::default() }))
                    button.button.primary type="submit" { (lang.t("signin-title")) }
                    a href="/sign-in" { (lang.t("back")) }
                }
            }
        }
        p.muted.small { (lang.t("signin-notice")) }
    };
    Page { context, face, nav: &[], section: "", user: None, title, width: Width::Small, scripts: &[], body }.render()
}

/// The page behind an invitation.
#[derive(Clone, Debug)]
pub struct Welcome {
    /// Secret of the link.
    pub invitation: String,
    /// The person's name.
    pub name: String,
    /// The name to sign in with.
    pub login: String,
    /// Key for the authenticator app, in base 32.
    pub key: String,
    /// Whether the last attempt was refused.
    pub refused: bool,
    /// Fewest characters of a password.
    pub password_chars_min: u64,
}

impl Welcome {
    /// The key inside `otpauth://totp/…?secret=KEY&…`, in groups of four that a person can type.
    pub fn key_of(address: &str) -> String {
        let key = address.split(['?', '&']).find_map(|part| part.strip_prefix("secret=")).unwrap_or_default();
        let letters: Vec<char> = key.chars().collect();
        letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }
}

/// The page behind an invitation.
pub fn welcome(context: &Context, face: &'static str, view: &Welcome) -> Markup {
    let lang = context.lang;
    let title = lang.with("welcome-title", &[("name", &view.name)]);
    let password = Field {
        name: "password",
        kind: "password",
        label: lang.t("account-password-new"),
        hint: Some(lang.n("account-password-rule", view.password_chars_min)),
        required: true,
        chars_max: 500,
        autocomplete: "new-password",
        ..Field::default()
    };
    let six = Field {
        name: "code",
        label: lang.t("signin-code"),
        hint: Some(lang.t("signin-code-hint")),
        required: true,
        chars_max: 6,
        autocomplete: "one-time-code",
        class: "code",
        ..Field::default()
    };
    let body = html! {
        (heading(&title, Some(&lang.t("welcome-lead")), None))
        @if view.refused { (notice(Tone::Bad, &lang.t("welcome-refused"), None)) }
        form.form.card method="post" action={ "/welcome/" (view.invitation) } {
            (csrf(&context.csrf))
            (facts(&[(lang.t("account-login"), Some(code(&view.login)))]))
            (field(&password))
            h2 { (lang.t("welcome-pair")) }
            p.muted { (lang.t("welcome-pair-hint")) }
            (facts(&[(lang.t("welcome-key"), Some(html! { strong.break { (code(&view.key)) } }))]))
            (field(&six))
            button.button.primary type="submit" { (lang.t("welcome-finish")) }
        }
    };
    let width = Width::Small;
    Page { context, face, nav: &[], section: "", user: None, title, width, scripts: &[], body }.render()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_shown_in_groups() {
        assert_eq!(Welcome::key_of("otpauth://totp/Office:x?secret=JBSWY3DPEH&issuer=Office"), "JBSW Y3DP EH");
    }
}
