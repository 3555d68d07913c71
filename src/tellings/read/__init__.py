"""Bytes to a Report or a Reject: one module a format, one READERS table (in `readers`)."""
