//! How results come into being: all of them under the name that was asked for, or none.

use crate::failure::Failure;
use crate::paint::{Paint, tame};
use crate::stop;
use std::fs;
use std::io::{self, IsTerminal, Write as _};
use std::path::Path;
use std::process::ExitCode;

/// What a command says when it is done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The summary for the terminal; a line that ends with a colon is a heading.
    pub text: String,
    /// Whether everything was looked at. If not, results say what was left out.
    pub whole: bool,
}

impl Told {
    /// A summary of work that left nothing out.
    pub(crate) fn whole(text: String) -> Self {
        Self { text, whole: true }
    }
}

/// Prints what came of a command and gives the exit code of the program: 0 done, 1 done with something left out, 2
/// nothing was written, 130 ended as asked.
pub(crate) fn tell(result: Result<Told, Failure>) -> ExitCode {
    let out = io::stdout();
    let paint = Paint::on(out.is_terminal());
    let failure = match result {
        Ok(told) => {
            let bold = |line: &str| if line.ends_with(':') { paint.bold(line).into_owned() } else { line.to_owned() };
            let text: Vec<String> = told.text.lines().map(bold).collect();
            return match writeln!(out.lock(), "{}", text.join("\n")) {
                Ok(()) => ExitCode::from(u8::from(!told.whole)),
                // Whoever read our output has gone: as shells count it, 128 and the number of the signal.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(141),
                Err(_) => ExitCode::from(2),
            };
        }
        // Whoever asked was told so by `cancel`.
        Err(Failure::Cancelled) => return ExitCode::from(stop::CANCELLED),
        Err(failure) => failure,
    };
    tell_failure(&failure);
    ExitCode::from(2)
}

/// Says on standard error what went wrong and what can be done.
pub(crate) fn tell_failure(failure: &Failure) {
    let err = io::stderr();
    let paint = Paint::on(err.is_terminal());
    let said: Vec<String> = failure.to_string().lines().map(|line| tame(line).into_owned()).collect();
    let (error, hint) = (paint.red("error:"), paint.bold("hint:"));
    // Nothing is left to be done if not even this can be printed.
    let _said = writeln!(err.lock(), "{error} {} [{}]\n{hint} {}", said.join("\n"), failure.code(), failure.hint());
}

/// Results are never mixed with what is there already.
pub(crate) fn free(folder: &Path) -> Result<(), Failure> {
    match fs::read_dir(folder).map(|mut inside| inside.next().is_some()) {
        Ok(true) => Err(Failure::Exists(folder.display().to_string())),
        Ok(false) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Failure::write(folder, error)),
    }
}

/// Lets everything be written into a folder of its own beside the wanted one, and gives it the wanted name at the end.
pub(crate) fn deliver(folder: &Path, write: impl FnOnce(&Path) -> Result<(), Failure>) -> Result<(), Failure> {
    let _writing = stop::writing();
    stop::check()?;
    let failed = |source| Failure::write(folder, source);
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(failed)?;
    let made = tempfile::Builder::new().prefix(".fiu-").tempdir_in(parent).map_err(failed)?;
    write(made.path())?;
    open_to_readers(made.path()).map_err(failed)?;
    stop::check()?;
    // An empty folder of that name gives way; one that was filled meanwhile does not.
    match fs::remove_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(Failure::Exists(folder.display().to_string()));
        }
        _ => {}
    }
    fs::rename(made.path(), folder).map_err(failed)?;
    // It has another name now, so there is nothing left to clear away.
    let _path = made.keep();
    Ok(())
}

/// A file of results.
pub(crate) fn file(folder: &Path, name: &str, text: &str) -> Result<(), Failure> {
    let path = folder.join(name);
    fs::write(&path, text).map_err(|source| Failure::write(&path, source))
}

/// A temporary folder is for its owner alone; a folder of results has the rights that any new folder has.
fn open_to_readers(folder: &Path) -> io::Result<()> {
    let probe = folder.join(".rights");
    fs::create_dir(&probe)?;
    let rights = fs::metadata(&probe)?.permissions();
    fs::remove_dir(&probe)?;
    fs::set_permissions(folder, rights)
}
