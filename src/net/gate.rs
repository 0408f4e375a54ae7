//! How many requests are under way at once, in all and to one host.

use std::collections::HashMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Lets requests in as others end.
#[derive(Debug)]
pub(super) struct Gate {
    all: usize,
    per_host: usize,
    busy: Mutex<HashMap<String, usize>>,
    freed: Condvar,
}

/// A request that is under way; it ends when this goes.
pub(super) struct Permit<'a> {
    gate: &'a Gate,
    host: String,
}

impl Gate {
    pub(super) fn new(all: usize, per_host: usize) -> Gate {
        Gate { all, per_host, busy: Mutex::default(), freed: Condvar::new() }
    }

    /// Waits until there is room.
    pub(super) fn enter(&self, host: &str) -> Permit<'_> {
        let full = |busy: &mut HashMap<String, usize>| {
            busy.values().sum::<usize>() >= self.all || busy.get(host).is_some_and(|count| *count >= self.per_host)
        };
        let mut busy = self.freed.wait_while(self.busy(), full).unwrap_or_else(PoisonError::into_inner);
        *busy.entry(host.to_string()).or_default() += 1;
        Permit { gate: self, host: host.to_string() }
    }

    fn busy(&self) -> MutexGuard<'_, HashMap<String, usize>> {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        let mut busy = self.gate.busy();
        if let Some(count) = busy.get_mut(&self.host) {
            *count -= 1;
            if *count == 0 {
                busy.remove(&self.host);
            }
        }
        drop(busy);
        self.gate.freed.notify_all();
    }
}
