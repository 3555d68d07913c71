"""One report in, its coding out."""
