//! A running server.

use crate::database::Database;
use crate::failure::{Attempt, Result, fail};
use crate::interrupt;
use crate::process::{Ending, Group};
use crate::site::Site;
use std::fs::File;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How the server is started.
pub struct How {
    /// Port on 127.0.0.1; see [`free_port`].
    pub port: u16,
    /// The file its log goes to; without one, our terminal.
    pub log: Option<PathBuf>,
    /// Further environment.
    pub environment: Vec<(String, String)>,
}

/// A server that answers. Dropped, it is stopped.
pub struct Server {
    process: Group,
    port: u16,
    /// Where its log is, for messages.
    log: String,
}

impl Server {
    /// Starts it on `database` and waits until `/readyz` says yes.
    pub fn start(site: &Site, database: &Database, how: &How) -> Result<Self> {
        let mut command = site.command()?;
        command.arg("serve").env("DATABASE_URL", database.web_url());
        command.env("KUNDKORT_ADDR", format!("127.0.0.1:{}", how.port));
        command.env("KUNDKORT_ORIGIN", format!("http://127.0.0.1:{}", how.port));
        command.env("LEPTOS_SITE_ADDR", format!("127.0.0.1:{}", how.port));
        if let Some(path) = &how.log {
            let attempt = format!("write {}", path.display());
            let file = File::create(path).attempt(&attempt)?;
            command
                .stdout(file.try_clone().attempt(&attempt)?)
                .stderr(file);
        }
        command.envs(how.environment.iter().cloned());
        let process = Group::start(
            &mut command,
            "the server",
            Ending::Group(Duration::from_secs(15)),
        )?;
        let log = how
            .log
            .as_ref()
            .map_or("above".to_owned(), |path| path.display().to_string());
        let mut server = Self {
            process,
            port: how.port,
            log,
        };
        server.wait_until_ready()?;
        Ok(server)
    }

    /// Where it is.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Fails when it has ended.
    pub fn check(&mut self) -> Result {
        match self.process.ended()? {
            Some(status) => fail(format!(
                "the server ended by itself ({status}): see {}",
                self.log
            )),
            None => Ok(()),
        }
    }

    /// Kills it, as a crash would.
    pub fn kill(&mut self) {
        self.process.kill();
    }

    /// Waits until it answers, and its database does.
    ///
    /// Fails after a minute, or when it has ended.
    pub fn wait_until_ready(&mut self) -> Result {
        let deadline = Instant::now() + Duration::from_secs(60);
        while Instant::now() < deadline {
            interrupt::check()?;
            self.check()?;
            if answers_ok(self.port, "/readyz") {
                return Ok(());
            }
            sleep(Duration::from_millis(50));
        }
        fail(format!(
            "the server did not become ready within a minute: see {}",
            self.log
        ))
    }
}

/// Whether `path` is answered with 200.
fn answers_ok(port: u16, path: &str) -> bool {
    let ask = || -> std::io::Result<bool> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let limit = Duration::from_secs(5);
        let mut stream = TcpStream::connect_timeout(&address, limit)?;
        stream.set_read_timeout(Some(limit))?;
        let request =
            format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes())?;
        let mut start = [0_u8; 12];
        stream.read_exact(&mut start)?;
        Ok(&start == b"HTTP/1.1 200")
    };
    ask().unwrap_or(false)
}

/// Fails in one line when something else listens there.
pub fn check_free(port: u16) -> Result {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) => fail(format!(
            "port {port} cannot be used ({error}): stop what listens there, or choose another with --port"
        )),
    }
}

/// A port that is free now.
pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).attempt("find a free port")?;
    Ok(listener.local_addr().attempt("find a free port")?.port())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader};
    use std::result::Result;

    #[test]
    fn a_taken_port_is_one_line_with_the_way_out() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let said = check_free(port).unwrap_err().to_string();
        assert!(
            said.starts_with(&format!("port {port} cannot be used")),
            "{said}"
        );
        assert!(said.contains("--port") && !said.contains('\n'));
        drop(taken);
        check_free(port).unwrap();
    }

    #[test]
    fn only_200_is_ready() {
        for (status, wanted) in [("200 OK", true), ("503 Service Unavailable", false)] {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
            let port = listener.local_addr().unwrap().port();
            let server = std::thread::spawn(move || {
                let (mut stream, _) = listener.accept().unwrap();
                let lines = BufReader::new(&stream).lines().map(Result::unwrap);
                let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
                assert_eq!(head[0], "GET /readyz HTTP/1.1");
                // In one piece: the client hangs up once it has seen the status.
                let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n");
                stream.write_all(answer.as_bytes()).unwrap();
            });
            assert_eq!(answers_ok(port, "/readyz"), wanted);
            server.join().unwrap();
        }
        assert!(!answers_ok(free_port().unwrap(), "/readyz"), "nobody there");
    }
}
