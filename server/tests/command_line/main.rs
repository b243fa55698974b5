//! The command line as whoever runs the server uses it: the program itself, its words and its exit status.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod verify;
