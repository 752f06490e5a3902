//! The corpus of `fuzz`: inputs that were once found to be at fault, and those that mutations start from. Each is taken without
//! a panic, with few words, and comes to an end.

use std::fs;
use std::path::PathBuf;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use careleaf_fuzz::{Target, Trial};

/// How long an input may take: far more than any needs on a busy machine, so that what ends by then is no hang.
const PATIENCE: Duration = Duration::from_secs(120);

/// The files of a target's corpus, in the order of their names.
fn corpus(target: Target) -> Vec<PathBuf> {
    let entries = fs::read_dir(target.corpus()).expect("each target has a corpus");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Tries each file of a corpus in a thread of its own, so that one that never ends is named.
fn replay(target: Target) {
    let (sender, done) = mpsc::channel();
    let files = corpus(target);
    assert!(!files.is_empty(), "`{}` has no corpus", target.name());
    let inputs: Vec<Vec<u8>> = files.iter().map(|file| fs::read(file).unwrap()).collect();
    thread::spawn(move || {
        let trial = Trial::of(target);
        for input in inputs {
            trial.run(&input);
            if sender.send(()).is_err() {
                return;
            }
        }
    });
    for file in files {
        match done.recv_timeout(PATIENCE) {
            Ok(()) => {}
            Err(RecvTimeoutError::Timeout) => panic!("`{}` never ends", file.display()),
            Err(RecvTimeoutError::Disconnected) => panic!("`{}` panics", file.display()),
        }
    }
}

#[test]
fn sections_of_the_corpus_are_taken() {
    replay(Target::Section);
}

#[test]
fn toml_files_of_the_corpus_are_taken() {
    replay(Target::House);
    replay(Target::Glossary);
    replay(Target::Leaflet);
}

#[test]
fn figures_of_the_corpus_are_taken() {
    replay(Target::Png);
    replay(Target::Svg);
    replay(Target::Typeface);
}

#[test]
fn lists_of_the_corpus_are_taken() {
    replay(Target::List);
}

#[test]
fn proofs_of_the_corpus_are_taken() {
    replay(Target::Pdf);
    replay(Target::Record);
    replay(Target::Ledger);
}

#[test]
fn every_target_has_a_corpus_and_a_dictionary_of_its_name() {
    for target in Target::ALL {
        assert_eq!(Target::named(target.name()), Some(target));
        assert!(target.dictionary().is_file(), "{}", target.name());
    }
    let corpora = fs::read_dir(Target::Png.corpus().parent().unwrap()).unwrap();
    assert_eq!(corpora.count(), Target::ALL.len());
}
