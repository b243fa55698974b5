//! A client of HTTP/1.1 that does nothing but wait for the answer: no pool, no decoding.

use anyhow::{Context, Result, bail};
use std::net::SocketAddr;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// One connection that is kept open, with a session.
pub struct Client {
    stream: BufReader<TcpStream>,
    address: SocketAddr,
    token: String,
    line: String,
    body: Vec<u8>,
}

/// Whether the answer may come compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// As browsers ask.
    Browser,
    /// To be read.
    Plain,
}

impl Client {
    /// Connects to the server.
    pub async fn connect(address: SocketAddr, token: &str) -> Result<Self> {
        let stream = TcpStream::connect(address)
            .await
            .context("cannot reach the server")?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream: BufReader::with_capacity(64 * 1024, stream),
            address,
            token: token.to_owned(),
            line: String::new(),
            body: Vec::new(),
        })
    }

    /// Fetches a file.
    pub async fn get(&mut self, path: &str, encoding: Encoding) -> Result<&[u8]> {
        self.exchange("GET", path, b"", encoding).await
    }

    /// Calls a server function.
    pub async fn post(&mut self, path: &str, body: &[u8], encoding: Encoding) -> Result<&[u8]> {
        self.exchange("POST", path, body, encoding).await
    }

    async fn exchange(
        &mut self,
        method: &str,
        path: &str,
        body: &[u8],
        encoding: Encoding,
    ) -> Result<&[u8]> {
        let accept = match encoding {
            Encoding::Browser => "gzip, deflate, br, zstd",
            Encoding::Plain => "identity",
        };
        self.send(method, path, body, accept).await?;
        let status = self.read_answer().await?;
        if status == 200 {
            return Ok(&self.body);
        }
        let said: String = String::from_utf8_lossy(&self.body)
            .chars()
            .take(300)
            .collect();
        bail!("{method} {path} was answered with {status}: {said}")
    }

    /// Calls a server function that may say no: gives the status with what was said.
    pub async fn ask(&mut self, path: &str, body: &[u8]) -> Result<(u16, Vec<u8>)> {
        self.send("POST", path, body, "identity").await?;
        let status = self.read_answer().await?;
        Ok((status, std::mem::take(&mut self.body)))
    }

    /// Begins to hear what has no end: server-sent events.
    pub async fn listen(&mut self, path: &str) -> Result<()> {
        self.send("GET", path, b"", "identity").await?;
        let status = self.read_line().await?.to_owned();
        if !status.contains(" 200 ") {
            bail!("GET {path} was answered with {status}");
        }
        Ok(())
    }

    /// The next line of it, whatever it is.
    pub async fn hear(&mut self) -> Result<&str> {
        self.read_line().await
    }

    async fn send(&mut self, method: &str, path: &str, body: &[u8], accept: &str) -> Result<()> {
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\norigin: http://{host}\r\nsec-fetch-site: same-origin\r\n\
             cookie: kundkort={token}\r\naccept: application/json\r\naccept-encoding: {accept}\r\n\
             content-type: application/json\r\ncontent-length: {length}\r\n\r\n",
            host = self.address,
            token = self.token,
            length = body.len(),
        )
        .into_bytes();
        request.extend_from_slice(body);
        self.stream.get_mut().write_all(&request).await?;
        Ok(())
    }

    async fn read_answer(&mut self) -> Result<u16> {
        self.body.clear();
        let status = self.read_line().await?;
        let status = status
            .split(' ')
            .nth(1)
            .and_then(|code| code.parse().ok())
            .with_context(|| format!("no HTTP: {status}"))?;
        let mut length = Some(0);
        loop {
            let line = self.read_line().await?.to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = Some(value.trim().parse()?);
            }
            if line.starts_with("transfer-encoding:") && line.contains("chunked") {
                length = None;
            }
        }
        match length {
            Some(length) => self.read_bytes(length).await?,
            None => self.read_chunks().await?,
        }
        Ok(status)
    }

    async fn read_line(&mut self) -> Result<&str> {
        self.line.clear();
        if self.stream.read_line(&mut self.line).await? == 0 {
            bail!("the server hung up");
        }
        Ok(self.line.trim_end())
    }

    async fn read_bytes(&mut self, count: usize) -> Result<()> {
        let from = self.body.len();
        self.body.resize(from + count, 0);
        self.stream.read_exact(&mut self.body[from..]).await?;
        Ok(())
    }

    async fn read_chunks(&mut self) -> Result<()> {
        loop {
            let size = self.read_line().await?;
            let size = size.split(';').next().unwrap_or_default().trim();
            let size = usize::from_str_radix(size, 16).context("no chunk")?;
            self.read_bytes(size).await?;
            // The line break after a chunk, or after the last one the end of the (empty) trailers.
            self.read_line().await?;
            if size == 0 {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::net::TcpListener;

    #[tokio::test]
    async fn reads_both_kinds_of_body_on_one_connection() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            for answer in [
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n",
                "HTTP/1.1 401 Unauthorized\r\ncontent-length: 2\r\n\r\nno",
            ] {
                let mut request = [0_u8; 2048];
                let read = stream.read(&mut request).await.unwrap();
                assert!(
                    request[..read]
                        .windows(10)
                        .any(|part| part == b"kundkort=t")
                );
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        });
        let mut client = Client::connect(address, "t").await.unwrap();
        assert_eq!(client.get("/a", Encoding::Plain).await.unwrap(), b"abc");
        assert_eq!(
            client.post("/b", b"{}", Encoding::Browser).await.unwrap(),
            b"abcd"
        );
        let refused = client.get("/c", Encoding::Plain).await.unwrap_err();
        assert!(refused.to_string().contains("401: no"), "{refused}");
        server.await.unwrap();
    }
}
