//! Keys and settings as files. A secret is readable to its owner only, and is written once.

use anyhow::{Context as _, Result, anyhow, bail};
use seal::{OpeningKey, PublicKey, SealingKey, SigningKey};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use store::World;
use zeroize::Zeroizing;

/// The name of the settings in a data folder of the edge.
pub const SETTINGS: &str = "edge.toml";

/// What an edge is set to. Addresses may be given anew when it is started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The name of the office, as receipts show it and as letters are sealed to. The office must have the same.
    pub office: String,
    /// The country: the code of a profile that is built in, or a folder.
    pub profile: String,
    /// Address and port of the portal and the machine interface.
    pub listen: String,
    /// Address and port of the link to the office.
    pub link: String,
    /// The addresses under which reporters reach the portal, such as `https://reports.example.org`.
    pub origins: Vec<String>,
    /// The database, if it is not the file in the data folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
    /// The server in front, whose `X-Forwarded-For` is believed; none if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proxy: Option<String>,
}

/// A data folder.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Makes the folder if it is not there, for its owner only.
    ///
    /// # Errors
    ///
    /// If it cannot be made.
    pub fn make(path: &Path) -> Result<Self> {
        let folder = Self(path.to_owned());
        for part in ["", "keys", "public"] {
            private_folder(&folder.0.join(part))?;
        }
        Ok(Self(fs::canonicalize(path).with_context(|| format!("finding the folder `{}`", path.display()))?))
    }

    /// A folder that was made before.
    ///
    /// # Errors
    ///
    /// If it is not there.
    pub fn open(path: &Path) -> Result<Self> {
        let found = fs::canonicalize(path);
        Ok(Self(found.with_context(|| format!("there is no data folder `{}`; make it with `init`", path.display()))?))
    }

    /// A path below the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The address of the database in the folder, unless another is named.
    pub fn database(&self, file: &str, other: Option<&str>) -> String {
        other.map_or_else(|| format!("sqlite://{}", self.path(file).display()), str::to_owned)
    }

    /// Reads settings.
    ///
    /// # Errors
    ///
    /// If the file is not there or says something that is no setting.
    pub fn settings<T: DeserializeOwned>(&self, name: &str) -> Result<T> {
        let path = self.path(name);
        let text = fs::read_to_string(&path)
            .with_context(|| format!("reading `{}`; `init` makes the data folder", path.display()))?;
        toml::from_str(&text).map_err(|error| {
            // Without the line itself, which may be long, or hold what a terminal would act on.
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = before.matches('\n').count().saturating_add(1);
            let says: String = error.message().chars().filter(|c| !c.is_control()).take(300).collect();
            anyhow!("reading the settings in `{}`, line {line}: {says}", path.display())
        })
    }

    /// Writes settings, durably.
    ///
    /// # Errors
    ///
    /// If they cannot be written.
    pub fn set<T: Serialize>(&self, name: &str, settings: &T) -> Result<()> {
        let text = toml::to_string_pretty(settings).context("writing settings as TOML")?;
        let path = self.path(name);
        let temporary = self.path(&format!("{name}.part"));
        let _left_over = fs::remove_file(&temporary);
        private_file(&temporary, text.as_bytes())?;
        fs::rename(&temporary, &path).with_context(|| format!("naming `{}`", path.display()))
    }

    /// Makes a signing key and writes its public half beside it; a key that is there stays.
    ///
    /// # Errors
    ///
    /// If there is no randomness, or a file cannot be written.
    pub fn make_signing(&self, world: &World, file: &str, name: &str) -> Result<SigningKey> {
        if !self.path(&format!("keys/{file}.secret")).exists() {
            let bytes = Zeroizing::new(world.random::<32>()?);
            let text = Zeroizing::new(format!("{name} {}\n", hex::encode(*bytes)));
            private_file(&self.path(&format!("keys/{file}.secret")), text.as_bytes())?;
        }
        let key = self.signing(file)?;
        self.publish(file, &key.public().to_string())?;
        Ok(key)
    }

    /// Makes a key that opens and writes its public half beside it; a key that is there stays.
    ///
    /// # Errors
    ///
    /// As [`Folder::make_signing`].
    pub fn make_opening(&self, world: &World, file: &str) -> Result<OpeningKey> {
        if !self.path(&format!("keys/{file}.secret")).exists() {
            let key = OpeningKey::new(&world.random()?);
            private_file(&self.path(&format!("keys/{file}.secret")), key.to_secret_text().as_bytes())?;
        }
        let key = self.opening(file)?;
        self.publish(file, &key.public().to_string())?;
        Ok(key)
    }

    /// A signing key of the folder.
    ///
    /// # Errors
    ///
    /// If it is not there or damaged.
    pub fn signing(&self, file: &str) -> Result<SigningKey> {
        let path = self.path(&format!("keys/{file}.secret"));
        let text = Zeroizing::new(fs::read_to_string(&path).with_context(|| format!("reading `{}`", path.display()))?);
        let parts = text.trim_end().rsplit_once(' ');
        let bytes = parts.and_then(|(name, secret)| Some((name, Zeroizing::new(hex::decode(secret).ok()?))));
        let Some((name, bytes)) = bytes else { bail!("`{}` is not a signing key", path.display()) };
        let Ok(bytes) = <&[u8; 32]>::try_from(bytes.as_slice()) else {
            bail!("`{}` is not a signing key: it has {} bytes instead of 32", path.display(), bytes.len())
        };
        Ok(SigningKey::from_bytes(name, bytes)?)
    }

    /// An opening key of the folder.
    ///
    /// # Errors
    ///
    /// As [`Folder::signing`].
    pub fn opening(&self, file: &str) -> Result<OpeningKey> {
        let path = self.path(&format!("keys/{file}.secret"));
        let text = Zeroizing::new(fs::read_to_string(&path).with_context(|| format!("reading `{}`", path.display()))?);
        OpeningKey::parse(&text).with_context(|| format!("reading the key in `{}`", path.display()))
    }

    /// Keeps a copy of another program's public key; a different one that is there is not overwritten.
    ///
    /// # Errors
    ///
    /// If another key is there already, or the file cannot be written.
    pub fn keep_public(&self, file: &str, text: &str) -> Result<()> {
        let path = self.path(&format!("keys/{file}.public"));
        match fs::read_to_string(&path) {
            Ok(kept) if kept.trim_end() == text.trim_end() => Ok(()),
            Ok(_) => bail!("`{}` holds another key; take it away first if the new one is right", path.display()),
            Err(_) => private_file(&path, format!("{}\n", text.trim_end()).as_bytes()),
        }
    }

    /// Another program's public signing key.
    ///
    /// # Errors
    ///
    /// If it is not there or damaged.
    pub fn their_signing(&self, file: &str) -> Result<PublicKey> {
        read_signing(&self.path(&format!("keys/{file}.public")))
    }

    /// Another program's public sealing key.
    ///
    /// # Errors
    ///
    /// If it is not there or damaged.
    pub fn their_sealing(&self, file: &str) -> Result<SealingKey> {
        let path = self.path(&format!("keys/{file}.public"));
        let text = fs::read_to_string(&path).with_context(|| format!("reading `{}`", path.display()))?;
        SealingKey::parse(&text).with_context(|| format!("reading the key in `{}`", path.display()))
    }

    fn publish(&self, file: &str, text: &str) -> Result<()> {
        let path = self.path(&format!("public/{file}.public"));
        fs::write(&path, format!("{text}\n")).with_context(|| format!("writing `{}`", path.display()))
    }
}

/// A public signing key in a file.
///
/// # Errors
///
/// If it is not there or damaged.
pub fn read_signing(path: &Path) -> Result<PublicKey> {
    let text = fs::read_to_string(path).with_context(|| format!("reading `{}`", path.display()))?;
    PublicKey::parse(text.trim_end()).with_context(|| format!("reading the key in `{}`", path.display()))
}

/// Writes a new file that its owner alone may read, durably.
///
/// # Errors
///
/// If it is there already or cannot be written.
pub fn private_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.with_context(|| format!("writing `{}`", path.display()))
}

fn private_folder(path: &Path) -> Result<()> {
    fs::create_dir_all(path).with_context(|| format!("making the folder `{}`", path.display()))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::Permissions::from_mode(0o700);
        fs::set_permissions(path, mode).with_context(|| format!("closing the folder `{}`", path.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn keys_are_written_once_read_back_and_closed_to_others() {
        let (world, _) = World::fixed(store::Micros(1), 3);
        let temporary = tempfile::tempdir().unwrap();
        let folder = Folder::make(&temporary.path().join("edge")).unwrap();
        let first = folder.make_signing(&world, "edge", "edge-2026").unwrap();
        let again = folder.make_signing(&world, "edge", "edge-2026").unwrap();
        assert_eq!(first.to_bytes(), again.to_bytes());
        let own = folder.make_opening(&world, "own").unwrap();
        assert_eq!(folder.opening("own").unwrap().public(), own.public());
        assert_eq!(read_signing(&folder.path("public/edge.public")).unwrap(), first.public());
        for secret in ["keys/edge.secret", "keys/own.secret"] {
            let mode = fs::metadata(folder.path(secret)).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{secret}");
        }
    }

    #[test]
    fn another_key_does_not_push_out_the_one_that_is_trusted() {
        let (world, _) = World::fixed(store::Micros(1), 3);
        let temporary = tempfile::tempdir().unwrap();
        let folder = Folder::make(temporary.path()).unwrap();
        let [first, second] = ["a", "b"].map(|name| folder.make_signing(&world, name, name).unwrap().public());
        folder.keep_public("office", &first.to_string()).unwrap();
        folder.keep_public("office", &first.to_string()).unwrap();
        assert!(folder.keep_public("office", &second.to_string()).is_err());
        assert_eq!(folder.their_signing("office").unwrap(), first);
    }

    #[test]
    fn settings_are_read_back_and_a_word_that_is_no_setting_is_refused() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = Folder::make(temporary.path()).unwrap();
        let settings = Settings {
            office: "Office".into(),
            profile: "zz".into(),
            listen: "127.0.0.1:1".into(),
            link: "127.0.0.1:2".into(),
            origins: vec!["http://127.0.0.1:1".into()],
            database: None,
            proxy: None,
        };
        folder.set(SETTINGS, &settings).unwrap();
        folder.set(SETTINGS, &settings).unwrap();
        assert_eq!(folder.settings::<Settings>(SETTINGS).unwrap(), settings);
        fs::write(folder.path(SETTINGS), "offise = 'x'").unwrap();
        let says = |text: String| {
            fs::write(folder.path(SETTINGS), text).unwrap();
            format!("{:#}", folder.settings::<Settings>(SETTINGS).unwrap_err())
        };
        assert!(says("\nx = \u{1b}[31m".into()).contains("line 2"));
        for hostile in
            [format!("x = {}", "[".repeat(100_000)), "\u{1b}[31m = \u{0}".into(), format!("{} = 1", "y".repeat(9_000))]
        {
            let says = says(hostile);
            assert!(says.len() < 600 && !says.contains('\u{1b}'), "{says}");
        }
    }
}
