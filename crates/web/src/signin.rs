//! The page to sign in, in two steps: name and password, then the code of an authenticator app.

use crate::layout::{Context, Page, Width, heading};
use crate::parts::badge::Tone;
use crate::parts::form::{Field, csrf, field};
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
