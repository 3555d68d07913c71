"""Bytes in, reports or rejects out: one module a format, one READERS table."""
