//! Builds again when a migration is added: `sqlx::migrate!` takes them in at compile time.

#![expect(clippy::print_stdout, reason = "this is how a build script speaks")]

fn main() {
    println!("cargo:rerun-if-changed=../migrations");
}
