//! Online addresses: `https`, on a host that the house allows, without user name or port; and for a QR code short enough
//! for modules that phones can read in the side column.

use url::Url;

use super::source::{Quoted, SourceFile};
use crate::content::Address;
use crate::qr::LONGEST_ADDRESS;
use crate::suggestion;

/// What an address is printed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PrintedAs {
    /// Words.
    Text,
    /// Words and a QR code.
    QrCode,
}

/// What is wrong with an address.
enum RefusedAddress {
    /// The address itself: the message, and how to fix it.
    Address(String, String),
    /// Its host, which the house does not allow.
    Host(String),
}

/// What was written as an address. Without `hosts` (they could not be read) any host will do.
pub(super) fn check(
    file: &mut SourceFile,
    written: Quoted,
    hosts: Option<&[String]>,
    printed_as: PrintedAs,
) -> Option<Address> {
    let Quoted { text, place } = written;
    match parse(text, hosts) {
        Ok(address)
            if printed_as == PrintedAs::Text || address.as_str().len() <= LONGEST_ADDRESS =>
        {
            return Some(address);
        }
        Ok(_) => file.error(
            place,
            format!(
                "the address is too long for a QR code that phones can read: {} characters",
                text.chars().count()
            ),
            "use a shorter address",
        ),
        Err(RefusedAddress::Address(message, hint)) => file.error(place, message, hint),
        // Most often it is the house's list that lacks the host, and every link to it would be complained of.
        Err(RefusedAddress::Host(host)) => file.error_once(
            place,
            format!("the host `{host}` is not allowed"),
            host_hint(&host, hosts.unwrap_or_default()),
        ),
    }
    None
}

/// The address, or what is wrong with it.
fn parse(text: &str, hosts: Option<&[String]>) -> Result<Address, RefusedAddress> {
    let fault = |message: &str, hint: &str| {
        let message = format!("`{text}` {message}");
        Err(RefusedAddress::Address(message, hint.to_owned()))
    };
    let Ok(url) = Url::parse(text) else {
        return fault(
            "is not an online address",
            "write it in full: `https://www.example.org/page`",
        );
    };
    match url.scheme() {
        "https" => {}
        "http" => return fault("is not an `https` address", "start it with `https://`"),
        _ => {
            return fault(
                "is not an `https` address",
                "lead only to pages on `https://`",
            );
        }
    }
    if !url.username().is_empty() || url.password().is_some() || url.port().is_some() {
        return fault("has a user name or a port", "write only host and path");
    }
    let host = url.host_str().unwrap_or_default();
    if hosts.is_some_and(|hosts| !hosts.iter().any(|allowed| allowed == host)) {
        return Err(RefusedAddress::Host(host.to_owned()));
    }
    Ok(Address::checked(url.into()))
}

fn host_hint(host: &str, hosts: &[String]) -> String {
    let add = format!("add `\"{host}\"` to `link_hosts` in `house.toml`");
    let close = suggestion::closest(host, hosts.iter().map(String::as_str));
    match close {
        Some(meant) => format!("did you mean `{meant}`? otherwise {add}"),
        None => add,
    }
}
