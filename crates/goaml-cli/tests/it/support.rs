//! A folder with files, and the program run in it.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "what fails here stops the test that asked for it")]

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A folder of its own for each test.
pub(crate) struct Desk {
    folder: TempDir,
}

/// What a run came to.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    /// Both streams and the exit code in one text, for snapshots.
    pub(crate) fn whole(&self) -> String {
        format!("exit code {}\n--- standard output\n{}--- standard error\n{}", self.code, self.out, self.err)
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
        Self { code: output.status.code().expect("an exit code"), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// A copy of a folder with all that is in it.
    pub(crate) fn copy(&self, from: &Path, to: &str) -> &Self {
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{to}/{}", entry.file_name().to_str().unwrap());
            match entry.file_type().unwrap().is_dir() {
                true => self.copy(&entry.path(), &name),
                false => self.write(&name, fs::read(entry.path()).unwrap()),
            };
        }
        self
    }

    /// A ZIP archive of files.
    pub(crate) fn write_zip(&self, name: &str, files: &[(&str, &[u8])]) -> &Self {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (file, bytes) in files {
            archive.start_file(*file, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(bytes).unwrap();
        }
        let bytes = archive.finish().unwrap().into_inner();
        self.write(name, bytes)
    }

    pub(crate) fn command(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_goaml"));
        command.current_dir(self.folder.path()).args(args);
        command.env_remove("GOAML_LANG").env_remove("NO_COLOR").env("COLUMNS", "100");
        command
    }

    pub(crate) fn run(&self, line: &str) -> Run {
        self.command(line.split_whitespace()).stdin(Stdio::null()).output().unwrap().into()
    }

    /// With bytes on standard input.
    pub(crate) fn run_with(&self, line: &str, input: &[u8]) -> Run {
        let mut command = self.command(line.split_whitespace());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        // On a thread of its own: the program may answer before it has read everything.
        let writer = std::thread::spawn(move || stdin.write_all(&input));
        let output = child.wait_with_output().unwrap();
        let _ = writer.join().unwrap();
        output.into()
    }
}

/// A report that plain goAML 5 takes.
pub(crate) const GOOD: &str = include_str!("good.xml");

/// The same with five mistakes: a code that is none, an element that is missing, one too many, one in the wrong place,
/// and an amount that is no number.
pub(crate) fn bad() -> String {
    let mended = |text: String, from: &str, to: &str| {
        assert!(text.contains(from), "the good report has no {from}");
        text.replacen(from, to, 1)
    };
    let text = mended(GOOD.to_owned(), "<report_code>STR<", "<report_code>SRT<");
    let text = mended(text, "    <transmode_code>BRNCH</transmode_code>\n", "");
    let text = mended(text, "<city>Port Alba</city>\n", "<city>Port Alba</city>\n    <citty>Alba</citty>\n");
    let text = mended(text, "<amount_local>12500.00<", "<amount_local>12,500<");
    mended(text, "  <currency_code_local>EUR</currency_code_local>\n", "")
}
