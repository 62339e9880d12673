package dev.aquifer.platform.model;

/// A file that is no usable GGUF model. The message says where in the file and what is wrong, in words for the
/// uploader.
final class BadModelFile extends Exception {
    BadModelFile(String where, String what) {
        super(where + ": " + what);
    }
}
