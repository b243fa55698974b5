//! Builds again when a migration is added: `sqlx::migrate!` takes them in at compile time.

fn main() {
    println!("cargo:rerun-if-changed=../migrations");
}
