//! `podwright init`.

use std::path::Path;

use super::args::InitArgs;
use super::{Failure, Outcome, Talk, build, file, print};
use crate::project::{NewShow, Plan, plan_show};
use crate::scalar::check_language;

/// `podwright init`.
pub(super) fn run(talk: &Talk, args: &InitArgs) -> Outcome {
    if let Some(language) = &args.language
        && let Err(meant) = check_language(language)
    {
        let meant = meant.map(|meant| format!("; did you mean {meant}?")).unwrap_or_default();
        return Err(Failure::new(format!("--language {language} is no registered language tag{meant}")));
    }
    if let Some(site) = &args.site {
        let right = url::Url::parse(site).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
        if !right {
            return Err(Failure::new(format!("--site {site} is not a URL that begins with https://")));
        }
    }
    let new = NewShow { title: args.title.clone(), site: args.site.clone(), language: args.language.clone() };
    let plan = plan_show(&args.dir, &new, build::now(&args.dir, None)?.0)?;
    // These are added to, never replaced.
    let additive = [".gitattributes", ".gitignore"];
    refuse_replacing(&args.dir, &plan, args.force, &additive)?;
    carry_out(talk, &args.dir, &plan, args.dry_run)?;
    if args.dry_run {
        return Ok(0);
    }
    let here = args.dir == Path::new(".");
    let enter = if here { String::new() } else { format!("  cd {}\n", args.dir.display()) };
    talk.say(format!(
        "\nNext:\n{enter}  podwright new \"The first one\" --audio RECORDING.mp3\n  podwright check\n  podwright build"
    ));
    Ok(0)
}

/// What a command would write by itself never replaces a file without `--force`.
pub(super) fn refuse_replacing(root: &Path, plan: &Plan, force: bool, additive: &[&str]) -> Result<(), Failure> {
    let written = plan.write.iter().map(|(path, _)| path).chain(plan.copy.iter().map(|(_, path)| path));
    let there: Vec<&String> = written
        .filter(|path| !additive.contains(&path.as_str()) && root.join(path).symlink_metadata().is_ok())
        .collect();
    match there.first() {
        Some(first) if !force => Err(Failure::of((*first).clone(), "is there already; --force replaces it")),
        _ => Ok(()),
    }
}

/// Writes the files of a plan, or says what they would be.
pub(super) fn carry_out(talk: &Talk, root: &Path, plan: &Plan, dry_run: bool) -> Result<(), Failure> {
    for (path, bytes) in &plan.write {
        let target = root.join(path);
        if dry_run {
            print(&format!("would write {path}\n"));
            continue;
        }
        make_folder(&target)?;
        file::write_whole(&target, bytes)?;
        talk.say_more(format!("wrote {path}"));
    }
    for (from, path) in &plan.copy {
        let target = root.join(path);
        if dry_run {
            print(&format!("would copy {} to {path}\n", from.display()));
            continue;
        }
        make_folder(&target)?;
        std::fs::copy(from, &target)
            .map_err(|error| Failure::of(from.display().to_string(), format!("can't be copied to {path}: {error}")))?;
        talk.say_more(format!("copied {} to {path}", from.display()));
    }
    plan.words.iter().for_each(|words| talk.say(words));
    Ok(())
}

fn make_folder(target: &Path) -> Result<(), Failure> {
    match target.parent() {
        Some(folder) => std::fs::create_dir_all(folder)
            .map_err(|error| Failure::of(folder.display().to_string(), format!("can't be made: {error}"))),
        None => Ok(()),
    }
}
