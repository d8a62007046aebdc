//! The place to drop a file, with its progress. Without script it is a plain file field.

use super::icons;
use crate::lang::Lang;
use maud::{Markup, html};

/// Writes the drop zone with the file field `file`, the progress and a place for what went wrong. It belongs into a
/// form that has the attributes of [`upload_form`].
pub fn drop_zone(lang: Lang, accept: &str) -> Markup {
    html! {
        div.drop {
            (icons::tray())
            span.script { strong { (lang.t("upload-drop")) } span.muted { (lang.t("upload-or")) } }
            label.label for="file" { (lang.t("upload-choose")) }
            input type="file" id="file" name="file" accept=(accept) required;
            strong.break data-file-name aria-live="polite" {}
        }
        div.stack data-progress hidden {
            span data-says role="status" {}
            progress aria-label=(lang.t("upload-progress")) {}
        }
        div.notice.bad data-problem role="alert" hidden {}
    }
}

/// A form that sends a file. `bytes_max` is the limit the script checks before it sends.
pub fn upload_form(lang: Lang, action: &str, bytes_max: u64, inside: &Markup) -> Markup {
    html! {
        form.form method="post" action=(action) enctype="multipart/form-data" data-upload data-bytes-max=(bytes_max)
            data-too-large=(lang.t("upload-too-large")) data-failed=(lang.t("upload-failed"))
            data-no-file=(lang.t("upload-no-file")) data-sending=(lang.t("upload-progress"))
            data-checking=(lang.t("upload-checking")) { (inside) }
    }
}
