//! Running other programs, with their output shown or captured.

use std::{
    path::Path,
    process::{Command, Output, Stdio},
};

use crate::{
    failure::{Failure, Result},
    place,
};

/// The cargo that started xtask, at the root of the repository.
pub fn cargo(arguments: &[&str]) -> Command {
    let program = place::setting("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.current_dir(place::root()).args(arguments);
    command
}

/// `program` with `arguments`, in `folder`.
pub fn command(program: impl AsRef<Path>, arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(program.as_ref());
    command.current_dir(folder).args(arguments);
    command
}

/// Runs `command` with its output shown; anything but success is a failure.
pub fn show(command: &mut Command) -> Result {
    let status = command
        .status()
        .map_err(|error| unstarted(command, &error))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "`{}` failed ({status})",
        name(command)
    )))
}

/// Runs `command` and keeps both of its outputs, however it ends.
pub fn capture(command: &mut Command) -> Result<Output> {
    command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| unstarted(command, &error))
}

/// What `command` writes to its standard output; its errors are shown.
pub fn read(command: &mut Command) -> Result<String> {
    let output = capture(command.stderr(Stdio::inherit()))?;
    if !output.status.success() {
        return Err(Failure::new(format!(
            "`{}` failed ({})",
            name(command),
            output.status
        )));
    }
    String::from_utf8(output.stdout).map_err(|_| {
        Failure::new(format!(
            "`{}` wrote something other than text",
            name(command)
        ))
    })
}

/// Runs `command` quietly; its output is shown only when it fails.
pub fn quietly(command: &mut Command) -> Result {
    let output = capture(command)?;
    if output.status.success() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "`{}` failed ({})\n{}{}",
        name(command),
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    )))
}

fn unstarted(command: &Command, error: &std::io::Error) -> Failure {
    Failure::new(format!("`{}` could not be started: {error}", name(command)))
}

fn name(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or_default();
    let mut name = program.to_string_lossy().into_owned();
    for argument in command.get_args() {
        name.push(' ');
        name.push_str(&argument.to_string_lossy());
    }
    name
}
