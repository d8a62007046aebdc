//! The post of an edge, put together from its data folder.

use crate::checker::{GoamlChecker, SpoolPlace};
use crate::folder::{Folder, SETTINGS, Settings};
use anyhow::{Context as _, Result, anyhow, bail};
use jiff::tz::TimeZone;
use portal::{Fresh, Portal};
use post::Vault;
use post::edge::{Edge, EdgeKeys, EdgeSettings};
use profile::{Files, Language, Profile};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use store::{Store, World};
use web::manners::{Chance, Clock};
use web::{Lang, Manners};

/// The file of the edge's database in its data folder.
pub const DATABASE: &str = "edge.db";
/// Bytes of a form around a file.
const FORM_BYTES: u64 = 64 << 10;

/// An edge that is open.
#[derive(Debug)]
pub struct House {
    /// Its data folder.
    pub folder: Folder,
    /// What it is set to.
    pub settings: Settings,
    /// The country.
    pub profile: Arc<Profile>,
    /// The post.
    pub edge: Edge,
    /// The database, with the tables of the post and no others.
    pub store: Store,
    /// Clock and chance.
    pub world: World,
}

impl House {
    /// Opens the edge of a data folder and brings its database up to date.
    ///
    /// # Errors
    ///
    /// If a key or the settings are missing, the profile is not good, or another process has the folder.
    pub async fn open(path: &Path, world: World) -> Result<Self> {
        let folder = Folder::open(path)?;
        let settings: Settings = folder.settings(SETTINGS)?;
        let profile = Arc::new(load_profile(&settings.profile)?);
        let keys = EdgeKeys {
            signing: folder.signing("edge")?,
            own: folder.opening("own")?,
            office_sealing: folder.their_sealing("office-sealing")?,
            office_signing: folder.their_signing("office")?,
        };
        let store = Store::open(&folder.database(DATABASE, settings.database.as_deref()), world.clone()).await?;
        store.migrate_only(&["store", "post"]).await?;
        let says = EdgeSettings {
            office: settings.office.clone(),
            letter_bytes_max: profile.manifest().limits.letter_bytes_max,
            password_cost: seal::secret::PASSWORD_COST,
            door: seal::signin::RULES,
        };
        let edge = Edge::new(store.clone(), Vault::open(&folder.path("letters"))?, keys, says)?;
        Ok(Self { folder, settings, profile, edge, store, world })
    }

    /// The portal over this edge.
    ///
    /// # Errors
    ///
    /// If the profile names a time zone that nobody knows, or the folder for spooling cannot be made.
    pub fn portal(&self) -> Result<Portal> {
        let zone = zone(&self.profile)?;
        let manners = Manners {
            office: self.settings.office.clone(),
            offices: office_names(&self.profile, &self.settings.office),
            face: portal::pages::FACE,
            lang: lang(&self.profile),
            zone: zone.clone(),
            origins: self.settings.origins.clone(),
            cookie: "portal",
            clock: clock(&self.world),
            chance: chance(&self.world),
            page: Manners::PAGE,
            upload: web::Limits {
                body_bytes_max: self.edge.settings().letter_bytes_max.saturating_add(FORM_BYTES),
                time_max: Duration::from_secs(3_600),
            },
            upload_paths: portal::UPLOAD_PATHS,
        };
        let spool = SpoolPlace { folder: self.folder.path("spool"), chance: chance(&self.world) };
        fs::create_dir_all(&spool.folder).with_context(|| format!("making `{}`", spool.folder.display()))?;
        let checker = GoamlChecker::new(Arc::clone(&self.profile), zone, clock(&self.world), spool);
        Ok(Portal {
            edge: self.edge.clone(),
            profile: Arc::clone(&self.profile),
            checker: Arc::new(checker),
            manners: Arc::new(manners),
            fresh: Fresh::default(),
        })
    }
}

/// A profile by the code of one that is built in, or by its folder.
///
/// # Errors
///
/// Everything that is wrong with it, each with file and line.
pub fn load_profile(name: &str) -> Result<Profile> {
    let loaded = match Profile::builtin(name) {
        Some(loaded) => loaded,
        None if Path::new(name).is_dir() => {
            let files = Files::from_folder(Path::new(name)).with_context(|| format!("reading the profile `{name}`"))?;
            Profile::load(&files)
        }
        None => {
            bail!("`{name}` is neither a profile that is built in ({}) nor a folder", Files::builtin_codes().join(", "))
        }
    };
    loaded.map_err(|problems| {
        let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
        anyhow!("the profile `{name}` is not good:\n{}", all.join("\n"))
    })
}

/// The time zone of a country's office.
///
/// # Errors
///
/// If nobody knows it.
pub fn zone(profile: &Profile) -> Result<TimeZone> {
    let name = &profile.manifest().time_zone;
    TimeZone::get(name).with_context(|| format!("the profile's time zone `{name}` is not known"))
}

/// The language of a country for those who ask for none.
pub fn lang(profile: &Profile) -> Lang {
    match profile.manifest().default_language {
        Language::Ar => Lang::Ar,
        Language::En => Lang::En,
        Language::Es => Lang::Es,
        Language::Fr => Lang::Fr,
        Language::Ru => Lang::Ru,
        Language::Zh => Lang::Zh,
    }
}

/// The names of an office in all languages of its country, if the profile is about this very office.
pub fn office_names(profile: &Profile, office: &str) -> Vec<(Lang, String)> {
    let names = &profile.manifest().office.0;
    if !names.values().any(|name| name == office) {
        return Vec::new();
    }
    Lang::ALL.into_iter().filter_map(|lang| Some((lang, names.get(&Language::of(lang.tag())?)?.clone()))).collect()
}

/// The clock of a world, as faces take it.
pub fn clock(world: &World) -> Clock {
    let world = world.clone();
    Arc::new(move || jiff::Timestamp::from_microsecond(world.now().0).unwrap_or(jiff::Timestamp::UNIX_EPOCH))
}

/// The chance of a world, as faces take it.
pub fn chance(world: &World) -> Chance {
    let world = world.clone();
    Arc::new(move |bytes| {
        bytes.chunks_mut(32).all(|part| {
            let random = world.random::<32>();
            random.is_ok_and(|random| {
                part.iter_mut().zip(random).for_each(|(to, from)| *to = from);
                true
            })
        })
    })
}
