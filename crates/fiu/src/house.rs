//! The office, put together from its data folder.

use anyhow::{Context as _, Result, bail};
use desk::Desk;
use fiu_edge::folder::{Folder, read_signing};
use fiu_edge::house::{chance, clock, lang, load_profile, office_names, zone};
use intake::Intake;
use post::Vault;
use post::office::{Office, OfficeKeys};
use profile::Profile;
use seal::SigningKey;
use serde::{Deserialize, Serialize};
use staff::Staff;
use staff::sign_in::StaffSettings;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::{Store, World};
use web::Manners;

/// The name of the settings in a data folder of the office.
pub(crate) const SETTINGS: &str = "office.toml";
/// The file of the office's database in its data folder.
const DATABASE: &str = "office.db";

/// What an office is set to.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// The name of the office; the edge must have the same.
    pub(crate) office: String,
    /// The country: the code of a profile that is built in, or a folder.
    pub(crate) profile: String,
    /// Address and port of the desk.
    pub(crate) listen: String,
    /// The addresses under which the office's people reach the desk.
    pub(crate) origins: Vec<String>,
    /// Where the edge's link is.
    pub(crate) edge: String,
    /// The database, if it is not the file in the data folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) database: Option<String>,
}

/// What `init` is told.
pub(crate) struct Init<'a> {
    pub(crate) folder: &'a Path,
    pub(crate) settings: Settings,
}

/// Makes the data folder of an office: keys and settings.
pub(crate) fn init(world: &World, init: Init<'_>) -> Result<Folder> {
    let mut settings = init.settings;
    load_profile(&settings.profile)?;
    if Path::new(&settings.profile).is_dir() {
        settings.profile = fs::canonicalize(&settings.profile)?.display().to_string();
    }
    let folder = Folder::make(init.folder)?;
    if folder.path(SETTINGS).exists() {
        bail!("`{}` is an office already; change its settings in {SETTINGS}", init.folder.display());
    }
    folder.make_signing(world, "office", "office")?;
    folder.make_opening(world, "office-sealing")?;
    folder.make_opening(world, "own")?;
    folder.make_signing(world, "audit", "audit")?;
    folder.set(SETTINGS, &settings)?;
    Ok(folder)
}

/// Trusts an edge from now on: its signature under hand-over papers.
pub(crate) fn trust_edge(folder: &Folder, key: &Path) -> Result<()> {
    folder.keep_public("edge", &read_signing(key)?.to_string())
}

/// An office that is open. Which of its parts are there says what it was opened for.
#[derive(Clone, Debug)]
pub(crate) struct House {
    pub(crate) folder: Folder,
    pub(crate) settings: Settings,
    pub(crate) profile: Arc<Profile>,
    pub(crate) store: Store,
    pub(crate) staff: Staff,
    pub(crate) world: World,
    /// Signs checkpoints of the audit log.
    pub(crate) audit_key: SigningKey,
}

impl House {
    /// Opens the office of a data folder and brings its database up to date.
    pub(crate) async fn open(path: &Path, world: World) -> Result<Self> {
        let folder = Folder::open(path)?;
        let settings: Settings = folder.settings(SETTINGS)?;
        let profile = Arc::new(load_profile(&settings.profile)?);
        let store = Store::open(&folder.database(DATABASE, settings.database.as_deref()), world.clone()).await?;
        store.migrate().await?;
        let says = StaffSettings {
            office: settings.office.clone(),
            password_cost: seal::secret::PASSWORD_COST,
            door: seal::signin::RULES,
        };
        let staff = Staff::new(store.clone(), folder.opening("own")?, says)?;
        let audit_key = folder.signing("audit")?;
        Ok(Self { folder, settings, profile, store, staff, world, audit_key })
    }

    /// The office's side of the post. Needs the edge's key.
    pub(crate) fn office(&self) -> Result<Office> {
        let edge_signing = self.folder.their_signing("edge");
        let keys = OfficeKeys {
            opening: self.folder.opening("office-sealing")?,
            signing: self.folder.signing("office")?,
            edge_signing: edge_signing.context("the edge's key is not known yet; give it with `fiu edge-key FILE`")?,
        };
        let vault = Vault::open(&self.folder.path("letters"))?;
        Ok(Office::new(self.store.clone(), vault, keys, &self.settings.office))
    }

    /// Intake over the office's side of the post.
    pub(crate) fn intake(&self, office: Office) -> Result<Intake> {
        Ok(Intake::new(office, Arc::clone(&self.profile), zone(&self.profile)?))
    }

    /// The folder for checkpoints of the audit log, to be fetched by a witness.
    pub(crate) fn checkpoints(&self) -> Result<PathBuf> {
        let path = self.folder.path("checkpoints");
        fs::create_dir_all(&path).with_context(|| format!("making the folder `{}`", path.display()))?;
        Ok(path)
    }

    /// The desk.
    pub(crate) fn desk(&self, intake: &Intake) -> Result<axum::Router> {
        let manners = Manners {
            office: self.settings.office.clone(),
            offices: office_names(&self.profile, &self.settings.office),
            face: desk::pages::FACE,
            lang: lang(&self.profile),
            zone: zone(&self.profile)?,
            origins: self.settings.origins.clone(),
            cookie: "desk",
            clock: clock(&self.world),
            chance: chance(&self.world),
            page: Manners::PAGE,
            upload: Manners::PAGE,
            upload_paths: &[],
        };
        Ok(desk::router(Desk {
            staff: self.staff.clone(),
            intake: intake.clone(),
            profile: Arc::clone(&self.profile),
            audit_key: self.audit_key.public(),
            manners: Arc::new(manners),
            checked: desk::LastCheck::default(),
        }))
    }
}
