//! What `cargo metadata` knows, in the words of the house.

use anyhow::Context as _;
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package, PackageId};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The workspace and every package it is built from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    pub(crate) members: Vec<Member>,
    pub(crate) outside: Vec<Outside>,
}

/// A crate of ours. Test-only dependencies are left out everywhere.
#[derive(Clone, Debug, Default)]
pub(crate) struct Member {
    /// Folder under `crates/`, or the whole path if it lies elsewhere.
    pub(crate) folder: String,
    pub(crate) package: String,
    /// Folders of our crates it names itself.
    pub(crate) names: BTreeSet<String>,
    /// Folders of our crates it reaches by any road.
    pub(crate) reaches: BTreeSet<String>,
    /// Packages of others that it names itself.
    pub(crate) names_outside: BTreeSet<String>,
    /// Packages of others that it reaches by any road.
    pub(crate) reaches_outside: BTreeSet<String>,
}

/// A package written by others.
#[derive(Clone, Debug)]
pub(crate) struct Outside {
    pub(crate) name: String,
    pub(crate) version: String,
    /// The licence expression as the package states it.
    pub(crate) licence: Option<String>,
    /// Whether it comes from the default registry, not from git, a path or elsewhere.
    pub(crate) from_default_registry: bool,
}

/// Asks cargo about the workspace that `folder` is in; needs no network when the packages are there.
///
/// # Errors
/// When cargo cannot be started, or the manifests or the lock file do not resolve.
pub(crate) fn load(folder: &Path) -> anyhow::Result<Workspace> {
    let metadata = MetadataCommand::new().current_dir(folder).exec().context("cargo metadata failed")?;
    from_metadata(&metadata)
}

fn from_metadata(metadata: &Metadata) -> anyhow::Result<Workspace> {
    let resolve = metadata.resolve.as_ref().context("cargo metadata gave no resolved graph")?;
    let packages: BTreeMap<&PackageId, &Package> = metadata.packages.iter().map(|p| (&p.id, p)).collect();
    let members: BTreeSet<&PackageId> = metadata.workspace_members.iter().collect();
    let mut edges: BTreeMap<&PackageId, Vec<&PackageId>> = BTreeMap::new();
    for node in &resolve.nodes {
        let used = node.deps.iter().filter(|dep| {
            dep.dep_kinds.iter().any(|kind| matches!(kind.kind, DependencyKind::Normal | DependencyKind::Build))
        });
        edges.insert(&node.id, used.map(|dep| &dep.pkg).collect());
    }
    let name_of = |id: &PackageId| packages.get(id).map(|p| folder_or_name(metadata, p, members.contains(id)));
    let mut workspace = Workspace { root: metadata.workspace_root.clone().into(), ..Workspace::default() };
    for id in &members {
        let Some(package) = packages.get(id) else { continue };
        let direct: BTreeSet<&PackageId> = edges.get(id).into_iter().flatten().copied().collect();
        let split = |set: &BTreeSet<&PackageId>, ours: bool| {
            set.iter().filter(|id| members.contains(*id) == ours).filter_map(|id| name_of(id)).collect()
        };
        let all = reachable(id, &edges);
        workspace.members.push(Member {
            folder: folder_or_name(metadata, package, true),
            package: package.name.to_string(),
            names: split(&direct, true),
            reaches: split(&all, true),
            names_outside: split(&direct, false),
            reaches_outside: split(&all, false),
        });
    }
    workspace.outside = metadata.packages.iter().filter(|p| !members.contains(&p.id)).map(outside).collect();
    Ok(workspace)
}

fn reachable<'a>(from: &PackageId, edges: &BTreeMap<&'a PackageId, Vec<&'a PackageId>>) -> BTreeSet<&'a PackageId> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&'a PackageId> = edges.get(from).into_iter().flatten().copied().collect();
    while let Some(id) = open.pop() {
        if seen.insert(id) {
            open.extend(edges.get(id).into_iter().flatten().copied());
        }
    }
    seen
}

fn folder_or_name(metadata: &Metadata, package: &Package, ours: bool) -> String {
    if !ours {
        return package.name.to_string();
    }
    let folder = package.manifest_path.parent().map(|p| p.strip_prefix(&metadata.workspace_root).unwrap_or(p));
    let folder = folder.map(ToString::to_string).unwrap_or_default();
    folder.strip_prefix("crates/").map(ToOwned::to_owned).unwrap_or(folder)
}

fn outside(package: &Package) -> Outside {
    Outside {
        name: package.name.to_string(),
        version: package.version.to_string(),
        licence: package.license.clone(),
        from_default_registry: package.source.as_ref().is_some_and(cargo_metadata::Source::is_crates_io),
    }
}
