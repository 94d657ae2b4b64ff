"""From paths to a Report: which files, which of them matter, one file as a pure function, and many of them."""
