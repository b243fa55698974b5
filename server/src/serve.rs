//! Serving: from configuration to a clean stop.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow};
use axum::serve::ListenerExt;
use leptos::config::get_configuration;
use store::Store;
use tokio::net::TcpListener;

use crate::cli::Serve;
use crate::live::Live;
use crate::router::router;
use crate::state::{AppState, Config};
use crate::telemetry;

/// How long open requests may take when the server is asked to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Serves until SIGINT or SIGTERM.
///
/// # Errors
/// With one line that says what to do, when the configuration is wrong.
pub async fn run(args: Serve) -> anyhow::Result<()> {
    telemetry::start();
    let (addr, seals) = (args.addr, args.seals.clone());
    let state = state(args).await?;
    let listener = TcpListener::bind(addr).await.with_context(|| {
        format!("cannot listen on {addr}; choose another address with --addr or KUNDKORT_ADDR")
    })?;
    // An answer goes out in two writes, head and body. Without this the second waits for the browser to
    // acknowledge the first, which takes it 40 ms.
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    tracing::info!(address = %format!("http://{addr}"), "ready");

    tokio::spawn(crate::purge::run(state.store.clone()));
    tokio::spawn(crate::seal::run(state.store.clone(), seals));
    let live = state.live.clone();
    let service = router(state).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        asked_to_stop().await;
        // An open stream would hold up the stop (axum issue 2673).
        live.stop();
    });
    tokio::select! {
        result = server => result.context("the server stopped")?,
        () = too_long_after_stop() => tracing::warn!("stopped before every request had ended"),
    }
    Ok(())
}

async fn state(args: Serve) -> anyhow::Result<AppState> {
    let url = args.database_url.ok_or_else(|| {
        anyhow!("DATABASE_URL is not set; give it a PostgreSQL 18 address, or start everything with `cargo xtask run`")
    })?;
    let store = Store::connect(&url)
        .await
        .context("cannot use DATABASE_URL")?;
    let store = match args.identity_key.as_deref() {
        Some(key) if !key.trim().is_empty() => {
            store.with_identity_key(store::identity::IdentityKey::read(key)?)
        }
        _ => {
            tracing::warn!(
                "KUNDKORT_IDENTITY_KEY is not set: personal numbers cannot be saved or shown"
            );
            store
        }
    };
    let origin = args
        .origin
        .unwrap_or_else(|| format!("http://{}", args.addr));
    if !origin.starts_with("http://") && !origin.starts_with("https://") {
        return Err(anyhow!(
            "KUNDKORT_ORIGIN must begin with http:// or https://, without a path"
        ));
    }
    let origin = origin.trim_end_matches('/').to_owned();
    let leptos = leptos_options()?;
    let dev = args.dev || cfg!(debug_assertions);
    let config = Arc::new(Config {
        origin,
        trust_proxy: args.trust_proxy,
        max_time: crate::router::MAX_TIME,
        dev,
    });
    Ok(AppState {
        live: Live::new(store.clone()),
        store,
        leptos,
        config,
    })
}

/// Where the built site is: as cargo-leptos says, else beside the program, as built.
fn leptos_options() -> anyhow::Result<leptos::config::LeptosOptions> {
    let mut options = get_configuration(None)
        .context("the LEPTOS_ settings cannot be read")?
        .leptos_options;
    if options.output_name.is_empty() {
        options.output_name = "kundkort".into();
    }
    check_site(&options)?;
    Ok(options)
}

/// Says at the start what would otherwise be a panic in every request.
fn check_site(options: &leptos::config::LeptosOptions) -> anyhow::Result<()> {
    let how = "build it with `cargo xtask run`, or set LEPTOS_SITE_ROOT to where it is";
    let pkg = Path::new(&*options.site_root).join(&*options.site_pkg_dir);
    if !pkg.is_dir() {
        return Err(anyhow!("the built site is not at {}; {how}", pkg.display()));
    }
    let program = std::env::current_exe().context("the path of this program cannot be read")?;
    let hashes = program.with_file_name(&*options.hash_file);
    if options.hash_files && !hashes.is_file() {
        return Err(anyhow!(
            "{} is missing, which the build leaves beside the program; {how}",
            hashes.display()
        ));
    }
    Ok(())
}

async fn asked_to_stop() {
    let interrupt = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! { () = interrupt => (), () = terminate => () }
}

async fn too_long_after_stop() {
    asked_to_stop().await;
    tokio::time::sleep(GRACE).await;
}
