"""Where reports, codings and the picture are kept."""
