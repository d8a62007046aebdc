//! `goaml dictionary`: a schema as a page to read.

mod csv_table;
mod html;
mod text;
mod wording;

use crate::basis::{Basis, profile};
use crate::cli::{DictionaryArgs, DictionaryFormat};
use crate::failure::Failure;
use crate::program::{End, Io};
use profile::Language;
use wording::Wording;

pub(crate) fn run(args: &DictionaryArgs, language: Language, io: &mut Io<'_>) -> Result<End, Failure> {
    let basis = match Basis::given(&args.against)? {
        Some(basis) => basis,
        None => Basis::Profile(Box::new(profile("xx-5.0")?)),
    };
    let dictionary = basis.schema().dictionary();
    let wording = Wording { basis: &basis, language };
    match args.format {
        DictionaryFormat::Text => text::write(&dictionary, &wording, io)?,
        DictionaryFormat::Html => html::write(&dictionary, &wording, io)?,
        DictionaryFormat::Csv => csv_table::write(&dictionary, &wording, io)?,
    }
    Ok(End::Good)
}
